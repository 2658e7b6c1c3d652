"""The page itself: a view of a summary put into the templates, with a policy that lets nothing in it run but its own script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ...schemas import KPI, Check, Evidence, Exchange, Period, Summary, Theme
from ...schemas.profile import Profile
from ..charts import Chart, change_mark, kpi_charts, stylesheet
from ..markdown import SILENT
from ..places import Places
from ..view import Group, Item, Section, View, view
from ..wording import Wording
from .frame import environment, file, policy
from .places import Place, PlacesOfItems
from .source import quotes_markup, source_markup, without_surrogates
from .words import LANGUAGES, Words

if TYPE_CHECKING:
    from markupsafe import Markup

_PLAIN = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_FAILED = re.compile(r"qa\[(\d+)\]")


def render_html(summary: Summary, text: str | None = None, profile: Profile | None = None, *, language: str | None = None) -> str:
    """``summary`` as one HTML page that needs no network, in the order of `view.ORDER`, as ``profile`` wants it.

    Args:
        text: the raw text of the document that was summarised; without it, or where it does not hold the quotes of the evidence, the
            source's side shows these alone.
        language: of the interface, which the reader can switch; by default the profile's, else the document's.
    """
    told = view(summary, profile)
    return _Page(told, text, language or told.profile.language or summary.document.language).html()


class _Page:
    """What the templates ask for."""

    def __init__(self, told: View, text: str | None, language: str) -> None:
        self.view, self.summary = told, told.summary
        # a text that does not hold its quotes is another document's, and proves nothing
        self.text = text if text is not None and _holds(text, told) else None
        self.words = Words(language)
        self.wording = {language: Wording(language) for language in LANGUAGES}
        self._hooks = _hooks(told)
        self._kpis = {kpi.id: kpi for kpi in told.summary.kpis}
        self.places = PlacesOfItems((self._hooks[item.key], item) for item in told.items())
        self._lines = Places(self.text)
        self.failed_answers = {int(index) for name in told.summary.coverage.failed_sections for index in _FAILED.findall(name)}
        self.topics_of_themes = {theme.of.topic: theme for theme in self._themes()}

    def html(self) -> str:
        from markupsafe import Markup

        style, script = file("report.css") + stylesheet(), file("report.js")
        page = environment().get_template("report.html.j2").render(
            page=self, view=self.view, summary=self.summary, t=self.words.t, ta=self.words.attribute, option=self.words.option,
            language=self.words.language, languages=LANGUAGES, style=Markup(style), script=Markup(script),
            policy=policy(style, script),
        )  # fmt: skip
        return without_surrogates(page)

    # -- the masthead -------------------------------------------------------------------------------------------------

    def title(self, language: str) -> str:
        """Of the window: company, event, date."""
        return " · ".join(self.wording[language].title(self.summary))

    def titles(self) -> str:
        """The same in every language, as JSON."""
        return json.dumps({language: self.title(language) for language in LANGUAGES}, ensure_ascii=False)

    def name(self) -> str:
        """The company's, else the document's title; empty where neither is known."""
        company = self.summary.company
        return company.name or company.short_name or self.summary.document.title or ""

    def short_name(self) -> str:
        """For the bar on top."""
        return self.summary.company.short_name or self.name() or self.summary.document.source

    def facts(self) -> list[tuple[str, str]]:
        """What is known of the document and the event, each under the key of its label."""
        document, company, event = self.summary.document, self.summary.company, self.summary.event
        facts = (
            ("page.ticker", ":".join(filter(None, [company.exchange, company.ticker]))), ("page.venue", event.venue),
            ("page.time", "–".join(filter(None, [event.start, event.end]))), ("words.record_number", document.record_number),
            ("words.published", document.published),
        )  # fmt: skip
        return [(label, value) for label, value in facts if value]

    def is_shown(self, section: Section) -> bool:
        """A section that is empty by its nature is not told; one that failed is."""
        return bool(section.items or section.rest or section.failed) or section.name not in SILENT

    def failed_name(self, name: str) -> Markup | str:
        """What a failed part is called: ``qa[3]`` is an exchange of the questions."""
        if found := _FAILED.fullmatch(name):
            return self.words.t("sections.qa") + f" Q{found[1]}"
        return self.words.t(f"sections.{name}") if name in self.wording["en"].labels["sections"] else name

    # -- the source ---------------------------------------------------------------------------------------------------

    def source(self) -> Markup:
        """The raw text with its places marked, or the quotes alone."""
        from markupsafe import Markup

        return Markup(quotes_markup(self.places.all) if self.text is None else source_markup(self.text, self.places.all))

    # -- items --------------------------------------------------------------------------------------------------------

    def hook(self, key: str) -> str:
        """The name of an item in the page; empty where there is no such item."""
        return self._hooks.get(key, "")

    def attributes(self, item: Item, unit: bool = True) -> Markup:
        """What the script needs to know of an item."""
        from markupsafe import Markup

        hook = self.hook(item.key)
        out = Markup('id="i-{0}" data-item="{0}" tabindex="-1"').format(hook)
        places = [place.id for place in self.places.of(item.evidence)]
        # a check stands nowhere itself: it is about figures, and they do
        if isinstance(item.of, Check):
            places = [place.id for kpi in self.kpis(item.kpis) for place in self.places.of(kpi.evidence)]
        told = {
            "places": places, "topics": item.topics, "metrics": item.metrics, "agreement": [item.agreement] if item.agreement else [],
        }  # fmt: skip
        for name, values in told.items():
            if values:
                out += Markup(' data-{}="{}"').format(name, " ".join(values))
        return out + Markup(" data-unit") if unit else out

    def links(self, item: Item) -> list[tuple[Place, str]]:
        """The places of an item, each with what a person calls it: ``L12``, ``p3``."""
        evidence = {(one.start, one.end): one for one in item.evidence}
        return [(place, self._label(evidence[place.start, place.end])) for place in self.places.of(item.evidence)]

    def _label(self, evidence: Evidence) -> str:
        label = self._lines.of([evidence])
        # without the text a place has no line, and where it begins is enough to find its quote on the other side
        return label.partition("-")[0] if self.text is None else label

    def kpis(self, ids: Iterable[str]) -> list[KPI]:
        """The figures of these ids that the summary holds."""
        return [self._kpis[one] for one in ids if one in self._kpis]

    def whose(self, kpi: KPI) -> str:
        """Entity and segment of a figure, where its name does not say them."""
        name = kpi.name.casefold()
        return " · ".join(one for one in (kpi.entity, kpi.segment) if one and one.casefold() not in name)

    def tongue(self, text: str) -> str:
        """The language of what was taken from the document or written about it; a model may write in the reader's."""
        document = self.summary.document.language
        if document != "en":
            return document if _HAN.search(text) else "en"
        return "zh-Hant" if _HAN.search(text) and self.view.profile.language == "zh-Hant" else "zh-Hans" if _HAN.search(text) else "en"

    def change_mark(self, kpi: KPI) -> Markup:
        from markupsafe import Markup

        return Markup(change_mark(kpi))

    def charts(self, language: str) -> list[tuple[Chart, Markup]]:
        """Every chart with its picture, in one language of the interface: a picture's words cannot be switched."""
        from markupsafe import Markup

        return [(chart, Markup(chart.svg)) for chart in kpi_charts(self.summary, self.wording[language])]

    # -- sections -----------------------------------------------------------------------------------------------------

    def days(self, period: Period) -> list[str]:
        """First and last day, where the source does not say a day itself."""
        days = dict.fromkeys(filter(None, [period.start, period.end]))
        return [] if period.label in days else list(days)

    def as_json(self, item: dict[str, Any]) -> str:
        """What was rejected, as it was given."""
        return json.dumps(item, ensure_ascii=False, indent=1, default=str)

    def units(self, name: str) -> int:
        """How many items of a section are counted."""
        section = self.view.sections[name]
        return len(section.items) + len(section.rest)

    def is_theme(self, item: Item) -> bool:
        return isinstance(item.of, Theme)

    def folded_groups(self) -> tuple[list[Item], list[Item]]:
        """Themes and exchanges that the reader's profile leaves out."""
        rest = self.view.sections["qa"].rest
        return [one for one in rest if isinstance(one.of, Theme)], [one for one in rest if isinstance(one.of, Exchange)]

    def chips(self, item: Item, group: Group | None) -> list[tuple[str, Item | None]]:
        """Topics of an exchange beside that of the theme it is told under, each with its theme, if it has one."""
        main = group.theme.of.topic if group is not None and group.theme is not None else None
        holding = [theme.of.topic for theme in self._themes() if item.of.index in theme.of.exchanges]
        return [(topic, self.topics_of_themes.get(topic)) for topic in dict.fromkeys([*item.topics, *holding]) if topic != main]

    def _themes(self) -> Sequence[Item]:
        section = self.view.sections["qa"]
        return [one for one in (*section.items, *section.rest) if isinstance(one.of, Theme)]

    def filters(self) -> tuple[list[str], list[str]]:
        """Topics and metrics that some item has, in the contract's order of topics and by how often a metric comes."""
        topics: dict[str, int] = {}
        metrics: dict[str, int] = {}
        for item in self.view.items():
            for topic in item.topics:
                topics[topic] = topics.get(topic, 0) + 1
            for metric in item.metrics:
                metrics[metric] = metrics.get(metric, 0) + 1
        return sorted(topics, key=lambda one: -topics[one]), sorted(metrics, key=lambda one: -metrics[one])


def _holds(text: str, told: View) -> bool:
    return all(text[one.start : one.end] == one.quote for item in told.items() for one in item.evidence)


def _hooks(told: View) -> dict[str, str]:
    """A name for every item: its key, or where that is no plain word (anybody's summary may call a figure anything) another."""
    hooks: dict[str, str] = {}
    for item in told.items():
        if item.key not in hooks:
            hooks[item.key] = item.key if _PLAIN.fullmatch(item.key) else f"x-{len(hooks) + 1}"
    return hooks
