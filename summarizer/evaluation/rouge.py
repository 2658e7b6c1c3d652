"""ROUGE F1 by py-rouge, as the papers on headlines of earnings calls measure it. The extra ``eval`` brings the library."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from ..errors import UsageError

INSTALL = "pip install 'summarizer[eval]'"
"""The one command that adds what scoring headlines needs."""

# The settings of the ECTSum paper's own script: the weight, meant for ROUGE-W, raises ROUGE-L too, and published figures have it.
_SETTINGS: dict[str, Any] = {
    "metrics": ["rouge-n", "rouge-l"], "max_n": 2, "length_limit_type": "words", "alpha": 0.5, "weight_factor": 1.2, "stemming": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rouge:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L, each the mean over the pairs, between 0 and 1."""

    one: float
    two: float
    longest: float


def rouge(told: Sequence[str], references: Sequence[str]) -> Rouge:
    """Score each text against the reference of the same place; lines are parted by line breaks.

    Raises:
        UsageError: py-rouge or a library of its is not installed.
    """
    measured = _scorer()
    if not references:
        return Rouge(0.0, 0.0, 0.0)
    # an empty text stops py-rouge; it shares no word with its reference
    scores = [measured(text, reference) for text, reference in zip(told, references, strict=True) if text.strip() and reference.strip()]
    return Rouge(*(sum(score[metric]["f"] for score in scores) / len(references) for metric in ("rouge-1", "rouge-2", "rouge-l")))


@cache
def _scorer() -> Callable[[str, str], dict[str, dict[str, float]]]:
    try:
        with warnings.catch_warnings():
            # pkg_resources says of itself that it will go; the extra holds setuptools where it is still there
            warnings.simplefilter("ignore")
            import rouge as py_rouge
            from nltk.tokenize import NLTKWordTokenizer
    except ImportError as missing:
        raise UsageError(f"scoring headlines needs py-rouge ({missing.name} is missing): {INSTALL}") from missing
    if not hasattr(py_rouge.Rouge, "tokenize_text"):
        raise UsageError(f"scoring headlines needs py-rouge, and another library named rouge hides it: pip uninstall rouge, then {INSTALL}")
    words = NLTKWordTokenizer()

    class Scorer(py_rouge.Rouge):  # type: ignore[misc]
        """py-rouge without its download: what it splits holds letters and digits alone, so no model of sentences is needed."""

        @staticmethod
        def tokenize_text(text: str, language: str = "english") -> list[str]:
            return cast("list[str]", words.tokenize(text))

    return cast("Callable[[str, str], dict[str, dict[str, float]]]", Scorer(**_SETTINGS).get_scores)
