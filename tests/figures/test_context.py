"""What the words beside a figure say of it."""

from __future__ import annotations

import pytest

from summarizer.figures import Figure, scan
from summarizer.outline.script import fold
from summarizer.schemas.vocabulary import ChangeKind, Qualifier


def _figures(text: str) -> list[Figure]:
    return scan(text, fold(text)).figures


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约30%", "about"), ("大約30%", "about"), ("近3亿元", "about"), ("接近30%", "about"), ("将近30%", "about"),
        ("约为30%", "about"), ("大约有30%", "about"),
        ("约占30%", "about"), ("30%左右", "about"), ("30%上下", "about"), ("about 30%", "about"),
        ("around $30 million", "about"), ("approximately 30%", "about"),
        ("roughly the 30%", "about"), ("nearly 30%", "about"), ("30% or so", "about"), ("~30%", "about"),
        ("SKU约2,200个", "about"), ("近九成", "about"),
        ("超过30%", "over"), ("超30亿元", "over"), ("逾30%", "over"), ("突破100亿元", "over"), ("30%以上", "over"),
        ("30多家", "over"), ("300余家", "over"),
        ("300多亿元", "over"), ("over 30%", "over"), ("more than $3 million", "over"), ("north of 30%", "over"),
        ("30% or more", "over"), ("$5 million-plus", "over"),
        ("30%+", "over"), ("30+ customers", "over"), (">30%", "over"), ("过半", "over"), ("过100亿元", "over"),
        ("不到30%", "under"), ("不足30%", "under"), ("低于30%", "under"), ("30%以下", "under"),
        ("less than 30%", "under"), ("below 30%", "under"), ("<5%", "under"),
        ("不超过30%", "up_to"), ("不高于30%", "up_to"), ("至多30%", "up_to"), ("30%以内", "up_to"),
        ("up to 30%", "up_to"), ("no more than 30%", "up_to"),
        ("at most 30%", "up_to"), ("≤30%", "up_to"),
        ("不低于30%", "at_least"), ("不少于3亿元", "at_least"), ("至少30%", "at_least"), ("至少有30%", "at_least"),
        ("at least 30%", "at_least"),
        ("no less than 30%", "at_least"), ("≥30%", "at_least"),
        ("约30%以上", "over"),
        # none
        ("达到30%", None), ("30%", None), ("the 30%", None), ("经过3年", None), ("通过了2个", None),
        ("最近5年", None), ("最高的是30%", None), ("discover 30%", None),
        ("30% plus 5%", None),
    ],
)  # fmt: skip
def test_how_exact_a_figure_is(text: str, qualifier: Qualifier | None) -> None:
    """A qualifier stands in front or behind, a linking word between, and parts of other words are none."""
    assert _figures(text)[0].qualifier == qualifier


def test_the_context_holds_the_qualifier_and_the_figure_does_not() -> None:
    """A figure's own span is its number and unit; the words beside it are in the context's."""
    text = "收入同比增长约8%左右，"
    (figure,) = _figures(text)
    assert text[figure.start : figure.end] == "8%"
    assert text[figure.context_start : figure.context_end] == "增长约8%左右"


