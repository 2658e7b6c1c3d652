"""Where a document comes from: a path, standard input, an open file, or a string."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from ..errors import EmptyInputError, InputError, UsageError
from ..telemetry import span
from .document import Document
from .registry import MEDIA_TYPES, OnPage, media_type_of, readable, reader_of
from .signatures import recognise


@span("summarizer.read")
def read(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    encoding: str | None = None,
    media_type: str | None = None,
    on_page: OnPage | None = None,
) -> Document:
    """Reads a document. Its text is what the bytes say and nothing else: line ends and artefacts stay.

    ``source`` is a path, ``-`` for standard input, or a file open in binary mode. ``encoding`` and ``media_type`` override what is
    detected. ``on_page(done, of)`` is told of each page, where a format has pages. Raises `InputError` (`EmptyInputError`,
    `DecodingError`) where it cannot be read, `UsageError` for an ``encoding`` or a ``media_type`` that does not exist here. Messages
    name the source as it was given and never show what is in it.
    """
    data, given, short = _bytes(source)
    if not data:
        raise EmptyInputError(f"{given}: is empty; check that it was saved or piped whole")
    if media_type is not None:
        if media_type not in MEDIA_TYPES:
            raise UsageError(f"{given}: cannot read {media_type!r}; this version reads {', '.join(MEDIA_TYPES)}")
    elif recognised := recognise(data):
        media_type, called = recognised
        if media_type not in MEDIA_TYPES:
            raise InputError(f"{given}: is {called}; this version reads {readable()}: save it as one of these")
    else:
        media_type = media_type_of(short)
    extracted = reader_of(media_type)(data, encoding=encoding, name=given, on_page=on_page)
    return Document(
        text=extracted.text,
        source=short,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        encoding=extracted.encoding,
        page_starts=extracted.page_starts,
        title=extracted.title,
        published=extracted.published,
        apart=extracted.apart,
        doubts=extracted.doubts,
        unread_pages=extracted.unread_pages,
    )


def from_text(text: str, source: str = "text") -> Document:
    """A document of a string that is there already. Raises `EmptyInputError` where it holds no text."""
    if not text.strip():
        raise EmptyInputError(f"{source}: holds no text; give it the document's text")
    # lone surrogates have no UTF-8, and a caller's string may hold one
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(text=text, source=source, sha256=digest, encoding=None)


def _bytes(source: str | os.PathLike[str] | BinaryIO) -> tuple[bytes, str, str]:
    """The bytes, the source as the user gave it, and its name without the folder."""
    if isinstance(source, str | os.PathLike):
        given = os.fspath(source)
        if given == "-":
            return sys.stdin.buffer.read(), "-", "-"
        shown = given if given.isprintable() else ascii(given)  # a message is one line
        # a name that is no UTF-8 has no place in JSON
        return _file(given, shown), shown, Path(given).name.encode("utf-8", "backslashreplace").decode()
    data = source.read()
    if not isinstance(data, bytes):
        raise UsageError("the open file is in text mode; open it with mode 'rb', or give its text to from_text()")
    name = getattr(source, "name", None)
    given = name if isinstance(name, str) else "-"
    return data, given, Path(given).name if given != "-" else given


def _file(given: str, shown: str) -> bytes:
    path = Path(given)
    try:
        if path.is_dir():
            raise InputError(f"{shown}: is a directory; name the files in it")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file; check the path") from None
    except PermissionError:
        raise InputError(f"{shown}: may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            # a document's text where its path belongs: the message repeats none of it
            raise UsageError("the source is a text, not a path; give the text to from_text(), or the path of its file") from None
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{shown}: cannot be opened ({reason}); check the path") from None
