"""Which figures of a summary can be drawn together: those that share an axis, and no others.

Three questions are put to the figures: how did each grow, how did one measure go over its periods, and how do its parts compare. Where two
figures would answer to the same name with different values, nobody can say which is which: nothing is drawn of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...schemas import KPI, Summary
from ..wording import Wording
from .bars import columns, rows
from .chart import Bar, Chart
from .measure import is_growth, measure_of, name_of, stretch_of

_LEAST, _MOST = 2, 12
"""Readings in one chart."""
_CHARTS = 8
_COLUMNS = 6
"""More periods than that stand in rows."""
_AHEAD = ("guidance", "target")
_SHARES, _WHOLE = ("revenue_share", "market_share"), 102.0
"""Shares that come to more than a hundred, and what rounding adds, are not of one whole."""
_FAR = 20.0
"""Times: no measure of a company moves so far from one period to another; one of the two was told of something else."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Readings that share an axis."""

    kind: str
    title: str
    bars: tuple[Bar, ...]
    known: bool
    """Of a metric of the contract; such are drawn first."""

    @property
    def kpis(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kpi for bar in self.bars for kpi in bar.kpis))


def kpi_charts(summary: Summary, words: Wording) -> list[Chart]:
    """The charts that ``summary`` has figures for: growths, one measure over its periods, parts of a whole; none is an answer, too."""
    found = [*_growths(summary.kpis, words), *_over_periods(summary.kpis, words), *_parts(summary.kpis, words)]
    order = {kpi.id: at for at, kpi in enumerate(summary.kpis)}
    charts: list[Chart] = []
    counts: dict[str, int] = defaultdict(int)
    drawn: list[set[str]] = []
    for one in sorted(found, key=lambda one: not one.known)[:_CHARTS]:
        # parts of a measure that another chart shows as a whole are told once
        if any(set(one.kpis) <= seen for seen in drawn) and one.kind != "growth":
            continue
        drawn.append(set(one.kpis) if one.kind != "growth" else set())
        counts[one.kind] += 1
        key = f"{one.kind}-{counts[one.kind]}"
        svg = None
        if one.kind == "periods" and len(one.bars) <= _COLUMNS:
            svg = columns(key, one.title, one.bars, words.labels["charts"])
        svg = svg or rows(key, one.title, one.bars, words.labels["charts"])
        charts.append(Chart(key, one.title, svg, tuple(sorted(one.kpis, key=order.__getitem__))))
    return charts


# -- how each grew ----------------------------------------------------------------------------------------------------


def _growths(kpis: Sequence[KPI], words: Wording) -> Iterator[_Found]:
    """Percentages of growth told with a level, of one kind and one period."""
    told = [
        kpi for kpi in kpis
        if kpi.change is not None and kpi.change.unit == "%" and kpi.change.kind != "since" and kpi.basis != "claim"
    ]  # fmt: skip
    for alike in _groups(told, lambda kpi: (kpi.change and kpi.change.kind, kpi.basis in _AHEAD, stretch_of(kpi.period))):
        bars = _plain([
            Bar(name_of(kpi), kpi.change.value, kpi.change.raw, hollow=kpi.basis in _AHEAD, kpis=(kpi.id,), note=_period(kpi))
            for kpi in alike if kpi.change is not None
        ])  # fmt: skip
        if bars is None or alike[0].change is None:
            continue
        bars = sorted(bars[:_MOST], key=lambda bar: -bar.value)
        yield _Found("growth", _title(words, words.labels["charts"][alike[0].change.kind], _best_label(alike)), tuple(bars), True)


# -- how one measure went ---------------------------------------------------------------------------------------------


def _over_periods(kpis: Sequence[KPI], words: Wording) -> Iterator[_Found]:
    """One measure in periods of one length."""
    told = [kpi for kpi in kpis if _drawable(kpi) and kpi.period is not None and stretch_of(kpi.period) is not None]

    def alike(kpi: KPI) -> Hashable:
        stretch = stretch_of(kpi.period)
        return (measure_of(kpi), kpi.segment, kpi.entity, kpi.unit, stretch and stretch.length)

    for group in _groups(told, alike):
        named = len({kpi.name.casefold() for kpi in group}) > 1
        places: dict[Hashable, Bar] = {}
        clear = True
        for kpi in sorted(group, key=_when):
            place = (stretch_of(kpi.period), kpi.basis in _AHEAD)
            bar = _bar(kpi, _period_said(kpi, words, named), words)
            clear = clear and _same(places.get(place), bar)
            places.setdefault(place, bar)
        sizes = [bar.size for bar in places.values() if bar.size]
        clear = clear and (not sizes or max(sizes) <= _FAR * min(sizes))
        if clear and len({stretch for stretch, _ in places}) >= _LEAST and len(places) <= 2 * _MOST:  # type: ignore[misc, has-type]
            first = group[0]
            title = _title(words, _measured(first, words), words.labels["charts"]["by_period"])
            yield _Found("periods", title, tuple(places.values()), first.metric is not None)


