"""KPIs of a Chinese summary as lines of a newswire, in the source's own script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..patterns import lazy
from ..schemas import KPI, Period, Summary
from ..tables import table
from .headline import Candidate, Headline, Kind
from .measures import is_money, kind_of

_PART, _OPEN, _OTHER, _BIG = 22, 6, 16, 4
_TIMES = ("quarter", "half", "year", "year_to_date")
_DATED = lazy(r"\d|[一二三四][季]|[上下]半年")
_THIS = lazy(r"^(?:今年|本年|当年|當年|去年|上年|前年)")
_PERCENT = lazy(r"[%％]|百分|成|个点|個點")
_FEW = 100
"""Fewer customers than these are an anecdote."""
_NAME = lazy(
    r"增长|增長|下降|受到|贡献|貢獻|影响|影響|提升|减少|減少|增加|节省|節省|[，。；：,;:“”\"！？]|"
    r"^(?:占|佔|的|由于|由於|如果|因此|我们|我們|到|在)|(?:的|是|为|為)$"
)


def chinese_lines(summary: Summary) -> Iterator[Candidate]:
    """Every KPI that a newswire would tell, as a line; of one measure there may be several."""
    words = table("headlines", "words")[summary.document.language]
    main = _main(summary.kpis)
    for kpi in summary.kpis:
        found = _line(kpi, main, words)
        if found is not None:
            yield found


def _main(kpis: Iterable[KPI]) -> tuple[str | None, str | None] | None:
    """The time that the document reports on: first and last day of the period that most actual figures bear."""
    times = Counter(
        (kpi.period.start, kpi.period.end)
        for kpi in kpis
        if kpi.basis == "actual" and kpi.period is not None and kpi.period.end and kpi.period.kind in _TIMES
    )
    return times.most_common(1)[0][0] if times else None


def _line(kpi: KPI, main: tuple[str | None, str | None] | None, words: dict[str, Any]) -> Candidate | None:
    kind = kind_of(kpi)
    if kind is None or not kpi.evidence or kpi.basis in ("comparison", "claim"):
        return None
    if kind.ratio != (kpi.unit == "%") or (not kind.ratio and kind.money and not is_money(kpi)):
        return None
    if (kind.ratio and not _PERCENT.search(kpi.raw)) or (kind.share and kpi.value >= 10_000) or (not kind.money and kpi.value < _FEW):
        return None
    name = re.sub(r"(?:指引|指导|預測|预测)$", "", kpi.name)
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])", "", name)
    if len(name) > 16 or _NAME.search(name):
        return None
    actual = kpi.basis == "actual"
    news = float(kind.result if actual else kind.guidance)
    if not news or (actual and kpi.value_max is not None):
        return None
    segment = kpi.segment or kpi.entity
    if segment and segment not in name:
        name = f"{segment}{name}"
    time = kpi.period and (kpi.period.start, kpi.period.end)
    if segment:
        news -= _PART
    if kpi.period is None:
        news -= _OPEN
    elif actual and main is not None and time != main:
        news -= _OTHER
    if kpi.change is not None and kpi.change.unit == "%" and abs(kpi.change.value) >= 20:
        news += _BIG
    qualifier = words["qualifier"][kpi.qualifier] if kpi.qualifier else ""
    figure = f"{_told(kpi.period)}{name}{qualifier}{_close(kpi.raw)}"
    if kpi.change is not None:
        figure += words["comma"] + _close(kpi.change.raw)
    if not actual:
        figure = words["targets" if kpi.basis == "target" else "sees"] + figure
    told: Kind = "result" if actual else "guidance"
    same = (told, kind.id, segment or "", "" if actual else str(time))
    return Candidate(Headline(figure, told, tuple(kpi.evidence), (kpi.id,)), news, same, kpi.evidence[0].start)


def _told(period: Period | None) -> str:
    """The period as the source says it; a year that it names by its distance (去年) by its number."""
    if period is None:
        return ""
    label = _close(period.label)
    if period.end and _THIS.match(label):
        return f"{period.end[:4]}年{_THIS.sub('', label)}"
    if _DATED.search(label) or not period.start:
        return label
    return f"{period.start[:4]}年" if period.kind == "year" else label


def _close(text: str) -> str:
    """Without the blanks between Han and figures that typesetting leaves."""
    return re.sub(r"(?<=[\u3400-\u9fff\d.%])\s+(?=[\u3400-\u9fff\d%])|(?<=[\u3400-\u9fff])\s+(?=\S)", "", " ".join(text.split()))
