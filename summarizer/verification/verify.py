"""Somebody's summary held against its source, claim by claim."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import InputError, UsageError
from ..reading import Document, read
from ..schemas import Summary
from ..schemas.verification import Claim, Verification

if TYPE_CHECKING:
    from .claims import ClaimText
    from .source import Source

Told = Summary | str | dict[str, Any] | os.PathLike[str] | BinaryIO | Document
"""What a summary may be given as."""
_NAME = "summary"


def verify(
    summary: Told,
    document: str | os.PathLike[str] | BinaryIO | Document,
    *,
    encoding: str | None = None,
) -> Verification:
    """Holds a summary against the document it is of: each claim is supported, contradicted, or not found in it.

    ``summary`` is a `Summary`, a `dict` of its JSON, or anybody's summary: a `str` is always its text (our JSON, Markdown or plain text),
    never a path; a `pathlib.Path` or an open binary file is read, in any format that `read` knows. ``document`` is what `summarize` takes:
    a path (also as a `str`), an open binary file, or a `Document`. ``encoding`` is the document's, where detection gets it
    wrong; a summary's is detected.

    Offsets of claims count code points of the summary's text, those of evidence count the document's. Asks no model.

    Raises:
        InputError: one of the two cannot be read, or the summary claims nothing.
        UsageError: the document is a summary of ours: the two were exchanged.
    """
    from .source import Source

    source = Source(document if isinstance(document, Document) else read(document, encoding=encoding))
    _whole_characters(source.document.text, source.document.source)
    _no_summary(source.document)
    claims, unclaimed, name = _judged(summary, source)
    if not claims:
        raise InputError(
            f"{name}: claims nothing that could be checked ({unclaimed} lines of titles and the like); check that it is the summary"
        )
    return Verification(summary=name, document=source.summary.document, claims=claims, unclaimed=unclaimed)


def _judged(summary: Told, source: Source) -> tuple[list[Claim], int, str]:
    if isinstance(summary, Summary):
        return _data(summary.model_dump(mode="python"), source, _NAME)
    if isinstance(summary, dict):
        return _data(summary, source, _NAME)
    if isinstance(summary, str):
        return _text(summary, source, "text", None)
    read_as = summary if isinstance(summary, Document) else read(summary)
    return _text(read_as.text, source, read_as.source, read_as.media_type)


def _text(text: str, source: Source, name: str, media_type: str | None) -> tuple[list[Claim], int, str]:
    _whole_characters(text, name)
    if not text.strip():
        raise InputError(f"{name}: holds no text; give it the summary's text")
    data = _parsed(text)
    if data is not None:
        return _data(data, source, name)
    from .split import like_markdown, split_text

    markdown = media_type == "text/markdown" or (media_type in (None, "text/plain") and like_markdown(text))
    claims, unclaimed = split_text(text, markdown=markdown)
    return _told(claims, unclaimed, source, name)


def _data(data: Any, source: Source, name: str) -> tuple[list[Claim], int, str]:
    _whole_characters(json.dumps(data, ensure_ascii=False, default=str), name)
    from .other_json import statements
    from .own import chosen

    ours = chosen(data, source.document, name)
    if ours is not None:
        return _own(ours, source, name)
    claims, unclaimed = statements(data)
    if not claims:
        raise InputError(
            f"{name}: is JSON that claims nothing; give what `summarizer run --format json` writes, or JSON with a summary's sentences"
        )
    return _told(claims, unclaimed, source, name)


def _own(summary: Summary, source: Source, name: str) -> tuple[list[Claim], int, str]:
    from .own import check

    return check(summary, source), 0, name


def _told(claims: list[ClaimText], unclaimed: int, source: Source, name: str) -> tuple[list[Claim], int, str]:
    from .judge import Judge

    judge = Judge(source)
    judged: list[Claim] = []
    for claim in claims:
        found = judge.claim(claim, f"c{len(judged) + 1}")
        if found.parts:
            judged.append(found)
        else:
            unclaimed += 1  # nothing of it could be held against anything
    return judged, unclaimed, name


def _parsed(text: str) -> Any:
    """The object or list of objects that ``text`` is the JSON of; ``None`` where it is no JSON."""
    bare = text.lstrip("\ufeff \t\r\n")
    if bare[:1] not in ("{", "["):
        return None
    try:
        data = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) or (isinstance(data, list) and data and all(isinstance(one, dict) for one in data)) else None


def _no_summary(document: Document) -> None:
    """Whoever gives the two the wrong way round would else be told that nothing of the document is in the summary."""
    from .own import is_ours

    data = _parsed(document.text)
    if data is not None and is_ours(data if isinstance(data, dict) else data[0]):
        raise UsageError(f"{document.source}: is a summary, not a document; the summary comes first, then the document that it is of")


def _whole_characters(text: str, name: str) -> None:
    """Half of a surrogate pair may stand in a string and in no JSON."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{name}: character {error.start} is half of a surrogate pair, no character of Unicode; decode it anew, or take it out"
        ) from None

