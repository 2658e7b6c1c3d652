"""Bytes to text: which of the encodings in everyday use here they are in."""

from __future__ import annotations

import codecs
from functools import cache

from ..errors import DecodingError, UsageError
from ..patterns import lazy
from ..tables import table

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 65_536
"""Characters that a guess is made from."""
_IMPOSSIBLE = lazy("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff\ue000-\uf8ff]")
_LEAST_EVERYDAY = 0.35
"""A reading is believed where this share of its foreign characters is everyday Chinese; right ones have 0.7 and more, wrong ones 0.1."""


def decode(data: bytes, encoding: str | None = None, *, name: str) -> tuple[str, str]:
    """The text of ``data`` without its byte-order mark, and the encoding it was read in.

    ``encoding`` overrides the guess. ``name`` is what errors call the source. Raises `UsageError` for an encoding that does not exist
    and `DecodingError` where nothing fits.
    """
    if encoding is not None:
        return _decode_as(data, encoding, name)
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, marked, name)
    if 0 in data[:_SAMPLE] and (wide := _best(data, _WIDE, ascii_counts=True)):
        return data.decode(wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    guess = _best(data, ("gb18030", "big5hkscs", *_WIDE)) or _western(data) or _guessed(data)
    if guess is None:
        raise DecodingError(f"{name}: no encoding fits its bytes (as UTF-8 it breaks at byte {place}); name one with --encoding")
    return data.decode(guess), guess


def _decode_as(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        canonical = codecs.lookup(encoding).name
        "".encode(canonical)  # refuses the codecs that are not of text
    except (LookupError, ValueError):
        raise UsageError(f"{name}: there is no text encoding {encoding!r}; try utf-8, utf-16, gb18030 or big5") from None
    if canonical in ("gb2312", "gbk"):
        canonical = "gb18030"  # files called so hold characters of the larger set
    elif canonical == "big5":
        canonical = "big5hkscs"
    for mark, marked in _BOMS:
        if data.startswith(mark) and canonical.removesuffix("-sig") in (marked, marked[:6]):
            data, canonical = data[len(mark) :], marked
            break
    try:
        return data.decode(canonical), canonical
    except UnicodeDecodeError as error:
        raise DecodingError(f"{name}: byte {error.start} is not {encoding}; leave --encoding out to have it detected") from None


@cache
def _everyday() -> tuple[frozenset[str], frozenset[str]]:
    known = table("reading", "characters")
    return frozenset(known["simplified"]), frozenset(known["traditional"])


def _best(data: bytes, encodings: tuple[str, ...], *, ascii_counts: bool = False) -> str | None:
    """The encoding whose reading of ``data`` has the most everyday characters, if any has enough."""
    scores: list[tuple[float, str]] = []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores.append((_score(text[:_SAMPLE], ascii_counts), encoding))
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] >= _LEAST_EVERYDAY else None


def _score(text: str, ascii_counts: bool) -> float:
    counted = text if ascii_counts else [c for c in text if not c.isascii()]
    if not counted:
        return 0.0
    hits = max(sum(c in known for c in counted) for known in _everyday())
    hits += sum(c.isascii() for c in counted)
    return (hits - 4 * len(_IMPOSSIBLE.findall(text))) / len(counted)


def _western(data: bytes) -> str | None:
    """English with a few curly quotes or accents."""
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return "cp1252" if high * 20 < min(len(data), _SAMPLE) and not _IMPOSSIBLE.search(text) else None


def _guessed(data: bytes) -> str | None:
    """What charset-normalizer makes of it: other scripts, other code pages."""
    import charset_normalizer  # slow to load and seldom needed

    match = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _IMPOSSIBLE.search(text) else match.encoding
