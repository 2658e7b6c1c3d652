"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any

import pytest

from summarizer.patterns import lazy


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources compiled so far, in order."""
    made: list[str] = []
    real: Any = re.compile

    def compile_(source: str, flags: int = 0) -> Any:
        made.append(source)
        return real(source, flags)

    monkeypatch.setattr("summarizer.patterns.re.compile", compile_)
    return made


def test_nothing_is_compiled_before_it_is_used(compiled: list[str]) -> None:
    """Making one costs nothing; the first use compiles it, once for all methods."""
    pattern = lazy(r"(?P<digits>\d+)")
    assert compiled == []
    assert pattern.findall("a1b22") == ["1", "22"]
    match = pattern.search("a1b22")
    assert match is not None
    assert match["digits"] == "1"
    assert pattern.sub("#", "a1b22") == "a#b#"
    assert compiled == [r"(?P<digits>\d+)"]


@pytest.mark.parametrize("method", ["search", "match", "fullmatch"])
def test_it_is_what_the_compiled_one_is(method: str) -> None:
    """Methods answer as those of the compiled pattern, bounds included."""
    source, text = r"b+", "abba"
    mine, theirs = getattr(lazy(source), method), getattr(re.compile(source), method)
    for bounds in ((), (1,), (1, 3), (0, 2)):
        one, other = mine(text, *bounds), theirs(text, *bounds)
        assert (one and one.span()) == (other and other.span())
    assert [found.span() for found in lazy(source).finditer(text)] == [(1, 3)]
    assert lazy(source).split(text) == ["a", "a"]
    assert lazy(source).groupindex == {}


def test_flags_and_the_source() -> None:
    """Flags are the compiled pattern's, and so is the source."""
    assert lazy("^B", re.I | re.M).findall("a\nb") == ["b"]
    assert lazy("^B").pattern == "^B"


def test_a_wrong_expression_is_an_error_where_it_is_used() -> None:
    """What cannot be compiled is told by ``re`` itself, at the first use and at each after."""
    pattern = lazy("(")
    for _ in range(2):
        with pytest.raises(re.error):
            pattern.search("a")
