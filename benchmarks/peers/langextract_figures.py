"""langextract over documents at an OpenAI-compatible server, as its guide shows.

Reads ``{"text", "description", "example": {"text", "extractions": [{"text", "attributes"}]}, "base_url", "model", "api_key", "han",
"most_tokens", "timeout"}`` and writes ``{"extractions": [{"text", "attributes", "placed"}], "seconds", "calls", "input_tokens",
"cached_tokens", "output_tokens", "failure", "version"}``.
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
    import langextract as lx
    from langextract.factory import ModelConfig
    from langextract.tokenizer import RegexTokenizer, UnicodeTokenizer
    from openai.resources.chat.completions import Completions

    logging.disable(logging.WARNING)
    spent = {"calls": 0, "input_tokens": 0, "cached_tokens": 0, "output_tokens": 0}
    create = Completions.create

    def counted(self: Any, *args: Any, **options: Any) -> Any:
        spent["calls"] += 1
        answer = create(self, *args, **{**options, "timeout": told["timeout"]})
        if answer.usage is not None:
            details = answer.usage.prompt_tokens_details
            spent["input_tokens"] += answer.usage.prompt_tokens
            spent["cached_tokens"] += (details and details.cached_tokens) or 0
            spent["output_tokens"] += answer.usage.completion_tokens
        return answer

    Completions.create = counted  # type: ignore[assignment,method-assign,unused-ignore]
    example = told["example"]
    kind = "figure"
    shown = [lx.data.Extraction(kind, one["text"], attributes=one["attributes"]) for one in example["extractions"]]
    config = ModelConfig(
        model_id=told["model"], provider="OpenAILanguageModel", provider_kwargs={"base_url": told["base_url"], "api_key": told["api_key"]}
    )
    failure, extractions = None, []
    begun = time.perf_counter()
    try:
        result = lx.extract(
            text_or_documents=told["text"],
            prompt_description=told["description"],
            examples=[lx.data.ExampleData(text=example["text"], extractions=shown)],
            config=config,
            temperature=0.0,
            max_workers=1,
            language_model_params={"max_output_tokens": told["most_tokens"]},
            # its guide: the Unicode tokenizer for languages without blanks between words
            tokenizer=UnicodeTokenizer() if told["han"] else RegexTokenizer(),
            show_progress=False,
        )
        extractions = [
            {"text": one.extraction_text, "attributes": one.attributes or {}, "placed": bool(one.char_interval)}
            for one in result.extractions or []
        ]
    except Exception as error:
        failure = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    seconds = time.perf_counter() - begun
    json.dump({"extractions": extractions, "seconds": seconds, **spent, "failure": failure, "version": version("langextract")}, sys.stdout)


if __name__ == "__main__":
    main()
