"""The rule-based extractor: fills the whole draft from the words of the document alone, offline."""

from __future__ import annotations

from ..draft import Draft
from ..material import Material
from .answers import read_exchanges
from .cues import Cues
from .kpis import find_kpis
from .metrics import measured_by
from .points import find_outlook, find_overview, find_risks, find_strategy
from .single import Sentences, read_figure
from .topics import Topics

__all__ = ["Sentences", "extract", "measured_by", "read_figure"]


def extract(material: Material) -> Draft:
    """Fill a draft by rules. Every item is a place in the source; no word is invented."""
    draft = Draft(kpis=find_kpis(material))
    cues, topics = Cues(material), Topics(material)
    draft.strategy = find_strategy(material, cues, topics)
    draft.outlook = find_outlook(material, cues, topics, draft.kpis)
    draft.risks = find_risks(material, cues, topics)
    draft.overview = find_overview(material, cues, topics, draft.kpis, draft.strategy)
    draft.exchanges, draft.themes = read_exchanges(material, cues, topics)
    draft.idle = frozenset(line.sentence.start for line in material.lines if cues.idle(line))
    return draft
