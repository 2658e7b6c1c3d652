"""Every token with a number in it, told apart."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.figures import Anchor, Scan, scan
from summarizer.outline.script import fold
from summarizer.reading import read

NUMBER_WORDS = frozenset("零〇一二两三四五六七八九十百千万亿半倍番几")
ENGLISH_NUMBER = (
    *("doubl", "tripl", "quadrupl", "halv", "half", "third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth", "fold"),
    *("hundred", "thousand", "illion", "percent", "times", "basis", "first", "second"),
)

ANCHOR = Anchor(date(2023, 10, 30), (date(2023, 1, 1), date(2023, 9, 30)), 12)

# What documents are made of, so that random text meets the grammar.
WORDS = """
    收入 同比 增长 下降 至 到 约 近 超 的 为 从 由 负 亿元 万 千 个百分点 基点 倍 年 月 日 季度 上半年 第 前 去 今 本 末 底 起 止 财年
    一 二 三 十 百 半 成 分之 点 翻番 排名 家 张 港仙 ， 。 、 ； （ ） ： — ～ １２ ．５ ％
    : ( ) - ~ + / . , % us$ $ hk$ rmb £ ¢ million billion k m bn x percent basis points q fy h gpt- b q3 fy25 1h24 2023 22 1-9月
    up down from to between and grew year-over-year customers doubled half top no. # 0 1 3 5 7 9 12 36.8 1,234 00020 p gb jan ended
