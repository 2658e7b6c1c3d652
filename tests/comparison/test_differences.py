"""No number in a comparison that is neither in its documents nor the result of the sum that shows it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import compare, read
from summarizer.comparison.difference import between, ends
from summarizer.schemas.comparison import Comparison, Difference, Reading
from tests.comparison.made_up import Q1, Q2, kpi, summary

HERE = Path(__file__).parent
NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
DOCUMENTS = [
    HERE.parents[1] / "tests" / "documents" / "made_up_call.txt", HERE / "quarters" / "zh_qingyuan" / "new.txt",
    HERE / "quarters" / "en_quillstone" / "old.txt",
]  # fmt: skip


def reading(value: float, raw: str, unit: str, value_max: float | None = None, document: int = 0) -> Reading:
    """A figure as its document writes it."""
    return Reading.model_validate({
        "document": document, "kpi": "k1", "name": "revenue", "value": value, "value_max": value_max, "unit": unit, "raw": raw,
        "basis": "actual", "evidence": [{"quote": raw, "start": 0, "end": len(raw), "match": "exact"}],
    })  # fmt: skip


def worked_out(text: str) -> tuple[Decimal, Decimal]:
    """The two sides of a sum."""
    left, _, right = text.rpartition(" = ")
    bare = re.sub(r"[^0-9.()\u00f7\u2212+ ]", "", left).replace("\u00f7", "/").replace("\u2212", "-")
    result = Decimal(re.sub(r"[^0-9.\u2212]", "", right.split()[0]).replace("\u2212", "-"))
    return Decimal(str(eval(bare, {"__builtins__": {}}, {}))), result  # a sum of plain numbers, made here


amounts = st.integers(1, 10**9).map(lambda number: Decimal(number) / 100)


@given(old=amounts, new=amounts)
def test_growth_is_the_sum_that_is_shown(old: Decimal, new: Decimal) -> None:
    """The operands are the documents' own words, and the result is what they make, to its last digit."""
    found = between(reading(float(old), f"${old}", "USD"), reading(float(new), f"${new}", "USD", document=1))
    assert found is not None
    left, result = worked_out(found.arithmetic.text)
    assert found.arithmetic.text.startswith(f"${new} \u00f7 ${old} \u2212 1 = ")
    assert abs(left * 100 - result) <= max(Decimal("0.051"), abs(result) / 5)
    assert found.direction == ("up" if new > old else "down" if new < old else "flat")
    assert (found.value == 0) == (new == old)
    assert Decimal(str(found.value)) == result == Decimal(str(found.arithmetic.value))


@given(old=st.integers(0, 1000), new=st.integers(0, 1000))
def test_points_are_exact(old: int, new: int) -> None:
    """Between two percentages nothing is rounded."""
    found = between(reading(old / 10, f"{old / 10}%", "%"), reading(new / 10, f"{new / 10}%", "%"))
    assert found is not None
    left, result = worked_out(found.arithmetic.text)
    assert abs(left - result) < Decimal("1e-9")
    assert (found.unit, Decimal(str(found.value))) == ("pp", result)


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("12.8 亿元至 13.4 亿元", "12.8 亿元", "13.4 亿元"), ("$325 million and $331 million", "$325 million", "$331 million"),
        ("46%至47%", "46%", "47%"), ("51.5 至 52.5 亿元", "51.5 亿元", "52.5 亿元"), ("$3.64 to $3.73", "$3.64", "$3.73"),
        ("$66 to $70 million", "$66 million", "$70 million"), ("25 to 26%", "25%", "26%"), ("$1.40\u2013$1.48", "$1.40", "$1.48"),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_in_its_own_words(raw: str, low: str, high: str) -> None:
    """An end that lacks its unit is given the other's."""
    first, last = ends(reading(1, raw, "USD", 2))
    assert (first.raw, last.raw) == (low, high)


def differences(comparison: Comparison) -> list[Difference]:
    """All that is reckoned."""
    found = [one.difference for one in comparison.kpis] + [one.difference for one in comparison.guidance]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("pair", ["en_quillstone", "zh_qingyuan"])
def test_no_number_of_its_own(pair: str) -> None:
    """Every number left of the equals sign stands in the documents; nothing else of a comparison holds one that does not."""
    paths = [HERE / "quarters" / pair / name for name in ("old.txt", "new.txt")]
    texts = [read(path).text for path in paths]
    comparison = compare(*paths, engine="rules")
    sums = [one.arithmetic for one in differences(comparison)]
    assert len(sums) > 8
    known = set(NUMBER.findall(" ".join(texts))) | {"1", "2"}
    assert [number for one in sums for number in NUMBER.findall(one.text.rpartition(" = ")[0]) if number not in known] == []
    assert all(piece.quote in texts[0] or piece.quote in texts[1] for one in sums for piece in one.operands)
    told = [one.moved for one in comparison.statements] + [point.reading.raw for series in comparison.series for point in series.points]
    assert [number for text in told if text for number in NUMBER.findall(text) if number not in known] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_beside_itself_has_not_changed(path: Path) -> None:
    """No difference, nothing new, nothing gone, nothing moved; and a check says that it is one document."""
    comparison = compare(path, path, engine="rules")
    assert {one.status for one in comparison.kpis} == {"both"}
    assert {one.difference.direction for one in comparison.kpis if one.difference} == {"flat"}
    assert {one.status for one in comparison.statements} == {"continued"}
    assert [one.moved for one in comparison.statements if one.moved] == []
    assert {one.status for one in comparison.themes} <= {"continued"}
    assert {one.revision for one in comparison.guidance} <= {None, "kept"}
    assert all(one.old.exchange == one.new.exchange for one in comparison.came_back)
    assert [check.code for check in comparison.checks] == ["same_document"]


names = st.sampled_from(["Revenue", "Gross profit", "Headcount", "Orders", "Pump revenue", "Net retention rate"])


@given(st.lists(st.tuples(names, st.integers(1, 10**6)), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_the_order_of_figures_changes_nothing(told: list[tuple[str, int]]) -> None:
    """Two documents tell the same measures in two orders: each finds its own, once."""
    old = [kpi(name, value, f"${value}", Q1, metric=None) for name, value in told]
    new = [kpi(name, value, f"${value}", Q2, metric=None) for name, value in reversed(told)]
    found = compare(summary(old, date="2025-05-05"), summary(new)).kpis
    assert [(one.name, one.status) for one in found] == [(one["name"], "both") for one in new]
    assert all(one.difference is not None and one.difference.value == 0 for one in found)
