"""langextract's aligner: where it places quotes in a text.

Reads ``{"documents": {name: text}, "quotes": [[name, quote]], "tokenizer": "regex" or "unicode", "together": bool}`` and writes
``{"places": [[start, end, status] or null], "seconds", "version"}``. ``together`` gives it all quotes of a document in one call, as its
extraction does; otherwise each is asked by itself, so that none depends on another.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib.metadata import version
from typing import Any


def main() -> None:
    told = json.load(sys.stdin)
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner
    from langextract.tokenizer import RegexTokenizer, UnicodeTokenizer

    logging.disable(logging.WARNING)
    tokenizer = UnicodeTokenizer() if told["tokenizer"] == "unicode" else RegexTokenizer()
    asked = [Extraction("quote", quote) for _, quote in told["quotes"]]
    calls: dict[str, list[list[Any]]] = {name: [] for name in told["documents"]}
    for (name, _), extraction in zip(told["quotes"], asked, strict=True):
        if told["together"] and calls[name]:
            calls[name][0].append(extraction)
        else:
            calls[name].append([extraction])
    begun = time.perf_counter()
    for name, groups in calls.items():
        for group in groups:
            try:
                # its defaults, which are also those of lx.extract
                WordAligner().align_extractions([group], told["documents"][name], tokenizer_impl=tokenizer)
            except ValueError:
                continue  # a quote of no tokens
    seconds = time.perf_counter() - begun
    places = [
        [one.char_interval.start_pos, one.char_interval.end_pos, one.alignment_status.value if one.alignment_status else ""]
        if one.char_interval is not None
        else None
        for one in asked
    ]
    json.dump({"places": places, "seconds": seconds, "version": version("langextract")}, sys.stdout)


if __name__ == "__main__":
    main()
