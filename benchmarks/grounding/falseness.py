"""Whether a quote that was made to be false is false."""

from __future__ import annotations

import re

from .sources import Source, loose, plain

CUTS = frozenset({"cut in a number", "cut in a unit", "cut behind a negation"})
"""Letter for letter in the source, and false all the same."""
SPLITS = frozenset({"number split"})
"""False by white space alone."""


def is_false(kind: str, quote: str, origin: str, source: Source) -> bool:
    """Whether a quote made to be false is: it changed, and the source does not hold it anywhere."""
    bare = plain(quote).strip("。,;:?!()、")
    if quote == origin or len(quote.strip()) < 4 or not bare:
        return False
    if kind == "cut in a number":
        return re.search(r"(?<![\d.,])" + re.escape(bare), source.plain) is None
    if kind in CUTS:
        return source.words.count(bare) < 2  # elsewhere it may stand uncut
    return kind in SPLITS or (bare not in source.plain and loose(quote).strip("。,;:?!()、") not in source.loose)
