"""Levels told for comparison in English: ``compared to $14 million and 3% in Q1 of last year``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .metrics import find_metrics

_FILLER = (
    r"(?:an?\s|(?:net\s|operating\s)?(?:loss|losses|profit|income|gain)\sof\s|just\s|over\s|approximately\s|about\s|roughly\s|nearly\s|negative\s|only\s|the\s|our\s|its\s|prior\s|previous\s|earlier\s|original\s|initial\s|guidance\s|outlook\s|expectations?\s|range\s|of\s|"
    r"last\syear['’]s\s|more\sthan\s|less\sthan\s|around\s|us\s)*$"
)
# said outright, wherever it stands; and what means a comparison only right behind a level
_COMPARES = lazy(
    rf"\b(?:compar(?:es?|ed|ing)\s(?:\w+ly\s)?(?:to|with)|in\scomparison\s(?:to|with)|versus|vs\.?|(?:up|down|higher|lower|better|worse|increase|decrease|improvement|decline|reduction|increased|increasing|decreased|decreasing|declined|improved|improving|grew|rose|fell|growing|"
    rf"raised|expanded|accelerating|accelerated|decelerating|contracted)(?:\s(?:significantly|slightly|sharply|meaningfully|substantially|modestly|compared))?\sfrom|against|relative\sto)\s{_FILLER}"
)
_COMPARES_BARE = lazy(rf"\s?(?:\bper\s(?:diluted\s)?share\s|\ba\sshare\s)?,?\s?(?:from|than|over)\s{_FILLER}")


def compares(folded: str, start: int, stop: int) -> bool:
    """Whether the words in front of a figure compare it with another (``, compared to``, ``from``)."""
    words = folded[start:stop]
    return _COMPARES.search(words) is not None or _COMPARES_BARE.match(words) is not None


# with words of its own: compared to holding losses of $7 million, versus an adjusted loss of
_COMPARED_WITH = lazy(r"\b(?:compar(?:es|ed|ing|able)|versus|vs\.?|up from|down from|against)\b[^.;]*$")
_GOES_ON = lazy(r"\s?(?:,\s?)?(?:and|or)?\s?(?:about\s|approximately\s|over\s|negative\s|an?\s|a loss of\s|on\s)*$")


@dataclass(frozen=True, slots=True)
class Compared:
    """One level of comparison."""

    twin: Figure | None
    """The level of the same sentence that it is compared with; ``None`` where the sentence before told it."""
    bare: bool
    """True where nothing of its own names it, so that it is what its twin is."""


def find_compared(material: Material, line: Line, figures: list[Figure], taken: set[int]) -> dict[int, Compared]:
    """The levels that only serve as comparison, by their identity. Linear in the sentence's figures."""
    folded = material.folded
    out: dict[int, Compared] = {}
    floor = line.sentence.start
    levels = [figure for figure in figures if id(figure) not in taken]
    ends = {id(figure): figures[place - 1].context_end if place else floor for place, figure in enumerate(figures)}
    run: list[Figure] = []
    told: list[Figure] = []
    for place, figure in enumerate(levels):
        previous = levels[place - 1] if place else None
        begin = previous.end if previous else floor
        between = folded[begin : figure.context_start]
        if previous is not None and run and run[-1] is previous and _goes_on(line, folded, previous, figure):
            run.append(figure)
            bare = out[id(run[0])].bare
        elif previous is not None and told and told[-1] is previous and _beside(line, folded, previous, figure):
            # free cash flow of $198 million, $106 million last year
            run, bare = [figure], True
        elif figure.pair != "to" and compares(folded, max(begin, ends[id(figure)]), figure.context_start):
            run = [figure]
            # gross margin was up compared to 40%: a metric of its own stands in front
            bare = not _names_its_own(folded, begin, figure, after=previous is not None)
        elif previous is not None and run and figure.pair == "to" and previous.pair == "from":
            # from 16.1% to 19.7%: told as it is
            run = []
            told.append(figure)
            continue
        elif (
            len(between) <= 90
            and _COMPARED_WITH.search(between)
            and not between.rstrip().endswith(" to")
            and figure.change is None
            and (previous is not None or re.match(r"(?:this|that|it|which) compares", between))
        ):
            run = [figure]
            bare = False
        else:
            run = []
            told.append(figure)
            continue
        out[id(figure)] = Compared(None, bare)
        if (
            bare
            and run == [figure]
            and previous is not None
            and previous.change is not None
            and told
            and told[-1] is previous
        ):
            # earnings per share decreased 52% from $0.64
            out[id(figure)] = Compared(previous, True)
        elif bare:
            _pair_up(out, run, told)
    return out


_LAST_YEAR = lazy(r"\s(?:in\s|for\s)?(?:the\s)?(?:last\syear|(?:prior|previous)[ -]year|a\syear\s(?:ago|earlier)|same\s(?:quarter|period))")


def _beside(line: Line, folded: str, previous: Figure, figure: Figure) -> bool:
    """Whether a level stands right behind its like and is told of a year before."""
    gap = folded[previous.end : figure.context_start]
    return (
        gap.strip() in ("", ",") and previous.kind == figure.kind and previous.unit == figure.unit and figure.change is None
        and _LAST_YEAR.match(folded, figure.end, line.sentence.end) is not None
    )  # fmt: skip


def _pair_up(out: dict[int, Compared], run: list[Figure], told: list[Figure]) -> None:
    """Each of the run beside its own: in order where as many were told before, else the last of its kind."""
    before = told[-len(run) :]
    in_order = len(before) == len(run) and all(_alike(one, other) for one, other in zip(run, before, strict=True))
    for place, figure in enumerate(run):
        twin = before[place] if in_order else next((other for other in reversed(told) if _alike(figure, other)), None)
        out[id(figure)] = Compared(twin, True)


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind or "number" in (one.kind, other.kind)


def _names_its_own(folded: str, begin: int, figure: Figure, *, after: bool) -> bool:
    """Whether a metric stands between the level before and this one, and is not the noun of the level before."""
    for mention in find_metrics(folded, begin, figure.context_start, "en"):
        between = folded[begin : mention.start]
        noun = after and len(between) <= 24 and "," not in between and " and " not in between
        if figure.kind in mention.metric.of and not noun:
            return True
    return False


def _goes_on(line: Line, folded: str, previous: Figure, figure: Figure) -> bool:
    """``71% in the prior year and 72% last quarter``: a list of comparisons, periods between."""
    words = folded[previous.end : figure.context_start]
    if len(words) > 60:
        return False
    for mention in line.periods:
        if previous.end <= mention.start and mention.end <= figure.context_start:
            words = words.replace(folded[mention.start : mention.end], "")
    words = re.sub(
        r"\b(?:in|for|during|at)\s+(?:the\s)?(?=[,\s]|and|$)|\bper (?:diluted )?share|\ba share|\brespectively\b|\bof revenue\b",
        "",
        words,
    )
    return _GOES_ON.fullmatch(re.sub(r"\s+", " ", words)) is not None
