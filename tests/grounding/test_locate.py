"""What counts as a place, on sentences made up for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.grounding import Locator, locate

ZH = """公司回顾前三季度经营情况。公司实现营业收入的稳健增长,营收达到 36.8 亿元,同比增长 8%;实现经营性现金流 7.6 亿元,同比增长 33%。
海外业务收入占比进一步提升至84%;整体毛利率达 80%,研发投入不超过3亿元。新产品预计于年内上线,公司并未实现盈利,而净利润负增长5%。
传统业务去年收入为18.4亿元,智能业务去年收入为11.8亿元,占总收入比例从22年的82%下降到54%。模型GPT-3.5的正确率为57.1%,排名第12。
三成客户选择续约,业务量再翻一番。价格约1.2万元/吨,毛利率区间为20%到30%。"""
HANT = "集團2023年上線GPU達45000個,生成式AI去年收入爲11.8億港元,按年上升200%。毛利率在40到45之間,業務未能盈利。"
EN = """We delivered revenue of $591 million, up 24% year over year, and above the high end of our guidance. Gross
margin was 58.3%, compared with 56.9% in the prior year. We do not expect to be profitable in the second quarter.
Services revenue was down 3%, or 80 basis points of growth. For the full year 2025 we expect between $420 million and
$430 million. The GPT-4 model is notable. GAAP operating margin was (5.2)%."""
TEXTS = {"zh": ZH, "hant": HANT, "en": EN}
LOCATORS = {name: Locator(text) for name, text in TEXTS.items()}


@pytest.mark.parametrize(
    ("name", "quote", "match"),
    [
        ("zh", "营收达到 36.8 亿元,同比增长 8%", "exact"),
        ("zh", "毛利率", "exact"),
        ("zh", "营收达到36.8亿元，同比增长8%", "normalised"),
        ("zh", "营收達到３６．８億元", "normalised"),
        ("zh", "营 收 达 到 3 6 . 8 亿 元 , 同 比 增 长 8 %", "normalised"),
        ("zh", "营收达到\n36.\n8亿元", "normalised"),
        ("zh", "“营收达到 36.8 亿元……", "normalised"),
        ("zh", "海外业务\t务收入占比进一步提升至84%", "normalised"),
        ("zh", "模型gpt-3.5的正确率", "normalised"),
        ("zh", "营业收入达到36.8亿元,同比上升8%", "reworded"),
        ("zh", "营收达到 3,680,000,000 元", "reworded"),
        ("zh", "公司营收同比增长8%至36.8亿元", "reworded"),
        ("zh", "海外业务收入占比达84%", "reworded"),
        ("zh", "毛利率区间为20%~30%", "reworded"),
        ("hant", "生成式AI去年收入为11.8亿港元", "normalised"),
        ("hant", "毛利率在40到45之間", "exact"),
        ("en", "revenue of $591 million, up 24% year over year", "exact"),
        ("en", "Revenue of $591 million, up 24% year-over-year", "normalised"),
        ("en", "revenueof $591million, up 24% yearover year", "normalised"),
        ("en", "Gross margin was 58.3%, compared with 56.9%", "normalised"),
        ("en", "“Gross margin was 58.3%.”", "normalised"),
        ("en", "revenue of $591 million, up 24% yoy", "reworded"),
        ("en", "Our revenue grew 24% to $591 million", "reworded"),
        ("en", "gross margins were 58.3%", "reworded"),
    ],
)
def test_a_right_quote_has_a_place(name: str, quote: str, match: str) -> None:
    """White space, width, script, case, marks and damage do not matter; wording may vary where every hard token agrees."""
    place = LOCATORS[name].locate(quote)
    assert place.match == match, place
    assert place.start is not None
    assert TEXTS[name][place.start : place.end] == place.quote
    assert place.reason is None


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        # digits, points, separators
        ("zh", "营收达到 38.6 亿元"),
        ("zh", "营收达到 36.9 亿元"),
        ("zh", "营收达到 3.68 亿元"),
        ("zh", "营收达到 368 亿元"),
        ("zh", "营收达到 3 6.8 亿元"),
        ("zh", "营收达到 36,8 亿元"),
        ("hant", "上線GPU達4500個"),
        ("hant", "上線GPU達45.000個"),
        ("hant", "上線GPU達450000個"),
        ("en", "revenue of $519 million"),
        ("en", "Gross margin was 583%"),
        ("en", "Gross margin was 58 .3 percent"),
        # scale, unit, currency, sign
        ("zh", "营收达到 36.8 万元"),
        ("zh", "营收达到 36.8 亿美元"),
        ("zh", "营收达到 36.8 亿"),
        ("zh", "毛利率达 80 个百分点"),
        ("zh", "毛利率达 -80%"),
        ("hant", "收入爲11.8億美元"),
        ("hant", "收入爲11.8萬港元"),
        ("en", "revenue of $591 billion"),
        ("en", "revenue of €591 million"),
        ("en", "revenue of HK$591 million"),
        ("en", "revenue of HK$591 million dollars"),
        ("en", "down 3%, or 80 percent"),
        ("en", "80 percentage points of growth"),
        ("en", "operating margin was 5.2%"),
        ("en", "operating margin was 5.2"),
        # direction, negation, level and change
        ("zh", "营收达到 36.8 亿元,同比下降 8%"),
        ("zh", "公司实现盈利"),
        ("zh", "未能上线"),
        ("zh", "净利润增长5%"),
        ("zh", "海外业务收入占比进一步提升84%"),
        ("zh", "从22年的82%上升到54%"),
        ("en", "We expect to be profitable"),
        ("en", "revenue was up 3%"),
        ("en", "The GPT-4 model is not able"),
        ("en", "up to 24%"),
        # period, base, qualifier, modality
        ("zh", "公司回顾上半年经营情况"),
        ("zh", "传统业务今年收入为18.4亿元"),
        ("zh", "从23年的82%下降到54%"),
        ("zh", "营收达到 36.8 亿元,环比增长 8%"),
        ("zh", "研发投入超过3亿元"),
        ("zh", "新产品已于年内上线"),
        ("en", "profitable in the third quarter"),
        ("en", "up 24% sequentially"),
        ("en", "the full year 2026"),
        ("en", "below the high end of our guidance"),
        ("en", "we reported between $420 million and $430 million"),
        # whose figure, and which of two
        ("zh", "智能业务去年收入为18.4亿元"),
        ("zh", "经营性现金流 36.8 亿元"),
        ("zh", "整体净利率达 80%"),
        ("zh", "从22年的54%下降到82%"),
        ("zh", "营收达到 7.6 亿元"),
        ("zh", "模型GPT-4的正确率为57.1%"),
        ("zh", "排名第21"),
        ("en", "Operating margin was 58.3%"),
        ("en", "Gross margin was 56.9%"),
        ("en", "The GPT-3 model"),
        ("en", "Services revenue was up 24%"),
        ("en", "between $430 million and $420 million"),
        # numbers in words
        ("zh", "四成客户选择续约"),
        ("zh", "业务量再翻两番"),
        ("zh", "业务量再翻一倍半"),
        # two sentences in one
        ("zh", "营收达到 36.8 亿元,同比增长 33%"),
        ("zh", "公司实现营业收入预计于年内上线"),
        ("en", "Gross margin was down 3%"),
        ("en", "We delivered the prior year"),
    ],
)
def test_a_wrong_quote_has_none(name: str, quote: str) -> None:
    """One digit, unit, sign, direction, negation, period or name is enough."""
    place = LOCATORS[name].locate(quote)
    assert place.match in ("contradicted", "missing"), place
    assert (place.start, place.end, place.quote) == (None, None, None)
    assert place.reason


@pytest.mark.parametrize(
    ("text", "quote", "fits"),
    [
        ("营收36.8亿元", "6.8亿元", False),
        ("营收36.8亿元", "36.8", False),
        ("营收36.8亿元", "36.8亿", False),
        ("出资8亿美元", "8亿", False),
        ("约1.2万元/吨", "1.2万元", False),
        ("增长5%-10%", "5%", False),
        ("增长5%-10%", "10%", False),
        ("增长5%—10%", "5%", False),
        ("增长-5%", "5%", False),
        ("增长——5%", "5%", True),
        ("2023年10月30日", "10月30", False),
        ("占比3/4", "3", False),
        ("排名第12", "12", False),
        ("二十三家", "三家", False),
        ("共12000P算力", "12000", False),
        ("约6,000张", "000张", False),
        ("约6,000张", "6,000张", True),
        ("超过60%", "60%", True),
        ("60%以上", "60%", True),
        ("不到60%", "60%", False),
        ("60%以下", "60%", False),
        ("不超过60%", "超过60%", False),
        ("负增长8%", "增长8%", False),
        ("未能盈利", "盈利", False),
        ("没有实现盈利", "盈利", False),
        ("不仅收入增长", "收入增长", True),
        ("不断增长", "增长", True),
        ("南非收入增长", "收入增长", True),
        ("净利润增长", "利润增长", False),
        ("整体毛利率", "毛利率", True),
        ("子公司收入", "公司收入", False),
        ("电子产品收入", "产品收入", True),
        ("非GAAP利润率", "GAAP利润率", False),
        ("收入增长。无\n注意事项", "注意事项", True),
        ("GPT-3.5 leads", "3.5 leads", False),
        ("in 2023Q3", "in 2023", False),
        ("$5 million", "5 million", False),
        ("US$5 million", "$5 million", False),
        ("JPY3.6 billion", "JPY3.6", False),
        ("$228 mln.", "$228", False),
        ("mid-20 percent", "mid-20", False),
        ("from 5% to 10% now", "5%", False),
        ("not profitable", "profitable", False),
        ("not yet profitable", "profitable", False),
        ("is unprofitable", "profitable", False),
        ("No, margins grew", "margins grew", True),
        ("isn't expected to grow", "grow", False),
        ("without growth", "growth", False),
        ("non-GAAP margin", "GAAP margin", False),
        ("an increase in margin", "margin", True),
        ("margins rose", "margin", True),
        ("marginal gains", "margin", False),
        ("up to 5 stores", "5 stores", False),
        ("strong—we grew", "we grew", True),
        ("less than 5 stores", "5 stores", False),
    ],
)
def test_where_a_quote_may_begin_and_end(text: str, quote: str, fits: bool) -> None:
    """Letter for letter in the text is not enough: a number, a unit or a negation cut through changes what is said."""
    place = locate(quote, text)
    assert (place.start is not None) is fits, place
    if fits:
        assert place.match == "exact"


def test_reasons_name_what_disagrees() -> None:
    """The reason says what stands there and what the quote says."""
    reasons = {
        "营收达到 38.6 亿元": "source says 36.8 亿元, quote says 38.6 亿元",
        "6.8 亿元": "source says 36.8 亿元, quote begins inside it",
        "营收达到 36.8 亿元,同比下降 8%": "source says 增长, quote says 下降",
        "传统业务今年收入为18.4亿元": "source says 去年, quote says 今年",
        "实现盈利": "source says 未实现盈利, quote leaves out 未",
    }
    for quote, reason in reasons.items():
        place = LOCATORS["zh"].locate(quote)
        assert (place.match, place.reason) == ("contradicted", reason)


def test_nearest_sentences_are_given_for_asking_again() -> None:
    """A quote without a place comes with the raw spans of the sentences that it may have meant, best first."""
    place = LOCATORS["en"].locate("Gross margin was 85.3%, compared with 56.9% in the prior year")
    assert place.match == "contradicted"
    start, end = place.nearest[0]
    assert EN[start:end].startswith("Gross\nmargin was 58.3%")
    assert 0.5 <= place.score < 1


def test_only_the_part_asked_for_is_searched() -> None:
    """``start`` and ``end`` bound the search; offsets still count from the text's beginning."""
    second = ZH.index("毛利率", ZH.index("毛利率") + 1)
    place = LOCATORS["zh"].locate("毛利率", start=ZH.index("毛利率") + 1)
    assert place.start == second
    assert LOCATORS["zh"].locate("毛利率", start=second + 1).start is None
    assert LOCATORS["zh"].locate("毛利率", end=10).start is None


