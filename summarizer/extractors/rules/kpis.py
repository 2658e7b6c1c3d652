"""Figures to KPIs, sentence by sentence: what goes on from one to the next is whose part, which question, whose story."""

from __future__ import annotations

from ...figures.model import Figure
from ...schemas.vocabulary import ChangeKind
from ..draft import KPIDraft
from ..material import Line, Material
from .chinese_clauses import goes_on_chinese, spoken_of_before
from .chinese_idle import tells_story
from .english_antecedents import opens_with_pronoun, spoken_of
from .english_growth import read_growth
from .english_stories import Stories
from .parts import WHOLE, asked_about, one_sentence_a_paragraph, topic_of
from .periods import PeriodReader
from .sentence_kpis import SentenceReader
from .subject import Subject


def find_kpis(material: Material) -> list[KPIDraft]:
    """Every figure of narrative and answers that says something, in order of place."""
    reader = PeriodReader(material)
    found: list[KPIDraft] = []
    last: Subject | None = None
    paragraph = -1
    segment: tuple[int | None, int, str | None] = (None, -1, None)
    told: list[tuple[Figure, Subject]] = []
    base: ChangeKind | None = None
    aside: Line | None = None
    previous: Line | None = None
    # a transcript of one sentence a paragraph: a part goes on until the company as a whole is spoken of
    part: str | None = None
    asked: tuple[int | None, str | None] = (None, None)
    called = material.outline.language != "en" and material.outline.kind == "earnings_call"
    storied = -1
    spread = material.outline.language == "en" and one_sentence_a_paragraph(material)
    english = material.outline.language == "en"
    stories = Stories(material) if english else None
    for line in material.lines:
        if line.sentence.role == "question":
            reader.ask(line)
        if line.sentence.role not in ("narrative", "answer"):
            continue
        reader.enter(line)
        topic = topic_of(material, line)
        if topic:
            if not english:
                # 财富管理方面,…: the guidance was of something else
                reader.look_back()
            segment = (line.sentence.exchange, line.sentence.paragraph, topic)
            part = topic if spread else None
        elif part is not None and (
            line.sentence.exchange is not None or WHOLE.search(material.folded, line.sentence.start, line.sentence.end)
        ):
            part = None
        elif part is not None:
            segment = (None, line.sentence.paragraph, part)
        teller = stories.told_of(line) if stories is not None else None
        if english and line.figures:
            if line.sentence.paragraph not in (paragraph, paragraph + 1):
                base = None
            base = read_growth(material.folded, line, material.anchor.reporting, base)
        if line.figures:
            goes_on = english and line.sentence.exchange is None and line.sentence.paragraph == paragraph + 1
            told_again_zh = (
                not english
                and previous is not None
                and bool(previous.figures)
                and line.sentence.paragraph == paragraph + 1
                and goes_on_chinese(material, line)
            )
            if line.sentence.paragraph != paragraph and not goes_on and not told_again_zh:
                last, told = None, []
            if (
                aside is not None
                and opens_with_pronoun(material, line)
                and line.sentence.paragraph - aside.sentence.paragraph <= 1
            ):
                # Our effective tax rate is worthy of mention. It was …
                spoken = spoken_of(material, aside)
                if spoken is not None:
                    last, told = spoken, []
            if not english and previous is not None and not previous.figures and goes_on_chinese(material, line):
                # 甲产品的增长依然强劲。同比增长 29%: the sentence before says of what
                near = previous.sentence.paragraph == line.sentence.paragraph
                last = (spoken_of_before(material, previous) if near else None) or last
            aside = None
            paragraph = line.sentence.paragraph
            if not english and line.sentence.exchange != asked[0]:
                exchange = line.sentence.exchange
                asked = (exchange, asked_about(material, exchange) if exchange is not None else None)
            sentence = SentenceReader(material, line, reader, segment, last, told)
            sentence.asked = asked[1]
            sentence.story = storied == line.sentence.paragraph and "我们" not in material.folded[line.sentence.start : line.sentence.end]
            drafts = sentence.read()
            if teller is not None:
                drafts = others_own(drafts, teller)
            last = sentence.subject or last
            told = sentence.told or told
            found.extend(drafts)
            named = [draft.segment for draft in drafts if draft.segment]
            if named and not english:
                segment = (line.sentence.exchange, line.sentence.paragraph, named[-1])
        elif english and line.sentence.role in ("narrative", "answer"):
            aside = line
        if called and tells_story(material.folded, line.sentence.start, line.sentence.end):
            storied = line.sentence.paragraph
        previous = line
        reader.leave(line)
    return found


def others_own(drafts: list[KPIDraft], teller: str) -> list[KPIDraft]:
    """What a customer's story tells of a known metric is the customer's; the rest measures nothing of the company."""
    measured = teller not in ("career", "quote")
    kept = [draft for draft in drafts if measured and draft.metric is not None and draft.figure.kind != "count"]
    for draft in kept:
        draft.entity, draft.segment = draft.entity or teller, None
    return kept
