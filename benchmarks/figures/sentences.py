"""Labelled sentences, and how they are found again: by what their documents hold, whatever the files are called.

A labels file holds no text. Each sentence has the SHA-256 of its document's text, its offsets there, and its figures' offsets within it;
all offsets count code points.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from summarizer import read
from summarizer.errors import InputError
from summarizer.reading import Document


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, as labelled or as found; ``start`` and ``end`` are offsets in its sentence."""

    start: int
    end: int
    value: float | None
    """In the base unit; None where a label's number says no value (``dozens``)."""
    value_max: float | None = None
    unit: str | None = None
    optional: bool = False
    """To find it is right, and so is to leave it out."""


@dataclass(frozen=True, slots=True)
class Label:
    """One sentence with all its figures."""

    language: str
    document: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    converted: bool = False
    """The document is read in Traditional characters (`traditional`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence whose document was found."""

    label: Label
    document: Document
    """In Traditional characters where the label says so."""

    @property
    def text(self) -> str:
        return self.document.text[self.label.start : self.label.end]


def load(path: Path) -> list[Label]:
    """The labels in ``path``."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["sentences"]
    return [Label(**{**row, "figures": tuple(Figure(**figure) for figure in row["figures"])}) for row in rows]


def find(labels: Sequence[Label], folder: Path) -> list[Sentence]:
    """Those of ``labels`` whose documents are text files in ``folder`` or below it, in the order of the labels."""
    wanted = {label.document for label in labels}
    documents: dict[tuple[str, bool], Document] = {}
    for document in _texts(folder):
        key = digest(document.text)
        if key in wanted:
            documents[key, False] = document
            documents[key, True] = replace(document, text=traditional(document.text))
    keys = [(label, (label.document, label.converted)) for label in labels]
    return [Sentence(label, documents[key]) for label, key in keys if key in documents]


def _texts(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*.txt")):
        try:
            yield read(path)
        except InputError:
            # somebody's folder may hold anything; what cannot be read holds none of the sentences
            continue


def digest(text: str) -> str:
    """What a document is known by: the SHA-256 of its text as read, in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def traditional(text: str) -> str:
    """``text`` in Traditional characters, each converted by itself, so that every offset stays."""
    return text.translate(_table())


class _Table(dict[int, str]):
    """Learns each character when it is first met."""

    def __init__(self) -> None:
        import opencc

        self._converter = opencc.OpenCC("s2t")

    def __missing__(self, code: int) -> str:
        converted: str = self._converter.convert(chr(code))
        self[code] = converted if len(converted) == 1 else chr(code)
        return self[code]


@cache
def _table() -> _Table:
    return _Table()
