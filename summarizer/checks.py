"""Arithmetic between figures, and what a document contradicts or leaves out. Checks report; they never change a figure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .outline import Outline
from .reading import Document
from .reading.extras import INSTALL, available
from .schemas import KPI, Check
from .schemas.vocabulary import Severity
from .tables import table

Key = tuple[str | None, ...]

_BEYOND = 1e30
"""A number as large as this is a run of digits that no company reports; it is not reckoned with."""


def say(
    language: str,
    code: str,
    severity: Severity,
    kpis: list[str] | None = None,
    message: str | None = None,
    **values: object,
) -> Check:
    """A check with its message in ``language``; ``message`` names the row of checks.toml where it is not ``code``."""
    return Check(
        code=code,
        severity=severity,
        message=table("", "checks")[message or code][language].format(**values),
        kpis=kpis or [],
    )


def check_document(outline: Outline) -> list[Check]:
    """What the document's own form says against itself, or does not say."""
    language, header = outline.language, outline.header
    checks = []
    dates = list(dict.fromkeys(header.event_dates))
    if len(dates) > 1:
        checks.append(say(language, "dates_contradict", "warning", dates=", ".join(dates)))
    if header.published and header.event_date and header.published < header.event_date:
        checks.append(
            say(language, "published_before_event", "warning", published=header.published, event=header.event_date)
        )
    checks += [
        say(language, "unanswered", "warning", index=exchange.index)
        for exchange in outline.exchanges
        if not exchange.answers
    ]
    if outline.kind == "other" and not outline.exchanges and not header.is_announcement:
        checks.append(say(language, "no_structure", "info"))
    if header.event_date is None:
        checks.append(say(language, "no_event_date", "info"))
    return checks


def check_reading(document: Document, kpis: list[KPI], language: str) -> list[Check]:
    """What of the document was read with doubt, and the KPIs whose evidence rests on it; what was not read at all."""
    checks = []
    if document.unread_pages:
        row = "pages_unread" if available() else "pages_unread_without_ocr"
        checks.append(say(language, "pages_unread", "warning", message=row, pages=_pages(document.unread_pages), install=INSTALL))
    doubts = document.doubts
    if doubts:
        # doubts are in order and do not overlap: the last that begins before a quote's end is the one to look at
        starts = [doubt.start for doubt in doubts]
        touched = [
            kpi.id
            for kpi in kpis
            if any((at := bisect_right(starts, one.end - 1)) and doubts[at - 1].end > one.start for one in kpi.evidence)
        ]
        pages = document.page_starts or (0,)
        numbers = sorted({bisect_right(pages, start) for start in starts})
        checks.append(say(language, "low_confidence", "warning", touched, lines=len(doubts), pages=_pages(numbers)))
    return checks


def _pages(numbers: Sequence[int]) -> str:
    """``3, 5–7``."""
    breaks = [0, *(at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1), len(numbers)]
    runs = [(numbers[start], numbers[end - 1]) for start, end in pairwise(breaks)]
    return ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in runs)


def check_figures(kpis: list[KPI], language: str, *, amounts_without_currency: list[str]) -> list[Check]:
    """Shares that add up, growth against levels, one metric told with two values, amounts in no known currency."""
    within = [kpi for kpi in kpis if abs(kpi.value) < _BEYOND]
    checks = [*_shares(within, language), *_growth(within, language), *_told_twice(within, language)]
    if amounts_without_currency:
        checks.append(say(language, "currency_unknown", "warning", amounts_without_currency))
    return checks


def check_mended(outline: Outline, figures: dict[str, tuple[int, int]]) -> list[Check]:
    """KPIs whose number was cut and doubled in the file and read as one: right by all that is known, worth a look.

    ``figures``: where the number of each KPI stands in the repaired text, by its id.
    """
    repaired = outline.repaired
    doubled = sorted((start, end) for start, end, reason in repaired.folded_damage if reason == "doubled")
    if not doubled:
        return []
    found = []
    for kpi, (start, end) in figures.items():
        low, high = repaired.raw_span(start, end)
        place = bisect_right(doubled, (low, low))
        if place < len(doubled) and doubled[place][1] <= high:
            found.append(kpi)
    return [say(outline.language, "number_mended", "warning", found)] if found else []


