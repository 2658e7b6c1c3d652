"""Arithmetic between figures, and what a document contradicts or leaves out. Checks report; they never change a figure."""

from __future__ import annotations

from collections import defaultdict

from .outline import Outline
from .schemas import KPI, Check

Key = tuple[str | None, ...]


def check_document(outline: Outline) -> list[Check]:
    """What the document's own form says against itself, or does not say."""
    checks = []
    dates = list(dict.fromkeys(outline.header.event_dates))
    if len(dates) > 1:
        checks.append(Check(code="dates_contradict", severity="warning", message=f"the document gives the event several dates: {', '.join(dates)}"))
    header = outline.header
    if header.published and header.event_date and header.published < header.event_date:
        checks.append(
            Check(code="published_before_event", severity="warning", message=f"dated {header.published}, before the event on {header.event_date}")
        )
    for exchange in outline.exchanges:
        if not exchange.answers:
            checks.append(Check(code="unanswered", severity="warning", message=f"question {exchange.index} has no answer in the document"))
    if outline.kind == "other" and not outline.exchanges:
        checks.append(
            Check(code="no_structure", severity="info", message="no record form, speakers or questions were recognised; read as plain text")
        )
    if header.event_date is None:
        checks.append(Check(code="no_event_date", severity="info", message="the document does not date its event; relative periods may have no dates"))
    return checks


def check_figures(kpis: list[KPI], *, amounts_without_currency: list[str]) -> list[Check]:
    """Shares that add up, growth against levels, one metric told with two values, amounts in no known currency."""
    checks = [*_shares(kpis), *_growth(kpis), *_told_twice(kpis)]
    if amounts_without_currency:
        checks.append(
            Check(code="currency_unknown", severity="warning", message="amounts whose currency the document does not name", kpis=amounts_without_currency)
        )
    return checks


def _period(kpi: KPI) -> tuple[str | None, str | None]:
    return (kpi.period.start, kpi.period.end) if kpi.period else (None, None)


def _shares(kpis: list[KPI]) -> list[Check]:
    groups: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if kpi.metric == "revenue_share" and kpi.segment and kpi.unit == "%" and kpi.value_max is None and not kpi.qualifier:
            groups[*_period(kpi), kpi.basis].append(kpi)
    checks = []
    for group in groups.values():
        segments = {kpi.segment for kpi in group}
        if len(group) < 2 or len(segments) != len(group):
            continue
        total = round(sum(kpi.value for kpi in group), 4)
        ids = [kpi.id for kpi in group]
        if 98.5 <= total <= 101.5:
            checks.append(Check(code="shares_sum", severity="info", message=f"shares of revenue add up to {total:g} %", kpis=ids))
        elif total > 101.5:
            checks.append(Check(code="shares_sum", severity="warning", message=f"shares of revenue add up to {total:g} %, more than the whole", kpis=ids))
    return checks


def _growth(kpis: list[KPI]) -> list[Check]:
    """Two levels of one metric a year apart, and the growth that is told: they must agree within rounding."""
    by_metric: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if kpi.metric and kpi.period and kpi.period.start and kpi.value_max is None and kpi.value > 0 and not kpi.qualifier:
            by_metric[kpi.metric, kpi.segment, kpi.entity, kpi.unit].append(kpi)
    checks = []
    for group in by_metric.values():
        for later in group:
            if not later.change or later.change.kind != "yoy" or later.change.unit != "%" or later.unit == "%":
                continue
            for earlier in group:
                if _a_year_apart(earlier, later):
                    told, computed = later.change.value, (later.value / earlier.value - 1) * 100
                    if abs(told - computed) > max(1.0, abs(told) * 0.05):
                        message = f"{later.name}: growth is told as {told:g} %, the two levels give {computed:.1f} %"
                        checks.append(Check(code="growth_level", severity="warning", message=message, kpis=[earlier.id, later.id]))
                    else:
                        checks.append(
                            Check(code="growth_level", severity="info", message=f"{later.name}: the growth agrees with the two levels", kpis=[earlier.id, later.id])
                        )
    return checks


def _a_year_apart(earlier: KPI, later: KPI) -> bool:
    one, other = earlier.period, later.period
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return False
    return one.start[4:] == other.start[4:] and one.end[4:7] == other.end[4:7] and int(one.start[:4]) + 1 == int(other.start[:4])


def _told_twice(kpis: list[KPI]) -> list[Check]:
    groups: dict[Key, list[KPI]] = defaultdict(list)
    for kpi in kpis:
        if kpi.metric and kpi.period and kpi.period.start and kpi.value_max is None and kpi.basis == "actual" and not kpi.name.endswith("growth"):
            if kpi.unit in ("pp", "bps", "x") or any(word in kpi.name for word in ("增", "降", "升", "减", "升")):
                continue
            groups[kpi.metric, kpi.segment, kpi.entity, kpi.unit, *_period(kpi), kpi.name].append(kpi)
    return [
        Check(
            code="told_twice",
            severity="warning",
            message=f"{group[0].name} is told with different values for one period: {', '.join(kpi.raw for kpi in group)}",
            kpis=[kpi.id for kpi in group],
        )
        for group in groups.values()
        if len({kpi.value for kpi in group}) > 1
    ]
