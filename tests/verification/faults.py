"""Faults put into a summary of ours, one at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Data = dict[str, Any]
Fault = tuple[str, Callable[[Data], None]]
_TURNED = [
    ("增长", "下降"), ("下降", "增长"), ("提升", "降低"), ("将", "不会"), (" was ", " was not "), (" grew ", " fell "),
    (" expect ", " do not expect "),
]  # fmt: skip


def faults(summary: Data) -> Iterator[tuple[str, Data]]:
    """Each fault's name and the summary with it; a fault that changes nothing is left out."""
    for name, change in [*_of_facts(), *_of_figures(summary), *_of_statements(summary), *_of_exchanges(summary)]:
        data = copy.deepcopy(summary)
        change(data)
        if data != summary:
            yield name, data


def _at(*path: str | int, to: Any) -> Callable[[Data], None]:
    """Sets what stands at ``path``; a function is given what stands there."""

    def change(data: Data) -> None:
        place: Any = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to(place[path[-1]]) if callable(to) else to

    return change


def _digit(words: str) -> str:
    """Another digit in place of the first."""
    for at, letter in enumerate(words):
        if letter.isdigit():
            return words[:at] + str((int(letter) + 1) % 10) + words[at + 1 :]
    return words


def _turned(words: str) -> str:
    """The contrary, where one of a few words is in it."""
    return next((words.replace(one, other, 1) for one, other in _TURNED if one in words), words)


def _of_facts() -> Iterator[Fault]:
    for name in ("name", "short_name", "ticker", "exchange"):
        yield f"company.{name}", _at("company", name, to="Acme 股份有限公司")
    for name, to in (("type", "roadshow"), ("date", "2019-05-05"), ("start", "03:00"), ("venue", "火星"), ("participants_count", 999)):
        yield f"event.{name}", _at("event", name, to=to)
    yield "event.participants", _at("event", "participants", to=lambda names: [*names, "Acme Capital"])
    for name, to in (("name", "John Smith"), ("title", "Gardener")):
        yield f"event.hosts.{name}", _at("event", "hosts", 0, name, to=to)
    stated = (("title", "别的标题"), ("record_number", "1999-001"), ("published", "1999-01-01"), ("kind", "other"), ("sha256", "0" * 64))
    for name, to in (*stated, ("characters", 1)):
        yield f"document.{name}", _at("document", name, to=to)


def _of_figures(summary: Data) -> Iterator[Fault]:
    for index, kpi in enumerate(summary["kpis"]):
        here: tuple[str | int, ...] = ("kpis", index)
        yield "value", _at(*here, "value", to=lambda value: 10 * value + 1)
        yield "sign", _at(*here, "value", to=lambda value: -value)
        yield "raw", _at(*here, "raw", to=_digit)
        yield "unit", _at(*here, "unit", to="EUR")
        yield "qualifier", _at(*here, "qualifier", to=lambda was: "over" if was != "over" else "under")
        yield "basis", _at(*here, "basis", to=lambda was: "guidance" if was != "guidance" else "actual")
        yield "metric", _at(*here, "metric", to=lambda was: "dividend" if was != "dividend" else "eps")
        yield "segment", _at(*here, "segment", to="Bananas")
        yield "entity", _at(*here, "entity", to="Acme")
        yield "start", _at(*here, "evidence", 0, "start", to=lambda start: start + 1)
        yield "quote", _at(*here, "evidence", 0, "quote", to=_digit)
        yield "name", _at(*here, "name", to=summary["kpis"][index - 1]["name"])
        if kpi["value_max"] is not None:
            yield "value_max", _at(*here, "value_max", to=lambda value: value + 1)
        if kpi["period"] and kpi["period"]["start"]:
            for name, to in (("start", "2019-01-01"), ("end", "2019-12-31"), ("label", "2019")):
                yield f"period.{name}", _at(*here, "period", name, to=to)
        if kpi["change"]:
            yield "change.value", _at(*here, "change", "value", to=lambda value: -value)
            yield "change.raw", _at(*here, "change", "raw", to=_digit)
            yield "change.kind", _at(*here, "change", "kind", to=lambda was: "qoq" if was != "qoq" else "yoy")


def _of_statements(summary: Data) -> Iterator[Fault]:
    for section in ("overview", "strategy", "outlook", "risks", "themes"):
        for index, told in enumerate(summary[section]):
            yield f"{section} digit", _at(section, index, "text", to=_digit)
            yield f"{section} contrary", _at(section, index, "text", to=_turned)
            yield f"{section} quote", _at(section, index, "evidence", 0, "quote", to=lambda quote: quote[1:])
            other = summary[section][index - 1]
            if not {one["start"] for one in told["evidence"]} & {one["start"] for one in other["evidence"]}:
                yield f"{section} another's text", _at(section, index, "text", to=other["text"])
    for index, told in enumerate(summary["strategy"]):
        yield "status", _at("strategy", index, "status", to="done" if told["status"] != "done" else "planned")
        if told["horizon"]:
            yield "horizon", _at("strategy", index, "horizon", to="2031")
    for index, told in enumerate(summary["outlook"]):
        if told["due"]:
            yield "due", _at("outlook", index, "due", to="2031")
    for index in range(len(summary["themes"])):
        yield "theme's exchanges", _at("themes", index, "exchanges", to=[99])
        yield "theme's label", _at("themes", index, "label", to="Weather")


def _of_exchanges(summary: Data) -> Iterator[Fault]:
    for index, told in enumerate(summary["qa"]):
        yield "question", _at("qa", index, "questions", 0, to="Why did the share price fall?")
        yield "asker", _at("qa", index, "asker", to="John Smith")
        yield "responder", _at("qa", index, "responders", to=lambda names: [*names, "John Smith"])
        yield "index", _at("qa", index, "index", to=lambda was: was + 1)
        for number in range(len(told["answer"])):
            yield "answer digit", _at("qa", index, "answer", number, "text", to=_digit)
            yield "answer contrary", _at("qa", index, "answer", number, "text", to=_turned)
        if told["answer"] and summary["qa"][index - 1]["answer"] and len(summary["qa"]) > 1:
            yield "another's answer", _at("qa", index, "answer", to=summary["qa"][index - 1]["answer"])
