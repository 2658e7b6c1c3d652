"""The command line is called as a function; what it prints is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from summarizer.cli import main


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run ``summarizer`` with these words; paths may be given as they are."""

    def run(*words: object) -> Result:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
