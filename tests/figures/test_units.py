"""Scale words, units and currencies beside a number."""

from __future__ import annotations

import pytest

from summarizer.figures.units import Suffix, counted_noun, currency_before, read_suffix
from summarizer.tables import table


def _suffix(text: str) -> Suffix | None:
    """What is read behind the ``1`` that the text begins with."""
    return read_suffix(text, 1)


@pytest.mark.parametrize(
    ("behind", "scale"),
    [
        ("万亿", 10**12), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4), ("千", 10**3),
        ("个亿", 10**8), (" 亿", 10**8),
        (" trillion", 10**12), (" billion", 10**9), (" million", 10**6), (" thousand", 10**3), ("bn", 10**9),
        (" bn", 10**9), ("mn", 10**6),
        ("k", 10**3), ("m", 10**6), ("b", 10**9), ("-million", 10**6),
    ],
)  # fmt: skip
def test_scale_words(behind: str, scale: int) -> None:
    """A scale word multiplies; the longest one holds."""
    suffix = _suffix("1" + behind)
    assert suffix is not None
    assert suffix.scale == scale
    assert suffix.stop == len(behind) + 1


@pytest.mark.parametrize("behind", [" k", " m", " b", "mo", "km2x", "", " of", "-b", "+1"])
def test_letters_that_are_no_scale(behind: str) -> None:
    """A single letter counts only directly at its number, and no word begins with a scale."""
    assert _suffix("1" + behind) is None


@pytest.mark.parametrize(
    ("behind", "kind", "name"),
    [
        ("%", "percent", "%"), (" %", "percent", "%"), (" percent", "percent", "%"), (" per cent", "percent", "%"),
        ("pct", "percent", "%"),
        ("个百分点", "points", "pp"), ("百分点", "points", "pp"), ("pp", "points", "pp"),
        (" percentage points", "points", "pp"),
        ("-percentage-point", "points", "pp"), (" percentage\npoints", "points", "pp"),
        ("bps", "points", "bps"), (" bps", "points", "bps"), ("bp", "points", "bps"), ("个基点", "points", "bps"),
        ("基点", "points", "bps"),
        (" basis points", "points", "bps"), ("-basis-point", "points", "bps"),
        ("倍", "multiple", "x"), ("x", "multiple", "x"), (" times", "multiple", "x"), ("-fold", "multiple", "x"),
        ("元", "amount", "元"), ("美元", "amount", "USD"), ("港元", "amount", "HKD"), ("元人民币", "amount", "CNY"),
        ("新台币", "amount", "TWD"),
        ("日元", "amount", "JPY"), ("欧元", "amount", "EUR"), (" dollars", "amount", "USD"),
        ("港仙", "amount", "HKD"), (" pence", "amount", "GBP"),
        ("张", "count", "张"), ("个", "count", "个"), ("家", "count", "家"), ("吨", "count", "吨"),
        ("台", "count", "台"), (" 家", "count", "家"),
        ("千瓦", "count", "kW"), ("兆瓦时", "count", "MWh"), ("gwh", "count", "GWh"), ("p", "count", "PFLOPS"),
        (" tokens", "count", "token"),
        ("gb", "count", "GB"), ("年", "duration", "year"), ("个月", "duration", "个月"),
        (" years", "duration", "year"), ("-year", "duration", "year"),
    ],
)  # fmt: skip
def test_units(behind: str, kind: str, name: str) -> None:
    """A unit word tells the kind of figure and its name; the longest word holds."""
    suffix = _suffix("1" + behind)
    assert suffix is not None
    assert suffix.unit is not None
    assert (suffix.unit.kind, suffix.unit.name, suffix.scale, suffix.stop) == (kind, name, 1, len(behind) + 1)


