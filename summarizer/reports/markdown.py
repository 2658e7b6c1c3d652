"""A summary as Markdown for an analyst to read, every item with the place that proves it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..schemas import (
    KPI,
    Change,
    Check,
    Evidence,
    Exchange,
    Host,
    Outlook,
    Period,
    Rejected,
    Risk,
    Strategy,
    Summary,
    Theme,
)
from ..schemas.profile import Profile
from ..tables import table
from .escaping import cell, inline
from .places import Places
from .view import Item, Section, View, view

_SILENT = ("headlines", "overview", "checks", "rejected")
"""Sections that are not shown where they are empty: it would tell the reader nothing."""


def render_markdown(summary: Summary, text: str | None = None, profile: Profile | None = None) -> str:
    """``summary`` in Markdown, in the order of `view.ORDER`, in the document's own language or the profile's.

    Places are pages (``p3``) where the document has pages; else, with its raw ``text``, line numbers (``L12``), and without it code-point
    offsets. What ``profile`` leaves out is counted where it is missed.
    """
    return "\n".join(_Report(view(summary, profile), text).lines()) + "\n"


class _Report:
    def __init__(self, told: View, text: str | None) -> None:
        self.view, self.summary = told, told.summary
        self.places = Places(text)
        self.labels: dict[str, dict[str, str]] = table("reports", "labels")[told.profile.language or told.summary.document.language]
        self.words: dict[str, str] = self.labels["words"]

    def lines(self) -> Iterator[str]:
        yield from self.masthead()
        write: dict[str, Callable[[Section], Sequence[str]]] = {
            "kpis": lambda section: self.kpi_table([one.of for one in section.items]),
            "qa": lambda _: list(self.questions()),
            "checks": lambda section: [self.check(one.of) for one in section.items],
            "rejected": lambda section: [self.refused(one.of) for one in section.items],
            "coverage": lambda _: [self.coverage()],
            "provenance": lambda _: [self.provenance()],
        }
        for name, section in self.view.sections.items():
            body = write.get(name, self.bullets)(section)
            if body or section.rest or section.failed or name not in _SILENT:
                yield from self.section(section, body)

    def section(self, section: Section, body: Sequence[str]) -> Iterator[str]:
        yield from ("", f"## {self.labels['sections'][section.name]}", "")
        if section.failed:
            yield self.words["failed"]
            if body:
                yield ""
        elif not body and not section.rest:
            yield self.words["nothing"]
        yield from body
        left = len(section.rest) + sum(len(one.rest) for one in section.items)
        if left:
            yield from ("",) if body else ()
            yield self.words["left_out"].format(left)

    def bullets(self, section: Section) -> list[str]:
        return [self.bullet(one.text, one.evidence, *self.notes(one.of), self.ids(one.kpis) if section.name == "headlines" else "")
                for one in section.items]  # fmt: skip

    def notes(self, of: Any) -> Iterator[str]:
        """What is said of a statement beside its text."""
        if isinstance(of, Strategy | Outlook | Risk):
            yield self.topic(of.topic)
        if isinstance(of, Strategy):
            yield self.labels["status"][of.status]
            yield self.said("horizon", of.horizon)
        if isinstance(of, Outlook):
            yield self.said("due", of.due)

    def questions(self) -> Iterator[str]:
        """The exchanges by theme."""
        several = False
        for group in self.view.groups:
            if several:
                yield ""
            several = True
            if group.theme is not None:
                yield from self.theme(group.theme.of)
            elif len(self.view.groups) > 1:
                yield f"### {self.words['other_questions']}"
            for exchange in group.exchanges:
                if group.theme is not None or len(self.view.groups) > 1 or exchange is not group.exchanges[0]:
                    yield ""
                yield from self.exchange(exchange)

    def theme(self, theme: Theme) -> Iterator[str]:
        yield f"### {inline(theme.label)}" + self.trailer(
            (), self.listed(f"Q{index}" for index in theme.exchanges), self.ids(theme.kpis)
        )
        yield ""
        yield inline(theme.text) + self.trailer(theme.evidence)

    def masthead(self) -> Iterator[str]:
        document, company, event = self.summary.document, self.summary.company, self.summary.event
        name = company.name or company.short_name or document.title or self.words["untitled"]
        date = event.date and (event.date + (self.bracketed(self.words["inferred"]) if event.date_is_inferred else ""))
        yield "# " + " · ".join(filter(None, [inline(name), self.labels["event"][event.type], date]))
        ticker = ":".join(filter(None, [company.exchange, company.ticker]))
        times = "-".join(filter(None, [event.start, event.end]))
        number = document.record_number and f"{self.words['record_number']} {document.record_number}"
        published = document.published and f"{self.words['published']} {document.published}"
        facts = [one for one in (ticker, times, event.venue, number, published) if one]
        lines = ["- " + " · ".join(map(inline, facts))] if facts else []
        if event.participants_count is not None or event.participants:
            count = len(event.participants) if event.participants_count is None else event.participants_count
            lines.append("- " + self.labelled(f"{self.words['participants']} {count}", event.participants))
        if event.hosts:
            lines.append("- " + self.labelled(self.words["hosts"], map(self.host, event.hosts)))
        if lines:
            yield ""
            yield from lines

    def host(self, host: Host) -> str:
        detail = " ".join(filter(None, [host.organisation, host.title]))
        return host.name + (self.bracketed(detail) if detail else "")

    def kpi_table(self, kpis: Sequence[KPI]) -> list[str]:
        if not kpis:
            return []
        columns = ("id", "metric", "of", "value", "period", "change", "basis", "qualifier", "place")
        rows = [[
            kpi.id, kpi.name, self.listed(filter(None, [kpi.entity, kpi.segment])), kpi.raw, self.period(kpi.period),
            self.change(kpi.change), self.labels["basis"][kpi.basis],
            self.labels["qualifier"][kpi.qualifier] if kpi.qualifier else "", self.places.of(kpi.evidence),
        ] for kpi in kpis]
        return [
            self.row(self.words[column] for column in columns),
            self.row("---" for _ in columns),
            *(self.row(map(cell, row)) for row in rows),
        ]

    def row(self, cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def period(self, period: Period | None) -> str:
        if period is None:
            return ""
        days = dict.fromkeys(filter(None, [period.start, period.end]))
        return period.label + (self.bracketed("/".join(days)) if days and period.label not in days else "")

    def change(self, change: Change | None) -> str:
        return change.raw if change else ""

    def exchange(self, item: Item) -> Iterator[str]:
        exchange: Exchange = item.of
        yield f"#### Q{exchange.index}" + self.trailer(
            exchange.evidence,
            self.listed(map(self.topic, exchange.topics)),
            self.said("asker", exchange.asker),
            self.said("responders", self.listed(exchange.responders)),
            self.ids(exchange.kpis),
        )
        yield ""
        yield from "\n>\n".join("> " + inline(question) for question in exchange.questions).split("\n")
        yield ""
        if not exchange.answer:
            yield self.words["unanswered"]
        for point in item.parts:
            yield self.bullet(point.text, point.evidence)

    def check(self, check: Check) -> str:
        detail = self.bracketed(self.ids(check.kpis)) if check.kpis else ""
        return f"- {self.labels['severity'][check.severity]} `{check.code}`: {inline(check.message)}{detail}"

    def refused(self, rejected: Rejected) -> str:
        item = json.dumps(rejected.item, ensure_ascii=False)
        return f"- {self.labels['sections'].get(rejected.section, rejected.section)}: {inline(rejected.reason)} · {inline(item)}"

    def coverage(self) -> str:
        coverage, words = self.summary.coverage, self.words
        parts = [
            f"{words['figures']} {coverage.figures}, {words['reported']} {coverage.figures_reported}",
            f"{words['exchanges']} {coverage.exchanges}, {words['answered']} {coverage.exchanges_answered}",
        ]
        return "- " + " · ".join(parts)

    def provenance(self) -> str:
        document, provenance = self.summary.document, self.summary.provenance
        parts = [
            inline(document.source), f"sha256 {document.sha256[:12]}",
            f"{document.characters} {self.words['characters']}",
            " ".join(filter(None, [provenance.engine, provenance.model])), f"summarizer {provenance.version}",
            f"{provenance.seconds:.2f} {self.words['seconds']}",
        ]
        return "- " + " · ".join(parts)

    def bullet(self, text: str, evidence: Sequence[Evidence], *notes: str) -> str:
        return "- " + inline(text) + self.trailer(evidence, *notes)

    def trailer(self, evidence: Sequence[Evidence], *notes: str) -> str:
        place = self.places.of(evidence)
        parts = [*(inline(note) for note in notes if note), *([f"`{place}`"] if place else [])]
        return " — " + " · ".join(parts) if parts else ""

    def topic(self, topic: str) -> str:
        return self.labels["topic"][topic]

    def said(self, word: str, value: str | None) -> str:
        return f"{self.words[word]} {value}" if value else ""

    def listed(self, names: Iterable[str]) -> str:
        return self.words["list_comma"].join(names)

    def ids(self, kpis: Iterable[str]) -> str:
        """``k1-k4, k9``: neighbours in one, for a long exchange may hold twenty figures."""
        runs: list[list[str]] = []
        for kpi in sorted(kpis, key=_number):
            if runs and _number(kpi) == _number(runs[-1][-1]) + 1:
                runs[-1].append(kpi)
            else:
                runs.append([kpi])
        return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)

    def labelled(self, label: str, names: Iterable[str]) -> str:
        joined = self.listed(map(inline, names))
        return f"{label}{self.words['colon']}{joined}" if joined else label

    def bracketed(self, text: str) -> str:
        return f"{self.words['open']}{text}{self.words['close']}"


def _number(kpi: str) -> int:
    digits = kpi.lstrip("k")
    return int(digits) if digits.isdecimal() else -1
