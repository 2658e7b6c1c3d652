"""The topics of a stretch of text, by the words of topics.toml."""

from __future__ import annotations

from collections import Counter
from functools import cache

from ...tables import WordList, table


@cache
def _lexicon(tongue: str) -> tuple[dict[str, list[str]], WordList, list[str]]:
    words: dict[str, list[str]] = {}
    rows = table("extractors.rules", "topics")
    for topic, row in rows.items():
        for word in row[tongue]:
            words.setdefault(word, []).append(topic)
    return words, WordList(words, "a-z0-9&"), list(rows)


def topic_scores(folded: str, start: int, end: int, language: str) -> Counter[str]:
    """How strongly each topic is spoken of: a longer word counts more, a repeated one less each time."""
    words, pattern, _ = _lexicon(language[:2])
    seen: Counter[str] = Counter()
    scores: Counter[str] = Counter()
    for _, _, word in pattern.find(folded, start, end):
        seen[word] += 1
        weight = (2 + min(len(word) if not word.isascii() else len(word) // 3, 5)) // seen[word]
        for topic in words[word]:
            scores[topic] += weight
    return scores


def telling_topics(scores: list[Counter[str]]) -> list[str]:
    """One topic for each of several statements: the one spoken of most, where what all of them speak of counts less."""
    spread = Counter(topic for found in scores for topic in found)
    out = []
    for found in scores:
        weighted = Counter(
            {topic: round(10 * score * (1.5 - spread[topic] / len(scores))) for topic, score in found.items()}
        )
        out.append(ranked(weighted)[0] if weighted else "other")
    return out


def ranked(scores: Counter[str]) -> list[str]:
    """Topics with a score, the strongest first; between equals the table's order decides."""
    order = {topic: place for place, topic in enumerate(table("extractors.rules", "topics"))}
    return sorted((topic for topic in scores if scores[topic] > 0), key=lambda topic: (-scores[topic], order[topic]))


def label(topic: str, language: str) -> str:
    """What a report calls the topic."""
    row = table("extractors.rules", "topics").get(topic)
    return str(row["label"][language]) if row else topic
