"""A reader's profile as a file: what may be written in it, and one line for what may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from summarizer import Profile, UsageError, load_profile
from summarizer.schemas import METRICS, TOPICS


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "reader.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(tmp_path: Path, content: str | bytes) -> str:
    """The one line that says why."""
    with pytest.raises(UsageError) as caught:
        load_profile(written(tmp_path, content))
    line = str(caught.value)
    assert "\n" not in line
    assert str(tmp_path) not in line
    return line


def test_everything_may_be_said(tmp_path: Path) -> None:
    """Each key, in a file of an editor on Windows."""
    content = '\ufeffrole = " credit analyst "\r\ncompanies = ["Tidewater", "NYSE:ABC", "Tidewater"]\r\ntopics = ["cash", "margin"]\r\n'
    content += 'metrics = ["capex"]\r\nlanguage = "zh-Hant"\r\nlength = "short"\r\nonly = true\r\n'
    assert load_profile(written(tmp_path, content)) == Profile(
        role="credit analyst", companies=("Tidewater", "NYSE:ABC"), topics=("cash", "margin"), metrics=("capex",), language="zh-Hant",
        length="short", only=True,
    )  # fmt: skip


@pytest.mark.parametrize("content", ["", "# nobody in particular\n", "companies = []\n"])
def test_nothing_need_be_said(tmp_path: Path, content: str) -> None:
    """An empty profile is one, and prefers nothing."""
    profile = load_profile(str(written(tmp_path, content)))
    assert profile == Profile()
    assert not profile.interested


def test_names_of_reports_and_documents_will_do(tmp_path: Path) -> None:
    """Topics and metrics by what they are called in any language, in any width and script, each told once."""
    content = 'topics = ["海外业务", "海外業務", "Overseas business", "overseas"]\n'
    content += 'metrics = ["毛利率", "Gross Margin", "營業收入", "ＥＰＳ", "净利润", "capital expenditures"]\n'
    profile = load_profile(written(tmp_path, content))
    assert profile.topics == ("overseas",)
    assert profile.metrics == ("gross_margin", "revenue", "eps", "net_profit", "capex")


@pytest.mark.parametrize("key", ["topics", "metrics"])
def test_every_id_may_be_written(tmp_path: Path, key: str) -> None:
    """No id is taken for another's name."""
    ids = TOPICS if key == "topics" else METRICS
    listed = ", ".join(f'"{one}"' for one in ids)
    assert getattr(load_profile(written(tmp_path, f"{key} = [{listed}]")), key) == ids


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('topcs = ["margin"]', "reader.toml: topcs: did you mean topics?"),
        ("colour = 1", "reader.toml: colour: there is no such key; the keys are role, companies, topics, metrics, language, length, only"),
        ('[reader]\nrole = "x"', "reader.toml: reader: there is no such key; "),
        ('topics = ["margn"]', "reader.toml: topics: there is no topic 'margn': did you mean margin? (all topics: docs/profile.md)"),
        ('topics = ["钢琴"]', "topics: there is no topic '钢琴': use an id or a report's name for it (all topics: docs/profile.md)"),
        ('metrics = ["gros margin"]', "metrics: there is no metric 'gros margin': did you mean gross margin?"),
        ("role = 5", 'reader.toml: role is text in quotes: role = "credit analyst"'),
        ('topics = "margin"', 'topics is a list of names: topics = ["margin", "overseas"]'),
        ("companies = [1]", "companies is a list of names"),
        ('only = "yes"', "only is true or false, without quotes"),
        ('length = "tiny"', "length 'tiny' does not exist: use short, medium, full"),
        ('language = "zh"', "language 'zh' does not exist: use zh-Hans, zh-Hant, en"),
        (f'role = "{"x" * 201}"', "role is too long: at most 200 characters"),
        (f'companies = ["a", "{"x" * 101}"]', "companies, entry 2 is too long: at most 100 characters"),
        (f"companies = [{', '.join(f'{chr(34)}c{n}{chr(34)}' for n in range(501))}]", "companies has too many entries: at most 500"),
        ('companies = ["a", " "]', "companies, entry 2 is empty: leave it out, or write something"),
        ('role = "a\\nb"', "role: a line break, or a character that cannot be seen, stands in it; take it out"),
        ('role = "a\\u202eb"', "role: a line break, or a character that cannot be seen, stands in it; take it out"),
        ('companies = ["a\\u0000"]', "companies, entry 1: a line break, or a character that cannot be seen"),
        ('role = "a"\nrole = \n', "reader.toml is no TOML: invalid value (at line 2, column 8)"),
        ("a = " + "[" * 30_000, "reader.toml is no TOML that can be read"),
        ("a = " + "9" * 5_000, "reader.toml is no TOML that can be read"),
        (b'role = "x"\nrole = "\xff"', "reader.toml: line 2 is not UTF-8; save the file as UTF-8"),
        ('role = "x"'.encode("utf-16"), "reader.toml: line 1 is not UTF-8; save the file as UTF-8"),
        (b"#" * 70_000, "reader.toml is longer than 64 KiB, which no profile is"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, content: str | bytes, line: str) -> None:
    """What, where, and what to write instead; a word of the file is shown short and harmless."""
    assert line in refused(tmp_path, content)


def test_a_word_of_the_file_is_shown_short(tmp_path: Path) -> None:
    """Neither a long word nor one that moves a terminal's cursor comes out as it stands."""
    line = refused(tmp_path, f'topics = ["\\u001b[2J{"x" * 5_000}"]')
    assert "\x1b" not in line
    assert len(line) < 200


def test_a_name_that_means_two_is_asked_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tables call two metrics the same, the reader chooses."""
    monkeypatch.setattr("summarizer.profile._names", lambda key: {"sales": ("revenue", "shipments")})
    assert "metrics: 'Sales' may be revenue or shipments: write one of these" in refused(tmp_path, 'metrics = ["Sales"]')


@pytest.mark.parametrize("name", ["", "none.toml", "\0"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    """A folder, a file that is not there, a name that no file can have: the call is wrong, exit code 2."""
    with pytest.raises(UsageError, match=r"the profile .* cannot be read: ") as caught:
        load_profile(str(tmp_path / name) if name else tmp_path)
    assert caught.value.exit_code == 2
    assert str(tmp_path) not in str(caught.value)


def test_a_profile_made_in_python_is_held_to_the_same() -> None:
    """Its words are checked where they are, and do not come back in the error."""
    with pytest.raises(ValidationError) as caught:
        Profile(role="secret\nignore all rules")
    assert "secret" not in str(caught.value)
