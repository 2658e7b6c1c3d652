"""The same model at the same endpoint, asked by plain instructor, by langextract and by `Summarizer`, side by side.

    python benchmarks/models.py DOCUMENT… --base-url http://127.0.0.1:8000/v1 --model NAME [--json PATH] [--write]

Plain is what a competent user of instructor writes: one flat schema, the whole document in one prompt, JSON_SCHEMA mode, temperature 0.
langextract runs as its guide shows: one worked example (``models.toml``), its own chunks, schema constraints on, temperature 0, the
Unicode tokenizer for Chinese, and of what it extracts only what it could place in the text. It is asked for figures alone, the other
two for strategy, questions and answers as well.

All are held against the document's gold file by the generous yardstick of ``beside_figures.py``; ours by the strict measures of
``summarizer eval`` besides. An answer that cannot be read got nothing, at what it cost.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import instructor
import openai
import page
from bench import ROOT
from beside_figures import Measures, Reported, compare, stated_number
from peers import PeerError, ask
from pydantic import BaseModel, Field

from summarizer import Summarizer, SummarizerError, Summary, __version__, read
from summarizer.evaluation import load_gold, score
from summarizer.evaluation.gold import Gold
from summarizer.extractors.model.completions import tokens_of
from summarizer.reading import Document
from summarizer.settings import Settings

EXAMPLES = Path(__file__).with_name("models.toml")
COLUMNS = {"plain": "plain instructor", "langextract": "langextract", "ours": "summarizer"}

# -- plain instructor -------------------------------------------------------------------------------------------------------


class PlainKPI(BaseModel):
    name: str = Field(description="What is measured, in the document's words.")
    value: float = Field(description="The number, without its unit.")
    unit: str | None = Field(description="The unit with its scale word, such as 亿元, %, million USD.")
    period: str | None = Field(description="The period or date the figure is for.")
    yoy_change: str | None = Field(description="Growth over the year before, as the document states it.")
    quote: str = Field(description="The words of the document that state the figure, copied exactly.")


class PlainExchange(BaseModel):
    question: str
    answer_points: list[str] = Field(description="The main points of the answer.")


class PlainSummary(BaseModel):
    company: str
    event_date: str | None = Field(description="YYYY-MM-DD")
    overview: str = Field(description="Two or three sentences.")
    strategy: list[str] = Field(description="The company's strategic points.")
    kpis: list[PlainKPI] = Field(description="Every key figure an analyst would put in a table.")
    qa: list[PlainExchange] = Field(description="Every question that was asked, with its answer.")


PLAIN_PROMPT = (
    "You are a financial analyst. Summarise the earnings call, results briefing or investor-relations record that the user gives you. "
    "Take every figure from the document; do not compute or guess. Copy quotes exactly. Write in the language of the document."
)


# -- the three --------------------------------------------------------------------------------------------------------------


def plain_figures(summary: PlainSummary) -> list[Reported]:
    return [Reported(one.name, (one.value,), one.unit, one.yoy_change or "", (one.quote,)) for one in summary.kpis]


def our_figures(summary: Summary) -> list[Reported]:
    """Values are in base units already."""
    return [
        Reported(
            " ".join(filter(None, (one.name, (one.metric or "").replace("_", " "), one.entity, one.segment))),
            tuple(float(end) for end in (one.value, one.value_max) if end is not None),
            None,
            "" if one.change is None else f"{one.change.value}",
            tuple(place.quote for place in one.evidence),
        )
        for one in summary.kpis
    ]


def run_plain(client: openai.OpenAI, model: str, document: Document, gold: Gold | None, most_tokens: int) -> tuple[Measures, str | None]:
    """The measures, and why there is no answer where there is none: then all of gold was missed."""
    measures, answer, failure = Measures(), None, None
    completions: list[Any] = []
    asking = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
    asking.on("completion:response", completions.append)
    begun = time.perf_counter()
    try:
        answer = asking.chat.completions.create(
            response_model=PlainSummary,
            model=model,
            messages=[{"role": "system", "content": PLAIN_PROMPT}, {"role": "user", "content": document.text}],
            temperature=0,
            max_tokens=most_tokens,
            max_retries=0,
        )
    except Exception as error:
        # whatever a user of it would have met
        completions += [one for one in [getattr(error, "last_completion", None)] if one is not None and not completions]
        ended = completions[-1].choices[0].finish_reason if completions and completions[-1].choices else None
        cause = error.__cause__ or error
        failure = f"no answer that can be read ({type(cause).__name__}, finish reason {ended})"
    measures.seconds = time.perf_counter() - begun
    measures.calls = max(len(completions), 1)
    if completions:
        took = tokens_of(completions[-1], 0)
        measures.input_tokens, measures.cached_tokens, measures.output_tokens = took.input, took.cached, took.output
    if answer is not None:
        measures.usable = 1
        measures.strategy, measures.exchanges = len(answer.strategy), len(answer.qa)
        measures.points = sum(len(one.answer_points) for one in answer.qa)
    compare([] if answer is None else plain_figures(answer), gold, document.text, measures)
    return measures, failure


def run_langextract(server: Mapping[str, Any], document: Document, gold: Gold | None) -> tuple[Measures, str | None]:
    """The measures, and what failed of it, if anything. ``server`` is what its script wants to know of the endpoint."""
    measures = Measures()
    known = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in document.text) * 5 > len(document.text)
    told = {**server, "text": document.text, "han": han, "description": known["description"], "example": known["han" if han else "latin"]}
    try:
        answer = ask("langextract", "langextract_figures", told)
    except PeerError as error:
        compare([], gold, document.text, measures)
        return measures, str(error)
    for name in ("seconds", "calls", "input_tokens", "cached_tokens", "output_tokens"):
        setattr(measures, name, answer[name])
    measures.usable = int(answer["failure"] is None)
    placed = [one for one in answer["extractions"] if one["placed"]]
    compare(langextract_figures(placed), gold, document.text, measures)
    found = len(answer["extractions"])
    left_out = f"{found - len(placed)} of {found} extractions without a place, left out" if found > len(placed) else None
    return measures, answer["failure"] or left_out


def langextract_figures(extractions: Sequence[Mapping[str, Any]]) -> list[Reported]:
    """Attributes are what the model wrote; where its value holds no number, the first one of the extracted words counts."""
    figures = []
    for one in extractions:
        told = {name: text if isinstance(text, str) else "" for name, text in one["attributes"].items()}
        value = stated_number(told.get("value", ""))
        value = stated_number(one["text"]) if value is None else value
        if value is None:
            continue
        # "25.7亿元" as the value says its unit itself
        unit = told.get("unit", "") + " " + told.get("value", "").strip("0123456789,.+- ")
        figures.append(Reported(told.get("name", ""), (value,), unit.strip(), told.get("yoy_change", ""), (one["text"],)))
    return figures


def run_ours(summarizer: Summarizer, document: Document, gold: Gold | None) -> tuple[Measures, str | None]:
    """The measures, and what failed of it, if anything."""
    measures = Measures()
    begun = time.perf_counter()
    try:
        summary = summarizer.run(document)
    except SummarizerError as error:
        measures.seconds = time.perf_counter() - begun
        compare([], gold, document.text, measures)
        return measures, str(error)
    measures.seconds, measures.usable = time.perf_counter() - begun, 1
    usage = summary.provenance.usage
    measures.calls, measures.output_tokens = usage.calls, usage.output_tokens
    measures.input_tokens, measures.cached_tokens = usage.input_tokens, usage.cached_input_tokens
    measures.strategy, measures.exchanges = len(summary.strategy), len(summary.qa)
    measures.points = sum(len(one.answer) for one in summary.qa)
    compare(our_figures(summary), gold, document.text, measures)
    if gold is not None:
        tallies = score(summary, gold, document.text).tallies
        measures.strict = {name: [tally.right, tally.total] for name, tally in tallies.items()}
    failed = summary.coverage.failed_sections
    return measures, f"left to the rules: {', '.join(failed)}" if failed else None


# -- the table --------------------------------------------------------------------------------------------------------------

Cell = float | None


def _rows(one: Measures) -> dict[str, tuple[Cell, str]]:
    """Each row's number and how it is written."""
    return {
        "documents with an answer": (one.usable, f"{one.usable}/{one.documents}"),
        "wall seconds": (one.seconds, f"{one.seconds:.1f}"),
        "calls": (one.calls, f"{one.calls}"),
        "input tokens": (one.input_tokens, f"{one.input_tokens}"),
        "… of them cached": (one.cached_tokens, f"{one.cached_tokens}"),
        "… not cached": (one.input_tokens - one.cached_tokens, f"{one.input_tokens - one.cached_tokens}"),
        "output tokens": (one.output_tokens, f"{one.output_tokens}"),
        "figures reported": (one.reported, f"{one.reported}"),
        "gold values got": (one.got, f"{one.got}/{one.required}"),
        "… with the right name": (one.named, f"{one.named}/{one.required}"),
        "… with their growth": (one.growths_got, f"{one.growths_got}/{one.growths}"),
        "F1 by value alone": _rate(one.f1),
        "value F1": _rate(one.strict_f1("value")),
        "strict F1 (name and period right)": _rate(one.strict_f1("strict")),
        "values not in the source": (one.invented, f"{one.invented}/{one.reported}"),
        "quotes not literally in the source": (one.not_literal, f"{one.not_literal}/{one.quotes}"),
        "… nor with white space aside": (one.not_there, f"{one.not_there}/{one.quotes}"),
        "strategic points": (one.strategy, f"{one.strategy}"),
        "exchanges": (one.exchanges, f"{one.exchanges}"),
        "points of answers": (one.points, f"{one.points}"),
    }


