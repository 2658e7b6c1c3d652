"""Announcements of companies listed in Hong Kong: what is foretold, what it is compared with, and of which periods."""

from __future__ import annotations

import pytest

from summarizer import Summary, summarize
from summarizer.reading import from_text
from summarizer.schemas import KPI

from .made_up import days

HEAD = {
    "zh": "銀杏林控股有限公司\n（股份代號：8877）\n\n盈利預告\n\n",
    "en": "GINKGO GROVE HOLDINGS LIMITED\n(Stock Code: 8877)\n\nPROFIT WARNING\n\n",
}
FOOT = {
    "zh": "\n\n承董事會命\n銀杏林控股有限公司\n主席\n陳大文\n\n香港，{day}\n",
    "en": "\n\nBy order of the Board\nGinkgo Grove Holdings Limited\nChan Tai Man\nChairman\n\nHong Kong, {day}\n",
}


def _summary(body: str, day: str = "二零二六年一月三十日") -> Summary:
    tongue = "zh" if "一" <= body[0] <= "鿿" else "en"
    return summarize(from_text(HEAD[tongue] + body + FOOT[tongue].format(day=day)))


def _told(kpi: KPI) -> tuple[object, ...]:
    return kpi.metric, kpi.value, kpi.value_max, kpi.unit, kpi.basis, *days(kpi.period)


WARNING = (
    "根據對本集團截至二零二五年三月三十一日止年度（「本財政年度」）之未經審核綜合管理賬目之初步審閱，預期本集團本財政年度將錄得虧損介乎約"
    "60百萬港元至70百萬港元，而截至二零二四年三月三十一日止年度則錄得溢利約592百萬港元。營業額及毛利由截至二零二四年三月三十一日止年度"
    "分別約148百萬港元及9百萬港元減少至本財政年度的約99百萬港元及5百萬港元。"
)


def test_a_loss_foretold_beside_a_profit_reached() -> None:
    """The range is guidance of the year that ended, a loss negative; what it is compared with was reached, a year earlier."""
    kpis = _summary(WARNING, "二零二五年六月二十七日").kpis
    this, last = ("2024-04-01", "2025-03-31"), ("2023-04-01", "2024-03-31")
    assert [_told(kpi) for kpi in kpis] == [
        ("net_profit", -70000000, -60000000, "HKD", "guidance", *this),
        ("net_profit", 592000000, None, "HKD", "actual", *last),
        ("revenue", 148000000, None, "HKD", "actual", *last),
        ("gross_profit", 9000000, None, "HKD", "actual", *last),
        ("revenue", 99000000, None, "HKD", "actual", *this),
        ("gross_profit", 5000000, None, "HKD", "actual", *this),
    ]
    assert [kpi.name for kpi in kpis[:2]] == ["虧損", "溢利"]
    assert [kpi.qualifier for kpi in kpis[2:4]] == ["about", "about"]  # 分別約 is said of each


def test_a_growth_in_a_range_is_a_figure_of_its_own() -> None:
    """較…的溢利約2.9億元增加約45%至55%: the level is the earlier period's, the growth what is foretold, both its ends kept."""
    kpis = _summary(
        "預期本集團於截至二零二五年六月三十日止六個月（「本期間」）將錄得本公司擁有人應佔溢利介乎約人民幣4.2億元至4.5億元，較截至二零二四年六月三十日"
        "止六個月（「去年同期」）的本公司擁有人應佔溢利約人民幣2.9億元增加約45%至55%。收益由去年同期約人民幣31.6億元增加約18%至本期間約人民幣37.3億元；"
        "毛利率由去年同期的24.1%上升至本期間的26.5%。",
        "二零二五年七月十五日",
    ).kpis
    this, last = ("2025-01-01", "2025-06-30"), ("2024-01-01", "2024-06-30")
    assert [_told(kpi) for kpi in kpis] == [
        ("net_profit_attributable", 420000000, 450000000, "CNY", "guidance", *this),
        ("net_profit_attributable", 290000000, None, "CNY", "actual", *last),
        (None, 45, 55, "%", "guidance", *this),
        ("revenue", 3160000000, None, "CNY", "actual", *last),
        ("revenue", 3730000000, None, "CNY", "actual", *this),
        ("gross_margin", 24.1, None, "%", "actual", *last),
        ("gross_margin", 26.5, None, "%", "actual", *this),
    ]
    growths = [kpi.change.value if kpi.change else None for kpi in kpis]
    assert growths == [None, None, None, None, 18, None, None]


def test_a_fall_in_a_range_without_a_level() -> None:
    """減少約30%至40%: both ends negative, the lower first, of the period foretold."""
    kpis = _summary(
        "预期本集团截至2025年12月31日止年度之股东应占净利润将较截至2024年12月31日止年度约人民币8.6亿元减少约30%至40%。"
    ).kpis
    assert [_told(kpi) for kpi in kpis] == [
        ("net_profit_attributable", 860000000, None, "CNY", "actual", "2024-01-01", "2024-12-31"),
        (None, -40, -30, "%", "guidance", "2025-01-01", "2025-12-31"),
    ]
    assert [kpi.name for kpi in kpis] == ["股东应占净利润", "股东应占净利润减少"]


