"""What may be imported, and what importing it must not cost."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "tests" / "documents" / "kunlun_2023q3_ir_record.txt"
NEVER_BY_RULES = ("openai", "instructor", "rich", "httpx", "jinja2", "openpyxl")

PUBLIC = {
    "Comparison", "DecodingError", "Document", "EmptyInputError", "InputError", "LiveRequestBlocked", "ModelUnavailableError", "Place",
    "Profile", "ReplayError", "Summarizer", "SummarizerError", "Summary", "UsageError", "Verification", "asummarize", "compare",
    "load_profile", "locate", "locate_all", "read", "summarize", "verify",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    """A name joins or leaves the public API by a change of this test, never by accident."""
    assert set(summarizer.__all__) == PUBLIC
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


def test_schemas_have_one_name() -> None:
    """Imported by its folder's name the models would be a second, unequal set: it is refused."""
    sys.modules.pop("schemas", None)
    with pytest.raises(ImportError, match=r"summarizer\.schemas"):
        importlib.import_module("schemas")


@pytest.mark.parametrize(
    "code",
    [
        "import summarizer",
        "from summarizer.cli import main; main(['--help'])",
        "from summarizer.cli import main; main(['run', sys.argv[1], '--format', 'json'])",
    ],
    ids=["import", "help", "run"],
)
def test_no_model_library_is_loaded_by_rules(code: str) -> None:
    """Nor anything else that costs time and serves nothing here."""
    report = f"print([name for name in {NEVER_BY_RULES!r} if name in sys.modules], file=sys.stderr)"
    command = [sys.executable, "-c", f"import sys; {code}; {report}", str(RECORD)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stderr.strip() == "[]"
