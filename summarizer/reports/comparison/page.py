"""A comparison as one page in one file: the look, the policy and the care of the HTML report, with the quotes behind a click."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...schemas import Evidence
from ...schemas.comparison import (
    Asked,
    CameBack,
    Compared,
    Comparison,
    Difference,
    DuckedAnswer,
    Guidance,
    Measure,
    Reading,
    Statement,
    ThemeKept,
    Told,
)
from ...schemas.profile import Profile
from ...schemas.vocabulary import METRICS
from ...tables import table
from ..charts import Chart, series_chart, stylesheet
from ..charts.marks import direction_mark
from ..html.frame import environment, file, policy
from ..html.source import without_surrogates
from ..html.words import LANGUAGES, Words
from ..wording import Wording
from .highlights import highlights
from .telling import ORDER, Telling
from .timeline import timelines

if TYPE_CHECKING:
    from markupsafe import Markup

_HERE = Path(__file__).parent
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_MOST_CHARTS = 12
_SILENT = ("first", "revisions", "series", "checks")


def comparison_html(
    comparison: Comparison, *, language: str | None = None, profile: Profile | None = None, texts: Mapping[str, str] | None = None
) -> str:
    """``comparison`` as one HTML page that needs no network; the reader can switch its language."""
    return _Page(Telling(comparison, language=language, profile=profile, texts=texts)).html()


class _Words(Words):
    """The page's words: those of every report, and under ``comparison.`` a comparison's own."""

    by_script = ("page.shown",)

    def word(self, language: str, key: str) -> str:
        own, _, rest = key.partition(".")
        if own != "comparison":
            return super().word(language, key)
        name, _, id = rest.partition(".")
        said: str = table("reports.comparison", "words")[language][name][id]
        return said


@dataclass(frozen=True, slots=True)
class _Quote:
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class _Proof:
    """Where something stands in one document."""

    name: str
    place: str
    quotes: tuple[_Quote, ...]


class _Page:
    """What the templates ask for."""

    def __init__(self, told: Telling) -> None:
        self.told = told
        self.words = _Words(told.language)
        self.highlights = highlights(told)
        self.timelines = list(timelines(told))
        self._ids = {id(one): f"{name}-{number}" for name, part in told.parts.items() for number, one in enumerate(part.items, start=1)}
        self._wording = {language: Wording(language) for language in LANGUAGES}
        self._given: Counter[str] = Counter()
        self._status = frozenset(self._wording["en"].labels["status"])

    def html(self) -> str:
        from markupsafe import Markup

        style = file("report.css") + stylesheet() + file("page.css", _HERE)
        script = file("page.js", _HERE)
        page = environment(_HERE).get_template("page.html.j2").render(
            page=self, told=self.told, t=self.words.t, ta=self.words.attribute, option=self.words.option, language=self.words.language,
            languages=LANGUAGES, style=Markup(style), script=Markup(script), policy=policy(style, script),
        )  # fmt: skip
        return without_surrogates(page) + "\n"

    # -- the whole ----------------------------------------------------------------------------------------------------

    def company(self) -> str:
        return next((one.company for one in reversed(self.told.of.documents) if one.company), None) or ""

    def facts(self, document: Compared, at: int) -> list[str]:
        """What is said of a document beside its name."""
        return [one for one in self.told.document(document) if one not in (self.told.name(at), self.company(), document.engine)]

    def sections(self) -> list[str]:
        """Those that are shown, in their order; the documents stand in the masthead."""
        shown = {"first": bool(self.highlights), **{name: bool(part.items or part.left_out) for name, part in self.told.parts.items()}}
        return [name for name in ORDER if name != "documents" and (shown[name] or name not in _SILENT)]

    def units(self, name: str) -> int:
        """How many items of a section are counted."""
        return len(self.told.parts[name].items) if name in self.told.parts else 0

    def left_out(self, name: str) -> int:
        return self.told.parts[name].left_out if name in self.told.parts else 0

    def kinds(self) -> list[str]:
        """The kinds of change that some item is of, in the order of the table of words."""
        found = {kind for part in self.told.parts.values() for one in part.items for kind in _kinds(one)}
        return [kind for kind in self.told.labels["kinds"] if kind in found]

    def metrics(self) -> list[str]:
        """The metrics that some item is of, in the contract's order."""
        found = {getattr(one, "metric", None) for part in self.told.parts.values() for one in part.items}
        return [metric for metric in METRICS if metric in found]

    # -- items --------------------------------------------------------------------------------------------------------

    def id(self, item: object) -> str:
        """The name of an item in the page."""
        return self._ids.get(id(item), "top")

    def attributes(self, item: object, unit: bool = True) -> Markup:
        """What the script needs to know of an item."""
        from markupsafe import Markup

        metric = getattr(item, "metric", None)
        out = Markup("")
        if unit:
            # a long series goes over several tables, and an id is given once
            name = self.id(item)
            out += Markup('id="{0}" data-item="{1}" data-unit').format(f"{name}-{self._given[name]}" if self._given[name] else name, name)
            self._given[name] += 1
        if kinds := _kinds(item):
            out += Markup(' data-kinds="{}"').format(" ".join(kinds))
        return out + Markup(' data-metrics="{}"').format(metric) if metric else out

    def measures(self) -> Iterator[tuple[str, list[Measure]]]:
        return ((items[0].status, items) for _, items in self.told.measures())

    def kept(self, name: str) -> Iterator[tuple[str, list[Any]]]:
        return ((items[0].status, items) for _, items in self.told.kept(name))

    def pairs(self, items: Sequence[Any], first: str, second: str) -> list[tuple[Any, Reading | None, Reading | None]]:
        return [(one, getattr(one, first), getattr(one, second)) for one in items]

    def notes(self, reading: Reading | None, name: str) -> list[str]:
        """What a document tells beside a figure, in its own words."""
        if reading is None:
            return []
        other = "" if reading.name.casefold() == name.casefold() else reading.name
        return [one for one in (other, reading.period.label if reading.period else "", reading.growth or "") if one]

    def amount(self, difference: Difference) -> str:
        """The difference without its unit's words, which the reader can switch."""
        return self.told.amount(difference)

    def mark(self, difference: Difference) -> Markup:
        from markupsafe import Markup

        return Markup(direction_mark({"up": 1, "down": -1, "flat": 0}[difference.direction]))

    def moved(self, statement: Statement) -> list[str]:
        return [part.strip() for part in (statement.moved or "").split("→")]

    def is_status(self, part: str) -> bool:
        return part in self._status

    def tongue(self, text: str) -> str:
        """The language of what a document or a rule wrote."""
        if not _HAN.search(text):
            return "en"
        return next((one.language for one in self.told.of.documents if one.language != "en"), "zh-Hans")

    # -- places -------------------------------------------------------------------------------------------------------

    def places(self, *told: Reading | Told | Asked | None) -> list[_Proof]:
        return [proof for one in told if one is not None and (proof := self._proof(one.document, one.evidence))]

    def theme_places(self, theme: ThemeKept) -> list[_Proof]:
        last = len(self.told.of.documents) - 1
        sides = ((last - 1, theme.old_evidence), (last, theme.new_evidence))
        return [proof for document, evidence in sides if (proof := self._proof(document, evidence))]

    def ducked_places(self, one: DuckedAnswer) -> list[_Proof]:
        proof = self._proof(one.asked.document, [*one.asked.evidence, *one.evidence])
        return [proof] if proof else []

    def _proof(self, document: int, evidence: Sequence[Evidence]) -> _Proof | None:
        if not evidence:
            return None
        quotes = tuple(_Quote(self.told.place(document, [one]), one.quote) for one in evidence)
        return _Proof(self.told.name(document), self.told.place(document, evidence), quotes)

    # -- over time ----------------------------------------------------------------------------------------------------

    def charts(self, language: str) -> list[tuple[Chart, Markup, str | None]]:
        """The picture of each series that can be drawn, with its metric, in one language."""
        from markupsafe import Markup

        drawn = []
        for number, series in enumerate(self.told.parts["series"].items, start=1):
            chart = series_chart(series, self._wording[language], f"series-{number}-{language}")
            if chart is not None:
                drawn.append((chart, Markup(chart.svg), series.metric))
        return drawn[:_MOST_CHARTS]


def _kinds(item: object) -> list[str]:
    """What an item can be filtered by."""
    kinds: list[str | None] = []
    if isinstance(item, Measure):
        kinds = [item.difference.direction if item.difference else item.status]
    elif isinstance(item, Guidance):
        kinds = [item.revision, item.outcome if item.anew is None or item.outcome != "open" else None]
    elif isinstance(item, Statement):
        kinds = [item.status, "moved" if item.moved else None]
    elif isinstance(item, ThemeKept):
        kinds = [item.status]
    elif isinstance(item, CameBack):
        kinds = ["came_back", "ducked" if item.ducked_before else None]
    elif isinstance(item, DuckedAnswer):
        kinds = ["ducked"]
    return [kind for kind in kinds if kind]
