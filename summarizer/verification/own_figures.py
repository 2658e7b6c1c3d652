"""The KPIs of a summary of ours, held field by field against the figures of their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..assembly import Preview, prose
from ..extractors.rules import measured_by, read_figure
from ..figures.model import Figure
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..schemas import KPI, Summary
from .claims import ClaimText
from .item import Item
from .judge import Judge
from .own_places import Places
from .source import Source, Span

_HAN = lazy(f"[{HAN}]")
_CLAUSE = {True: 20, False: 60}
"""A name of more characters (Chinese, else) is a clause, and may be told shorter."""
_SCALARS = ("value", "value_max", "unit", "qualifier", "basis")


class OwnFigures:
    """What the rules read of every figure, and KPIs held against it."""

    def __init__(self, source: Source, places: Places, judge: Judge) -> None:
        self._source, self._places, self._judge = source, places, judge
        self._preview = Preview(source.document, source.material)

    def items(self, summary: Summary) -> Iterator[Item]:
        """One item a KPI."""
        for index, kpi in enumerate(summary.kpis):
            item = Item(f"kpis[{index}]", _told(kpi), "figures")
            spans = self._places.spans(item, "evidence", kpi.evidence)
            if spans:
                self._kpi(item, kpi, spans)
            yield item

    @cached_property
    def _known(self) -> dict[int, list[KPI]]:
        """The KPIs that the rules find, by where each piece of their evidence begins."""
        known: dict[int, list[KPI]] = {}
        for kpi in self._source.summary.kpis:
            for one in kpi.evidence:
                known.setdefault(one.start, []).append(kpi)
        return known

    def _kpi(self, item: Item, kpi: KPI, spans: Sequence[Span]) -> None:
        figures = [figure for span in spans for figure in self._figures(span)]
        held = [figure for figure in figures if self._words(figure) == kpi.raw]
        if not held:
            instead = list(dict.fromkeys(map(self._words, figures)))
            reason = f"the source says {', '.join(instead[:3])} here" if instead else "its evidence holds no figure"
            item.contradict("raw", kpi.raw, reason, item.evidence)
            return
        ours = self._reading(kpi, held)
        if ours is None:
            item.miss("value", kpi.raw, "nothing is measured by it", item.evidence)
            return
        item.bear_out("raw", kpi.raw, item.evidence[:1])
        for name in _SCALARS:
            self._compare(item, name, getattr(kpi, name), getattr(ours, name))
        self._name(item, kpi, ours)
        self._metric(item, kpi, ours, held)
        for name in ("entity", "segment"):
            self._owner(item, name, kpi, ours, spans)
        self._period(item, kpi, ours)
        self._change(item, kpi, ours)

    def _figures(self, span: Span) -> list[Figure]:
        return [figure for figure in self._source.material.scan.figures if span[0] <= figure.start and figure.end <= span[1]]

    def _words(self, figure: Figure) -> str:
        return prose(self._source.text[figure.start : figure.end])

    def _reading(self, kpi: KPI, held: Sequence[Figure]) -> KPI | None:
        """What the rules read of the figure: their own KPI of it, or what they read once a name is given."""
        starts = {one.start for one in kpi.evidence}
        known = [one for start in starts for one in self._known.get(start, []) if one.raw == kpi.raw]
        if not known:
            places = [self._source.evidence((figure.start, figure.end)) for figure in held]
            known = [
                one for one in self._source.summary.kpis
                if one.raw == kpi.raw and any(e.start <= p.start and p.end <= e.end for e in one.evidence for p in places)
            ]  # fmt: skip
        if known:
            return max(known, key=lambda one: _alike(kpi, one))
        for figure in held:
            line = next((line for line in self._source.material.lines if figure in line.figures), None)
            draft = line and read_figure(self._source.material, line, figure, kpi.name, kpi.metric)
            if draft:
                return self._preview.kpi(draft)
        return None

    # -- field by field -----------------------------------------------------------------------------------------------

    def _compare(self, item: Item, path: str, said: object, held: object) -> None:
        if said == held:
            if said is not None:
                item.bear_out(path, said)
        else:
            item.contradict(path, _or_nothing(said), f"the source says {_or_nothing(held)}", item.evidence[:1])

    def _name(self, item: Item, kpi: KPI, ours: KPI) -> None:
        if fold(kpi.name) == fold(ours.name):
            item.bear_out("name", kpi.name)
            return
        long = len(ours.name) > _CLAUSE[_HAN.search(ours.name) is not None]
        if long and _letters(kpi.name) <= _letters(ours.name):
            item.bear_out("name", kpi.name)
            return
        judged = self._judge.claim(ClaimText(f"{kpi.name}: {kpi.raw}", item.where), "c0")
        elsewhere = any(fold(kpi.name) == fold(one.name) for one in self._source.summary.kpis)
        if judged.verdict == "supported" and not elsewhere and _letters(kpi.name) & _letters(ours.name):
            item.bear_out("name", kpi.name)
        elif judged.verdict == "not_found":
            item.miss("name", kpi.name, f"the source tells this of {ours.name}", item.evidence[:1])
        else:
            item.contradict("name", kpi.name, f"the source tells this of {ours.name}", item.evidence[:1])

    def _metric(self, item: Item, kpi: KPI, ours: KPI, figures: Sequence[Figure]) -> None:
        if kpi.metric is None:
            return
        if kpi.metric == ours.metric:
            item.bear_out("metric", kpi.metric)
        elif ours.metric is not None:
            item.contradict("metric", kpi.metric, f"it is {ours.metric}")
        elif "model" not in kpi.found_by or not any(one.kind in measured_by(kpi.metric) for one in figures):
            item.miss("metric", kpi.metric, "the source's words name no such metric")

    def _owner(self, item: Item, path: str, kpi: KPI, ours: KPI, spans: Sequence[Span]) -> None:
        said, held = getattr(kpi, path), getattr(ours, path)
        if said is None:
            if held is not None and fold(held) not in fold(kpi.name):
                item.contradict(path, "nothing", f"the source tells this of {held}", item.evidence[:1])
        elif held is not None and fold(said) == fold(held):
            item.bear_out(path, said)
        elif held is not None:
            item.contradict(path, said, f"the source tells this of {held}", item.evidence[:1])
        elif fold(said) in self._around(spans):
            item.bear_out(path, said)
        else:
            item.miss(path, said, "the source does not name it here", item.evidence[:1])

    def _around(self, spans: Sequence[Span]) -> str:
        """The folded paragraphs that hold ``spans``."""
        lines = self._source.material.lines
        around = [line.sentence for line in lines if any(line.sentence.start < end and start < line.sentence.end for start, end in spans)]
        paragraphs = {sentence.paragraph for sentence in around}
        return " ".join(
            self._source.folded[line.sentence.start : line.sentence.end] for line in lines if line.sentence.paragraph in paragraphs
        )

    def _period(self, item: Item, kpi: KPI, ours: KPI) -> None:
        said, held = kpi.period, ours.period
        if said is None:
            return
        if held is None:
            labels = [one for one in self._source.material.scan.periods if prose(self._source.text[one.start : one.end]) == said.label]
            days = {(one.kind, one.first and one.first.isoformat(), one.last and one.last.isoformat()) for one in labels}
            if (said.kind, said.start, said.end) in days:
                item.bear_out("period", said.label)
            else:
                item.miss("period", said.label, "the source names no such period for it", item.evidence[:1])
            return
        for name in ("label", "kind", "start", "end"):
            one, other = getattr(said, name), getattr(held, name)
            if name == "label" and fold(one) == fold(other):
                item.bear_out("period.label", one)
            elif one != other:
                of = f"{held.label} ({held.start} to {held.end})" if held.start else held.label
                item.contradict(f"period.{name}", one, f"the source tells this for {of}", item.evidence[:1])

    def _change(self, item: Item, kpi: KPI, ours: KPI) -> None:
        said, held = kpi.change, ours.change
        if said is None:
            return
        if held is None:
            item.contradict("change", said.raw, "the source tells no change of it", item.evidence[:1])
            return
        for name in ("kind", "value", "unit", "raw"):
            one, other = getattr(said, name), getattr(held, name)
            if one == other:
                item.bear_out(f"change.{name}", one)
            else:
                told = f"{held.raw}, which is {other}" if name == "value" else held.raw
                item.contradict(f"change.{name}", one, f"the source says {told}", item.evidence[:1])


def _or_nothing(said: object) -> object:
    return "nothing" if said is None else said


def _told(kpi: KPI) -> str:
    words = " ".join(dict.fromkeys(one for one in (kpi.entity, kpi.segment, kpi.name) if one))
    notes = ", ".join(one for one in (kpi.period.label if kpi.period else None, kpi.change.raw if kpi.change else None) if one)
    return f"{words}: {kpi.raw}" + (f" ({notes})" if notes else "")


def _alike(one: KPI, other: KPI) -> int:
    fields = ("name", "metric", "value", "value_max", "unit", "entity", "segment", "basis", "period", "change", "qualifier", "evidence")
    return sum(getattr(one, name) == getattr(other, name) for name in fields)


def _letters(name: str) -> frozenset[str]:
    folded = fold(name)
    han = "".join(_HAN.findall(folded))
    return frozenset(han[at : at + 2] for at in range(len(han) - 1)) | frozenset(_LATIN.findall(folded))


_LATIN = lazy(r"[a-z0-9][a-z0-9-]+")
