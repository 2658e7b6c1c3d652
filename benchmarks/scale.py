"""What a document of a kind takes of a model: calls and tokens, for working out what a million of them take (``docs/scale.md``).

    python benchmarks/scale.py FOLDER… [--most 40]

Each folder is a kind. Calls are counted, and questions measured, with a model that copies what it is shown (as ``loopback_model.py`` does),
so that almost every item stands. Tokens are reckoned by the recorded answers of ``tests/cassettes``: what their endpoint counted for
questions and answers of so many Latin letters and so many others (by least squares; qwen2.5's tokenizer). By rules no token is used.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

import httpx2
from loopback_model import answer_to

from summarizer import InputError, Summarizer, read
from summarizer.extractors.model.request_key import body_of
from summarizer.reading.registry import suffixes
from summarizer.settings import Settings
from summarizer.testing import FakeModel, ModelRequest, ReplayingTransport

ROOT = Path(__file__).parents[1]
SETTINGS = Settings(model="gpt-6-luna", base_url="https://api.openai.com/v1", api_key="none")  # type: ignore[arg-type]


def main() -> None:
    """Print a row for each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=40, help="documents of a folder")
    given = parser.parse_args()
    a_letter = _calibrated()
    print(f"tokens a Latin letter {a_letter[0]:.3f}, a letter of another script {a_letter[1]:.3f}")
    print("| kind | documents | characters | calls | input tokens | output tokens | rules: seconds |\n|---|--:|--:|--:|--:|--:|--:|")
    for folder in given.folders:
        rows = [row for path in _documents(folder, given.most) if (row := _taken(path, a_letter)) is not None]
        means = [statistics.mean(row[place] for row in rows) for place in range(5)]
        shown = " | ".join(f"{mean:,.0f}" for mean in means[:4])
        print(f"| {folder.name} | {len(rows)} | {shown} | {means[4]:.3f} |", flush=True)


def _documents(folder: Path, most: int) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in suffixes()][:most]


def _taken(path: Path, a_letter: tuple[float, float]) -> tuple[float, ...] | None:
    """Characters, calls, input and output tokens, seconds by rules; None for what holds no text."""
    model = FakeModel(answers=lambda request: _answer(request))
    try:
        document = read(path)
        began = time.perf_counter()
        with Summarizer(engine="rules") as rules:
            rules.run(document)
        seconds = time.perf_counter() - began
        with Summarizer(engine="model", settings=SETTINGS, transport=model) as summarizer:
            summarizer.run(document)
    except InputError:
        return None
    asked = sum(_tokens(_said(request.body), a_letter) for request in model.history)
    answered = sum(_tokens(json.dumps(_answer(request), ensure_ascii=False), a_letter) for request in model.history)
    return len(document.text), len(model.history), asked, answered, seconds


def _answer(request: ModelRequest) -> Any:
    return answer_to(request.body, "told")


def _said(body: dict[str, Any]) -> str:
    form = json.dumps(body.get("response_format", ""), ensure_ascii=False)
    return "".join(str(message["content"]) for message in body["messages"]) + form


def _letters(text: str) -> tuple[int, int]:
    latin = len(text.encode("ascii", "ignore"))
    return latin, len(text) - latin


def _tokens(text: str, a_letter: tuple[float, float]) -> float:
    return sum(count * price for count, price in zip(_letters(text), a_letter, strict=True))


class _Counting(httpx2.AsyncBaseTransport):
    """Replays, and keeps what the endpoint counted beside what it counted it for."""

    def __init__(self, folder: Path) -> None:
        self._inner = ReplayingTransport(folder)
        self.pairs: list[tuple[int, int, int]] = []

    def models(self) -> list[str]:
        """Those that were recorded."""
        return self._inner.models()

    def unused(self) -> list[str]:
        """Nothing is asked for that is not counted."""
        return []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        body = body_of(request)
        assert body is not None
        usage = json.loads(response.content).get("usage")
        if usage:
            messages = "".join(str(message["content"]) for message in body["messages"])
            self.pairs.append((*_letters(messages), usage["prompt_tokens"]))
        return response


def _calibrated() -> tuple[float, float]:
    """Tokens of a Latin letter and of any other, by least squares over the recorded questions."""
    counting = _Counting(ROOT / "tests" / "cassettes")
    with Summarizer(engine="model", replay=counting) as summarizer:
        for name in ("kunlun_2023q3_ir_record", "sensetime_2023fy_briefing", "made_up_call", "made_up_record_gb18030"):
            summarizer.run(ROOT / "tests" / "documents" / f"{name}.txt")
    aa = sum(a * a for a, _, _ in counting.pairs)
    ab = sum(a * b for a, b, _ in counting.pairs)
    bb = sum(b * b for _, b, _ in counting.pairs)
    at = sum(a * t for a, _, t in counting.pairs)
    bt = sum(b * t for _, b, t in counting.pairs)
    left = aa * bb - ab * ab
    return (at * bb - bt * ab) / left, (bt * aa - at * ab) / left


if __name__ == "__main__":
    main()
