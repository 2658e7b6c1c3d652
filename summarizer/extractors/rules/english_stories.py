"""Sentences that tell of somebody else: a customer's story, a new officer's career. Their figures are not the company's."""

from __future__ import annotations

import re
from functools import cache

from ...patterns import lazy
from ...tables import table
from ..material import Line, Material
from .english_names import words_of

_NAME = (
    r"(?:And\s|But\s|So\s|Also,?\s|Notably,\s|Similarly,\s|Additionally,\s|In\saddition,\s)?"
    r"(?P<who>[A-Z][\w&.’'\-]*(?:\s(?:[A-Z][\w&.’'\-]*|of|and|&|the)){0,5})"
)
# For example, Orion Labs is …
_EXAMPLE = lazy(
    rf"(?:For example|For instance|As an example|As one example|One example is|Take|Consider|Another example is),?\s{_NAME}[,\s]"
)


@cache
def _companies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """``Orion Labs is a security platform``, ``Orion, a leading bank,``; and without a name: ``The world's largest retailer``."""
    kinds = "|".join(table("extractors.rules", "english")["story"]["kinds"].split())
    sorted_by = r"(?:[\w’'\-]+,?\s)"
    return (
        re.compile(rf"{_NAME}(?:,|\sis|\swas)\s(?:an?|the|one\sof)\s(?:(?!that\b|which\b|where\b){sorted_by}){{0,8}}?(?:{kinds})\b"),
        re.compile(rf"(?P<who>(?:An?|One|One of (?:the|our)|Another|The (?:world|nation)['’]s)\s{sorted_by}{{0,7}}?(?:{kinds}))\b"),
    )


_CHOSE = lazy(
    rf"{_NAME}\s(?:has\s|have\s|recently\s|also\s|then\s|first\s|now\s)?(?:selected|chose|adopted|standardized|migrated|replaced|deployed"
    r"|consolidated|leverages|turned\sto|went\slive|is\susing|are\susing|uses|relies|is\sleveraging|is\sbuilding|rebuilt|modernized"
    r"|orchestrates|needed|wanted)\b"
)
_CAREER = lazy(
    r"\b(?:join(?:ed|s|ing)|appointed|welcome[ds]?|serv(?:ed|ing)|succeed(?:s|ed|ing)?|hired)\b[^.]*"
    r"\b(?:experience|career|previously|decades?|prior\sto|most\srecently|where\s(?:he|she))\b"
)
# one of these is in every sentence of a career: looked for first, as most sentences hold none
_CAREER_WORDS = ("experience", "career", "previously", "decade", "prior", "most", "where")
_OWN = lazy(
    r"(?:And\s|So\s|But\s|Now,?\s|Then,?\s)?(?:We|Our|I|In\s(?:the\s)?(?:first|second|third|fourth|Q|our|fiscal|total|summary|short)|Overall"
    r"|Turning|Moving|Total|Looking|Finally|Next|To\ssum|Across\sour|Revenue|Gross|Operating|Net|Free\scash|Let['’]?s?)\b"
)
_WE = lazy(r"we(?<=\bwe)\b")
_FIRST_PERSON = lazy(r"\b(?:we|our|us|i)\b")


class Stories:
    """Follows a call's sentences and tells of each whose story it is, if not the company's own."""

    def __init__(self, material: Material, *, everywhere: bool = False) -> None:
        """``everywhere``: also in paragraphs without a figure."""
        header = material.outline.header
        self._material = material
        self._own = [name.lower() for name in (header.company, header.short_name) if name]
        self._teller: str | None = None
        self._paragraph = -1
        self._everywhere = everywhere
        # only where figures stand does it matter who is spoken of
        self._figured = {line.sentence.paragraph for line in material.lines if line.figures or everywhere}

    def told_of(self, line: Line) -> str | None:
        """Whose story the sentence tells, or ``None``. Sentences are to be given in order."""
        start, end = line.sentence.start, line.sentence.end
        text, folded = self._material.text, self._material.folded
        if line.sentence.paragraph != self._paragraph:
            self._teller, self._paragraph = None, line.sentence.paragraph
        reach = min(end, start + 200)
        if line.sentence.paragraph not in self._figured:
            return None
        sentence = folded[start:end]
        if ", quote," in sentence:
            return "quote"
        if (line.figures or self._everywhere) and any(word in sentence for word in _CAREER_WORDS) and _CAREER.search(folded, start, end):
            return "career"
        named, unnamed = _companies()
        for pattern in (_EXAMPLE, named, unnamed, _CHOSE):
            match = pattern.match(text, start, reach)
            if match is None:
                continue
            who = re.sub(r"['’]s$", "", match["who"])
            opener = who.split()[0].lower().rstrip(",.") in words_of("story", "openers")
            if pattern is not unnamed and (opener or self._is_own(who)):
                continue
            if _FIRST_PERSON.match(folded, match.end("who") + 1) is None:
                self._teller = who
                return who
        own = _WE.search(folded, start, end) or _OWN.match(text, start, reach) or self._is_own(text[start : start + 40])
        if self._teller is not None and own:
            self._teller = None
        return self._teller

    def _is_own(self, words: str) -> bool:
        folded = words.lower()
        return any(folded.startswith(name) for name in self._own)
