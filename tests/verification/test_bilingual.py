"""Chinese words, and what they may be in English."""

from __future__ import annotations

import pytest

from summarizer.verification.bilingual import glossed, known, readings, root, segment, surnames, syllables
from summarizer.verification.wording import people, read_wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("launched", "launches"),
        ("regulatory", "regulators"),
        ("bought", "buying"),
        ("optimised", "optimization"),
        ("commercialise", "commercialisation"),
    ],
)
def test_forms_of_one_word_share_a_root(one: str, other: str) -> None:
    """The forms of a word are one word, irregular and British ones too."""
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("customers", "custom"), ("generally", "generative"), ("founder", "find"), ("secretary", "secret")],
)
def test_other_words_keep_theirs(one: str, other: str) -> None:
    """Words that only look alike are two."""
    assert root(one) != root(other)


def test_longest_words_of_the_trade_are_read() -> None:
    """A run is read as the fewest words, the trade's before others, and no word is cut through."""
    assert segment("公司剥离光伏资产") == ("公司", "剥离", "光伏", "资产")
    assert segment("创始人为林海峰")[0] == "创始人"


def test_gloss_and_trade_meet() -> None:
    """A word is rendered by the dictionary and by what it means in a summary of results."""
    assert {root("inventory"), root("stock")} <= glossed("库存") | {root("inventory")}
    assert root("divest") not in glossed("剥离")  # a concept of the glossary, not a gloss of the dictionary
    assert glossed("剥离") & read_wording("divested").terms[0].keys.keys()
    assert glossed("") == frozenset()


def test_pinyin_of_a_character_has_all_its_readings() -> None:
    """A character is read in every way that the dictionary knows, the vowel ü as v, u and yu."""
    assert {"chong", "zhong"} <= readings("重")
    assert {"lv", "lu", "lyu"} <= readings("吕")
    assert readings("x") == frozenset()
    assert "zhuang" in syllables()
    assert "林" in surnames()


def test_unknown_word_is_known_as_such() -> None:
    """A run that no dictionary holds is no word."""
    assert known("毛利率")
    assert not known("艾楠科芯")


def test_person_is_told_by_a_title() -> None:
    """A name beside a title is a person's, a noun beside one is not."""
    assert people("董事长林海峰表示,苏雨晴博士加入;和周雅琴女士一起") == {"林海峰", "苏雨晴", "周雅琴"}
    assert people("公司高管表示满意") == frozenset()


def test_name_in_two_words_is_one_person() -> None:
    """A first name that opens a sentence is a name because another one follows."""
    kinds = [term.kind for term in read_wording("Priya Nair has joined.").terms if term.kind != "light"]
    assert kinds[:2] == ["name", "name"]


def test_figures_are_left_to_others() -> None:
    """What is masked bears no term."""
    text = "Revenue grew 12% to $3 million"
    assert [term.surface for term in read_wording(text, [(8, 30)]).terms] == ["revenue"]
