"""What a summary is warned of: arithmetic between figures, and what a document contradicts or leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import checks
from summarizer.checks import check_document, check_figures, check_reading, say
from summarizer.outline.model import ExchangeSpan, Header, Outline
from summarizer.outline.repair import Repaired
from summarizer.reading import Document
from summarizer.reading.document import Doubt
from summarizer.schemas import KPI, Change, Check, Evidence, Period
from summarizer.tables import table

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def _kpi(number: int, value: float, metric: str | None = "revenue", unit: str | None = "CNY", **more: Any) -> KPI:
    start, end = more.pop("period", ("2023-01-01", "2023-12-31"))
    period = Period(label="2023年", kind="year", start=start, end=end) if start else None
    growth = more.pop("growth", None)
    change = Change(kind="yoy", value=growth, unit="%", raw=f"同比{growth}%") if growth is not None else None
    evidence = [Evidence(quote="x", start=0, end=1, match="exact")]
    settings: dict[str, Any] = {"name": "营业收入", "raw": f"{value}", "basis": "actual", "found_by": ["rules"]}
    settings |= {"id": f"k{number}", "metric": metric, "value": value, "unit": unit, "period": period, "change": change}
    return KPI.model_validate(settings | {"evidence": evidence} | more)


def _checks(*kpis: KPI, language: str = "zh-Hans", without: list[str] | None = None) -> list[Check]:
    return check_figures(list(kpis), language, amounts_without_currency=without or [])


def _told(checks: list[Check]) -> list[tuple[str, str, list[str]]]:
    return [(check.code, check.severity, check.kpis) for check in checks]


def _share(number: int, value: float, segment: str | None, **more: Any) -> KPI:
    return _kpi(number, value, "revenue_share", "%", segment=segment, **more)


# -- shares -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [(35, 54, 11), (60, 40), (33.3, 33.3, 33.3), (50.4, 50.4)])
def test_shares_that_make_a_whole(values: tuple[float, ...]) -> None:
    """Shares of one period that add up to the whole, within rounding, are told as agreeing."""
    kpis = [_share(number, value, f"业务{number}") for number, value in enumerate(values, 1)]
    assert _told(_checks(*kpis)) == [("shares_sum", "info", [kpi.id for kpi in kpis])]


def test_shares_of_more_than_the_whole() -> None:
    """More than the whole is a warning with the sum."""
    (check,) = _checks(_share(1, 60, "甲"), _share(2, 55, "乙"))
    assert (check.code, check.severity, check.kpis) == ("shares_sum", "warning", ["k1", "k2"])
    assert check.message == "各部分收入占比合计 115%，超过整体"


@pytest.mark.parametrize(
    "other",
    [
        _share(2, 20, "乙"),
        _share(2, 60, "甲"),
        _share(2, 60, None),
        _share(2, 60, "乙", period=("2022-01-01", "2022-12-31")),
        _share(2, 60, "乙", basis="guidance"),
        _share(2, 60, "乙", qualifier="about"),
        _share(2, 60, "乙", value_max=70),
        _kpi(2, 60, "gross_margin", "%", segment="乙"),
    ],
    ids=[
        "less than the whole",
        "one segment twice",
        "of no segment",
        "of another year",
        "a forecast",
        "about",
        "a range",
        "another metric",
    ],
)
def test_shares_that_cannot_be_added(other: KPI) -> None:
    """Nothing is said of shares that are not of one whole."""
    assert [check for check in _checks(_share(1, 60, "甲"), other) if check.code == "shares_sum"] == []


# -- growth against levels ----------------------------------------------------------------------------------------------


def _two_years(later: float, growth: float, **more: Any) -> list[KPI]:
    return [_kpi(1, 100, period=("2022-01-01", "2022-12-31"), **more), _kpi(2, later, growth=growth, **more)]


@pytest.mark.parametrize(("later", "growth"), [(112, 12), (112.4, 12), (88, -12), (300, 200), (304, 200)])
def test_growth_that_agrees(later: float, growth: float) -> None:
    """A growth that the two levels give within rounding is told as agreeing."""
    assert _told(_checks(*_two_years(later, growth))) == [("growth_level", "info", ["k1", "k2"])]


@pytest.mark.parametrize(("later", "growth", "computed"), [(112, 21, "12.0"), (112, -12, "12.0"), (300, 100, "200.0")])
def test_growth_that_disagrees(later: float, growth: float, computed: str) -> None:
    """A growth that the two levels do not give is a warning with both numbers."""
    (check,) = _checks(*_two_years(later, growth))
    assert (check.code, check.severity, check.kpis) == ("growth_level", "warning", ["k1", "k2"])
    assert check.message == f"营业收入：文中增长 {growth}%，按两期数值计算为 {computed}%"


@pytest.mark.parametrize(
    "change",
    [
        {"metric": "net_profit"},
        {"segment": "机床"},
        {"entity": "乙公司"},
        {"unit": "USD"},
        {"period": ("2023-01-01", "2023-06-30")},
        {"period": ("2024-01-01", "2024-12-31")},
        {"period": (None, None)},
        {"qualifier": "about"},
        {"value_max": 120},
    ],
    ids=str,
)
def test_growth_of_something_else_is_not_compared(change: dict[str, Any]) -> None:
    """Only two levels of one thing, a year apart and exactly told, are held against a growth."""
    earlier = _kpi(1, 100, period=("2022-01-01", "2022-12-31"))
    later = _kpi(2, 150, **({"growth": 12} | change))
    assert [check for check in _checks(earlier, later) if check.code == "growth_level"] == []


def test_levels_that_cannot_be_divided() -> None:
    """A base of nothing or below nothing gives no growth to compare with, and no error."""
    for base in (0, -5):
        earlier = _kpi(1, base, period=("2022-01-01", "2022-12-31"))
        assert _checks(earlier, _kpi(2, 100, growth=12)) == []


def test_numbers_without_end() -> None:
    """A run of digits longer than any amount is left out of the arithmetic, without an error."""
    earlier = _kpi(1, 1, period=("2022-01-01", "2022-12-31"))
    assert _checks(earlier, _kpi(2, 10**400, growth=12), _share(3, 10**400, "甲"), _share(4, 20, "乙")) == []


# -- told twice ---------------------------------------------------------------------------------------------------------


def test_one_metric_with_two_values() -> None:
    """The same metric of the same time told with two values is a warning that names both as they were told."""
    (check,) = _checks(_kpi(1, 5e8, raw="5亿元"), _kpi(2, 6e8, raw="6 亿元"))
    assert (check.code, check.severity, check.kpis) == ("told_twice", "warning", ["k1", "k2"])
    assert check.message == "营业收入：同一期间有不同数值：5亿元, 6 亿元"


@pytest.mark.parametrize(
    "other",
    [
        {"value": 5e8},
        {"metric": "net_profit"},
        {"metric": None},
        {"segment": "机床"},
        {"entity": "乙公司"},
        {"unit": "USD"},
        {"basis": "guidance"},
        {"value_max": 7e8},
        {"period": ("2022-01-01", "2022-12-31")},
        {"period": (None, None)},
        {"name": "营业收入增加额"},
    ],
    ids=str,
)
def test_what_may_differ(other: dict[str, Any]) -> None:
    """Another metric, owner, unit, time or basis may have another value."""
    second = _kpi(2, **({"value": 6e8} | other))
    assert [check for check in _checks(_kpi(1, 5e8), second) if check.code == "told_twice"] == []


# -- currency -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_of_no_known_currency(language: str) -> None:
    """They are told together, each by its id, in the document's language."""
    (check,) = _checks(_kpi(1, 5e8, unit=None), language=language, without=["k1"])
    assert (check.code, check.severity, check.kpis) == ("currency_unknown", "warning", ["k1"])
    assert check.message == table("", "checks")["currency_unknown"][language]


