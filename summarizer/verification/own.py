"""Our own summary held against its document, field by field."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ..errors import InputError
from ..reading import Document
from ..schemas import Summary
from ..schemas.verification import Claim
from .judge import Judge
from .own_facts import facts
from .own_figures import OwnFigures
from .own_places import Places
from .own_statements import OwnStatements
from .source import Source

_OURS = frozenset({"schema_version", "document", "company", "event", "kpis", "qa", "coverage", "provenance"})
_ENOUGH = 4
"""So many of our fields make an object one of ours, and its faults told instead of its strings read."""


def is_ours(data: dict[str, Any]) -> bool:
    """Whether an object of JSON is a summary of ours, be it a faulty one."""
    return len(_OURS & data.keys()) >= _ENOUGH


def chosen(data: Any, document: Document, name: str) -> Summary | None:
    """The summary that ``data`` is, of several the one of ``document``; ``None`` where it is not ours.

    Raises:
        InputError: it is ours and does not keep its schema, or none of several is of this document.
    """
    if isinstance(data, dict):
        return _summary(data, name) if is_ours(data) else None
    if not all(map(is_ours, data)):
        return None
    if len(data) == 1:
        return _summary(data[0], name)
    for one in data:
        told = one.get("document")
        if isinstance(told, dict) and told.get("sha256") == document.sha256:
            return _summary(one, name)
    raise InputError(f"{name}: holds {len(data)} summaries, none of them of this very document; give the one that is")


def _summary(data: dict[str, Any], name: str) -> Summary:
    try:
        return Summary.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in first["loc"]).lstrip(".")
        raise InputError(
            f"{name}: is no summary of ours at {where or 'its top'} ({first['msg']}); `summarizer schema` prints what it must be"
        ) from None


def check(summary: Summary, source: Source) -> list[Claim]:
    """Everything that a summary of ours says, item by item; each field that is wrong is a part of its item with what the source says.

    Topics, checks, coverage and provenance are no claims on the source and are not judged.
    """
    judge = Judge(source)
    places = Places(source, summary.document.sha256 == source.document.sha256)
    items = [
        *facts(summary, source),
        *OwnFigures(source, places, judge).items(summary),
        *OwnStatements(source, places, judge).items(summary),
    ]
    return [item.claim(number) for number, item in enumerate((one for one in items if one.parts), 1)]
