"""Which items of a summary are about the same place, and so about the same figures and topics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ..schemas import KPI, Evidence, Outlook, Risk, Strategy, Summary
from ..tables import table


class Links:
    """The figures that stand in a piece of evidence, and the topics of a figure."""

    def __init__(self, summary: Summary) -> None:
        self._kpis = {kpi.id: kpi for kpi in summary.kpis}
        places = sorted((one.start, one.end, kpi.id) for kpi in summary.kpis for one in kpi.evidence)
        self._starts = [start for start, _, _ in places]
        self._places = places
        self._longest = max((end - start for start, end, _ in places), default=0)
        self._topics: dict[str, dict[str, None]] = {kpi.id: self._own_topic(kpi) for kpi in summary.kpis}
        for exchange in summary.qa:
            self._note(exchange.kpis, exchange.topics)
        for theme in summary.themes:
            self._note(theme.kpis, [theme.topic])
        statements: list[Strategy | Outlook | Risk] = [*summary.strategy, *summary.outlook, *summary.risks]
        for statement in statements:
            self._note(self.kpis_in(statement.evidence), [statement.topic])

    def kpis_in(self, evidence: Iterable[Evidence]) -> list[str]:
        """Ids of the KPIs whose place overlaps one of these, in the order of the source."""
        found: dict[str, None] = {}
        for one in evidence:
            for start, end, kpi in self._places[bisect_left(self._starts, one.start - self._longest):]:
                if start >= one.end:
                    break
                if end > one.start:
                    found[kpi] = None
        return list(found)

    def metrics_of(self, kpis: Iterable[str]) -> tuple[str, ...]:
        """The metrics of these KPIs, each once."""
        metrics = (self._kpis[kpi].metric for kpi in kpis if kpi in self._kpis)
        return tuple(dict.fromkeys(metric for metric in metrics if metric is not None))

    def topics_of(self, kpi: str) -> tuple[str, ...]:
        """The topic of its metric, then those of the statements, questions and themes that tell it."""
        return tuple(self._topics[kpi])

    def _own_topic(self, kpi: KPI) -> dict[str, None]:
        topics: dict[str, str] = table("reports", "topics")["topic"]
        return {topics[kpi.metric]: None} if kpi.metric is not None else {}

    def _note(self, kpis: Iterable[str], topics: Sequence[str]) -> None:
        for kpi in kpis:
            if kpi in self._topics:
                self._topics[kpi].update(dict.fromkeys(topics))
