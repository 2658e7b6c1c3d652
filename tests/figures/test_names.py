"""Tokens with digits that are no figures."""

from __future__ import annotations

import pytest

from summarizer.figures import scan
from summarizer.figures.names import find_others
from summarizer.outline.script import fold


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        # models, products and parts
        ("GPT-3.5", "GPT-3.5"), ("GPT4", "GPT4"), ("LLaMA2-70B", "LLaMA2-70B"), ("LLaMA-2 13B 模型", "LLaMA-2 13B"),
        ("H100芯片", "H100"), ("H20", "H20"), ("C919", "C919"),
        ("5G网络", "5G"), ("3D打印", "3D"), ("2.5D封装", "2.5D"), ("4K", "4K"), ("2B2C", "2B2C"), ("5A级", "5A"),
        ("800G光模块", "800G"), ("HBM3E", "HBM3E"), ("L4级", "L4"),
        ("covid-19", "covid-19"), ("v2.0", "v2.0"), ("1.2.3版", "1.2.3"), ("13B模型", "13B"), ("iPhone 15", "15"),
        ("Windows 11", "Windows 11"),
        ("12301平台", "12301"), ("2050 研究院", "2050"), ("双11", "11"), ("618大促", "618"),
        # telephones, addresses and codes
        ("电话 021-12345678", "电话 021-12345678"), ("13812345678", "13812345678"), ("400-800-1234", "400-800-1234"),
        ("邮编100000", "邮编100000"),
        ("商社(00020)", "(00020)"), ("(600000.SH)", "(600000.SH)"), ("證券代碼：000001", "代碼：000001"),
        ("编号:2023-005", "编号:2023-005"),
        ("www.example.com/2023", "www.example.com/2023"), ("https://a.cn/b?c=5", "https://a.cn/b?c=5"),
        ("ir2023@example.com", "ir2023@example.com"),
        # laws, reports and standards
        ("第571章", "第571章"), ("第13.09條", "第13.09條"), ("第5号公告", "第5号"), ("〔2023〕5号", "〔2023〕5号"),
        ("Form 10-Q", "Form 10-Q"), ("Form 8-K", "Form 8-K"),
        ("Section 232", "Section 232"), ("IFRS 16", "IFRS 16"), ("ISO9001", "ISO9001"),
        # times, versions and lists of the best
        ("15:58", "15:58"), ("24/7", "24/7"), ("7x24小时", "7x24"), ("1080p", "1080p"), ("2.0时代", "2.0"),
        ("our 4-8-4 program", "4-8-4"),
        ("AI 2.0", "2.0"),
        ("财富500强", "财富500强"), ("世界500强", "500强"), ("标普500", "标普500"), ("S&P 500", "S&P 500"),
        ("Global 2000", "Global 2000"), ("3号线", "3号线"),
        # numbers of a list, of questions and pages
        ("1、收入", "1、"), ("2. 成本", "2."), ("(1) 收入", "(1)"), ("（2）成本", "（2）"), ("Q5：请问", "Q5"),
        ("Q1: 请问", "Q1"), ("第3页", "第3页"),
        ("第一批", "第一批"), ("第二次", "第二次"),
    ],
)  # fmt: skip
def test_told_apart_from_figures(text: str, raw: str) -> None:
    """Names, codes, references and list numbers are neither figures nor periods, and the token is whole."""
    found = scan(text, fold(text))
    assert (found.figures, found.periods) == ([], [])
    assert [text[start:end].strip() for start, end in found.others] == [raw]


@pytest.mark.parametrize(
    "text",
    [
        "RMB100 million", "US$5", "HK$3.5億", "$20k", "5m users", "10GWh", "28nm", "3x", "10bps", "1-month", "5-year",
        "10-fold", "150B tokens", "100+家", "5号机组",
        "300-basis-point", "48.3p", "2.5倍", "12 cents a share", "300 stores opened", "3 to 4%", "Q3", "1H24", "FY25",
        "2025Q1", "30 October 2023", "排名第5", "YoY15%", "ROE15%", "mid-30% growth", "120-megawatt project",
        "130 jobs", "a 153-acre site",
    ],
)  # fmt: skip
def test_figures_and_periods_are_no_names(text: str) -> None:
    """A unit or a currency that runs into its number makes no name, nor does a code of a quarter."""
    found = scan(text, fold(text))
    assert found.others == [] or text == "5号机组"


def test_pages_are_no_range() -> None:
    """What a reader is sent to look at measures nothing; what a page is told to hold does."""
    text = "The charts on pages 12 to 25 are unaudited; from page 7 on, sales grew 3 to 5%."
    found = scan(text, fold(text))
    assert [text[one.start:one.end] for one in found.figures] == ["3 to 5%"]


def test_spans_are_in_order() -> None:
    """Whatever is found is found in order of place."""
    text = "联系电话：021-12345678，www.a1.com，GPT-4，第3条，5G，(00020)，15:30"
    spans = find_others(fold(text))
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert len(spans) == 7
