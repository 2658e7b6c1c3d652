"""Knowledge in tables, and the expressions made of their word lists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.schemas import METRICS, TOPICS
from summarizer.tables import WordList, table, words_pattern

PACKAGE = Path(summarizer.__file__).parent
TABLES = [
    (".".join(path.relative_to(PACKAGE).parent.parts), path.stem)
    for path in sorted(PACKAGE.rglob("*.toml"))
    if "prompts" not in path.parts
]


@pytest.mark.parametrize(("package", "name"), TABLES)
def test_every_table_can_be_read(package: str, name: str) -> None:
    """Each is valid TOML, is not empty, and is read once."""
    assert table(package, name)
    assert table(package, name) is table(package, name)


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for item in value.values() for word in _strings(item)]
    if isinstance(value, list):
        return [word for item in value for word in _strings(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", ["cues", "metrics", "topics", "words"])
def test_word_lists_are_in_the_form_that_is_matched(name: str) -> None:
    """Folded text is simplified and lower case: a word in another form would never be found."""
    from summarizer.outline.script import fold

    rows = table("extractors.rules", name)
    lists = rows["metric"] if name == "metrics" else rows.values()
    words = [
        word
        for row in lists
        for key, item in row.items()
        if key not in ("label", "id", "of", "time", "verbs")
        for word in _strings(item)
    ]
    assert len(words) > 100
    assert [word for word in words if fold(word) != word] == []


def test_metrics_and_topics_are_of_the_closed_lists() -> None:
    """A row's id is one of the contract; a row without an id names what has none."""
    ids = {row["id"] for row in table("extractors.rules", "metrics")["metric"]} - {""}
    assert ids <= set(METRICS)
    assert set(table("extractors.rules", "topics")) <= set(TOPICS)


def test_no_alias_names_two_metrics() -> None:
    """A name that two rows claim would go to whichever stands first."""
    rows = table("extractors.rules", "metrics")["metric"]
    for tongue in ("zh", "en"):
        claimed = Counter(alias for row in rows for alias in set(row.get(tongue, [])))
        assert [alias for alias, count in claimed.items() if count > 1] == []


def _found(words: list[str], text: str) -> list[str]:
    return re.findall(words_pattern(words), text)


def test_the_longest_word_is_found() -> None:
    """营业收入占比 is not read as 营业收入."""
    assert _found(["收入", "营业收入", "营业收入占比"], "营业收入占比和营业收入与收入") == [
        "营业收入占比",
        "营业收入",
        "收入",
    ]


def test_a_latin_word_stands_alone() -> None:
    """A Latin word does not end inside a longer one, unless that is listed too; a Han word may stand anywhere."""
    assert _found(["margin"], "margins margin, marginal") == ["margin"]
    assert _found(["margin", "margins"], "margins margin") == ["margins", "margin"]
    assert _found(["收入"], "总收入额") == ["收入"]


def test_a_blank_in_a_word_is_any_white_space() -> None:
    """Words wrapped in the source are found."""
    assert _found(["gross margin"], "gross\n  margin gross margin grossmargin") == ["gross\n  margin", "gross margin"]


def test_signs_in_words_are_signs() -> None:
    """R&D, c++ and a.b hold no expression."""
    assert _found(["r&d", "c++", "a.b", "(x)"], "r&d c++ a.b axb (x)") == ["r&d", "c++", "a.b", "(x)"]


def _listed(words: list[str], text: str, within: str = "a-z") -> list[str]:
    return [word for _, _, word in WordList(words, within).find(text, 0, len(text))]


def test_a_list_of_both_scripts() -> None:
    """A Latin word does not begin behind a letter named; a Han word may. Places are those of the text."""
    found = list(WordList(["arr", "收入", "净"], "a-z").find("arr carr 总收入 净 arr", 0, 18))
    assert found == [(0, 3, "arr"), (10, 12, "收入"), (13, 14, "净"), (15, 18, "arr")]
    assert _listed(["收入"], "x收入") == ["收入"]


def test_a_list_is_searched_between_bounds() -> None:
    """A word that reaches over a bound is not found."""
    words = WordList(["营业收入", "收入", "margin"], "a-z")
    assert list(words.find("营业收入 margin", 1, 8)) == [(2, 4, "收入")]


def test_words_of_a_list_do_not_overlap() -> None:
    """The leftmost wins, of those the longest; what it covers is not found again."""
    assert _listed(["营业收入", "收入占比", "收入", "占比"], "营业收入占比") == ["营业收入", "占比"]


def test_a_wrapped_word_is_told_with_one_blank() -> None:
    """The word told is that of the list, however it is wrapped in the text."""
    assert _listed(["gross margin"], "gross\n  margin") == ["gross margin"]


WORDS = st.lists(st.text("ab收入占", min_size=1, max_size=4), min_size=1, max_size=40, unique=True)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WORDS, st.text("ab收入占 ", max_size=30))
def test_the_tree_finds_what_a_plain_search_finds(words: list[str], text: str) -> None:
    """However the words are grouped, the longest listed word at a place is found and nothing else."""
    pattern = re.compile(words_pattern(words))
    for start in range(len(text)):
        fits = [word for word in words if text.startswith(word, start) and not _runs_on(word, text, start)]
        match = pattern.match(text, start)
        assert (match[0] if match else None) == (max(fits, key=len) if fits else None)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WORDS, st.text("ab收入占 ", max_size=30))
def test_a_list_finds_what_a_plain_search_finds(words: list[str], text: str) -> None:
    """Looked up by first letters or by expression, the same words are found as by trying each at each place."""
    words = [word for word in words if word.isascii() or not any(char.isascii() for char in word)]
    told, at = [], 0
    while at < len(text):
        begins = not (at and text[at - 1] in "ab")
        fits = [
            word
            for word in words
            if text.startswith(word, at) and not _runs_on(word, text, at) and (begins or not word.isascii())
        ]
        told += [max(fits, key=len)] if fits else []
        at += len(told[-1]) if fits else 1
    assert (_listed(words, text) if words else []) == told


def _runs_on(word: str, text: str, start: int) -> bool:
    """Whether a Latin word goes on behind ``word``."""
    return word[-1].isascii() and text[start + len(word) : start + len(word) + 1] in ("a", "b")
