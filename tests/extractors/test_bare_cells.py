"""Rows of figures whose unit stands at the head of their table."""

from __future__ import annotations

import pytest

from summarizer import summarize
from summarizer.reading import from_text
from summarizer.schemas import KPI

HEAD = "星河控股有限公司\n（股份代號：1234）\n本集團以港元呈列財務報表。\n財務摘要\n"


def _read(rows: str) -> list[KPI]:
    return summarize(from_text(HEAD + rows)).kpis


@pytest.mark.parametrize(
    "rows",
    [
        "\t二零二五年\t二零二四年\t變動\n\t千港元\t千港元\n營業額\t412,512\t380,120\t8.5%\n毛利\t123,450\t110,000\t12.2%\n",
        "項目（百萬港元）\t2025\t2024\n營業額\t412.5\t380.1\n期內虧損\t(12.3)\t(8.1)\n",
        "| 項目（千港元） | 2025 | 2024 |\n|---|---|---|\n| 營業額 | 412,512 | 380,120 |\n",
        "營業額\t412,512\t8.5%\n",
    ],
)
def test_a_figure_whose_unit_is_not_read_is_not_told(rows: str) -> None:
    """A number under 千港元 is no number of dollars: nothing is better than a thousandth of it."""
    assert _read(rows) == []


def test_what_is_left_out_is_counted() -> None:
    """Coverage says that there were figures which nobody reported."""
    summary = summarize(from_text(HEAD + "營業額\t412,512\t380,120\n"))
    assert summary.coverage.figures == 2
    assert summary.coverage.figures_reported == 0


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("毛利率\t29.9%\t28.9%\n", [29.9, 28.9]),
        ("營業額\t4.1億港元\n", [410_000_000]),
        ("營業額為4.1億港元，毛利率29.9%。\n", [410_000_000, 29.9]),
    ],
)
def test_figures_with_their_own_units_are_told(rows: str, told: list[float]) -> None:
    """A cell that says its unit needs no head, and running text is no row."""
    assert [kpi.value for kpi in _read(rows)] == told


def test_rows_without_end_are_read_in_time() -> None:
    """A row of a hundred thousand cells is looked at cell by cell."""
    assert _read("收入\t" + "36.8\t" * 20_000) == []
