"""Each answer as its most telling sentences, its topics, and the themes over all exchanges."""

from __future__ import annotations

from collections import Counter, defaultdict

from ...outline.turns import said
from ...patterns import lazy
from ..draft import AnswerDraft, ExchangeDraft, Span, ThemeDraft
from ..material import Line, Material
from .cues import Cues
from .points import shingles
from .topics import Topics, ranked


def read_exchanges(material: Material, cues: Cues, topics: Topics) -> tuple[list[ExchangeDraft], list[ThemeDraft]]:
    """One draft an exchange, in order, and the themes they share."""
    by_exchange: dict[int, list[Line]] = defaultdict(list)
    for line in material.lines:
        if line.sentence.role == "answer" and line.sentence.exchange is not None:
            by_exchange[line.sentence.exchange].append(line)
    drafts: list[ExchangeDraft] = []
    best: dict[str, tuple[float, Span]] = {}
    asked_in: dict[str, list[int]] = defaultdict(list)
    weight: Counter[str] = Counter()
    all_scores = {
        span.index: _exchange_topics(topics, span.questions or [span.asked], by_exchange.get(span.index, []))
        for span in material.outline.exchanges
    }
    spread = Counter(topic for scores in all_scores.values() for topic in scores)
    for span in material.outline.exchanges:
        lines = by_exchange.get(span.index, [])
        # what every exchange speaks of (the company's own trade) tells one from another the least
        scores = Counter(
            {
                topic: round(score * (1.6 - spread[topic] / len(all_scores)))
                for topic, score in all_scores[span.index].items()
            }
        )
        main = [topic for topic in ranked(scores) if scores[topic] * 4 >= max(scores.values())][:3]
        question = "".join(material.folded[a:b] for a, b in span.questions or [span.asked])
        answer = _telling(material, cues, lines, question, len(span.questions))
        drafts.append(ExchangeDraft(span.index, [AnswerDraft(place) for place in answer], main))
        total = sum(scores.values()) or 1
        said = [((start, end), topics.scores(start, end)) for start, end in answer or [span.asked]]
        for place, topic in enumerate(main):
            if place < 2 or scores[topic] / total > 0.2:
                asked_in[topic].append(span.index)
                weight[topic] += 2 - place if place < 2 else 1
                for (start, end), found in said:
                    score = found[topic] / (1 + (end - start) / 160)
                    if topic not in best or score > best[topic][0]:
                        best[topic] = (score, (start, end))
    order = sorted(asked_in, key=lambda topic: (-len(asked_in[topic]), -weight[topic], asked_in[topic][0]))
    themes = [
        ThemeDraft(topic, best[topic][1], asked_in[topic])
        for topic in order[: max(4, min(8, len(drafts) + 2))]
        if topic in best
    ]
    return drafts, themes


def _exchange_topics(topics: Topics, questions: list[Span], lines: list[Line]) -> Counter[str]:
    """What was asked weighs more than what was said."""
    scores: Counter[str] = Counter()
    for start, end in questions:
        for topic, score in topics.scores(start, end).items():
            scores[topic] += 3 * score
    if lines:
        said = topics.scores(lines[0].sentence.start, lines[-1].sentence.end)
        highest = max(said.values(), default=0)
        asked = max(scores.values(), default=0)
        for topic, score in said.items():
            # a long answer must not drown the question
            scores[topic] += round(score * min(1.0, (asked or highest) / max(highest, 1)))
    return scores


_HAN = lazy("[㐀-鿿]")


_ASKS_BACK = lazy(r"(?:\byour?\b|[您你])[^?]*(?<!right)(?<!对吧)(?<!对吗)(?<!是吗)\?[\"')]*\Z")


def _about_the_question(material: Material, line: Line) -> bool:
    """True of a few words that say who takes the question, praise it or ask back: they answer nothing."""
    start, end = line.sentence.start, line.sentence.end
    words = material.folded[start:end]
    if line.figures or len(words) > (36 if _HAN.search(words) else 130):
        return False
    asks_back = _ASKS_BACK.search(words) is not None and len(words) < (24 if _HAN.search(words) else 90)
    return asks_back or said("about_the_question").search(words) is not None


def _telling(material: Material, cues: Cues, lines: list[Line], question: str, asked: int) -> list[Span]:
    """The most telling sentences: what answers the question's words, holds figures, or opens a point."""
    useful = [line for line in lines if not cues.idle(line) and not _about_the_question(material, line)] or lines
    if not useful:
        return []
    limit = min(12, max(5, asked + 3, round(len(useful) * 0.5)))
    wanted = shingles(question)
    scored: list[tuple[float, Line]] = []
    seen: set[int] = set()
    for place, line in enumerate(useful):
        start, end = line.sentence.start, line.sentence.end
        words = material.folded[start:end]
        score = 1.2 * min(len([piece for piece in wanted if piece in words]), 8)
        score += 2.0 * min(len(line.figures), 3)
        score += 1.0 * min(cues.count("point", line), 3)
        score += 2.0 if place == 0 else 0.0
        score += 1.5 if line.sentence.paragraph not in seen else 0.0
        seen.add(line.sentence.paragraph)
        scored.append((score, line))
    chosen: dict[int, Line] = {}
    # each paragraph of an answer makes a point: its best sentence first
    by_paragraph: dict[int, tuple[float, Line]] = {}
    for score, line in scored:
        kept = by_paragraph.get(line.sentence.paragraph)
        if kept is None or score > kept[0]:
            by_paragraph[line.sentence.paragraph] = (score, line)
    for _, line in sorted(by_paragraph.values(), key=lambda pair: -pair[0])[:limit]:
        chosen[line.sentence.start] = line
    for _, line in sorted(scored, key=lambda pair: (-pair[0], pair[1].sentence.start)):
        if len(chosen) >= limit:
            break
        chosen.setdefault(line.sentence.start, line)
    return [(line.sentence.start, line.sentence.end) for _, line in sorted(chosen.items())]
