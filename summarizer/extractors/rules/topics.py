"""The topics of a stretch of text, by the words of topics.toml."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache

from ...tables import WordList, table
from ..material import Material


@cache
def _lexicon(tongue: str) -> tuple[dict[str, list[str]], WordList, list[str]]:
    words: dict[str, list[str]] = {}
    rows = table("extractors.rules", "topics")
    for topic, row in rows.items():
        for word in row[tongue]:
            words.setdefault(word, []).append(topic)
    return words, WordList(words, "a-z0-9&"), list(rows)


class Topics:
    """The topic words of one document, found in one pass; scores of any stretch are then a matter of look-up."""

    def __init__(self, material: Material) -> None:
        self._topics, words, _ = _lexicon(material.outline.language[:2])
        self._found = list(words.find(material.folded, 0, len(material.folded)))
        self._starts = [start for start, _, _ in self._found]

    def scores(self, start: int, end: int) -> Counter[str]:
        """How strongly each topic is spoken of: a longer word counts more, a repeated one less each time."""
        seen: Counter[str] = Counter()
        scores: Counter[str] = Counter()
        for _, stop, word in self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if stop > end:
                continue
            seen[word] += 1
            weight = (2 + min(len(word) if not word.isascii() else len(word) // 3, 5)) // seen[word]
            for topic in self._topics[word]:
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

