"""A very long document: so many calls as it is long, and nothing cut where it must not be."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from summarizer.extractors.draft import ModelDraft
from summarizer.extractors.model.asking import Question
from summarizer.extractors.model.extract import extract
from summarizer.extractors.model.pointing import PLACEHOLDER
from summarizer.extractors.model.scope import Scope
from summarizer.extractors.model.spending import Spending
from tests.extractors.made_up import RECORD

from .reading import Scripted, done, scope_of

_LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def mark(number: int) -> str:
    """A name for each place, without a digit: it survives masking."""
    return "".join(_LETTERS[number // 22**place % 22] for place in (2, 1, 0))


def text_of(length: int) -> str:
    """A record of so many characters: narrative first, then exchanges, one with a very long answer."""
    parts: list[str] = []
    size = number = 0
    told = length // 3
    while size < length:
        number += 1
        facts = (
            f"{mark(number)}基地于2024年投产，产能为{number * 3}万台，良率提升至{number % 30 + 60}%。"
            f"{mark(number)}产线的收入为{number % 97 + 1}.{number % 10}亿元，同比增长{number % 40 + 1}%，主要来自海外的客户。"
        )
        if size < told:
            part = facts + "\n"
        elif number % 40 == 0:
            part = f"问：{mark(number)}业务的进展如何？\n答：{facts * 60}\n"
        else:
            part = f"问：{mark(number)}业务的进展如何？\n答：{facts}公司会继续优化产品结构，对长期的发展有信心。\n"
        parts.append(part)
        size += len(part)
    return RECORD.format(body="".join(parts))


@cache
def scope(length: int) -> Scope:
    """The document as the tasks see it."""
    return scope_of(text_of(length))


def least(question: Question) -> dict[str, Any]:
    """An answer without a word in it: it costs nothing to refuse."""
    return {}


@cache
def asked(length: int) -> tuple[list[Question], ModelDraft]:
    """All questions of a document, asked once."""
    read, asker = scope(length), Scripted(least)
    draft = done(
        extract(
            read.material, read.guide, asker, Spending(), objection=read.objection, language=read.language, labels="none", tries=1
        )
    )
    return asker.asked, draft


def test_calls_grow_with_the_length_alone() -> None:
    """Twice the text, twice the questions; no question is longer, none asks for more."""
    short, long = asked(20_000)[0], asked(40_000)[0]
    assert 1.6 < len(long) / len(short) < 2.4
    assert max(len(one.material) for one in long) < 6_000
    assert max(one.most_tokens for one in long) < 1_500
    assert [one.task for one in long].count("synthesis") == [one.task for one in short].count("synthesis") == 1
    narrative = [one for one in long if one.task == "narrative"]
    assert sum(len(one.material) for one in narrative) / len(narrative) > 500


def test_every_sentence_is_read_once_and_whole() -> None:
    """No question begins or ends within a sentence, and none leaves one out or shows one twice."""
    read = scope(40_000)
    shown = "".join(one.material for one in asked(40_000)[0] if one.task in ("narrative", "exchange"))
    page = read.page()
    long = re.findall(r"^s\d+：(.*)$", shown, re.M)
    sentences = [line for line in read.material.lines if "基地于" in read.words(line) or "产线的收入" in read.words(line)]
    assert len(sentences) > 500
    masked = [PLACEHOLDER.sub("#", page.show((line.sentence.start, line.sentence.end))) for line in sentences]
    assert sorted(PLACEHOLDER.sub("#", words) for words in long if "基地于" in words or "产线的收入" in words) == sorted(masked)


def test_no_question_mixes_exchanges() -> None:
    """A question with its answer, or a part of it under the same question; every number an id."""
    for one in asked(40_000)[0]:
        if one.task == "exchange":
            (about,) = re.findall(r"^问：(.*)业务的进展如何？$", one.material, re.M)
            assert set(re.findall(r"(\w{3})(?:基地|产线)", one.material)) == {about}
        assert re.findall(r"\d", re.sub(r"\{[fdn]\d+\}|\b[sfpt]\d+\b|用\d句|成\d句", "", one.material)) == []


def test_a_long_answer_is_read_in_parts() -> None:
    """Each under its section, each of a size."""
    sections = [one.section for one in asked(40_000)[0] if one.task == "exchange"]
    assert len(sections) > len(set(sections)) > 50


@pytest.mark.slow
def test_a_million_characters() -> None:
    """The same at a hundred thousand sentences' length: linear in calls and size."""
    short, long = asked(100_000)[0], asked(1_000_000)[0]
    assert 8.5 < len(long) / len(short) < 11.5
    assert max(len(one.material) for one in long) < 6_000