@pytest.mark.parametrize(
    ("text", "change", "direction"),
    [
        ("同比增长8%", "yoy", 1), ("同比上升约 8%", "yoy", 1), ("同比下降3.5%", "yoy", -1),
        ("按年上升200%", "yoy", 1), ("按年下跌11%", "yoy", -1), ("年增12%", "yoy", 1),
        ("年減5%", "yoy", -1), ("較去年同期增長5%", "yoy", 1), ("8%的同比增速", "yoy", 1), ("同比8%", "yoy", 1),
        ("同比分别为8%", "yoy", 1), ("同比-5%", "yoy", -1), ("同比+8%", "yoy", 1),
        ("环比下降3.5%", "qoq", -1), ("按季增長5%", "qoq", 1), ("季增3%", "qoq", 1), ("季減3%", "qoq", -1),
        ("环比增长2.3亿元", "qoq", 1),
        ("较年初增长5%", "since", 1), ("较上年末增加2.3亿元", "since", 1),
        ("增长8%", "change", 1), ("提升2.3个百分点", "change", 1), ("下降约15%", "change", -1),
        ("降幅约12%", "change", -1), ("增速为15%", "change", 1), ("亏损收窄41.8%", "change", 1),
        ("增加2.3亿元", "change", 1), ("增长一倍", "change", 1), ("增长两成", "change", 1),
        ("15%的增长", "change", 1), ("下调10BP", "change", -1), ("+15%", "change", 1),
        ("up 8% year-over-year", "yoy", 1), ("grew 24% year over year", "yoy", 1),
        ("24% year-over-year growth", "yoy", 1), ("8% yoy", "yoy", 1), ("-3% yoy", "yoy", -1),
        ("YoY +15.3%", "yoy", 1), ("a 12% decline year on year", "yoy", -1), ("12% from a year ago", "yoy", 1),
        ("down 5% compared to last year", "yoy", -1),
        ("up 5% sequentially", "qoq", 1), ("declined 3% quarter-over-quarter", "qoq", -1), ("QoQ -3%", "qoq", -1),
        ("decreased 3% from the prior quarter", "qoq", -1),
        ("grew by 24%", "change", 1), ("declined 5%", "change", -1), ("increased by $5 million", "change", 1),
        ("a decrease of 3%", "change", -1), ("12% growth", "change", 1),
        ("margin expanded 120 basis points", "change", 1), ("growth accelerating to 34% year-over-year", "yoy", 1),
    ],
)  # fmt: skip
def test_growths(text: str, change: ChangeKind | str, direction: int) -> None:
    """A growth word or a sign in front, or a noun behind, makes a growth; its base and its way are told."""
    figure = _figures(text)[0]
    assert (figure.change, figure.direction) == (change, direction)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("提升至84%", 1), ("增长到6.2亿元", 1), ("下降至54%", -1), ("同比收窄至3亿元", -1),
        ("increased to $5 million", 1), ("fell to 12%", -1), ("新增7个", 0), ("营收36.8亿元", 0),
        ("revenue was $5 million", 0), ("加快300家", 0),
    ],
)  # fmt: skip
def test_levels(text: str, direction: int) -> None:
    """至, 到 and ``to`` make a level, of which the way alone is known."""
    figure = _figures(text)[0]
    assert (figure.change, figure.direction) == (None, direction)


def test_a_list_of_growths_shares_its_base() -> None:
    """分别同比增长 8%、33% 和 10%: what is said of the first holds for all."""
    for text in ("分别同比增长8%、33%和10%", "declined 8%, 33% and 10%"):
        assert len({(figure.change, figure.direction) for figure in _figures(text)}) == 1


def test_a_growth_does_not_reach_over_a_stop() -> None:
    """What another clause says is another figure's."""
    level, growth, share = _figures("收入增长至6.2亿元，同比增长28%。占比30%")
    assert (level.change, growth.change, share.change) == (None, "yoy", None)


@pytest.mark.parametrize(
    "text",
    [
        "从82%下降到54%", "从22年的82%下降到54%", "由82%降至54%", "占比自82%降至54%", "由30亿元增至36亿元",
        "from 27% to 31%", "increased from $3 million to $5 million",
        "从3亿元增长到5亿元",
    ],
)  # fmt: skip
def test_a_movement_has_two_ends(text: str) -> None:
    """从 … 到 …: the first level is where it began, the second where it led."""
    start, end = _figures(text)
    assert (start.pair, end.pair) == ("from", "to")
    assert (start.direction, start.change, end.change) == (0, None, None)
    assert end.direction == (end.value > start.value) - (end.value < start.value)


def test_the_end_may_stand_before_the_start() -> None:
    """``to $5 million from $3 million``."""
    end, start = _figures("increased to $5 million from $3 million")
    assert (end.pair, start.pair, end.direction) == ("to", "from", 1)


@pytest.mark.parametrize("text", ["ranging from 3% to 5%", "自由现金流5亿元，至6亿元", "由于收入5亿元", "由此达到5亿元到位"])
def test_what_is_no_movement(text: str) -> None:
    """A range, and words that hold 自 or 由, begin no movement."""
    assert all(figure.pair is None for figure in _figures(text))


def test_what_makes_up_a_share_does_not_grow() -> None:
    """``made up 84% of the total`` is a level, ``up 84%`` a growth."""
    text = "Exports made up 84% of the total; exports were up 12%."
    assert [(figure.change, figure.direction) for figure in scan(text, fold(text)).figures] == [(None, 0), ("change", 1)]
