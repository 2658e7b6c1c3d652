"""instructor's ``CitationMixin``: which quotes it keeps, and where.

Reads ``{"documents": {name: text}, "quotes": [[name, quote]], "limit": seconds for one quote}`` and writes ``{"places": [[start, end,
what it made of the quote] or null], "seconds", "late", "version"}``. A quote is validated as instructor's documentation shows, with the
text as context; it is kept where its list of quotes is not empty afterwards. ``late`` counts those not answered within the limit.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from importlib.metadata import version
from typing import Any


class Late(BaseException):
    """The limit has passed. No `Exception`, so that nothing between takes it for one of its own."""


def _late(number: int, frame: object) -> None:
    raise Late


def main() -> None:
    told = json.load(sys.stdin)
    from instructor import CitationMixin

    spans: list[tuple[int, int]] = []

    class Quoted(CitationMixin):
        def get_spans(self, context: str) -> Any:
            spans[:] = super().get_spans(context)
            yield from spans

    signal.signal(signal.SIGALRM, _late)
    places: list[list[Any] | None] = []
    late = 0
    begun = time.perf_counter()
    for name, quote in told["quotes"]:
        spans.clear()
        kept: list[str] = []
        signal.setitimer(signal.ITIMER_REAL, told["limit"])
        try:
            kept = Quoted.model_validate({"substring_quotes": [quote]}, context={"context": told["documents"][name]}).substring_quotes
        except Late:
            late += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        places.append([*spans[0], kept[0]] if kept and kept[0] else None)
    seconds = time.perf_counter() - begun
    json.dump({"places": places, "seconds": seconds, "late": late, "version": version("instructor")}, sys.stdout)


if __name__ == "__main__":
    main()
