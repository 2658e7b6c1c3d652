"""``summarizer eval --headlines``: the headlines of a folder of calls, against those an agency wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..errors import UsageError
from .eval_gold import Reached
from .saving import save

if TYPE_CHECKING:
    from ..pipeline import EngineChoice
    from ..schemas import Summary


def evaluate_headlines(folder: Path, engine: str, reached: Reached, limit: int | None, json_path: Path | None) -> None:
    """Score ``folder`` and print its table; ``engine`` auto is rules unless a model is named, for a folder holds hundreds of calls.

    Raises:
        InputError: the folder is not laid out as it should be, or a call cannot be read.
        UsageError: py-rouge is not installed, or ``limit`` leaves nothing.
    """
    from ..evaluation.headlines import headlines_as_data, load_folder, render_headlines, score_headlines
    from ..pipeline import Summarizer
    from ..reading import read

    if limit is not None and limit < 1:
        raise UsageError(f"--limit {limit} leaves no call to score; give 1 or more")
    pairs = load_folder(folder, limit)
    if engine == "auto" and reached == Reached():
        engine = "rules"
    choice = cast("EngineChoice", engine)
    with Summarizer(engine=choice, model=reached.model, base_url=reached.base_url, replay=reached.replay) as summarizer:

        def summarise(path: Path) -> tuple[str, Summary]:
            document = read(path)
            return document.text, summarizer.run(document)

        scores = score_headlines(pairs, summarise)
    sys.stdout.write(render_headlines(scores))
    if json_path is not None:
        save(json_path, json.dumps(headlines_as_data(scores), ensure_ascii=False, indent=2) + "\n")
