"""Any text whatever goes through the whole pipeline, and what comes out keeps every promise."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import EmptyInputError, summarize
from summarizer.reading import from_text, read

from .promises import broken, numbers, prose

DOCUMENTS = Path(__file__).parents[1] / "documents"
TEXTS = [read(path).text for path in sorted(DOCUMENTS.glob("*.txt"))]
FAST = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# What these documents are made of, to be put together in any order.
PIECES = (
    *"0 3 12 7.5 1,234 ２０２４ 一百二十 三 两成 ½ ① ² ％ % 亿元 万 万元 美元 港元 US$ $ 个百分点 倍 翻番 张 台 名 第".split(),
    *"同比 环比 增长 下降 从 到 至 约 不低于 超过 为 达 分别 和 占比 预计 目标 風險 營收 預計".split(),
    *"， 。 、 ； ： ？ ? ( ) （ ） - ~ – / . , “ ” \" 问： 答： Q： A： Q1： 1、问 一、 提问： Operator:".split(),
    *"投资者提问： 公司回复： 2023年 2024年上半年 前三季度 去年 上年同期 截至 6月末 2024年8月28日 15:00-16:30".split(),
    *"400-820-8820 13.5% 20%到30% [1] GPT-3.5 营业收入 净利润 毛利率 公司 客户 减速器业务".split(),
    *"revenue margin was million billion between and".split(),
    "up 5% year over year", "投资者关系活动记录表", "编号：2024-001", "时间：", "地点：", "参与单位名称及人员姓名：",
    "业绩说明会", "□", "√", "\n", "\n\n", " ", "\t", "\u3000", "\u200b", "\ufeff", "\u2028", "\x00", "\x0c", "\r\n",
)  # fmt: skip


def _holds(text: str) -> None:
    try:
        document = from_text(text)
    except EmptyInputError:
        assert not text.strip()
        return
    assert broken(summarize(document), text) == []


@FAST
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_characters(text: str) -> None:
    """Characters of every script, control characters among them, never break the run or the contract."""
    _holds(text)


@FAST
@given(st.lists(st.sampled_from(PIECES), min_size=20, max_size=120))
def test_any_order_of_the_usual_pieces(pieces: list[str]) -> None:
    """Figures, periods, forms and questions in any order never break the run or the contract."""
    _holds("".join(pieces))


@FAST
@given(
    st.lists(
        st.sampled_from([piece for piece in PIECES if piece not in ("\t", "\x00", "\x0c", "\u200b", "\ufeff")]),
        min_size=20,
        max_size=90,
    )
)
def test_a_number_is_never_cut_or_joined(pieces: list[str]) -> None:
    """Where nothing is damaged, a figure's name, words and period hold whole numbers of the source and no part of one."""
    text = "".join(pieces)
    if not text.strip():
        return
    joined = re.sub(r"(?<=\d)\s+(?=\d)", "", text)
    whole = {*numbers(text), *numbers(joined)}
    told = prose(summarize(from_text(text)))
    assert [
        (where, words) for where, words in told if where.startswith("kpi") and not set(numbers(words)) <= whole
    ] == []


def _shuffled(lines: list[str], chance: random.Random) -> list[str]:
    return chance.sample(lines, len(lines))


def _dropped(lines: list[str], chance: random.Random) -> list[str]:
    return [line for line in lines if chance.random() > 0.2]


def _doubled(lines: list[str], chance: random.Random) -> list[str]:
    return [again for line in lines for again in [line] * (1 + (chance.random() < 0.2))]


def _thinned(lines: list[str], chance: random.Random) -> list[str]:
    return ["".join(char for char in line if chance.random() > 0.05) for line in lines]


def _tabbed(lines: list[str], chance: random.Random) -> list[str]:
    return ["".join(char + "\t" * (chance.random() < 0.05) for char in line) for line in lines]


def _sprinkled(lines: list[str], chance: random.Random) -> list[str]:
    strange = "０①½％\x00\u200b\u2028“(（:？问答Q1亿万年%"
    return ["".join(char + chance.choice(strange) * (chance.random() < 0.03) for char in line) for line in lines]


def _broken_off(lines: list[str], chance: random.Random) -> list[str]:
    text = "\n".join(lines)
    return text[: chance.randrange(len(text) + 1)].split("\n")


def _on_one_line(lines: list[str], chance: random.Random) -> list[str]:
    return ["".join(lines)]


Damage = Callable[[list[str], random.Random], list[str]]
DAMAGES: tuple[Damage, ...] = (_shuffled, _dropped, _doubled, _thinned, _tabbed, _sprinkled, _broken_off, _on_one_line)


@settings(FAST, max_examples=80)
@given(
    text=st.sampled_from(TEXTS),
    damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3),
    seed=st.integers(0, 2**32),
)
def test_damaged_documents(text: str, damages: list[Damage], seed: int) -> None:
    """Records, articles and calls with lines shuffled, dropped, doubled or thinned keep every promise still."""
    chance = random.Random(seed)
    lines = text.split("\n")
    if len(lines) > 40:
        first = chance.randrange(len(lines) - 30)
        lines = lines[first : first + chance.randrange(10, 60)]
    for damage in damages:
        lines = damage(lines, chance)
    _holds("\n".join(lines))


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_whole_documents(path: Path) -> None:
    """The documents as they are keep every promise."""
    document = read(path)
    assert broken(summarize(document), document.text) == []


@pytest.mark.parametrize("share", [0.05, 0.3, 0.62, 0.9])
@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_documents_cut_in_the_middle(path: Path, share: float) -> None:
    """A document whose end was lost, and one whose beginning was, keep every promise."""
    text = read(path).text
    cut = round(len(text) * share)
    _holds(text[:cut])
    _holds(text[cut:])


@pytest.mark.parametrize(
    "text",
    [
        "revenue was $.7.5 million",
        "收入.7.5亿元",
        "1.2.3.4.5亿元",
        "3/0 0/0 1/00 成 0成 99999999999成",
        "第零 排名第0 前00名 第一百二十亿名",
        "亿亿亿元 万万万 十十十 百千万亿 零零零元",
        "-%-5%--5% ~5~ 5~~6% 从%到%",
        "2023年2月31日 9999年 0000年 2023年13月 99季度 第零季度 十三月末 3月-1月",
        "FY00 Q0 Q5 2024 fiscal year 0 the first half of 0",
        "9" * 5000 + "亿元",
        "同比增长" + "1" * 400 + "." + "1" * 400 + "%",
    ],
    ids=lambda text: text[:24],
)
def test_numerals_gone_wrong(text: str) -> None:
    """Numbers that are none, dates that no calendar has, and scales without a number are read over, never stumbled on."""
    _holds(text)
    _holds(f"时间：2024年8月28日\n公司营业收入{text}，同比增长{text}。\n问：{text}？\n答：{text}。")
