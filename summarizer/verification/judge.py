"""One claim held against its source: its figures and its words, put together to one verdict."""

from __future__ import annotations

from collections.abc import Sequence

from ..schemas import Evidence
from ..schemas.verification import Arithmetic, Basis, Claim, Part, Verdict
from .claims import ClaimText
from .figures import Figures
from .finding import Finding
from .source import Source, Span

_MOST_EVIDENCE = 4


class Judge:
    """Holds claims against one source; the source is read once."""

    def __init__(self, source: Source) -> None:
        from .words import Words

        self._source = source
        self._figures = Figures(source)
        self._words = Words(source)

    def claim(self, claim: ClaimText, id: str) -> Claim:
        """The verdict on ``claim``, with its reason and the places that it rests on."""
        findings = self._figures.judge(claim)
        words = self._words.judge(claim, findings)
        parts = [self._part(finding) for finding in ([*findings, words] if words is not None else findings)]
        verdict = _worst([part.verdict for part in parts])
        deciding = [part for part in parts if part.verdict == verdict]
        return Claim(
            id=id, text=claim.text, where=claim.where, start=claim.start, end=claim.end,
            section=" › ".join(claim.headings) or None, verdict=verdict, basis=_basis(findings, words),
            reason="; ".join(dict.fromkeys(_reason(part) for part in deciding if part.reason)) or None,
            evidence=_distinct([one for part in deciding for one in part.evidence])[:_MOST_EVIDENCE], parts=parts,
        )  # fmt: skip

    def _part(self, finding: Finding) -> Part:
        worked = finding.arithmetic
        return Part(
            said=finding.said, verdict=finding.verdict, reason=finding.reason, evidence=self._evidence(finding.spans),
            arithmetic=None if worked is None else Arithmetic(
                text=worked.text, value=worked.value, unit=worked.unit, operands=self._evidence(worked.operands)
            ),
        )  # fmt: skip

    def _evidence(self, spans: Sequence[Span]) -> list[Evidence]:
        return _distinct([self._source.evidence(span) for span in spans])


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    """A claim is contradicted where any part of it is, and found only where every part is."""
    if "contradicted" in verdicts:
        return "contradicted"
    return "not_found" if "not_found" in verdicts or not verdicts else "supported"


def _reason(part: Part) -> str:
    return f"{part.said}: {part.reason}" if part.said else part.reason or ""


def _basis(findings: Sequence[Finding], words: Finding | None) -> Basis:
    if words is not None and words.quoted:
        return "quote"
    if any(finding.arithmetic is not None for finding in findings):
        return "arithmetic"
    return "figures" if findings else "words"


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Each place once, and none that lies within another."""
    places = {(one.start, one.end): one for one in evidence}
    return [
        one for (start, end), one in places.items()
        if not any(first <= start and end <= last for first, last in places if (first, last) != (start, end))
    ]  # fmt: skip
