"""Which growth belongs to which level: a level with its growth is one item."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Material
from .comparisons import compares
from .english_objects import past_noun
from .metrics import find_metrics

_LINK = lazy(r"\s?(?:、|和|及|以及|与|,|and|,\s?and)\s?")

_COMPARED = lazy("较|比")
_BASE_LEVEL = lazy(r"(?:较|相比|(?<![占同环对])比(?![例重率]))[^,。;\n较比]*$")
_RATE = lazy(r"\s?,\s?(?:增幅|增速|涨幅|升幅|降幅|跌幅)(?:约|达|为|达到)*\s?")
_ANOTHER = lazy(r"业务|产品|板块|地区|部门|项目|用户|其中|(?<![a-z即])(?!yoy|qoq)[a-z]{3,}")
_AGAINST_WHAT = lazy(r"(?:较|比|与|相比)[^,。;]{0,16}|[(（][^()（）]{0,20}[)）]")
_LOSS_AGAIN = lazy(r"\s?,\s?净?亏损(?:额|幅度?)?")


class GrowthReader:
    """Attaches the growths of one sentence to its levels. Levels are told by identity: a figure may be told twice."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._language = material.outline.language

    def attach(self, figures: list[Figure], thresholds: list[Figure] | None = None) -> dict[int, Figure]:
        """Which growth belongs to which level (by the level's identity).

        ``thresholds`` sort what a level counts and part it from no growth: 2900 名客户的 ARR 至少为 10 万美元,同比增长 16%.
        """
        folded = self._material.folded
        growth: dict[int, Figure] = {}
        level: Figure | None = None
        reach = 0
        english = self._language == "en"
        run: list[Figure] = []
        for place, figure in enumerate(figures):
            if figure.change is None:
                if (
                    english
                    and level is not None
                    and compares(folded, max(level.context_end, reach), figure.context_start)
                ):
                    # 690,000 customers from 450,000, growing 54%: the growth is still the first one's
                    reach = figure.context_end
                    continue
                if level is None or not self.linked(level, figure):
                    run = []
                run.append(figure)
                level = figure
                reach = self._end_of(figure) if english else figure.context_end
                continue
            if figure.change not in ("yoy", "qoq", "since", "change"):
                continue
            if level is not None and thresholds:
                reach = max([reach, *(one.context_end for one in thresholds if level.end <= one.start and one.end <= figure.start)])
            # 收入和净利润分别为 10 亿元和 2 亿元,同比增长 8% 和 33%
            changes = self._run_of_changes(figures, place)
            if (
                len(run) > 1
                and len(changes) == len(run)
                and run[-1].end <= figure.start
                and not growth.keys() & {id(f) for f in run}
            ):
                if self._without_subject(run[-1].end, figure.context_start):
                    for one, other in zip(run, changes, strict=True):
                        growth[id(one)] = other
                    run = []
                    continue
            if any(change is figure for change in growth.values()):
                continue
            if level is not None and not english:
                following = figures[place + 1] if place + 1 < len(figures) else None
                if level.pair == "from" and following is not None and following.pair == "to":
                    # 由 31.6 亿元增加 18% 至 37.3 亿元
                    growth[id(following)] = figure
                    continue
                if self._is_base(level) and self._without_subject(level.context_end, figure.context_start):
                    # 较去年的 2.9 亿元增加 45%: of the level that is compared, where one was told
                    owner = next((one for one in reversed(figures[:place]) if one is not level and one.change is None), None)
                    if owner is not None and self._belongs(owner, figure) and owner.unit == level.unit:
                        growth.setdefault(id(owner), figure)
                    continue
            if (
                level is not None
                and self._belongs(level, figure)
                and self._without_subject(reach, figure.context_start)
            ):
                old = growth.get(id(level))
                if old is None or (old.change != "yoy" and figure.change == "yoy"):
                    growth[id(level)] = figure
                continue
            # 同比增长 24%,达到 5.91 亿美元; grew 46% to $333 million
            following = figures[place + 1] if place + 1 < len(figures) else None
            if following is not None and following.change is None and self._belongs(following, figure):
                between = folded[figure.context_end : following.context_start]
                if (
                    len(between) <= 40
                    and re.search(
                        r"(?:至|到|达|为)(?:了|到)?\s?$|^[^.;]{0,30}\bto(?:\s(?:a record|reach|approximately|about))?\s?$",
                        between,
                    )
                    and self._without_subject(figure.context_end, following.context_start)
                ):
                    growth[id(following)] = figure
        return growth

    def _is_base(self, level: Figure) -> bool:
        """``较去年同期的 2.9 亿元``: a level that another is compared with."""
        start = level.context_start
        return level.direction == 0 and _BASE_LEVEL.search(self._material.folded, max(0, start - 60), start) is not None

    def _end_of(self, figure: Figure) -> int:
        """The end of a level with the noun that it counts."""
        return max(past_noun(self._material.folded, figure), figure.context_end)

    def linked(self, one: Figure, other: Figure) -> bool:
        return _LINK.fullmatch(self._material.folded[one.context_end : other.context_start]) is not None

    def _run_of_changes(self, figures: list[Figure], place: int) -> list[Figure]:
        run = [figures[place]]
        for figure in figures[place + 1 :]:
            if figure.change is None or not self.linked(run[-1], figure):
                break
            run.append(figure)
        return run

    def _belongs(self, level: Figure, change: Figure) -> bool:
        if change.kind == "points":
            return level.kind == "percent" or (level.kind == "number" and level.value <= 100)
        if change.kind in ("percent", "multiple"):
            if level.kind == "percent":
                return change.change in ("yoy", "qoq") and change.kind == "percent"
            return level.kind in ("amount", "count", "number", "rank")
        told = ("yoy", "qoq", "since", "change") if self._language == "en" and change.kind == "amount" else ("yoy", "qoq", "since")
        return change.kind == level.kind and change.unit == level.unit and change.change in told

    def _without_subject(self, start: int, end: int) -> bool:
        """Whether nothing of its own stands between a level and its growth."""
        if end <= start:
            return True
        folded = self._material.folded
        if self._language != "en" and (loss := _LOSS_AGAIN.match(folded, start, end)):
            # 净亏损 3 亿元,亏损同比收窄 40%
            start = loss.end()
        between = folded[start:end]
        if len(between) > 48:
            return False
        if any(True for _ in find_metrics(folded, start, end, self._language)):
            return False
        if self._language != "en" and _ANOTHER.search(_AGAINST_WHAT.sub("", between)):
            # 按 20 亿元的速度计算,甲产品同比增长 29%: a growth with a subject of its own
            return False
        return not re.search(r"[。;!?]|\bwhile\b|\bexcluding\b", between)

    def _against(self, previous: Figure, figure: Figure) -> bool:
        """``同比收窄 14 个基点,较一季度下降 2 个``: the same level against another time."""
        folded = self._material.folded
        if _COMPARED.search(folded, previous.context_end, figure.start):
            return True
        return _RATE.fullmatch(folded, previous.context_end, figure.start) is not None

    def further(self, figures: list[Figure], growth: dict[int, Figure]) -> set[int]:
        """Second growths of one level (yoy and qoq both said): the contract holds one."""
        extra: set[int] = set()

        attached = {id(change): level for level, change in growth.items()}
        for place, figure in enumerate(figures):
            if figure.change is None or id(figure) in attached or place == 0:
                continue
            previous = figures[place - 1]
            if (
                (id(previous) in attached or id(previous) in extra)
                and self._without_subject(previous.context_end, figure.context_start)
                and (figure.change != "change" or (self._language != "en" and self._against(previous, figure)))
            ):
                extra.add(id(figure))
        for place, figure in enumerate(figures[:-1]):
            # two growths before the level they both belong to, or the first replaced by the year's
            following = figures[place + 1]
            if (
                (figure.change in ("qoq", "since") or (figure.change == "change" and self._language != "en"))
                and id(figure) not in attached
                and id(following) in attached
                and self._without_subject(figure.context_end, following.context_start)
            ):
                extra.add(id(figure))
        return extra
