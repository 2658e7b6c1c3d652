"""One measure over several documents, as a line with points: gaps where a period is missing, hollow where it is guided to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...schemas.comparison import Point, Series
from ..wording import Wording
from .bars import SMALL, WIDE, described, legend
from .chart import Bar, Chart
from .lettering import BOLD, cut, width, wrap
from .measure import Stretch, months, says_no_more, stretch_of
from .scale import Scale, scale_of
from .svg import element, picture

_TALL, _ABOVE, _SIDE = 120.0, 26.0, 34.0
_LINE = 15.0
_ROOM = WIDE / 3 / SMALL
"""Of a label, in ems."""
_LEAST, _ALL = 2, 8
"""Points: fewer are no line; of more only the ends and the extremes are told."""
_STEPS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Months from one period of a kind to the next."""
_AHEAD = ("guidance", "target")


@dataclass(frozen=True, slots=True)
class _Placed:
    bar: Bar
    step: float
    """Where it stands in time: in periods, or in days."""
    x: float
    y: float


def series_chart(series: Series, words: Wording, key: str = "series-1") -> Chart | None:
    """The line of ``series``; None where fewer than two of its points have known days and the same length of period."""
    dated = [(point, stretch) for point in series.points if (stretch := stretch_of(point.reading.period)) is not None]
    lengths = Counter(stretch.length for _, stretch in dated)
    if not lengths:
        return None
    # six and nine months of a year are no two points of one line
    length = lengths.most_common(1)[0][0]
    chosen = sorted(((point, stretch) for point, stretch in dated if stretch.length == length), key=lambda one: one[1].end)
    if len({stretch for _, stretch in chosen}) < _LEAST:
        return None
    name = words.labels["metric"][series.metric] if series.metric and says_no_more(series.name, series.segment) else series.name
    whose = [part for part in (series.entity, series.segment) if part and part.casefold() not in name.casefold()]
    title = words.labels["charts"]["joined"].join([*whose, name])
    bars = [_bar(point, words) for point, _ in chosen]
    steps = [_step(stretch) for _, stretch in chosen]
    svg = _drawn(key, title, bars, steps, length in _STEPS, words.labels["charts"])
    return Chart(key, title, svg, tuple(dict.fromkeys(kpi for bar in bars for kpi in bar.kpis)))


def _bar(point: Point, words: Wording) -> Bar:
    reading = point.reading
    ahead = reading.basis in _AHEAD
    said = f"{words.labels['qualifier'][reading.qualifier]} {reading.raw}" if reading.qualifier else reading.raw
    return Bar(
        point.label, reading.value, said, top=reading.value_max, hollow=ahead, kpis=(reading.kpi,),
        note=words.labels["basis"][reading.basis] if ahead else "",
    )  # fmt: skip


def _step(stretch: Stretch) -> float:
    """Periods of one length stand evenly apart, one missing leaves its room; days and all else stand to scale."""
    if (length := _STEPS.get(stretch.length)) is not None:
        return round(months("0000-01-01", stretch.end) / length)
    return date.fromisoformat(stretch.end).toordinal()


def _drawn(key: str, title: str, bars: Sequence[Bar], steps: Sequence[float], even: bool, words: dict[str, str]) -> str:
    # a line that is cut would lie about its slope
    scale = scale_of(bars, cut=False)
    first, last = min(steps), max(steps)
    floor = _ABOVE + _LINE * (max(len(_said(bar)) for bar in bars) - 1) + _TALL
    long = WIDE - 2 * _SIDE
    placed = [
        _Placed(bar, step, _SIDE + (step - first) / (last - first) * long, _height(scale, bar.value, floor))
        for bar, step in zip(bars, steps, strict=True)
    ]
    inside = [element("path", d=f"M0 {_height(scale, 0, floor):.1f}H{WIDE:.1f}", class_="axis"), *_lines(placed, even)]
    shown = _spread(placed)
    inside += [_point(one, scale, floor, one in shown) for one in placed]
    below, deep = legend(bars, scale, floor + 32, words)
    return picture(key, title, described(bars, words), WIDE, floor + 26 + deep, *inside, *below)


def _height(scale: Scale, value: float, floor: float) -> float:
    return floor - scale.at(value, 0, _TALL)


def _lines(placed: Sequence[_Placed], even: bool) -> list[str]:
    """From each actual figure to the next, where no period lies between them."""
    told = [one for one in placed if not one.bar.hollow and one.bar.top is None]
    gaps = sorted(after.step - before.step for before, after in pairwise(told))
    if not gaps:
        return []
    usual = 1.0 if even else gaps[(len(gaps) - 1) // 2]
    return [
        element("path", d=f"M{before.x:.1f} {before.y:.1f}L{after.x:.1f} {after.y:.1f}", class_="line")
        for before, after in pairwise(told) if after.step - before.step <= 1.5 * usual
    ]  # fmt: skip


def _spread(placed: Sequence[_Placed]) -> list[_Placed]:
    """Those whose labels fit beside one another: the last and the first, the highest and the lowest, then whichever there is room for."""
    order = [placed[-1], placed[0], max(placed, key=lambda one: one.bar.value), min(placed, key=lambda one: one.bar.value)]
    if len(placed) <= _ALL:
        order += placed
    shown: list[_Placed] = []
    for one in order:
        start, end = _extent(one)
        if one not in shown and all(end + 6 < left or start - 6 > right for left, right in map(_extent, shown)):
            shown.append(one)
    return shown


def _said(bar: Bar) -> list[str]:
    """The figure in one line or two."""
    return wrap(bar.said, _ROOM / BOLD, 2) or [cut(bar.said, _ROOM / BOLD)]


def _extent(one: _Placed) -> tuple[float, float]:
    """Where the label of a point begins and ends: around its point, and inside the picture."""
    half = max(*(width(line) * BOLD for line in _said(one.bar)), width(cut(one.bar.label, _ROOM))) * SMALL / 2
    middle = _held(one.x, half)
    return middle - half, middle + half


def _held(x: float, half: float) -> float:
    return min(max(x, half), WIDE - half)


def _point(one: _Placed, scale: Scale, floor: float, labelled: bool) -> str:
    bar, parts = one.bar, [element("title", text=one.bar.full)]
    if bar.top is not None:
        peak, foot = _height(scale, bar.high, floor), _height(scale, bar.low, floor)
        high = max(foot - peak, 7)
        parts.append(element("rect", x=one.x - 5, y=(foot + peak - high) / 2, width=10, height=high, rx=2, class_="bar hollow"))
    else:
        parts.append(element("circle", cx=one.x, cy=one.y, r=4.2, class_="bar hollow" if bar.hollow else "dot"))
    if labelled:
        top, lines = min(one.y, _height(scale, bar.high, floor)) - 9, _said(bar)
        told = [(line, top - _LINE * (len(lines) - 1 - n), "said", BOLD) for n, line in enumerate(lines)]
        for text, y, class_, wider in (*told, (cut(bar.label, _ROOM), floor + 18, "label", 1.0)):
            middle = _held(one.x, width(text) * wider * SMALL / 2)
            parts.append(element("text", text=text, x=middle, y=y, class_=class_, text_anchor="middle"))
    return element("g", *parts, class_="reading", data_kpis=" ".join(bar.kpis) or None)
