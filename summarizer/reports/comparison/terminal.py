"""A comparison on a terminal: the order and the words of every report, laid out in tables by ``rich``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from ...schemas.comparison import Difference, Guidance, Measure, Reading
from ..escaping import flat
from .highlights import highlights
from .telling import ORDER, Telling
from .timeline import timelines

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_SILENT = ("first", "revisions", "series", "checks")
_SEVERITY = {"info": "cyan", "warning": "yellow", "error": "bold red"}
# blue and yellow, not green and red: those mean the opposite in Shanghai and in New York
_WAY = {"up": "bold cyan", "down": "bold yellow", "flat": "dim"}
_MARKED = _WAY | {
    "above": "bold cyan", "below": "bold yellow", "raised": "bold cyan", "lowered": "bold yellow", "ducked": "bold magenta",
    "came_back": "bold magenta", "new": "cyan", "gone": "yellow", "moved": "cyan",
}  # fmt: skip
_PERIOD = 20
"""Columns of the terminal for a period of a series."""
_NARROW = 100
"""Columns below which the arithmetic stands under the change, with its place."""


def comparison_table(telling: Telling, width: int, colour: bool) -> str:
    """The comparison for a terminal ``width`` columns wide. No character of a document can steer it."""
    return _Screen(telling, width, colour).drawn()


class _Screen:
    def __init__(self, telling: Telling, width: int, colour: bool) -> None:
        from rich.console import Console

        self.told, self.words = telling, telling.words
        self.width = max(width, 40)
        self.out = StringIO()
        self.console = Console(
            file=self.out, width=self.width, force_terminal=colour, color_system="standard" if colour else None,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )  # fmt: skip

    def drawn(self) -> str:
        self.line(self.told.title(), "bold")
        write: dict[str, Callable[[], None]] = {
            "documents": self.documents, "first": self.first, "kpis": self.measures, "guidance": self.guidance, "revisions": self.revisions,
            "statements": self.statements, "themes": self.themes, "came_back": self.came_back, "ducked": self.ducked, "series": self.series,
            "checks": self.checks,
        }  # fmt: skip
        for name in ORDER:
            part = self.told.parts.get(name)
            empty = not highlights(self.told) if name == "first" else part is not None and not part.items
            left = part.left_out if part else 0
            if empty and not left and name in _SILENT:
                continue
            self.heading(self.told.section(name))
            if empty and not left:
                self.line(self.words["nothing"], "dim")
            elif not empty:
                write[name]()
            if left:
                self.line(self.words["left_out"].format(left), "dim italic")
        return "\n".join(row.rstrip() for row in self.out.getvalue().splitlines()) + "\n"

    # -- sections -----------------------------------------------------------------------------------------------------

    def documents(self) -> None:
        grid = self.grid()
        for at, document in enumerate(self.told.of.documents):
            grid.add_row(self.text(self.told.name(at), "bold"), self.text(" · ".join(self.told.document(document)), "dim"), self.text(""))
        self.console.print(grid)

    def first(self) -> None:
        grid = self.grid()
        for one in highlights(self.told):
            said = self.text(one.lead, "bold").append("  ").append(flat(one.text))
            if one.reckoned:
                said.append(f"  {one.reckoned}", style=_MARKED.get(one.kind, ""))
                said.append(self.told.bracketed(self.words["reckoned"]), style="dim")
            grid.add_row(self.text("•", _MARKED.get(one.kind, "dim")), said, self.place(one.place))
        self.console.print(grid)

    def measures(self) -> None:
        for heading, items in self.told.measures():
            self.line(heading, "bold cyan")
            if items[0].status == "both":
                self.changes([(one, one.old, one.new, "") for one in items], ("before", "now", None))
            else:
                grid = self.table(self.words["figure"], self.words["now" if items[0].status == "new" else "before"], self.words["place"])
                for one in items:
                    reading = one.new or one.old
                    grid.add_row(self.figure(one), self.reading(reading, one.name), self.place(self.told.places(reading)))
                self.show(grid)

    def guidance(self) -> None:
        items: list[Guidance] = self.told.parts["guidance"].items
        rows = [(one, one.guided, one.actual, self.told.labels["outcome"][one.outcome]) for one in items]
        self.changes(rows, ("guided", "actual", "outcome"))

    def revisions(self) -> None:
        items: list[Guidance] = self.told.parts["revisions"].items
        self.changes(
            [(one, one.guided, one.anew, self.told.labels["revision"][one.revision] if one.revision else "") for one in items],
            ("guided", "anew", "revision"),
        )

    def changes(
        self, rows: Sequence[tuple[Measure | Guidance, Reading | None, Reading | None, str]], columns: tuple[str, str, str | None]
    ) -> None:
        """Two readings side by side, how far they lie apart with its sum, and where they stand."""
        first, second, verdict = columns
        wide = self.width >= _NARROW
        last = ["place"] if wide else []
        grid = self.table(*(self.words[column] for column in ("figure", first, second, "change", *last)))
        for one, old, new, said in rows:
            change = self.difference(one.difference)
            if one.difference is None and isinstance(one, Measure):
                change = self.text(self.words["not_comparable"], "dim")
            if verdict and said:
                style = _MARKED.get(getattr(one, verdict) or "", "")
                change = self.text(said, style).append("\n" if change else "").append_text(change)
            places = self.told.places(old, new)
            if not wide:
                change.append("\n" if change else "").append(places, style="dim")
            cells = [self.figure(one), self.reading(old, one.name), self.reading(new, one.name), change]
            grid.add_row(*cells, *([self.place(places)] if wide else []))
        self.show(grid)

    def series(self) -> None:
        for one in timelines(self.told, max(1, self.width // _PERIOD - 1)):
            grid = self.table(self.words["figure"], *one.periods)
            for series, points in one.rows:
                grid.add_row(self.figure(series), *(self.text(self.told.point(point)) for point in points))
            self.show(grid)

    def statements(self) -> None:
        for heading, items in self.told.kept("statements"):
            self.line(heading, "bold cyan")
            grid = self.grid()
            for one in items:
                told = one.new or one.old
                if told is None:
                    continue
                said = self.noted(told.text, self.told.notes(told))
                if one.moved:
                    said.append("\n").append(f"{self.words['moved']}: {flat(self.told.moved(one))}", style="bold cyan")
                if one.new is not None and one.old is not None:
                    said.append("\n").append(f"{self.words['asked_before']}: {flat(one.old.text)}", style="dim")
                grid.add_row(self.text("•", "dim"), said, self.place(self.told.places(one.old, one.new)))
            self.console.print(grid)

    def themes(self) -> None:
        for heading, items in self.told.kept("themes"):
            grid = self.grid()
            last = len(self.told.of.documents) - 1
            for one in items:
                places = filter(None, (self.told.place(last - 1, one.old_evidence[:1]), self.told.place(last, one.new_evidence[:1])))
                said = self.noted(one.label, self.told.theme(one))
                grid.add_row(self.text(heading, _MARKED.get(one.status, "")), said, self.place(" → ".join(places)))
            self.console.print(grid)

    def came_back(self) -> None:
        grid = self.grid()
        for one in self.told.parts["came_back"].items:
            said = self.noted(one.new.text, self.told.asked(one.new))
            before = [*self.told.asked(one.old), self.words["ducked_before"] if one.ducked_before else ""]
            said.append("\n").append(f"{self.words['asked_before']}: {flat(one.old.text)}", style="dim")
            said.append("  ").append(" · ".join(flat(note) for note in before if note), style="dim")
            grid.add_row(self.text("?", "bold"), said, self.place(self.told.places(one.old, one.new)))
        self.console.print(grid)

    def ducked(self) -> None:
        for heading, items in self.told.ducked():
            self.line(heading, "bold cyan")
            grid = self.grid()
            for one in items:
                said = self.noted(one.asked.text, self.told.asked(one.asked)[1:])
                for evidence in one.evidence:
                    said.append("\n").append(f"“{flat(evidence.quote)}”", style="italic")
                place = self.told.place(one.asked.document, [*one.asked.evidence, *one.evidence])
                grid.add_row(self.text(self.told.labels["ducked"][one.reason], "magenta"), said, self.place(place))
            self.console.print(grid)

    def checks(self) -> None:
        grid = self.grid()
        for one in self.told.parts["checks"].items:
            severity = self.told.wording.labels["severity"][one.severity]
            grid.add_row(self.text(severity, _SEVERITY[one.severity]), self.noted(one.message, [one.code]), self.text(""))
        self.console.print(grid)

    # -- parts --------------------------------------------------------------------------------------------------------

    def figure(self, one: object) -> Text:
        said = self.text(getattr(one, "name", ""))
        whose = self.told.whose(one) if hasattr(one, "segment") else ""  # type: ignore[arg-type]
        return said.append("\n" + flat(whose), style="magenta") if whose else said

    def reading(self, reading: Reading | None, name: str) -> Text:
        said = self.text(self.told.said(reading), "bold")
        notes = " · ".join(map(flat, self.told.told(reading, name)))
        return said.append("\n" + notes, style="dim") if notes else said

    def difference(self, difference: Difference | None) -> Text:
        if difference is None:
            return self.text("")
        said = self.text(f"{self.told.way(difference)} {self.told.difference(difference)}", _WAY[difference.direction])
        return said.append("\n" + flat(difference.arithmetic.text), style="dim")

    def noted(self, words: str, notes: Iterable[str]) -> Text:
        said = " · ".join(flat(note) for note in notes if note)
        text = self.text(words)
        return text.append("  " + said, style="dim") if said else text

    def place(self, place: str) -> Text:
        return self.text(place, "dim")

    def heading(self, words: str) -> None:
        from rich.rule import Rule

        self.console.print()
        self.console.print(Rule(self.text(words, "bold"), align="left", style="dim"))

    def table(self, *columns: str) -> Table:
        from rich import box
        from rich.table import Table

        grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", show_lines=False)
        for column in columns:
            grid.add_column(self.text(column), overflow="fold")
        return grid

    def show(self, grid: Table) -> None:
        """Prints a table whose columns are as wide as their longest number: one that is broken over two lines is two others."""
        from rich.cells import cell_len

        for column in grid.columns:
            words = (word for one in column.cells for word in str(one).split() if any(map(str.isdecimal, word)))
            column.min_width = min(max(map(cell_len, words), default=1), self.width // 3)
        self.console.print(grid)

    def grid(self) -> Table:
        """Sign, words, place."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 1))
        grid.add_column(overflow="fold", max_width=20)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", overflow="fold", max_width=18)
        grid.expand = True
        return grid

    def line(self, words: str, style: str = "") -> None:
        self.console.print(self.text(words, style))

    def text(self, words: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(flat(words) if words.strip() else words, style=style)
