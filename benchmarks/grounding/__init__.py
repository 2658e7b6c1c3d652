"""A benchmark of finding quotes in a text: right ones in every disguise, wrong ones with one thing changed (see README.md)."""

from __future__ import annotations

from .cases import Case, make_cases, read_cases, write_cases
from .score import LocateLike, Score, answers_of, score

__all__ = ["Case", "LocateLike", "Score", "answers_of", "make_cases", "read_cases", "score", "write_cases"]