def _period(kpi: KPI) -> tuple[str | None, str | None]:
    return (kpi.period.start, kpi.period.end) if kpi.period else (None, None)


def _shares(kpis: list[KPI], language: str) -> list[Check]:
    groups: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if (
            kpi.metric == "revenue_share"
            and kpi.segment
            and kpi.unit == "%"
            and kpi.value_max is None
            and not kpi.qualifier
        ):
            groups[*_period(kpi), kpi.basis].append(kpi)
    checks = []
    for group in groups.values():
        segments = {kpi.segment for kpi in group}
        if len(group) < 2 or len(segments) != len(group):
            continue
        total = round(sum(kpi.value for kpi in group), 4)
        ids = [kpi.id for kpi in group]
        if 98.5 <= total <= 101.5:
            checks.append(say(language, "shares_sum", "info", ids, "shares_whole", total=f"{total:g}"))
        elif total > 101.5:
            checks.append(say(language, "shares_sum", "warning", ids, "shares_over", total=f"{total:g}"))
    return checks


def _growth(kpis: list[KPI], language: str) -> list[Check]:
    """Two levels of one metric a year apart, and the growth that is told: they must agree within rounding."""
    by_metric: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if (
            kpi.metric
            and kpi.period
            and kpi.period.start
            and kpi.value_max is None
            and kpi.value > 0
            and not kpi.qualifier
        ):
            by_metric[kpi.metric, kpi.segment, kpi.entity, kpi.unit].append(kpi)
    checks = []
    for group in by_metric.values():
        by_start: dict[str, list[KPI]] = defaultdict(list)
        for kpi in group:
            if kpi.period and kpi.period.start:
                by_start[kpi.period.start].append(kpi)
        for later in group:
            if not later.change or later.change.kind != "yoy" or later.change.unit != "%" or later.unit == "%":
                continue
            start = later.period.start if later.period and later.period.start else ""
            # one level told before is enough to hold a growth against
            for earlier in by_start[f"{int(start[:4]) - 1:04d}{start[4:]}"][:1] if start else []:
                if _a_year_apart(earlier, later):
                    told, computed = later.change.value, (later.value / earlier.value - 1) * 100
                    ids = [earlier.id, later.id]
                    if abs(told - computed) > max(1.0, abs(told) * 0.05):
                        checks.append(
                            say(
                                language,
                                "growth_level",
                                "warning",
                                ids,
                                "growth_differs",
                                name=later.name,
                                told=f"{told:g}",
                                computed=f"{computed:.1f}",
                            )
                        )
                    else:
                        checks.append(say(language, "growth_level", "info", ids, "growth_agrees", name=later.name))
    return checks


def _a_year_apart(earlier: KPI, later: KPI) -> bool:
    one, other = earlier.period, later.period
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return False
    return (
        one.start[4:] == other.start[4:]
        and one.end[4:7] == other.end[4:7]
        and int(one.start[:4]) + 1 == int(other.start[:4])
    )


def _told_twice(kpis: list[KPI], language: str) -> list[Check]:
    groups: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if (
            kpi.metric
            and kpi.period
            and kpi.period.start
            and kpi.value_max is None
            and kpi.basis == "actual"
            and not kpi.name.endswith("growth")
        ):
            if kpi.unit in ("pp", "bps", "x") or any(word in kpi.name for word in ("增", "降", "升", "减")):
                continue
            groups[kpi.metric, kpi.segment, kpi.entity, kpi.unit, *_period(kpi), kpi.name].append(kpi)
    return [
        say(
            language,
            "told_twice",
            "warning",
            [kpi.id for kpi in group],
            name=group[0].name,
            values=", ".join(kpi.raw for kpi in group[:6]) + ("…" if len(group) > 6 else ""),
        )
        for group in groups.values()
        if len({kpi.value for kpi in group}) > 1
    ]
