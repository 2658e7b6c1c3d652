"""A reader's profile, from a TOML file. Topics and metrics may be written by their ids or by the names that reports use."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from .companies import spelled
from .errors import UsageError
from .schemas.profile import Length, Profile
from .schemas.vocabulary import METRICS, TOPICS, Language
from .tables import table

_MOST_BYTES = 64 * 1024
_LISTS = {"topics": TOPICS, "metrics": METRICS}
_CHOICES = {"language": get_args(Language), "length": get_args(Length)}
_FORMS: dict[str, tuple[type, str]] = {
    "role": (str, 'text in quotes: role = "credit analyst"'),
    "companies": (list, 'a list of names: companies = ["…", "…"]'),
    "topics": (list, 'a list of names: topics = ["margin", "overseas"]'),
    "metrics": (list, 'a list of names: metrics = ["revenue", "gross_margin"]'),
    "language": (str, 'text in quotes: language = "en"'),
    "length": (str, 'text in quotes: length = "short"'),
    "only": (bool, "true or false, without quotes"),
}


def load_profile(path: str | os.PathLike[str]) -> Profile:
    """The profile in a TOML file.

    Raises:
        UsageError: the file cannot be read, is no TOML, or says something that no profile says; one line, with what to write instead.
    """
    name = Path(path).name or "the profile"
    written = _parsed(_read(Path(path), name), name)
    told = {key: _value(key, value, name) for key, value in written.items()}
    try:
        return Profile(**told)
    except ValidationError as error:
        raise UsageError(f"{name}: {_one_line(error)}") from None


def _read(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such name can be"
        raise UsageError(f"the profile {name} cannot be read: {reason.lower()}") from None
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{name} is longer than {_MOST_BYTES // 1024} KiB, which no profile is; docs/profile.md shows one")
    try:
        # editors on Windows open a file with a mark of its encoding
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}: line {line} is not UTF-8; save the file as UTF-8") from None


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {str(error)[:1].lower()}{str(error)[1:]}") from None
    except (RecursionError, ValueError):
        raise UsageError(f"{name} is no TOML that can be read: brackets without end, or a number without end") from None


def _value(key: str, value: Any, name: str) -> Any:
    """What a profile holds under ``key``."""
    if key not in _FORMS:
        raise UsageError(f"{name}: {_shown(key)}: {_instead(key, _FORMS, 'the keys are')}")
    kind, form = _FORMS[key]
    right: bool = isinstance(value, kind)
    if not right or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        raise UsageError(f"{name}: {key} is {form}")
    if key in _LISTS:
        return [_known(key, one, name) for one in value]
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UsageError(f"{name}: {key} {_shown(value)!r} does not exist: use {', '.join(_CHOICES[key])}")
    return value


def _known(key: str, word: str, name: str) -> str:
    """The id that ``word`` is, or names."""
    ids = _LISTS[key]
    if word in ids:
        return word
    if spelled(word) in ids:
        return spelled(word)
    named = _names(key).get(spelled(word), ())
    if len(named) == 1:
        return named[0]
    one = key.removesuffix("s")
    if named:
        raise UsageError(f"{name}: {key}: {_shown(word)!r} may be {' or '.join(named)}: write one of these")
    raise UsageError(f"{name}: {key}: there is no {one} {_shown(word)!r}: {_instead(word, [*ids, *_names(key)], None)}{_where(key)}")


def _instead(word: str, known: Iterable[str], otherwise: str | None) -> str:
    listed = list(known)
    near = difflib.get_close_matches(spelled(word)[:60], listed, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"there is no such key; {otherwise} {', '.join(listed)}" if otherwise else "use an id or a report's name for it"


def _where(key: str) -> str:
    return f" (all {key}: docs/profile.md)"


@cache
def _names(key: str) -> dict[str, tuple[str, ...]]:
    """What else the ids of a list are called, in the reports of each language and in documents, and which ids that may mean."""
    found: dict[str, dict[str, None]] = {}
    labels, kind = table("reports", "labels"), key.removesuffix("s")
    for language in get_args(Language):
        for known, label in labels[language][kind].items():
            found.setdefault(spelled(label), {})[known] = None
    if key == "topics":
        rows = [(known, row["label"].values()) for known, row in table("extractors.rules", "topics").items()]
    else:
        rows = [(row["id"], (*row.get("zh", ()), *row.get("en", ()))) for row in table("extractors.rules", "metrics")["metric"]]
    further: dict[str, dict[str, None]] = {}
    for known, names in rows:
        for one in names if known in _LISTS[key] else ():
            further.setdefault(spelled(one), {})[known] = None
    # what a report calls it comes before what some document may
    return {name: tuple(ids) for name, ids in {**further, **found}.items()}


def _shown(word: str) -> str:
    """A word of the file, short and on one line."""
    words = "".join(letter if letter.isprintable() else "?" for letter in word)
    return words if len(words) <= 40 else f"{words[:40]}…"


def _one_line(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=True, include_input=False)[0]
    key, *place = map(str, first["loc"])
    which = f"{key}, entry {int(place[0]) + 1}" if place and place[0].isdecimal() else key
    said, limits = first["type"], first.get("ctx", {})
    if said == "too_long" and _FORMS[key][0] is list and not place:
        return f"{which} has too many entries: at most {limits['max_length']}"
    if said in ("string_too_long", "too_long"):
        return f"{which} is too long: at most {limits['max_length']} characters"
    if said == "string_too_short":
        return f"{which} is empty: leave it out, or write something"
    return f"{which}: {first['msg'].removeprefix('Value error, ')}; take it out"
