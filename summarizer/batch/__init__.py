"""Many documents: a journal that loses nothing, runners for one machine and for a cluster, and a provider's batch files."""
