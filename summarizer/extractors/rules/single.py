"""One figure or one sentence by itself: what the rules read of it where somebody else says that it matters."""

from __future__ import annotations

from ...figures.model import Figure
from ...outline.script import fold
from ..draft import KPIDraft, PointDraft
from ..material import Line, Material
from .basis import read_basis
from .cues import Cues
from .metrics import find_metrics, measured_by
from .points import due_of
from .subject import Subject, clauses
from .topics import Topics, ranked
from .values import read_value


def read_figure(material: Material, line: Line, figure: Figure, name: str, metric: str | None) -> KPIDraft | None:
    """A KPI of a figure whose name somebody else gives, in the sentence's own words; ``None`` for a bare number that measures nothing.

    Value, unit, sign and basis are read as ever. The period is the sentence's where it names just one.
    """
    language = material.outline.language
    folded = fold(name)
    known = next((mention.metric for mention in find_metrics(folded, 0, len(folded), language)), None)
    start, end = line.sentence.start, line.sentence.end
    clause = next((span for span in clauses(material.folded, start, end) if span[0] <= figure.start < span[1]), (start, end))
    subject = Subject(name, known, clause[0])
    told = read_value(material, figure, subject, clause)
    if told is None:
        return None
    fitting = metric if metric is not None and told.kind in measured_by(metric) else None
    return KPIDraft(
        figure, told.name, told.metric or fitting, told.unit, told.value, told.value_max,
        read_basis(material, line, figure, subject, clause), (min(clause[0], figure.context_start), max(clause[1], figure.context_end)),
        period=line.periods[0] if len(line.periods) == 1 else None, exchange=line.sentence.exchange, sentence=line.sentence.index,
    )  # fmt: skip


class Sentences:
    """Sentences as statements, with status, horizon and topic by their own words."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._cues, self._topics = Cues(material), Topics(material)

    def point(self, line: Line, topic: str) -> PointDraft:
        """A sentence as a statement; ``topic`` where its words tell none."""
        start, end = line.sentence.start, line.sentence.end
        told = ranked(self._topics.scores(start, end))
        return PointDraft(
            (start, end), told[0] if told else topic, self._cues.status(line), due_of(self._material, line), line.sentence.exchange
        )
