"""Cases as a file of the project's own tests."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from .cases import Case
from .score import Score

_EACH = 5
"""So many of a kind."""


def save(folder: Path, cases: Sequence[Case], ours: Score) -> None:
    """Some of each kind that were judged rightly, one file a document.

    ``{"true": [[kind, quote, start, end]], "false": [[kind, quote]]}``
    """
    failed = {case.id for case, _ in ours.failures}
    kept: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: {"true": defaultdict(list), "false": defaultdict(list)})
    for case in cases:
        if case.id not in failed:
            told = [case.kind, case.quote, case.start, case.end] if case.right else [case.kind, case.quote]
            kept[case.document]["true" if case.right else "false"][case.kind].append(_json(told))
    for name, sides in kept.items():
        lines = []
        for side, found in sides.items():
            quotes = [line for kind in sorted(found) for line in found[kind][:_EACH]]
            lines.append(f'  "{side}": [\n    ' + ",\n    ".join(quotes) + "\n  ]")
        (folder / Path(name).with_suffix(".json").name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _json(told: object) -> str:
    """One line, with what cannot be seen written as an escape."""
    line = json.dumps(told, ensure_ascii=False)
    return re.sub("[\u00a0\u00ad\u200b\u2060\u3000\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", line)
