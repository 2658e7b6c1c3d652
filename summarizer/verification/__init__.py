"""Somebody's summary held against its source: what it claims, what the source says of it, and where."""
