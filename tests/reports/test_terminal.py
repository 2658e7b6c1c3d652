"""The terminal's view: what Markdown says, in its order, in tables, and nothing in a document can steer the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import read, summarize
from summarizer.reports import render_markdown
from summarizer.reports.terminal import render_terminal
from summarizer.schemas import Answer, Outlook, Overview, Risk, Strategy, Summary
from summarizer.schemas.profile import Profile

_SCREEN = 500
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def squeezed(text: str) -> str:
    """Without white space: a terminal breaks lines where it must."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", ["kunlun_2023q3_ir_record.txt", "sensetime_2023fy_briefing.txt", "made_up_call.txt"])
@pytest.mark.parametrize("width", [50, 2_000])
def test_it_says_what_markdown_says_in_its_order(documents: Path, name: str, width: int) -> None:
    """Every section, figure and statement of the summary is there, in the order of Markdown."""
    document = read(documents / name)
    summary = summarize(document, engine="rules")
    shown = squeezed(render_terminal(summary, document.text, width=width, colour=False))
    headings = re.findall(r"^## (.*)$", render_markdown(summary, document.text), re.MULTILINE)
    places = [shown.index(squeezed(heading) + "─") for heading in headings]
    assert places == sorted(places)
    points = [point for exchange in summary.qa for point in exchange.answer]
    if width > _SCREEN:
        # on one line each; on a narrow terminal the place comes between a statement's first line and its next
        statements: list[Overview | Strategy | Outlook | Risk | Answer] = [*summary.overview, *summary.strategy, *summary.outlook]
        for one in (*statements, *summary.risks, *points):
            assert squeezed(one.text) in shown
        for kpi in summary.kpis:
            assert squeezed(kpi.name) in shown
            assert squeezed(kpi.raw) in shown


def test_no_line_is_wider_than_the_terminal(documents: Path) -> None:
    """Chinese takes two columns a character; nothing runs over the edge."""
    from rich.cells import cell_len

    document = read(documents / "sensetime_2023fy_briefing.txt")
    for width in (40, 80, 130):
        lines = render_terminal(summarize(document, engine="rules"), document.text, width=width, colour=False).splitlines()
        assert max(map(cell_len, lines)) <= width


def test_colours_are_all_that_is_added(summary: Summary, text: str) -> None:
    """Without colour the same words stand in the same places."""
    coloured = render_terminal(summary, text, width=100)
    assert ESCAPE.search(coloured)
    plain = "\n".join(line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()) + "\n"
    assert plain == render_terminal(summary, text, width=100, colour=False)


@given(words=st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_document_cannot_steer_the_terminal(words: str) -> None:
    """No control character of a document comes through; markup of ``rich`` stays text."""
    from .conftest import build

    summary = build()
    summary.risks[0].text = f"[bold red]x[/] \x1b[31m{words}"
    shown = render_terminal(summary, colour=False)
    assert "[bold red]x[/]" in shown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_failed_nothing_and_left_out_are_three_things(summary: Summary) -> None:
    """A failed section says so, an empty one too, and a profile's cuts are counted."""
    summary.risks, summary.kpis = [], []
    summary.coverage.failed_sections = ["kpis"]
    shown = render_terminal(summary, colour=False, profile=Profile(topics=("margin",), only=True))
    assert "此部分提取失败，并非原文没有。" in shown
    assert "原文未见。" in shown
    assert "另有 1 项未列出" in shown


def test_an_answer_that_could_not_be_extracted_is_not_missing(summary: Summary) -> None:
    """Where the extraction of one exchange failed, the source may well hold its answer."""
    summary.qa[0].answer = []
    assert "原文没有回答。" in render_terminal(summary, colour=False)
    summary.coverage.failed_sections = ["qa[1]"]
    shown = render_terminal(summary, colour=False)
    assert "原文没有回答。" not in shown
    assert "此部分提取失败，并非原文没有。" in shown
