"""Ways of asking for JSON, tried from the strictest down, and the memory of what an endpoint turned out to take."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Mode(StrEnum):
    """How an answer is made to be JSON of a schema."""

    JSON_SCHEMA = "json_schema"
    """The server enforces the schema while the model writes."""
    TOOLS = "tools"
    """The schema is the parameters of a function that the model must call."""
    JSON = "json"
    """The server enforces JSON; the schema is in the instructions."""
    MD_JSON = "md_json"
    """The instructions alone."""


LADDER = tuple(Mode)


@dataclass(slots=True)
class Learned:
    """What is known of one model at one endpoint."""

    mode: Mode | None = None
    """Where to begin; None is where the preset says."""
    proven: bool = False
    """Whether ``mode`` gave a usable answer in this process: one bad answer does not undo that."""
    refusals: int = 0
    """Refusals of the proven mode since it last worked."""
    token_parameter: str | None = None
    omit: set[str] = field(default_factory=set)
    """Parameters that it refused."""
    most_output: int | None = None
    """The output limit that it named."""

    @property
    def known(self) -> bool:
        """Whether a way of asking gave a usable answer, in this process or in one before."""
        return self.mode is not None

    def worked(self, mode: Mode, *, refused: bool) -> None:
        """A usable answer came in ``mode``, after the endpoint ``refused`` a stricter one (and not the model failed at it)."""
        if mode == self.mode or not self.proven:
            self.mode, self.proven, self.refusals = mode, True, 0
        elif refused:
            # one schema too large for the server's grammar says nothing of the next; twice in a row does
            self.refusals += 1
            if self.refusals > 1:
                self.mode, self.refusals = mode, 0


def steps(start: Mode, *, pinned: bool = False) -> tuple[Mode, ...]:
    """The modes to try, from ``start`` down; only that one where it is ``pinned``.

    Stricter ones are not tried: where to begin comes from the preset or from memory, which know that they fail.
    """
    return (start,) if pinned else LADDER[LADDER.index(start) :]


MONTH = 30 * 24 * 3600.0


class ModeMemory:
    """What was learned of each endpoint and model, kept in a small file where one is given.

    The file holds addresses (without credentials), model names, modes and parameter names, nothing else. One that cannot be
    read or written is no error. An entry is forgotten after a month: servers are updated.
    """

    def __init__(self, path: Path | None = None, *, clock: Callable[[], float] = time.time) -> None:
        """In memory alone without a ``path``: for tests, recording and replay, where a run must not depend on the one before."""
        self._path = path
        self._clock = clock
        self._known: dict[tuple[str, str], Learned] = {}
        self._stored: dict[str, Any] = self._read()

    @classmethod
    def of_user(cls, environ: Mapping[str, str] | None = None) -> ModeMemory:
        """The one in the user's cache folder."""
        folder = cache_folder(os.environ if environ is None else environ)
        return cls(None if folder is None else folder / "modes.json")

    def of(self, address: str, model: str) -> Learned:
        """What is known; changes to it are seen by all who ask, and stored by `keep`."""
        key = (address, model)
        if key not in self._known:
            self._known[key] = self._from_row(self._stored.get(f"{address} {model}"))
        return self._known[key]

    def keep(self, address: str, model: str) -> None:
        """Stores what is known of this model, if that changed."""
        if self._path is None:
            return
        learned = self.of(address, model)
        row = {
            "mode": learned.mode,
            "token_parameter": learned.token_parameter,
            "omit": sorted(learned.omit),
            "most_output": learned.most_output,
        }
        name = f"{address} {model}"
        old = self._stored.get(name)
        if isinstance(old, dict) and {**old, **row} == old and self._fresh(old):
            return
        # another process may have written meanwhile
        self._stored = {**self._read(), name: {**row, "seen": int(self._clock())}}
        self._write()

    def _fresh(self, row: Mapping[str, Any]) -> bool:
        seen = row.get("seen")
        return isinstance(seen, int) and seen > self._clock() - MONTH

    def _from_row(self, row: object) -> Learned:
        if not isinstance(row, dict) or not self._fresh(row):
            return Learned()
        omit, output, parameter = row.get("omit"), row.get("most_output"), row.get("token_parameter")
        return Learned(
            mode=Mode(row["mode"]) if row.get("mode") in LADDER else None,
            token_parameter=parameter if isinstance(parameter, str) else None,
            omit={name for name in omit if isinstance(name, str)} if isinstance(omit, list) else set(),
            most_output=output if type(output) is int and output > 0 else None,
        )

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stored if isinstance(stored, dict) else {}

    def _write(self) -> None:
        if self._path is None:
            return
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._stored, indent=1, sort_keys=True), encoding="utf-8")
            beside.replace(self._path)
        except OSError:
            # a read-only home costs one request more the next time
            return


def cache_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where this user's caches of ours lie; None where there is no home."""
    if environ.get("XDG_CACHE_HOME"):
        return Path(environ["XDG_CACHE_HOME"]) / "summarizer"
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return Path(local) / "summarizer" / "Cache" if local else None
    home = environ.get("HOME")
    if not home:
        return None
    return Path(home) / ("Library/Caches" if platform == "darwin" else ".cache") / "summarizer"