@pytest.mark.parametrize("quote", ["", "  \n", "。", "……", "\u200b"])
def test_a_quote_without_words_is_missing(quote: str) -> None:
    """Nothing is not found everywhere."""
    assert LOCATORS["zh"].locate(quote).match == "missing"


def test_damage_of_a_form_is_seen_through(documents_text: str) -> None:
    """A label between two halves of a word, a doubled character and a number cut at a tab: the quote as it must read has its raw place."""
    locator = Locator(documents_text)
    for quote in (
        "整体毛利率达 80%",
        "海外业务收入占比进一步提升至84%",
        "约 3,000 张芯片待交付",
        "研发费用增长至6.2亿元,同比增长 28%",
    ):
        place = locator.locate(quote)
        assert place.match == "normalised"
        assert place.start is not None
        assert documents_text[place.start : place.end] == place.quote
    for quote in ("00 张芯片待交付", "约 3,00", "约 300 张芯片待交付", "约 30,000 张芯片待交付"):
        assert locator.locate(quote).start is None, quote


@pytest.fixture
def documents_text(documents: Path) -> str:
    """A form whose label column bled into its text."""
    return (documents / "kunlun_2023q3_ir_record.txt").read_text(encoding="utf-8")


def test_many_quotes_of_one_text() -> None:
    """Built once, a locator finds hundreds of quotes of a long call (thousands a second, measured by the benchmark)."""
    text = "".join(EN.replace("591", str(100 + number)).replace("58.3", f"{number}.7") + "\n\n" for number in range(120))
    locator = Locator(text)
    for number in range(120):
        amount = f"of ${100 + number} million, up 24%"
        for quote in (f"revenue {amount}", f"REVENUE  {amount}", f"margin was {number}.7%"):
            assert locator.locate(quote).start is not None
