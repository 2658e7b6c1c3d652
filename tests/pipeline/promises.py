"""What every summary promises, whatever its document: checked here for one summary and the text it was made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from summarizer.grounding import verify_spans
from summarizer.schemas import Summary

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def broken(summary: Summary, text: str) -> list[str]:
    """Each promise that ``summary`` breaks, one line each; ``[]`` where it keeps them all."""
    said = verify_spans(summary, text)
    if Summary.model_validate_json(summary.model_dump_json()) != summary:
        said.append("the summary does not come back from its own JSON as it was")
    held = visible(text)
    said += [
        f"{where}: {number} of {words!r} is not in the source"
        for where, words in prose(summary)
        for number in numbers(words)
        if number not in held
    ]
    said += _references(summary) + _counts(summary)
    return said


def visible(text: str) -> str:
    """``text`` without white space and what cannot be seen, its digits of one width."""
    return "".join(
        char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc", "Mn")
    ).translate(_WIDE)


def numbers(words: str) -> list[str]:
    """The runs of digits that a reader of ``words`` sees."""
    kept = "".join(
        char if char.isspace() or unicodedata.category(char) not in ("Cf", "Cc", "Mn") else "" for char in words
    )
    return re.findall(r"\d+", kept.translate(_WIDE))


def prose(summary: Summary) -> Iterator[tuple[str, str]]:
    """Every field with words of the source in it, and the words."""
    for kpi in summary.kpis:
        yield "kpi.name", kpi.name
        yield "kpi.raw", kpi.raw
        yield from (("kpi.change", kpi.change.raw),) if kpi.change else ()
        yield from (("kpi.period", kpi.period.label),) if kpi.period else ()
        yield from _told("kpi", kpi.entity, kpi.segment)
    yield from _told("overview", *(point.text for point in summary.overview))
    yield from _told("strategy", *(point.text for point in summary.strategy))
    yield from _told("outlook", *(point.text for point in summary.outlook))
    yield from _told("risks", *(point.text for point in summary.risks))
    yield from _told("themes", *(theme.text for theme in summary.themes))
    yield from _told("strategy.horizon", *(point.horizon for point in summary.strategy))
    yield from _told("outlook.due", *(point.due for point in summary.outlook))
    yield from _told("theme.label", *(theme.label for theme in summary.themes))
    for exchange in summary.qa:
        yield from _told("qa", exchange.asker, *exchange.responders, *exchange.questions)
        yield from _told("qa.answer", *(point.text for point in exchange.answer))
    event = summary.event
    yield from _told("event", event.venue, *event.participants)
    for host in event.hosts:
        yield from _told("event.host", host.name, host.title, host.organisation)
    yield from _told("company", summary.company.name, summary.company.short_name)
    yield from _told("document", summary.document.title, summary.document.record_number)


def _told(where: str, *words: str | None) -> Iterator[tuple[str, str]]:
    return ((where, one) for one in words if one is not None)


def _references(summary: Summary) -> list[str]:
    ids = [kpi.id for kpi in summary.kpis]
    known = set(ids)
    indexes = [exchange.index for exchange in summary.qa]
    said = [] if len(known) == len(ids) else ["two figures have one id"]
    if indexes != list(range(1, len(indexes) + 1)):
        said.append(f"exchanges are numbered {indexes}")
    pointed = [exchange.kpis for exchange in summary.qa] + [theme.kpis for theme in summary.themes]
    pointed += [check.kpis for check in summary.checks]
    said += [f"{there} is pointed at and not all there" for there in pointed if not known.issuperset(there)]
    said += [
        f"theme {theme.topic} points at {theme.exchanges}"
        for theme in summary.themes
        if not set(theme.exchanges) <= set(indexes)
    ]
    said += [f"{kpi.id} has no evidence" for kpi in summary.kpis if not kpi.evidence]
    return said


def _counts(summary: Summary) -> list[str]:
    count = summary.coverage
    said = []
    if not 0 <= count.figures_reported <= count.figures:
        said.append(f"{count.figures_reported} of {count.figures} figures are reported")
    if count.exchanges != len(summary.qa) or count.exchanges_answered != sum(1 for one in summary.qa if one.answer):
        said.append(f"coverage counts {count.exchanges} exchanges, {count.exchanges_answered} of them answered")
    missing = sum(1 for one in summary.qa if not one.answer)
    if missing != sum(1 for check in summary.checks if check.code == "unanswered"):
        said.append(f"{missing} exchanges have no answer, and the checks say otherwise")
    return said
