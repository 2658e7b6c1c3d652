"""Lines of a summary that claim nothing: titles, greetings, lead-ins, sources, disclaimers."""

from __future__ import annotations

import re
from functools import cache

from ..figures import scan
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table

_EDGES = " \t\u3000*_#=~-–—•·.,:;!?。、，：；！？…()（）[]【】「」《》<>|/\\\"'“”‘’✅📈📊🔹💡"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERED = lazy(
    rf"^[(（]?(?:\d{{1,2}}(?=[)）.、:：\s])|{_HAN_NUMBER}(?=[)）.、:：])|[ivx]{{1,4}}(?=[).、])|第(?:{_HAN_NUMBER}|\d{{1,2}})(?:部分|章|节)|"
    r"part \d{1,2})[)）.、:：]?\s*(?=\D|$)"
)
_HAN = lazy(f"[{HAN}]")
_WORD = lazy(r"[a-z][a-z&'-]*|\d[\d.,]*")
_ASKING = lazy(r"(?:what|how|why|who|when|where|which|whether)\b|(?:什么|为什么|如何|怎样|怎么|是否|哪些|哪里)")
_LONGEST_TITLE = 14
"""Words of an English title; half as many again Han characters make a Chinese one too long."""


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    words = table("verification", "idle")
    return frozenset(words["titles"]), tuple(words["openings"]), tuple(words["anywhere"])


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    words = table("verification", "idle")
    return (
        re.compile(rf"(?<![\w'-])(?:{'|'.join(words['verbs_en'])})(?![\w'-])"),
        re.compile("|".join(words["verbs_zh"])),
        tuple(words["topics_zh"]),
    )


def has_figure(text: str) -> bool:
    """Whether ``text`` holds a figure: periods, list numbers and names of models are none."""
    if not any(letter.isdigit() or letter in "一二三四五六七八九十百千万亿两半成倍零" for letter in text):
        return any(word in text.lower() for word in _SPELLED) and bool(scan(text, fold(text)).figures)
    return bool(scan(text, fold(text)).figures)


_SPELLED = tuple("half third quarter double triple ten twice hundred thousand million billion one two three five".split())


def idle(text: str) -> bool:
    """Whether a line claims nothing by its words: empty, a title known as such, an opening, a source, a disclaimer."""
    folded = fold(text).strip(_EDGES)
    _, openings, anywhere = _known()
    if not any(letter.isalnum() for letter in folded) or known_title(text):
        return True
    if any(words in folded for words in anywhere):
        return True
    if folded.isascii() and folded.isalpha():
        return True  # a single word: a name below a letter, a label
    return fold(text).lstrip(_EDGES).startswith(openings) and not has_figure(text)


def known_title(text: str) -> bool:
    """Whether a line is a title that summaries usually have, or a number alone."""
    bare = _NUMBERED.sub("", fold(text).strip(_EDGES)).strip(_EDGES)
    return not bare or bare in _known()[0]


_ANSWER = lazy(r"\W{0,4}(?:a(?:nswer)?\s?\d{0,3}|答复?|回答|回复)\s*[:：.、]", re.IGNORECASE)


def answers(text: str) -> bool:
    """Whether a line is marked as an answer: it goes on from the question above it."""
    return _ANSWER.match(text) is not None


def asserts(text: str) -> bool:
    """Whether a heading or a lead-in says that something is so, rather than naming what follows."""
    return not idle(text) and (has_figure(_NUMBERED.sub("", text)) or says(text))


def says(text: str) -> bool:
    """Whether a short line without a figure has a verb that claims."""
    folded = fold(text).strip(_EDGES)
    if "?" in fold(text) or _ASKING.match(folded):
        return False
    english, chinese, topics = _verbs()
    if _HAN.search(folded):
        bare = folded.rstrip(_EDGES)
        return not bare.endswith(topics) and len(bare) >= 5 and chinese.search(bare) is not None
    return len(_WORD.findall(folded)) >= 3 and english.search(folded) is not None


def like_title(text: str) -> bool:
    """Whether a line by itself looks like a title: short, without a sentence's end."""
    folded = fold(text).strip()
    if not folded or folded[-1] in ".!?;,。":
        return False
    han = len(_HAN.findall(folded))
    return han <= 24 if han else len(_WORD.findall(folded)) <= _LONGEST_TITLE
