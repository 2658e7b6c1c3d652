"""Folding for matching, and telling the language."""

from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.script import HAN, detect_language, fold, shape
from summarizer.tables import table

DOCUMENTS = Path(__file__).parent.parent / "documents"


@given(st.text())
def test_folding_keeps_every_length(text: str) -> None:
    """An offset into the folded text is an offset into the text, character by character."""
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold, text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is folded."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２，３４５．６％（ＡＩ）", "12,345.6%(ai)"),
        ("營業收入爲36.8億", "营业收入为36.8亿"),
        ("Revenue ＋8％", "revenue +8%"),
        ("“毛利”「率」‘a’", "\"毛利\"\"率\"'a'"),
        ("2023–2024—至今−5〜8", "2023-2024-至今-5~8"),
        ("\u2f00\uf9b4", "一领"),
        ("甲\u3000乙\u00a0丙", "甲 乙 丙"),
    ],
)
def test_width_script_case_and_marks(text: str, folded: str) -> None:
    """Full width becomes half, Traditional becomes Simplified, capitals become small, and quotes and dashes plain."""
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["营收增长。", "甲、乙", "10²", "①2023", "½", "㎡", "°c"])
def test_what_would_change_a_number_or_a_stop_stays(text: str) -> None:
    """A full stop is no decimal point, a superscript no digit, a circled number no part of the year after it."""
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("公司实现营业收入36.8亿元，同比增长8%。", "zh-Hans"),
        ("集團去年收入為34.1億元，按年下跌11%。", "zh-Hant"),
        ("Revenue was $36.8 billion, up 8%.", "en"),
        ("Dylan Field：大家好，感谢大家参加 Figma 第一季度的电话会议，我们的收入增长强劲。", "zh-Hans"),
        ("Thank you. The company (中金公司) asked about gross margin in the third quarter.", "en"),
        ("某科技(00020)业绩交流会\n" + "董事長在會上表示，集團實施了新的產業佈局，並擴充規模。" * 5, "zh-Hant"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    """The language is that of most of the text, names and a title in another script notwithstanding."""
    assert detect_language(text) == language


def test_language_of_real_documents() -> None:
    """The two real documents are told apart by script."""
    found = {path.name.partition("_")[0]: detect_language(path.read_text("utf-8")) for path in DOCUMENTS.glob("*2023*.txt")}
    assert sorted(found.values()) == ["zh-Hans", "zh-Hant"]


def test_the_table_of_simplified_forms_is_opencc_s() -> None:
    """Each character by itself, as the installed version has it but for the handful in which versions differ."""
    known = table("outline", "simplified")
    traditional, simplified = ("".join(known[name].split()) for name in ("traditional", "simplified"))
    converted: list[str] = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    assert len(traditional) == len(simplified) == len(set(traditional)) > 3700
    assert sum(one != other for one, other in zip(simplified, converted, strict=True)) <= 20


@given(st.text(alphabet=st.sampled_from("aé１，、。「 々〆〇㐀一鿿⺀⿟豈ｶあ가𠀀𿿿")))
def test_the_shape_of_a_text_says_where_han_stands(text: str) -> None:
    """汉 for each Han character, everything else as it was."""
    assert shape(text) == re.sub(f"[{HAN}]", "汉", text)
