"""Labels of a line over several documents: told beside one another, the latest actual figure first."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hypothesis import given
from hypothesis import strategies as st

from summarizer.reports.charts import series_chart
from summarizer.reports.charts.bars import SMALL
from summarizer.reports.charts.lettering import BOLD, width
from summarizer.reports.wording import Wording
from summarizer.schemas.comparison import Series

from .compared import reading

POINTS = st.lists(st.tuples(st.integers(80, 900), st.booleans()), min_size=2, max_size=9)


def series(values: list[tuple[int, bool]]) -> Series:
    """A quarter a value; True: guided to, after all that is actual."""
    points = []
    for at, (value, ahead) in enumerate(sorted(values, key=lambda one: one[1])):
        year, quarter = 2023 + at // 4, at % 4
        days = ("03-31", "06-30", "09-30", "12-31")[quarter]
        period = {"label": "quarter", "kind": "quarter", "start": f"{year}-{3 * quarter + 1:02}-01", "end": f"{year}-{days}"}
        said = f"${value} million to ${value + 5} million" if ahead else f"${value} million"
        told = reading(
            0, f"k{at}", "Revenue was $100 million", said, value * 1e6, period=period, basis="guidance" if ahead else "actual",
            value_max=(value + 5) * 1e6 if ahead else None,
        )  # fmt: skip
        points.append({"reading": told, "label": f"{year} Q{quarter + 1}"})
    return Series.model_validate({"metric": "revenue", "name": "Revenue", "unit": "USD", "period_kind": "quarter", "points": points})


def labels(values: list[tuple[int, bool]]) -> list[tuple[str, float, float, float, bool]]:
    """Text, left, right, base line, and whether it is a figure."""
    chart = series_chart(series(values), Wording("en"))
    assert chart is not None
    found = []
    for one in ElementTree.fromstring(chart.svg).iter():
        kind = one.get("class") or ""
        if one.tag.endswith("text") and kind.split()[0] in ("said", "label") and one.text:
            figure = kind.split()[0] == "said"
            half = width(one.text) * (BOLD if figure else 1.0) * SMALL / 2
            found.append((one.text, float(one.get("x", "0")) - half, float(one.get("x", "0")) + half, float(one.get("y", "0")), figure))
    return found


@given(values=POINTS)
def test_no_label_stands_on_another(values: list[tuple[int, bool]]) -> None:
    """However many points there are and however close they lie."""
    found = labels(values)
    for at, (_, left, right, line, _) in enumerate(found):
        for _, start, end, other, _ in found[at + 1 :]:
            assert right <= start or end <= left or abs(line - other) >= 11


@given(values=POINTS)
def test_the_latest_actual_figure_is_always_told(values: list[tuple[int, bool]]) -> None:
    """What is guided to makes room for what came of it."""
    actual = [value for value, ahead in values if not ahead]
    told = " ".join(text for text, *_, figure in labels(values) if figure)
    if actual:
        assert f"${actual[-1]} million" in told
