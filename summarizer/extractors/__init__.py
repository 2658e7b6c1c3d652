"""Makers of a draft. They know nothing of each other; both read a `Material` and fill a `Draft`."""
