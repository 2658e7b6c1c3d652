"""What every report of a comparison says, in its order and in the reader's words; how it is laid out is each format's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ...schemas import Company, Evidence
from ...schemas.comparison import (
    Asked,
    Compared,
    Comparison,
    Difference,
    DuckedAnswer,
    Guidance,
    Measure,
    Point,
    Reading,
    Series,
    Statement,
    ThemeKept,
    Told,
)
from ...schemas.profile import Profile
from ...tables import table
from ..interest import Interest
from ..places import Places
from ..wording import Wording

T = TypeVar("T")

ORDER = ("documents", "first", "kpis", "guidance", "revisions", "statements", "themes", "came_back", "ducked", "series", "checks")
"""The sections of every report of a comparison, first to last."""
KEPT = ("new", "continued", "gone")
_MINUS = "−"


@dataclass(frozen=True, slots=True)
class Part:
    """One section: what is shown of it, and how much the reader's profile leaves out."""

    items: list[Any] = field(default_factory=list)
    left_out: int = 0


class Telling:
    """A comparison in one language, for one reader."""

    def __init__(
        self, comparison: Comparison, *, language: str | None = None, profile: Profile | None = None, texts: Mapping[str, str] | None = None
    ) -> None:
        """``texts``: raw texts by the document's sha256; with its text a document's places are told as lines, without as offsets."""
        self.of = comparison
        self.profile = profile or Profile()
        self.language = language or self.profile.language or _language(comparison)
        self.wording = Wording(self.language)
        self.labels: dict[str, dict[str, str]] = table("reports.comparison", "words")[self.language]
        self.words: dict[str, str] = self.labels["words"]
        self._interest = Interest(self.profile, [Company(name=one.company) for one in comparison.documents])
        self._places = [Places((texts or {}).get(one.sha256)) for one in comparison.documents]
        self.names = _names(comparison.documents)
        parts = {name: list(getattr(comparison, name)) for name in ("kpis", "statements", "themes", "came_back", "ducked", "checks")}
        parts["guidance"] = [one for one in comparison.guidance if one.anew is None]
        parts["revisions"] = [one for one in comparison.guidance if one.anew is not None]
        # one reading is no series
        parts["series"] = [one for one in comparison.series if len(one.points) > 1]
        self.parts = {name: self._part(name, parts[name]) for name in ORDER if name in parts}

    # -- what is told -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        """The company, and the documents in the order of time."""
        company = next((one.company for one in reversed(self.of.documents) if one.company), None)
        return " · ".join(filter(None, [self.words["title"], company, self.words["versus"].join(dict.fromkeys(self.names))]))

    def document(self, document: Compared) -> list[str]:
        """What one of the documents is."""
        period = document.period.label if document.period else None
        return [one for one in (document.company, document.date, period, document.source, document.engine) if one]

    def section(self, name: str) -> str:
        heading: str = self.labels["sections"][name]
        return heading

    def kept(self, name: str) -> Iterator[tuple[str, list[Any]]]:
        """The statements or themes that are new, continued, gone: each with its heading, where there are any."""
        for status in KEPT:
            if items := [one for one in self.parts[name].items if one.status == status]:
                yield self.words[status], items

    def measures(self) -> Iterator[tuple[str, list[Measure]]]:
        """The figures in both documents, in the later one alone, in the earlier one alone."""
        for status, heading in (("both", "both"), ("new", "only_new"), ("gone", "only_gone")):
            if items := [one for one in self.parts["kpis"].items if one.status == status]:
                yield self.words[heading], items

    def ducked(self) -> Iterator[tuple[str, list[DuckedAnswer]]]:
        """What was not answered, by document, in the order of the comparison."""
        found: dict[int, list[DuckedAnswer]] = {}
        for one in self.parts["ducked"].items:
            found.setdefault(one.asked.document, []).append(one)
        yield from ((self.name(document), items) for document, items in found.items())

    # -- how it is said -----------------------------------------------------------------------------------------------

    def name(self, document: int) -> str:
        """What a column or a heading calls a document."""
        return self.names[document] if 0 <= document < len(self.names) else ""

    def whose(self, item: Measure | Guidance | Series) -> str:
        """Entity and segment of a figure, where its name does not say them."""
        return self.words["list_comma"].join(
            part for part in (item.entity, item.segment) if part and part.casefold() not in item.name.casefold()
        )

    def figure(self, item: Measure | Guidance | Series) -> str:
        """A figure's name, with whose it is."""
        whose = self.whose(item)
        return item.name + (self.bracketed(whose) if whose else "")

    def said(self, reading: Reading | None) -> str:
        """The figure as its source writes it."""
        if reading is None:
            return ""
        qualifier = self.wording.labels["qualifier"][reading.qualifier] + " " if reading.qualifier else ""
        return qualifier + reading.raw

    def told(self, reading: Reading | None, name: str = "") -> list[str]:
        """What is told beside it: another name than ``name``, its period, the growth that its own document tells, its basis."""
        if reading is None:
            return []
        other = "" if reading.name.casefold() == name.casefold() else reading.name
        basis = "" if reading.basis in ("actual", "guidance") else self.wording.labels["basis"][reading.basis]
        return [one for one in (other, reading.period.label if reading.period else "", reading.growth or "", basis) if one]

    def point(self, point: Point | None) -> str:
        """A reading of a series; guidance says that it is."""
        if point is None:
            return ""
        basis = "" if point.reading.basis == "actual" else self.wording.labels["basis"][point.reading.basis]
        return self.said(point.reading) + (self.bracketed(basis) if basis else "")

    def difference(self, difference: Difference | None) -> str:
        """How far two readings lie apart, signed; reckoned, not quoted."""
        if difference is None:
            return ""
        return self.amount(difference) + (f" {self.words['pp']}" if difference.unit == "pp" else "")

    def amount(self, difference: Difference) -> str:
        """The same without the word for points."""
        value = abs(difference.value)
        digits = f"{value:,.0f}" if float(value).is_integer() and value < 1e15 else f"{value:,.2f}".rstrip("0").rstrip(".")
        sign = "" if difference.direction == "flat" else "+" if difference.direction == "up" else _MINUS
        return sign + digits + {"%": "%", "pp": ""}.get(difference.unit, f" {difference.unit}")

    def way(self, difference: Difference | None) -> str:
        """``↑``, ``↓``, ``=``."""
        return {"up": "↑", "down": "↓", "flat": "="}[difference.direction] if difference else ""

    def moved(self, statement: Statement) -> str:
        """``planned → done`` in the reader's words; dates stay as they are told."""
        if not statement.moved:
            return ""
        status = self.wording.labels["status"]
        return " → ".join(str(status.get(part.strip()) or part.strip()) for part in statement.moved.split("→"))

    def notes(self, told: Told) -> list[str]:
        """What is said of a statement beside its words: section, topic, status, when."""
        parts = (
            self.wording.section(told.section), self.wording.topic(told.topic),
            self.wording.labels["status"][told.status] if told.status else "", told.due or "",
        )  # fmt: skip
        return [part for part in dict.fromkeys(parts) if part]

    def asked(self, asked: Asked) -> list[str]:
        """Which question it was, of whom, about what."""
        topics = self.wording.listed(map(self.wording.topic, asked.topics))
        return [part for part in (self.name(asked.document), f"Q{asked.exchange}", asked.asker or "", topics) if part]

    def theme(self, theme: ThemeKept) -> list[str]:
        """The exchanges of a theme, then and now."""
        told = (("asked_before", theme.old_exchanges), ("asked_now", theme.new_exchanges))
        return [f"{self.words[word]} {self.wording.listed(f'Q{one}' for one in exchanges)}" for word, exchanges in told if exchanges]

    def place(self, document: int, evidence: Iterable[Evidence]) -> str:
        """Where that stands in that document."""
        return self._places[document].of(evidence) if 0 <= document < len(self._places) else ""

    def places(self, *readings: Reading | Told | Asked | None) -> str:
        """Where these stand, oldest document first."""
        return " → ".join(filter(None, (self.place(one.document, one.evidence) for one in readings if one is not None)))

    def bracketed(self, text: str) -> str:
        return f"{self.words['open']}{text}{self.words['close']}"

    # -- for this reader ----------------------------------------------------------------------------------------------

    def _part(self, name: str, items: list[T]) -> Part:
        if name == "checks":
            # doubts are nobody's preference
            return Part(list(items))
        interest = self._interest
        ordered = interest.ordered(items, self._rank)
        shown, rest = interest.split(ordered, self._rank, _weight, interest.most_items)
        return Part(list(shown), len(rest))

    def _rank(self, item: Any) -> int:
        """How much this reader cares for it, 0 first."""
        metric = getattr(item, "metric", None)
        topics = [*_topics(item), *([table("reports", "topics")["topic"][metric]] if metric else ())]
        figure = isinstance(item, Measure | Guidance | Series)
        return self._interest.rank(topics=topics, metrics=[metric] if metric else (), text=" ".join(_texts(item)), figure=figure)


