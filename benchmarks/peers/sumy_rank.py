"""One of sumy's graph summarizers on one text, once or several times.

Reads ``{"text", "warm_up", "language": "english" | "chinese", "method": "text_rank" | "lex_rank", "sentences", "repeats"}`` and writes
``{"seconds": [one a repeat], "sentences": how many the text has, "peak_mb", "base_mb", "version"}``. Timed is what sumy's own guide
shows: the parser over the text and the summarizer over the parsed document; imports, dictionaries and ``warm_up`` come before.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def tokenizer(language: str) -> Any:
    """sumy's own; for English without the trained parameters, which NLTK fetches over the network.

    The same splitter with its built-in parameters cuts a little more often (after unknown abbreviations), at the same speed.
    """
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer
    from sumy.nlp.tokenizers import Tokenizer

    class Offline(Tokenizer):  # type: ignore[misc,unused-ignore]
        def _get_sentence_tokenizer(self, language: str) -> Any:
            return PunktSentenceTokenizer()

        def _get_word_tokenizer(self, language: str) -> Any:
            return NLTKWordTokenizer()

    return Offline(language) if language == "english" else Tokenizer(language)


def main() -> None:
    told = json.load(sys.stdin)
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    logging.disable(logging.INFO)
    language = told["language"]
    method = {"text_rank": TextRankSummarizer, "lex_rank": LexRankSummarizer}[told["method"]]
    summarizer = method(Stemmer(language))
    summarizer.stop_words = get_stop_words(language)
    cut = tokenizer(language)

    def run(text: str) -> int:
        document = PlaintextParser.from_string(text, cut).document
        summarizer(document, told["sentences"])
        return len(document.sentences)

    run(told["warm_up"])
    base, seconds, count = peak(), [], 0
    for _ in range(told["repeats"]):
        begun = time.perf_counter()
        count = run(told["text"])
        seconds.append(time.perf_counter() - begun)
    json.dump(
        {"seconds": seconds, "sentences": count, "peak_mb": peak(), "base_mb": base, "version": version("sumy")},
        sys.stdout,
    )


if __name__ == "__main__":
    main()
