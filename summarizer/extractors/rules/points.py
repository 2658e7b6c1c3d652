"""Strategy, outlook, risks and overview: the sentences that say them, ranked by cues, place and figures."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ...schemas.vocabulary import Status
from ...tables import table, words_pattern
from ..draft import KPIDraft, PointDraft
from ..material import Line, Material
from .topics import best_topic

_CORE = frozenset({"revenue", "net_profit", "net_profit_attributable", "gross_margin", "operating_cash_flow", "operating_profit",
                   "operating_margin", "eps", "free_cash_flow", "adjusted_net_profit", "overseas_revenue_share"})  # fmt: skip


@cache
def cue(name: str) -> re.Pattern[str]:
    """One list of cues.toml, both languages, as a pattern."""
    row = table("extractors.rules", "cues")[name]
    words = [*row["zh"], *row["en"]]
    latin = [word for word in words if word[0].isascii()]
    han = [word for word in words if not word[0].isascii()]
    return re.compile(rf"(?<![a-z])(?:{words_pattern(latin)})|{words_pattern(han)}")


def idle(folded: str, line: Line) -> bool:
    """Greetings, thanks and hand-overs, and sentences too short to tell anything."""
    start, end = line.sentence.start, line.sentence.end
    words = folded[start:end]
    if len(words) < (9 if re.search(r"[一-鿿]", words) else 30):
        return True
    match = cue("idle").search(folded, start, end)
    if match is None:
        return False
    opening = match.start() - start < (12 if not words.isascii() else 24)
    return (opening and len(words) < (46 if not words.isascii() else 120)) or words.rstrip().endswith((":", "："))


def _count(pattern: re.Pattern[str], folded: str, line: Line) -> int:
    return len({match[0] for match in pattern.finditer(folded, line.sentence.start, line.sentence.end)})


def room(material: Material, least: int, most: int) -> int:
    """How many items a section may hold: grows with the document's length, slowly."""
    han = material.outline.language != "en"
    return max(least, min(most, least + len(material.text) // (700 if han else 3500)))


def find_strategy(material: Material) -> list[PointDraft]:
    """What the company does and means to do."""
    scored = []
    for line in material.lines:
        role = line.sentence.role
        if role not in ("narrative", "answer") or idle(material.folded, line):
            continue
        plain = _count(cue("strategy"), material.folded, line)
        strong = _count(cue("strategy_strong"), material.folded, line)
        if plain + strong == 0:
            continue
        score = plain + 2.5 * strong + (1.5 if role == "narrative" else -0.5) - (0.2 if strong else 0.7) * min(len(line.figures), 3)
        if status_of(material, line) in ("planned", "in_progress"):
            score += 0.7
        if score >= 2.2:
            scored.append((score, line))
    return _chosen(material, scored, room(material, 6, 16))


def find_outlook(material: Material, kpis: list[KPIDraft]) -> list[PointDraft]:
    """Guidance, plans and milestones."""
    ahead = {draft.sentence for draft in kpis if draft.basis in ("guidance", "target")}
    scored = []
    for line in material.lines:
        if line.sentence.role not in ("narrative", "answer") or idle(material.folded, line):
            continue
        plain = _count(cue("outlook"), material.folded, line)
        strong = _count(cue("outlook_strong"), material.folded, line)
        due = due_of(material, line)
        if plain + strong == 0 and line.sentence.index not in ahead:
            continue
        score = plain + 2 * strong + (3 if line.sentence.index in ahead else 0) + (2 if due else 0)
        if score >= 3.5:
            scored.append((score, line))
    points = _chosen(material, scored, room(material, 3, 10))
    return points


def find_risks(material: Material) -> list[PointDraft]:
    """What could go wrong, where the document itself says so."""
    scored = []
    for line in material.lines:
        if line.sentence.role not in ("narrative", "answer") or idle(material.folded, line):
            continue
        strong = _count(cue("risk_strong"), material.folded, line)
        if not strong:
            continue
        score = _count(cue("risk"), material.folded, line) + 2.0 * strong
        if score >= 3.0:
            scored.append((score, line))
    return _chosen(material, scored, room(material, 2, 7))


def find_overview(material: Material, kpis: list[KPIDraft], strategy: list[PointDraft]) -> list[PointDraft]:
    """Two to five sentences that say what the document is about: the core figures first, then the direction."""
    core: Counter[int] = Counter()
    for draft in kpis:
        if draft.basis == "actual" and not draft.entity:
            core[draft.sentence] += (4 if draft.metric in _CORE and not draft.segment else 2 if draft.metric in _CORE else 1) + (draft.change is not None)
    strategic = {point.span[0]: point.score for point in strategy}
    figures: list[tuple[float, Line]] = []
    directions: list[tuple[float, Line]] = []
    rest: list[tuple[float, Line]] = []
    narrative = any(line.sentence.role == "narrative" and not idle(material.folded, line) for line in material.lines)
    place = 0
    for line in material.lines:
        role = line.sentence.role
        if role not in ("narrative", "answer") or idle(material.folded, line):
            continue
        place += 1
        bonus = (3.0 if role == "narrative" and narrative else 0.0) + max(0.0, 2.0 - place / 10)
        if core[line.sentence.index] >= 3:
            figures.append((min(core[line.sentence.index], 12) + bonus, line))
        if line.sentence.start in strategic:
            directions.append((strategic[line.sentence.start] + bonus, line))
        rest.append((bonus + min(core[line.sentence.index], 3), line))
    length = 3 if len(material.text) < 2500 else 4 if len(material.text) < 12_000 else 5
    chosen = _chosen(material, figures, (length + 1) // 2)
    chosen += _chosen(material, directions, length - len(chosen), chosen)
    if len(chosen) < 2:
        chosen += _chosen(material, rest, 2 - len(chosen), chosen)
    return sorted(chosen, key=lambda point: point.span)


def _chosen(material: Material, scored: list[tuple[float, Line]], most: int, already: list[PointDraft] | None = None) -> list[PointDraft]:
    """The best, one telling each: a sentence whose words another has already said is passed over."""
    chosen: list[tuple[float, Line]] = []
    said: list[set[str]] = [shingles(material.folded[point.span[0] : point.span[1]]) for point in already or []]
    if most <= 0:
        return []
    scored = _spread(scored)
    for score, line in sorted(scored, key=lambda pair: (-pair[0], pair[1].sentence.start)):
        pieces = shingles(material.folded[line.sentence.start : line.sentence.end])
        if any(len(pieces & other) > 0.6 * min(len(pieces), len(other)) for other in said):
            continue
        chosen.append((score, line))
        said.append(pieces)
        if len(chosen) == most:
            break
    chosen.sort(key=lambda pair: pair[1].sentence.start)
    return [
        PointDraft(
            (line.sentence.start, line.sentence.end),
            best_topic(material.folded, line.sentence.start, line.sentence.end),
            status_of(material, line),
            due_of(material, line),
            line.sentence.exchange,
            score,
        )
        for score, line in chosen
    ]


def _spread(scored: list[tuple[float, Line]]) -> list[tuple[float, Line]]:
    """Each further sentence of one paragraph counts a little less: points should come from all of the document."""
    seen: Counter[tuple[int | None, int]] = Counter()
    out = []
    for score, line in sorted(scored, key=lambda pair: (-pair[0], pair[1].sentence.start)):
        key = (line.sentence.exchange, line.sentence.paragraph)
        out.append((score - 1.2 * seen[key], line))
        seen[key] += 1
    return out


def shingles(words: str) -> set[str]:
    """What a sentence is made of: pairs of Han characters, Latin words."""
    latin = set(re.findall(r"[a-z]{3,}", words))
    han = re.sub(r"[^一-鿿]", "", words)
    return latin | {han[i : i + 2] for i in range(len(han) - 1)}


@cache
def _status_patterns() -> list[tuple[Status, re.Pattern[str]]]:
    rows = table("extractors.rules", "cues")["status"]
    order: list[Status] = ["planned", "in_progress", "done"]
    out = []
    for name in order:
        latin = [word for word in rows[name] if word[0].isascii()]
        han = [word for word in rows[name] if not word[0].isascii()]
        out.append((name, re.compile(rf"(?<![a-z])(?:{words_pattern(latin)})|{words_pattern(han)}")))
    return out


def status_of(material: Material, line: Line) -> Status:
    """How far a plan has come, by the words for it; the first said decides between plan and deed."""
    best: tuple[int, Status] | None = None
    for name, pattern in _status_patterns():
        match = pattern.search(material.folded, line.sentence.start, line.sentence.end)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else "unknown"


def due_of(material: Material, line: Line) -> str | None:
    """The period still to come that a statement names, in the source's words."""
    event = material.anchor.event
    for mention in line.periods:
        ahead = event is not None and mention.last is not None and mention.last > event
        if ahead and not mention.label.startswith(("今年", "本季", "当前")) and mention.label not in ("today",):
            return material.text[mention.start : mention.end]
    match = re.compile(r"未来\s?[一二三四五两\d~\-至到]+\s?[-~至到]?\s?\d?\s?(?:年|个月|季度)|年内|年底前|下半年|明年").search(
        material.folded, line.sentence.start, line.sentence.end
    )
    return material.text[match.start() : match.end()] if match else None
