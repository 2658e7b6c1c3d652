"""A summary as Markdown for an analyst to read, every item with the place that proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..schemas import Check, Evidence, Exchange, Summary, Theme
from ..schemas.profile import Profile
from .escaping import cell, inline
from .places import Places
from .view import Item, Section, View, view
from .wording import Wording

SILENT = ("headlines", "overview", "checks", "rejected")
"""Sections that are not shown where they are empty: it would tell the reader nothing."""
_COLUMNS = ("id", "metric", "of", "value", "period", "change", "basis", "qualifier", "place")


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
        self.wording = Wording(told.profile.language or told.summary.document.language)
        self.words = self.wording.words

    def lines(self) -> Iterator[str]:
        yield from self.masthead()
        write: dict[str, Callable[[Section], Sequence[str]]] = {
            "kpis": lambda section: self.kpi_table(section.items),
            "qa": lambda _: list(self.questions()),
            "checks": lambda section: [self.check(one.of) for one in section.items],
            "rejected": lambda section: [self.refused(one) for one in section.items],
            "coverage": lambda _: ["- " + " · ".join(self.wording.coverage(self.summary))],
            "provenance": lambda _: ["- " + " · ".join(map(inline, self.wording.provenance(self.summary)))],
        }
        for name, section in self.view.sections.items():
            body = write.get(name, self.bullets)(section)
            if body or section.rest or section.failed or name not in SILENT:
                yield from self.section(section, body)

    def masthead(self) -> Iterator[str]:
        yield "# " + " · ".join(map(inline, self.wording.title(self.summary)))
        facts = self.wording.facts(self.summary)
        lines = ["- " + " · ".join(map(inline, facts))] if facts else []
        lines += ["- " + self.labelled(label, names) for label, names in self.wording.people(self.summary)]
        if lines:
            yield from ("", *lines)

    def section(self, section: Section, body: Sequence[str]) -> Iterator[str]:
        yield from ("", f"## {self.wording.section(section.name)}", "")
        if section.failed:
            yield self.words["failed"]
            if body:
                yield ""
        elif not body and not section.rest:
            yield self.words["nothing"]
        yield from body
        if left := left_out(section):
            yield from ("",) if body else ()
            yield self.words["left_out"].format(left)

    def bullets(self, section: Section) -> list[str]:
        return [self.bullet(one.text, one.evidence, *self.wording.notes(one)) for one in section.items]

    def kpi_table(self, items: Sequence[Item]) -> list[str]:
        if not items:
            return []
        wording = self.wording
        rows = [[
            kpi.id, kpi.name, wording.whose(kpi), kpi.raw, wording.period(kpi.period), kpi.change.raw if kpi.change else "",
            wording.basis(kpi), wording.qualifier(kpi), self.places.of(kpi.evidence),
        ] for kpi in (one.of for one in items)]  # fmt: skip
        return [
            self.row(self.words[column] for column in _COLUMNS),
            self.row("---" for _ in _COLUMNS),
            *(self.row(map(cell, row)) for row in rows),
        ]

    def row(self, cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def questions(self) -> Iterator[str]:
        """The exchanges by theme."""
        between = False
        for group in self.view.groups:
            if group.theme is not None:
                yield from ("",) if between else ()
                yield from self.theme(group.theme.of)
                between = True
            elif between:
                yield from ("", f"### {self.words['other_questions']}")
            for exchange in group.exchanges:
                yield from ("",) if between else ()
                yield from self.exchange(exchange)
                between = True

    def theme(self, theme: Theme) -> Iterator[str]:
        yield f"### {inline(self.wording.theme(theme, self.summary))}" + self.trailer(
            (), self.wording.listed(f"Q{index}" for index in theme.exchanges), self.wording.ids(theme.kpis)
        )
        yield ""
        yield inline(theme.text) + self.trailer(theme.evidence)

    def exchange(self, item: Item) -> Iterator[str]:
        exchange: Exchange = item.of
        yield f"#### Q{exchange.index}" + self.trailer(exchange.evidence, *self.wording.exchange(exchange))
        yield ""
        yield from "\n>\n".join("> " + inline(question) for question in exchange.questions).split("\n")
        yield ""
        if f"qa[{exchange.index}]" in self.summary.coverage.failed_sections:
            yield self.words["failed"]
            if exchange.answer:
                yield ""
        elif not exchange.answer:
            yield self.words["unanswered"]
        for point in item.parts:
            yield self.bullet(point.text, point.evidence)

    def check(self, check: Check) -> str:
        detail = self.wording.bracketed(self.wording.ids(check.kpis)) if check.kpis else ""
        return f"- {self.wording.labels['severity'][check.severity]} `{check.code}`: {inline(check.message)}{detail}"

    def refused(self, item: Item) -> str:
        section, reason, told = self.wording.refused(item.of)
        return f"- {section}: {inline(reason)} · {inline(told)}"

    def bullet(self, text: str, evidence: Sequence[Evidence], *notes: str) -> str:
        return "- " + inline(text) + self.trailer(evidence, *notes)

    def trailer(self, evidence: Sequence[Evidence], *notes: str) -> str:
        place = self.places.of(evidence)
        parts = [*(inline(note) for note in notes if note), *([f"`{place}`"] if place else [])]
        return " — " + " · ".join(parts) if parts else ""

    def labelled(self, label: str, names: Iterable[str]) -> str:
        joined = self.wording.listed(map(inline, names))
        return f"{label}{self.words['colon']}{joined}" if joined else label


def left_out(section: Section) -> int:
    """Items, and points of answers, that the reader's profile leaves out."""
    return len(section.rest) + sum(len(one.rest) for one in section.items)
