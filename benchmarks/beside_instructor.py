"""The same model at the same endpoint, asked by plain instructor and by `Summarizer`, side by side.

    python benchmarks/beside_instructor.py DOCUMENT… --base-url http://127.0.0.1:8000/v1 --model NAME [--json PATH]

Plain is what a competent user of instructor writes: one flat schema, the whole document in one prompt, JSON_SCHEMA mode, temperature 0.

Both are held against the document's gold file by the generous yardstick of ``beside_figures.py``; ours by the strict measures of
``summarizer eval`` besides. A plain answer that cannot be read got nothing, at what it cost.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import instructor
import openai
from bench import ROOT
from beside_figures import Measures, Reported, compare
from pydantic import BaseModel, Field

from summarizer import Summarizer, SummarizerError, Summary, read
from summarizer.evaluation import load_gold, score
from summarizer.evaluation.gold import Gold
from summarizer.extractors.model.completions import tokens_of
from summarizer.reading import Document
from summarizer.settings import Settings

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


# -- the two ----------------------------------------------------------------------------------------------------------------


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


def table(name: str, plain: Measures | None, ours: Measures | None) -> str:
    """Markdown; the last column is ours as a multiple of plain's."""
    left, right = _rows(plain) if plain else {}, _rows(ours) if ours else {}
    lines = [f"| {name} | plain instructor | summarizer | ours ÷ plain |", "|---|---|---|---|"]
    for row in left or right:
        (one, shown), (two, also_shown) = left.get(row, (None, "-")), right.get(row, (None, "-"))
        ratio = "-" if one is None or two is None or not one else f"{two / one:.2f}"
        lines.append(f"| {row} | {shown} | {also_shown} | {ratio} |")
    return "\n".join(lines)


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
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--plain-only", action="store_true")
    which.add_argument("--ours-only", action="store_true")
    options = parser.parse_args(argv)

    client = openai.OpenAI(base_url=options.base_url, api_key=options.api_key, max_retries=0, timeout=options.timeout)
    settings = Settings.load(model=options.model, base_url=options.base_url, api_key=options.api_key, timeout=options.timeout)
    rows: dict[str, dict[str, Measures]] = {"plain": {}, "ours": {}}
    notes: list[str] = []
    with Summarizer(engine="model", settings=settings) as summarizer, client:
        for path in options.documents:
            document, gold = read(path), gold_of(path, options.gold)
            if gold is None:
                print(f"{path.name}: no gold file in {options.gold}; figures are held against the source alone", file=sys.stderr)
            if not options.ours_only:
                rows["plain"][path.name], failure = run_plain(client, options.model, document, gold, options.most_tokens)
                notes += [f"{path.name}, plain: {failure}"] if failure else []
            if not options.plain_only:
                rows["ours"][path.name], failure = run_ours(summarizer, document, gold)
                notes += [f"{path.name}, ours: {failure}"] if failure else []
            print(table(path.name, rows["plain"].get(path.name), rows["ours"].get(path.name)) + "\n", flush=True)
    if len(options.documents) > 1:
        sums = {name: sum(runs.values(), Measures(documents=0)) if runs else None for name, runs in rows.items()}
        print(table("all", sums["plain"], sums["ours"]) + "\n")
    print("\n".join(notes))
    if options.json:
        data: dict[str, Any] = {"model": options.model, "notes": notes}
        data |= {who: {name: asdict(one) for name, one in runs.items()} for who, runs in rows.items()}
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
