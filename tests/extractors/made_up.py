"""Made-up documents around a sentence or two, and what the rules find in them."""

from __future__ import annotations

from summarizer import Summary, summarize
from summarizer.reading import from_text
from summarizer.schemas import KPI, Period

RECORD = """\
远山精工股份有限公司投资者关系活动记录表
编号：2024-007
投资者关系活动类别：□特定对象调研 √业绩说明会
参与单位名称及人员姓名：甲辰证券 李文、乙巳基金 赵敏
时间：2024年8月28日 15:00-16:30
地点：公司会议室
上市公司接待人员姓名：董事长 周正
投资者关系活动主要内容介绍：
{body}
附件清单（如有）：无
日期：2024年8月29日
"""
ARTICLE = """\
遠山科技(01234)召開業績發佈會

智通財經 · 2024/08/28 15:58

遠山科技(01234)今日召開業績發佈會。{body}
"""


def record(body: str) -> Summary:
    """A mainland record of an event on 28 August 2024, with ``body`` as its content."""
    return summarize(from_text(RECORD.format(body=body)))


def article(body: str) -> Summary:
    """A Hong Kong article of the same day, in traditional Chinese."""
    return summarize(from_text(ARTICLE.format(body=body)))


def figures(body: str) -> list[KPI]:
    """The KPIs of a record with this ``body``."""
    return record(body).kpis


def figure(body: str) -> KPI:
    """The one KPI of a record with this ``body``."""
    found = figures(body)
    assert len(found) == 1, [(kpi.name, kpi.raw) for kpi in found]
    return found[0]


def values(body: str) -> list[tuple[str, int | float, str | None]]:
    """Name, value and unit of each KPI of a record with this ``body``."""
    return [(kpi.name, kpi.value, kpi.unit) for kpi in figures(body)]


def days(period: Period | None) -> tuple[str | None, str | None]:
    """First and last day."""
    return (period.start, period.end) if period else (None, None)