def test_a_loss_that_narrows_and_an_exchange_loss() -> None:
    """錄得淨虧損不超過…, foretold; a loss on exchange is no loss of the company; 本年度 of an announcement is the year it reports."""
    kpis = _summary(
        "根據對本集團截至二零二五年十二月三十一日止年度（「報告期」）未經審核綜合管理賬目的初步評估，本集團預期於報告期錄得淨虧損不超過人民幣2.8億元，"
        "較二零二四年同期淨虧損約人民幣4.1億元收窄不少於32%。本年度錄得匯兌虧損約人民幣3,500萬元，而上年度則錄得匯兌收益約人民幣1,200萬元。"
    ).kpis
    this, last = ("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31")
    assert [_told(kpi) for kpi in kpis] == [
        ("net_profit", -280000000, None, "CNY", "guidance", *this),
        ("net_profit", -410000000, None, "CNY", "actual", *last),
        (None, 35000000, None, "CNY", "actual", *this),
        (None, 12000000, None, "CNY", "actual", *last),
    ]
    assert [kpi.name for kpi in kpis] == ["淨虧損", "淨虧損", "匯兌虧損", "匯兌收益"]


def test_monthly_figures_of_the_months_so_far() -> None:
    """止五個月 counts from the year's beginning; an aim reached in part is still the aim; a month is a month."""
    kpis = _summary(
        "截至二零二五年五月三十一日止五個月，本集團累計新簽合約額約為682.3億港元，同比增長12.6%，完成全年目標1,800億港元的37.9%。"
        "其中，2025年5月單月新簽合約額為141.7億港元。",
        "二零二五年六月十二日",
    ).kpis
    so_far = ("2025-01-01", "2025-05-31")
    assert _told(kpis[0]) == ("orders", 68230000000, None, "HKD", "actual", *so_far)
    assert kpis[0].period is not None
    assert kpis[0].period.kind == "year_to_date"
    assert _told(kpis[1]) == ("orders", 180000000000, None, "HKD", "target", "2025-01-01", "2025-12-31")
    assert _told(kpis[3]) == ("orders", 14170000000, None, "HKD", "actual", "2025-05-01", "2025-05-31")


def test_a_fiscal_year_told_by_its_interim_report() -> None:
    """中期業績 of 止六個月 to September: the year ends in March, for 全年 and 中期 alike."""
    kpis = _summary(
        "本集團截至二零二五年九月三十日止六個月之中期業績如下：\n• 收益為4,862百萬港元，較去年同期增加6.3%\n"
        "• 毛利率為31.2%，較去年同期上升1.4個百分點\n"
        "• 董事會宣派中期股息每股0.12港元\n\n全年資本開支預計約為350百萬港元。",
        "二零二五年十一月二十日",
    ).kpis
    half = ("2025-04-01", "2025-09-30")
    assert [(kpi.name, *days(kpi.period)) for kpi in kpis] == [
        ("收益", *half), ("毛利率", *half), ("董事會宣派股息每股", *half), ("資本開支", "2025-04-01", "2026-03-31"),
    ]  # fmt: skip
    assert [kpi.change.value if kpi.change else None for kpi in kpis] == [6.3, 1.4, None, None]


def test_an_english_profit_warning() -> None:
    """expects to record a loss attributable to owners of the Company of A to B for the Year, as compared to a profit."""
    kpis = _summary(
        'Based on the management accounts for the year ended 31 December 2025 (the "Year"), the Group expects to record a loss '
        "attributable to owners of the Company of approximately HK$120 million to HK$150 million for the Year, as compared to a profit "
        'attributable to owners of the Company of approximately HK$86.4 million for the year ended 31 December 2024 (the "Previous Year").',
        "6 February 2026",
    ).kpis
    assert [_told(kpi) for kpi in kpis] == [
        ("net_profit_attributable", -150000000, -120000000, "HKD", "guidance", "2025-01-01", "2025-12-31"),
        ("net_profit_attributable", 86400000, None, "HKD", "actual", "2024-01-01", "2024-12-31"),
    ]


def test_the_same_period_of_a_named_year() -> None:
    """39.6% for the same period in 2024, in results of a quarter: that quarter of 2024, not the year."""
    kpis = _summary(
        "Results for the three months ended September 30, 2025 are as follows. Total revenues increased by 14.2% to RMB6.32 billion "
        "for the third quarter of 2025 from RMB5.53 billion for the same period in 2024. Gross margin was 41.8%, compared to 39.6% for the "
        "corresponding period in 2024.",
        "18 November 2025",
    ).kpis
    this, last = ("2025-07-01", "2025-09-30"), ("2024-07-01", "2024-09-30")
    assert [(kpi.metric, kpi.value, *days(kpi.period)) for kpi in kpis] == [
        ("revenue", 6320000000, *this), ("revenue", 5530000000, *last), ("gross_margin", 41.8, *this), ("gross_margin", 39.6, *last),
    ]  # fmt: skip


