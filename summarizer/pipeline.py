"""The one place where the line is written down: read, outline, figures, extract, prove, assemble."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self, cast

from .assembly import Preview, assemble
from .checks import say
from .errors import InputError, ModelUnavailableError, UsageError
from .events import event
from .extractors.draft import Draft, ModelDraft, RejectedDraft, Told
from .extractors.material import Material, gather
from .extractors.rules import extract
from .outline import outline
from .reading import Document, read
from .reconcile import Disagreements, reconcile, reconcile_exchange
from .schemas import Check, Provenance, Summary
from .schemas.vocabulary import Language
from .telemetry import document_span, span

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    import httpx2
    from pydantic import BaseModel

    from .extractors.model.session import Session, Work
    from .extractors.model.spending import Progress, Spending
    from .schemas.profile import Profile
    from .settings import Settings

EngineChoice = Literal["auto", "rules", "model"]
LanguageChoice = Literal["source", "zh-Hans", "zh-Hant", "en"]
Source = str | Path | BinaryIO | Document
OnItem = Callable[[str, "BaseModel"], None]
OnProgress = Callable[["Progress"], None]


class Summarizer:
    """Makes summaries. One instance may be used for many documents, from several threads and event loops at once."""

    def __init__(
        self,
        *,
        engine: EngineChoice = "auto",
        encoding: str | None = None,
        model: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        language: LanguageChoice | None = None,
        profile: Profile | None = None,
        settings: Settings | None = None,
        record: str | Path | httpx2.AsyncBaseTransport | None = None,
        replay: str | Path | httpx2.AsyncBaseTransport | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        on_item: OnItem | None = None,
        on_progress: OnProgress | None = None,
    ) -> None:
        """``engine``: ``rules``; ``model``, with the rules beside it; or ``auto``, a model where one is configured and answers, else rules.

        ``model``, ``base_url`` and ``api_key`` come before the environment (``SUMMARIZER_MODEL`` …; `summarizer.settings.Settings` has
        them all), ``settings`` takes the place of both. ``language`` is that of the prose; rules quote the source in its own. ``profile``
        says for whom a model writes: what it tells first, how briefly, and in which language where ``language`` is left out. It decides
        nothing else; reports take it, too (`summarizer.reports`).
        ``record`` and ``replay`` are folders of recorded answers, ``transport`` takes the place of the network (`summarizer.testing`).

        ``on_item(section, item)`` is called with each part of the summary as soon as it is proven; an item that grows comes again, and the
        summary that is returned has the last word. ``on_progress`` is told of calls, tokens and seconds after each call. Both may be called
        from another thread, one call at a time for a document.

        Raises `UsageError` where the call is wrong and `ModelUnavailableError` where ``model`` is asked for and none is configured.
        """
        if engine not in ("auto", "rules", "model"):
            raise UsageError(f"engine {engine!r} does not exist: use auto, rules or model")
        if language not in (None, "source", "zh-Hans", "zh-Hant", "en"):
            raise UsageError(f"language {language!r} is not known: use source, zh-Hans, zh-Hant or en")
        if record is not None and replay is not None:
            raise UsageError("record and replay exclude each other: record asks the model, replay never does")
        self._encoding, self._engine, self._profile = encoding, engine, profile
        self._language: LanguageChoice = language or (profile and profile.language) or "source"
        self._on_item, self._on_progress = on_item, on_progress
        self._session: Session | None = None
        self.replaying: Any = None
        """The transport that replays, if any: ``replaying.unused()`` lists recordings that nothing asked for."""
        given = any(one is not None for one in (model, base_url, settings, record, replay, transport))
        if engine == "rules":
            if given:
                raise UsageError("engine 'rules' asks no model: leave model, base_url, settings, record, replay and transport out")
        elif given or configured():
            self._session, self.replaying = _open(settings, model, base_url, api_key, record, replay, transport)
            weakref.finalize(self, self._session.close)
        elif engine == "model":
            raise ModelUnavailableError(
                "no model is configured: set SUMMARIZER_MODEL and SUMMARIZER_BASE_URL (or --model, --base-url), or use engine 'rules'"
            )
        if self._session is None and language not in (None, "source"):
            raise UsageError(f"language {language}: rules quote the source in its own language; leave it at 'source', or configure a model")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End calls under way and close the connections to the model. Rules need no closing."""
        if self._session is not None:
            self._session.close()

    def run(self, source: Source) -> Summary:
        """Summarise one document: a path, ``-`` for standard input, an open binary file, or a `Document`.

        Raises `InputError` where it cannot be read, and `ModelUnavailableError` where engine ``model`` reaches none.
        """
        with document_span() as spanned:
            document = self._read(source)
            spanned.set(summarizer__document__name=PurePath(document.source).name)
            job = self._prepare(document)
            if self._session is not None:
                with span("summarizer.ask"):
                    self._await_draft(job)
            return self._finish(job)

    def _await_draft(self, job: _Job) -> None:
        work = self._begin(job)
        assert work is not None
        try:
            job.draft = work.draft.result()
        except ModelUnavailableError as error:
            self._fall_back(job, error)
        except BaseException:
            work.draft.cancel()
            raise

    async def arun(self, source: Source) -> Summary:
        """`run` for asynchronous programs: reading and assembling in other threads, the model's calls beside all others."""
        import asyncio

        with document_span() as spanned:
            document = await asyncio.to_thread(self._read, source)
            spanned.set(summarizer__document__name=PurePath(document.source).name)
            loop = asyncio.get_running_loop()
            # what a thread of its own does still is part of this document's span
            job = await loop.run_in_executor(self._worker, copy_context().run, self._prepare, document)
            if self._session is not None:
                with span("summarizer.ask"):
                    work = self._begin(job)
                    assert work is not None
                    try:
                        job.draft = await asyncio.wrap_future(work.draft)
                    except ModelUnavailableError as error:
                        self._fall_back(job, error)
            return await loop.run_in_executor(self._worker, copy_context().run, self._finish, job)

    # -- the line ---------------------------------------------------------------------------------------------------

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        """The one thread that computes for `arun`. Python computes in one at a time: with several, many documents would be prepared slowly
        side by side, and the model would wait for all of them."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, thread_name_prefix="summarizer")

    def _read(self, source: Source) -> Document:
        return source if isinstance(source, Document) else read(source, encoding=self._encoding)

    def _prepare(self, document: Document) -> _Job:
        _refuse_half_characters(document)
        began, clock = datetime.now(UTC), time.perf_counter()
        with _collector_paused():
            with span("summarizer.outline"):
                material = gather(outline(document))
            with span("summarizer.extract"):
                draft = extract(material)
            return _Job(document, material, draft, began, clock)

    def _begin(self, job: _Job) -> Work | None:
        if self._session is None:
            return None
        from .extractors.model.cassettes import cassette_for

        language = job.material.outline.language if self._language == "source" else self._language
        told = _Telling(job, self._on_item) if self._on_item is not None else None
        with cassette_for(job.document.source):
            work = self._session.begin(
                job.material, job.rules, language=language, objection=_verifier(job.material, language),
                on_told=told, on_progress=self._on_progress, profile=self._profile,
            )  # fmt: skip
        job.spending = work.spending
        return work

    def _fall_back(self, job: _Job, error: ModelUnavailableError) -> None:
        if self._engine == "model":
            raise error
        job.unavailable = str(error)
        event("warning", "model.fallback", document=PurePath(job.document.source).name, error=job.unavailable)

    def _finish(self, job: _Job) -> Summary:
        with _collector_paused(), span("summarizer.assemble"):
            summary = _assembled(job)
        summary.provenance.seconds = round(time.perf_counter() - job.clock, 3)
        if self._on_item is not None:
            for section in ("kpis", "overview", "strategy", "outlook", "risks", "qa", "themes"):
                for item in getattr(summary, section):
                    self._on_item(section, item)
        return summary


@dataclass(slots=True)
class _Job:
    """One document on its way through the line."""

    document: Document
    material: Material
    rules: Draft
    began: datetime
    clock: float
    draft: ModelDraft | None = None
    spending: Spending | None = None
    unavailable: str | None = None


@dataclass
class _Telling:
    """Hands points on as items of the summary while the others are still asked for."""

    job: _Job
    on_item: OnItem
    known: ModelDraft = field(default_factory=ModelDraft)

    def __post_init__(self) -> None:
        self._preview = Preview(self.job.document, self.job.material)
        self._exchanges = {one.index: one for one in self.job.rules.exchanges}
        self._figures = {kpi.figure.start for kpi in self.job.rules.kpis}

    def __call__(self, section: str, told: list[Told]) -> None:
        material = self.job.material
        if section == "narrative":
            draft, _ = reconcile(material, Draft(), ModelDraft(statements=told))
            statements = self._preview.statements(draft)
            for name in ("strategy", "outlook", "risks"):
                for item in getattr(statements, name):
                    self.on_item(name, item)
        elif told[0].exchange in self._exchanges:
            index = told[0].exchange
            self.known.points.setdefault(index, []).extend(told)
            exchange = reconcile_exchange(material, self._figures, self.known, self._exchanges[index])
            self.on_item("qa", self._preview.exchange(exchange))


def _assembled(job: _Job) -> Summary:
    from . import __version__

    began = job.began.strftime("%Y-%m-%dT%H:%M:%SZ")
    provenance = Provenance(engine="rules", version=__version__, started=began, seconds=0.0)
    draft, differ = job.rules, Disagreements()
    rejected: list[RejectedDraft] = []
    language = job.material.outline.language
    checks: list[Check] = []
    if job.spending is not None:
        provenance.usage = job.spending.usage()
        if job.spending.estimated:
            checks.append(say(language, "usage_estimated", "info"))
    if job.unavailable is not None:
        checks.append(say(language, "model_unavailable", "warning", reason=job.unavailable))
    if job.draft is not None:
        draft, differ = reconcile(job.material, job.rules, job.draft)
        rejected = job.draft.rejected
        if job.draft.models:
            provenance.engine, provenance.model = "hybrid", ", ".join(job.draft.models)
            provenance.prompts = job.draft.prompts
        by_reason: dict[str, list[str]] = {}
        for section, reason in job.draft.failures.items():
            by_reason.setdefault(reason, []).append(section)
        checks += [
            say(language, "model_failed", "warning", sections=", ".join(sections), reason=reason) for reason, sections in by_reason.items()
        ]
    return assemble(job.document, job.material, draft, provenance, rejected=rejected, checks=checks, differ=differ.checks)


def _verifier(material: Material, language: Language) -> Callable[[str, Any, str], str | None]:
    """The number-strict verifier, with the names of the document that prose may always use."""
    from .grounding.prose import objection

    header = material.outline.header
    names = " ".join(filter(None, (header.company, header.short_name)))

    def objects(prose: str, sources: Any, named: str) -> str | None:
        return objection(prose, sources, also=names, named=named, language=language, source_language=material.outline.language)

    return objects


# -- the model ----------------------------------------------------------------------------------------------------------


def configured() -> bool:
    """Whether the environment names a model. Nothing is loaded for it: a rules run must stay quick."""
    import os

    if not any(name.startswith("SUMMARIZER_") for name in os.environ):
        return False
    from .extractors.model.endpoints import configured

    return configured()


def _open(
    settings: Settings | None,
    model: str | None,
    base_url: str | None,
    api_key: str | None,
    record: str | Path | httpx2.AsyncBaseTransport | None,
    replay: str | Path | httpx2.AsyncBaseTransport | None,
    transport: httpx2.AsyncBaseTransport | None,
) -> tuple[Session, Any]:
    from .extractors.model.cassettes import RecordingTransport, ReplayingTransport
    from .extractors.model.session import Session
    from .extractors.model.switch import live_transport, refuse_if_blocked
    from .settings import Settings

    replaying: Any = None
    if replay is not None:
        replaying = ReplayingTransport(replay) if isinstance(replay, (str, Path)) else replay
        transport = replaying
    if settings is None:
        if replaying is not None and model is None and not configured():
            # recordings name the model that made them; no key is needed to hear them again
            model, base_url, api_key = _recorded_model(replaying), base_url or "http://127.0.0.1/v1", api_key or "replayed"
        settings = Settings.load(model=model, base_url=base_url, api_key=api_key)
    if record is not None:
        if isinstance(record, (str, Path)):
            refuse_if_blocked("the endpoint", "recording", allowed=settings.allow_requests)
            record = RecordingTransport(live_transport() if transport is None else transport, record)
        transport = record
    return Session(settings, transport), replaying


def _recorded_model(replaying: Any) -> str:
    models = replaying.models()
    if not models:
        raise UsageError("the folder to replay holds no recording: record one with --record DIR")
    return cast(str, models[0])


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


def summarize(source: Source, *, engine: EngineChoice = "auto", encoding: str | None = None, **options: Any) -> Summary:
    """Summarise one document. ``options`` are those of `Summarizer`."""
    with Summarizer(engine=engine, encoding=encoding, **options) as summarizer:
        return summarizer.run(source)


async def asummarize(source: Source, *, engine: EngineChoice = "auto", encoding: str | None = None, **options: Any) -> Summary:
    """`summarize` for asynchronous programs."""
    summarizer = Summarizer(engine=engine, encoding=encoding, **options)
    try:
        return await summarizer.arun(source)
    finally:
        summarizer.close()
