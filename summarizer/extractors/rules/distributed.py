"""Several names and as many figures: 分别为, ``respectively``."""

from __future__ import annotations

from collections.abc import Callable

from ...figures.model import Figure, PeriodMention
from ...patterns import lazy
from ..material import Line, Material
from .growth import GrowthReader
from .metrics import find_metrics
from .periods import PeriodReader
from .subject import Subject

_LAST_YEARS = lazy("(?:过去|近|最近)[二两三四五2-5]年")


def distributed(
    material: Material,
    line: Line,
    reader: PeriodReader,
    growths: GrowthReader,
    figures: list[Figure],
    growth: dict[int, Figure],
    clause_of: Callable[[Figure], tuple[int, int]],
) -> tuple[dict[int, Subject], dict[int, PeriodMention]]:
    """``A 和 B 分别为 X 和 Y``, ``A and B were X and Y, respectively``: each name, or each year, its own figure. By the figure's ``id``."""
    folded = material.folded
    levels = [figure for figure in figures if id(figure) not in {id(change) for change in growth.values()}]
    names: dict[int, Subject] = {}
    spans: dict[int, PeriodMention] = {}
    place = 0
    while place < len(levels):
        run = [levels[place]]
        while place + len(run) < len(levels) and growths.linked(run[-1], levels[place + len(run)]):
            run.append(levels[place + len(run)])
        place += len(run)
        if len(run) < 2:
            continue
        # the names may lie a clause before: "A、B,分别为"
        start = clause_of(run[0])[0]
        words = folded[start : run[0].context_start]
        english = "respectively" in folded[run[-1].end : run[-1].end + 20]
        if "分别" not in words and not english:
            continue
        mentions = list(
            find_metrics(folded, max(line.sentence.start, start - 40), run[0].context_start, material.outline.language)
        )
        mentions = [mention for mention in mentions if mention.end <= run[0].start]
        if len(mentions) >= len(run):
            for figure, mention in zip(run, mentions[-len(run) :], strict=True):
                name = material.text[mention.start : mention.end]
                names[id(figure)] = Subject(name, mention.metric, mention.start)
        elif "分别" in words:
            # 2023 年、2024 年分别是 21 亿和 14.6 亿
            years = [
                mention for mention in line.periods if start <= mention.start and mention.end <= run[0].start
            ]
            if not years and (span := _LAST_YEARS.search(folded, max(line.sentence.start, start - 6), run[0].start)):
                years = reader.last_years(span.start(), span.end(), len(run), folded[span.start() : span.end()])
            if len(years) == len(run):
                spans.update({id(figure): mention for figure, mention in zip(run, years, strict=True)})
    return names, spans
