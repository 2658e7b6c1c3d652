"""Asks models over the wire: openai sends, instructor puts the schema in and reads the answer, and what lies between is here."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException, ResponseParsingError
from openai.resources.chat.completions import AsyncCompletions
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from ...errors import LiveRequestBlocked, ModelUnavailableError
from ...settings import Settings
from .allowance import allowance_of
from .asking import AnswerCut, AnswerFailed, Question, Reply
from .completions import Unusable, json_of, readable, tokens_of
from .endpoints import Endpoint, resolve
from .faults import TOKEN_PARAMETERS, Fault, Kind, diagnose, seconds_to_wait
from .ladder import Mode, ModeMemory, steps
from .limiter import Allowance, Limiter, Place
from .observing import observed_request
from .remembering import RememberingTransport
from .request_key import task_headers
from .retrying import Pace, Patience, send_again
from .served import ServedModel
from .silence import bodies_not_logged
from .spending import Spending, Tokens, estimate_tokens
from .switch import live_transport

_INSTRUCTOR = {mode: instructor.Mode[mode.name] for mode in Mode}
_KNOWN = frozenset(inspect.signature(AsyncCompletions.create).parameters)
_NO_PARAMETERS = {"model", "messages", "response_format", "tools", "tool_choice"}
AGAIN = "\n\nYour last answer was not valid JSON of the schema. Answer once more with that JSON and nothing else."


class ModelClient:
    """Answers questions by the model of the settings, or by those to fall back on. It belongs to one event loop.

    The requests of one question are bounded, at each model of the list, by
    ``4 modes x tries + (attempts - 1) retries + what the endpoint's refused parameters take (one request each)``:
    with the default settings by 11 and, in practice, by one.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        modes: ModeMemory | None = None,
        pace: Pace | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """``transport`` takes the place of the network: a recording, a fake. What is learned of endpoints is kept in ``modes``;
        without it in the user's cache folder, or in memory alone where a ``transport`` is given.

        Raises `UsageError` where the settings name no model, no key, or no such preset.
        """
        self.settings = settings
        self.endpoints = resolve(settings, environ)
        """The model of the settings, then those to fall back on."""
        self._transport = transport
        self._memory = transport if isinstance(transport, RememberingTransport) else None
        if modes is None and self._memory is not None:
            modes = self._memory.modes
        self._modes = modes or (ModeMemory.of_user(environ) if transport is None else ModeMemory())
        self._pace = pace or Pace()
        self._http = self._connections()
        limiters: dict[str, Limiter] = {}
        self._models = [self._model(endpoint, limiters) for endpoint in self.endpoints]

    @property
    def endpoint(self) -> Endpoint:
        """The one of the settings: its labels, context window, output limit."""
        return self.endpoints[0]

    async def aclose(self) -> None:
        """Closes the connections; the client may not be used afterwards."""
        await self._http.aclose()

    async def ask(self, question: Question, spending: Spending) -> Reply:
        """The answer of the first model of the list that can be reached.

        Raises `AnswerCut` where question or answer is too long, `BudgetSpent` where a limit is reached, `AnswerFailed` where
        no mode gives a usable answer, `ModelUnavailableError` where no model was ever reached, and `LiveRequestBlocked` where
        requests are switched off.
        """
        if self._transport is None and not self.settings.allow_requests:
            raise LiveRequestBlocked(
                "requests to models are switched off: set SUMMARIZER_ALLOW_REQUESTS=true, or use engine 'rules'"
            )
        asked = _Asked(question, spending)
        failures: list[tuple[ServedModel, Fault]] = []
        for model in self._models:
            try:
                model.check()
                answer = await self._answered_by(model, asked)
            except Fault as fault:
                failures.append((model, fault))
                model.leave_alone(fault, others=len(self._models) > 1)
            else:
                return Reply(answer, model.endpoint.model)
        raise self._unavailable(failures)

    async def _answered_by(self, model: ServedModel, asked: _Asked) -> BaseModel:
        """The first question finds out, alone, what the endpoint takes; the others need not, and a replay meets the same requests.

        Where an earlier process found out, nobody waits: a server that has changed since costs each question under way a refusal.
        """
        model.check_worth()
        if not model.learned.known:
            try:
                async with asyncio.timeout(asked.spending.seconds_left):
                    await model.first.acquire()
            except TimeoutError:
                raise asked.spending.out_of_time() from None
            try:
                model.check_worth()
                if not model.learned.known:
                    return await self._down_the_ladder(model, asked)
            finally:
                model.first.release()
        return await self._down_the_ladder(model, asked)

    async def _down_the_ladder(self, model: ServedModel, asked: _Asked) -> BaseModel:
        """Raises a `Fault` where the model cannot be had."""
        patience = Patience(self.settings.attempts - 1)
        endpoint, learned = model.endpoint, model.learned
        refused: Fault | None = None
        unusable: Unusable | None = None
        for mode in steps(model.start(), pinned=endpoint.pinned):
            tries = 0
            while tries < self.settings.tries:
                parameters = model.parameters(asked.question)
                try:
                    answer = await self._once(model, mode, parameters, asked, patience, again=tries > 0)
                except Unusable as error:
                    unusable = error
                    if error.of_mode:
                        break
                    tries += 1
                except Fault as fault:
                    if fault.kind is Kind.TOO_LONG:
                        raise AnswerCut("question and answer do not fit into the model's context") from None
                    if fault.kind is Kind.REFUSED:
                        raise AnswerFailed(fault.what) from None
                    if model.adapt(fault, parameters, mode):
                        continue
                    if fault.kind not in (Kind.MODE, Kind.PARAMETER):
                        raise
                    refused = fault
                    break
                else:
                    model.barren = 0
                    learned.worked(mode, refused=refused is not None)
                    self._modes.keep(endpoint.address, endpoint.model)
                    return answer
        if unusable is not None:
            model.barren += 1
            raise AnswerFailed(f"no usable answer: {unusable}")
        what = refused.what if refused else "no mode"
        ways = f"the mode {endpoint.mode} of SUMMARIZER_MODE" if endpoint.pinned else "every way of asking for JSON"
        raise Fault(Kind.UNAVAILABLE, f"it refuses {ways} ({what})")

    async def _once(
        self,
        model: ServedModel,
        mode: Mode,
        parameters: dict[str, Any],
        asked: _Asked,
        patience: Patience,
        *,
        again: bool,
    ) -> BaseModel:
        written: list[str] = []

        async def create(**request: Any) -> ChatCompletion:
            async def send() -> ChatCompletion:
                return await self._send(model, model.enforced(request, mode), asked)

            completion = await send_again(
                send,
                patience,
                self._pace,
                longest=lambda: self._longest_wait(asked.spending),
                paused=model.limiter.pause,
            )
            readable(completion, mode)
            written.append(json_of(completion, mode))
            return completion

        question = asked.question
        ask = cast(Any, instructor.patch(create=create, mode=_INSTRUCTOR[mode]))
        try:
            with bodies_not_logged():
                await ask(
                    response_model=question.answer,
                    max_retries=0,
                    # the schema's own strictness
                    strict=None,
                    model=model.endpoint.model,
                    messages=[
                        {"role": "system", "content": question.instructions},
                        {"role": "user", "content": question.material + (AGAIN if again else "")},
                    ],
                    **parameters,
                )
        except IncompleteOutputException:
            raise AnswerCut("the answer was cut at the output limit") from None
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, Fault) and self._beyond_budget(cause, asked.spending):
                raise asked.spending.out_of_time() from None
            if isinstance(cause, ValueError | ResponseParsingError):
                raise Unusable("an answer that is no JSON of the schema") from None
            raise cause or error from None
        # instructor's answer is of a subclass that it made, holds the whole response, and equals nothing of the question's own class
        return question.answer.model_validate_json(written[-1])

    async def _send(self, model: ServedModel, request: dict[str, Any], asked: _Asked) -> ChatCompletion:
        """One request. Raises a `Fault`, or `BudgetSpent` before it is sent or when the document's seconds end."""
        spending, endpoint = asked.spending, model.endpoint
        taken = _length(request)
        window = endpoint.context_window
        # by a length that is surely too low: what may fit is for the endpoint to say
        if window is not None and taken // 2 > window:
            raise AnswerCut("the question is longer than the model's context")
        given = next(
            (request[name] for name in TOKEN_PARAMETERS if name in request),
            endpoint.output_limit or asked.question.most_tokens,
        )
        spending.check()
        try:
            # what is remembered reaches no endpoint, and need not wait for its turn there
            spared = self._memory is not None and self._memory.spares(endpoint.url, request)
            model.check()
            turn: AbstractAsyncContextManager[Place | None] = nullcontext() if spared else model.limiter.slot(taken + given)
            async with asyncio.timeout(spending.seconds_left) as budget, turn as place:
                took: Tokens | None = None
                try:
                    model.check()
                    with await spending.reserve(taken, given, endpoint.price, again=asked.sent > 0) as call:
                        asked.sent += 1
                        # what is cut off from here on may have been charged
                        call.took = took = Tokens(taken, 0, estimated=True)
                        try:
                            with observed_request(endpoint, request, remembered=spared) as answered:
                                completion, allowance = await self._answer_of(model, request, task_headers(asked.question))
                                answered(completion, tokens_of(completion, taken))
                        except Exception as error:
                            if not (isinstance(error, Fault) and error.charged):
                                call.took = None
                            if place is not None and isinstance(error, Fault) and error.too_many:
                                wait = seconds_to_wait(error.retry_after, self._pace.now())
                                # what nobody waits for must hold up nobody
                                if wait is None or wait <= self._longest_wait(spending):
                                    model.limiter.refused(place, wait)
                            raise
                        call.took = took = tokens_of(completion, taken)
                        if place is not None:
                            model.limiter.answered(place, allowance)
                finally:
                    if place is not None:
                        model.limiter.settle(place, None if took is None else took.input + took.output)
        except TimeoutError:
            if budget.expired():
                raise spending.out_of_time() from None
            raise
        model.worked = True
        return completion

    async def _answer_of(
        self, model: ServedModel, request: dict[str, Any], headers: dict[str, str]
    ) -> tuple[ChatCompletion, Allowance]:
        named = {name: value for name, value in request.items() if name in _KNOWN}
        rest = {name: value for name, value in request.items() if name not in _KNOWN}
        create = cast(Any, model.openai.chat.completions.with_raw_response.create)
        try:
            async with asyncio.timeout(self.settings.timeout) as overall:
                response = await create(**named, extra_headers=headers, extra_body=rest or None)
                completion = response.parse()
        except TimeoutError:
            if not overall.expired():
                raise
            raise Fault(Kind.TRANSIENT, "no answer in time", charged=True) from None
        except openai.APIError as error:
            raise diagnose(error, request.keys() - _NO_PARAMETERS) from None
        except ValueError:
            raise Fault(Kind.TRANSIENT, "an answer that is no JSON", charged=True) from None
        if not isinstance(completion, ChatCompletion) or getattr(completion, "choices", None) is None:
            # a page of a proxy, or an address without its /v1
            raise Fault(Kind.TRANSIENT, "an answer that is no chat completion", charged=True)
        return completion, allowance_of(response.headers, self._pace.now())

    def _longest_wait(self, spending: Spending) -> float:
        left = spending.seconds_left
        return self.settings.timeout if left is None else min(self.settings.timeout, left)

    def _beyond_budget(self, fault: Fault, spending: Spending) -> bool:
        """Whether the endpoint asked for a longer wait than the document has seconds."""
        asked = seconds_to_wait(fault.retry_after, self._pace.now())
        return asked is not None and spending.seconds_left is not None and asked > spending.seconds_left

    def _unavailable(self, failures: list[tuple[ServedModel, Fault]]) -> Exception:
        what = "; ".join(f"{model.endpoint.model} at {model.endpoint.host}: {fault.what}" for model, fault in failures)
        if any(model.worked for model in self._models):
            return AnswerFailed(f"no model answers now: {what}")
        return ModelUnavailableError(
            f"no model can be reached: {what}; check SUMMARIZER_BASE_URL, SUMMARIZER_MODEL and the key, or use engine 'rules'"
        )

    def _model(self, endpoint: Endpoint, limiters: dict[str, Limiter]) -> ServedModel:
        limiter = limiters.setdefault(
            endpoint.address,
            Limiter(
                endpoint.concurrency,
                endpoint.requests_per_minute,
                endpoint.tokens_per_minute,
                clock=self._pace.clock,
                sleep=self._pace.sleep,
            ),
        )
        client = openai.AsyncOpenAI(
            base_url=endpoint.url,
            api_key=endpoint.key,
            http_client=self._http,
            max_retries=0,
            # no wait within a request is longer than all of it
            timeout=httpx2.Timeout(self.settings.timeout, connect=min(10.0, self.settings.timeout)),
        )
        return ServedModel(endpoint, client, limiter, self._modes.of(endpoint.address, endpoint.model))

    def _connections(self) -> httpx2.AsyncClient:
        """Redirects are not followed: they would carry the document to an address that nobody chose."""
        transport = live_transport() if self._transport is None else self._transport
        return httpx2.AsyncClient(transport=transport, follow_redirects=False)


@dataclass(slots=True)
class _Asked:
    question: Question
    spending: Spending
    sent: int = 0
    """Requests sent for it so far."""


def _length(request: Mapping[str, Any]) -> int:
    """Tokens that a request has to read, by its length."""
    schema = {name: request[name] for name in ("tools", "response_format") if name in request}
    texts = [str(message.get("content", "")) for message in request.get("messages", ())]
    return estimate_tokens("".join(texts) + (json.dumps(schema, ensure_ascii=False) if schema else ""))