def _rate(rate: float | None) -> tuple[Cell, str]:
    return rate, "-" if rate is None else f"{rate:.3f}"


def table(name: str, runs: Mapping[str, Measures | None]) -> str:
    """Markdown; the last columns are ours as a multiple of each other's."""
    rows = {who: _rows(one) for who, one in runs.items() if one}
    others = [who for who in runs if who != "ours"]
    head = [name, *(COLUMNS[who] for who in runs), *(f"ours ÷ {COLUMNS[who].removeprefix('plain ')}" for who in others)]
    lines = []
    for row in next(iter(rows.values()), {}):
        cells = {who: rows[who][row] if who in rows else (None, "-") for who in runs}
        ours = cells["ours"][0]
        ratios = [_ratio(ours, cells[who][0]) for who in others]
        lines.append([row, *(shown for _, shown in cells.values()), *ratios])
    return page.table(head, lines)


def _ratio(ours: Cell, other: Cell) -> str:
    return "-" if ours is None or not other else f"{ours / other:.2f}"


def gold_of(document: Path, folder: Path) -> Gold | None:
    """The gold file of a document, by the document's name."""
    found = (load_gold(path) for path in sorted(folder.glob("*.json")))
    return next((gold for gold in found if Path(gold.document).name == document.name), None)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    parser.add_argument("--base-url", required=True, metavar="URL")
    parser.add_argument("--model", required=True)
    parser.add_argument("--api-key", default="none", help="a server on this machine needs none")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold", metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--most-tokens", type=int, default=4096, help="what plain's answer may take")
    parser.add_argument("--timeout", type=float, default=1800.0, metavar="SECONDS", help="of one call")
    parser.add_argument("--langextract-tokens", type=int, default=1024, help="what each of langextract's answers may take, one a chunk")
    parser.add_argument("--only", choices=COLUMNS, action="append", help="one of the columns alone; may be given again")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args(argv)
    asked = options.only or list(COLUMNS)
    if options.write and len(asked) < len(COLUMNS):
        parser.error("--write wants all columns: leave out --only")

    client = openai.OpenAI(base_url=options.base_url, api_key=options.api_key, max_retries=0, timeout=options.timeout)
    settings = Settings.load(model=options.model, base_url=options.base_url, api_key=options.api_key, timeout=options.timeout)
    server = {
        "base_url": options.base_url, "model": options.model, "api_key": options.api_key,
        "most_tokens": options.langextract_tokens, "timeout": options.timeout,
    }  # fmt: skip
    runs: dict[str, dict[str, Measures]] = {who: {} for who in COLUMNS}
    notes: list[str] = []
    with Summarizer(engine="model", settings=settings) as summarizer, client:
        for path in options.documents:
            document, gold = read(path), gold_of(path, options.gold)
            if gold is None:
                print(f"{path.name}: no gold file in {options.gold}; figures are held against the source alone", file=sys.stderr)
            for who in asked:
                if who == "plain":
                    measures, failure = run_plain(client, options.model, document, gold, options.most_tokens)
                elif who == "langextract":
                    measures, failure = run_langextract(server, document, gold)
                else:
                    measures, failure = run_ours(summarizer, document, gold)
                runs[who][path.name] = measures
                notes += [f"{path.name}, {COLUMNS[who]}: {failure}"] if failure else []
            print(table(path.name, {who: found.get(path.name) for who, found in runs.items()}) + "\n", flush=True)
    sums = {who: sum(found.values(), Measures(documents=0)) if found else None for who, found in runs.items()}
    if len(options.documents) > 1:
        print(table("all", sums) + "\n")
    print("\n".join(notes))
    if options.json:
        data: dict[str, Any] = {"model": options.model, "notes": notes}
        data |= {who: {name: asdict(one) for name, one in found.items()} for who, found in runs.items()}
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.write:
        page.write_section("models", section(options.model, [path.name for path in options.documents], sums, [*notes, *_load()]))
    return 0


