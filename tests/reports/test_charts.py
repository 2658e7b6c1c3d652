"""Charts: what is drawn together, what is not, and that no number is shown that no source holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.reports.charts import Chart, change_mark, kpi_charts, series_chart, stylesheet
from summarizer.reports.charts.bars import columns, rows
from summarizer.reports.charts.chart import Bar
from summarizer.reports.charts.lettering import cut, width, wrap
from summarizer.reports.wording import Wording
from summarizer.schemas import KPI, Summary
from summarizer.schemas.comparison import Series
from summarizer.schemas.vocabulary import METRICS
from summarizer.tables import table

from .conftest import build

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
QUARTER = {"label": "Q2 2025", "kind": "quarter", "start": "2025-04-01", "end": "2025-06-30"}
NEXT = {"label": "Q3 2025", "kind": "quarter", "start": "2025-07-01", "end": "2025-09-30"}
YEAR = {"label": "2025", "kind": "year", "start": "2025-01-01", "end": "2025-12-31"}


def kpi(n: int, raw: str, value: float, *, change: tuple[str, float, str, str] | None = None, **fields: Any) -> KPI:
    told = {
        "id": f"k{n}", "name": "Revenue", "metric": "revenue", "unit": "USD", "basis": "actual", "period": QUARTER, "found_by": ["rules"],
        "evidence": [], "raw": raw, "value": value,
    } | fields  # fmt: skip
    if change is not None:
        told["change"] = dict(zip(("kind", "value", "unit", "raw"), change, strict=True))
    return KPI.model_validate(told)


def charts(*kpis: KPI, language: str = "en") -> list[Chart]:
    return kpi_charts(build().model_copy(update={"kpis": list(kpis)}), Wording(language))


def shown(svg: str) -> list[str]:
    """Every text of a picture: what is seen, and what a screen reader says."""
    root = ElementTree.fromstring(svg)
    return [text for one in root.iter() if one.tag in (f"{SVG}text", f"{SVG}title", f"{SVG}desc") for text in one.itertext()]


def bars_of(svg: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter(f"{SVG}g") if one.get("class") == "reading"]


def lengths(svg: str) -> list[float]:
    return [float(one.findall(f"{SVG}rect")[0].get("width", "0")) for one in bars_of(svg)]


def unsourced(chart: Chart, kpis: Sequence[KPI]) -> list[str]:
    """Numbers of a chart that none of its KPIs has in its words."""
    drawn = [one for one in kpis if one.id in chart.kpis]
    words = [
        part for one in drawn
        for part in (one.raw, one.name, one.entity, one.segment, one.period and one.period.label, one.change and one.change.raw) if part
    ]  # fmt: skip
    held = {found for part in words for found in DIGITS.findall(part)}
    return [found for text in [chart.title, *shown(chart.svg)] for found in DIGITS.findall(text) if found not in held]


# -- documents ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["kunlun_2023q3_ir_record", "sensetime_2023fy_briefing", "made_up_call", "made_up_record_gb18030"])
def read(request: pytest.FixtureRequest) -> Summary:
    return summarize(Path(__file__).parents[1] / "documents" / f"{request.param}.txt", engine="rules")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_has_a_number_of_its_own(read: Summary, language: str) -> None:
    """Whatever digits a chart of a real document shows stand in the words of the figures that it draws."""
    drawn = kpi_charts(read, Wording(language))
    assert drawn
    for chart in drawn:
        assert unsourced(chart, read.kpis) == []


def test_charts_are_well_formed_told_in_words_and_without_style(read: Summary) -> None:
    """Each is XML, has a title and a description that hold every reading, and neither a script nor a style attribute."""
    drawn = kpi_charts(read, Wording("en"))
    assert len({chart.key for chart in drawn}) == len(drawn)
    for chart in drawn:
        root = ElementTree.fromstring(chart.svg)
        assert root.get("role") == "img"
        named = [one.text or "" for one in root.iter() if one.get("id") in (root.get("aria-labelledby") or "").split()]
        assert len(named) == 2
        assert all((one.findtext(f"{SVG}title") or "-") in named[1] for one in bars_of(chart.svg))
        assert not re.search(r"\sstyle=|<script|\son\w+=|https?://(?!www\.w3\.org/2000/svg)|\sfill=|\sstroke=", chart.svg)


def test_the_same_summary_gives_the_same_charts(read: Summary) -> None:
    """Nothing random, no clock."""
    assert kpi_charts(read, Wording("en")) == kpi_charts(read, Wording("en"))


# -- what is drawn together ---------------------------------------------------------------------------------------------


def test_growths_go_to_their_side() -> None:
    """Percentages of one kind on one axis, falls to the left of the line and rises to the right, longest first."""
    (chart,) = charts(
        kpi(1, "$10", 10, change=("yoy", 20, "%", "up 20%"), period=None),
        kpi(2, "$20", 20, name="Costs", metric=None, change=("yoy", -10, "%", "down 10%"), period=None),
        kpi(3, "$30", 30, name="Cash", metric="cash", change=("qoq", 7, "%", "up 7% on the quarter"), period=None),
        kpi(4, "40%", 40, name="Margin", metric="gross_margin", unit="%", change=("yoy", 2, "pp", "up 2 points"), period=None),
        kpi(5, "$50", 50, name="Orders", metric="orders", change=("since", 9, "%", "up 9% since May"), period=None),
    )
    assert chart.kpis == ("k1", "k2")
    rise, fall = (one.findall(f"{SVG}rect")[0] for one in bars_of(chart.svg))
    assert [one.get("class") for one in (rise, fall)] == ["bar", "fall"]
    assert float(fall.get("x", "")) + float(fall.get("width", "")) == pytest.approx(float(rise.get("x", "")), abs=0.2)
    assert float(rise.get("width", "")) == pytest.approx(2 * float(fall.get("width", "")), rel=0.01)


def test_one_measure_over_its_periods() -> None:
    """In the order of time, guidance hollow, a range with both its ends; a year beside quarters is not drawn."""
    (chart,) = charts(
        kpi(1, "$420 to $430 million", 420e6, value_max=430e6, basis="guidance", period=NEXT),
        kpi(2, "$400 million", 400e6),
        kpi(3, "$1.7 billion", 1.7e9, basis="guidance", period=YEAR),
    )
    assert chart.kpis == ("k1", "k2")
    assert chart.title == "Revenue · by period"
    classes = [[rect.get("class") for rect in one.findall(f"{SVG}rect")] for one in bars_of(chart.svg)]
    assert classes == [["bar"], ["bar hollow", "range"]]
    assert "hollow: guidance or target" in shown(chart.svg)


def test_parts_stand_under_their_whole() -> None:
    """Segments of one metric and period, with the whole where it is told and is the largest."""
    parts = (kpi(2, "$30", 30, name="Pump revenue", segment="Pump"), kpi(3, "$60", 60, name="Valve revenue", segment="Valve"))
    (chart,) = charts(kpi(1, "$100", 100), *parts)
    assert chart.kpis == ("k1", "k2", "k3")
    assert lengths(chart.svg) == [pytest.approx(400), pytest.approx(240), pytest.approx(120)]
    (without,) = charts(kpi(1, "$50", 50), *parts)
    assert without.kpis == ("k2", "k3")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"unit": "EUR"}),
        ({}, {"segment": "Pump"}),
        ({}, {"entity": "Another", "period": NEXT}),
        ({}, {"name": "Adjusted revenue", "period": NEXT}),
        ({}, {"name": "Revenue growth", "unit": "%", "period": NEXT}),
        ({}, {"period": YEAR}),
        ({}, {"period": None}),
        ({"period": None}, {"period": None, "name": "More revenue"}),
        ({}, {"basis": "claim", "period": NEXT}),
        ({"unit": "rank"}, {"unit": "rank", "period": NEXT}),
        ({"metric": "users", "name": "Members"}, {"metric": "users", "name": "Visitors", "period": NEXT}),
        ({"segment": "Pump"}, {"segment": "Pump", "value": 30}),
        # a measure of a company does not move a hundredfold
        ({}, {"value": 1000, "period": NEXT}),
        # shares of two wholes
        ({"metric": "revenue_share", "unit": "%", "segment": "Pump", "value": 80}, {
            "metric": "revenue_share", "unit": "%", "segment": "Valve", "value": 40,
        }),
        ({}, {"name": "Revenue added", "period": NEXT}),
        # the same measure and period, told twice with different values
        ({}, {"value": 30}),
    ],
)
def test_what_cannot_share_an_axis_is_not_drawn(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Another unit, segment, variant, length of period, an unknown one, a claim, a rank, a contradiction: no chart."""
    assert charts(kpi(1, "10", first.pop("value", 10), **first), kpi(2, "20", second.pop("value", 20), **second)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("Revenue", "total revenues"), ("营收", "公司整体营业收入"), ("淨利潤", "本集團虧損"), ("Net income", "net profit")],
)
def test_other_words_for_the_same_are_the_same(first: str, second: str) -> None:
    """What only names the metric again does not keep two readings apart."""
    assert charts(kpi(1, "10", 10, name=first), kpi(2, "20", 20, name=second, period=NEXT))


