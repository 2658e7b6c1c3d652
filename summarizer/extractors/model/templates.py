"""The prompt templates: one Jinja file a task and tongue under ``prompts/``, in blocks.

``instructions`` is the stable part (the system message), ``material`` what is read, ``reask`` what goes back of it when items failed. The
document is only ever a variable's value: nothing in it is rendered.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


@cache
def _source(task: str, tongue: str) -> str:
    return (files("summarizer") / "prompts" / f"{task}.{tongue}.j2").read_text(encoding="utf-8")


@cache
def _template(task: str, tongue: str) -> Template:
    return _ENVIRONMENT.from_string(_source(task, tongue))


def render(task: str, tongue: str, block: str, **values: object) -> str:
    """One block of a task's template. ``tongue`` is ``zh`` or ``en``."""
    template = _template(task, tongue)
    return "".join(template.blocks[block](template.new_context(values))).strip()


@cache
def fingerprint(task: str, tongue: str) -> str:
    """What ``provenance.prompts`` says of a template."""
    return "sha256:" + hashlib.sha256(_source(task, tongue).encode()).hexdigest()
