"""Names of a claim in its source: as they stand, in the other script, by their sound (pinyin), by a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise, product

from ..patterns import lazy
from .bilingual import abbreviations, light, named_in_english, readings, root, rows, surnames, syllables
from .retrieval import Index
from .wording import Term, Wording, squeezed

_MOST_WORDS = 4
_TITLE = lazy(r"\b(?:mr|mrs|ms|miss|dr|prof|professor|madam|sir)\.? ?$")
_CODE = lazy(r"[A-Z][A-Z0-9&.\-]+|[A-Za-z].*\d.*")


class Names:
    """The names of one source."""

    def __init__(self, index: Index, people: frozenset[str] = frozenset()) -> None:
        """``people`` are the Chinese names of persons that the source has, folded."""
        self._people = people
        self._index = index
        self._folded = index.source.folded
        self._spelt: dict[str, str | None] = {}

    @cached_property
    def _sounds(self) -> dict[str, list[int]]:
        """Where a character stands that is read like each syllable."""
        places: dict[str, list[int]] = {}
        for at, letter in enumerate(self._folded):
            if letter >= "\u3400":
                places.setdefault(letter, []).append(at)
        found: dict[str, list[int]] = {}
        for letter, at_all in places.items():
            for syllable in readings(letter):
                found.setdefault(syllable, []).extend(at_all)
        return found

    @cached_property
    def squeezed(self) -> str:
        """The source's folded text without what Latin names are written differently in."""
        return squeezed(self._folded)

    def resolve(self, claim: Wording) -> None:
        """Gives the claim's names the forms that the source has of them."""
        terms = claim.terms
        at = 0
        while at < len(terms):
            size = self._run(terms, at)
            done = 0
            for length in range(min(size, _MOST_WORDS), 0, -1):
                word = self.spelt([term.surface for term in terms[at : at + length]])
                if word:
                    for term in terms[at : at + length]:
                        term.keys[word] = 1.0
                        term.keys.update((one + two, 0.6) for one, two in pairwise(word))
                        term.spelt = word
                        term.kind = "name"
                    done = length
                    break
            if not done and size == 1 and self._addressed(terms[at], claim.folded):
                done = 1
            if not done and not terms[at].han and (terms[at].kind == "name" or terms[at].opening):
                self._translated(terms[at])
            at += done or 1
        for term in terms:
            if term.han and term.kind == "name":
                self._sounded(term)

    def _run(self, terms: Sequence[Term], at: int) -> int:
        size = 0
        while at + size < len(terms) and size < _MOST_WORDS:
            term = terms[at + size]
            if term.han or not (term.kind == "name" or term.opening) or not term.surface.isascii():
                break
            if size and term.start - terms[at + size - 1].end > 1:
                break
            size += 1
        return size

    def spelt(self, words: Sequence[str]) -> str | None:
        """The Chinese name of the source that these Latin words spell, if there is one; a person's names in either order."""
        key = " ".join(words)
        if key not in self._spelt:
            orders = [words] if len(words) == 1 else [words, [*words[1:], words[0]]]
            self._spelt[key] = next((found for order in orders if (found := self._find(order))), None)
        return self._spelt[key]

    def _find(self, words: Sequence[str]) -> str | None:
        name = re.sub("[^a-z]", "", "".join(words).lower())
        if len(words) == 1 and (root(name) in self._index.postings or name in light()):
            return None
        for parts in _syllabled(name):
            if len(parts) < 2:
                continue
            first = min(range(len(parts)), key=lambda number: len(self._sounds.get(parts[number], ())))
            for place in self._sounds.get(parts[first], ()):
                start = place - first
                letters = self._folded[start : start + len(parts)] if start >= 0 else ""
                if len(letters) == len(parts) and all(
                    part in readings(letter) for part, letter in zip(parts, letters, strict=True)
                ):
                    return letters
        return None

    def _addressed(self, term: Term, folded: str) -> bool:
        """A person's surname behind a title: Mr Tang, where one person of the source is called so."""
        if not _TITLE.search(folded[max(0, term.start - 12) : term.start]):
            return False
        named = {name for name in self._people if term.surface in readings(name[0])}
        if len({name[0] for name in named}) != 1:
            return False
        term.spelt = max(named, key=lambda name: (self._folded.count(name), name))
        term.keys[term.spelt] = 1.0
        term.kind, term.person = "name", True
        return True

    def _translated(self, term: Term) -> None:
        """A Latin name as the dictionary has it in Chinese, or as the short form of that."""
        for word in named_in_english(term.surface):
            for form in (word, word[:2]):
                if form in self._folded and (form == word or len(word) > 3):
                    term.keys[form] = 1.0
                    term.spelt = form
                    return

    def _sounded(self, term: Term) -> None:
        """A Chinese name as the Latin letters of the source may have it."""
        if term.surface in self._folded or not 2 <= len(term.surface) <= 5:
            return
        for parts in product(*(sorted(readings(letter)) or [""] for letter in term.surface[:5])):
            for spelt in ("".join(parts), "".join((*parts[1:], parts[0]))):
                if len(spelt) > 4 and spelt in self.squeezed:
                    for name in ("".join(parts), parts[0], "".join(parts[1:])):
                        term.keys[name] = term.keys[root(name)] = 1.0
                    term.spelt = spelt
                    return

    def absent(self, term: Term) -> bool:
        """Whether the source does not hold a name that it could not but hold in a form that is known here."""
        if term.spelt or term.surface in self._folded:
            return False
        concept = next((key for key in term.keys if key[0] == "="), None)
        if concept is not None:
            chinese, english = rows()[concept]
            held = any(word in self._folded for word in chinese) or any(
                squeezed(phrase) in self.squeezed for phrase in english
            )
            return concept.startswith("=n") and not held
        if any(key in self._index.postings for key, share in term.keys.items() if share >= 0.75):
            return False
        if term.han:
            if term.glosses:
                return not any("".join(gloss) in self.squeezed for gloss in term.glosses)
            pairs = (one + two for one, two in pairwise(term.surface))
            return self._index.source.language != "en" and not any(pair in self._folded for pair in pairs)
        if squeezed(term.surface) in self.squeezed:
            return False
        if self._index.source.language == "en":
            return root(term.surface) not in self._index.postings
        if term.surface in abbreviations():
            return False
        return bool(_CODE.fullmatch(term.written)) or bool(named_in_english(term.surface))


@cache
def _syllabled(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which a Latin name is made of syllables of pinyin."""
    known = syllables()

    def split(rest: str) -> Iterator[tuple[str, ...]]:
        if not rest:
            yield ()
        for size in range(min(6, len(rest)), 0, -1):
            if rest[:size] in known:
                for tail in split(rest[size:]):
                    yield (rest[:size], *tail)

    found = []
    if 3 < len(name) < 30:
        for parts in split(name):
            found.append(parts)
            if len(found) == 8:
                break
    return tuple(found)


def others(place_terms: Sequence[Term], matched: Sequence[tuple[int, int]]) -> str | None:
    """A name of the place that no word of the claim answers to."""
    for term in place_terms:
        if term.kind == "name" and not any(start < term.end and term.start < end for start, end in matched):
            return term.surface
    return None


__all__ = ["Names", "others", "surnames"]