def test_a_contradiction_spoils_its_own_chart_alone() -> None:
    """Where one label would stand for two figures, that chart is not drawn; others are."""
    drawn = charts(
        kpi(1, "$10", 10), kpi(2, "$11", 11), kpi(3, "$12", 12, period=NEXT),
        kpi(4, "50%", 50, name="Gross margin", metric="gross_margin", unit="%"),
        kpi(5, "51%", 51, name="Gross margin", metric="gross_margin", unit="%", period=NEXT),
    )  # fmt: skip
    assert [chart.kpis for chart in drawn] == [("k4", "k5")]
    pump, more, valve = (kpi(n, f"${n}", n, name=f"{part} revenue", segment=part) for n, part in ((1, "Pump"), (2, "Pump"), (3, "Valve")))
    assert charts(pump, more, valve) == []
    assert [chart.kpis for chart in charts(pump, pump.model_copy(), valve)] == [("k1", "k3")], "told twice alike is told once"


def test_an_outlier_is_cut_and_said_to_be() -> None:
    """A bar a hundred times the rest leaves them to be seen, carries a break, and the chart says that it is not to scale."""
    svg = rows("x", "t", [Bar("a", 3000, "3000"), Bar("b", 12, "12"), Bar("c", 10, "10")], table("reports", "labels")["en"]["charts"])
    assert lengths(svg)[1] > 300
    assert [one.get("class") for one in bars_of(svg)[0]][-1] == "break"
    assert "cut short, not to scale" in shown(svg)
    honest = rows("x", "t", [Bar("a", 3000, "3000"), Bar("b", 12, "12")], table("reports", "labels")["en"]["charts"])
    assert lengths(honest)[1] < 3, "of two, neither is the outlier"
    assert "cut short, not to scale" not in shown(honest)