# -- how its parts compare --------------------------------------------------------------------------------------------


def _parts(kpis: Sequence[KPI], words: Wording) -> Iterator[_Found]:
    """Segments of one measure and period, with the whole where it is told; and one measure of several entities."""
    told = [kpi for kpi in kpis if _drawable(kpi) and kpi.basis not in _AHEAD and not is_growth(kpi)]

    def by_segment(kpi: KPI) -> Hashable:
        stretch = stretch_of(kpi.period)
        return None if kpi.metric is None or kpi.entity or stretch is None else (measure_of(kpi, parts=True), kpi.unit, stretch)

    for group in _groups(told, by_segment):
        wholes = [kpi for kpi in group if not kpi.segment]
        parts = [kpi for kpi in group if kpi.segment]
        bars = _plain([_bar(kpi, kpi.segment or "", words) for kpi in parts])
        if bars is None or len(bars) > _MOST or (parts[0].metric in _SHARES and sum(bar.high for bar in bars) > _WHOLE):
            continue
        bars = sorted(bars, key=lambda bar: -bar.high)
        whole = _plain([_bar(kpi, name_of(kpi), words, whole=True) for kpi in wholes], least=1)
        if whole is not None and len(whole) == 1 and whole[0].high >= bars[0].high:
            bars = [*whole, *bars]
        title = _title(words, _measured(wholes[0] if wholes else parts[0], words, segment=False), _best_label(group))
        yield _Found("parts", title, tuple(bars), True)

    def by_entity(kpi: KPI) -> Hashable:
        return (kpi.name.casefold(), kpi.unit, kpi.segment, stretch_of(kpi.period))

    for group in _groups(told, by_entity):
        bars = _plain([_bar(kpi, kpi.entity or kpi.name, words) for kpi in group])
        if bars is not None and any(kpi.entity for kpi in group) and len(bars) <= _MOST:
            title = _title(words, group[0].name, words.labels["charts"]["compared"])
            yield _Found("entities", title, tuple(sorted(bars, key=lambda bar: -bar.high)), group[0].metric is not None)


# -- what is said of them ---------------------------------------------------------------------------------------------


def _groups(kpis: Iterable[KPI], key: Callable[[KPI], Hashable]) -> Iterator[list[KPI]]:
    found: dict[Hashable, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if (place := key(kpi)) is not None:
            found[place].append(kpi)
    yield from (group for group in found.values() if len(group) >= _LEAST)


def _drawable(kpi: KPI) -> bool:
    """Whether it is a level: no rank, no multiple of something, no claim."""
    return kpi.basis != "claim" and kpi.unit not in (None, "rank", "x")


def _plain(bars: Sequence[Bar], least: int = _LEAST) -> list[Bar] | None:
    """``bars``, each reading once; None where a label stands for two figures, or where fewer are left than ``least``."""
    places: dict[str, Bar] = {}
    for bar in bars:
        if not _same(places.get(bar.label.casefold()), bar):
            return None
        places.setdefault(bar.label.casefold(), bar)
    return list(places.values()) if len(places) >= least else None


def _same(seen: Bar | None, bar: Bar) -> bool:
    return seen is None or (seen.value, seen.top) == (bar.value, bar.top)


def _bar(kpi: KPI, label: str, words: Wording, whole: bool = False) -> Bar:
    said = f"{words.qualifier(kpi)} {kpi.raw}" if kpi.qualifier and kpi.raw else kpi.raw
    return Bar(
        label, kpi.value, said, top=kpi.value_max, hollow=kpi.basis in _AHEAD, whole=whole, kpis=(kpi.id,),
        note=words.basis(kpi) if kpi.basis in _AHEAD else "",
    )  # fmt: skip


def _measured(kpi: KPI, words: Wording, segment: bool = True) -> str:
    """The metric's name where it says all there is to say, else the source's own."""
    _, variant = measure_of(kpi)
    name = words.labels["metric"][kpi.metric] if kpi.metric is not None and not variant else kpi.name
    whose = [part for part in (kpi.entity, kpi.segment if segment else None) if part and part.casefold() not in name.casefold()]
    return words.labels["charts"]["joined"].join([*whose, name])


def _title(words: Wording, *parts: str) -> str:
    return words.labels["charts"]["joined"].join(part for part in parts if part)


def _period(kpi: KPI) -> str:
    return kpi.period.label if kpi.period else ""


def _period_said(kpi: KPI, words: Wording, named: bool) -> str:
    said = _period(kpi)
    return f"{said}{words.labels['charts']['joined']}{kpi.name}" if named and kpi.metric is None else said


def _best_label(kpis: Sequence[KPI]) -> str:
    """The label that says most of the period that all share: with its year, if one does."""
    labels = [_period(kpi) for kpi in kpis]
    return max(labels, key=lambda label: (sum(letter.isdecimal() for letter in label), -labels.index(label)), default="")


def _when(kpi: KPI) -> tuple[str, bool]:
    stretch = stretch_of(kpi.period)
    return (stretch.end if stretch else "", kpi.basis in _AHEAD)
