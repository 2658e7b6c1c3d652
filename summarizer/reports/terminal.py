"""A summary on a terminal: the order and the words of every report, laid out in tables by ``rich``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from ..schemas import KPI, Check, Evidence, Exchange, Summary, Theme
from ..schemas.profile import Profile
from .escaping import flat
from .markdown import SILENT, left_out
from .places import Places
from .view import Item, Section, View, view
from .wording import Wording

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_NARROW = 100
"""Columns of a terminal below which a figure's period stands under its name."""
_SEVERITY = {"info": "cyan", "warning": "yellow", "error": "bold red"}
_STATUS = {"done": "green", "in_progress": "cyan", "planned": "yellow"}
_PLACE = "dim"


def render_terminal(
    summary: Summary, text: str | None = None, profile: Profile | None = None, *, width: int = 100, colour: bool = True
) -> str:
    """``summary`` for a terminal ``width`` columns wide; with ``colour`` by escape sequences, without as plain text.

    Says what Markdown says, in its order. No character of the document can steer the terminal.
    """
    return _Screen(view(summary, profile), text, width, colour).drawn()


class _Screen:
    def __init__(self, told: View, text: str | None, width: int, colour: bool) -> None:
        from rich.console import Console

        self.view, self.summary = told, told.summary
        self.places = Places(text)
        self.wording = Wording(told.profile.language or told.summary.document.language)
        self.words = self.wording.words
        self.width = max(width, 40)
        self.out = StringIO()
        self.console: Console = Console(
            file=self.out, width=self.width, force_terminal=colour, color_system="standard" if colour else None,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )  # fmt: skip

    def drawn(self) -> str:
        self.masthead()
        write: dict[str, Callable[[Section], None]] = {
            "kpis": lambda section: self.kpis(section.items),
            "qa": lambda _: self.questions(),
            "checks": lambda section: self.checks(section.items),
            "rejected": lambda section: self.refused(section.items),
            "coverage": lambda _: self.line(" · ".join(self.wording.coverage(self.summary)), "dim"),
            "provenance": lambda _: self.line(" · ".join(map(flat, self.wording.provenance(self.summary))), "dim"),
        }
        for name, section in self.view.sections.items():
            if section.items or section.rest or section.failed or name not in SILENT:
                self.heading(self.wording.section(name))
                if section.failed:
                    self.line(self.words["failed"], "bold red")
                elif not section.items and not section.rest and name not in ("coverage", "provenance"):
                    self.line(self.words["nothing"], "dim")
                write.get(name, self.statements)(section)
                if left := left_out(section):
                    self.line(self.words["left_out"].format(left), "dim italic")
        return "\n".join(row.rstrip() for row in self.out.getvalue().splitlines()) + "\n"

    # -- parts ------------------------------------------------------------------------------------------------------

    def masthead(self) -> None:
        self.line(" · ".join(map(flat, self.wording.title(self.summary))), "bold")
        if facts := self.wording.facts(self.summary):
            self.line(" · ".join(map(flat, facts)), "dim")
        grid = self.grid()
        for label, names in self.wording.people(self.summary):
            grid.add_row(self.text(label, "dim"), self.text(self.wording.listed(names), "dim"), self.text(""))
        self.show(grid)

    def heading(self, words: str) -> None:
        from rich.rule import Rule
        from rich.text import Text

        self.console.print()
        self.console.print(Rule(Text(words, style="bold"), align="left", style="dim"))

    def statements(self, section: Section) -> None:
        grid = self.grid()
        for item in section.items:
            status = getattr(item.of, "status", None)
            body = self.text(item.text, "bold" if section.name == "headlines" else "")
            self.note(body, self.wording.notes(item), _STATUS.get(status or "", "dim"))
            grid.add_row(self.text("•", "dim"), body, self.place(item.evidence))
        self.show(grid)

    def kpis(self, items: Sequence[Item]) -> None:
        if not items:
            return
        from rich import box
        from rich.table import Table

        grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
        wide = self.width >= _NARROW
        grid.add_column(self.words["id"], no_wrap=True, style="dim")
        grid.add_column(self.words["metric"], ratio=5, overflow="fold")
        grid.add_column(self.words["value"], ratio=3, justify="right", overflow="fold")
        grid.add_column(self.words["change"], ratio=3, overflow="fold")
        if wide:
            grid.add_column(self.words["period"], ratio=3, overflow="fold")
        grid.add_column(self.words["place"], justify="right", overflow="fold", max_width=12)
        for item in items:
            kpi: KPI = item.of
            name = self.text(kpi.name)
            self.note(name, [] if wide else [self.wording.period(kpi.period)], "dim")
            whose = self.wording.whose(kpi)
            basis = "" if kpi.basis == "actual" else self.wording.basis(kpi)
            self.note(name, ["" if whose in kpi.name else whose, basis], "magenta", below=True)
            value = self.text(kpi.raw, "bold")
            if kpi.qualifier:
                value = self.text("").append(f"{self.wording.qualifier(kpi)} ", style="dim").append_text(value)
            cells = [self.text(kpi.id), name, value, self.change(kpi)]
            if wide:
                cells.append(self.period(kpi))
            grid.add_row(*cells, self.place(kpi.evidence))
        self.console.print(grid)

    def change(self, kpi: KPI) -> Text:
        if kpi.change is None:
            return self.text("")
        value = kpi.change.value
        return self.text(kpi.change.raw, "green" if value > 0 else "red" if value < 0 else "")

    def period(self, kpi: KPI) -> Text:
        if kpi.period is None:
            return self.text("")
        said = self.text(kpi.period.label)
        days = self.wording.period(kpi.period).removeprefix(kpi.period.label)
        return said.append("\n" + flat(days).strip("()（） "), style="dim") if days else said

    def questions(self) -> None:
        between = False
        for group in self.view.groups:
            if between:
                self.console.print()
            between = True
            if group.theme is not None:
                theme: Theme = group.theme.of
                head = self.text(self.wording.theme(theme, self.view.summary), "bold cyan")
                self.note(head, [self.wording.listed(f"Q{one}" for one in theme.exchanges), self.wording.ids(theme.kpis)], "dim")
                self.row(head, [])
                self.row(self.text(theme.text), theme.evidence)
            elif len(self.view.groups) > 1:
                self.line(self.words["other_questions"], "bold cyan")
            for exchange in group.exchanges:
                self.exchange(exchange)

    def exchange(self, item: Item) -> None:
        exchange: Exchange = item.of
        head = self.text(f"Q{exchange.index}", "bold")
        self.note(head, self.wording.exchange(exchange), "dim")
        self.console.print()
        self.row(head, exchange.evidence)
        grid = self.grid()
        for question in exchange.questions:
            grid.add_row(self.text("?", "bold"), self.text(question, "italic"), self.text(""))
        if f"qa[{exchange.index}]" in self.summary.coverage.failed_sections:
            grid.add_row(self.text(""), self.text(self.words["failed"], "bold red"), self.text(""))
        elif not exchange.answer:
            grid.add_row(self.text(""), self.text(self.words["unanswered"], "yellow"), self.text(""))
        for point in item.parts:
            grid.add_row(self.text("•", "dim"), self.text(point.text), self.place(point.evidence))
        self.show(grid)

    def checks(self, items: Sequence[Item]) -> None:
        grid = self.grid()
        for item in items:
            check: Check = item.of
            said = self.text(check.message)
            self.note(said, [check.code, self.wording.ids(check.kpis)], "dim")
            grid.add_row(self.text(self.wording.labels["severity"][check.severity], _SEVERITY[check.severity]), said, self.text(""))
        self.show(grid)

    def refused(self, items: Sequence[Item]) -> None:
        grid = self.grid()
        for item in items:
            section, reason, told = self.wording.refused(item.of)
            said = self.text(reason)
            self.note(said, [told], "dim")
            grid.add_row(self.text(section, "red"), said, self.text(""))
        self.show(grid)

    # -- layout -----------------------------------------------------------------------------------------------------

    def grid(self) -> Table:
        """Sign, words, place: three columns without lines."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", overflow="fold", max_width=12)
        grid.expand = True
        return grid

    def show(self, grid: Table) -> None:
        if grid.row_count:
            self.console.print(grid)

    def row(self, words: Text, evidence: Sequence[Evidence]) -> None:
        from rich.table import Table

        grid = Table.grid(padding=(0, 1), expand=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", overflow="fold", max_width=12)
        grid.add_row(words, self.place(evidence))
        self.console.print(grid)

    def line(self, words: str, style: str = "") -> None:
        self.console.print(self.text(words, style))

    def note(self, words: Text, notes: Iterable[str], style: str, *, below: bool = False) -> None:
        """Adds what is said beside it, in a quieter style."""
        said = " · ".join(flat(one) for one in notes if one)
        if said:
            words.append("\n" if below else "  ").append(said, style=style)

    def place(self, evidence: Sequence[Evidence]) -> Text:
        return self.text(self.places.of(evidence), _PLACE)

    def text(self, words: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(flat(words) if words.strip() else words, style=style)
