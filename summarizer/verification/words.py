"""What a claim says in words, held against the source, in its language or in another one."""

from __future__ import annotations

from collections.abc import Sequence

from ..figures import scan
from ..outline.script import fold
from ..patterns import lazy
from .case import Case
from .claims import ClaimText
from .finding import Finding, Span
from .ground import Ground
from .polarity import OPERATORS, Reading, read_signs
from .source import Source
from .wording import Term, content, read_wording

_LITERAL = 8
"""A claim of fewer characters is not looked for letter by letter."""
_NOT_LETTER = lazy(r"[^\w%]+")


class Words:
    """Holds the words of claims against one source."""

    def __init__(self, source: Source) -> None:
        self._ground = Ground(source)

    def judge(self, claim: ClaimText, figures: Sequence[Finding]) -> Finding | None:
        """What the source says of the words of ``claim``; ``figures`` are the findings of its figures.

        ``None`` where the claim says nothing beside its figures, or where nothing of that can be told. Never raises.
        """
        text = claim.read
        quoted = self._quoted(text)
        if quoted is not None:
            return Finding("", "supported", [quoted], quoted=True)
        masked = _masked(text)
        wording = read_wording(text, masked, self._ground.people)
        signs = read_signs(wording)
        terms = [term for term in content(wording.terms) if not _operates(term, signs)]
        for term in terms:
            term.poles = frozenset(
                (sign.kind, sign.pole)
                for sign in signs.signs
                if sign.kind not in OPERATORS and term.start <= sign.start and sign.end <= term.end
            )
        if not terms:
            return None
        return Case(self._ground, wording, terms, masked, figures, signs).judge()

    def _quoted(self, text: str) -> Span | None:
        """Where the source says a claim in its very letters."""
        folded = _NOT_LETTER.sub("", fold(text))
        if len(folded) < _LITERAL:
            return None
        letters, places = self._ground.letters
        at = letters.find(folded)
        if at < 0 or _cuts(letters, at, at + len(folded)):
            return None
        return places[at], places[at + len(folded) - 1] + 1


def _operates(term: Term, signs: Reading) -> bool:
    """Whether a term says only how a thing is told: that it is not, that it is planned."""
    return any(sign.kind in OPERATORS and sign.start <= term.start and term.end <= sign.end for sign in signs.signs)


def _cuts(letters: str, start: int, end: int) -> bool:
    before, behind = letters[start - 1 : start], letters[end : end + 1]
    return (before.isdigit() and letters[start].isdigit()) or (behind.isdigit() and letters[end - 1].isdigit())


def _masked(text: str) -> list[Span]:
    """Figures with the words of change beside them, and periods: what is judged elsewhere."""
    found = scan(text, fold(text))
    spans = [
        (figure.context_start, figure.context_end) if figure.context_start >= 0 else (figure.start, figure.end)
        for figure in found.figures
    ]
    return sorted([*spans, *((mention.start, mention.end) for mention in found.periods)])
