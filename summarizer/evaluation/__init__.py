"""How good a summary is, against gold: what a right summary of a document holds."""

from .engines import EngineRun
from .gold import Gold, load_gold
from .score import score
from .table import as_data, render_misses, render_table
from .tally import MEASURES, RATES, Miss, Score, Tally

__all__ = [
    "MEASURES", "RATES", "EngineRun", "Gold", "Miss", "Score", "Tally", "as_data", "load_gold", "render_misses", "render_table", "score",
]  # fmt: skip
