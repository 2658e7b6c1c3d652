"""A model of the list: what it is sent, what was learned of it, and whether it can be had."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import openai

from .asking import Question
from .endpoints import Endpoint
from .faults import TOKEN_PARAMETERS, Fault, Kind
from .ladder import Learned, Mode
from .limiter import Limiter
from .strictness import strict_form

REST = 60.0
"""Seconds for which a model that could not be reached is left alone."""
BARREN = 3
"""Questions without one usable answer, after which a model that never gave any is asked no more."""
STRICT = "strict"


@dataclass(slots=True)
class ServedModel:
    """A model at its endpoint, as one client knows it."""

    endpoint: Endpoint
    openai: openai.AsyncOpenAI
    limiter: Limiter
    learned: Learned
    first: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the question that finds out what the endpoint takes."""
    worked: bool = False
    """Whether it ever answered this client."""
    barren: int = 0
    """Questions that it answered in no mode so that the answer could be used, since the last that could."""
    fault: Fault | None = field(default=None, repr=False)
    """Why it is left alone."""
    until: float | None = None

    def check(self) -> None:
        """Raises the fault for which it is left alone."""
        if self.fault is not None and self.until is not None and time.monotonic() >= self.until:
            self.fault = None
        if self.fault is not None:
            raise self.fault.with_traceback(None)

    def check_worth(self) -> None:
        """Raises a fault where it answers, but never so that the answer can be used."""
        if self.barren >= BARREN and not self.learned.proven:
            raise Fault(Kind.UNAVAILABLE, f"not one of its answers to {BARREN} questions was JSON of the schema")

    def leave_alone(self, fault: Fault, *, others: bool) -> None:
        """Nobody asks it for a while, or ever, after ``fault``; one that has worked is only left where there are ``others``."""
        if fault is self.fault:
            return
        if fault.kind is Kind.UNAVAILABLE and not self.worked:
            self.fault, self.until = fault, None
        elif others or not self.worked:
            self.fault, self.until = fault, time.monotonic() + REST

    def start(self) -> Mode:
        """The mode to begin with."""
        return Mode(self.endpoint.mode) if self.endpoint.pinned or self.learned.mode is None else self.learned.mode

    def parameters(self, question: Question) -> dict[str, Any]:
        """What is sent beside the messages, by what was learned."""
        limits = (
            question.most_tokens + self.endpoint.thinking_tokens,
            self.endpoint.output_limit,
            self.learned.most_output,
        )
        name = self.learned.token_parameter or self.endpoint.token_parameter
        wanted = {**self.endpoint.parameters, name: min(limit for limit in limits if limit is not None)}
        return {name: value for name, value in wanted.items() if name not in self.learned.omit}

    def enforced(self, request: dict[str, Any], mode: Mode) -> dict[str, Any]:
        """``request`` with its schema in strict form, where the endpoint enforces schemas only so."""
        if mode is not Mode.JSON_SCHEMA or not self.endpoint.strict or STRICT in self.learned.omit:
            return request
        form = request["response_format"]
        strict = {**form["json_schema"], "strict": True, "schema": strict_form(form["json_schema"]["schema"])}
        return {**request, "response_format": {**form, "json_schema": strict}}

    def adapt(self, fault: Fault, sent: Mapping[str, Any], mode: Mode) -> bool:
        """Learns from a refusal of the request's form; False where nothing is left to change but the mode.

        Each parameter is renamed, lowered or left out once, so that this ends.
        """
        learned = self.learned
        if fault.kind is Kind.MODE and mode is Mode.JSON_SCHEMA and self.endpoint.strict and STRICT not in learned.omit:
            # strict mode takes a part of JSON Schema only
            learned.omit.add(STRICT)
            return True
        name = fault.parameter
        if fault.kind is not Kind.PARAMETER or name is None or name not in sent:
            return False
        current = learned.token_parameter or self.endpoint.token_parameter
        if name in learned.omit or (name in TOKEN_PARAMETERS and name != current):
            # another question learned it meanwhile
            return True
        if name in TOKEN_PARAMETERS:
            if fault.most is not None and fault.most < sent[name]:
                learned.most_output = fault.most
                return True
            if learned.token_parameter is None:
                learned.token_parameter = next(other for other in TOKEN_PARAMETERS if other != name)
                return True
        learned.omit.add(name)
        return True
