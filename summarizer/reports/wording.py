"""How a report words what a summary holds, in the reader's language: plain text, escaped by whoever shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..schemas import KPI, Exchange, Host, Outlook, Period, Rejected, Risk, Strategy, Summary, Theme
from ..tables import table
from .view import Item


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.labels: dict[str, dict[str, str]] = table("reports", "labels")[language]
        self.words: dict[str, str] = self.labels["words"]

    def section(self, name: str) -> str:
        return self.labels["sections"].get(name, name)

    def title(self, summary: Summary) -> list[str]:
        """Company, event, date."""
        document, company, event = summary.document, summary.company, summary.event
        name = company.name or company.short_name or document.title or self.words["untitled"]
        date = event.date and (event.date + (self.bracketed(self.words["inferred"]) if event.date_is_inferred else ""))
        return [one for one in (name, self.labels["event"][event.type], date) if one]

    def facts(self, summary: Summary) -> list[str]:
        """Where and when, and the record's number."""
        document, company, event = summary.document, summary.company, summary.event
        return [one for one in (
            ":".join(filter(None, [company.exchange, company.ticker])), "-".join(filter(None, [event.start, event.end])), event.venue,
            self.said("record_number", document.record_number), self.said("published", document.published),
        ) if one]  # fmt: skip

    def people(self, summary: Summary) -> list[tuple[str, list[str]]]:
        """Who was there, under what: those who asked, those who spoke for the company."""
        event, groups = summary.event, []
        if event.participants_count is not None or event.participants:
            count = len(event.participants) if event.participants_count is None else event.participants_count
            groups.append((f"{self.words['participants']} {count}", event.participants))
        if event.hosts:
            groups.append((self.words["hosts"], [self.host(one) for one in event.hosts]))
        return groups

    def host(self, host: Host) -> str:
        detail = " ".join(filter(None, [host.organisation, host.title]))
        return host.name + (self.bracketed(detail) if detail else "")

    def whose(self, kpi: KPI) -> str:
        """Entity and segment of a figure."""
        return self.listed(filter(None, [kpi.entity, kpi.segment]))

    def basis(self, kpi: KPI) -> str:
        return self.labels["basis"][kpi.basis]

    def qualifier(self, kpi: KPI) -> str:
        return self.labels["qualifier"][kpi.qualifier] if kpi.qualifier else ""

    def period(self, period: Period | None) -> str:
        """As the source says it, with its days."""
        if period is None:
            return ""
        days = dict.fromkeys(filter(None, [period.start, period.end]))
        return period.label + (self.bracketed("/".join(days)) if days and period.label not in days else "")

    def notes(self, item: Item) -> Iterator[str]:
        """What is said of a headline or a statement beside its text: its figures; topic, status, when."""
        of = item.of
        if item.section == "headlines":
            yield self.ids(item.kpis)
        if isinstance(of, Strategy | Outlook | Risk):
            yield self.topic(of.topic)
        if isinstance(of, Strategy):
            yield self.labels["status"][of.status]
            yield self.said("horizon", of.horizon)
        if isinstance(of, Outlook):
            yield self.said("due", of.due)

    def exchange(self, exchange: Exchange) -> list[str]:
        """What is said of an exchange beside its words: topics, who asked, who answered, its figures."""
        return [one for one in (
            self.listed(map(self.topic, exchange.topics)), self.said("asker", exchange.asker),
            self.said("responders", self.listed(exchange.responders)), self.ids(exchange.kpis),
        ) if one]  # fmt: skip

    def refused(self, rejected: Rejected) -> tuple[str, str, str]:
        """Section, reason, and the item itself as JSON."""
        return self.section(rejected.section), rejected.reason, json.dumps(rejected.item, ensure_ascii=False)

    def coverage(self, summary: Summary) -> list[str]:
        coverage, words = summary.coverage, self.words
        return [
            f"{words['figures']} {coverage.figures}, {words['reported']} {coverage.figures_reported}",
            f"{words['exchanges']} {coverage.exchanges}, {words['answered']} {coverage.exchanges_answered}",
        ]

    def provenance(self, summary: Summary) -> list[str]:
        document, provenance = summary.document, summary.provenance
        return [
            document.source, f"sha256 {document.sha256[:12]}", f"{document.characters} {self.words['characters']}",
            " ".join(filter(None, [provenance.engine, provenance.model])), f"summarizer {provenance.version}",
            f"{provenance.seconds:.2f} {self.words['seconds']}",
        ]  # fmt: skip

    def topic(self, topic: str) -> str:
        return self.labels["topic"][topic]

    def theme(self, theme: Theme, summary: Summary) -> str:
        """Its label; that of its topic for a reader of another language than the document's."""
        row = table("extractors.rules", "topics").get(theme.topic)
        return theme.label if row is None or self.language == summary.document.language else str(row["label"][self.language])

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

    def bracketed(self, text: str) -> str:
        return f"{self.words['open']}{text}{self.words['close']}"


def _number(kpi: str) -> int:
    digits = kpi.lstrip("k")
    return int(digits) if digits.isdecimal() else -1
