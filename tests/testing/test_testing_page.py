"""What ``docs/testing.md`` says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# loaded once here, and not anew in the run below
import summarizer.extractors.model.cassette_file
import summarizer.testing  # noqa: F401
from tests.extractors.model.talking import completion, server

pytest_plugins = ["pytester"]
# older pytest warns that the plugin, which the outer run has loaded, cannot be rewritten for the inner one
ALREADY_IMPORTED = "ignore:Module already imported"
PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
TEST_FILES = [block for block in BLOCKS if "def test_" in block]


@pytest.mark.parametrize(
    "code", [block for block in BLOCKS if block not in TEST_FILES], ids=lambda code: code.splitlines()[0]
)
def test_the_pages_code_runs(code: str) -> None:
    """Each block as it stands, its assertions included."""
    exec(compile(code, "docs/testing.md", "exec"), {})


def test_the_pages_tests_pass(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded from a server, then replayed without one."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (code,) = TEST_FILES
    options = ("-p", "summarizer.pytest_plugin", "-W", "error", "-W", ALREADY_IMPORTED)
    with server(lambda sent: (200, {}, completion("您好"))) as served:
        file = pytester.makepyfile(code.replace("http://127.0.0.1:8000/v1", served.url))
        pytester.runpytest_inprocess(*options, "--summarizer-record", file).assert_outcomes(passed=2)
    pytester.runpytest_inprocess(*options, file).assert_outcomes(passed=2)
