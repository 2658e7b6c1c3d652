"""What the documents about this project say is so."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = PYTHON_BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.fixture(scope="module")
def generated() -> dict[Path, str]:
    """What the generator would write now."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    contents: dict[Path, str] = module.generated()
    return contents


@pytest.mark.parametrize("code", BLOCKS, ids=lambda code: code.splitlines()[0])
def test_the_readmes_code_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python block of the README runs as it stands, its assertions included."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})


def test_the_readme_shows_library_use() -> None:
    """An empty match would let the test above pass without running anything."""
    assert len(BLOCKS) >= 2


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "docs/cli.md", "docs/profile.md", "docs/batch-tables.md",
        *(f"docs/{one}.schema.json" for one in ("summary", "verification", "comparison")),
    ],
)
def test_nothing_generated_is_stale(generated: dict[Path, str], name: str) -> None:
    """The JSON Schema, the command line's reference and the README's excerpt are what `make docs` would write now."""
    path = ROOT / name
    assert path.read_text(encoding="utf-8") == generated[path], f"{name} is stale: run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link in the documentation is a file that exists."""
    text = re.sub(r"^````?`*.*?^````?`*$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_make_targets_named_are_there() -> None:
    """README and CONTRIBUTING name no target that the Makefile lacks."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= targets, page
    assert {"demo", "test", "lint", "bench", "eval", "docs"} <= targets