# -- the document -------------------------------------------------------------------------------------------------------


def _outline(
    language: Any = "zh-Hans", kind: Any = "ir_record", exchanges: list[ExchangeSpan] | None = None, **header: Any
) -> Outline:
    repaired = Repaired.__new__(Repaired)  # the checks read no text
    return Outline(
        repaired, language, kind, Header(**({"event_date": "2024-08-28"} | header)), [], [], exchanges or [], []
    )


def test_nothing_to_say() -> None:
    """A dated record whose questions are answered has no check."""
    exchange = ExchangeSpan(1, (0, 5), [(0, 5)], [(6, 9)])
    outline = _outline(event_dates=["2024-08-28"], published="2024-08-29", exchanges=[exchange])
    assert check_document(outline) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_check_of_the_document(language: str) -> None:
    """Each is told in the document's language with its own numbers and no placeholder left."""
    exchanges = [ExchangeSpan(1, (0, 5), [(0, 5)], [(6, 9)]), ExchangeSpan(2, (10, 15), [(10, 15)], [])]
    outline = _outline(
        language, event_dates=["2024-08-28", "2024-09-01", "2024-08-28"], published="2024-08-20", exchanges=exchanges
    )
    checks = check_document(outline)
    assert [(check.code, check.severity) for check in checks] == [
        ("dates_contradict", "warning"),
        ("published_before_event", "warning"),
        ("unanswered", "warning"),
    ]
    assert [{"2024-08-28, 2024-09-01"}, {"2024-08-20", "2024-08-28"}, {"2"}] == [
        {part for part in parts if part in check.message}
        for parts, check in zip(
            [("2024-08-28, 2024-09-01",), ("2024-08-20", "2024-08-28"), ("2",)], checks, strict=True
        )
    ]
    assert not any("{" in check.message for check in checks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_without_a_date(language: str) -> None:
    """No structure and no date are told apart, and neither is a warning."""
    checks = check_document(_outline(language, "other", event_date=None))
    assert _told(checks) == [("no_structure", "info", []), ("no_event_date", "info", [])]
    assert len({check.message for check in checks}) == 2


def test_questions_are_a_structure() -> None:
    """Text of no known kind with questions in it has a structure."""
    exchange = ExchangeSpan(1, (0, 5), [(0, 5)], [(6, 9)])
    assert check_document(_outline(kind="other", exchanges=[exchange])) == []


@pytest.mark.parametrize("row", table("", "checks"))
def test_every_message_in_every_language(row: str) -> None:
    """Each row has the three languages, and the same blanks to fill in each."""
    import string

    texts = table("", "checks")[row]
    assert set(texts) == set(LANGUAGES)
    blanks = {
        language: {name for _, name, _, _ in string.Formatter().parse(text) if name} for language, text in texts.items()
    }
    assert blanks["zh-Hans"] == blanks["zh-Hant"] == blanks["en"]


def test_a_check_is_said_in_the_language_asked_for() -> None:
    """``say`` fills a row's blanks."""
    check = say("en", "unanswered", "warning", index=5)
    assert check == Check(
        code="unanswered", severity="warning", message="question 5 has no answer in the document", kpis=[]
    )


# -- reading --------------------------------------------------------------------------------------------------------------


def _scanned(**more: Any) -> Document:
    return Document(text="x" * 100, source="scan.png", sha256="", **more)


def _quoted(number: int, *spans: tuple[int, int]) -> KPI:
    evidence = [Evidence(quote="x" * (end - start), start=start, end=end, match="exact") for start, end in spans]
    return _kpi(number, 1.0).model_copy(update={"evidence": evidence})


def test_doubtful_lines_and_the_figures_on_them() -> None:
    """Lines recognised with doubt are counted with their pages, and the KPIs whose evidence shares a character with one are named."""
    document = _scanned(page_starts=(0, 20, 40, 60), doubts=(Doubt(5, 10, 0.6), Doubt(45, 50, 0.7), Doubt(65, 70, 0.5)))
    kpis = [
        _quoted(1, (0, 5)), _quoted(2, (9, 12)), _quoted(3, (10, 45)),
        _quoted(4, (80, 90), (40, 60)), _quoted(5, (46, 47)), _quoted(6, (70, 99)),
    ]  # fmt: skip
    (check,) = check_reading(document, kpis, "zh-Hans")
    assert _told([check]) == [("low_confidence", "warning", ["k2", "k4", "k5"])]
    assert check.message == "图像识别把握不大的文字有 3 行（第 1, 3–4 页）；请核对原件"


def test_doubts_where_no_figure_rests_on_them() -> None:
    """The warning stands even where no KPI is touched: words may be wrong as well."""
    (check,) = check_reading(_scanned(doubts=(Doubt(5, 10, 0.6),)), [_quoted(1, (20, 30))], "en")
    assert (check.kpis, check.message) == ([], "lines recognised with little confidence: 1 (page 1); compare with the original")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("installed", [True, False])
def test_pages_that_were_not_read(language: str, installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that no one could read are named by number, neighbours as a range; without the recogniser, with what adds it."""
    monkeypatch.setattr(checks, "available", lambda: installed)
    (check,) = check_reading(_scanned(unread_pages=(2, 3, 4, 7)), [], language)
    assert (check.code, check.severity) == ("pages_unread", "warning")
    assert "2–4, 7" in check.message
    assert ("pip install 'summarizer[ocr]'" in check.message) is not installed


def test_a_document_read_without_doubt() -> None:
    """Where all was read and nothing doubted there is nothing to say."""
    assert check_reading(_scanned(), [_quoted(1, (0, 5))], "en") == []
