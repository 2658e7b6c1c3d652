"""Runs the benchmark: ``python benchmarks/figures``."""

from __future__ import annotations

import sys
from pathlib import Path

# a folder that is run puts itself on the path; its package and what is shared by all benchmarks lie beside it
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from figures.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
