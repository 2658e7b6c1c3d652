"""Tables taken apart: what each row says, in words that a reader of figures understands."""

from __future__ import annotations

import pytest

from summarizer.verification.noted_units import unit_of, with_unit
from summarizer.verification.rows import is_period
from summarizer.verification.split import split_text


def spoken(text: str, *, markdown: bool = True) -> list[str]:
    found, _ = split_text(text, markdown=markdown)
    return [claim.read for claim in found]


def test_a_row_is_a_claim() -> None:
    """Its name, its value and its change are one statement, at the place of the row."""
    text = "| Metric | Value | YoY |\n|---|---|---|\n| **Revenue** | RMB 3.68 billion | +8% |\n| Cash | $5m | – |\n"
    found, unclaimed = split_text(text, markdown=True)
    assert [claim.read for claim in found] == ["Revenue: RMB 3.68 billion; YoY: +8%", "Cash: $5m"]
    assert text[found[0].start : found[0].end] == "Revenue** | RMB 3.68 billion | +8%"
    assert found[0].text == "Revenue | RMB 3.68 billion | +8%"
    assert (found[0].where, unclaimed) == ("line 3", 1)


def test_columns_of_periods_are_claims_of_their_own() -> None:
    """Each period's cell is told with its period; the one column of changes belongs to the latest."""
    text = "| RMB million | Q3 2022 | Q3 2023 | YoY |\n|---|---|---|---|\n| Revenue | 3,407 | 3,680 | 8 |\n"
    found, _ = split_text(text, markdown=True)
    assert [claim.read for claim in found] == [
        "Revenue, Q3 2022: RMB 3,407 million", "Revenue, Q3 2023: RMB 3,680 million; YoY: 8%",
    ]  # fmt: skip
    assert [claim.where for claim in found] == ["line 3, column 2", "line 3, column 3"]


def test_a_change_beside_each_period_is_that_periods() -> None:
    """Where every period has its change, each keeps its own."""
    text = "| Item | Q3 2023 | YoY | Q2 2023 | YoY |\n|---|---|---|---|---|\n| Revenue | $5m | 8% | $4m | 6% |\n"
    assert spoken(text) == ["Revenue, Q3 2023: $5m; YoY: 8%", "Revenue, Q2 2023: $4m; YoY: 6%"]


def test_rows_may_be_periods() -> None:
    """A table may stand the other way: then the column names the metric, and its unit."""
    text = "| Period | Revenue (RMB bn) | Gross margin (%) |\n|---|---|---|\n| Q3 2023 | 3.68 | 80 |\n"
    assert spoken(text) == ["Revenue, Q3 2023: RMB 3.68 billion", "Gross margin, Q3 2023: 80%"]


def test_rows_may_be_segments() -> None:
    """The row's name and the column's make the subject."""
    assert spoken("| 分部 | 收入（亿元） | 同比 |\n|---|---|---|\n| 减速器 | 11.20 | +21% |\n") == ["减速器，收入: 11.20 亿元；同比: +21%"]


@pytest.mark.parametrize("above", ["(in millions of US dollars)", "All amounts in $ million.", "### Results ($m)"])
def test_a_note_above_gives_bare_numbers_their_unit(above: str) -> None:
    """A margin and a number of heads are no money; a number in brackets is negative."""
    text = f"{above}\n\n| | Q3 2023 |\n|---|---|\n| Net loss | (120) |\n| Gross margin | 54.1% |\n| Headcount | 1,234 |\n"
    assert spoken(text) == ["Net loss, Q3 2023: -$120 million", "Gross margin, Q3 2023: 54.1%", "Headcount, Q3 2023: 1,234"]


def test_columns_of_units_periods_and_sources() -> None:
    """A unit measures, a period dates, a source claims nothing."""
    text = "| Metric | Value | Unit | Period | Source |\n|---|---|---|---|---|\n| Revenue | 412.6 | $ million | Q2 2025 | L12 |\n"
    assert spoken(text) == ["Revenue, Q2 2025: $412.6 million"]


def test_a_bar_inside_a_cell_is_no_border() -> None:
    """Escaped bars are letters, and the place holds."""
    text = "| Metric | Value |\n|---|---|\n| Cash \\| debt | $5m |\n"
    found, _ = split_text(text, markdown=True)
    assert found[0].read == "Cash | debt: $5m"
    assert text[found[0].start : found[0].end] == "Cash \\| debt | $5m"


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_plain_text_has_tables_too(mark: str) -> None:
    """Lines of tabs or bars are rows."""
    text = "\n".join(mark.join(row) for row in (["Metric", "Q2 2025", "Q2 2024"], ["EPS", "$1.12", "$0.97"]))
    if mark == " | ":
        text = "\n".join(f"| {line} |" for line in text.split("\n"))
    assert spoken(text, markdown=False) == ["EPS, Q2 2025: $1.12", "EPS, Q2 2024: $0.97"]


def test_empty_cells_keep_their_columns() -> None:
    """A cell of a table may be empty; tabs that only make columns meet are no cells."""
    assert spoken("Metric\tQ2 2025\tQ2 2024\nEPS\t\t$0.97\nCash\t$5m\t$4m", markdown=False)[0] == "EPS, Q2 2024: $0.97"
    assert spoken("Metric\tQ2 2025\nEPS\t\t$1.12\nNet revenue\t$5m", markdown=False)[0] == "EPS, Q2 2025: $1.12"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("单位：亿元", "-1,234.5 亿元"), ("(RMB million)", "-RMB 1,234.5 million"), ("Revenue, $m", "-$1,234.5 million"),
        ("收入（百万元人民币）", "-1,234.5 百万元"), ("(US$'000)", "-$1,234.5 thousand"), ("Gross margin (%)", "-1,234.5%"),
        ("(HK$ m)", "-HK$1,234.5 million"), ("Customers", "(1,234.5)"),
    ],
)  # fmt: skip
def test_notes_of_units(note: str, said: str) -> None:
    """What stands in brackets, behind a comma or behind ``单位：`` measures bare numbers."""
    assert with_unit("(1,234.5)", unit_of(note)) == said


def test_a_line_of_a_metric_with_its_unit() -> None:
    """``Revenue (RMB m): 3,680`` is read as a row of a table would be."""
    assert spoken("Title\n\n- Revenue (RMB m): 3,680\n- Margin (non-GAAP): 11%") == ["Revenue: RMB 3,680 million", "Margin (non-GAAP): 11%"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Revenue-- $5 million, up 8%", "Revenue: $5 million, up 8%"), ("收入——2.74亿美元", "收入：2.74亿美元"),
        ("Revenue (RMB m) – 3,680", "Revenue: RMB 3,680 million"), ("Cash was $5–6 million", "Cash was $5–6 million"),
    ],
)  # fmt: skip
def test_a_name_before_a_dash(line: str, said: str) -> None:
    """It is read as before a colon; a dash inside a range is none."""
    assert spoken(f"Title\n\n- {line}") == [said]


def test_a_cell_with_its_own_unit_keeps_it() -> None:
    """A note speaks of bare numbers only."""
    assert with_unit("$5 million", "RMB {} million") == "$5 million"


@pytest.mark.parametrize(
    ("words", "period"),
    [("3Q23", True), ("FY2023A", True), ("去年同期", True), ("Prior year", True), ("Revenue Q3 2023", False), ("YoY", False)],
)
def test_what_names_a_period(words: str, period: bool) -> None:
    """A head that holds little but a period is one."""
    assert is_period(words) is period
