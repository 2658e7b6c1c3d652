"""The page of benchmarks is written by the benchmarks, and by nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

Benchmark = Callable[[str], ModuleType]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
SECTION = re.compile(r"<!-- (\w+): begin -->\n(.*?)\n<!-- \1: end -->", re.DOTALL)


@pytest.fixture(scope="module")
def every(benchmark: Benchmark) -> ModuleType:
    return benchmark("all")


def source(every: ModuleType, script: str) -> str:
    """All the code of a script or of a folder of them."""
    path: Path = every.HERE / script
    return "\n".join(one.read_text(encoding="utf-8") for one in (sorted(path.glob("*.py")) if path.is_dir() else [path]))


def test_each_section_is_some_commands(every: ModuleType) -> None:
    """Whatever the page tells was put there by a script that `make benchmarks` runs; figures outside of a section there are none."""
    scripts = {one.section: one.script for one in every.BENCHMARKS}
    sections = dict(SECTION.findall(PAGE))
    assert sections
    for name, body in sections.items():
        assert f'write_section("{name}"' in source(every, scripts[name]), name
        assert re.search(r"\n\*Measured \d{4}-\d\d-\d\d, Python [\d.]+, .+ cores\.\*$", body), name
    rest = SECTION.sub("", PAGE)
    assert "<!--" not in rest
    assert "|" not in rest


def test_the_page_names_no_folder_of_a_machine() -> None:
    """No absolute path of whoever measured it."""
    assert not re.findall(r"(?<![\w.:/<])/\w+/\S*|\b[A-Za-z]:\\\S*|file:\S*|~/\S*", PAGE)


def test_the_page_is_found() -> None:
    """From the README, with the command that makes it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/benchmarks.md)" in readme
    assert "make benchmarks" in readme
    assert "make benchmarks" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_a_section_replaces_its_own_alone(benchmark: Benchmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run changes what it measured and nothing else."""
    page = benchmark("page")
    monkeypatch.setattr(page, "PAGE", tmp_path / "page.md")
    page.PAGE.write_text("# Head\n\nRead me.\n", encoding="utf-8")
    for name, body in (("one", "first"), ("two", "second"), ("one", "third")):
        page.write_section(name, body)
    text = page.PAGE.read_text(encoding="utf-8")
    assert text.startswith("# Head\n\nRead me.\n\n<!-- one: begin -->\nthird\n")
    assert [name for name, _ in SECTION.findall(text)] == ["one", "two"]
    assert "first" not in text
    assert "second\n" in text


def ran(every: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[list[str]]:
    """The commands that it runs from now on, none of them really; each ends with ``code``."""
    commands: list[list[str]] = []

    def run(words: list[str], **options: Any) -> SimpleNamespace:
        commands.append(words)
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(every, "subprocess", SimpleNamespace(run=run))
    return commands


def test_what_lacks_something_is_skipped(every: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing given, the rest runs, and each that does not says what it wants."""
    commands = ran(every, monkeypatch)
    assert every.main([]) == 0
    shown = capsys.readouterr().out
    assert [Path(words[1]).stem for words in commands] == ["grounding", "performance", "batch_rules", "batch_model", "batch_killed"]
    assert all(words[-1] == "--write" for words in commands)
    assert "headlines: skipped, it needs a folder with `ects` and `gt_summaries`" in shown
    assert "figures: skipped, it needs a folder of documents" in shown
    assert "models: skipped, it needs an OpenAI-compatible server" in shown
    assert "performance: written" in shown
    assert shown.endswith("the page: docs/benchmarks.md\n")


def test_what_is_given_is_used(every: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One folder and one endpoint are enough for all of them; ECTSum's folder is found below the one given."""
    for name in ("ects", "gt_summaries"):
        (tmp_path / "some_validation" / name).mkdir(parents=True)
    commands = ran(every, monkeypatch)
    assert every.main(["--data", str(tmp_path), "--base-url", "http://127.0.0.1:1/v1", "--model", "m"]) == 0
    told = {Path(words[1]).stem: words[2:] for words in commands}
    assert list(told) == [one.section for one in every.BENCHMARKS]
    assert told["headlines"] == [str(tmp_path / "some_validation"), "--write"]
    assert told["models"][-5:] == ["--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--write"]


def test_one_that_fails_is_told(every: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The others still run; the exit code says that one did not."""
    commands = ran(every, monkeypatch, code=3)
    assert every.main([]) == 1
    assert len(commands) == 5
    assert "performance: failed with 3, its section stays" in capsys.readouterr().out


def test_the_real_scripts_are_there(every: ModuleType) -> None:
    """Each can be asked what it takes."""
    for one in every.BENCHMARKS:
        assert "--write" in source(every, one.script), one.section


def test_ratios_of_speed(benchmark: Benchmark) -> None:
    """Theirs over ours, exponents over the shared sizes alone, and nothing where nothing was measured."""
    performance = benchmark("performance")
    whose = ("ours", "text_rank", "lex_rank")
    measured: list[tuple[int, tuple[float | None, ...], tuple[int | None, ...]]] = [
        (1000, (0.1, 0.1, 0.5), (50, 75, 60)),
        (2000, (0.2, 0.4, None), (50, 75, None)),
        (1_000_000, (9.0, None, None), (1, None, None)),
    ]
    rows = [
        {"size": size, "seconds": dict(zip(whose, seconds, strict=True)), "peak_mb": dict(zip(whose, peaks, strict=True))}
        for size, seconds, peaks in measured
    ]
    shown = performance.table("english", rows)
    assert "| 1,000 characters | 0.100 s (10,000/s) | 0.100 s (10,000/s) | 0.500 s (2,000/s) | 1.0 | 5.0 |" in shown
    assert "| 2,000 characters | 0.200 s (10,000/s) | 0.400 s (5,000/s) | - | 2.0 | - |" in shown
    assert "| growth: seconds ~ length to the power of | 1.00 | 2.00 | - | - | - |" in shown
    assert "| peak memory, 2,000 characters | 50 MB | 75 MB | - | 1.5 | - |" in shown
