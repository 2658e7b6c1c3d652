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
    labels = _spread(placed, scale, floor)
    inside += [_point(one, scale, floor, labels[at]) for at, one in enumerate(placed)]
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


@dataclass(slots=True)
class _Labels:
    """Which labels of a point there is room for."""

    figure: float | None = None
    """Where the first line of the figure stands, above or below its point."""
    period: bool = False


def _spread(placed: Sequence[_Placed], scale: Scale, floor: float) -> list[_Labels]:
    """What can be told side by side: of actual figures the last, the first, the highest and the lowest, then whichever there is room for;
    what is guided to last. A figure without room above its point goes below, if there is some."""
    actual = [at for at, one in enumerate(placed) if not one.bar.hollow] or list(range(len(placed)))
    order = [actual[-1], actual[0], max(actual, key=lambda at: placed[at].bar.value), min(actual, key=lambda at: placed[at].bar.value)]
    order += [at for at in reversed(range(len(placed))) if placed[at].bar.hollow]
    if len(placed) <= _ALL:
        order += actual
    labels = [_Labels() for _ in placed]
    periods: list[tuple[float, float]] = []
    # no label on another's, nor on a point
    boxes = [(one.x - 5, one.x + 5, one.y - 5, one.y + 5) for one in placed]
    for at in dict.fromkeys(order):
        one, label = placed[at], labels[at]
        left, right = _reach(one, [cut(one.bar.label, _ROOM)], 1.0)
        if all(right + 6 < start or left - 6 > end for start, end in periods):
            periods.append((left, right))
            label.period = True
        lines = _said(one.bar)
        left, right = _reach(one, lines, BOLD)
        deep = _LINE * (len(lines) - 1)
        for first in (min(one.y, _height(scale, one.bar.high, floor)) - 9 - deep, one.y + 19):
            box = (left, right, first - 11, first + deep + 2)
            # the latest actual figure is what a reader looks for: it may cover a point
            if at == actual[-1] or (box[3] < floor and all(_apart(box, other) for other in boxes)):
                boxes.append(box)
                label.figure = first
                break
    return labels


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes (left, right, top, bottom) leave a gap between them."""
    return one[1] + 5 < other[0] or other[1] + 5 < one[0] or one[3] < other[2] or other[3] < one[2]


def _said(bar: Bar) -> list[str]:
    """The figure in one line or two."""
    return wrap(bar.said, _ROOM / BOLD, 2) or [cut(bar.said, _ROOM / BOLD)]


def _reach(one: _Placed, lines: Sequence[str], wider: float) -> tuple[float, float]:
    """Where a label of a point begins and ends: around its point, and inside the picture."""
    half = max(map(width, lines)) * wider * SMALL / 2
    middle = _held(one.x, half)
    return middle - half, middle + half


def _held(x: float, half: float) -> float:
    return min(max(x, half), WIDE - half)


def _point(one: _Placed, scale: Scale, floor: float, labels: _Labels) -> str:
    bar, parts = one.bar, [element("title", text=one.bar.full)]
    if bar.top is not None:
        peak, foot = _height(scale, bar.high, floor), _height(scale, bar.low, floor)
        high = max(foot - peak, 7)
        parts.append(element("rect", x=one.x - 5, y=(foot + peak - high) / 2, width=10, height=high, rx=2, class_="bar hollow"))
    else:
        parts.append(element("circle", cx=one.x, cy=one.y, r=4.2, class_="bar hollow" if bar.hollow else "dot"))
    told: list[tuple[str, float, str, float]] = []
    if labels.figure is not None:
        told = [(line, labels.figure + _LINE * n, "said", BOLD) for n, line in enumerate(_said(bar))]
    if labels.period:
        told.append((cut(bar.label, _ROOM), floor + 18, "label", 1.0))
    for text, y, class_, wider in told:
        middle = _held(one.x, width(text) * wider * SMALL / 2)
        parts.append(element("text", text=text, x=middle, y=y, class_=class_, text_anchor="middle"))
    return element("g", *parts, class_="reading", data_kpis=" ".join(bar.kpis) or None)
