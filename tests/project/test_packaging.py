"""The package as others get it: built from its source distribution, complete, and working where nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import summarizer

ROOT = Path(__file__).parents[2]


def run(*words: object, cwd: Path | None = None) -> str:
    # what a build prints on failure is wanted in the report, so it goes into the exception
    result = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source distribution and the wheel built from it, as ``python -m build`` does."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return next(distributions.glob("*.whl"))


def test_the_wheel_holds_schemas_prompts_and_tables(wheel: Path) -> None:
    """What lies in linked folders, and every table beside the code, is inside the package; the tests are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"summarizer/schemas/summary.py", "summarizer/prompts/README.md", "summarizer/py.typed"} <= names
    for kind in ("*.py", "*.toml"):
        tracked = {str(path.relative_to(ROOT).as_posix()) for path in (ROOT / "summarizer").rglob(kind)}
        assert tracked - names == set()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"summarizer"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_distribution_is_complete(distributions: Path) -> None:
    """It holds the real folders beside the linked ones, the licence, and the tests with their documents."""
    with tarfile.open(next(distributions.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "schemas/summary.py", "prompts/README.md", "summarizer/schemas/summary.py", "LICENSE", "README.md",
        "tests/documents/kunlun_2023q3_ir_record.txt",
    } <= names  # fmt: skip


def test_the_wheel_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    """Installed where there is no checkout, it summarises a record; only its dependencies are taken from here."""
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    (tmp_path / "record.txt").write_bytes((ROOT / "tests" / "documents" / "kunlun_2023q3_ir_record.txt").read_bytes())
    summary = json.loads(run(python.parent / "summarizer", "run", "record.txt", "--format", "json", cwd=tmp_path))
    assert summary["provenance"]["version"] == summarizer.__version__
    where = run(python, "-c", "import summarizer.schemas; print(summarizer.schemas.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(site.resolve())
