"""Labels for figures: what each measures, of whom, over which period. Asked where the rules are not sure, or of all figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...figures.model import Figure, PeriodMention
from ...outline.script import fold
from ...schemas.drafts import Slot, labelled
from ..draft import KPIDraft, LabelDraft
from ..material import Line
from .pointing import Page
from .rounds import Objected
from .scope import Scope

_MOST = {"unsure": 4, "all": 16}
"""Labels that one question asks for at most."""
_ECHO = 12
"""Characters of the words before a figure that are echoed: enough to bind, few enough to be cheap."""
_LONG_NAME = {True: 20, False: 60}
"""A name of more characters (Chinese, else) is a clause that the rules did not get to the bottom of."""
_BREAK = re.compile(r"[，。；：,;:、]")


class Labelling:
    """The figures of one page that are to be labelled."""

    def __init__(self, scope: Scope, page: Page, lines: Sequence[Line]) -> None:
        self._scope, self._page = scope, page
        self._asked: dict[str, tuple[Figure, Line, str]] = {}
        for line in lines:
            for figure in line.figures if scope.labels != "none" else ():
                if len(self._asked) >= _MOST[scope.labels] or not self._wanted(figure):
                    continue
                name = page.id_of(figure.start, figure.end)
                if name is not None:
                    self._asked[name] = (figure, line, _clause(page, line, figure))

    def _wanted(self, figure: Figure) -> bool:
        if figure.kind == "duration":
            return False
        kpi = self._scope.kpis.get(figure.start)
        if self._scope.labels == "all":
            return kpi is None or kpi.figure is figure
        # a figure that the rules passed over tells nothing of the company, as far as they can see: it is not asked for here
        return kpi is not None and kpi.figure is figure and _unsure(kpi, self._scope.han)

    @property
    def full(self) -> bool:
        """Whether the period and the category are asked for, too: what a small model says of them is not worth its tokens."""
        return self._scope.labels == "all"

    def lines(self) -> list[tuple[str, str]]:
        """Each figure's id and the clause it stands in."""
        return [(name, words) for name, (_, _, words) in self._asked.items()]

    def slots(self) -> dict[str, type[Slot]]:
        """A slot a figure."""
        periods = self._page.shown("d") if self.full else None
        return {name: labelled(name, _echo(words), periods) for name, (_, _, words) in self._asked.items()}

    def accept(self, name: str, slot: Any) -> LabelDraft | Objected:
        """A label, its name and owner words of the document."""
        figure, line, _ = self._asked[name]
        said = slot.name.strip(" ，。、：:,.")
        if not said:
            return Objected("no name")
        if _bare(said) not in _bare(self._scope.words(line)):
            return Objected(f"the sentence has no {said[:20]!r}")
        of = slot.of.strip()
        if of and _bare(of) not in self._scope.bare:
            return Objected(f"the document has no {of[:20]!r}")
        place = self._page.at(getattr(slot, "when", "none"))
        period = place.found if place is not None and isinstance(place.found, PeriodMention) else None
        metric = getattr(slot, "metric", "none")
        metric = None if metric == "none" else metric
        return LabelDraft(figure, said, of or None, period, metric, line.sentence.index, line.sentence.exchange)

    def near(self, name: str) -> Line:
        """The sentence of a figure that was asked for."""
        return self._asked[name][1]


def _unsure(kpi: KPIDraft, han: bool) -> bool:
    """Whether the rules' reading of a figure may be mended by one who reads."""
    if kpi.metric is None and len(kpi.name) > _LONG_NAME[han]:
        return True
    if kpi.metric in ("revenue_share", "revenue_cagr") and kpi.segment is None and kpi.entity is None:
        return True
    return kpi.metric is not None and kpi.period is None and kpi.basis == "actual"


def _clause(page: Page, line: Line, figure: Figure) -> str:
    """The figure's clause up to it, as it was shown."""
    words = page.show((line.sentence.start, figure.end))
    cuts = [match.end() for match in _BREAK.finditer(words, 0, max(0, len(words) - 8))]
    return words[cuts[-1] :].strip() if cuts else words


def _echo(words: str) -> str:
    """The end of a clause, no id cut in two."""
    echo = words[-_ECHO:]
    first = echo.find("}")
    return echo[first + 1 :] if "{" not in echo[:first] else echo


def _bare(words: str) -> str:
    """``words`` folded and without white space: so compared, they are the text's own or not."""
    return "".join(fold(words).split())
