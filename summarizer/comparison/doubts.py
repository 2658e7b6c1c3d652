"""What makes a comparison doubtful, and what one document tells of the other: restated figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..companies import is_company, spelled
from ..outline.script import HAN
from ..patterns import lazy
from ..schemas import Check
from ..schemas.vocabulary import Severity
from ..tables import table
from .documents import Side, dated
from .measures import far_apart
from .readings import Told
from .restated import restated

_HAN = lazy(f"[{HAN}]")


def checks(documents: Sequence[Side], told: Sequence[Sequence[Told]]) -> list[Check]:
    """Every doubt, those of the whole comparison first."""
    language = documents[-1].language
    found = [_say(language, code, severity, **values) for code, severity, values in _doubts(documents)]
    found += [
        _say(language, "far_apart", "warning", [two.kpi.id], name=two.kpi.name, old=_raw(one), new=_raw(two))
        for one, two in far_apart(told[-2], told[-1])
    ]
    found += [_say(language, "restated", "warning", kpis, **values) for kpis, values in restated(told[-2], told[-1])]
    return found


def _say(language: str, code: str, severity: Severity, kpis: Sequence[str] = (), **values: str) -> Check:
    return Check(code=code, severity=severity, message=table("comparison", "checks")[code][language].format(**values), kpis=list(kpis))


def _doubts(documents: Sequence[Side]) -> Iterator[tuple[str, Severity, dict[str, str]]]:
    old, new = documents[-2], documents[-1]
    for one, two in pairwise(documents):
        if _different(one, two):
            yield "different_companies", "warning", {"one": _company(one), "two": _company(two)}
            break
    hashes = [side.summary.document.sha256 for side in documents]
    if len(set(hashes)) < len(hashes):
        twice = next(side for side in documents if hashes.count(side.summary.document.sha256) > 1)
        yield "same_document", "warning", {"source": _source(twice)}
    elif old.stretch is not None and new.stretch is not None and old.stretch.same(new.stretch) and new.period is not None:
        yield "same_period", "warning", {"period": new.period.label}
    if not dated(documents):
        undated = [side for side in documents if not dated([side])]
        yield "date_unknown", "warning", {"sources": ", ".join(map(_source, undated))}
    for side in documents:
        if side.summary.coverage.failed_sections:
            yield "section_failed", "warning", {"source": _source(side), "sections": ", ".join(side.summary.coverage.failed_sections)}
    if len({side.language[:2] for side in documents}) > 1:
        yield "languages_differ", "info", {}
    money = [_currency(side) for side in (old, new)]
    if money[0] and money[1] and money[0] != money[1]:
        yield "currencies_differ", "warning", {"one": money[0], "two": money[1]}
    without = [side for side in (old, new) if side.document is None]
    if without:
        yield "text_unavailable", "info", {"sources": ", ".join(map(_source, without))}
    silent = [side for side in (old, new) if not side.summary.qa]
    if len(silent) == 1:
        yield "no_questions", "info", {"source": _source(silent[0])}


def _raw(told: Told) -> str:
    return " ".join(told.kpi.raw.split())


def _source(side: Side) -> str:
    return side.summary.document.source


def _company(side: Side) -> str:
    return side.summary.company.short_name or side.summary.company.name or ""


def _different(one: Side, two: Side) -> bool:
    """Whether two documents name two companies. Names in two scripts are not held against one another."""
    first, second = one.summary.company, two.summary.company
    names, others = [[name for name in (company.name, company.short_name) if name] for company in (first, second)]
    if not names or not others:
        return False
    if first.ticker and second.ticker:
        return not is_company(first.ticker, others, second.ticker)
    if bool(_HAN.search("".join(names))) != bool(_HAN.search("".join(others))):
        return False
    if any(is_company(name, others, second.ticker) for name in names) or any(is_company(name, names, first.ticker) for name in others):
        return False
    return not any(spelled(name)[:6] == spelled(other)[:6] for name in names for other in others)


def _currency(side: Side) -> str | None:
    """The currency of most of a document's amounts."""
    units = [kpi.unit for kpi in side.summary.kpis if kpi.unit and len(kpi.unit) == 3 and kpi.unit.isascii() and kpi.unit.isupper()]
    return max(sorted(set(units)), key=units.count) if units else None
