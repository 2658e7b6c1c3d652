"""The one object that makes summaries: engines, sources, threads, and the same result every time."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from summarizer import ModelUnavailableError, Summarizer, Summary, UsageError, asummarize, read, summarize

RECORD = "kunlun_2023q3_ir_record.txt"


def _found(summary: Summary) -> dict[str, object]:
    """All but when and how fast it was made."""
    return summary.model_dump(exclude={"provenance": {"started", "seconds"}})


def test_every_source_gives_the_same(documents: Path) -> None:
    """A path, its name, an open file and a document already read make one and the same summary."""
    path = documents / RECORD
    expected = _found(summarize(path))
    assert _found(summarize(str(path))) == expected
    assert _found(summarize(read(path))) == expected
    with path.open("rb") as file:
        assert _found(summarize(file)) == expected
    unnamed = summarize(io.BytesIO(path.read_bytes()))
    assert unnamed.document.source == "-"
    assert unnamed.kpis == summarize(path).kpis


def test_asynchronous_is_the_same(documents: Path) -> None:
    """``asummarize`` gives what ``summarize`` gives."""
    assert _found(asyncio.run(asummarize(documents / RECORD))) == _found(summarize(documents / RECORD))


def test_one_instance_in_several_threads(documents: Path) -> None:
    """Documents of three languages at once come out as one after the other."""
    paths = sorted(documents.glob("*.txt")) * 3
    summarizer = Summarizer(engine="rules")
    with ThreadPoolExecutor(4) as pool:
        together = [_found(summary) for summary in pool.map(summarizer.run, paths)]
    assert together == [_found(summarizer.run(path)) for path in paths]


def test_engines(documents: Path) -> None:
    """``auto`` falls back to rules; an engine that is not there is told with what to use instead."""
    assert summarize(documents / RECORD, engine="auto").provenance.engine == "rules"
    with pytest.raises(ModelUnavailableError, match="use engine 'rules'") as caught:
        Summarizer(engine="model")
    assert caught.value.exit_code == 4
    with pytest.raises(UsageError, match="use auto, rules or model"):
        Summarizer(engine="oracle")  # type: ignore[arg-type]  # the mistake this is about


def test_the_encoding_reaches_the_reader(documents: Path) -> None:
    """An encoding given to the summarizer is the one its documents are read in."""
    path = documents / "made_up_record_gb18030.txt"
    assert _found(summarize(path, encoding="gb18030")) == _found(summarize(path))


def test_when_and_how_fast(documents: Path) -> None:
    """Provenance says when it was made, in UTC, and that it took no longer than it did."""
    provenance = summarize(documents / RECORD).provenance
    assert provenance.started.endswith("Z")
    assert 0 <= provenance.seconds < 30
