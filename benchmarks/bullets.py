"""How many of a publisher's own figures the rules' KPIs hold: calls beside the bullets that their publisher wrote of them.

    python benchmarks/bullets.py FOLDER… [--missed]

A folder holds ``NAME.transcript.txt`` beside ``NAME.takeaways.txt`` (or ``NAME.zh_transcript.txt`` and ``NAME.zh_takeaways.txt``). Of
the figures in the bullets that stand in the call literally (same digits, same scale word, same unit), the share is told that some KPI
holds with the same value and unit, as its value, the other end of its range, or its change. The bullets' figures are read by a short
grammar of this file, not by the package's own: what that one cannot see must count as missed.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer import Summarizer
from summarizer.schemas import KPI, Summary

_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "b": 1e9, "trillion": 1e12,
    "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "万亿": 1e12,
}  # fmt: skip
_CURRENCIES = {"$": "USD", "美元": "USD", "dkk": "DKK", "丹麦克朗": "DKK", "rmb": "CNY", "元": "CNY", "€": "EUR", "欧元": "EUR"}
_UNITS = {
    "%": "%", "percent": "%", "percentage points": "pp", "percentage point": "pp", "个百分点": "pp", "百分点": "pp",
    "basis points": "bps", "basis point": "bps", "个基点": "bps", "基点": "bps", "x": "x", "倍": "x",
}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_FIGURE = re.compile(
    rf"(?P<before>\$|DKK ?|RMB ?|€)?(?<![\w.])(?<![A-Za-z]-){_NUMBER}(?![\d])"
    r"(?:[ ]?(?P<scale>thousand\b|million\b|billion\b|trillion\b|[KMB]\b|百万|千万|十亿|百亿|万亿|[百千万亿]))?"
    r"(?:[ -]?(?P<after>%|percent\b|percentage points?\b|basis points?\b|x\b|美元|丹麦克朗|欧元|元|个百分点|百分点|个基点|基点|倍))?",
    re.IGNORECASE,
)
_IN_CALL = {"%": r"\s?(?:%|percent)", "pp": r"[\s-]?(?:percentage|points?|个百分点|百分点)", "bps": r"[\s-]?(?:basis|bps|个基点|基点)"}
_MONTHS = "january february march april may june july august september october november december"
_NAMED = re.compile(rf"(?:{_MONTHS.replace(' ', '|')}|phase)$", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|~|to|至|到)\s?(?=[$\d])", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A figure of a bullet."""

    value: float
    unit: str | None
    """A currency, %, pp, bps, x, or None for what is counted."""
    bullet: str
    digits: str
    scale: str


def figures_of(bullet: str) -> Iterator[Told]:
    """The figures of one bullet, years and numbers of names left out; a range's first end takes the scale and unit of its last."""
    found = list(_FIGURE.finditer(bullet))
    for at, one in enumerate(found):
        before, number, scale, after = one["before"], one["number"], one["scale"], one["after"]
        if bullet[one.end() : one.end() + 1].isascii() and bullet[one.end() : one.end() + 1].isalpha():
            continue
        follows = found[at + 1] if at + 1 < len(found) else None
        joint = _RANGE.match(bullet, one.end()) if follows is not None else None
        if follows is not None and joint is not None and joint.end() == follows.start():
            scale, after = scale or follows["scale"], after or follows["after"]
            before = before or follows["before"]
        unit = _UNITS.get((after or "").lower()) or _CURRENCIES.get((after or before or "").strip().lower())
        if unit is None and scale is None and _is_name(bullet, one):
            continue
        yield Told(float(number.replace(",", "")) * _SCALES.get((scale or "").lower(), 1), unit, bullet, number, (scale or "").lower())


def _is_name(bullet: str, one: re.Match[str]) -> bool:
    """True of years, dates, quarters and the numbers of lists and names."""
    number = one["number"]
    after, before = bullet[one.end() : one.end() + 12].lstrip(), bullet[max(0, one.start() - 14) : one.start()].rstrip()
    if re.fullmatch(r"(?:19|20)\d\d", number) and not after.startswith(("customers", "net", "家", "个", "名")):
        return True
    if re.match(r"年|月|日|号|季度|财年|个月|months?\b|quarters?\b|[-/]", after) or re.search(r"第|[-/]$", before):
        return True
    return _NAMED.search(before) is not None


def stands_in(call: str, told: Told) -> bool:
    """Whether the figure is in the call literally: the digits, with the scale word or the unit that the bullet gives it."""
    digits = rf"(?<![\d.,]){re.escape(told.digits)}(?!\d|[.,]\d)"
    unit = _IN_CALL.get(told.unit or "", "")
    scale = rf"[\s-]?{re.escape(told.scale)}" if told.scale else ""
    ranged = r"\s?(?:-|–|~|to|至|到)\s?[$\d]" if unit or scale else None
    pattern = f"{digits}(?:{scale}{unit}" + (f"|%?{ranged})" if ranged else ")")
    return re.search(pattern, call, re.IGNORECASE) is not None


def holds(kpi: KPI, told: Told) -> bool:
    """Whether the KPI holds the figure, as its value, the end of its range, or its change."""
    pairs = [(kpi.value, kpi.unit), (kpi.value_max, kpi.unit)]
    if kpi.change is not None:
        pairs.append((kpi.change.value, kpi.change.unit))
    return any(
        value is not None and math.isclose(abs(value), told.value, rel_tol=1e-9) and _same(unit, told.unit) for value, unit in pairs
    )


def _same(unit: str | None, told: str | None) -> bool:
    measured = {*_UNITS.values(), *_CURRENCIES.values()}
    return unit == told if told is not None else unit not in measured or unit == "x"


def read_pair(transcript: Path) -> tuple[str, list[str], Summary]:
    """A call, its bullets, and what the rules make of it."""
    bullets = transcript.with_name(transcript.name.replace("transcript", "takeaways")).read_text("utf-8").splitlines()
    with Summarizer(engine="rules") as summarizer:
        return transcript.read_text("utf-8"), [line for line in bullets if line.strip()], summarizer.run(transcript)


def main() -> None:
    """Print a line a call, and the totals of each folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--missed", action="store_true", help="list the figures that no KPI holds")
    options = parser.parse_args()
    for folder in options.folders:
        right = literal = everything = 0
        for transcript in sorted(folder.glob("*transcript.txt")):
            call, bullets, summary = read_pair(transcript)
            told = [figure for bullet in bullets for figure in figures_of(bullet)]
            there = [figure for figure in told if stands_in(call, figure)]
            held = [figure for figure in there if any(holds(kpi, figure) for kpi in summary.kpis)]
            print(
                f"{transcript.name:36} held {len(held):3} of {len(there):3} literal ({len(told)} told) {len(held) / max(len(there), 1):.3f}"
                f"   {len(summary.kpis)} KPIs, {len(summary.qa)} exchanges, {sum(one.asker is not None for one in summary.qa)} askers"
            )
            right, literal, everything = right + len(held), literal + len(there), everything + len(told)
            if options.missed:
                for figure in there:
                    if figure not in held:
                        print(f"    {figure.digits} {figure.scale} {figure.unit or ''} | {figure.bullet}")
        if literal == 0:
            sys.exit(f"{folder}: no *transcript.txt beside its takeaways")
        print(f"{folder.name}: {right} of {literal} = {right / literal:.3f} (literal {literal} of {everything} told)\n")


if __name__ == "__main__":
    main()
