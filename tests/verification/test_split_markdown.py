"""Markdown taken apart: what is a claim, what is not, and where each stands."""

from __future__ import annotations

import pytest

from summarizer.verification.claims import ClaimText
from summarizer.verification.split import like_markdown, split_text


def claims(text: str) -> list[ClaimText]:
    found, _ = split_text(text, markdown=True)
    return found


def texts(text: str) -> list[str]:
    return [claim.text for claim in claims(text)]


def test_marks_of_emphasis_are_no_words() -> None:
    """Bold, italics, code, links and escapes leave their words, and the place keeps the marks."""
    text = "Revenue was **$4.2 million**, *up* `8%`, see [the release](https://example.org/a) \\& more."
    [claim] = claims(text)
    assert claim.text == "Revenue was $4.2 million, up 8%, see the release & more."
    assert (claim.start, claim.end) == (0, len(text))


def test_bold_beside_han_letters_is_bold() -> None:
    """``**收入：**36.8`` keeps its stars in CommonMark; they are marks all the same."""
    [claim] = claims("## 要点\n\n- **收入：**36.8亿元，**毛利率：**80%")
    assert claim.text == "收入：36.8亿元，毛利率：80%"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_count_code_points_whatever_ends_a_line(line_end: str) -> None:
    """A place is right behind any line end, and behind characters outside the first plane."""
    text = line_end.join(["# 📈 Title", "", "- Revenue was $4 million", "- *Margin* was 5%"])
    first, second = claims(text)
    assert text[first.start : first.end] == "Revenue was $4 million"
    assert text[second.start : second.end] == "Margin* was 5%"
    assert [claim.where for claim in (first, second)] == ["line 3", "line 4"]


def test_headings_are_counted_and_remembered() -> None:
    """A heading claims nothing; its words come with every claim below it, outermost first."""
    text = "# Call\n\n## Results\n\nSetext\n------\n\nCash was $5 million.\n\n# Other\n\nCash fell 3%."
    found, unclaimed = split_text(text, markdown=True)
    assert [claim.headings for claim in found] == [("Call", "Setext"), ("Other",)]
    assert unclaimed == 4


def test_a_heading_that_says_something_is_a_claim() -> None:
    """With a figure or a verb a heading is judged, and is the heading of what follows as well."""
    headings = ["## Revenue up 8% to $3 million", "## Services returned to growth", "## What management expects"]
    found = claims("\n\n".join(["# Call", "Cash was $5 million.", *headings]))
    assert [claim.text for claim in found] == ["Cash was $5 million.", "Revenue up 8% to $3 million", "Services returned to growth"]


@pytest.mark.parametrize("line", ["**Results**", "**Results:**", "**经营数据。**", "**一、经营情况**"])
def test_a_bold_line_is_a_heading(line: str) -> None:
    """A line in bold above its paragraph heads it."""
    [claim] = claims(f"Title of it\n\n{line}\nCash was $5 million.")
    assert claim.text == "Cash was $5 million."
    assert len(claim.headings) == 1


def test_a_bullet_knows_what_it_hangs_under() -> None:
    """Lead-ins and parent items come with the items under them, and claim nothing themselves."""
    text = "For the third quarter, management expects:\n- revenue of $5 million\n- Sensors\n  - grew 22%\n"
    first, second = claims(text)
    assert first.headings == ("For the third quarter, management expects",)
    assert second.headings == ("For the third quarter, management expects", "Sensors")


def test_a_parent_item_with_a_figure_is_a_claim_too() -> None:
    """What leads in with a figure of its own is judged."""
    assert texts("- gross margin of 58%\n  - before tariffs of 80 bps") == ["gross margin of 58%", "before tariffs of 80 bps"]


def test_what_was_said_before_comes_along() -> None:
    """A claim carries the statements before it in its paragraph or list, and nothing of another paragraph."""
    found = claims("Revenue was $5 million. It grew 8%.\n\nCash was $3 million.\n\n- A was 1%.\n- B was 2%.")
    assert [len(claim.before) for claim in found] == [0, 1, 0, 0, 1]


def test_an_answer_goes_on_from_its_question() -> None:
    """Between a question and its answer stands an empty line, and they belong together."""
    question, answer = claims("**Q: How are tariffs?**\n\nA: About 80 basis points.")
    assert question.text == "Q: How are tariffs?"
    assert answer.before == ("Q: How are tariffs?",)


