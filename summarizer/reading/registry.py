"""One reader a media type, found by media type or by file suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol, TypeVar

from .document import Apart, Doubt

OnPage = Callable[[int, int], None]
"""Told after each page how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader gets out of a file's bytes."""

    text: str
    encoding: str | None = None
    page_starts: tuple[int, ...] | None = None
    """Offset of each page's first character, where the format has pages."""
    title: str | None = None
    published: str | None = None
    apart: tuple[Apart, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unread_pages: tuple[int, ...] = ()
    """These five as in `Document`."""


class Reader(Protocol):
    """Bytes to text. ``name`` is what errors call the source; raises `InputError` where the bytes are not of its format."""

    def __call__(self, data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted: ...


R = TypeVar("R", bound=Reader)

READERS: dict[str, Reader] = {}
"""By media type."""
SUFFIXES: dict[str, str] = {}
"""Media type by lower-case suffix, dot included."""


def reads(media_type: str, *suffixes: str) -> Callable[[R], R]:
    """Registers a reader for ``media_type`` and for files with these ``suffixes``."""

    def register(reader: R) -> R:
        READERS[media_type] = reader
        SUFFIXES.update(dict.fromkeys(suffixes, media_type))
        return reader

    return register


def media_type_of(name: str) -> str:
    """The media type that a file's name promises; ``text/plain`` where it promises nothing known."""
    return SUFFIXES.get(PurePath(name).suffix.lower(), "text/plain")


def readable() -> str:
    """The suffixes that can be read, for messages."""
    return ", ".join(SUFFIXES)
