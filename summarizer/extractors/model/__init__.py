"""Summaries by a language model: its tasks know documents, its client knows endpoints (`asking` is the seam between them)."""
