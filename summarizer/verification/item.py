"""One item of a summary of ours on its way to a claim: what each of its fields says, and what the source says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..schemas import Evidence
from ..schemas.verification import Basis, Claim, Part, Verdict

_MOST_EVIDENCE = 4
_WORST: tuple[Verdict, ...] = ("contradicted", "not_found", "supported")


@dataclass
class Item:
    """Collects the parts of one item; ``where`` is its path in the summary, ``text`` what it says, on one line."""

    where: str
    text: str
    basis: Basis
    section: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    """Where the source says it, if nothing of it is objected to."""
    parts: list[Part] = field(default_factory=list)
    _paths: list[str] = field(default_factory=list)

    def bear_out(self, path: str, said: object, evidence: Sequence[Evidence] = ()) -> None:
        """A field that the source supports."""
        self._add(path, said, "supported", None, evidence)

    def contradict(self, path: str, said: object, reason: str, evidence: Sequence[Evidence] = ()) -> None:
        """A field that the source contradicts, and what it says instead."""
        self._add(path, said, "contradicted", reason, evidence)

    def miss(self, path: str, said: object, reason: str, evidence: Sequence[Evidence] = ()) -> None:
        """A field that the source says nothing of."""
        self._add(path, said, "not_found", reason, evidence)

    def take(self, path: str, parts: Sequence[Part]) -> None:
        """Parts that were judged elsewhere."""
        for part in parts:
            self.parts.append(part)
            self._paths.append(path)

    def _add(self, path: str, said: object, verdict: Verdict, reason: str | None, evidence: Sequence[Evidence]) -> None:
        field = path.rpartition(".")[2].partition("[")[0]
        words = "" if said is None else f"{field} {said}".strip()
        self.parts.append(Part(said=words, verdict=verdict, reason=reason, evidence=list(evidence)))
        self._paths.append(path)

    def claim(self, number: int) -> Claim:
        """The claim with its verdict; its place is the first field that decides."""
        held: set[Verdict] = {part.verdict for part in self.parts}
        verdict: Verdict = next((one for one in _WORST if one in held), "not_found")
        deciding = [(part, path) for part, path in zip(self.parts, self._paths, strict=True) if part.verdict == verdict]
        where = self.where
        evidence = self.evidence
        reason = None
        if verdict != "supported" and deciding:
            path = deciding[0][1]
            where = f"{self.where}{'' if path.startswith('[') or not path else '.'}{path}"
            reason = "; ".join(dict.fromkeys(_reason(part) for part, _ in deciding if part.reason)) or None
            evidence = [one for part, _ in deciding for one in part.evidence]
        distinct = list({(one.start, one.end): one for one in evidence}.values())[:_MOST_EVIDENCE]
        return Claim(
            id=f"c{number}", text=self.text, where=where, section=self.section, verdict=verdict, basis=self.basis,
            reason=reason, evidence=distinct, parts=self.parts,
        )  # fmt: skip


def _reason(part: Part) -> str:
    return f"{part.said}: {part.reason}" if part.said else part.reason or ""