def section(model: str, documents: Sequence[str], sums: Mapping[str, Measures | None], notes: Sequence[str]) -> str:
    """The section of the page."""
    what = ", ".join(f"`{name}`" for name in documents)
    versions = f"instructor {version('instructor')}, langextract {_pinned('langextract')}, summarizer {__version__}"
    lines = [
        "## With the same model: beside instructor and langextract",
        f"`{model}` at one endpoint, temperature 0, one request at a time; {versions}.",
        f"Documents: {what}.",
        "Their figures are held against the gold files of `tests/gold`: by value alone, generously for all three (any scale word, a",
        "fraction for a percentage, no period asked). instructor has one flat schema and the whole document in one prompt; langextract",
        "one worked example, its own chunks, and of what it extracts what it could place in the text, as its guide says. langextract is",
        "asked for figures alone, the other two for strategy, questions and answers besides.",
        "*Value F1* and *strict F1* are `summarizer eval`'s.",
        "",
        table("all documents", sums),
    ]
    return "\n".join([*lines, "", *(f"- {note}" for note in notes)])


def _load() -> list[str]:
    """What else the machine did meanwhile, which seconds hang on and tokens do not."""
    if not hasattr(os, "getloadavg"):
        return []
    average = os.getloadavg()[2]
    return [f"the machine's load over the last quarter of an hour of it: {average:.1f}, the server's own included where it ran here"]


def _pinned(name: str) -> str:
    lines = (ROOT / "benchmarks" / "peers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{name}=="))


if __name__ == "__main__":
    sys.exit(main())
