"""Bars: in rows, each with its label and its figure above it, or standing side by side over their periods."""

from __future__ import annotations

from collections.abc import Sequence

from .chart import Bar
from .lettering import BOLD, cut, width, wrap
from .scale import Scale, scale_of
from .svg import element, picture

WIDE = 400.0
"""Of every chart, in its own units; a letter is `_EM` of them high."""
_EM = 13.0
_ROW, _BAR = 38.0, 9.0
SMALL = 12.0
_TALL, _BROADEST = 120.0, 54.0
_LINES = 2


def rows(key: str, title: str, bars: Sequence[Bar], words: dict[str, str]) -> str:
    """Horizontal bars from one line of nought: falls to the left of it."""
    scale = scale_of(bars)
    nought = scale.at(0, 0, WIDE)
    height = len(bars) * _ROW
    inside = [_row(bar, at * _ROW, scale) for at, bar in enumerate(bars)]
    # beside the bars alone: a line through the labels would strike them out
    stretches = "".join(f"M{nought:.1f} {at * _ROW + 17:.1f}v{_BAR + 6:.0f}" for at in range(len(bars)))
    inside.append(element("path", d=stretches, class_="axis"))
    below, deep = legend(bars, scale, height + 8, words)
    return picture(key, title, described(bars, words), WIDE, height + deep, *inside, *below)


def _row(bar: Bar, top: float, scale: Scale) -> str:
    said = cut(bar.said, WIDE * 0.6 / _EM / BOLD)
    room = (WIDE - 16) / _EM - width(said) * BOLD
    ends = sorted((scale.at(0, 0, WIDE), scale.at(bar.low if bar.low < 0 else bar.high, 0, WIDE)))
    middle = top + 20
    parts = [
        element("title", text=bar.full),
        element("text", text=cut(bar.label, room), x=0, y=top + 13, class_="label"),
        element("text", text=said, x=WIDE, y=top + 13, class_="said", text_anchor="end"),
        element("rect", x=ends[0], y=middle, width=max(ends[1] - ends[0], 1.5), height=_BAR, class_=_class(bar), rx=1.5),
    ]
    if bar.top is not None and not scale.cuts(bar):
        inner = sorted((scale.at(bar.low, 0, WIDE), scale.at(bar.high, 0, WIDE)))
        parts.append(element("rect", x=inner[0], y=middle, width=max(inner[1] - inner[0], 1.5), height=_BAR, class_="range", rx=1.5))
    if scale.cuts(bar):
        at = ends[1] - 16 if bar.high > 0 else ends[0] + 8
        parts.append(element("path", d=f"M{at:.1f} {middle + _BAR + 3:.1f}l4-15h4l-4 15z", class_="break"))
    return _reading(bar, *parts)


def columns(key: str, title: str, bars: Sequence[Bar], words: dict[str, str]) -> str | None:
    """Standing bars in their order, evenly apart; None where their labels would run into one another, or where one is to be cut."""
    scale = scale_of(bars)
    slot = WIDE / max(len(bars), 3)
    room = (slot - 8) / SMALL
    said = [wrap(bar.said, room / BOLD, _LINES) for bar in bars]
    labels = [wrap(bar.label, room, _LINES) for bar in bars]
    if scale.limit is not None or scale.low < 0 or None in said or None in labels:
        return None
    above = 17 + 15 * (max(len(lines or ()) for lines in said) - 1)
    floor = above + _TALL
    inside = []
    for at, (bar, figure, label) in enumerate(zip(bars, said, labels, strict=True)):
        middle, broad = (at + 0.5) * slot, min(slot * 0.6, _BROADEST)
        left, peak = middle - broad / 2, floor - scale.at(bar.high, 0, _TALL)
        parts = [
            element("title", text=bar.full),
            element("rect", x=left, y=min(peak, floor - 1.5), width=broad, height=max(floor - peak, 1.5), class_=_class(bar), rx=2),
        ]
        if bar.top is not None:
            foot = floor - scale.at(bar.low, 0, _TALL)
            parts.append(element("rect", x=left, y=peak, width=broad, height=max(foot - peak, 1.5), class_="range", rx=2))
        lines = figure or []
        parts += [
            element("text", text=line, x=middle, y=peak - 6 - 15 * (len(lines) - 1 - n), class_="said", text_anchor="middle")
            for n, line in enumerate(lines)
        ]
        parts += [
            element("text", text=line, x=middle, y=floor + 17 + 15 * n, class_="label", text_anchor="middle")
            for n, line in enumerate(label or [])
        ]
        inside.append(_reading(bar, *parts))
    used = slot * len(bars)
    inside.append(element("path", d=f"M0 {floor:.1f}H{used:.1f}", class_="axis"))
    height = floor + 24 + 15 * (max(len(lines or ()) for lines in labels) - 1)
    below, deep = legend(bars, scale, height + 8, words)
    return picture(key, title, described(bars, words), WIDE, height + deep, *inside, *below)


def described(bars: Sequence[Bar], words: dict[str, str]) -> str:
    """All readings in words, for those who do not see the picture."""
    return words["list_semicolon"].join(bar.full for bar in bars)


def _reading(bar: Bar, *parts: str) -> str:
    return element("g", *parts, class_="reading", data_kpis=" ".join(bar.kpis) or None)


def _class(bar: Bar) -> str:
    kind = "fall" if bar.high <= 0 and bar.low < 0 else "whole" if bar.whole else "bar"
    return f"{kind} hollow" if bar.hollow else kind


def legend(bars: Sequence[Bar], scale: Scale, top: float, words: dict[str, str]) -> tuple[list[str], float]:
    """What a hollow and what a cut bar mean, and how high that is."""
    out: list[str] = []
    left = 0.0
    if any(bar.hollow for bar in bars):
        out.append(element("rect", x=1, y=top, width=14, height=9, class_="bar hollow", rx=1.5))
        out.append(element("text", text=words["hollow"], x=21, y=top + 9, class_="note"))
        left = 21 + width(words["hollow"]) * SMALL + 16
    if any(scale.cuts(bar) for bar in bars):
        out.append(element("rect", x=left + 1, y=top, width=22, height=9, class_="bar", rx=1.5))
        out.append(element("path", d=f"M{left + 8:.1f} {top + 12:.1f}l4-15h4l-4 15z", class_="break"))
        out.append(element("text", text=words["cut"], x=left + 29, y=top + 9, class_="note"))
    return out, 22.0 if out else 0.0