def test_front_matter_and_comments_are_nothing() -> None:
    """They are neither claims nor lines that claim nothing."""
    text = "---\ntitle: Revenue was $9 million\n---\n<!-- Revenue was $8 million. -->\nCash was $5 million <!-- or 6 -->."
    found, unclaimed = split_text(text, markdown=True)
    assert [claim.text for claim in found] == ["Cash was $5 million ."]
    assert unclaimed == 0
    assert text[found[0].start :].startswith("Cash")


def test_a_quotation_with_its_speaker_is_one_claim() -> None:
    """The words are told as a quotation, and who said them is part of it."""
    [claim] = claims("> Tariffs remain a risk.\n> We watch them.\n>\n> — Miguel Santos, CEO")
    assert claim.read == "“Tariffs remain a risk. We watch them.” — Miguel Santos, CEO"


def test_code_and_html_are_read_as_text() -> None:
    """A summary in a fence or in tags is a summary."""
    assert texts("```\nCash: $5 million\n```") == ["Cash: $5 million"]
    assert texts("```markdown\n- **Cash**: $5 million\n```") == ["Cash: $5 million"]
    assert texts("<p>Cash was <b>$5</b> million.</p>") == ["Cash was $5 million."]


def test_footnotes_citations_and_boxes_are_marks() -> None:
    """``[1]`` behind a figure, ``(p. 3)`` behind a sentence and ``[x]`` before an item are no part of what is said."""
    text = "- [x] Cash was $5 million[^1].\n- Debt was $3 million [2, 3].\n- ✅ Tax was 5% (p. 3)\n- Cost was $1 million【4†source】."
    assert texts(text) == ["Cash was $5 million.", "Debt was $3 million.", "Tax was 5%", "Cost was $1 million."]


def test_fields_beside_one_another_are_claims() -> None:
    """A line of ``Name: value`` parts with bars between them says several things."""
    assert texts("# Call\n\n**Date:** July 31, 2025 | **Participants:** 84") == ["Date: July 31, 2025", "Participants: 84"]


@pytest.mark.parametrize(
    "line",
    [
        "Here is the summary of the call:", "Sure! Below is a concise overview.", "Key points:", "Source: company transcript", "---",
        "Not investment advice.", "Let me know if you need more!", "以下是会议要点：",
        "以上内容仅供参考，不构成投资建议。", "资料来源：公司公告",
        "**Summary**", "Best regards,",
    ],
)  # fmt: skip
def test_what_claims_nothing_is_counted(line: str) -> None:
    """Greetings, titles, sources and disclaimers are no claims."""
    found, _ = split_text(f"{line}\n\nCash was $5 million.", markdown=True)
    assert [claim.text for claim in found] == ["Cash was $5 million."]


def test_lines_that_markdown_would_join_stay_apart() -> None:
    """``Metric: value`` lines and bullets that Markdown does not know are statements of their own."""
    assert texts("## Figures\n\nCash: $5 million\nDebt: $3 million\n• Equity: $2 million") == [
        "Cash: $5 million", "Debt: $3 million", "Equity: $2 million",
    ]  # fmt: skip


def test_wrapped_lines_are_one_sentence() -> None:
    """A line that was wrapped at the margin goes on in the next."""
    assert texts("Revenue was $412.6 million in the quarter, up 14% year over\nyear, and above guidance.") == [
        "Revenue was $412.6 million in the quarter, up 14% year over year, and above guidance."
    ]


def test_clauses_with_their_own_subject_and_figure_are_claims() -> None:
    """What leans on another clause stays with it."""
    assert texts("Revenue was $5 million, and cash flow was $3 million.") == ["Revenue was $5 million", "cash flow was $3 million."]
    assert texts("Revenue was $5 million, and up 8% from last year.") == ["Revenue was $5 million, and up 8% from last year."]
    assert texts("Revenue was $5 million (cost was $2 million; tax was $1 million).") == [
        "Revenue was $5 million (cost was $2 million; tax was $1 million)."
    ]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# Title\n\nText", True), ("Text with **bold** words", True), ("| a | b |\n|---|---|\n| 1 | 2 |", True), ("- a\n- b", False),
        ("a: 1\n2 * 3", False),
    ],
)
def test_markdown_is_told_by_its_marks(text: str, markdown: bool) -> None:
    """A text of unknown form is read as Markdown where it has marks that nothing else has."""
    assert like_markdown(text) is markdown
