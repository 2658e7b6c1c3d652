"""What a figure is called and whose it is: read by the grammar of the document's language."""

from __future__ import annotations

from ...figures.model import Figure
from ..material import Line, Material
from .chinese import read_chinese
from .english import read_english
from .subject import Subject


def read_subject(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    floor: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    """The subject of ``figure`` in its clause, read from ``floor`` (the end of the figure before it in the clause) to ``stop``."""
    if material.outline.language == "en":
        return read_english(material, line, figure, clause, floor, stop, before)
    return read_chinese(material, line, figure, clause, floor, stop, before)
