"""Two made-up pairs of quarters: every difference of the key is listed, nothing is invented, no trap is walked into."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer import compare, read
from summarizer.schemas.comparison import Asked, Comparison, Reading, Told

QUARTERS = Path(__file__).parent / "quarters"
PAIRS = ["en_quillstone", "zh_qingyuan"]
Key = dict[str, list[dict[str, Any]]]


@cache
def compared(pair: str) -> tuple[Comparison, Key]:
    """The comparison of a pair by the rules, and its key."""
    folder = QUARTERS / pair
    comparison = compare(folder / "old.txt", folder / "new.txt", engine="rules")
    return comparison, tomllib.loads((folder / "differences.toml").read_text(encoding="utf-8"))


def reads(reading: Reading | None, raw: str) -> bool:
    """Whether the reading is this figure, not the tail of a longer one."""
    at = reading.raw.find(raw) if reading else -1
    return reading is not None and at >= 0 and not (at and reading.raw[at - 1] in "0123456789.,")


def says(told: Told | Asked | None, words: str) -> bool:
    """Whether the statement or the question holds these words."""
    return told is not None and words in told.text


def tells(entry: dict[str, Any], comparison: Comparison, kind: str) -> list[int]:
    """The items of the comparison that an entry of the key means."""
    last = len(comparison.documents) - 1
    old, new = entry.get("old_words"), entry.get("new_words")
    if kind == "kpi":
        return [
            index
            for index, measure in enumerate(comparison.kpis)
            if measure.status == entry["status"]
            and ("old" not in entry or reads(measure.old, entry["old"]))
            and ("new" not in entry or reads(measure.new, entry["new"]))
        ]
    if kind == "guidance":
        return [
            index
            for index, guidance in enumerate(comparison.guidance)
            if reads(guidance.guided, entry["guided"])
            and ("actual" not in entry or reads(guidance.actual, entry["actual"]))
            and ("anew" not in entry or reads(guidance.anew, entry["anew"]))
        ]
    if kind == "statement":
        return [
            index
            for index, statement in enumerate(comparison.statements)
            if statement.status == entry["status"]
            and (old is None or says(statement.old, old))
            and (new is None or says(statement.new, new))
        ]
    if kind == "theme":
        return [
            index
            for index, theme in enumerate(comparison.themes)
            if (theme.topic, theme.status) == (entry["topic"], entry["status"])
        ]
    if kind == "came_back":
        return [
            index
            for index, back in enumerate(comparison.came_back)
            if says(back.old, entry["old_words"]) and says(back.new, entry["new_words"])
        ]
    document = last if entry["document"] == "new" else 0
    return [
        index
        for index, answer in enumerate(comparison.ducked)
        if answer.asked.document == document and says(answer.asked, entry["words"])
    ]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("kind", ["kpi", "guidance", "statement", "theme", "came_back", "ducked"])
def test_every_difference_of_the_key_is_listed(pair: str, kind: str) -> None:
    """What an analyst would tell of the two quarters is all there."""
    comparison, key = compared(pair)
    entries = [entry for entry in key[kind] if not entry.get("optional")]
    assert entries
    assert [entry for entry in entries if not tells(entry, comparison, kind)] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_differences_point_the_right_way(pair: str) -> None:
    """Up is up, above is above, raised is raised, delayed is moved, and the sum is shown."""
    comparison, key = compared(pair)
    for entry in key["kpi"]:
        for index in tells(entry, comparison, "kpi") if entry["status"] == "both" else []:
            difference = comparison.kpis[index].difference
            assert difference is not None
            assert difference.direction == entry["direction"], entry
            assert difference.arithmetic.text
            assert difference.arithmetic.operands
    for entry in key["guidance"]:
        for index in tells(entry, comparison, "guidance"):
            assert comparison.guidance[index].outcome == entry["outcome"], entry
            assert comparison.guidance[index].revision == entry.get("revision"), entry
    for entry in key["statement"]:
        told = [comparison.statements[index].moved for index in tells(entry, comparison, "statement")]
        assert any(told) == ("moved" in entry), entry
    for entry in key["came_back"]:
        for index in tells(entry, comparison, "came_back"):
            assert comparison.came_back[index].ducked_before == entry["ducked_before"], entry
    for entry in key["ducked"]:
        for index in tells(entry, comparison, "ducked"):
            assert comparison.ducked[index].reason == entry["reason"], entry


@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_is_invented(pair: str) -> None:
    """No figures set side by side, no outcome, no move, no question come back and no ducked answer that the key does not have."""
    comparison, key = compared(pair)

    def known(kind: str) -> set[int]:
        return {index for entry in key[kind] for index in tells(entry, comparison, kind)}

    assert [m for i, m in enumerate(comparison.kpis) if m.difference and i not in known("kpi")] == []
    strong = [i for i, g in enumerate(comparison.guidance) if g.outcome != "open" or g.revision]
    assert [comparison.guidance[i] for i in strong if i not in known("guidance")] == []
    assert [s for i, s in enumerate(comparison.statements) if s.moved and i not in known("statement")] == []
    assert [c for i, c in enumerate(comparison.came_back) if i not in known("came_back")] == []
    assert [d for i, d in enumerate(comparison.ducked) if i not in known("ducked")] == []
    assert [check for check in comparison.checks if check.code == "restated"] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_no_trap_is_walked_into(pair: str) -> None:
    """Last year's figure, nine months beside a quarter, another subject of the topic: none is told as a difference."""
    comparison, key = compared(pair)
    walked = []
    for entry in key["never"]:
        first, *rest = entry["words"]
        second = rest[0] if rest else ""
        found = {
            "kpi": [m for m in comparison.kpis if reads(m.old, first) and reads(m.new, second)],
            "guidance": [
                g
                for g in comparison.guidance
                if reads(g.guided, first) and (reads(g.actual, second) or reads(g.anew, second))
            ],
            "statement": [
                s
                for s in comparison.statements
                if s.status == "continued" and says(s.old, first) and says(s.new, second)
            ],
            "came_back": [c for c in comparison.came_back if says(c.old, first) and says(c.new, second)],
            "ducked": [d for d in comparison.ducked if says(d.asked, first)],
        }[entry["kind"]]
        walked += [entry] if found else []
    assert walked == []


@pytest.mark.parametrize("pair", PAIRS)
def test_every_difference_stands_in_its_document(pair: str) -> None:
    """Each piece of evidence is the text of the document it names, at its offsets."""
    comparison, _ = compared(pair)
    texts = [read(QUARTERS / pair / name).text for name in ("old.txt", "new.txt")]
    readings = [r for m in comparison.kpis for r in (m.old, m.new) if r]
    readings += [r for g in comparison.guidance for r in (g.guided, g.actual, g.anew) if r]
    told: list[Told | Asked] = [t for s in comparison.statements for t in (s.old, s.new) if t]
    told += [a for c in comparison.came_back for a in (c.old, c.new)]
    placed = [(r.document, r.evidence) for r in readings] + [(t.document, t.evidence) for t in told]
    placed += [(d.asked.document, d.evidence) for d in comparison.ducked]
    placed += [(0, t.old_evidence) for t in comparison.themes] + [(1, t.new_evidence) for t in comparison.themes]
    pieces = [(document, piece) for document, evidence in placed for piece in evidence]
    assert pieces
    assert all(texts[document][piece.start : piece.end] == piece.quote for document, piece in pieces)
