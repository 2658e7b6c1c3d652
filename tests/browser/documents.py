"""The documents whose reports are opened: the samples, a call, one read by rules and a model, one that means harm, one of 300 pages."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer import Summarizer, read, summarize
from summarizer.schemas import Summary
from summarizer.schemas.comparison import Comparison
from tests.reports.compared import compared
from tests.reports.conftest import build

TESTS = Path(__file__).parents[1]
SAMPLES = ("kunlun_2023q3_ir_record", "sensetime_2023fy_briefing", "made_up_call")


# by what they are told: one of them by both, so that everything that a page can show is shown
DOCUMENTS = (f"{SAMPLES[0]} by both", *SAMPLES[1:])


@dataclass(frozen=True)
class Told:
    """A summary and the raw text that its offsets count in."""

    summary: Summary
    text: str


@cache
def sample(name: str) -> Told:
    """A document of tests/documents, by rules."""
    document = read(TESTS / "documents" / f"{name}.txt")
    return Told(summarize(document, engine="rules"), document.text)


def document(name: str) -> Told:
    """One of `DOCUMENTS`, or of `SAMPLES`."""
    return by_both() if name.endswith(" by both") else sample(name)


@cache
def by_both() -> Told:
    """A sample by rules and by a recorded model, one figure of which they tell differently."""
    document = read(TESTS / "documents" / f"{SAMPLES[0]}.txt")
    with Summarizer(engine="model", replay=TESTS / "cassettes") as summarizer:
        summary = summarizer.run(document)
    raw = summary.model_dump()
    raw["kpis"][2]["found_by"] = ["model"]
    raw["checks"].append({"code": "heads_differ", "severity": "warning", "message": "told differently", "kpis": [raw["kpis"][3]["id"]]})
    return Told(Summary.model_validate(raw), document.text)


# what a document could hold to get out of its place: markup, the ends of what a page wraps text in, templates, links, hidden characters
HARM = (
    "<script>window.harmed=1</script>",
    "</script><script>window.harmed=2</script>",
    "<img src=x onerror=\"window.harmed=3\">",
    "\"><svg onload=window.harmed=4>",
    "' onmouseover='window.harmed=5' x='",
    "</style></title></textarea></template><script>window.harmed=6</script>",
    "]]><script>window.harmed=7</script>",
    "<!--<script>window.harmed=8</script>-->",
    "[click](javascript:window.harmed=9)",
    "&amp;&lt;b&gt;&#60;i&#62;&copy",
    "{{ 7*7 }}{% raw %}${window.harmed=10}`${window.harmed=11}`\\u003cscript\\u003e",
    "<a href=javascript:window.harmed=12>link</a><base href=https://example.invalid/><meta http-equiv=refresh content=0>",
    "\u202e8.63\u202c\u2066\u200b\ufeff",
    "a\u2028b\u2029c\u0085d\ue000",
)  # fmt: skip
CONTROLS = "a\x00b\x01c\x08d\x0be\x0cf\x1b[31mg\x7fh\x9bi\ufffej"


@cache
def harmful() -> Told:
    """A summary with harm in every field that may hold any string, of a text that is nothing but harm."""
    lines = [f"{number} {harm} end" for number, harm in enumerate((*HARM, CONTROLS), start=1)]
    text = "".join(line + end for line, end in zip(lines, cycle(("\n", "\r\n", "\r", "\n\n"))))
    places = []
    for line in lines:
        start = text.index(line)
        places.append({"quote": line, "start": start, "end": start + len(line), "match": "exact"})
    raw = build().model_dump()
    raw["document"]["characters"] = len(text)
    for section in ("overview", "strategy", "kpis", "outlook", "risks", "qa", "themes"):
        # one item more a line, so that every harm is also a place
        raw[section] = [copy.deepcopy(raw[section][0]) | {"evidence": [place]} for place in places]
        for number, item in enumerate(raw[section], start=1):
            if section == "qa":
                item["index"] = number
                item["answer"][0]["evidence"] = [places[-number]]
    raw["event"]["participants"] = ["everybody"]
    raw = harmed(Summary, raw)
    for number, kpi in enumerate(raw["kpis"], start=1):
        kpi["id"] = f"k{number}{HARM[number % len(HARM)]}"
    return Told(Summary.model_validate(raw), text)


# read by machines, not shown to people: their form is the contract's
_FORMAL = {"sha256", "started", "start", "end", "date", "published", "quote", "version", "schema_version"}


def harmed(model: type[BaseModel], raw: dict[str, Any]) -> dict[str, Any]:
    """``raw`` with harm in every field of ``model`` that may hold any string; before it the field's path."""
    harm = " ".join((*HARM, CONTROLS))
    raw = copy.deepcopy(raw)
    for *steps, last in list(_strings(raw)):
        holder: Any = raw
        for step in steps:
            holder = holder[step]
        before, holder[last] = holder[last], f"{'.'.join(map(str, (*steps, last)))} {harm}"
        try:
            model.model_validate(raw)
        except ValidationError:
            holder[last] = before
    return raw


def _strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of every string, but for dates and the like."""
    if isinstance(value, str):
        if path[-1] not in _FORMAL:
            yield path
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _strings(one, (*path, at))


@cache
def harmful_comparison() -> Comparison:
    """A comparison with harm in every field that may hold any string."""
    return Comparison.model_validate(harmed(Comparison, compared().model_dump()))


def long(pages: int = 300) -> Told:
    """A made-up source of 2,000 characters and ten places a page: figures, questions, answers."""
    blocks, kpis, exchanges, at = [], [], [], 0
    for page in range(pages):
        figures = [f"Revenue of division {page} was ${page + 100}.{page % 10} million in 2025."]
        figures += [f"Line {page}-{line}: unit {line} of division {page} sold {line}{page:03} pieces in 2025." for line in range(7)]
        asked, said = f"Question {page}: what of the plant in region {page}?", f"Answer {page}: it opens in {2026 + page % 9}."
        told = [*figures, asked, said]
        between = (f"Nothing of note was said on page {page}. " * 9)[: (2_000 - sum(len(one) + 2 for one in told)) // len(told)]
        block = "".join(f"{one}\n{between}\n" for one in told)
        starts = [at + block.index(one) for one in told]
        places = [
            {"quote": one, "start": start, "end": start + len(one), "page": page + 1, "match": "exact"}
            for start, one in zip(starts, told, strict=True)
        ]
        for number, figure in enumerate(figures):
            kpis.append({
                "id": f"k{page * 8 + number + 1}", "name": f"Revenue {page}" if number == 0 else f"Pieces {page}-{number}",
                "metric": "revenue" if number == 0 else "shipments", "value": page + number, "unit": "USD" if number == 0 else "pieces",
                "raw": figure.rpartition(" in ")[0].split(" ")[-2], "basis": "actual", "found_by": ["rules"], "evidence": [places[number]],
            })  # fmt: skip
        exchanges.append({
            "index": page + 1, "questions": [asked], "answer": [{"text": said, "evidence": [places[9]]}], "topics": ["capacity"],
            "evidence": [places[8]],
        })  # fmt: skip
        blocks.append(block)
        at += len(block)
    text = "".join(blocks)
    raw = build("en").model_dump()
    raw |= {name: [] for name in ("overview", "strategy", "outlook", "risks", "themes", "checks", "rejected")}
    raw |= {"kpis": kpis, "qa": exchanges}
    raw["document"] |= {"characters": len(text), "pages": pages}
    return Told(Summary.model_validate(raw), text)
