"""What ``docs/profile.md`` says of profiles is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarizer import Profile, load_profile
from summarizer.reports.interest import _ITEMS, _PARTS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "profile.toml"
PAGE = (ROOT / "docs" / "profile.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_example_is_the_pages() -> None:
    """The file that the commands name, word for word, with every key."""
    content = EXAMPLE.read_text(encoding="utf-8")
    assert f"```toml\n{content}```" in PAGE
    assert re.findall(r"^(\w+) = ", content, re.M) == list(Profile.model_fields)
    assert load_profile(EXAMPLE).interested


def test_every_key_has_its_row() -> None:
    """One row a field, in the order of the fields."""
    table, _, _ = PAGE.partition("Doubts are nobody's preference")
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(Profile.model_fields)


def test_the_lengths_are_those_of_reports() -> None:
    """The numbers of the row ``length``."""
    assert (_ITEMS["short"], _PARTS["short"], _ITEMS["medium"], _PARTS["medium"]) == (5, 2, 12, 5)
    assert "`short`: five items a section, two points an answer; `medium`: twelve and five" in PAGE


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_the_pages_code_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block as it stands, its assertions included."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, "docs/profile.md", "exec"), {})
