"""The model's draft of a document: what is asked, in which order, and what is kept of it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

from ...errors import ModelUnavailableError
from ...schemas.profile import Profile
from ...schemas.vocabulary import Language
from ..draft import Draft, LabelDraft, ModelDraft, Told
from ..material import Line, Material
from ..topics import label
from .asking import AnswerPending, Asker, BudgetSpent
from .passages import Asked, Block
from .pointing import Numbers, fenced
from .reader import Reader
from .rounds import Outcome, Reading, work
from .scope import Labels, Objection, Scope, make_card
from .sentences import Proven
from .spending import Spending
from .synthesis import Point, Synthesis
from .templates import fingerprint

_BLOCK = {True: 1_500, False: 5_500}
"""Characters of narrative in one question (Chinese, else)."""
_ANSWER = {True: 3_000, False: 10_000}
"""Characters of an answer in one question."""
_A_POINT = {True: 180, False: 600}
"""Characters of an answer that make one point."""
_A_STATEMENT = {True: 280, False: 1_000}
"""Characters of the narrative that make one statement."""
_WORTH_TELLING = {True: 70, False: 220}
"""A shorter answer is its own best summary."""
_MOST_POINTS = 4
_MOST_STATEMENTS = 5

OnTold = Callable[[str, list[Told]], None]


async def extract(
    material: Material,
    guide: Draft,
    asker: Asker,
    spending: Spending,
    *,
    objection: Objection,
    language: Language,
    labels: Labels,
    tries: int = 2,
    on_told: OnTold | None = None,
    desk: asyncio.Semaphore | None = None,
    profile: Profile | None = None,
) -> ModelDraft:
    """Ask a model for all that it can say of one document.

    ``guide`` is the rules' draft, ``profile`` says whom the prose is for. ``on_told`` is called with a section (``qa[3]``, ``narrative``,
    ``overview``) and its points as soon as they are proven. What is asked never waits on anything but the points that the synthesis is
    drawn from, and a place at the ``desk``, where several documents share one.

    Raises `ModelUnavailableError` where no question was answered because no model could be reached, and `AnswerPending`, once all has been
    asked that could be, where answers are to come later. Any other failure costs its section.
    """
    scope = _scope(material, guide, objection, language, labels, profile)
    blocks, exchanges = _blocks(scope), _exchanges(scope)
    draft = ModelDraft(thorough=not scope.sparing)
    readings: list[Reading] = [*blocks, *exchanges, *(apart for passage in (*blocks, *exchanges) if (apart := passage.labels_apart()))]

    async def run(reading: Reading) -> Outcome:
        try:
            async with _seat(desk, spending):
                outcome = await _work(reading, asker, spending, tries)
        except BudgetSpent as spent:
            return Outcome(failed=str(spent))
        told = [item for item in outcome.accepted if isinstance(item, Told)]
        if on_told is not None and told:
            on_told("narrative" if isinstance(reading, Block) else reading.section, told)
        return outcome

    outcomes = await _all([run(reading) for reading in readings])
    _refuse_half(outcomes)
    _refuse_silence(outcomes, readings)
    for reading, outcome in zip(readings, outcomes, strict=True):
        _keep(draft, scope, reading, outcome)
    synthesis = _synthesis(scope, draft)
    if synthesis.worth_asking:
        outcome = await run(synthesis)
        _refuse_half([outcome])
        _keep(draft, scope, synthesis, outcome)
    return draft


def _scope(
    material: Material, guide: Draft, objection: Objection, language: Language, labels: Labels, profile: Profile | None
) -> Scope:
    tongue = "en" if language == "en" else "zh"
    card = [fenced(line) for line in make_card(material, guide, tongue)]
    reader = Reader(profile, material, guide, tongue) if profile is not None else None
    return Scope(material, guide, language, labels, objection, Numbers(material), card, reader if reader and reader.heard else None)


@asynccontextmanager
async def _seat(desk: asyncio.Semaphore | None, spending: Spending) -> AsyncIterator[None]:
    """A place at the desk. Raises `BudgetSpent` where the document's seconds end before there is one."""
    if desk is not None:
        try:
            async with asyncio.timeout(spending.seconds_left):
                await desk.acquire()
        except TimeoutError:
            raise spending.out_of_time() from None
    try:
        yield
    finally:
        if desk is not None:
            desk.release()


class _Unreachable(Outcome):
    """An outcome for want of a model."""

    error: ModelUnavailableError


class _Pending(Outcome):
    """An outcome that is to come."""

    questions: int


async def _work(reading: Reading, asker: Asker, spending: Spending, tries: int) -> Outcome:
    try:
        return await work(reading, asker, spending, tries=tries)
    except ModelUnavailableError as error:
        outcome = _Unreachable(failed=str(error))
        outcome.error = error
        return outcome
    except AnswerPending as waits:
        pending = _Pending()
        pending.questions = waits.questions
        return pending


