"""Finding a quote's place in a text, number-strictly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from ..outline.repair import Repaired, repair
from ..outline.script import fold
from .boundaries import boundary_text, cut
from .candidates import SentenceIndex
from .compare import edges, same_statement, telling
from .disagreement import disagreement
from .hard_tokens import Token, lex
from .neighbours import REACH, Context, Occurrences, assign
from .place import Place, Verdict
from .skeleton import Skeleton, quote_forms, same_words, skeleton, without_ligatures

_MOST_OCCURRENCES = 500
"""A quote that stands in more unfit places than this (a single digit) is not looked for further."""
_MOST_PLACES = 5_000
"""Of so many places of a quote the one that is meant is chosen."""
_LONGEST_COMPARED = 4_000
"""A longer quote is compared word by word only up to here; literally it is looked for whole."""
_CANDIDATES = 3
_NEAR = 0.5
"""Of the quote's tokens, how many a place must hold to be what the quote is about."""


_Cut = Callable[[int, int], "str | None"]
"""Why a raw span must not be taken out of its text, if so."""


class Locator:
    """The place of quotes in one text. Everything is built when it is first needed, once, in time linear in the text.

    ``text`` is the raw text; all offsets given and taken count its code points. ``repaired`` saves repairing it again.
    """

    def __init__(self, text: str, repaired: Repaired | None = None) -> None:
        self.text = text
        self._given = repaired
        self._lexed: dict[int, list[Token]] = {}

    @cached_property
    def _repaired(self) -> Repaired:
        return self._given if self._given is not None else repair(self.text)

    @cached_property
    def _boundary(self) -> str:
        return boundary_text(self._repaired.text, self._repaired.folded)

    @cached_property
    def _raw(self) -> str | None:
        """The raw text's own boundary text where repair changed something, else ``None``."""
        return None if self._repaired.text == self.text else boundary_text(self.text, fold(self.text))

    @cached_property
    def _skeleton(self) -> Skeleton:
        return skeleton(self._repaired.text, self._repaired.folded)

    @cached_property
    def _raw_skeleton(self) -> Skeleton | None:
        if self._raw is None:
            return None
        found = skeleton(self.text, fold(self.text))
        # where repair did no more than join lines there is nothing else to be found
        return None if found.text == self._skeleton.text else found

    @cached_property
    def _sentences(self) -> SentenceIndex:
        return SentenceIndex(self._repaired.text, self._repaired.folded)

    def locate(self, quote: str, *, start: int = 0, end: int | None = None, before: str = "", after: str = "") -> Place:
        """The place of ``quote`` between the raw offsets ``start`` and ``end``, or what the source says instead.

        A quote that stands there several times is placed where the words ``before`` and ``after`` it, as its writer saw them in the
        source, agree best; without them, at its first place. They decide between places and nothing else: they need not be right.
        """
        if before.strip() or after.strip():
            found = self._occurrences(quote, start, end)
            fitting = list(islice(found.fitting(), _MOST_OCCURRENCES))
            if len(fitting) > 1:
                context = Context(before, after)
                best = max(fitting, key=lambda number: (context.agreement(*self._beside(*found.spans[number])), -number))
                return self._placed(quote, *found.spans[best])
        stop = len(self.text) if end is None else min(end, len(self.text))
        start = max(0, start)
        forms = quote_forms(quote)
        if not forms or not any(letter.isalnum() for letter in forms[0]):
            return Place("missing", reason="the quote holds no words")
        objection: tuple[str, int, int] | None = None
        for first, last in self._literal(quote, start, stop, _MOST_OCCURRENCES):
            reason = self._cut_raw(first, last)
            if reason is None:
                return self._found("exact", first, last, 1.0)
            objection = objection or (reason, first, last)
        for first, last, why in self._normalised(quote, forms, start, stop, _MOST_OCCURRENCES):
            reason = why(first, last)
            if reason is None:
                return self._found("normalised", first, last, 1.0)
            objection = objection or (reason, first, last)
        return self._compared(quote, start, stop, objection)

    def locate_all(self, quotes: Sequence[str]) -> list[Place]:
        """The place of each of ``quotes``, which come in the order in which a summary, or one section of it, tells them.

        Each is what `locate` says, but for those that stand in the text several times: they are placed by their neighbours. Those keep
        the text's order where they can, and lie next to the nearest quote that stands once where they cannot (see `neighbours.assign`).
        The same quote told twice is found at two places where there are two.
        """
        places: list[Place | None] = [None] * len(quotes)
        ambiguous: list[Occurrences | None] = [None] * len(quotes)
        known: dict[str, Occurrences] = {}
        for number, quote in enumerate(quotes):
            if quote not in known:
                known[quote] = self._occurrences(quote, 0, None)
            if len(list(islice(known[quote].fitting(), 2))) > 1:
                ambiguous[number] = known[quote]
            else:
                places[number] = self.locate(quote)
        anchors = [None if place is None or place.start is None or place.end is None else (place.start, place.end) for place in places]
        for number, at in assign(ambiguous, anchors).items():
            places[number] = self._placed(quotes[number], *known[quotes[number]].spans[at])
        return [self.locate(quote) if place is None else place for quote, place in zip(quotes, places, strict=True)]

    def _occurrences(self, quote: str, start: int, end: int | None) -> Occurrences:
        """Every place where the quote stands letter for letter or once folded, fit or not."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        start = max(0, start)
        forms = quote_forms(quote)
        if not forms or not any(letter.isalnum() for letter in forms[0]):
            return Occurrences([], lambda number: False)
        found: dict[int, tuple[int, int, _Cut]] = {}
        for first, last in self._literal(quote, start, stop, _MOST_PLACES):
            found.setdefault(self._first_letter(first, last), (first, last, self._cut_raw))
        for first, last, why in self._normalised(quote, forms, start, stop, _MOST_PLACES):
            found.setdefault(self._first_letter(first, last), (first, last, why))
        places = [found[at] for at in sorted(found)]
        return Occurrences([(first, last) for first, last, _ in places], lambda number: places[number][2](*places[number][:2]) is None)

    def _first_letter(self, start: int, end: int) -> int:
        """Where the words of a span begin: two spans that differ in the marks at their head alone are one place."""
        return next((at for at in range(start, end) if self.text[at].isalnum()), start)

    def _placed(self, quote: str, start: int, end: int) -> Place:
        return self._found("exact" if self.text[start:end] == quote else "normalised", start, end, 1.0)

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """The folded words before and behind a raw span, as far as `neighbours.Context` looks."""
        text = self._repaired.folded
        first, last = self._repaired.repaired_offset(start), self._repaired.repaired_offset(end)
        return text[max(0, first - REACH) : first], text[last : last + REACH]

    def _found(self, match: Verdict, start: int, end: int, score: float) -> Place:
        return Place(match, start, end, self.text[start:end], None, score)

    # -- letter for letter ------------------------------------------------------------------------------------

    def _literal(self, quote: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
        size = len(quote)
        at = self.text.find(quote, start, end)
        for _ in range(most):
            if at < 0:
                return
            yield at, at + size
            at = self.text.find(quote, at + 1, end)

    def _cut_raw(self, start: int, end: int) -> str | None:
        """Why the raw span must not be taken out of its text, if so; white space at its ends does not count."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if self._raw is None:
            return cut(self._boundary, start, end)
        first, last = self._repaired.repaired_offset(start), self._repaired.repaired_offset(end - 1) + 1
        if first < last:
            return cut(self._boundary, first, last)
        return cut(self._raw, start, end)

    # -- equal once folded ------------------------------------------------------------------------------------

    def _normalised(self, quote: str, forms: list[str], start: int, end: int, most: int) -> Iterator[tuple[int, int, _Cut]]:
        """Raw spans whose skeleton is one of ``forms``, each with what says why it must not be taken out of its text, if so."""
        folded_quote = fold(quote)
        for form in forms:
            for first, last in self._skeleton_spans(self._skeleton, form, most):
                raw_first, raw_last = self._repaired.raw_span(first, last)
                if start <= raw_first and raw_last <= end and same_words(folded_quote, self._repaired.folded[first:last]):
                    yield raw_first, raw_last, self._cut_repaired
            if self._raw_skeleton is not None and self._raw is not None:
                for first, last in self._skeleton_spans(self._raw_skeleton, form, most):
                    if start <= first and last <= end and same_words(folded_quote, fold(self.text[first:last])):
                        yield first, last, self._cut_both

    def _cut_repaired(self, start: int, end: int) -> str | None:
        first = self._repaired.repaired_offset(start)
        return cut(self._boundary, first, self._repaired.repaired_offset(end - 1) + 1)

    def _cut_both(self, start: int, end: int) -> str | None:
        return self._cut_raw(start, end) or (None if self._raw is None else cut(self._raw, start, end))

    @staticmethod
    def _skeleton_spans(source: Skeleton, form: str, most: int) -> Iterator[tuple[int, int]]:
        at = source.text.find(form)
        for _ in range(most):
            if at < 0:
                return
            yield source.place(at), source.place(at + len(form) - 1) + 1
            at = source.text.find(form, at + 1)

    # -- in other words ---------------------------------------------------------------------------------------

    def _compared(self, quote: str, start: int, end: int, objection: tuple[str, int, int] | None) -> Place:
        """The place where the same is said in other words, or what the nearest place says instead."""
        index = self._sentences
        plain = " ".join(repair(without_ligatures(quote[:_LONGEST_COMPARED])).text.split())
        folded = fold(plain)
        candidates = (number for number, _ in index.nearest(folded, 4 * _CANDIDATES))
        near = [number for number in candidates if self._within(number, start, end)][:_CANDIDATES]
        nearest = [self._repaired.raw_span(*index.sentences[number]) for number in near]
        tokens = telling(lex(plain, folded))
        best: tuple[float, str | None] = (0.0, None)
        for number in near:
            window = self._window(number, len(plain))
            same = same_statement(tokens, window)
            span = None if same is None else edges(folded, tokens, self._repaired.folded, window, same)
            if span is not None:
                first, last = span
                raw_first, raw_last = self._repaired.raw_span(first, last)
                reason = cut(self._boundary, first, last)
                if reason is None and start <= raw_first and raw_last <= end and len(quote) <= _LONGEST_COMPARED:
                    return self._found("reworded", raw_first, raw_last, 1.0)
                objection = objection or (reason or "outside the part that was searched", raw_first, raw_last)
                continue
            differs = disagreement(tokens, window)
            if differs.coverage > best[0]:
                best = (differs.coverage, self._explain(differs.ours, differs.theirs, plain))
        if objection is not None:
            reason, first, last = objection
            holding = self._sentence_at(first)
            own = [self._repaired.raw_span(*index.sentences[holding])] if holding is not None else []
            return Place("contradicted", reason=reason, score=1.0, nearest=own + [other for other in nearest if other not in own])
        coverage, reason_found = best
        if coverage >= _NEAR and reason_found is not None:
            return Place("contradicted", reason=reason_found, score=coverage, nearest=nearest)
        reason = "no sentence of the source says this" if coverage < _NEAR else "the words differ too far from the nearest sentence"
        return Place("missing", reason=reason, score=coverage, nearest=nearest)

    def _within(self, number: int, start: int, end: int) -> bool:
        first, last = self._repaired.raw_span(*self._sentences.sentences[number])
        return first < end and last > start

    def _window(self, number: int, size: int) -> list[Token]:
        """The tokens of a sentence and of as many around it as a quote of ``size`` characters may cover."""
        sentences = self._sentences.sentences
        first = last = number
        reach = size
        while first > 0 and sentences[number][0] - sentences[first][0] < reach:
            first -= 1
        while last + 1 < len(sentences) and sentences[last][1] - sentences[number][1] < reach:
            last += 1
        return [token for each in range(first, last + 1) for token in self._tokens(each)]

    def _tokens(self, number: int) -> list[Token]:
        known = self._lexed.get(number)
        if known is None:
            start, end = self._sentences.sentences[number]
            found = lex(self._repaired.text[start:end], self._repaired.folded[start:end])
            known = [Token(each.kind, each.key, each.start + start, each.end + start, each.surface) for each in found]
            if not known or known[-1].kind != "stop":
                known.append(Token("stop", ("stop",), end - 1, end))
            self._lexed[number] = known
        return known

    def _sentence_at(self, raw: int) -> int | None:
        place = self._repaired.repaired_offset(raw)
        number = bisect_left(self._sentences.sentences, place + 1, key=lambda span: span[1])
        return number if number < len(self._sentences.sentences) else None

    def _explain(self, ours: Token | None, theirs: Token | None, quote: str) -> str | None:
        """One line for people: what the source says and what the quote says."""
        said = None if ours is None else " ".join(quote[ours.start : ours.end].split())
        held = None if theirs is None else " ".join(self._repaired.text[theirs.start : theirs.end].split())
        if said and held:
            return f"source says {held}, quote says {said}"
        if said:
            return f"quote says {said}, source does not"
        if held:
            return f"source says {held}, quote leaves it out"
        return None


def locate(quote: str, text: str, *, start: int = 0, end: int | None = None, before: str = "", after: str = "") -> Place:
    """The place of ``quote`` in ``text``, number-strictly: wording may vary, but no digit, unit, sign, direction, negation, period or name.

    ``start`` and ``end`` bound the search (offsets into ``text``). A quote that stands there several times is placed where the words
    ``before`` and ``after`` it agree best. For many quotes of one text use `locate_all` or a `Locator`.
    """
    return Locator(text).locate(quote, start=start, end=end, before=before, after=after)


def locate_all(quotes: Sequence[str], text: str) -> list[Place]:
    """The place of each of ``quotes`` in ``text``, as `locate` says; one that stands there several times is placed by its neighbours.

    Quotes come in the order in which a summary, or one section of it, tells them (see `Locator.locate_all`).
    """
    return Locator(text).locate_all(quotes)
