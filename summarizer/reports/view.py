"""The one order in which every report tells a summary: Markdown, a terminal, HTML.

A view holds the summary's own objects, each with what a reader sorts and filters by. It says nothing that the summary does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..headlines import headlines
from ..schemas import Evidence, Exchange, Summary
from ..schemas.profile import Profile
from .interest import Interest
from .linking import Links

ORDER = ("headlines", "overview", "kpis", "strategy", "qa", "outlook", "risks", "checks", "rejected", "coverage", "provenance")
"""The sections of every report, first to last. ``qa`` holds the themes with their exchanges."""

Agreement = Literal["both", "rules", "model", "differ"]
"""Who found a figure; ``differ``: both, and they do not agree on it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a report tells."""

    key: str
    """Unlike any other of the view: ``k1``, ``headline-1``, ``strategy-2``, ``q3``, ``q3-1`` (a point of its answer), ``theme-1``."""
    section: str
    of: Any
    """The summary's own object: a KPI, Strategy, Exchange …; a `Headline` in ``headlines``."""
    text: str
    evidence: tuple[Evidence, ...] = ()
    topics: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    """Ids of the KPIs that it tells or that stand at its place."""
    agreement: Agreement | None = None
    """Of a KPI, where a model and the rules both read; else None."""
    rank: int = 0
    """The reader's interest, 0 first."""
    wanted: bool = True
    """Whether it is of interest; everything is where the reader prefers nothing."""
    parts: tuple[Item, ...] = ()
    """The points of an exchange's answer that are shown."""
    rest: tuple[Item, ...] = ()
    """Those that are not."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report."""

    name: str
    items: tuple[Item, ...]
    rest: tuple[Item, ...] = ()
    """What the reader's profile leaves out; its number is told."""
    failed: bool = False
    """Its extraction failed, wholly or in part: that is not to say that the source holds nothing more."""


@dataclass(frozen=True, slots=True)
class Group:
    """The exchanges told under one theme; each exchange stands in one group."""

    theme: Item | None
    """None for exchanges that no theme holds."""
    exchanges: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A summary as a reader gets it."""

    summary: Summary
    profile: Profile
    sections: dict[str, Section]
    groups: tuple[Group, ...]
    """The section ``qa``: every theme, and every exchange that is shown."""
    heads: bool
    """Whether rules and a model both read, so that it makes sense to ask who found what."""

    def items(self) -> Iterator[Item]:
        """Everything that is shown or folded away, themes and points of answers too, in order."""
        for section in self.sections.values():
            for item in (*section.items, *section.rest):
                yield item
                yield from (*item.parts, *item.rest)


def view(summary: Summary, profile: Profile | None = None) -> View:
    """``summary`` in the order of `ORDER`, as ``profile`` wants it. An empty profile, or none, shows everything in the summary's order."""
    return _Builder(summary, profile or Profile()).view()


