"""A comparison as Markdown: every item with its places in both documents, what is reckoned with its arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...schemas.comparison import Guidance, Measure, Reading, Statement, ThemeKept, Told
from ..escaping import cell, inline
from .highlights import highlights
from .telling import ORDER, Telling
from .timeline import Timeline, timelines

_SILENT = ("first", "revisions", "series", "checks")
"""Sections that are not shown where they are empty."""


def comparison_markdown(telling: Telling) -> str:
    """The comparison in Markdown, ending with a line break."""
    return "\n".join(_Report(telling).lines()) + "\n"


class _Report:
    def __init__(self, telling: Telling) -> None:
        self.told, self.words = telling, telling.words

    def lines(self) -> Iterator[str]:
        yield f"# {inline(self.told.title())}"
        write: dict[str, Callable[[], Iterator[str]]] = {
            "documents": self.documents, "first": self.first, "kpis": self.measures, "guidance": self.guidance, "revisions": self.revisions,
            "statements": self.statements, "themes": self.themes, "came_back": self.came_back, "ducked": self.ducked, "series": self.series,
            "checks": self.checks,
        }  # fmt: skip
        for name in ORDER:
            body = list(write[name]())
            left = self.told.parts[name].left_out if name in self.told.parts else 0
            if not body and not left and name in _SILENT:
                continue
            yield from ("", f"## {self.told.section(name)}", "")
            yield from body or ((self.words["nothing"],) if not left else ())
            if left:
                yield from ("",) if body else ()
                yield self.words["left_out"].format(left)

    def documents(self) -> Iterator[str]:
        for at, document in enumerate(self.told.of.documents):
            yield f"- **{inline(self.told.name(at))}** — " + " · ".join(map(inline, self.told.document(document)))

    def first(self) -> Iterator[str]:
        for one in highlights(self.told):
            reckoned = f", **{inline(one.reckoned)}**{self.told.bracketed(self.words['reckoned'])}" if one.reckoned else ""
            yield f"- **{inline(one.lead)}**: {inline(one.text)}{reckoned}" + self.trailer(one.place)

    # -- figures ------------------------------------------------------------------------------------------------------

    def measures(self) -> Iterator[str]:
        for number, (heading, items) in enumerate(self.told.measures()):
            yield from ("",) if number else ()
            yield from (f"### {heading}", "")
            if items[0].status == "both":
                rows = [[*self.figure(one), *self.change(one), self.told.places(one.old, one.new)] for one in items]
                yield from self.table(("figure", "before", "now", "change", "arithmetic", "place"), rows)
            else:
                readings = [(one, one.new or one.old) for one in items]
                rows = [[self.told.figure(one), self.reading(reading, one.name), self.told.places(reading)] for one, reading in readings]
                yield from self.table(("figure", "now" if items[0].status == "new" else "before", "place"), rows)

    def figure(self, one: Measure) -> list[str]:
        return [self.told.figure(one), self.reading(one.old, one.name), self.reading(one.new, one.name)]

    def change(self, one: Measure | Guidance) -> list[str]:
        if one.difference is None:
            return [self.words["not_comparable"] if isinstance(one, Measure) else "", ""]
        return [f"{self.told.way(one.difference)} {self.told.difference(one.difference)}", one.difference.arithmetic.text]

    def reading(self, reading: Reading | None, name: str) -> str:
        if reading is None:
            return ""
        notes = self.words["semicolon"].join(self.told.told(reading, name))
        return self.told.said(reading) + (self.told.bracketed(notes) if notes else "")

    def guidance(self) -> Iterator[str]:
        items: Sequence[Guidance] = self.told.parts["guidance"].items
        rows = [[
            self.told.figure(one), self.reading(one.guided, one.name), self.reading(one.actual, one.name),
            self.told.labels["outcome"][one.outcome], *self.change(one), self.told.places(one.guided, one.actual),
        ] for one in items]  # fmt: skip
        yield from self.table(("figure", "guided", "actual", "outcome", "change", "arithmetic", "place"), rows)

    def revisions(self) -> Iterator[str]:
        items: Sequence[Guidance] = self.told.parts["revisions"].items
        rows = [[
            self.told.figure(one), self.reading(one.guided, one.name), self.reading(one.anew, one.name),
            self.told.labels["revision"][one.revision] if one.revision else "",
            *self.change(one), self.told.places(one.guided, one.anew, one.actual),
        ] for one in items]  # fmt: skip
        yield from self.table(("figure", "guided", "anew", "revision", "change", "arithmetic", "place"), rows)

    def series(self) -> Iterator[str]:
        for number, one in enumerate(timelines(self.told)):
            yield from ("",) if number else ()
            yield from self.timeline(one)

    def timeline(self, one: Timeline) -> Iterator[str]:
        columns = (self.words["figure"], *one.periods, self.words["place"])
        rows = [
            [self.told.figure(series), *map(self.told.point, points), one.place(series, self.told)] for series, points in one.rows
        ]  # fmt: skip
        yield "| " + " | ".join(map(cell, columns)) + " |"
        yield "|" + " --- |" * len(columns)
        yield from ("| " + " | ".join(map(cell, row)) + " |" for row in rows)

    # -- words --------------------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[str]:
        yield from self.grouped("statements", self.statement)

    def statement(self, one: Statement) -> Iterator[str]:
        told = one.new or one.old
        if told is None:
            return
        moved = self.told.moved(one)
        notes = [*self.told.notes(told), f"{self.words['moved']}: {moved}" if moved else ""]
        yield f"- {inline(told.text)}" + self.trailer(self.told.places(told), *notes)
        if one.new is not None and one.old is not None:
            before = self.trailer(self.told.places(one.old), *self.since(one.old, one.new))
            yield f"  - {self.words['asked_before']}: {inline(one.old.text)}" + before

    def since(self, old: Told, new: Told) -> list[str]:
        """What the earlier statement said of itself that the later one does not."""
        now = self.told.notes(new)
        return [note for note in self.told.notes(old) if note not in now]

    def themes(self) -> Iterator[str]:
        yield from self.grouped("themes", self.theme)

    def theme(self, one: ThemeKept) -> Iterator[str]:
        last = len(self.told.of.documents) - 1
        places = " → ".join(filter(None, (self.told.place(last - 1, one.old_evidence), self.told.place(last, one.new_evidence))))
        yield f"- {inline(one.label)}" + self.trailer(places, *self.told.theme(one))

    def grouped(self, name: str, write: Callable[..., Iterator[str]]) -> Iterator[str]:
        for number, (heading, items) in enumerate(self.told.kept(name)):
            yield from ("",) if number else ()
            yield from (f"### {heading}", "")
            for one in items:
                yield from write(one)

    def came_back(self) -> Iterator[str]:
        for one in self.told.parts["came_back"].items:
            yield f"- {inline(one.new.text)}" + self.trailer(self.told.places(one.new), *self.told.asked(one.new))
            ducked = [self.words["ducked_before"]] if one.ducked_before else []
            before = self.trailer(self.told.places(one.old), *self.told.asked(one.old), *ducked)
            yield f"  - {self.words['asked_before']}: {inline(one.old.text)}" + before

    def ducked(self) -> Iterator[str]:
        for number, (heading, items) in enumerate(self.told.ducked()):
            yield from ("",) if number else ()
            yield from (f"### {inline(heading)}", "")
            for one in items:
                yield f"- **{self.told.labels['ducked'][one.reason]}**: {inline(one.asked.text)}" + self.trailer(
                    self.told.places(one.asked), *self.told.asked(one.asked)[1:]
                )
                for evidence in one.evidence:
                    yield f"  - “{inline(evidence.quote)}”" + self.trailer(self.told.place(one.asked.document, [evidence]))

    def checks(self) -> Iterator[str]:
        for one in self.told.parts["checks"].items:
            yield f"- {self.told.wording.labels['severity'][one.severity]} `{one.code}`: {inline(one.message)}"

    # -- layout -------------------------------------------------------------------------------------------------------

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        rows = list(rows)
        if rows:
            yield "| " + " | ".join(self.words[column] for column in columns) + " |"
            yield "|" + " --- |" * len(columns)
            yield from ("| " + " | ".join(map(cell, row)) + " |" for row in rows)

    def trailer(self, place: str, *notes: str) -> str:
        parts = [*(inline(note) for note in notes if note), *([f"`{place}`"] if place else [])]
        return " — " + " · ".join(parts) if parts else ""
