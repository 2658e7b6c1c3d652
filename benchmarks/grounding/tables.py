"""The words of the benchmark: what is changed in a quote to make it false, and what may be changed while it stays true."""

from __future__ import annotations

import tomllib
from pathlib import Path

_HERE = Path(__file__).parent
TABLES = tomllib.loads((_HERE / "falsehoods.toml").read_text(encoding="utf-8"))
REWORDINGS = tomllib.loads((_HERE / "rewordings.toml").read_text(encoding="utf-8"))