def test_results_of_a_year() -> None:
    """年內溢利 is the reported year's; 由每噸…至每噸… are two levels of one price; a share of sales abroad is no segment's."""
    kpis = _summary(
        "截至二零二五年十二月三十一日止年度之全年業績：本公司擁有人應佔年內溢利為人民幣6.12億元，同比增長21.3%。線上渠道收入達人民幣18.9億元，佔總收入32.4%。"
        "海外市場收入為人民幣4.7億元，佔總收入的8.1%。平均售價由每噸62.4美元上升至每噸70.1美元。",
        "二零二六年三月二十五日",
    ).kpis
    assert [(kpi.metric, kpi.segment, kpi.value) for kpi in kpis] == [
        ("net_profit_attributable", None, 612000000), ("revenue", "線上渠道", 1890000000), ("revenue_share", "線上渠道", 32.4),
        ("overseas_revenue", None, 470000000), ("overseas_revenue_share", None, 8.1), ("price", None, 62.4), ("price", None, 70.1),
    ]  # fmt: skip
    assert days(kpis[0].period) == ("2025-01-01", "2025-12-31")
    assert [kpi.name for kpi in kpis[5:]] == ["平均售價", "平均售價"]


def test_highlights_of_half_a_year() -> None:
    """(2024: X) is the same half of 2024, and not the period of what stands in front; HK15.8 cents are Hong Kong's."""
    kpis = _summary(
        "Interim results for the six months ended 30 June 2025\n• Revenue increased by 7.4% to HK$3,412 million (2024: HK$3,177 million)\n"
        "• Basic earnings per share of HK15.8 cents\n",
        "27 August 2025",
    ).kpis
    assert [(kpi.metric, kpi.value, kpi.unit, *days(kpi.period)) for kpi in kpis] == [
        ("revenue", 3412000000, "HKD", "2025-01-01", "2025-06-30"),
        ("revenue", 3177000000, "HKD", "2024-01-01", "2024-06-30"),
        ("eps", 0.158, "HKD", "2025-01-01", "2025-06-30"),
    ]


def test_a_loss_that_grows() -> None:
    """A fall of revenue told behind a growing loss is a fall all the same; the range of the loss's growth is foretold."""
    kpis = _summary(
        "本集團預期截至二零二五年十二月三十一日止年度將錄得虧損淨額約5,200萬港元至5,800萬港元，較截至二零二四年十二月三十一日止年度的虧損淨額約3,100萬港元"
        "增加約68%至87%。虧損增加乃主要由於(i)收益減少約20%至約1.1億港元。"
    ).kpis
    assert [(kpi.name, kpi.value, kpi.value_max, kpi.basis) for kpi in kpis] == [
        ("虧損淨額", -58000000, -52000000, "guidance"),
        ("虧損淨額", -31000000, None, "actual"),
        ("虧損淨額增加", 68, 87, "guidance"),
        ("收益", 110000000, None, "actual"),
    ]
    assert kpis[3].change is not None
    assert kpis[3].change.value == -20


def test_what_a_list_goes_on_to_foretell() -> None:
    """A range behind the semicolon is foretold as well; 2024年同期 is those six months of 2024; an adjusted loss is negative."""
    kpis = _summary(
        "预期本集团于截至2025年6月30日止六个月将取得收入约人民币12.8亿元至13.2亿元，同比增长约35%至39%；"
        "经调整净利润约人民币1.6亿元至1.8亿元，而2024年同期则为经调整净亏损约人民币0.4亿元。",
        "2025年7月28日",
    ).kpis
    this, last = ("2025-01-01", "2025-06-30"), ("2024-01-01", "2024-06-30")
    assert [_told(kpi) for kpi in kpis] == [
        ("revenue", 1280000000, 1320000000, "CNY", "guidance", *this),
        (None, 35, 39, "%", "guidance", *this),
        ("adjusted_net_profit", 160000000, 180000000, "CNY", "guidance", *this),
        ("adjusted_net_profit", -40000000, None, "CNY", "actual", *last),
    ]


@pytest.mark.parametrize("body", [WARNING, "預期本集團於本年度將錄得溢利約4.2億港元。"])
def test_what_is_foretold_is_the_outlook(body: str) -> None:
    """The sentence that an announcement is made for stands in its outlook, and no check asks for a form."""
    summary = _summary(body)
    assert any("預期" in point.text for point in summary.outlook)
    assert "no_structure" not in {check.code for check in summary.checks}
