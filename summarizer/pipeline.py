"""The one place where the line is written down: read, outline, figures, extract, prove, assemble."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

from .assembly import assemble
from .errors import InputError, ModelUnavailableError, UsageError
from .extractors.material import gather
from .extractors.rules import extract
from .outline import outline
from .reading import Document, read
from .schemas import Provenance, Summary

EngineChoice = Literal["auto", "rules", "model"]
Source = str | Path | BinaryIO | Document


class Summarizer:
    """Makes summaries. One instance may be used for many documents, from several threads."""

    def __init__(self, *, engine: EngineChoice = "auto", encoding: str | None = None) -> None:
        """``engine``: ``rules``, or ``auto`` (a model where one is configured, else rules; this version has rules only).

        Raises `UsageError` for an engine that does not exist and `ModelUnavailableError` for ``model``.
        """
        if engine not in ("auto", "rules", "model"):
            raise UsageError(f"engine {engine!r} does not exist: use auto, rules or model")
        if engine == "model":
            raise ModelUnavailableError(
                "this version drives no language model: use engine 'rules' (or 'auto', which falls back to it)"
            )
        self._encoding = encoding

    def run(self, source: Source) -> Summary:
        """Summarise one document: a path, ``-`` for standard input, an open binary file, or a `Document`.

        Raises `InputError` where it cannot be read.
        """
        document = source if isinstance(source, Document) else read(source, encoding=self._encoding)
        _refuse_half_characters(document)
        from . import __version__

        began, clock = datetime.now(UTC), time.perf_counter()
        provenance = Provenance(
            engine="rules", version=__version__, started=began.strftime("%Y-%m-%dT%H:%M:%SZ"), seconds=0.0
        )
        with _collector_paused():
            material = gather(outline(document))
            draft = extract(material)
            summary = assemble(document, material, draft, provenance)
        summary.provenance.seconds = round(time.perf_counter() - clock, 3)
        return summary

    async def arun(self, source: Source) -> Summary:
        """`run` in a worker thread, for asynchronous programs."""
        import asyncio

        return await asyncio.to_thread(self.run, source)


def _refuse_half_characters(document: Document) -> None:
    """A string may hold half of a surrogate pair; no JSON can, and a quote must be the source's own characters."""
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{document.source}: character {error.start} is half of a surrogate pair, no character of Unicode; "
            "decode the source anew, or take such characters out"
        ) from None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No cyclic garbage collection meanwhile.

    A long document makes a hundred thousand small objects and not one cycle; walking them again and again is a sixth of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def summarize(source: Source, *, engine: EngineChoice = "auto", encoding: str | None = None) -> Summary:
    """Summarise one document. See `Summarizer`."""
    return Summarizer(engine=engine, encoding=encoding).run(source)


async def asummarize(source: Source, *, engine: EngineChoice = "auto", encoding: str | None = None) -> Summary:
    """`summarize` for asynchronous programs."""
    return await Summarizer(engine=engine, encoding=encoding).arun(source)
