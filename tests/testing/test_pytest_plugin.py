"""The fixtures that users get, in test runs of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# loaded once here, and not anew in every run below
import summarizer.extractors.model.cassette_file
import summarizer.testing  # noqa: F401
from tests.extractors.model.talking import completion, server

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
ALREADY_IMPORTED = "ignore:Module already imported"
"""Older pytest warns that the plugin, which the outer run has loaded, cannot be rewritten for the inner one."""
HEAD = """
import pytest
from tests.extractors.model.talking import asked, body, texts
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """One run of pytest over one file, with this plugin and no other: what it printed, and how many tests passed, failed and so on."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COLUMNS", "200")
    number = iter(range(10))

    def once(code: str, *arguments: str) -> tuple[str, dict[str, int]]:
        file = pytester.path / "mine" / f"test_{next(number)}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEAD + code, encoding="utf-8")
        result = pytester.runpytest_inprocess(
            "-p", "summarizer.pytest_plugin", "-q", "-W", "error", "-W", ALREADY_IMPORTED, "--import-mode=importlib", *arguments, file
        )
        return result.stdout.str() + result.stderr.str(), result.parseoutcomes()

    return once


Runner = Callable[..., tuple[str, dict[str, int]]]

RECORDED = """
URL = "http://127.0.0.1:9/v1"

def test_one(summarizer_cassettes):
    assert texts(asked(summarizer_cassettes.transport(), body(), url=URL)) == ["yes"]

@pytest.mark.parametrize("word", ["一", "two"])
def test_many(summarizer_cassettes, word):
    assert texts(asked(summarizer_cassettes.transport("shared " + word), body(word), url=URL)) == ["yes"]
"""


def test_record_once_and_replay_ever_after(run: Runner, pytester: pytest.Pytester) -> None:
    """Recorded with the option, replayed without it and without a server; what changed since fails the test that it concerns."""
    code = RECORDED.replace("summarizer_cassettes.transport()", "summarizer_cassettes.transport('one')")
    printed, outcome = run(RECORDED)
    assert outcome == {"failed": 3}
    assert "there is no cassette test_0_test_one.yaml in the folder cassettes: record first" in printed
    with server(lambda sent: (200, {}, completion("yes"))) as served:
        assert run(code.replace("http://127.0.0.1:9/v1", served.url), "--summarizer-record")[1] == {"passed": 3}
    folder = pytester.path / "mine" / "cassettes"
    assert sorted(file.name for file in folder.iterdir()) == ["one.yaml", "shared_two.yaml", "shared_一.yaml"]
    assert run(code)[1] == {"passed": 3}
    changed = code.replace("body()", "body('other')")
    printed, outcome = run(
        changed + "\ndef test_unused(summarizer_cassettes):\n    summarizer_cassettes.transport('shared 一')\n"
    )
    assert outcome == {"passed": 2, "failed": 2}
    assert "the document differs from the nearest recording" in printed
    assert "1 recorded answer was not asked for: exchange qa[1] in shared_一.yaml" in printed


OTHERS = """
from summarizer.extractors.model.switch import live_transport, live_requests_are_blocked
from summarizer import LiveRequestBlocked, ReplayError

def test_fake(fake_model, summarizer_cassettes):
    assert summarizer_cassettes.record is None
    with pytest.raises(ReplayError):
        summarizer_cassettes.replay
    fake_model.add("yes")
    assert texts(asked(fake_model, body())) == ["yes"]
    assert live_requests_are_blocked()

@pytest.fixture
def early():
    return live_requests_are_blocked()

@pytest.mark.no_live_requests
def test_marked(early):
    assert early
    with pytest.raises(LiveRequestBlocked):
        asked(live_transport(), body())

def test_unmarked(summarizer_swallows):
    assert not live_requests_are_blocked()

@pytest.fixture
def summarizer_swallows(request):
    return None

def test_a_miss_that_is_swallowed(summarizer_cassettes):
    (summarizer_cassettes.folder).mkdir()
    from summarizer.testing import FakeModel, RecordingTransport
    asked(RecordingTransport(FakeModel(["x"]), summarizer_cassettes.folder, "n"), body())
    transport = summarizer_cassettes.transport("n")
    try:
        asked(transport, body("other"))
    except Exception:
        pass
"""


def test_the_other_fixtures_and_the_marker(run: Runner) -> None:
    """Nothing is switched off for a test that did not ask; a miss that a program swallows fails its test all the same."""
    printed, outcome = run(OTHERS, "--strict-markers")
    assert outcome == {"passed": 3, "failed": 1}
    assert "test_a_miss_that_is_swallowed - Failed: exchange qa[1] was never recorded: the document" in printed


def test_the_plugin_loads_no_library_before_it_is_used() -> None:
    """It is loaded in every run of pytest wherever this package is installed."""
    code = "import summarizer.pytest_plugin, sys; print([n for n in ('openai', 'httpx2', 'vcr', 'yaml', 'instructor') if n in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_the_plugin_is_announced() -> None:
    """The entry point by which pytest finds it is in the package's data."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '[project.entry-points.pytest11]\nsummarizer = "summarizer.pytest_plugin"' in text


@pytest.mark.parametrize("name", ["summarizer_cassettes", "fake_model"])
def test_the_fixtures_explain_themselves(name: str) -> None:
    """``pytest --fixtures`` shows what they are for."""
    from summarizer import pytest_plugin

    assert getattr(pytest_plugin, name).__doc__
