"""Strategy, outlook, risks and overview: the sentences that say them, ranked by cues, place and figures."""

from __future__ import annotations

from collections import Counter

from ...outline.script import EVERYDAY_HAN
from ...patterns import lazy
from ..draft import KPIDraft, PointDraft
from ..material import Line, Material
from .cues import Cues
from .english_stories import Stories
from .topics import Topics, telling_topics

# What an analyst looks for first.
_WEIGHT = {
    "revenue": 6.0, "net_profit_attributable": 5.0, "net_profit": 5.0, "adjusted_net_profit": 3.0, "operating_profit": 3.0,
    "gross_margin": 3.0, "operating_margin": 2.5, "eps": 2.5, "operating_cash_flow": 2.5, "free_cash_flow": 2.5,
    "overseas_revenue_share": 1.5, "revenue_share": 1.5, "ebitda": 2.0, "gross_profit": 2.0, "backlog": 1.5, "orders": 1.5,
}  # fmt: skip


def room(material: Material, least: int, most: int) -> int:
    """How many items a section may hold: grows with the document's length, slowly."""
    han = material.outline.language != "en"
    return max(least, min(most, least + len(material.text) // (700 if han else 3500)))


def find_strategy(material: Material, cues: Cues, topics: Topics) -> list[PointDraft]:
    """What the company does and means to do."""
    scored = []
    stories = Stories(material, everywhere=True) if material.outline.language == "en" else None
    for line in material.lines:
        role = line.sentence.role
        if role not in ("narrative", "answer") or cues.idle(line):
            continue
        if stories is not None and (stories.told_of(line) or _GUIDES.search(material.folded, line.sentence.start, line.sentence.end)):
            # a customer's plans are not the company's, and guidance is told by itself
            continue
        plain = cues.count("strategy", line)
        strong = cues.count("strategy_strong", line)
        if plain + strong == 0:
            continue
        score = (
            plain
            + 2.5 * strong
            + (1.5 if role == "narrative" else -0.5)
            - (0.2 if strong else 0.4) * min(len(line.figures), 3)
        )
        if cues.status(line) in ("planned", "in_progress"):
            score += 0.7
        if score >= 1.0 and (strong or plain > 1 or not line.figures):
            scored.append((score, line))
    # a document that uses few of the words still has its direction: the best of what there is
    most = room(material, 6, 16)
    clear = [pair for pair in scored if pair[0] >= 2.2]
    if len(clear) < most // 2:
        clear = sorted(scored, key=lambda pair: -pair[0])[: most // 2]
    return _chosen(material, cues, topics, clear, most)


def find_outlook(material: Material, cues: Cues, topics: Topics, kpis: list[KPIDraft]) -> list[PointDraft]:
    """Guidance, plans and milestones."""
    ahead = {draft.sentence for draft in kpis if draft.basis in ("guidance", "target")}
    scored = []
    for line in material.lines:
        if line.sentence.role not in ("narrative", "answer") or cues.idle(line):
            continue
        plain = cues.count("outlook", line)
        strong = cues.count("outlook_strong", line)
        if plain + strong == 0 and line.sentence.index not in ahead:
            continue
        due = due_of(material, line)
        score = float(plain + 2 * strong) + (3 if line.sentence.index in ahead else 0) + (2 if due else 0)
        if score >= 3.5:
            scored.append((score, line))
    return _chosen(material, cues, topics, scored, room(material, 3, 10))


def find_risks(material: Material, cues: Cues, topics: Topics) -> list[PointDraft]:
    """What could go wrong, where the document itself says so."""
    scored = []
    for line in material.lines:
        if line.sentence.role not in ("narrative", "answer") or cues.idle(line):
            continue
        strong = cues.count("risk_strong", line)
        if not strong or _NO_RISK.search(material.folded, line.sentence.start, line.sentence.end):
            continue
        score = cues.count("risk", line) + 2.0 * strong
        if score >= 3.0:
            scored.append((score, line))
    return _chosen(material, cues, topics, scored, room(material, 2, 7))


def find_overview(
    material: Material, cues: Cues, topics: Topics, kpis: list[KPIDraft], strategy: list[PointDraft]
) -> list[PointDraft]:
    """Two to five sentences that say what the document is about: the core figures first, then the direction."""
    told: dict[tuple[int, str], float] = {}
    for draft in kpis:
        if draft.basis == "actual" and not draft.entity:
            weight = _WEIGHT.get(draft.metric or "", 0.8) * (1.0 if not draft.segment else 0.5) + (
                draft.change is not None
            )
            key = (draft.sentence, draft.metric or draft.name)
            told[key] = max(told.get(key, 0.0), weight)
    core: Counter[int] = Counter()
    for (sentence, _), weight in told.items():
        core[sentence] += round(weight)
    strategic = {point.span[0]: point.score for point in strategy}
    figures: list[tuple[float, Line]] = []
    directions: list[tuple[float, Line]] = []
    rest: list[tuple[float, Line]] = []
    narrative = any(line.sentence.role == "narrative" and not cues.idle(line) for line in material.lines)
    place = 0
    for line in material.lines:
        role = line.sentence.role
        if role not in ("narrative", "answer") or cues.idle(line):
            continue
        place += 1
        if _COMPARES.match(material.folded, line.sentence.start):
            # what a figure is compared with says nothing by itself
            continue
        bonus = (3.0 if role == "narrative" and narrative else 0.0) + max(0.0, 2.0 - place / 10)
        if core[line.sentence.index] >= 3:
            figures.append((min(core[line.sentence.index], 14) + bonus, line))
        if line.sentence.start in strategic:
            directions.append((strategic[line.sentence.start] + bonus, line))
        rest.append((bonus + min(core[line.sentence.index], 3), line))
    length = 3 if len(material.text) < 2500 else 4 if len(material.text) < 12_000 else 5
    chosen = _chosen(material, cues, topics, figures, (length + 1) // 2)
    chosen += _chosen(material, cues, topics, directions, length - len(chosen), chosen)
    if len(chosen) < 2:
        chosen += _chosen(material, cues, topics, rest, 2 - len(chosen), chosen)
    return sorted(chosen, key=lambda point: point.span)


def _chosen(
    material: Material,
    cues: Cues,
    topics: Topics,
    scored: list[tuple[float, Line]],
    most: int,
    already: list[PointDraft] | None = None,
) -> list[PointDraft]:
    """The best, one telling each: a sentence whose words another has already said is passed over."""
    chosen: list[tuple[float, Line]] = []
    said: list[set[str]] = [shingles(material.folded[point.span[0] : point.span[1]]) for point in already or []]
    if most <= 0:
        return []
    scored = _spread(scored)
    for score, line in sorted(scored, key=lambda pair: (-pair[0], pair[1].sentence.start)):
        pieces = shingles(material.folded[line.sentence.start : line.sentence.end])
        if any(len(pieces & other) > 0.75 * min(len(pieces), len(other)) for other in said):
            continue
        chosen.append((score, line))
        said.append(pieces)
        if len(chosen) == most:
            break
    chosen.sort(key=lambda pair: pair[1].sentence.start)
    told = telling_topics([topics.scores(line.sentence.start, line.sentence.end) for _, line in chosen])
    return [
        PointDraft(
            (line.sentence.start, line.sentence.end),
            topic,
            cues.status(line),
            due_of(material, line),
            line.sentence.exchange,
            score,
        )
        for (score, line), topic in zip(chosen, told, strict=True)
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
    latin = set(_LATIN.findall(words))
    han = "".join(EVERYDAY_HAN.findall(words))
    return latin | {han[i : i + 2] for i in range(len(han) - 1)}


_GUIDES = lazy(r"guidance(?<=\bguidance)\b")
_NO_RISK = lazy(
    r"\b(?:no|not\sany|without)\s(?:increased\s|significant\s|material\s|additional\s|new\s|major\s|real\s)?"
    r"(?:pressure|headwinds?|risks?|disruptions?|weakness|slowdown|softness|uncertainty)\b"
)
_COMPARES = lazy(r"(?:and\s)?(?:(?:this|that|it|which)\s(?:compares|is\scompared|represents)|compared)\b")
_DUE = lazy(r"未来\s?[一二三四五两\d~\-至到]+\s?[-~至到]?\s?\d?\s?(?:年|个月|季度)|年内|年底前|下半年|明年")
_LATIN = lazy(r"[a-z]{3,}")


def due_of(material: Material, line: Line) -> str | None:
    """The period still to come that a statement names, in the source's words."""
    event = material.anchor.event
    for mention in line.periods:
        ahead = event is not None and mention.last is not None and mention.last > event
        if ahead and not mention.label.startswith(("今年", "本季", "当前")) and mention.label not in ("today",):
            return material.text[mention.start : mention.end]
    match = _DUE.search(material.folded, line.sentence.start, line.sentence.end)
    return material.text[match.start() : match.end()] if match else None
