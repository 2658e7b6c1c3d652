"""One KPI for one fact, however often it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from summarizer.assembly import prose
from summarizer.extractors.draft import KPIDraft
from summarizer.figures.model import Figure, PeriodMention
from summarizer.merging import merge


def _figure(value: float, kind: str = "amount", **more: Any) -> Figure:
    return Figure("f1", 0, 5, value, None, None, kind, **more)  # type: ignore[arg-type]  # the kind is one of the list


def _draft(
    value: float, name: str = "营业收入", metric: str | None = "revenue", start: int = 0, **more: Any
) -> KPIDraft:
    figure = more.pop("figure", None) or _figure(value)
    return KPIDraft(
        figure,
        name,
        metric,
        more.pop("unit", "CNY"),
        value,
        None,
        more.pop("basis", "actual"),
        (start, start + 9),
        **more,
    )


def _year(year: int) -> PeriodMention:
    return PeriodMention(0, 5, f"{year}年", "year", date(year, 1, 1), date(year, 12, 31))


def test_the_same_told_again() -> None:
    """The first telling is kept and learns what the later ones add."""
    growth = _figure(8, "percent", change="yoy", direction=1)
    merged = merge(
        [_draft(5e8), _draft(5e8, "公司营业收入", start=90, period=_year(2023), change=growth), _draft(5e8, start=300)]
    )
    assert len(merged) == 1
    assert (merged[0].name, merged[0].period, merged[0].change) == ("营业收入", _year(2023), growth)
    assert merged[0].repeats == [(90, 99), (300, 309)]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 6e8},
        {"unit": "USD"},
        {"metric": "net_profit"},
        {"period": _year(2022)},
        {"entity": "乙公司"},
        {"segment": "机床"},
        {"basis": "guidance"},
        {"change": _figure(9, "percent", change="yoy")},
        {"figure": _figure(5e8, change="yoy")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_differs_stays_apart(other: dict[str, Any]) -> None:
    """Another value, unit, metric, period, owner, segment, basis or growth is another fact."""
    one = _draft(5e8, period=_year(2023), entity="甲公司", segment="减速器", change=_figure(8, "percent", change="yoy"))
    settings: dict[str, Any] = {
        "value": 5e8,
        "period": _year(2023),
        "entity": "甲公司",
        "segment": "减速器",
        "change": one.change,
    }
    assert len(merge([one, _draft(**(settings | other))])) == 2


def test_small_numbers_of_different_things_stay_apart() -> None:
    """Two percentages that happen to be equal are one only where their names share words."""
    percent = _figure(20, "percent")
    apart = [
        _draft(20, "车用产品", None, unit="%", figure=percent),
        _draft(20, "通讯领域", None, unit="%", figure=percent),
    ]
    alike = [
        _draft(20, "车用产品占比", None, unit="%", figure=percent),
        _draft(20, "车用占比", None, unit="%", figure=percent),
    ]
    assert (len(merge(apart)), len(merge(alike))) == (2, 1)


def test_nothing_to_merge() -> None:
    """No drafts make no KPIs."""
    assert merge([]) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("营收\n达到", "营收达到"),
        ("公司 GPU\t集群", "公司 GPU 集群"),
        ("gross\n  margin", "gross margin"),
        (" 36.8 亿元 ", "36.8 亿元"),
        ("增长 ， 其中", "增长，其中"),
        ("2023\n2024", "2023 2024"),
    ],
)
def test_prose_is_on_one_line(words: str, line: str) -> None:
    """White space between Han characters goes, elsewhere it is one blank; numbers never run together."""
    assert prose(words) == line
