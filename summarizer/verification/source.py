"""A document, read once, as claims are held against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..extractors.draft import Draft
from ..extractors.material import Material, gather
from ..extractors.rules import extract
from ..grounding import Locator, evidence_for
from ..outline import outline
from ..outline.model import Sentence
from ..reading import Document
from ..schemas import Evidence, Summary

Span = tuple[int, int]


@dataclass
class Source:
    """The document with its sentences, figures and KPIs; every part is made when it is first asked for.

    Spans count code points of the repaired text (``text``) unless said otherwise.
    """

    document: Document

    @cached_property
    def material(self) -> Material:
        """Sentences, figures and periods."""
        return gather(outline(self.document))

    @cached_property
    def draft(self) -> Draft:
        """What the rules make of it."""
        return extract(self.material)

    @cached_property
    def summary(self) -> Summary:
        """Our own summary by rules: who, when, and every KPI."""
        from ..pipeline import summarize

        return summarize(self.document, engine="rules")

    @cached_property
    def locator(self) -> Locator:
        """Finds quotes; its places count the raw text."""
        return Locator(self.document.text, self.material.outline.repaired)

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.material.text

    @property
    def folded(self) -> str:
        """The repaired text folded: one script, width and case."""
        return self.material.folded

    @property
    def language(self) -> str:
        """zh-Hans, zh-Hant or en."""
        return self.material.outline.language

    @property
    def sentences(self) -> list[Sentence]:
        """In order of place."""
        return self.material.outline.sentences

    def evidence(self, span: Span) -> Evidence:
        """The place as evidence, with the source's own characters."""
        return evidence_for(self.material.outline.repaired, *span, page_starts=self.document.page_starts)
