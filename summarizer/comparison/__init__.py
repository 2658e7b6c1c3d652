"""Two Summaries of one company: what changed."""
