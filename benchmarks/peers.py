"""Other tools, each in an environment of its own, asked over standard input and output.

What a tool needs is pinned in ``benchmarks/peers/NAME.txt``; what speaks for it is a script beside, which reads one JSON value and
writes one. The script imports nothing of ours, so a tool may need whatever versions it likes.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOMES = ROOT / "build" / "peers"
SCRIPTS = Path(__file__).resolve().parent / "peers"


class PeerError(Exception):
    """A tool could not be installed or did not answer."""


def interpreter(name: str) -> Path:
    """The Python of ``name``'s environment, made from ``benchmarks/peers/NAME.txt`` where it is not there or not up to date.

    Raises:
        PeerError: there is no such list, or pip could not install it.
    """
    wanted = SCRIPTS / f"{name}.txt"
    if not wanted.is_file():
        known = ", ".join(sorted(path.stem for path in SCRIPTS.glob("*.txt")))
        raise PeerError(f"{name}: no such tool; known are {known}")
    home = HOMES / name
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp, key = home / "installed", hashlib.sha256(wanted.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return python
    print(f"installing {name} …", file=sys.stderr)
    for words in (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)],
    ):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise PeerError(f"{name}: could not be installed: {last}")
    stamp.write_text(key, encoding="ascii")
    return python


def ask(name: str, script: str, data: Any, *, seconds: float | None = None) -> Any:
    """What ``benchmarks/peers/SCRIPT.py`` answers to ``data`` in the environment of ``name``.

    Raises:
        PeerError: it could not be installed, failed, or took longer than ``seconds``.
    """
    # -P: a script may have the name of what it imports
    words = [str(interpreter(name)), "-P", str(SCRIPTS / f"{script}.py")]
    # what is compared is compared on one thread of one core
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            words, input=json.dumps(data), capture_output=True, text=True, encoding="utf-8", timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"{name}: no answer in {seconds:.0f} s") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise PeerError(f"{name}: failed: {last}")
    return json.loads(done.stdout)
