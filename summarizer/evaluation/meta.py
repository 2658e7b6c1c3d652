"""What a document says of itself, against gold's ``meta``: one right or wrong a field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import InputError
from ..outline.script import fold
from ..schemas import Summary
from .gold import Gold
from .places import squeeze
from .tally import Score


def score_meta(summary: Summary, gold: Gold, score: Score) -> None:
    """Count ``meta``, with the document's language and kind, into ``score``.

    Raises:
        InputError: gold names a field that a summary does not have.
    """
    document = summary.document
    score.count("meta", document.language == gold.language, f"language {document.language!r}, gold {gold.language!r}")
    score.count("meta", document.kind == gold.kind, f"kind {document.kind!r}, gold {gold.kind!r}")
    for name, wanted in gold.meta.items():
        right, said = _compare(summary, name, wanted)
        score.count("meta", right, f"{name} {said!r}, gold {wanted!r}")


def _compare(summary: Summary, name: str, wanted: Any) -> tuple[bool, object]:
    match name:
        case "company":
            told = [form for form in (summary.company.name, summary.company.short_name) if form]
            accepted = [_plain(form) for form in wanted]
            return bool(told) and all(_plain(form) in accepted for form in told), told
        case "participants_include":
            present = summary.event.participants
            absent = [one for one in wanted if not _told(one, present)]
            return not absent, f"without {absent}" if absent else present
        case "hosts_include":
            hosts = summary.event.hosts
            right = all(
                any(
                    _plain(host.name) == _plain(one["name"]) and _told(one.get("title", ""), [host.title or ""])
                    for host in hosts
                )
                for one in wanted
            )
            return right, [(host.name, host.title) for host in hosts]
        case "event_date_is_inferred":
            return summary.event.date_is_inferred == wanted, summary.event.date_is_inferred
        case "event_type" | "event_date":
            said = getattr(summary.event, name.removeprefix("event_"))
            return said == wanted, said
    for part in (summary.document, summary.company, summary.event):
        if name in type(part).model_fields:
            said = getattr(part, name)
            return _plain(str(said)) == _plain(str(wanted)), said
    raise InputError(f"gold's meta.{name} is no field of a summary; mend the gold file")


def _told(wanted: str, told: Iterable[str]) -> bool:
    """Whether ``wanted`` stands in one of ``told`` (银华基金 in 银华基金管理有限公司)."""
    return any(_plain(wanted) in _plain(one) for one in told)


def _plain(text: str) -> str:
    return squeeze(fold(text))
