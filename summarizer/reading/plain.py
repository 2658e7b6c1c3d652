"""Plain text: decoded, and otherwise left exactly as it is."""

from __future__ import annotations

from ..errors import EmptyInputError, InputError
from ..patterns import lazy
from .encodings import decode
from .registry import Extracted, OnPage

_CONTROL = lazy("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
"""A text may have caught a stray control character or two; past this share it is no text."""


def read_plain(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    text, used = decode(data, encoding, name=name)
    if not text.strip("\x00 \t\r\n\f\v\u3000\ufeff\u200b"):
        raise EmptyInputError(f"{name}: holds no text, only white space; check that it was exported whole")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > _MOST_CONTROLS * len(text):
        raise InputError(f"{name}: is binary, not text ({controls} control characters); export it as text first")
    return Extracted(text, used)