def test_columns_that_would_run_into_one_another_become_rows() -> None:
    """Labels are never printed over one another."""
    words = table("reports", "labels")["en"]["charts"]
    long = [Bar(f"period {n}", n, "a figure told at more length than any column has room for, by far") for n in range(1, 5)]
    assert columns("x", "t", long, words) is None
    assert columns("x", "t", [Bar("a", 1, "1"), Bar("b", 2, "2")], words) is not None


# -- text -----------------------------------------------------------------------------------------------------------------

HARM = "</title></svg><script>alert(1)</script>\" onload=x ' & \x00\ud800"


def test_a_documents_words_stay_text() -> None:
    """Markup in a name, a raw figure or a label of a period is escaped; what XML cannot hold is dropped."""
    period = QUARTER | {"label": HARM}
    (chart,) = charts(
        kpi(1, HARM, 1, segment=HARM, name="Revenue", period=period), kpi(2, "$2", 2, segment="Pump", name="Revenue", period=period),
    )  # fmt: skip
    root = ElementTree.fromstring(chart.svg)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert not any(key.startswith("on") for one in root.iter() for key in one.attrib)
    assert any("<script>alert(1)</script>" in text for text in shown(chart.svg))


@given(st.text(max_size=40) | st.text(alphabet="1234567890,. 亿ab", max_size=40), st.floats(min_value=0, max_value=30))
def test_a_cut_text_fits_and_holds_no_other_number(text: str, room: float) -> None:
    """Never wider than its room but for the ellipsis itself, and each number in it is whole."""
    short = cut(text, room)
    assert width(short) <= max(room, 1)
    assert short == text or short.endswith("…")
    numbers = re.findall(r"\d+", text)
    assert all(found in numbers for found in re.findall(r"\d+", short))


