"""Where a piece of evidence stands, said so that a person finds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from ..schemas import Evidence

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Places:
    """Says a place as line numbers of the document's text (``L12``, ``L12-14``), counted from 1 as editors do.

    Where the document has pages, the page is said (``p3``): the lines of an extracted text are nowhere to be seen on paper. Without
    pages and without the text a place is said as offsets (``@393-405``).
    """

    def __init__(self, text: str | None) -> None:
        self._starts = None if text is None else [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def of(self, evidence: Iterable[Evidence]) -> str:
        """The places of ``evidence`` in order, each once; empty where there is none."""
        return ", ".join(dict.fromkeys(self._place(one) for one in sorted(evidence, key=lambda one: one.start)))

    def _place(self, evidence: Evidence) -> str:
        if evidence.page is not None:
            return f"p{evidence.page}"
        if self._starts is None:
            return f"@{evidence.start}-{evidence.end}"
        first = bisect_right(self._starts, evidence.start)
        last = bisect_right(self._starts, max(evidence.start, evidence.end - 1))
        return f"L{first}" if first == last else f"L{first}-{last}"