async def _all(runs: Sequence[Coroutine[Any, Any, Outcome]]) -> list[Outcome]:
    """All of them at once; the first unexpected error ends the others, and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(run) for run in runs]
    except BaseExceptionGroup as unexpected:
        raise unexpected.exceptions[0] from None
    return [task.result() for task in tasks]


def _refuse_half(outcomes: Sequence[Outcome]) -> None:
    pending = sum(outcome.questions for outcome in outcomes if isinstance(outcome, _Pending))
    if pending:
        raise AnswerPending(pending)


def _refuse_silence(outcomes: Sequence[Outcome], readings: Sequence[Reading]) -> None:
    unreachable = [outcome for outcome in outcomes if isinstance(outcome, _Unreachable)]
    if unreachable and not any(outcome.models for outcome in outcomes):
        raise unreachable[0].error


def _keep(draft: ModelDraft, scope: Scope, reading: Reading, outcome: Outcome) -> None:
    draft.rejected += outcome.rejected
    draft.models += [model for model in outcome.models if model not in draft.models]
    if outcome.models:
        draft.prompts[reading.task] = fingerprint(reading.task, scope.tongue)
        if scope.reader is not None:
            draft.prompts.update(scope.reader.prompts())
    if outcome.failed is not None:
        draft.failures.update({name: outcome.failed for name in reading.fills if name not in draft.failures})
    for item in outcome.accepted:
        if isinstance(item, LabelDraft):
            draft.labels.append(item)
        elif isinstance(item, Told):
            if isinstance(reading, Asked):
                draft.points.setdefault(reading.index, []).append(item)
            else:
                draft.statements.append(item)
        elif isinstance(reading, Asked):
            index, topics = item
            known = draft.topics.setdefault(index, [])
            known += [topic for topic in topics if topic not in known]
        else:
            name, told = item
            if name == "overview":
                draft.overview.append(told)
            else:
                draft.themes[name] = told


# -- what is asked ------------------------------------------------------------------------------------------------------


def _blocks(scope: Scope) -> list[Block]:
    lines = [line for line in scope.material.lines if line.sentence.role == "narrative" and line.sentence.start not in scope.guide.idle]
    return [
        Block(scope, f"narrative[{place}]", part, _most(part, _A_STATEMENT[scope.han], _MOST_STATEMENTS))
        for place, part in enumerate(_parts(scope, lines, _BLOCK[scope.han]), 1)
        if _letters(part) >= _WORTH_TELLING[scope.han]
    ]


def _exchanges(scope: Scope) -> list[Asked]:
    answers: dict[int, list[Line]] = defaultdict(list)
    for line in scope.material.lines:
        idle = line.sentence.start in scope.guide.idle
        if line.sentence.role == "answer" and line.sentence.exchange is not None and not idle:
            answers[line.sentence.exchange].append(line)
    return [
        Asked(scope, index, part, _most(part, _A_POINT[scope.han], _MOST_POINTS))
        for index, lines in sorted(answers.items())
        if _letters(lines) >= _WORTH_TELLING[scope.han]
        for part in _parts(scope, lines, _ANSWER[scope.han])
    ]


def _letters(lines: Sequence[Line]) -> int:
    return sum(line.sentence.end - line.sentence.start for line in lines)


def _most(lines: Sequence[Line], each: int, most: int) -> int:
    return max(1, min(most, round(_letters(lines) / each)))


def _parts(scope: Scope, lines: Sequence[Line], most: int) -> list[list[Line]]:
    """Runs of whole sentences of about ``most`` characters, cut between paragraphs where there is a choice."""
    parts: list[list[Line]] = []
    length = 0
    for line in lines:
        size = line.sentence.end - line.sentence.start
        new_paragraph = bool(parts) and parts[-1][-1].sentence.paragraph != line.sentence.paragraph
        if not parts or length + size > most or (new_paragraph and length > 0.7 * most):
            parts.append([])
            length = 0
        parts[-1].append(line)
        length += size
    return parts


def _synthesis(scope: Scope, draft: ModelDraft) -> Synthesis:
    """The best of each section first: what does not fit is left out."""
    ranked: list[tuple[Point, int | None]] = []
    by_kind = {kind: [told for told in draft.statements if told.kind == kind] for kind in ("result", "strategy", "outlook", "risk")}
    for kind, chosen in (("result", scope.guide.overview), ("strategy", scope.guide.strategy[:4]), ("outlook", scope.guide.outlook[:3])):
        ranked += [(told, None) for told in by_kind[kind] if isinstance(told, Proven)] or [(point.span, point.exchange) for point in chosen]
    for most in (0, 1, 2):
        for exchange in scope.guide.exchanges:
            told: list[Point] = [one for one in draft.points.get(exchange.index, []) if isinstance(one, Proven)]
            told = told or [answer.span for answer in exchange.answer]
            ranked += [(one, exchange.index) for one in told[most : most + 1]]
    ranked += [(told, None) for told in by_kind["risk"] if isinstance(told, Proven)]
    if (reader := scope.reader) is not None:
        known = {span for point, _ in ranked for span in (point.spans if isinstance(point, Proven) else [point])}
        ranked += [(span, line.sentence.exchange) for line, span in reader.telling() if span not in known]
        ranked.sort(key=lambda one: reader.rank(one[0].spans if isinstance(one[0], Proven) else [one[0]]))

    # where labels are asked for sparingly, tokens are dear: a theme is then told by the best of its proven points
    asked = [] if scope.sparing else scope.guide.themes
    themes = [(theme.topic, label(theme.topic, scope.language), theme.exchanges) for theme in asked]
    return Synthesis(scope, [point for point, _ in ranked], [exchange for _, exchange in ranked], themes)
