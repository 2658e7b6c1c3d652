"""Word documents (DOCX, DOCM, DOTX): the body's text in its order, the notes below it.

Word's pages are made when it is opened, so there are none here. A running header belongs to the text only where it holds the code or the
number of the document and the body does not. The title and the dates among a document's properties are left alone: they are those of
whatever it was once copied from.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ..errors import EmptyInputError, InputError
from ..patterns import lazy
from .document import Apart, ApartKind
from .registry import Extracted, OnPage
from .rows import Block, text_of
from .signatures import OLE, is_encrypted_office
from .word_body import Body, Styles
from .word_numbers import Numbers, attribute, kind

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST = 200 * 2**20
"""Bytes that a document may unpack to: its text takes a few million at most, the rest is pictures."""
_LARGEST_TEXT = 80 * 2**20
"""Bytes that the XML in it may unpack to; a thousand pages take some thirty million."""
_SPACE = lazy(r"\s+")
_TELLS_DOCUMENT = lazy(r"(?:代码|简称|编号|代碼|簡稱|編號|代號|(?i:ticker|stock code))\s*[:：]")
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read_word(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    if data.startswith(OLE):
        if is_encrypted_office(data):
            raise InputError(f"{name}: is an encrypted Office document; open it with its password and save it without one")
        raise InputError(f"{name}: is a Word document of the old kind (DOC); save it as DOCX or PDF first")
    _check_size(data, name)
    try:
        blocks, apart = _read(data)
    except _NotWord as error:
        raise InputError(f"{name}: is {error}, not a Word document; save it as DOCX or PDF first") from None
    except Exception:  # python-docx, zipfile and lxml each fail in ways of their own on damaged bytes
        raise InputError(f"{name}: is a damaged DOCX document; open it in Word and save it again") from None
    text = text_of(blocks)
    if not text.strip():
        raise EmptyInputError(f"{name}: holds no text; if it holds pictures of pages, save it as PDF first")
    return Extracted(text, apart=apart)


class _NotWord(Exception):
    """An Office document of another kind."""


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(one.filename.lower(), one.file_size) for one in archive.infolist()]
    except Exception:  # zipfile fails in many ways on damaged bytes
        raise InputError(f"{name}: is no DOCX document or a damaged one; open it in Word and save it again") from None
    whole = sum(size for _, size in sizes)
    # what has the name of a picture is one: everything else is parsed
    pictures = sum(size for part, size in sizes if part.startswith(("word/media/", "word/fonts/", "word/embeddings/")))
    if whole > _LARGEST or whole - pictures > _LARGEST_TEXT:
        raise InputError(f"{name}: unpacks to {whole // 2**20:,} MB, more than any document has; save it anew, without its pictures")


def _read(data: bytes) -> tuple[list[Block], tuple[Apart, ...]]:
    from docx.opc.package import OpcPackage  # slow to load

    package = OpcPackage.open(io.BytesIO(data))
    main = _related(package, "officeDocument")
    if not main:
        raise _NotWord("an Office document without text")
    document = _root(main[0])
    if kind(document) != "document":
        raise _NotWord({"workbook": "a workbook", "presentation": "a presentation"}.get(kind(document), "an Office document"))
    styles, numbering = (next(iter(_related(main[0], name)), None) for name in ("styles", "numbering"))
    body = Body(
        Styles(_root(styles) if styles is not None else None),
        Numbers(_root(numbering) if numbering is not None else None),
    )
    blocks = [block for element in document if kind(element) == "body" for block in body.blocks(element)]
    for name in ("footnotes", "endnotes"):
        for part in _related(main[0], name):
            for note in _root(part):
                if attribute(note, "type") not in _NO_NOTES:
                    blocks += body.blocks(note)
    kinds: tuple[tuple[str, ApartKind], ...] = (("header", "running_header"), ("footer", "running_footer"))
    runs = [
        (line, called)
        for name, called in kinds
        for part in _related(main[0], name)
        for block in body.blocks(_root(part))
        for line in block.text.split("\n")
    ]
    return _with_headers(blocks, list(dict.fromkeys(runs)))


def _with_headers(blocks: list[Block], runs: list[tuple[str, ApartKind]]) -> tuple[list[Block], tuple[Apart, ...]]:
    """The text with what a running header alone tells of the document, and the running lines left out of it."""
    known = _SPACE.sub("", "".join(block.text for block in blocks))
    told, apart = [], []
    for line, called in runs:
        if called == "running_header" and _TELLS_DOCUMENT.search(line) and _SPACE.sub("", line) not in known:
            told.append(Block(line, row=True))
        else:
            apart.append(Apart(1, called, line))  # it runs on every page, the first of them included
    return [*told, *blocks], tuple(apart)


def _related(part: Any, name: str) -> list[Any]:
    """The parts that ``part`` names as its ``name``; the names' beginnings differ between transitional and strict documents."""
    found = [one.target_part for one in part.rels.values() if not one.is_external and one.reltype.endswith(f"/{name}")]
    return list(dict.fromkeys(found))


def _root(part: Any) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    from docx.oxml.parser import parse_xml  # resolves no entities

    return parse_xml(part.blob)
