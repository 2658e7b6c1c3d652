"""What a summary depends on: its document, and everything that is done with it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .work import Options


class Keys:
    """Makes the keys of one batch: documents of equal keys have equal summaries."""

    def __init__(self, options: Options) -> None:
        """Raises `UsageError` where the settings name no model that can be asked."""
        from .. import __version__

        self._same = json.dumps([__version__, options.encoding, _model(options)], sort_keys=True)

    def key_of(self, path: str, sha256: str) -> str:
        """Of a document: its content, and how its name says that it is read."""
        return hashlib.sha256(repr((sha256, PurePath(path).suffix.lower(), self._same)).encode()).hexdigest()


def _model(options: Options) -> Any:
    """What decides what a model is asked and answers; not how fast it is asked, how often, and how much it may cost."""
    settings = options.settings
    if settings is None:
        return None
    from ..extractors.model.endpoints import resolve

    asked = [
        {
            "address": endpoint.address,
            "model": endpoint.model,
            "parameters": dict(endpoint.parameters),
            "labels": endpoint.labels,
            "mode": endpoint.mode if endpoint.pinned else None,
            "window": endpoint.context_window,
            "output": endpoint.output_limit,
        }
        for endpoint in resolve(settings)
    ]
    profile = None if options.profile is None else options.profile.model_dump(mode="json")
    return [asked, settings.tries, options.language, profile, _prompts()]


@cache
def _prompts() -> str:
    """Of all templates, in whatever task and tongue."""
    folder = files("summarizer") / "prompts"
    found = sorted((file.name, file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".j2"))
    return hashlib.sha256(repr(found).encode()).hexdigest()