@pytest.mark.parametrize(
    ("behind", "scale", "name", "more"),
    [
        ("多亿元", 10**8, "元", True), ("亿多元", 10**8, "元", True), ("余家", 1, "家", True),
        (" 多个", 1, "个", True), ("几万吨", 10**4, "吨", True),
        ("+家", 1, "家", True), ("万+用户", 10**4, "用户", True), ("个多亿", 10**8, None, True),
        ("亿港元", 10**8, "HKD", False),
        ("万 元", 10**4, "元", False), (" million dollars", 10**6, "USD", False), ("亿参数", 10**8, "参数", False),
    ],
)  # fmt: skip
def test_scale_and_unit_together(behind: str, scale: int, name: str | None, more: bool) -> None:
    """A scale may stand in front of the unit, and 多, 余 or a plus beside either."""
    suffix = _suffix("1" + behind)
    assert suffix is not None
    assert (suffix.scale, suffix.unit and suffix.unit.name, suffix.more) == (scale, name, more)


@pytest.mark.parametrize(("behind", "end"), [("元/股", 4), ("元/wh ", 5), ("万元/吨", 5), ("家/店", 2), ("万片/月", 5), ("个国家/地区", 4)])
def test_a_price_takes_its_measure_along(behind: str, end: int) -> None:
    """What an amount is per belongs to it, and to a count where it is a time or a measure."""
    suffix = _suffix("1" + behind)
    assert suffix is not None
    assert suffix.stop == end


def test_a_letter_that_belongs_to_a_name_counts_no_parameters() -> None:
    """13b参数 is a model's size by name, 130亿参数 is counted."""
    suffix = _suffix("1b参数")
    assert suffix is not None
    assert suffix.unit is None


def test_pct_is_a_point_in_a_chinese_sentence() -> None:
    """毛利率提升 2pct are percentage points, a margin of 32 pct is a percentage."""
    text = "毛利率提升2pct"
    suffix = read_suffix(text, text.index("pct"))
    assert suffix is not None
    assert suffix.unit is not None
    assert suffix.unit.name == "pp"


@pytest.mark.parametrize(
    ("before", "currency"),
    [
        ("us$", "USD"), ("$", "USD"), ("hk$", "HKD"), ("nt$", "TWD"), ("rmb", "CNY"), ("rmb ", "CNY"),
        ("人民币", "CNY"), ("人民币 ", "CNY"), ("¥", "CNY"),
        ("€", "EUR"), ("£", "GBP"), ("usd ", "USD"), ("港元", "HKD"), ("新台币", "TWD"), ("美元", "USD"),
    ],
)  # fmt: skip
def test_a_currency_in_front(before: str, currency: str) -> None:
    """The longest currency in front of a number holds, one space between."""
    assert currency_before(before + "5", len(before)) == (currency, 0)


@pytest.mark.parametrize("before", ["", " ", "约", "xrmb", "museum", "人民币  "])
def test_no_currency_in_front(before: str) -> None:
    """A word that ends like a currency is none."""
    assert currency_before(before + "5", len(before)) == (None, len(before))


@pytest.mark.parametrize(
    ("behind", "noun"),
    [
        (" customers", "customers"), (" paying customers", "customers"), (" new retail locations", "locations"),
        (" employees", "employees"),
        (" gpus", "gpus"), (" personnel", None), (" of the customers", None), (" times", None), (" points", None),
        (" business", None), ("customers", None),
        (" of our customers", "customers"),
    ],
)  # fmt: skip
def test_the_noun_that_an_english_number_counts(behind: str, noun: str | None) -> None:
    """The first plural or known noun behind a number, unless the phrase ends before it."""
    assert counted_noun("300" + behind, 3) == noun


def test_no_word_stands_in_two_rows() -> None:
    """A unit word has one meaning."""
    data = table("figures", "units")
    rows = [data["count"]["zh"].split(), data["count"]["zh_scaled"].split(), data["duration"], data["measure"], data["percent"],
            data["currency"]["after"], data["currency"]["cents"]]  # fmt: skip
    words = [word for row in rows for word in set(row)]
    assert sorted(words) == sorted(set(words))
