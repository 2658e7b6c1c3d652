"""Whether prose written by a model may stand for the sentences that it cites.

The figures in such prose are the source's own characters; what may still be wrong is what they are told of. Everything that decides what a
statement says must agree: figures and what they belong to, directions, periods, qualifiers, negations, whether a thing is done or expected,
names. The wording is free as long as it speaks of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ..outline.script import HAN, detect_language, fold
from ..patterns import lazy
from . import retold_content as content
from . import retold_figures as told
from . import retold_form as form
from . import retold_numbers as written
from . import retold_outlook as outlook
from .statement import LATIN, Statement, bare, read

Language = Literal["zh-Hans", "zh-Hant", "en"]


def objection(
    prose: str,
    sources: Sequence[str],
    *,
    also: str = "",
    named: str = "",
    language: Language | None = None,
    source_language: Language | None = None,
) -> str | None:
    """Why ``prose`` may not stand for ``sources``, in one line, or ``None`` where it may.

    ``sources`` are the cited sentences, of the repaired text; ``also`` holds further words that count as their content (the names of the
    company). ``named`` is further text of the document (the question): its names may be used, but nothing that it says counts as said.
    ``language`` is the one that the prose was asked for in, by default the source's own. Where the two differ, figures with what is told
    of them, Latin names and form are checked, content is not. ``source_language`` is the document's, by default that of the sentences: a
    Chinese document may hold an English sentence, and may not be told in Chinese of whatever one likes for it. Never raises.
    """
    source = "\n".join(sources)
    own = source_language or detect_language(source)
    foreign = language is not None and (language == "en") != (own == "en")
    plain = bare(prose)
    if not any(letter.isalnum() for letter in prose):
        return "the text is empty"
    turned = "?" in fold(prose) and "?" not in fold(source)
    if not foreign and not turned and any(plain == bare(sentence) for sentence in (*sources, source)):
        return None
    return next(_objections(prose, source, also, named, language or own, foreign), None)


def _objections(prose: str, source: str, also: str, named: str, language: Language, foreign: bool) -> Iterator[str]:
    yield from form.markup(prose)
    ours, theirs = read(prose), read(source)
    known = fold(f"{source}\n{also}")
    nameable = f"{known}\n{fold(named)}"
    yield from form.form(ours, theirs, known)
    lent = content.lent(known, nameable)
    yield from _language(ours, nameable, language)
    pairs = written.paired(ours, theirs)
    yield from written.numbers(ours, theirs, known, pairs, foreign, lent)
    yield from content.names(ours, nameable, language)
    yield from told.figures(ours, theirs, pairs)
    if foreign:
        return
    yield from told.metrics(ours, theirs)
    yield from told.order(theirs, pairs)
    yield from told.movements(ours, theirs)
    yield from outlook.negations(ours, theirs)
    yield from outlook.modals(ours, theirs)
    yield from content.telling(ours, theirs, known)
    yield from told.name_order(ours, theirs)
    yield from content.drift(ours, known, language, lent)
    if language != "en":
        yield from content.added(ours, known)


_HAN_LETTER = lazy(f"[{HAN}]")


def _language(ours: Statement, known: str, language: Language) -> Iterator[str]:
    han = len(_HAN_LETTER.findall(ours.folded))
    latin = LATIN.findall(ours.folded)
    if language == "en":
        if 0.6 * han >= max(1, len(latin)):
            yield "the text is not in English"
        elif han and any(run not in known for run in re.findall(f"[{HAN}]+", ours.folded)):
            yield "the text is partly in Chinese"
    elif 0.6 * han <= (len(latin) if han < 4 else sum(word not in known for word in latin)) or (han < len(latin)):
        yield "the text is not in Chinese"
