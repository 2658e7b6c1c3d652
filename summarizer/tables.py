"""Knowledge tables: TOML beside the code, read once, and word lists compiled so that long lists stay fast."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """The table ``name`` (without ``.toml``) that lies beside the code of ``summarizer.<package>``."""
    path = files("summarizer").joinpath(*package.split(".") if package else [], f"{name}.toml")
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


def either_script(words: Iterable[str], within: str) -> str:
    """`words_pattern` for a list of Latin and Han words; a Latin word does not begin behind one of ``within``."""
    latin = [word for word in words if word[0].isascii()]
    han = [word for word in words if not word[0].isascii()]
    parts = [rf"(?<![{within}]){words_pattern(latin)}"] if latin else []
    return "|".join(parts + ([words_pattern(han)] if han else []))


# An alternation is tried branch by branch; past this many, branches are grouped behind a set of their first letters.
_GROUP = 12


def _branch(node: dict[str, Any], last: str) -> str:
    letters = sorted((letter for letter in node if letter), reverse=True)
    options = [(r"\s+" if letter == " " else re.escape(letter)) + _branch(node[letter], letter) for letter in letters]
    if len(options) > _GROUP:
        options = [
            f"(?={_any_of(letters[at : at + _GROUP])})(?:{'|'.join(options[at : at + _GROUP])})" for at in range(0, len(options), _GROUP)
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
