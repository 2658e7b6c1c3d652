"""The command line: one file a verb. It parses, calls and reports; it decides nothing."""

from .command import main

__all__ = ["main"]
