"""Knowledge tables: TOML beside the code, read once, and word lists compiled so that long lists stay fast."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """The table ``name`` (without ``.toml``) that lies beside the code of ``summarizer.<package>``."""
    # beside this file, as a wheel is unpacked; importlib.resources would take longer to load than all the tables
    path = Path(__file__).parent.joinpath(*package.split("."), f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words_pattern(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of ``words`` at a place.

    Written as a prefix tree: an alternation of some hundred words would try each at every character.
    A word of Latin letters must stand alone (``gross margin`` is not in ``gross margins`` unless that is listed too).
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree, "")


class WordList:
    """Finds the words of a long list in a text: leftmost, longest, not overlapping.

    Han words are looked up by their first two letters, which is several times faster than one expression for all;
    Latin words go through `words_pattern`. A Latin word does not begin behind one of the characters ``within``.
    """

    def __init__(self, words: Iterable[str], within: str) -> None:
        heads: dict[str, list[str]] = {}
        latin: list[str] = []
        for word in words:
            if word[0].isascii():
                latin.append(word)
            else:
                heads.setdefault(word[:2], []).append(word)
        self._single = [head for head in heads if len(head) == 1]
        self._heads = {
            head: tuple(sorted(found, key=len, reverse=True)) for head, found in heads.items() if len(head) == 2
        }
        self._latin = re.compile(rf"(?<![{within}]){words_pattern(latin)}") if latin else None
        # most places where a word could begin are ruled out by the letter behind
        firsts, seconds = ("".join(map(re.escape, sorted({head[at] for head in self._heads}))) for at in (0, 1))
        self._first = re.compile(f"[{firsts}](?=[{seconds}])") if firsts else None

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Start, end and word of each match in ``text[start:end]``; white space inside a match counts as one blank."""
        begun = self._heads.get
        found: list[tuple[int, int, str]] = []
        for match in self._first.finditer(text, start, end) if self._first else ():
            at = match.start()
            for word in begun(text[at : at + 2], ()):
                if text.startswith(word, at, end):
                    found.append((at, at + len(word), word))
        for letter in self._single:
            at = text.find(letter, start, end)
            while at >= 0:
                found.append((at, at + 1, letter))
                at = text.find(letter, at + 1, end)
        if self._latin is not None:
            for match in self._latin.finditer(text, start, end):
                found.append((match.start(), match.end(), _BLANKS.sub(" ", match[0])))
        found.sort(key=_place)
        reach = start
        for item in found:
            if item[0] >= reach:
                reach = item[1]
                yield item


_BLANKS = re.compile(r"\s+")


def _place(item: tuple[int, int, str]) -> tuple[int, int]:
    return item[0], -item[1]


# An alternation is tried branch by branch; past this many, branches are grouped behind a set of their first letters.
_GROUP = 12


def _branch(node: dict[str, Any], last: str) -> str:
    letters = sorted((letter for letter in node if letter), reverse=True)
    options = [(r"\s+" if letter == " " else re.escape(letter)) + _branch(node[letter], letter) for letter in letters]
    if len(options) > _GROUP:
        options = [
            f"(?={_any_of(letters[at : at + _GROUP])})(?:{'|'.join(options[at : at + _GROUP])})"
            for at in range(0, len(options), _GROUP)
        ]
        options = [f"(?={_any_of(letters)})(?:{'|'.join(options)})"]
    if "" in node:
        # a Latin word ends where no further letter or digit follows
        options.append(r"(?![a-z0-9])" if last.isascii() and last.isalnum() else "")
    if len(options) == 1:
        return options[0]
    return "(?:" + "|".join(options) + ")"


def _any_of(letters: list[str]) -> str:
    return "[" + "".join(r"\s" if letter == " " else re.escape(letter) for letter in letters) + "]"
