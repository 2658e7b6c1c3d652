"""A verification for people: what is wrong first, with what the source says instead and where: Markdown, or a table for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..schemas import Evidence
from ..schemas.verification import Arithmetic, Claim, Verification
from ..tables import table
from .escaping import cell, flat, inline
from .places import Places

if TYPE_CHECKING:
    from rich.text import Text

VERIFICATION_FORMATS = ("table", "json", "md")
"""Every format a verification can be rendered in."""

_HAN = re.compile("[一-鿿]")
_LONGEST_QUOTE = 160
_STYLES = {"contradicted": "bold red", "not_found": "yellow", "supported": "green"}
_MARKS = {"contradicted": "✗", "not_found": "?", "supported": "✓"}


def render_verification(
    verification: Verification, format: str, text: str | None = None, *, every: bool = False, width: int = 120, colour: bool = False
) -> str:
    """``verification`` in one of `VERIFICATION_FORMATS`, ending with a line break.

    ``text`` is the raw text of the document: with it places are told as line numbers, without as code-point offsets; pages come first
    where the document has them. ``every``, ``width`` (columns) and ``colour`` are for the table: it lists what is contradicted, not found
    or derived, and with ``every`` what is supported, too.

    Raises:
        UsageError: there is no such format.
    """
    if format == "json":
        return verification.model_dump_json(indent=2) + "\n"
    if format == "md":
        return "\n".join(_Report(verification, text).markdown()) + "\n"
    if format == "table":
        return _Report(verification, text).table(every, width, colour)
    raise UsageError(f"there is no format {format!r}; choose one of: {', '.join(VERIFICATION_FORMATS)}")


class _Report:
    def __init__(self, verification: Verification, text: str | None) -> None:
        self.told = verification
        self.places = Places(text)
        self.words: dict[str, str] = table("reports", "verification")[_language(verification)]

    # -- what is said in both ---------------------------------------------------------------------------------------

    def counts(self) -> list[tuple[str, str]]:
        """The verdicts with their numbers, and their colours."""
        told = self.told
        derived = sum(1 for one in told.supported if _workings(one))
        supported = f"{len(told.supported)} {self.words['supported']}"
        if derived:
            supported += f" ({derived} {self.words['derived']})"
        return [
            (f"{len(told.contradicted)} {self.words['contradicted']}", _STYLES["contradicted"] if told.contradicted else "dim"),
            (f"{len(told.not_found)} {self.words['not_found']}", _STYLES["not_found"] if told.not_found else "dim"),
            (supported, _STYLES["supported"]),
            (self.words["unclaimed"].format(told.unclaimed), "dim"),
        ]

    def place(self, evidence: Sequence[Evidence]) -> str:
        return self.places.of(evidence)

    def quotes(self, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
        """What the source says, and where."""
        for one in evidence:
            yield _short(flat(one.quote)), self.place([one])

    # -- Markdown ---------------------------------------------------------------------------------------------------

    def markdown(self) -> Iterator[str]:
        told = self.told
        yield f"# {self.words['title']}: {inline(told.summary)} {self.words['against']} {inline(told.document.source)}"
        yield ""
        yield "**" + " · ".join(words for words, _ in self.counts()) + "**"
        for verdict, claims in (("contradicted", told.contradicted), ("not_found", told.not_found)):
            if claims:
                yield from ("", f"## {self.words[verdict].capitalize()}", "")
            for claim in claims:
                yield from self.problem(claim)
        if told.supported:
            yield from ("", f"## {self.words['supported'].capitalize()}", "")
            columns = ("", self.words["claim"], self.words["place"], self.words["working"])
            yield "| " + " | ".join(columns) + " |"
            yield "|" + " --- |" * len(columns)
            for claim in told.supported:
                working = self.words["list_comma"].join(one.text for one in _workings(claim))
                yield "| " + " | ".join(map(cell, (claim.id, claim.text, self.place(_evidence(claim)), working))) + " |"

    def problem(self, claim: Claim) -> Iterator[str]:
        yield f"- **{claim.id}** {inline(claim.text)} *({inline(claim.where)})*"
        if claim.reason:
            yield f"  - {inline(claim.reason)}"
        for quote, place in self.quotes(claim.evidence):
            yield f"  - {self.words['source']} {place}: “{inline(quote)}”"
        for working in _workings(claim):
            yield f"  - {self.words['working']}: {inline(working.text)}"

    # -- a terminal ---------------------------------------------------------------------------------------------------

    def table(self, every: bool, width: int, colour: bool) -> str:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        told = self.told
        derived = [claim for claim in told.supported if _workings(claim)]
        listed = [*told.contradicted, *told.not_found, *(told.supported if every else derived)]
        console = Console(
            file=StringIO(), width=max(width, 40), force_terminal=colour, color_system="standard" if colour else None,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )  # fmt: skip
        if listed:
            grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=False, show_lines=True)
            grid.add_column(self.words["verdict"], no_wrap=True)
            grid.add_column(self.words["claim"], ratio=1, overflow="fold")
            grid.add_column(self.words["source"], ratio=1, overflow="fold")
            for claim in listed:
                word = "derived" if claim.verdict == "supported" and _workings(claim) else claim.verdict
                verdict = Text(f"{_MARKS[claim.verdict]} {self.words[word]}", style=_STYLES[claim.verdict])
                said = Text(flat(claim.text)).append(f"\n{claim.where}", style="dim")
                grid.add_row(verdict, said, self.source(claim))
            console.print(grid)
            console.print()
        line = Text()
        for words, style in self.counts():
            line.append(" · " if line else "").append(words, style=style)
        console.print(line)
        left = len(told.supported) - len(derived)
        if left and not every:
            console.print(Text(self.words["all"].format(left), style="dim"))
        out = console.file
        return "\n".join(row.rstrip() for row in out.getvalue().splitlines()) + "\n" if isinstance(out, StringIO) else ""

    def source(self, claim: Claim) -> Text:
        """What the source says, with its place, and sums."""
        from rich.text import Text

        out = Text()
        if claim.reason:
            out.append(flat(claim.reason))
        for working in _workings(claim):
            out.append("\n" if out else "").append(flat(working.text), style="cyan")
        for quote, place in self.quotes(claim.evidence[:2]):
            out.append("\n" if out else "").append(f"{place} ", style="dim").append(f"“{quote}”", style="italic")
        return out


def _workings(claim: Claim) -> list[Arithmetic]:
    return list({part.arithmetic.text: part.arithmetic for part in claim.parts if part.arithmetic is not None}.values())


def _evidence(claim: Claim) -> list[Evidence]:
    return claim.evidence or [one for working in _workings(claim) for one in working.operands]


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rstrip() + "…"


def _language(verification: Verification) -> str:
    """That of the summary: who wrote it in English reads English, whatever the document's language is."""
    words = "".join(claim.text for claim in verification.claims)
    han = len(_HAN.findall(words))
    if 4 * han < sum(1 for letter in words if letter.isalpha()):
        return "en"
    return verification.document.language if verification.document.language != "en" else "zh-Hans"
