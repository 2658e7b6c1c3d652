"""Which cue words of cues.toml stand in which sentence: found in one pass over the document."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from ...outline.script import EVERYDAY_HAN
from ...patterns import lazy
from ...schemas.vocabulary import Status
from ...tables import WordList, table
from ..material import Line, Material

_STATUS: tuple[Status, ...] = ("planned", "in_progress", "done")
_TURNS_TO = lazy(r"(?:现在|接下来|最后|然后)?,?(?:我们|让我们)?(?:转向|转到|谈到|来看|再看|先看)[^,。;\d]{2,24}[。:]?")
_LONGEST_TURN = 40


@cache
def _lexicon(tongue: str) -> tuple[dict[str, tuple[str, ...]], WordList]:
    """Each cue word with the lists it is in; longest match wins at a place."""
    lists: dict[str, list[str]] = defaultdict(list)
    rows = table("extractors.rules", "cues")
    for name, row in rows.items():
        if name == "status":
            for status, words in row.items():
                for word in words:
                    if word[0].isascii() == (tongue == "en"):
                        lists[word].append(status)
            continue
        for word in row[tongue]:
            lists[word].append(name)
    # a word inside a longer one counts for its own list too: 战略目标 holds 战略
    for word in list(lists):
        for other in list(lists):
            if other != word and other in word and not other.isascii():
                lists[word].extend(name for name in lists[other] if name not in lists[word])
            elif other != word and other.isascii() and f" {other} " in f" {word} ":
                # "we expect" is a cue of its own, and how far a plan has come is still said by "expect"
                lists[word].extend(name for name in lists[other] if name in _STATUS and name not in lists[word])
    for word in rows["neutral"][tongue]:
        lists[word] = ["neutral"]
    return {word: tuple(names) for word, names in lists.items()}, WordList(lists, "a-z")


class Cues:
    """The cue words of one document, by sentence."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._words: dict[int, dict[str, dict[str, int]]] = {}
        self._idle: dict[int, bool] = {}
        names, words = _lexicon(material.outline.language[:2])
        lines = sorted(material.lines, key=lambda line: line.sentence.start)
        place = 0
        current: dict[str, dict[str, int]] | None = None
        for start, _, word in words.find(material.folded, 0, len(material.folded)):
            while place < len(lines) and lines[place].sentence.end <= start:
                place += 1
                current = None
            if place == len(lines):
                break
            if start < lines[place].sentence.start:
                continue
            if current is None:
                current = self._words.setdefault(lines[place].sentence.index, {})
            for name in names[word]:
                current.setdefault(name, {}).setdefault(word, start)

    def count(self, name: str, line: Line) -> int:
        """How many different words of the list ``name`` stand in the sentence."""
        said = self._words.get(line.sentence.index)
        return len(said[name]) if said is not None and name in said else 0

    def status(self, line: Line) -> Status:
        """How far a plan has come, by the words for it; the first said decides between plan and deed."""
        found = self._words.get(line.sentence.index, {})
        first = [(min(found[name].values()), name) for name in _STATUS if name in found]
        return min(first)[1] if first else "unknown"

    def idle(self, line: Line) -> bool:
        """Greetings, thanks and hand-overs, and sentences too short to tell anything."""
        index = line.sentence.index
        if index not in self._idle:
            self._idle[index] = self._is_idle(line)
        return self._idle[index]

    def _is_idle(self, line: Line) -> bool:
        start, end = line.sentence.start, line.sentence.end
        words = self._material.folded[start:end]
        han = EVERYDAY_HAN.search(words) is not None
        if len(words) < (9 if han else 30):
            return True
        if self.count("disclaimer", line) or ((turn := words.rstrip()) and len(turn) <= _LONGEST_TURN and _TURNS_TO.fullmatch(turn)):
            return True
        if self.count("handover", line) and len(words) < (70 if han else 220):
            return True
        said: dict[str, Any] = self._words.get(line.sentence.index, {}).get("idle", {})
        if not said:
            return False
        opening = min(said.values()) - start < (12 if han else 24)
        return (opening and len(words) < (46 if han else 120)) or words.rstrip().endswith((":", "："))