@given(st.text(alphabet="ab 12亿元，。", max_size=40), st.integers(2, 20))
def test_wrapped_text_is_all_there(text: str, room: int) -> None:
    """Breaking a label into lines loses nothing but blanks, and no line is too wide."""
    lines = wrap(text, room, 3)
    if lines is not None:
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line) <= room for line in lines)
        assert len(lines) <= 3


@given(
    st.lists(st.tuples(st.floats(-1e12, 1e12), st.none() | st.floats(-1e12, 1e12)), min_size=2, max_size=12),
    st.booleans(),
)
def test_bars_stay_in_their_picture(values: list[tuple[float, float | None]], hollow: bool) -> None:
    """Whatever the values, every bar lies within the picture and none is invisible."""
    bars = [Bar(f"b{n}", value, "x", top=top, hollow=hollow) for n, (value, top) in enumerate(values)]
    words = table("reports", "labels")["en"]["charts"]
    for svg in (rows("x", "t", bars, words), columns("x", "t", bars, words)):
        if svg is None:
            continue
        root = ElementTree.fromstring(svg)
        _, _, wide, high = map(float, (root.get("viewBox") or "").split())
        for rect in root.iter(f"{SVG}rect"):
            x, y, broad, tall = (float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
            assert -0.2 <= x <= x + broad <= wide + 1.7
            assert -0.2 <= y <= y + tall <= high + 0.2
            assert broad >= 1
            assert tall >= 1


# -- marks and series -----------------------------------------------------------------------------------------------------


def test_a_mark_tells_the_way_a_change_went() -> None:
    """Up, down, flat; nothing where no change is told; nothing for a screen reader, which reads the change itself."""
    ways = [change_mark(kpi(1, "$1", 1, change=("yoy", value, "%", "x"))) for value in (3, -3, 0)]
    assert [re.findall(r'class="mark mark-(\w+)"', one) for one in ways] == [["up"], ["down"], ["flat"]]
    assert all('aria-hidden="true"' in one and ElementTree.fromstring(one).tag == f"{SVG}svg" for one in ways)
    assert change_mark(kpi(1, "$1", 1)) == ""


def series(*points: tuple[int, int, float, str], kind: str = "quarter") -> Series:
    """Year, quarter, value and basis of each point."""
    ends = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
    return Series.model_validate({"metric": "revenue", "name": "Revenue", "unit": "USD", "points": [
        {
            "label": f"{year} Q{quarter}",
            "reading": {
                "document": n, "kpi": f"k{n}", "name": "Revenue", "value": value, "unit": "USD", "raw": f"${value} million", "basis": basis,
                "value_max": value + 5 if basis == "target" else None, "evidence": [],
                "period": {
                    "label": "the quarter", "kind": kind, "start": f"{year}-{quarter * 3 - 2:02}-01", "end": f"{year}-{ends[quarter]}",
                },
            },
        }
        for n, (year, quarter, value, basis) in enumerate(points)
    ]})  # fmt: skip


def test_a_line_has_gaps_where_periods_are_missing() -> None:
    """Neighbouring quarters are joined; a missing one leaves its room and no line; guidance is hollow and joined to nothing."""
    chart = series_chart(series((2024, 3, 10, "actual"), (2024, 4, 12, "actual"), (2025, 2, 15, "actual"), (2025, 3, 18, "guidance"),
                                (2025, 4, 20, "target")), Wording("en"))  # fmt: skip
    assert chart is not None
    root = ElementTree.fromstring(chart.svg)
    assert [one.get("class") for one in root.iter(f"{SVG}path")].count("line") == 1
    at = [float(one.get("cx", "")) for one in root.iter(f"{SVG}circle")]
    assert at[2] - at[1] == pytest.approx(2 * (at[1] - at[0]), abs=0.2)
    assert [one.get("class") for one in root.iter(f"{SVG}circle")] == ["dot", "dot", "dot", "bar hollow"]
    assert "2025 Q3: $18 million (guidance)" in shown(chart.svg)
    assert chart.kpis == ("k0", "k1", "k2", "k3", "k4")


def test_a_series_is_called_what_it_is() -> None:
    """By its metric in the reader's language, or by its own name where that says more than the metric."""
    told = series((2024, 3, 10, "actual"), (2024, 4, 12, "actual"))
    titles = []
    for name, segment in (("total revenue", None), ("Pump revenue", "Pump"), ("Adjusted revenue", None), ("revenue growth", None)):
        told.name, told.segment = name, segment
        chart = series_chart(told, Wording("zh-Hans"))
        titles.append(chart.title if chart else "")
    assert titles == ["营业收入", "Pump · 营业收入", "Adjusted revenue", "revenue growth"]


def test_labels_of_a_line_keep_apart() -> None:
    """No two labels of one line overlap, the long one of a range included."""
    told = series((2025, 1, 695, "actual"), (2025, 2, 688, "actual"), (2025, 3, 700, "actual"), (2025, 4, 729, "target"))
    told.points[3].reading.raw = "$729 million to $734 million"
    chart = series_chart(told, Wording("en"))
    assert chart is not None
    for kind, size in (("said", 1.12), ("label", 1.0)):
        spans: dict[str, list[tuple[float, float]]] = {}
        for one in ElementTree.fromstring(chart.svg).iter(f"{SVG}text"):
            if one.get("class") == kind and one.text:
                middle, half = float(one.get("x", "")), width(one.text) * size * 12 / 2
                spans.setdefault(one.get("y", ""), []).append((middle - half, middle + half))
                assert middle - half >= -0.2
                assert middle + half <= 460.2
        for row in spans.values():
            assert all(left[1] < right[0] for left, right in pairwise(sorted(row)))
    assert "$729 million to" in shown(chart.svg), "in two lines, and not cut"


def test_one_point_is_no_line() -> None:
    """Nor are two of one period, nor one with known days beside one without."""
    one = series((2024, 3, 10, "actual"))
    assert series_chart(one, Wording("en")) is None
    assert series_chart(series((2024, 3, 10, "actual"), (2024, 3, 11, "guidance")), Wording("en")) is None
    assert series_chart(series(), Wording("en")) is None


def test_stretches_of_other_lengths_are_left_out() -> None:
    """Six and nine months of a year are no two points of one line."""
    both = series((2024, 2, 10, "actual"), (2024, 3, 16, "actual"), kind="year_to_date")
    for point in both.points:
        assert point.reading.period is not None
        point.reading.period.start = "2024-01-01"
    assert series_chart(both, Wording("en")) is None


def test_many_points_have_few_labels() -> None:
    """Of sixteen quarters the ends and the extremes are told, apart from one another; every point has its title."""
    told = series(*((2020 + n // 4, n % 4 + 1, (n * 37) % 61, "actual") for n in range(16)))
    chart = series_chart(told, Wording("zh-Hans"))
    assert chart is not None
    root = ElementTree.fromstring(chart.svg)
    assert len(bars_of(chart.svg)) == 16
    labels = [one for one in root.iter(f"{SVG}text") if one.get("class") == "label"]
    assert 2 <= len(labels) <= 4
    assert {"2020 Q1", "2023 Q4"} <= {one.text for one in labels}
    held = {found for point in told.points for part in (point.label, point.reading.raw) for found in DIGITS.findall(part)}
    assert {found for text in shown(chart.svg) for found in DIGITS.findall(text)} <= held


# -- words and colours ------------------------------------------------------------------------------------------------------


def test_charts_have_words_without_digits_in_every_language() -> None:
    """The same rows in each language, and no number among them."""
    labels = table("reports", "labels")
    assert {frozenset(labels[language]["charts"]) for language in LANGUAGES} == {frozenset(labels["en"]["charts"])}
    assert {frozenset(labels[language]["metric"]) for language in LANGUAGES} == {frozenset(METRICS)}
    tables = [labels[language][name] for language in LANGUAGES for name in ("charts", "metric")]
    assert not any(re.search(r"\d", text) for words in tables for text in words.values())


def test_every_class_has_a_colour() -> None:
    """What a chart can carry as a class, the style sheet knows; light, dark and print."""
    sheet = stylesheet()
    for name in ("bar", "fall", "whole", "hollow", "range", "axis", "line", "dot", "break", "said", "label", "note"):
        assert f".{name}" in sheet
    # dark is for screens alone: paper is white
    for dark in re.finditer(r"prefers-color-scheme: dark|\[data-theme=.dark.\]", sheet):
        assert "@media screen" in sheet[: dark.start()][-40:]
    assert "url(" not in sheet
    assert "@import" not in sheet
