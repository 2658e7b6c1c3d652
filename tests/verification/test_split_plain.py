"""Plain text taken apart: lines, bullets of any mark, questions and answers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.verification.claims import ClaimText
from summarizer.verification.split import split_text


def claims(text: str) -> list[ClaimText]:
    found, _ = split_text(text, markdown=False)
    return found


def texts(text: str) -> list[str]:
    return [claim.text for claim in claims(text)]


def test_a_letter_of_notes() -> None:
    """Greeting, titles and sign-off claim nothing; numbered items keep their wrapped lines."""
    text = (
        "Hi team,\n\nHere are my notes from the call.\n\nKEY POINTS\n1. Revenue was $412.6 million, up 14% year over\n   year.\n"
        "2. Outlook\n   - Q3 revenue of $420m\n\nNot investment advice.\n\nBest,\nJane\n"
    )
    found = claims(text)
    assert [claim.text for claim in found] == ["Revenue was $412.6 million, up 14% year over year.", "Q3 revenue of $420m"]
    assert found[1].headings == ("KEY POINTS", "Outlook")


def test_chapters_of_a_chinese_record() -> None:
    """``一、`` and ``（一）`` are headings, ``1、`` and ``●`` items, and a clause behind ``；`` is a claim."""
    text = (
        "一、经营情况\n（一）业绩\n上半年收入18.62亿元，同比增长12.4%；净利润2.07亿元。\n1、减速器收入11.20亿元；\n●毛利率27.8%\n"
        "二、展望\n全年资本开支4亿元。"
    )
    found = claims(text)
    assert [claim.text for claim in found] == [
        "上半年收入18.62亿元，同比增长12.4%；", "净利润2.07亿元。", "减速器收入11.20亿元；", "毛利率27.8%", "全年资本开支4亿元。",
    ]  # fmt: skip
    assert [claim.headings for claim in found[::4]] == [("经营情况", "业绩"), ("展望",)]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "·", "①", "1)", "(2)", "3、", "a)", "▪", "✓"])
def test_bullets_of_any_mark(mark: str) -> None:
    """The mark is no part of the claim."""
    assert texts(f"Title\n\n{mark} Cash was $5 million") == ["Cash was $5 million"]


def test_a_tab_behind_a_bullet_makes_no_table() -> None:
    """Lists come out of other programs with a tab behind their marks."""
    assert texts("Notes\n\n1.\tCash was $5 million\n2.\tDebt was $3 million") == ["Cash was $5 million", "Debt was $3 million"]


@pytest.mark.parametrize("line", ["-3% services", "+8% YoY revenue", "3.5 million users", "-$5m loss"])
def test_a_sign_is_no_bullet(line: str) -> None:
    """What a figure begins with belongs to it."""
    assert texts(f"Cash was $5 million.\n\n{line}")[1] == line


def test_lines_of_notes_are_claims() -> None:
    """Each line of telegraphic notes is a statement; a name in brackets heads them."""
    found = claims("[P&L]\nrev $695m, +27% YoY\nGM 40-45% now\n\n[Guide]\n1Q: rev $659-664m\n")
    assert [claim.text for claim in found] == ["rev $695m, +27% YoY", "GM 40-45% now", "1Q: rev $659-664m"]
    assert [claim.headings for claim in found] == [("P&L",), ("P&L",), ("Guide",)]


def test_decimals_and_abbreviations_end_no_sentence() -> None:
    """The project's own sentences are taken."""
    assert texts("Revenue of Acme Inc. was approx. $3.5 billion. Cash was $5 million.") == [
        "Revenue of Acme Inc. was approx. $3.5 billion.", "Cash was $5 million.",
    ]  # fmt: skip


def test_indented_items_know_their_parent() -> None:
    """How far a line is set in tells what it hangs under."""
    found = claims("Title\n\n- Services revenue was $96m\n  - excluding exits: +5%\n- Cash was $5m")
    assert [claim.headings for claim in found] == [("Title",), ("Title", "Services revenue was $96m"), ("Title",)]


def test_only_titles_are_no_claims() -> None:
    """A text that claims nothing gives no claims, and says how many lines it read."""
    assert split_text("Summary\n\nKey points:\n", markdown=False) == ([], 2)


_PIECES = st.sampled_from(
    ["- ", "* ", "# ", "## ", "> ", "| ", " |", "|---|---|", "**", "`", "[a](b)", "\n", "\n\n", "\r\n", "  ", "\t", "1. ",
     "一、", "Q: ", "A: ", "：", "; ", "；", "。", ". ", "Revenue was $5 million", "收入36.8亿元", "up 8%",
     "<!-- ", " -->", "<b>", "</b>", "&amp;", "\\*",
     "---\n", "```", "Q3 2023", "📈", "(RMB million)", "￼", "\x00", "[^1]", "“", "”"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join), st.booleans())
@example("> a\n\n| a |\n|---|\n| b |", True)
def test_places_hold_whatever_is_written(text: str, markdown: bool) -> None:
    """Nothing is raised, places lie in the text, and each letter of a claim stands at its place in order."""
    found, unclaimed = split_text(text, markdown=markdown)
    assert unclaimed >= 0
    for claim in found:
        assert claim.start is not None
        assert claim.end is not None
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.text == " ".join(claim.text.split())
        held = iter(text[claim.start : claim.end].replace("\x00", "\ufffd"))
        if "&amp;" not in text and " | " not in claim.text:
            assert all(letter in held for letter in claim.text.replace("\x00", "\ufffd") if not letter.isspace())


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_taken(text: str, markdown: bool) -> None:
    """No text of any letters makes it fail."""
    found, _ = split_text(text, markdown=markdown)
    assert all(claim.text for claim in found)
