"""What a figure measures: its unit, sign and canonical metric, and the name with the words of its growth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...figures.model import Figure, FigureKind
from ...patterns import lazy
from ..material import Material
from .english import is_small_talk
from .subject import Subject

# What a bare number counts, where its metric is named: Headcount was 1,940.
_COUNTED = {
    "customers": "customers",
    "users": "users",
    "dau": "users",
    "mau": "users",
    "headcount": "employees",
    "stores": "stores",
    "shipments": "units",
}
_COUNTED_ZH = {"customers": "客户", "users": "用户", "dau": "用户", "mau": "用户", "headcount": "人", "stores": "家"}
_COUNT = frozenset({"count"})
_TIMES = lazy(r"(?:出货比|订单收入比|市盈率|市净率|倍数)(?:约|仅|达到?|提升至|上升至|降至)?[为是]?\s?$")
_FLOWS = frozenset({"operating_cash_flow", "free_cash_flow", "net_profit"})
_OUTFLOW = lazy(r"(?:净?流出(?:额|净额)?|净?亏损(?:额)?|used cash of|loss of|outflow of)(?:了|约为?|为|达到?|至|收窄至|扩大至)?\s?$")
_PER_SHARE = lazy(
    r"\s?(?:per|a)\s(?:fully\s)?(?:diluted\s)?(?:common\s)?share\b(?P<more>\s(?:quarterly\s|cash\s|annual\s)*dividend)?"
)


@dataclass(slots=True)
class Value:
    """A figure as a KPI tells it; a fall or a loss is negative."""

    name: str
    metric: str | None
    kind: FigureKind
    unit: str | None
    value: int | float
    value_max: int | float | None


def read_value(material: Material, figure: Figure, subject: Subject, clause: tuple[int, int]) -> Value | None:
    """The value of ``figure`` for ``subject``; ``None`` for a bare number that measures nothing."""
    folded, language = material.folded, material.outline.language
    metric = subject.metric
    unit, kind = figure.unit, figure.kind
    name = subject.name
    if re.fullmatch(r"[\W\d_]+", name):
        return None
    if kind == "number":
        # 毛利率在 40 到 45 之间: a bare number of a ratio is a percentage
        if (
            metric is not None
            and ("percent" in metric.of or metric.id == "gross_profit")
            and abs(figure.value_max or figure.value) <= 100
        ):
            unit = "%"
        elif metric is not None and "amount" in metric.of and figure.value >= 10_000:
            kind = "amount"
        elif language != "en" and _TIMES.search(folded, clause[0], figure.context_start):
            # 订单出货比为 1.25: a multiple without its unit
            unit, kind, metric = "x", "multiple", None
        elif metric is None or "count" not in metric.of:
            return None
        elif language == "en":
            unit = _COUNTED.get(metric.id or "", "count")
        elif metric.of == _COUNT and figure.value >= 10_000:
            kind, unit = "count", _COUNTED_ZH.get(metric.id or "", "个")
    if language != "en" and kind == "amount" and unit is None and metric is not None and metric.of == _COUNT:
        # 2500 万月活跃用户: counted, whatever word for it is left out
        kind, unit = "count", _COUNTED_ZH.get(metric.id or "", "个")
    metric_id = metric.id if metric else None
    if language == "en" and kind in ("count", "rank") and metric_id is None and is_small_talk(figure):
        return None
    if (
        language != "en"
        and kind == "amount"
        and metric_id
        in (
            None,
            "net_profit",
            "net_profit_attributable",
            "adjusted_net_profit",
            "dividend",
            "eps",
        )
    ):
        metric_id, name = _per_share(folded, figure, clause, metric_id, name)
    value, value_max = figure.value, figure.value_max
    ratio = unit in ("%", "pp", "bps")
    if figure.change is not None:
        verb = _growth_words(folded[figure.context_start : figure.start])
        if figure.direction < 0 and value > 0 and not re.search(r"幅(?:度)?$", verb):
            # 降幅 12 % is twelve; 下降 12 % is a fall
            value, value_max = (-value, None) if value_max is None else (-value_max, -value)
        if metric_id and kind == "percent" and metric is not None and "percent" not in metric.of and language != "en":
            metric_id = None if not metric_id.endswith("cagr") else metric_id
        if verb and verb not in name:
            name = f"{name}{verb}" if not name.isascii() else name
        if name.isascii() and language == "en" and "growth" not in name.lower():
            name = f"{name} growth" if figure.direction >= 0 else f"{name} change"
    elif (
        kind == "amount"
        and value > 0
        and (
            (metric is not None and metric.sign < 0)
            or (metric_id in _FLOWS and _OUTFLOW.search(folded[clause[0] : figure.context_start]) is not None)
        )
    ):
        value = -value
        if value_max is not None:
            value, value_max = -value_max, value
    if ratio and metric_id == "gross_profit" and figure.change is None:
        metric_id = "gross_margin"
    if (
        metric is not None
        and ratio
        and figure.change is None
        and metric_id
        and metric_id != "gross_margin"
        and "percent" not in metric.of
    ):
        if language == "en" and "growth" in name.lower():
            return Value(name, metric_id, kind, unit, value, value_max)
        share = re.search(r"占[^,。]{0,10}(?:收入|营收|收益)", folded[clause[0] : figure.start])
        metric_id = "revenue_share" if share and metric_id == "revenue" else None
    if kind == "points" and metric_id and figure.change is not None:
        metric_id = metric_id if metric is not None and "percent" in metric.of else None
    return Value(name, metric_id, kind, unit, value, value_max)


def _per_share(
    folded: str, figure: Figure, clause: tuple[int, int], metric: str | None, name: str
) -> tuple[str | None, str]:
    """``diluted earnings were $1.98 per share`` are earnings per share; ``$0.28 per share dividend`` is a dividend."""
    match = _PER_SHARE.match(folded, figure.end)
    if not match:
        return metric, name
    if match["more"] or metric == "dividend" or "dividend" in folded[clause[0] : figure.start]:
        return "dividend", "dividend per share"
    if metric in ("net_profit", "net_profit_attributable", "adjusted_net_profit"):
        return "eps", f"{name} per share"
    return metric, name


def _growth_words(words: str) -> str:
    """The verb of a growth, for the name: 同比增长."""
    match = re.search(
        r"(?:同比|环比|按年|按季)?(?:大幅|正|负)?(?:净增|净减|增长|增加|上升|提升|提高|下降|减少|下滑|降低|收窄|上涨|下跌|扩大|回落|增幅|降幅|增速|涨幅)",
        words,
    )
    return match[0] if match else ""
