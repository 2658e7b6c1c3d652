"""Numbers in Arabic numerals: value, unit, sign, range."""

from __future__ import annotations

import pytest

from summarizer.figures.model import FigureKind
from summarizer.figures.quantities import Quantity, find_quantities
from summarizer.outline.script import fold


def _only(text: str) -> Quantity:
    """The one number of the text."""
    quantities = list(find_quantities(text, fold(text), []))
    assert len(quantities) == 1, quantities
    return quantities[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        # amounts: currency behind
        ("36.8 亿元", 3_680_000_000, None, "amount"), ("36.8亿", 3_680_000_000, None, "amount"),
        ("1,234.56万元", 12_345_600, None, "amount"),
        ("1234567.89元", 1_234_567.89, None, "amount"), ("3.4兆元", 3.4e12, None, "amount"),
        ("1.2万亿元", 1.2e12, None, "amount"),
        ("1.2億元人民幣", 120_000_000, "CNY", "amount"), ("50亿元人民币", 5_000_000_000, "CNY", "amount"),
        ("3.8億人民幣", 380_000_000, "CNY", "amount"),
        ("5,000萬美元", 50_000_000, "USD", "amount"), ("3.5億港元", 350_000_000, "HKD", "amount"),
        ("100億日圓", 10_000_000_000, "JPY", "amount"),
        ("35億新台幣", 3_500_000_000, "TWD", "amount"), ("5000万欧元", 50_000_000, "EUR", "amount"),
        ("20 million dollars", 20_000_000, "USD", "amount"),
        ("300多亿元", 30_000_000_000, None, "amount"), ("10个亿", 1_000_000_000, None, "amount"),
        ("1亿2千万元", 120_000_000, None, "amount"),
        ("1亿2,000万", 120_000_000, None, "amount"),
        # currency in front
        ("$1.5 billion", 1_500_000_000, "USD", "amount"), ("US$3.5bn", 3_500_000_000, "USD", "amount"),
        ("USD 300 million", 300_000_000, "USD", "amount"),
        ("HK$3.5億", 350_000_000, "HKD", "amount"), ("港元3.5億", 350_000_000, "HKD", "amount"),
        ("NT$3.5 billion", 3_500_000_000, "TWD", "amount"),
        ("人民币3.5亿元", 350_000_000, "CNY", "amount"), ("人民幣 3.5 億元", 350_000_000, "CNY", "amount"),
        ("RMB3.5 billion", 3_500_000_000, "CNY", "amount"),
        ("¥35亿", 3_500_000_000, "CNY", "amount"), ("€3.2 million", 3_200_000, "EUR", "amount"),
        ("£48.3 million", 48_300_000, "GBP", "amount"),
        ("新台幣35億元", 3_500_000_000, "TWD", "amount"), ("$5K", 5_000, "USD", "amount"),
        ("$10-million", 10_000_000, "USD", "amount"),
        ("$1,470,000,000", 1_470_000_000, "USD", "amount"), ("Rs 12,34,567", 1_234_567, None, "number"),
        ("up $.03", 0.03, "USD", "amount"),
        # hundredths
        ("12港仙", 0.12, "HKD", "amount"), ("25.5港仙", 0.255, "HKD", "amount"), ("12 cents", 0.12, "USD", "amount"),
        ("12¢", 0.12, "USD", "amount"),
        ("48.3 pence", 0.483, "GBP", "amount"), ("每股盈利人民幣24.1分", 0.241, "CNY", "amount"),
        ("每股派息5分", 0.05, None, "amount"),
        # shares and points
        ("12.5%", 12.5, "%", "percent"), ("12.5 %", 12.5, "%", "percent"), ("12.5 percent", 12.5, "%", "percent"),
        (".5%", 0.5, "%", "percent"),
        ("3成", 30, "%", "percent"), ("2.5成", 25, "%", "percent"), ("3/4", 75, "%", "percent"),
        ("1/3", 33.33, "%", "percent"),
        ("5个百分点", 5, "pp", "points"), ("2.3百分点", 2.3, "pp", "points"), ("3.2 pp", 3.2, "pp", "points"),
        ("毛利率提升2.3pct", 2.3, "pp", "points"),
        ("5 percentage points", 5, "pp", "points"), ("120个基点", 120, "bps", "points"),
        ("120BP", 120, "bps", "points"), ("50 bps", 50, "bps", "points"),
        ("300-basis-point", 300, "bps", "points"), ("2.5倍", 2.5, "x", "multiple"), ("3.5x", 3.5, "x", "multiple"),
        ("10-fold", 10, "x", "multiple"),
        # what is counted and measured
        ("45000個", 45_000, "个", "count"), ("6,000 张", 6_000, "张", "count"), ("4.5万吨", 45_000, "吨", "count"),
        ("30多家", 30, "家", "count"),
        ("300余家", 300, "家", "count"), ("100+家", 100, "家", "count"), ("12000P", 12_000, "PFLOPS", "count"),
        ("600GB", 600, "GB", "count"),
        ("150B Tokens", 150_000_000_000, "token", "count"), ("20GWh", 20, "GWh", "count"),
        ("500千瓦", 500, "kW", "count"),
        ("300兆瓦", 300, "MW", "count"), ("1.2 million square feet", 1_200_000, "square feet", "count"),
        ("2000亿参数", 2e11, "参数", "count"),
        ("3个月", 3, "个月", "duration"), ("10-year", 10, "year", "duration"), ("3.5小时", 3.5, "小时", "duration"),
        # bare
        ("263 million", 263_000_000, None, "number"), ("1,422", 1_422, None, "number"),
        ("1.5万", 15_000, None, "number"),
        # full-width
        ("１２，３４５．６万元", 123_456_000, None, "amount"), ("ＵＳ＄３５亿", 3_500_000_000, "USD", "amount"),
        ("５０％", 50, "%", "percent"),
    ],
)  # fmt: skip
def test_a_number_in_its_base_unit(text: str, value: float, unit: str | None, kind: FigureKind) -> None:
    """Scale, hundredths and groups are multiplied out exactly, and the currency is told from either side."""
    quantity = _only(text)
    assert (quantity.value, quantity.value_max, quantity.unit, quantity.kind) == (value, None, unit, kind)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("20%到30%", 20, 30, "%"), ("20%-30%", 20, 30, "%"), ("20-30%", 20, 30, "%"), ("20至30%", 20, 30, "%"),
        ("20%～30%", 20, 30, "%"),
        ("40到45", 40, 45, None), ("40-45", 40, 45, None), ("28-32", 28, 32, None), ("1~2年", 1, 2, "year"),
        ("1-2年", 1, 2, "year"),
        ("8～10亿", 800_000_000, 1_000_000_000, None), ("8亿至10亿元", 800_000_000, 1_000_000_000, None),
        ("4-5万吨", 40_000, 50_000, "吨"),
        ("5,000-6,000万元", 50_000_000, 60_000_000, None), ("1 亿至 1.1 亿美元", 100_000_000, 110_000_000, "USD"),
        ("2-3个百分点", 2, 3, "pp"),
        ("6000万至7000万", 60_000_000, 70_000_000, None), ("3000万—5000万元", 30_000_000, 50_000_000, None),
        ("300–400 million", 3e8, 4e8, None),
        ("between 3 and 4", 3, 4, None), ("between $3 million and $4 million", 3_000_000, 4_000_000, "USD"),
        ("between about 3% and 4%", 3, 4, "%"),
        ("$1.422 billion to $1.428 billion", 1_422_000_000, 1_428_000_000, "USD"),
        ("$1.422 to $1.428 billion", 1_422_000_000, 1_428_000_000, "USD"),
        ("263-265 million", 263_000_000, 265_000_000, None), ("$263-265 million", 263_000_000, 265_000_000, "USD"),
        ("$5 to $6", 5, 6, "USD"),
        ("ranging from 3% to 5%", 3, 5, "%"), ("in the range of 28% to 32%", 28, 32, "%"),
        ("5 to 7 percent", 5, 7, "%"),
        ("-70百万元至-60百万元", -70_000_000, -60_000_000, None), ("-5%至-3%", -5, -3, "%"),
        ("-3%至-5%", -5, -3, "%"), ("-2%至3%", -2, 3, "%"),
        ("约20%至约30%", 20, 30, "%"),
        ("自由现金流5亿至6亿", 500_000_000, 600_000_000, None),
    ],
)  # fmt: skip
def test_a_range_has_both_ends(text: str, low: float, high: float, unit: str | None) -> None:
    """Each end borrows scale, unit and currency from the other, and the lower one stands first."""
    quantity = _only(text)
    assert (quantity.value, quantity.value_max, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "从82%到54%", "from 27% to 31%", "由30亿元至36亿元", "30%或40%", "3 and 4", "14% to £198 million",
        "3.5%至6.7亿元", "30% to 20%", "12.5亿、15.3亿",
        "$5 million to 3%", "4-13chat",
        "41%至18.4億", "12%到3.2万", "2倍至18.4亿", "3个百分点至5.1亿", "14% to 412 million", "30 days to 1.2 billion", "41%-18.4亿",
    ],
)  # fmt: skip
def test_two_levels_are_no_range(text: str) -> None:
    """A movement, a list, a growth with its level and a falling pair stay two numbers."""
    assert [quantity.value_max for quantity in find_quantities(text, fold(text), [])][:1] == [None]


