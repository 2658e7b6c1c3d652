"""What changed between the documents of one company."""

from __future__ import annotations

from typing import Any

from ..errors import UsageError
from ..pipeline import EngineChoice
from ..schemas.comparison import Comparison
from .documents import Given, ordered, sides


def compare(*sources: Given, engine: EngineChoice = "auto", encoding: str | None = None, **options: Any) -> Comparison:
    """What changed between two documents of one company; of more, between the last two, with every measure over all of them.

    Each source is a `Summary`, a file of our JSON, or the document itself: a path (also as a `str`), an open binary file, a `Document`.
    With the document its whole text is read before anything is called new or gone; a summary alone cannot tell, and a check says so. The
    documents are put in the order of their dates.

    ``engine``, ``encoding`` and ``options`` are those of `Summarizer`, for the documents that are not summarised yet. The comparison asks
    no model: figures are the readings of the summaries, differences are reckoned and carry their arithmetic.

    Raises:
        UsageError: fewer than two documents.
        InputError: one cannot be read, or is a summary that does not keep its schema.
    """
    from ..pipeline import Summarizer

    if not sources:
        raise UsageError("a comparison needs at least two documents; give the earlier and the later one")
    with Summarizer(engine=engine, encoding=encoding, **options) as summarizer:
        documents = ordered(sides(sources, encoding, summarizer))

    from .doubts import checks
    from .ducked import ducked
    from .guided import guidance
    from .lookup import Lookup
    from .measures import measures
    from .questions import came_back, themes
    from .readings import readings
    from .series import series
    from .statements import statements
    from .vocabulary import Vocabulary

    told = [readings(side) for side in documents]
    old, new = documents[-2:]
    words = Vocabulary(old, new)
    evaded = {side.number: ducked(side) for side in (old, new)}
    both_asked = bool(old.summary.qa and new.summary.qa)
    return Comparison(
        documents=[side.told() for side in documents],
        kpis=list(measures(told[-2], told[-1], Lookup(old, new))),
        guidance=list(guidance(told[-2], told[-1])),
        statements=statements(old, new, words),
        themes=list(themes(old, new)) if both_asked else [],
        came_back=came_back(old, new, words, evaded[old.number]) if both_asked else [],
        ducked=[*evaded[new.number], *evaded[old.number]],
        series=list(series(told)),
        checks=checks(documents, told),
    )


__all__ = ["Given", "compare"]
