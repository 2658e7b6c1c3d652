"""What all questions of one document share: its numbers, the card, the language to write, the verifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from ...schemas.vocabulary import Language
from ..draft import Draft, KPIDraft
from ..material import Line, Material
from .pointing import PLACEHOLDER, Numbers, Page, Span
from .reader import Reader
from .templates import render

Objection = Callable[[str, Sequence[str], str], str | None]
"""``objection(prose, sources, named)``: why the prose may not stand for the sentences, ``None`` where it may. ``named`` is text whose
names it may use."""
WRONG_NUMBER = "the source has no such "
"""What the verifier's reason begins with where a figure, a number or a period is not the sentences'."""
Labels = Literal["unsure", "all", "none"]

_LANGUAGES: dict[str, dict[str, str]] = {
    "zh": {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "英文"},
    "en": {"zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese", "en": "English"},
}


@dataclass
class Scope:
    """One document, as the tasks see it."""

    material: Material
    guide: Draft
    """What the rules found: which figures are theirs, which sentences they would quote."""
    language: Language
    """Of the prose."""
    labels: Labels
    objection: Objection
    numbers: Numbers
    card: list[str]
    reader: Reader | None = None
    """Whom the prose is for; None: anybody."""

    def instructions(self, task: str, **values: object) -> str:
        """A task's system message for anybody: the template's, with the card and the language."""
        return render(task, self.tongue, "instructions", card=self.card, language=self.language_name, **values)

    def for_the_reader(self, instructions: str) -> str:
        """``instructions`` for prose: what is said of the reader stands behind them."""
        if self.reader is None:
            return instructions
        return f"{instructions}\n{self.reader.instructions(labelled=self.labels == 'all')}"

    def with_preferred(self, material: str, told: Sequence[tuple[str, Sequence[Span]]], most: int) -> str:
        """A user message that ends with the ids of what matters most to the reader; ``told`` and ``most`` as in `Reader.preferred`."""
        preferred = self.reader.preferred(told, most) if self.reader is not None else ""
        return f"{material}\n{preferred}" if preferred else material

    @property
    def tongue(self) -> str:
        """Which templates are used: that of the language to write, which draws the model to it."""
        return "en" if self.language == "en" else "zh"

    @property
    def language_name(self) -> str:
        """The language to write, named in the template's own."""
        return _LANGUAGES[self.tongue][self.language]

    @property
    def han(self) -> bool:
        """Whether the source is Chinese: lengths are counted in characters then, which say about three times as much."""
        return self.material.outline.language != "en"

    @cached_property
    def kpis(self) -> dict[int, KPIDraft]:
        """The rules' KPIs by where their figure begins, and by where the growth told with it does."""
        found = {kpi.figure.start: kpi for kpi in self.guide.kpis}
        for kpi in self.guide.kpis:
            if kpi.change is not None:
                found.setdefault(kpi.change.start, kpi)
        return found

    @cached_property
    def bare(self) -> str:
        """The folded text without white space: what a name must stand in."""
        return "".join(self.material.folded.split())

    @property
    def longest(self) -> int:
        """Characters of prose between two ids at most."""
        return 60 if self.language != "en" else 160

    @staticmethod
    def stopped(prose: str, longest: int) -> bool:
        """Whether prose ran into its limit: it was copied rather than told, and ends anywhere."""
        return any(len(part) >= longest for part in PLACEHOLDER.split(prose)[::2])

    def in_script(self, prose: str) -> str:
        """Chinese prose in the script that was asked for: a model drifts from one to the other."""
        return _converter(self.language)(prose) if self.language != "en" else prose

    def tidied(self, prose: str) -> str:
        """Prose on one line, in the script that was asked for, with a full stop."""
        prose = self.in_script(" ".join(prose.split())).strip().rstrip(";；,，、 ")
        return prose if not prose or prose[-1] in "。.!！?？…”」" else prose + ("." if self.language == "en" else "。")

    @property
    def sparing(self) -> bool:
        """Whether tokens are dear, as on a small model of one's own: labels are then asked for where the rules are unsure."""
        return self.labels == "unsure"

    def page(self) -> Page:
        """A new page."""
        return Page(self.material, self.numbers)

    def words(self, line: Line) -> str:
        """A sentence as it reads."""
        return self.material.words((line.sentence.start, line.sentence.end))


@cache
def _converter(language: str) -> Callable[[str], str]:
    from opencc import OpenCC  # slow to load

    convert: Callable[[str], str] = OpenCC("s2t" if language == "zh-Hant" else "t2s").convert
    return convert


_CARD = {
    "zh": {"company": "公司：{}", "event": "活动：{}", "date": "日期：{}", "period": "报告期：{}", "terms": "关键词：{}"},
    "en": {"company": "Company: {}", "event": "Event: {}", "date": "Date: {}", "period": "Period: {}", "terms": "Terms: {}"},
}
_TERMS = 8


def make_card(material: Material, guide: Draft, tongue: str) -> list[str]:
    """The document in a few lines, for every call: who, what, when, and the names that recur."""
    header, words = material.outline.header, _CARD[tongue]
    told = {
        "company": header.short_name or header.company,
        "event": header.title,
        "date": header.event_date,
        "period": _period(material, guide),
        "terms": ("、" if tongue == "zh" else ", ").join(_terms(guide)),
    }
    return [words[name].format(" ".join(value.split())[:80]) for name, value in told.items() if value]


def _period(material: Material, guide: Draft) -> str | None:
    counts: dict[tuple[object, object], int] = {}
    labels: dict[tuple[object, object], str] = {}
    for kpi in guide.kpis:
        if kpi.period is not None and kpi.basis == "actual" and kpi.period.first is not None:
            key = (kpi.period.first, kpi.period.last)
            counts[key] = counts.get(key, 0) + 1
            labels.setdefault(key, material.words((kpi.period.start, kpi.period.end)))
    return labels[max(counts, key=lambda key: counts[key])] if counts else None


def _terms(guide: Draft) -> list[str]:
    """The names of metrics and segments that recur most."""
    counts: dict[str, int] = {}
    for kpi in guide.kpis:
        for name in (kpi.name, kpi.segment, kpi.entity):
            if name and len(name) <= 16 and not any(letter.isdigit() for letter in name):
                counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:_TERMS]