def test_a_share_and_the_level_it_led_to_are_two_figures() -> None:
    """No share is counted in 亿: what stands behind 至 is another thing."""
    text = "下降41%至18.4億"
    found = [(one.value, one.value_max, one.unit, one.kind) for one in find_quantities(text, fold(text), [])]
    assert found == [(41, None, "%", "percent"), (1_840_000_000, None, None, "amount")]


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("$412.6 million year over year", "USD", "amount"), ("$412.6 million year-over-year", "USD", "amount"),
        ("$412.6 million year to date", "USD", "amount"), ("$412.6 million quarter over quarter", "USD", "amount"),
        ("$3 to $4 million year over year", "USD", "amount"), ("5 million year on year", None, "number"),
        ("3,000 month over month", None, "number"), ("5,000 week-over-week", None, "number"),
        ("100 basis points year over year", "bps", "points"),
        ("12 years over the cycle", "year", "duration"), ("a 10-year plan", "year", "duration"),
    ],
)  # fmt: skip
def test_a_base_of_comparison_is_not_counted(text: str, unit: str | None, kind: FigureKind) -> None:
    """The year of ``year over year`` belongs to no number, nor does any time to an amount."""
    quantity = _only(text)
    assert (quantity.unit, quantity.kind) == (unit, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5%", -5), ("−3.5%", -3.5), ("-3.5亿元", -350_000_000), ("为-3.5亿元", -350_000_000), ("-$0.12", -0.12),
        ("$-0.12", -0.12), ("$(0.12)", -0.12),
        ("净利润为负3.5亿元", -350_000_000), ("負 3.5億元", -350_000_000), ("negative 5%", -5),
        ("minus $345,000", -345_000),
        # no signs
        ("plus or minus 5%", 5), ("收入——3.5亿元", 350_000_000), ("毛利率—18%", 18), ("a-5%", 5), ("($0.12)", 0.12),
        ("肩负3亿元", 300_000_000),
    ],
)  # fmt: skip
def test_a_sign_is_told_from_a_dash(text: str, value: float) -> None:
    """A minus, a bracket behind the currency and 负 are signs; a dash between clauses and a hyphen are none."""
    assert _only(text).value == value


@pytest.mark.parametrize("text", ["9/1", "24/25", "3/31", "10/100", "2023/10/30", "1/2/3", "3/4月"])
def test_a_stroke_is_not_always_a_fraction(text: str) -> None:
    """Dates and lists of alternatives are no shares."""
    assert all(quantity.kind != "percent" for quantity in find_quantities(text, fold(text), []))


def test_every_digit_of_a_figure_counts() -> None:
    """A value is exact: what cannot be halved in binary is the nearest number to what is written."""
    assert _only("0.1%").value == 0.1
    assert _only("36.6%").value == 36.6
    assert _only("1.15亿元").value == 115_000_000
    assert isinstance(_only("1.15亿元").value, int)


def test_a_serial_number_is_no_figure() -> None:
    """A run of more digits than any figure has is passed over."""
    text = "9" * 5000 + "元"
    assert list(find_quantities(text, text, [])) == []
