"""A source as its words are looked for: the index, the names, the persons, its letters; made once, when they are first asked for."""

from __future__ import annotations

import re
from functools import cached_property

from ..outline.script import HAN, fold
from .names import Names
from .polarity import Reading, read_signs
from .retrieval import Index
from .source import Source, Span
from .wording import Term, people, read_wording

_KEPT = 4096
"""So many places are kept as they were read."""


class Ground:
    """What claims are held against."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._read: dict[Span, Reading] = {}

    @cached_property
    def index(self) -> Index:
        """The sentences by their words."""
        return Index(self.source, self.people)

    @cached_property
    def names(self) -> Names:
        """The names."""
        return Names(self.index, self.people)

    @cached_property
    def people(self) -> frozenset[str]:
        """The Chinese names of persons, folded."""
        hosts = (fold(host.name) for host in self.source.summary.event.hosts if host.name)
        return people(self.source.folded) | {name for name in hosts if re.fullmatch(f"[{HAN}]{{2,4}}", name)}

    @cached_property
    def letters(self) -> tuple[str, list[int]]:
        """The letters and digits, folded, and where each stands."""
        found = list(re.finditer(r"[\w%]", self.source.folded))
        return "".join(match[0] for match in found), [match.start() for match in found]

    def signs(self, span: Span) -> Reading:
        """A place, read; kept, as one place is looked at for many a claim."""
        found = self._read.get(span)
        if found is None:
            if len(self._read) > _KEPT:
                self._read.clear()
            text = self.source.text[span[0] : span[1]]
            found = self._read[span] = read_signs(read_wording(text, (), self.people))
        return found

    def own(self, term: Term) -> bool:
        """Whether a term is the company's own name."""
        return any(form and form in name for form in (term.surface, term.spelt) for name in self._company)

    @cached_property
    def _company(self) -> list[str]:
        company = self.source.summary.company
        return [fold(name) for name in (company.name, company.short_name) if name]
