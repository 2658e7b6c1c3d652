"""A verification shown to people: in Markdown and as a table."""

from __future__ import annotations

import pytest

from summarizer.errors import UsageError
from summarizer.reports import VERIFICATION_FORMATS, render_verification
from summarizer.schemas import DocumentInfo, Evidence
from summarizer.schemas.verification import Arithmetic, Claim, Part, Verification
from summarizer.tables import table

TEXT = "Revenue was $412.6 million.\nChips: 6,000.\nMore: 3,000.\n"


def evidence(quote: str, page: int | None = None) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(quote=quote, start=start, end=start + len(quote), page=page, match="exact")


def report(*claims: Claim, language: str = "en") -> Verification:
    document = DocumentInfo.model_validate(
        {"source": "call.txt", "sha256": "0", "media_type": "text/plain", "kind": "other", "language": language, "characters": len(TEXT)}
    )
    return Verification(summary="notes.md", document=document, claims=list(claims), unclaimed=2)


WRONG = Claim(
    id="c1", text="Revenue was $421.6 million.", where="line 3", verdict="contradicted",
    reason="$421.6 million: the source says $412.6 million", evidence=[evidence("$412.6 million")],
)  # fmt: skip
LOST = Claim(id="c2", text="Headcount was 9,871.", where="line 4", verdict="not_found", reason="no figure of the source says this")
SUM = Arithmetic(text="6,000 + 3,000 = 9,000", value=9000, operands=[evidence("6,000"), evidence("3,000")])
DERIVED = Claim(
    id="c3", text="That makes 9,000 chips.", where="line 5", verdict="supported",
    parts=[Part(said="9,000", verdict="supported", arithmetic=SUM)],
)  # fmt: skip
RIGHT = Claim(id="c4", text="Chips: 6,000.", where="line 6", verdict="supported", evidence=[evidence("6,000")])


def test_markdown_has_problems_first_and_all_claims() -> None:
    """What is wrong with what the source says and where, then what is not found, then the rest in a table with sums."""
    assert render_verification(report(RIGHT, WRONG, DERIVED, LOST), "md", TEXT) == (
        "# Verification: notes.md against call.txt\n\n"
        "**1 contradicted · 1 not found · 2 supported (1 derived) · lines that claim nothing: 2**\n\n"
        "## Contradicted\n\n"
        "- **c1** Revenue was $421.6 million. *(line 3)*\n"
        "  - $421.6 million: the source says $412.6 million\n"
        "  - source L1: “$412.6 million”\n\n"
        "## Not found\n\n"
        "- **c2** Headcount was 9,871. *(line 4)*\n"
        "  - no figure of the source says this\n\n"
        "## Supported\n\n"
        "|  | claim | place | arithmetic |\n"
        "| --- | --- | --- | --- |\n"
        "| c4 | Chips: 6,000. | L2 |  |\n"
        "| c3 | That makes 9,000 chips. | L2, L3 | 6,000 + 3,000 = 9,000 |\n"
    )


def test_the_table_lists_what_needs_a_look() -> None:
    """Contradicted, not found and derived; what is plainly supported is counted and listed on demand."""
    short = render_verification(report(RIGHT, WRONG, DERIVED, LOST), "table", TEXT)
    rows = [line for line in short.splitlines() if line.startswith(("✗", "?", "✓"))]
    assert [row.split("  ")[0].strip() for row in rows] == ["✗ contradicted", "? not found", "✓ derived"]
    assert "6,000 + 3,000 = 9,000" in short
    assert "supported and not listed: 1" in short
    assert "L1 “$412.6 million”" in short
    every = render_verification(report(RIGHT, WRONG, DERIVED, LOST), "table", TEXT, every=True)
    assert "Chips: 6,000." in every
    assert "not listed" not in every


def test_nothing_wrong_is_one_line() -> None:
    """A clean summary needs no table."""
    assert render_verification(report(RIGHT), "table", TEXT) == (
        "0 contradicted · 0 not found · 1 supported · lines that claim nothing: 2\nsupported and not listed: 1 (--all lists them)\n"
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_keeps_to_its_width(width: int) -> None:
    """Long claims fold, and wide letters count double."""
    long = WRONG.model_copy(update={"text": "营业收入" * 60 + "x" * 90})
    shown = render_verification(report(long), "table", TEXT, width=width)
    assert all(sum(2 if "一" <= letter <= "鿿" else 1 for letter in line) <= width for line in shown.splitlines())


def test_what_others_wrote_is_no_markup() -> None:
    """Neither Markdown, nor rich's markup, nor a terminal's escapes come through."""
    text = "[bold]*Revenue*[/bold] | <b>\x1b[31m red\x07"
    bad = WRONG.model_copy(update={"text": text, "reason": "| a\nb `c`", "where": "kpis[0].value"})
    shown = render_verification(report(bad), "table", TEXT, colour=False)
    assert "[bold]*Revenue*[/bold]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown
    markdown = render_verification(report(bad, bad.model_copy(update={"verdict": "supported"})), "md", TEXT)
    assert "\\[bold\\]\\*Revenue\\*" in markdown
    assert "\\| \\<b>" in markdown
    assert "\x1b" not in markdown


def test_pages_and_offsets_are_places_too() -> None:
    """A page where the document has pages; code points where the text is not at hand."""
    paged = WRONG.model_copy(update={"evidence": [evidence("$412.6 million", page=7)]})
    assert "source p7" in render_verification(report(paged), "md", TEXT)
    assert "source @12-26" in render_verification(report(WRONG), "md")


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [
        ("收入为4.2亿元。", "zh-Hans", "核对"), ("收入為4.2億元。", "zh-Hant", "核對"), ("Revenue was 4.2.", "zh-Hans", "Verification"),
        ("收入为4.2亿元。", "en", "核对"),
    ],
)
def test_labels_are_in_the_summarys_language(text: str, language: str, title: str) -> None:
    """Who wrote in English reads English, whatever the document's language."""
    shown = render_verification(report(WRONG.model_copy(update={"text": text}), language=language), "md", TEXT)
    assert shown.startswith(f"# {title}")


def test_every_language_has_every_label() -> None:
    """The three tables have the same keys."""
    words = table("reports", "verification")
    assert {frozenset(words[language]) for language in words} == {frozenset(words["en"])}
    assert set(words) == {"zh-Hans", "zh-Hant", "en"}


def test_json_is_the_contract() -> None:
    """It reads back as the same."""
    told = report(WRONG, DERIVED)
    assert Verification.model_validate_json(render_verification(told, "json")) == told


def test_another_format_is_refused() -> None:
    """The formats there are are named."""
    assert VERIFICATION_FORMATS == ("table", "json", "md")
    with pytest.raises(UsageError, match="table, json, md"):
        render_verification(report(WRONG), "pdf")
