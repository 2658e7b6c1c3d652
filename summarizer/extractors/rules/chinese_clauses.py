"""The clauses around a figure's own: where a long one's last words begin, and what the one in front speaks of."""

from __future__ import annotations

from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, find_metrics
from .segments import segment_of
from .subject import LONGEST, Subject, behind_number, clauses, hollow, strip, tidy, without_periods

HANDLED = lazy(
    r"(?:将|把|反映在|(?:主要)?(?:反映了|归因于|得益于|来自于|包括了))(?P<what>(?:(?!将|把|反映在|反映了|归因于|得益于|来自于|包括了)[^,。]){2,})$"
)
_RATE_BEHIND = lazy(r"\s?[一-鿿]{0,3}(?:率|额|量)")


def whole_word(folded: str, end: int) -> int:
    """Where the last words of a long clause begin: behind a preposition, so that no word is cut in two."""
    found = list(_PREPOSITION.finditer(folded, end - 20, end - 3))
    return found[0].end() if found else behind_number(folded, end - 20)


_PREPOSITION = lazy("[在于对为从向由把将被让使]")


def shorten(folded: str, start: int, mention: Mention, end: int) -> tuple[int, int]:
    cut = max(
        folded.rfind("的", start, mention.start - 1),
        folded.rfind("、", start, mention.start),
        folded.rfind(" ", start, mention.start),
    )
    if cut > start and mention.start - cut <= 14:
        before = folded.rfind("的", start, cut - 1)
        return (before + 1 if before > start and end - before <= LONGEST else cut + 1), end
    return max(start, behind_number(folded, mention.start - 10)), end


_GOES_ON = lazy(r"(?:这意味着|其中|相当于|这(?:代表|反映)了?|并且?|也就是)?\s?(?:已?连续[^,。]{1,8})?(?:同比|环比|按年|按季|年增|季增)")
_SPOKEN_OF = (
    lazy(r"由\s?(?P<noun>[^,。;由]{2,12}?)\s?(?:推动|带动|驱动|拉动|贡献)"),
    lazy(r"(?:首先|其次|第[一二三四],?|此外|另外|同时|最后|其中|而)?,?(?:我们的?|公司的?)?(?P<noun>[^,。;]{2,14}?)\s?(?:的增长|的表现|的势头|依然|仍然|继续|持续|表现|保持|已经)"),
)


def goes_on_chinese(material: Material, line: Line) -> bool:
    """Whether a sentence opens with a growth whose subject the one before named: ``同比增长 29%``."""
    return _GOES_ON.match(material.folded, line.sentence.start, line.sentence.end) is not None


def spoken_of_before(material: Material, line: Line) -> Subject | None:
    """What a sentence without figures is about, for the growth that the next one tells."""
    start, end = line.sentence.start, line.sentence.end
    for pattern in _SPOKEN_OF:
        match = pattern.search(material.folded, start, end) if pattern is _SPOKEN_OF[0] else pattern.match(material.folded, start, end)
        if match is not None and not hollow().fullmatch(material.folded, *match.span("noun")):
            at, stop = strip(material, line, *match.span("noun"), match.start("noun"))
            name = without_periods(material, line, at, stop) if stop > at else ""
            found = list(find_metrics(material.folded, at, stop))
            if len(name) >= 2:
                return Subject(name, found[-1].metric if found else None, at, None if found else segment_of(name))
    return None


_NEAR = 400
"""Characters to each side in which the clause before a clause is looked for."""


def clause_before(material: Material, line: Line, clause: tuple[int, int]) -> Subject | None:
    """The subject of the clause in front, where the figure's own has none."""
    folded = material.folded
    # only the clauses about it: a sentence without an end would be split anew for every figure in it
    first, last = max(line.sentence.start, clause[0] - _NEAR), min(line.sentence.end, clause[1] + _NEAR)
    spans = clauses(folded, first, last)
    previous = next((spans[index - 1] for index, span in enumerate(spans) if index and span[0] >= clause[0]), None)
    if previous is None or previous[1] > clause[0]:
        return None
    start, end = strip(material, line, previous[0], previous[1], previous[0])
    while end > start and folded[end - 1] in ",;:()（）、 ":
        end -= 1
    if end - start < 2:
        return None
    if end - start > LONGEST:
        cut = folded.rfind("的", start, end - 2)
        start = cut + 1 if cut > start and end - cut > 4 else whole_word(folded, end)
    mentions = list(find_metrics(folded, start, end))
    if mentions:
        # 资本开支高峰期已经过去了, 2023 年…: the metric is the subject, not what is said of it
        end = mentions[-1].end
        start = min(start, mentions[-1].start)
        if rate := _RATE_BEHIND.match(folded, end, previous[1]):
            end = rate.end()
    name = without_periods(material, line, start, end)
    if (handled := HANDLED.search(name)) is not None:
        name = tidy(handled["what"])
    return Subject(name, mentions[-1].metric if mentions else None, start, guessed=not mentions)
