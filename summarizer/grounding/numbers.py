"""Whether every number of a rendered text is one that its source holds."""

from __future__ import annotations

from ..outline.script import fold
from ..patterns import lazy

_RUN = lazy(r"\d+(?:[.,]\d+)*")


class SourceNumbers:
    """The numbers of one source, as its repaired and folded text writes them."""

    def __init__(self, folded: str) -> None:
        self._runs = set(_RUN.findall(folded))

    def missing(self, *texts: str | None) -> str | None:
        """The first number in ``texts`` that the source does not hold, ``None`` where it holds them all."""
        for text in texts:
            for run in _RUN.findall(fold(text)) if text else ():
                if run not in self._runs:
                    return str(run)
        return None
