"""Who a model writes for. A reader's profile decides what is told first and how briefly; it never decides what holds.

What is said of the reader stands behind the instructions, which stay as they are. The reader's own words (a role, names of companies) are
shown on one line in quotation marks, with nothing in them that could be taken for our syntax, and the verifier never hears of them: a
number or a name that the document does not hold is refused, whoever wrote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from ...companies import CompanyNames, is_company
from ...mentions import metrics_in
from ...patterns import lazy
from ...schemas.profile import Profile
from ...tables import table
from ..draft import Draft
from ..material import Line, Material
from ..rules.topics import Topics, ranked
from ..topics import label
from .pointing import Span, fenced
from .templates import fingerprint, render

_IDS = lazy(r"(?<![A-Za-z0-9])([A-Za-z])(\d{1,4})(?![A-Za-z0-9])")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_MOST_TOLD = 4
"""Sentences that tell a metric of interest, beside the points that were chosen for anybody."""
NO_INTEREST = 1_000
"""Behind every place in a reader's lists."""
_MOST_NAMES = 12
"""Names of companies that a prompt holds at most: those of the document come first, and few documents name more."""
_MARKS = str.maketrans("“”‘’\"'", "＂＂＇＇＂＇")


class Reader:
    """A reader of one document."""

    def __init__(self, profile: Profile, material: Material, guide: Draft, tongue: str) -> None:
        """``tongue`` is that of the templates: ``zh`` or ``en``."""
        self._profile, self._tongue, self._material = profile, tongue, material
        self._companies = self._spoken_of()
        self._names = CompanyNames(self._companies)
        self._topics = Topics(material) if profile.topics else None
        self._figures = [(kpi.figure.start, profile.metrics.index(kpi.metric)) for kpi in guide.kpis if kpi.metric in profile.metrics]

    @property
    def heard(self) -> bool:
        """Whether there is anything to tell a model of this reader."""
        profile = self._profile
        return bool(profile.role or profile.topics or profile.metrics or self._companies or profile.length == "short")

    def instructions(self, *, labelled: bool = False) -> str:
        """What stands behind the instructions of every question that is answered in prose; ``labelled``: labels come with it."""
        language = "en" if self._tongue == "en" else "zh-Hans"
        names = [label(topic, language).lower() for topic in self._profile.topics]
        names += [_metric(metric, self._tongue) for metric in self._profile.metrics]
        names += [f"“{harmless(name)}”" for name in self._companies[:_MOST_NAMES]]
        role = harmless(self._profile.role) if self._profile.role else None
        brief = self._profile.length == "short"
        return render(
            "reader", self._tongue, "instructions", role=role, names=list(dict.fromkeys(names)), brief=brief, labelled=labelled,
        )  # fmt: skip

    def preferred(self, told: Sequence[tuple[str, Sequence[Span]]], most: int) -> str:
        """A line that names the sentences (or points) of most interest by their ids, a few; empty where all are alike.

        ``told``: each id with the places in the document that it shows; ``most``: how many sentences are asked for.
        """
        ranks: dict[tuple[Span, ...], tuple[int, int]] = {}
        for at, (_, spans) in enumerate(told):
            # one sentence may stand there twice, once in other words
            ranks.setdefault(tuple(spans), (self.rank(spans), at))
        best = sorted(one for one in ranks.values() if one[0] < NO_INTEREST)
        if not best or len(best) == len(ranks):
            return ""
        ids = [told[at][0] for at in sorted(at for _, at in best[: max(2, most)])]
        return render("reader", self._tongue, "preferred", ids=ids)

    def telling(self) -> list[tuple[Line, Span]]:
        """The first sentences that tell figures of the reader's metrics, a few: the overview is drawn from them, too."""
        places = {place for place, _ in self._figures}
        told = [line for line in self._material.lines if any(figure.start in places for figure in line.figures)]
        return [(line, (line.sentence.start, line.sentence.end)) for line in told[:_MOST_TOLD]]

    def rank(self, spans: Sequence[Span]) -> int:
        """The place in the reader's lists of the best that stretches of the document tell: a metric, a topic that is much spoken of, a
        company; `NO_INTEREST` where it is none."""
        return min((rank for span in spans for rank in self._ranks(span)), default=NO_INTEREST)

    def _ranks(self, span: Span) -> Iterator[int]:
        start, end = span
        yield from (rank for place, rank in self._figures if start <= place < end)
        if self._topics is not None:
            wanted = self._profile.topics
            yield from (wanted.index(one) for one in ranked(self._topics.scores(start, end))[:2] if one in wanted)
        words = self._material.words(span)
        if self._profile.metrics and (said := metrics_in(words)):
            yield from (place for place, metric in enumerate(self._profile.metrics) if metric in said)
        if self._companies:
            yield from self._names.found(words)

    def prompts(self) -> dict[str, str]:
        """For the provenance: the template, and the profile that was told with it."""
        digest = hashlib.sha256(self._profile.model_dump_json().encode()).hexdigest()
        return {"reader": fingerprint("reader", self._tongue), "profile": f"sha256:{digest}"}

    def _spoken_of(self) -> list[str]:
        """The reader's companies that the document names, its own aside: of others a model has nothing to hear."""
        header = self._material.outline.header
        own = (header.company, header.short_name)
        others = [name for name in self._profile.companies if not is_company(name, own, header.ticker)]
        return [others[place] for place in CompanyNames(others).found(self._material.text)]


def harmless(words: str) -> str:
    """The reader's own words as a prompt may hold them: one line, without braces, tags or quotation marks, nor anything like an id."""
    plain = fenced(" ".join(words.split())).translate(_MARKS)
    return _IDS.sub(lambda match: match[0].translate(_WIDE), plain)


def _metric(metric: str, tongue: str) -> str:
    """What documents call a metric."""
    rows = table("extractors.rules", "metrics")["metric"]
    return str(next((row[tongue][0] for row in rows if row["id"] == metric and row.get(tongue)), metric.replace("_", " ")))
