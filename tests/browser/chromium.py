"""Which browser opens the reports: ``SUMMARIZER_CHROMIUM``, else the first of the usual names that is installed.

``python tests/browser/chromium.py`` prints its path; exit code 1 where there is none. `make test` asks so on CI and installs Debian's then.
"""

from __future__ import annotations

import os
import shutil
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# nothing of it may reach for the network or for a graphics card
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("SUMMARIZER_CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


if __name__ == "__main__":
    path = chromium()
    print(path or "no Chromium is installed")
    sys.exit(0 if path else 1)
