"""What holds for every text and every retelling of it."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.grounding.prose import objection
from summarizer.outline.repair import repair
from summarizer.outline.script import fold
from summarizer.outline.sentences import split_sentences

WORDS = st.sampled_from([
    "公司", "营收", "毛利率", "不会", "将", "预计", "海外", "提升至", "下降", "超过", "同比", "我們", "算力", "三成", "2023年", "8%",
    "约3,000张", "36.8 亿元", "$5 million", "GPT-4", "Revenue ", "may ", "not ", "grew ", "metric ", "period ",
    "name ", ",", "。", ". ", "\n", "(", "—",
])  # fmt: skip
TEXTS = st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=120)


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS, TEXTS, st.sampled_from([None, "zh-Hans", "zh-Hant", "en"]))
@settings(max_examples=300, deadline=None)
def test_any_two_texts_are_judged(prose: str, sources: list[str], also: str, named: str, language: str | None) -> None:
    """Whatever comes in, there is a verdict, and a reason is one line."""
    reason = objection(prose, sources, also=also, named=named, language=language)  # type: ignore[arg-type]  # drawn from the literals
    assert reason is None or (reason and "\n" not in reason)


@given(TEXTS, st.lists(TEXTS, max_size=2))
@settings(max_examples=200, deadline=None)
def test_a_sentence_stands_for_itself(sentence: str, others: list[str]) -> None:
    """What the source says word for word may be said, unless it says nothing."""
    if any(letter.isalnum() for letter in sentence):
        assert objection(sentence, [sentence, *others]) is None


@given(TEXTS, TEXTS.filter(lambda text: any(letter.isalnum() for letter in text)), TEXTS)
@settings(max_examples=200, deadline=None)
def test_lent_names_let_no_figure_pass(prose: str, source: str, named: str) -> None:
    """Whatever stands in text that lends its names, a number that it alone holds is refused."""
    if objection(f"{prose}营收 77.31 亿元", [source], language="zh-Hans") is not None:
        assert objection(f"{prose}营收 77.31 亿元", [source], named=f"{named}营收 77.31 亿元", language="zh-Hans") is not None


@given(st.integers(1, 99_999), st.sampled_from(["亿元", "%", "万台", "家", " million", "", "年", "B"]), TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_number_that_the_source_lacks_is_refused(number: int, unit: str, source: str) -> None:
    """No digits can be told that are not the source's own."""
    if str(number) not in re.findall(r"\d+(?:[.,]\d+)*", fold(source)):
        assert objection(f"公司营收{number}{unit}", [source], language="zh-Hans") is not None


def test_every_sentence_of_the_documents_stands_for_itself(documents: Path) -> None:
    """Real sentences with all their marks are told as they are, white space and marks apart."""
    for path in sorted(documents.glob("*.txt")):
        if "gb18030" in path.name:
            continue
        repaired = repair(path.read_text(encoding="utf-8"))
        for start, end in split_sentences(repaired.text, repaired.folded, 0, len(repaired.text)):
            sentence = repaired.text[start:end]
            if any(letter.isalnum() for letter in sentence):
                assert objection(" ".join(sentence.split()).rstrip("。.;"), [sentence]) is None


def test_a_long_source_is_read_in_time_that_grows_with_it() -> None:
    """Endless figures, negations and clauses are one pass."""
    for piece in ("8%,", "不", "将", "同比增长8%", "not ", "(", "，", "A", "增长下降", "GPT-4 "):
        assert objection("营收8%", [piece * 1_000]) != ""
        assert objection(piece * 300, ["营收8%"]) is not None