class _Builder:
    def __init__(self, summary: Summary, profile: Profile) -> None:
        self.summary, self.profile = summary, profile
        self.links = Links(summary)
        self.interest = Interest(profile, [summary.company])
        self.heads = summary.provenance.engine == "hybrid"
        self.differing = {kpi for check in summary.checks if check.code.startswith("heads_differ") for kpi in check.kpis}
        self.headlines = headlines(summary)
        self.told = {kpi for one in self.headlines for kpi in one.kpis}

    def view(self) -> View:
        themes = [self.item(f"theme-{n}", "qa", one, one.text, one.evidence, [one.topic], one.kpis) for n, one in self.numbered("themes")]
        sections = {
            "headlines": self.section("headlines", [
                self.item(f"headline-{n}", "headlines", one, one.text, one.evidence, (), one.kpis)
                for n, one in enumerate(self.headlines, start=1)
            ]),
            "overview": self.overview(),
            "kpis": self.section("kpis", [
                self.item(kpi.id, "kpis", kpi, " ".join(filter(None, (kpi.name, kpi.entity, kpi.segment))), kpi.evidence, (), [kpi.id])
                for kpi in self.summary.kpis
            ]),
            "strategy": self.section("strategy", self.plain("strategy")),
            "qa": self.section("qa", [self.exchange(one) for one in self.summary.qa]),
            "outlook": self.section("outlook", self.plain("outlook")),
            "risks": self.section("risks", self.plain("risks")),
            "checks": self.whole("checks", [
                self.item(f"check-{n}", "checks", one, one.message, (), (), one.kpis) for n, one in self.numbered("checks")
            ]),
            "rejected": self.whole("rejected", [
                self.item(f"rejected-{n}", "rejected", one, one.reason, (), (), ()) for n, one in self.numbered("rejected")
            ]),
            "coverage": self.whole("coverage", []),
            "provenance": self.whole("provenance", []),
        }  # fmt: skip
        qa = sections["qa"]
        groups = _grouped(self.interest.ordered(themes, _rank), qa.items)
        if self.profile.only and self.interest.chosen:
            groups = [one for one in groups if one.exchanges or (one.theme is not None and one.theme.wanted)]
        # the themes are items of their section, so that whoever walks over all items meets them
        shown = tuple(one.theme for one in groups if one.theme is not None)
        folded = tuple(one for one in themes if one not in shown)
        failed = qa.failed or "themes" in self.summary.coverage.failed_sections
        sections["qa"] = Section("qa", (*shown, *qa.items), (*folded, *qa.rest), failed)
        return View(self.summary, self.profile, {name: sections[name] for name in ORDER}, tuple(groups), self.heads)

    def numbered(self, section: str) -> Iterator[tuple[int, Any]]:
        return enumerate(getattr(self.summary, section), start=1)

    def plain(self, section: str) -> list[Item]:
        return [
            self.item(f"{section}-{n}", section, one, one.text, one.evidence, [one.topic] if hasattr(one, "topic") else ())
            for n, one in self.numbered(section)
        ]

    def exchange(self, exchange: Exchange) -> Item:
        key = f"q{exchange.index}"
        points = [
            self.item(f"{key}-{n}", "qa", one, one.text, one.evidence, exchange.topics) for n, one in enumerate(exchange.answer, start=1)
        ]
        head = self.item(key, "qa", exchange, " ".join(exchange.questions), exchange.evidence, exchange.topics, exchange.kpis)
        # an exchange is as interesting as the best of its points; a reader who wants only some exchanges still gets their answers whole
        best = min([head.rank, self.interest.rank(text=exchange.asker or ""), *(one.rank for one in points)])
        shown, rest = self.interest.cut(points, _rank, _in_order, self.interest.most_parts)
        return replace(head, rank=best, wanted=self.interest.wanted(best), parts=tuple(shown), rest=tuple(rest))

    def item(
        self, key: str, section: str, of: Any, text: str, evidence: Iterable[Evidence], topics: Iterable[str],
        kpis: Iterable[str] | None = None,
    ) -> Item:  # fmt: skip
        places = tuple(evidence)
        ids = tuple(self.links.kpis_in(places) if kpis is None else kpis)
        metrics = self.links.metrics_of(ids)
        own = tuple(topics)
        if section in ("kpis", "headlines"):
            own = tuple(dict.fromkeys(topic for kpi in ids for topic in self.links.topics_of(kpi)))
        rank = self.interest.rank(topics=own, metrics=metrics, text=text, figure=section == "kpis")
        agreement: Agreement | None = None
        if section == "kpis" and self.heads:
            agreement = "differ" if key in self.differing else "both" if len(of.found_by) > 1 else of.found_by[0]
        return Item(key, section, of, text, places, own, metrics, ids, agreement, rank, self.interest.wanted(rank))

    def section(self, name: str, items: Sequence[Item]) -> Section:
        """What may be ordered and folded."""
        shown, rest = self.interest.split(self.interest.ordered(items, _rank), _rank, self.weight, self.interest.most_items)
        return Section(name, tuple(shown), tuple(rest), name in self.summary.coverage.failed_sections)

    def overview(self) -> Section:
        """Its few sentences stand together: they are cut short for a reader in haste, never picked by interest."""
        shown, rest = self.interest.cut(self.plain("overview"), _in_order, _in_order, self.interest.most_parts)
        return Section("overview", tuple(shown), tuple(rest), "overview" in self.summary.coverage.failed_sections)

    def whole(self, name: str, items: Sequence[Item]) -> Section:
        """What is shown to every reader: doubts are nobody's preference."""
        return Section(name, tuple(items), (), name in self.summary.coverage.failed_sections)

    def weight(self, item: Item) -> int:
        """Which go first where a section is cut short: figures that a headline tells stay, then those of a known metric."""
        if item.section != "kpis":
            return 0
        return 0 if item.key in self.told else 1 if item.metrics else 2


def _rank(item: Item) -> int:
    return item.rank


def _in_order(_: Item) -> int:
    return 0


def _grouped(themes: Sequence[Item], exchanges: Sequence[Item]) -> list[Group]:
    """Each exchange under the theme of its first topic that has one, else under the first theme that holds it."""
    places: dict[int, list[Item]] = {at: [] for at in range(len(themes))}
    left: list[Item] = []
    for exchange in exchanges:
        holding = [at for at, theme in enumerate(themes) if exchange.of.index in theme.of.exchanges]
        by_topic = {themes[at].of.topic: at for at in reversed(holding)}
        main = next((by_topic[topic] for topic in exchange.of.topics if topic in by_topic), None)
        if main is not None or holding:
            places[holding[0] if main is None else main].append(exchange)
        else:
            left.append(exchange)
    groups = [Group(theme, tuple(places[at])) for at, theme in enumerate(themes)]
    return [*groups, Group(None, tuple(left))] if left else groups
