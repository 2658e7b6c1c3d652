"""The fonts of a PDF, made by pdfminer; tables in them that would never end are left out, and only so many are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1

MOST_CODES = 1_000_000
"""Characters that one table of a font may list. No font has more than 65,536, each table lists them once or twice."""
_MOST_KEPT = 200
"""Fonts kept from page to page. Most documents have ten; some bring new ones on every page."""
_SECTION = re.compile(rb"begin(?:bf|cid)range(.*?)(?:end|$)", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]{1,24})>\s*<([0-9A-Fa-f\s]{1,24})>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


class Fonts(PDFResourceManager):
    """What the pages of one document share."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if "ToUnicode" in spec and _lists_too_many(resolve1(spec["ToUnicode"])):
            spec = {key: value for key, value in spec.items() if key != "ToUnicode"}
        for widths, step in (("W", 3), ("W2", 5)):
            if widths in spec and _spans_too_many(spec[widths], step):
                spec = {key: value for key, value in spec.items() if key != widths}
        return super().get_font(objid, spec)

    def trim(self) -> None:
        """Lets go of fonts when there are too many; called between pages."""
        if len(self._cached_fonts) > _MOST_KEPT:
            self._cached_fonts.clear()


def _lists_too_many(table: Any) -> bool:
    """Whether a table of characters has ranges that no font fills."""
    if not isinstance(table, PDFStream):
        return False
    total = 0
    for section in _SECTION.findall(table.get_data()):
        total += sum(max(0, _number(high) - _number(low)) for low, high in _RANGE.findall(section))
    return total > MOST_CODES


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _spans_too_many(widths: Any, step: int) -> bool:
    """Whether a table of widths has ranges that no font fills: ``first last width``, other than ``first [width …]``."""
    total = 0
    run: list[int] = []
    for value in list_value(widths):
        value = resolve1(value)
        if not isinstance(value, int | float):
            run = []
            continue
        run.append(int(value))
        if len(run) == step:
            total += max(0, run[1] - run[0])
            run = []
    return total > MOST_CODES
