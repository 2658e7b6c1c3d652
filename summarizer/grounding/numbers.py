"""Whether every number of a rendered text is one that its source holds."""

from __future__ import annotations

from ..outline.script import fold
from ..patterns import lazy

_RUN = lazy(r"\d+(?:[.,]\d+)*")
_ASCII_RUN = lazy(r"[0-9]+(?:[.,][0-9]+)*")
"""The same of a text in ASCII, found several times faster."""


def _runs(folded: str) -> list[str]:
    return (_ASCII_RUN if folded.isascii() else _RUN).findall(folded)


class SourceNumbers:
    """The numbers of one source, as its repaired and folded text writes them."""

    def __init__(self, folded: str) -> None:
        self._runs = set(_runs(folded))

    def struck(self, text: str) -> str:
        """``text`` with each number that the source does not hold as ``…``: what a model made up is not repeated, not even as rejected."""
        folded, at, parts = fold(text), 0, list[str]()
        for match in _RUN.finditer(folded):
            if match[0] not in self._runs:
                parts += [text[at : match.start()], "…"]
                at = match.end()
        return "".join((*parts, text[at:]))

    def missing(self, *texts: str | None) -> str | None:
        """The first number in ``texts`` that the source does not hold, ``None`` where it holds them all."""
        for text in texts:
            for run in _runs(fold(text)) if text else ():
                if run not in self._runs:
                    return str(run)
        return None