"""
PIECES = st.sampled_from([" ", "\n", *WORDS.split()])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
ANCHORS = st.builds(
    Anchor,
    st.none() | st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.none() | st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(lambda day: (day.replace(day=1), day)),
    st.none() | st.integers(1, 12),
)


def _check(text: str, found: Scan) -> None:
    spans = [(figure.start, figure.end) for figure in found.figures]
    assert [figure.id for figure in found.figures] == [f"f{number}" for number in range(1, len(spans) + 1)]
    for ordered in (spans, [(mention.start, mention.end) for mention in found.periods], found.others):
        assert ordered == sorted(ordered)
    everything = sorted(spans + [(mention.start, mention.end) for mention in found.periods] + found.others)
    for start, end in everything:
        assert 0 <= start < end <= len(text)
    for (_, end), (following, _) in pairwise(everything):
        assert end <= following
    folded = fold(text)
    for figure in found.figures:
        raw = folded[figure.start : figure.end]
        assert any(letter.isdigit() or letter in NUMBER_WORDS for letter in raw) or any(word in raw for word in ENGLISH_NUMBER), raw
        assert figure.context_start <= figure.start < figure.end <= figure.context_end
        assert figure.value_max is None or figure.value < figure.value_max
    for mention in found.periods:
        assert (mention.first is None) == (mention.last is None)
        assert mention.first is None or mention.last is None or mention.first <= mention.last


@settings(max_examples=400)
@given(TEXTS, ANCHORS)
def test_any_text_is_told_apart(text: str, anchor: Anchor) -> None:
    """No text raises; what is found is in order, does not overlap, and every figure holds a number."""
    _check(text, scan(text, fold(text), anchor))


def test_a_figure_in_front_of_a_period_is_no_range() -> None:
    """到 may lead to a year as well as to another number."""
    found = scan("毛利率从30%到2025年，收入3亿元至2024年底", "毛利率从30%到2025年，收入3亿元至2024年底", ANCHOR)
    assert [(figure.value, figure.value_max) for figure in found.figures] == [(30, None), (300_000_000, None)]
    assert [mention.label for mention in found.periods] == ["2025年", "2024年底"]


@pytest.mark.parametrize(
    "text",
    ["{}", "1-{}", "1亿{}万", "$({})", "第{}", "{}/3", "1.{}亿", "约{}成", "2023年{}月", "gpt-{}", "({})", "no. {}", "q{}", "{}%到{}%"],
)
def test_endless_digits_are_passed_over(text: str) -> None:
    """A run of thousands of digits is no number that can be read, wherever it stands."""
    filled = text.replace("{}", "9" * 6000)
    _check(filled, scan(filled, filled, ANCHOR))


def test_real_documents_are_told_apart(documents: Path) -> None:
    """The same of whole documents, where every digit is part of something found."""
    for path in sorted(documents.glob("*.txt")):
        text = read(path).text
        found = scan(text, fold(text), ANCHOR)
        _check(text, found)
        spans = [(figure.start, figure.end) for figure in found.figures] + found.others
        spans += [(mention.start, mention.end) for mention in found.periods]
        covered = {place for start, end in spans for place in range(start, end)}
        missed = [text[at - 10 : at + 10] for at in range(len(text)) if text[at] in "0123456789" and at not in covered]
        assert missed == []


SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "千万": 10**7, " million": 10**6, " billion": 10**9, "bn": 10**9, "k": 10**3}
UNITS = {"元": None, "美元": "USD", "港元": "HKD", "欧元": "EUR"}


def _grouped(whole: int) -> str:
    return f"{whole:,}"


@given(
    st.integers(0, 999_999),
    st.integers(0, 2),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["$", "us$", "hk$", "£", "人民币", "rmb "]),
    st.sampled_from([str, _grouped]),
    st.booleans(),
    st.booleans(),
)
def test_an_amount_written_out_reads_back(
    mantissa: int, places: int, scale: str, currency: str, write: type[str], full_width: bool, negative: bool
) -> None:
    """Value times scale, in the base unit, exactly, however it is written."""
    exact = Fraction(mantissa, 10**places) * SCALES[scale]
    whole, rest = divmod(mantissa, 10**places)
    number = write(whole) + (f".{rest:0{places}d}" if places else "")
    text = ("-" if negative else "") + currency + number + scale
    if full_width:
        text = text.translate({ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.,-$"})
    (figure,) = scan(text, fold(text)).figures
    expected = -exact if negative else exact
    assert (figure.value, figure.kind) == (expected if expected.denominator == 1 else float(expected), "amount")
    assert (figure.start, figure.end) == (0, len(text))


@given(st.integers(1, 99_999), st.integers(0, 2), st.sampled_from(["", "万", "亿", "千万"]), st.sampled_from(sorted(UNITS)))
def test_a_currency_behind_reads_back(mantissa: int, places: int, scale: str, unit: str) -> None:
    """36.8亿元, 5,000万美元."""
    exact = Fraction(mantissa, 10**places) * SCALES[scale]
    number = f"{mantissa // 10**places:,}" + (f".{mantissa % 10**places:0{places}d}" if places else "")
    (figure,) = scan(number + scale + unit, number + scale + unit).figures
    assert (figure.value, figure.unit, figure.kind) == (exact if exact.denominator == 1 else float(exact), UNITS[unit], "amount")


@given(
    st.integers(0, 9999),
    st.sampled_from(["%", "个百分点", "个基点", "倍", " bps", "家"]),
    st.sampled_from(["{}{u}到{}{u}", "{}-{}{u}", "{}~{}{u}", "{}{u}至{}{u}"]),
)
def test_a_range_written_out_reads_back(low: int, unit: str, notation: str) -> None:
    """Both ends, in every notation."""
    text = notation.format(low, low + 7, u=unit)
    (figure,) = scan(text, fold(text)).figures
    assert (figure.value, figure.value_max, figure.end) == (low, low + 7, len(text))


_TABLE = Path(__file__).parents[2] / "benchmarks" / "endless.toml"


@pytest.mark.parametrize("piece", tomllib.loads(_TABLE.read_text(encoding="utf-8"))["grammar"]["pieces"])
def test_no_piece_of_the_grammar_runs_wild(piece: str) -> None:
    """Whatever a grammar is made of may be repeated without end: it is read, each figure once."""
    text = (piece * (20_000 // len(piece) + 1))[:20_000]
    found = scan(text, fold(text), ANCHOR)
    ends = [0, *(figure.end for figure in found.figures)]
    assert all(end <= figure.start < figure.end <= len(text) for end, figure in zip(ends, found.figures, strict=False))


@pytest.mark.parametrize("base", ["year over year", "year-over-year", "quarter over quarter", "year on year", "yoy"])
def test_no_noun_is_counted_across_a_base_of_comparison(base: str) -> None:
    """In ``3,000 year over year sales`` nothing says that sales were counted."""
    text = f"It rose 3,000 {base} sales"
    assert [(figure.value, figure.unit) for figure in scan(text, fold(text)).figures] == [(3_000, None)]


def test_a_movement_and_its_level_are_two_figures() -> None:
    """下降41%至18.4億: the share fell, and the amount is what was reached."""
    text = "收入下降41%至18.4億"
    figures = scan(text, fold(text)).figures
    assert [(figure.value, figure.unit, figure.direction) for figure in figures] == [(41, "%", -1), (1_840_000_000, None, 0)]
