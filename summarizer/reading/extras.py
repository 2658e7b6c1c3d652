"""The extra that reads images: whether it is installed, and the one command that adds it. Light: a run on a text asks, too."""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = "pip install 'summarizer[ocr]'"
"""The one command that adds what reading an image needs."""


def available() -> bool:
    """Whether images can be read here. Nothing is loaded to know it."""
    return all(find_spec(part) is not None for part in ("rapidocr", "onnxruntime"))