def _weight(item: Any) -> int:
    """What stays where a section is cut short: figures of both documents, those of a known metric first."""
    if isinstance(item, Measure):
        return {"both": 0, "new": 2, "gone": 4}[item.status] + (item.metric is None)
    return 0


def _topics(item: Any) -> Iterator[str]:
    if (topic := getattr(item, "topic", None)) is not None:
        yield topic
    for name in ("asked", "old", "new"):
        if isinstance(one := getattr(item, name, None), Asked):
            yield from one.topics


def _texts(item: Any) -> Iterator[str]:
    if isinstance(item, Measure | Guidance | Series):
        yield from filter(None, (item.name, item.segment, item.entity))
    for name in ("asked", "old", "new"):
        if isinstance(one := getattr(item, name, None), Asked | Told):
            yield one.text


def _names(documents: Sequence[Compared]) -> list[str]:
    """A short name for each document that no other has: its period, its date, its file."""
    choices: list[Callable[[Compared], str | None]] = [
        lambda one: one.period.label if one.period else None,
        lambda one: one.date,
        lambda one: " · ".join(filter(None, [one.period.label if one.period else None, one.date])),
        lambda one: one.source,
    ]
    for choice in choices:
        names = [choice(one) for one in documents]
        if all(names) and len(set(names)) == len(names):
            return [name or "" for name in names]
    return [f"{one.source} ({chr(ord('A') + at % 26)})" for at, one in enumerate(documents)]


def _language(comparison: Comparison) -> str:
    """That of the latest document."""
    return comparison.documents[-1].language if comparison.documents else "en"
