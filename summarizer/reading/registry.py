"""One reader a media type, found by media type or by file suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol

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


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Where each reader is, and the suffixes that promise its format (lower case). A reader's module is imported when it is first asked
# for: a run on a text loads none of what pages and packages need.
_READERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "image/png": ("images.read_image", (".png",)),
    "image/jpeg": ("images.read_image", (".jpg", ".jpeg")),
    "image/tiff": ("images.read_image", (".tif", ".tiff")),
    "image/webp": ("images.read_image", (".webp",)),
    "image/bmp": ("images.read_image", (".bmp",)),
    "image/gif": ("images.read_image", (".gif",)),
    "text/plain": ("plain.read_plain", (".txt", ".text", ".log")),
    "text/markdown": ("markdown.read_markdown", (".md", ".markdown")),
    "application/pdf": ("pdf.read_pdf", (".pdf",)),
    "text/html": ("web.read_web", (".html", ".htm", ".xhtml", ".shtml")),
    "multipart/related": ("web.read_saved_page", (".mht", ".mhtml")),
    _WORD: ("word.read_word", (".docx", ".docm", ".dotx", ".dotm")),
}
MEDIA_TYPES = tuple(_READERS)
"""What can be read."""
_SUFFIXES = {suffix: media_type for media_type, (_, suffixes) in _READERS.items() for suffix in suffixes}


def reader_of(media_type: str) -> Reader:
    """The reader of one of `MEDIA_TYPES`."""
    module, _, name = _READERS[media_type][0].partition(".")
    reader: Reader = getattr(import_module(f".{module}", __package__), name)
    return reader


def media_type_of(name: str) -> str:
    """The media type that a file's name promises; ``text/plain`` where it promises nothing known."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "text/plain")


def suffixes() -> frozenset[str]:
    """The suffixes that can be read, in lower case, with their dot."""
    return frozenset(_SUFFIXES)


def readable() -> str:
    """The suffixes that can be read, for messages."""
    return ", ".join(_SUFFIXES)
