"""A small record, and models that answer questions about it: one that quotes what it reads, and ones that say what they are told to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from summarizer.testing import ModelRequest
from tests.extractors.made_up import RECORD

BODY = """\
一、公司情况介绍
2024年上半年，公司实现营业收入36.8亿元，同比增长8%。海外业务收入占比提升至84%。公司坚持全球化战略，持续布局减速器业务。
预计2025年产能将达到5000台。原材料价格上涨给毛利率带来压力，公司将通过设计优化来降低成本。
二、问答环节
问：减速器业务的进展如何？
答：减速器业务上半年实现收入4.2亿元，同比增长三成，主要来自海外客户订单的增加。良率已经提升到92%，公司会继续优化产品结构。
目前在手订单约2亿元，客户包括多家头部的机器人企业，交付周期大约两个月。
问：公司如何看待行业竞争？
答：行业竞争有所加剧，部分产品价格出现下降。公司没有参与低价竞争，而是把精力放在高端产品的研发上，研发费用同比增长28%。
我们认为头部企业的份额会进一步提升，公司对长期的发展有信心，也会关注并购的机会。
问：股东回报方面有什么计划？
答：公司计划在2024年下半年回购股份，金额不超过1.5亿元。分红比例预计不低于三成，具体方案以公告为准。
公司重视投资者的回报，董事会正在研究中期分红的安排，之后会按照规定及时披露相关的信息。
"""
TEXT = RECORD.format(body=BODY)
SECTIONS = ("narrative", "qa[1]", "qa[2]", "qa[3]", "synthesis")

_LINE = re.compile(r"^([sp]\d+)[：:]\s?(.*)$", re.M)


def sentences(material: str) -> dict[str, str]:
    """What a user message shows under ids."""
    return dict(_LINE.findall(material))


def filled(schema: dict[str, Any], material: str, prose: str | None = None, /, **fields: object) -> dict[str, Any]:
    """An answer to ``schema``: each item a sentence of ``material`` with another mark at its end, else ``prose``; ``fields`` as given."""
    shown = sentences(material)
    answer: dict[str, Any] = {}
    for name, part in schema["properties"].items():
        part = _resolved(schema, part)
        if part.get("type") != "array":
            answer[name] = next(_items(schema, part, shown, prose, fields), {})
            continue
        kind = _resolved(schema, part["items"])
        if kind.get("type") != "object":
            answer[name] = [kind["enum"][0]]
            continue
        items = _items(schema, kind, shown, prose, fields)
        answer[name] = [item for _, item in zip(range(part["maxItems"]), items, strict=False)]
    return answer


def quoting(request: ModelRequest) -> dict[str, Any]:
    """A model that tells everything in the source's own words."""
    assert request.schema is not None
    return filled(request.schema, request.material)


def saying(prose: str, /, **fields: object) -> Callable[[ModelRequest], dict[str, Any]]:
    """A model that says ``prose`` whatever it is asked."""

    def answer(request: ModelRequest) -> dict[str, Any]:
        assert request.schema is not None
        return filled(request.schema, request.material, prose, **fields)

    return answer


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    return dict(schema["$defs"][part["$ref"].rsplit("/", 1)[-1]]) if "$ref" in part else part


def _items(
    schema: dict[str, Any], kind: dict[str, Any], shown: dict[str, str], prose: str | None, fields: dict[str, object]
) -> Iterator[dict[str, Any]]:
    """Items of a kind, one for each sentence that fits into its ``text``; one alone where ``prose`` is given or nothing is cited."""
    properties = kind["properties"]
    first = {name: _first(_resolved(schema, part)) for name, part in properties.items()}
    if "text" not in properties:
        # a label: its name is the words that are echoed before the figure
        han = re.findall(r"[一-鿿]{2,4}|[A-Za-z]{3,}", str(first.get("at", "")))
        yield {**first, "name": han[0] if han else "", **fields}
        return
    if prose is not None:
        yield {**first, "text": prose, **fields}
        return
    where = "at" if "at" in properties else "from"
    ids = _values(_resolved(schema, properties[where]["items"] if where == "from" else properties[where]))
    for one in ids:
        # a mark of its own: where the words are the source's to the last, a summary does not call them reworded
        words = shown.get(one, "").rstrip("。.") + "!"
        if len(words) > 8 and re.search(properties["text"]["pattern"], words):
            yield {**first, "text": words, where: one if where == "at" else [one]}


def _values(part: dict[str, Any]) -> list[str]:
    return list(part.get("enum", [part.get("const")]))


def _first(part: dict[str, Any]) -> Any:
    if part.get("type") == "array":
        return [_first(part["items"])]
    return _values(part)[0] if "enum" in part or "const" in part else ""
