"""Two heads: the rules' draft and a model's made one, by a stated policy.

- A figure is the rules'. A model that points at it (by a label that agrees, or in its prose) is named in ``found_by``; what the rules left
  open (segment, period, a name that is a whole clause, a metric) is filled from its label. Where both know and differ, the rules' reading
  stands and a check says so. A figure that the model leaves out stays, as found by the rules alone.
- A figure that only a model labels is added, with what the grammar reads of it, as found by the model alone.
- A sentence is told in the model's words where these were proven, else in its own. What the rules would quote and no proven words cover
  is kept beside them: words of a model replace sentences, they never hide them. Only a model that is not asked sparingly (labels
  other than ``unsure``: the hosted ones) is trusted to have told a paragraph whole, its figures apart.
- Topics are those that both name, then the rules', then the model's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from .checks import say
from .extractors.draft import (
    AnswerDraft,
    Draft,
    ExchangeDraft,
    KPIDraft,
    LabelDraft,
    ModelDraft,
    PointDraft,
    ThemeDraft,
    Told,
)
from .extractors.material import Line, Material
from .extractors.rules import Sentences, measured_by, read_figure
from .outline.script import HAN, fold
from .schemas import Check

_MOST_ADDED = 4
"""Statements that a model adds to a section beyond the rules' own."""
_CLAUSE = {True: 20, False: 60}
"""A name of more characters (Chinese, else) is a clause; a model's shorter one takes its place."""
_MOST_TOPICS = 3


class Disagreements:
    """What the two heads say differently, by KPI; turned into checks once the KPIs have their ids."""

    def __init__(self) -> None:
        self._found: list[tuple[str, KPIDraft, str, str]] = []

    def note(self, what: str, kpi: KPIDraft, rules: str, model: str) -> None:
        """Remember one: ``what`` is ``period``, ``segment`` or ``basis``."""
        self._found.append((what, kpi, rules, model))

    def checks(self, language: str, ids: dict[int, str]) -> list[Check]:
        """One check each; ``ids`` are those of the KPIs by the place of their figure."""
        return [
            say(language, f"heads_differ_{what}", "warning", [ids[kpi.figure.start]], name=kpi.name, rules=rules, model=model)
            for what, kpi, rules, model in self._found
            if kpi.figure.start in ids
        ]


def reconcile(material: Material, rules: Draft, model: ModelDraft) -> tuple[Draft, Disagreements]:
    """One draft of two. ``rules`` is left as it was."""
    differ = Disagreements()
    told = [*model.statements, *(point for points in model.points.values() for point in points)]
    figures = {kpi.figure.start for kpi in rules.kpis}
    draft = Draft(
        kpis=_kpis(material, rules.kpis, model, told, differ),
        strategy=_points(material, rules.strategy, told, "strategy"),
        outlook=_points(material, rules.outlook, told, "outlook"),
        risks=_points(material, rules.risks, told, "risk"),
        overview=_overview(rules, model),
        exchanges=[reconcile_exchange(material, figures, model, one) for one in rules.exchanges],
        themes=[_theme(theme, model.themes.get(theme.topic), told) for theme in rules.themes],
        failed_sections=[*rules.failed_sections, *model.failures],
    )
    return draft, differ


# -- figures ------------------------------------------------------------------------------------------------------------


def _kpis(material: Material, rules: Sequence[KPIDraft], model: ModelDraft, told: Sequence[Told], differ: Disagreements) -> list[KPIDraft]:
    kpis = [replace(kpi, found_by=list(kpi.found_by), repeats=list(kpi.repeats)) for kpi in rules]
    by_figure = {kpi.figure.start: kpi for kpi in kpis}
    lines = {line.sentence.index: line for line in material.lines} if model.labels else {}
    for label in model.labels:
        kpi = by_figure.get(label.figure.start)
        if kpi is None:
            if label.sentence in lines and (made := _added(material, lines[label.sentence], label)) is not None:
                kpis.append(made)
        elif _agree(kpi, label):
            _point_at(kpi)
            _fill(material, kpi, label, differ)
    for point in told:
        for figure in point.figures:
            kpi = by_figure.get(figure.start)
            if kpi is None:
                continue
            _point_at(kpi)
            ahead = kpi.basis in ("guidance", "target")
            if (point.kind == "outlook" and kpi.basis == "actual") or (point.kind == "result" and ahead):
                differ.note("basis", kpi, kpi.basis, "guidance" if point.kind == "outlook" else "actual")
    return sorted(kpis, key=lambda kpi: kpi.figure.start)


def _point_at(kpi: KPIDraft) -> None:
    if "model" not in kpi.found_by:
        kpi.found_by.append("model")


def _agree(kpi: KPIDraft, label: LabelDraft) -> bool:
    """Whether both speak of the same: the same metric, or names that share a word."""
    if kpi.metric is not None and kpi.metric == label.metric:
        return True
    return bool(_words(kpi.name) & _words(label.name))


def _words(name: str) -> set[str]:
    folded = fold(name)
    han = re.sub(rf"[^{HAN}]", "", folded)
    return {han[at : at + 2] for at in range(len(han) - 1)} | set(re.findall(r"[a-z]{3,}", folded))


def _fill(material: Material, kpi: KPIDraft, label: LabelDraft, differ: Disagreements) -> None:
    han = material.outline.language != "en"
    if kpi.metric is None and len(kpi.name) > _CLAUSE[han] and len(label.name) < len(kpi.name):
        kpi.name = label.name
    if kpi.metric is None and label.metric is not None and kpi.figure.kind in measured_by(label.metric):
        kpi.metric = label.metric
    if label.period is not None:
        if kpi.period is None:
            kpi.period = label.period
        elif label.period.first and kpi.period.first and (label.period.first, label.period.last) != (kpi.period.first, kpi.period.last):
            differ.note("period", kpi, kpi.period.label, label.period.label)
    if label.of is not None and not _own(material, label.of):
        known = kpi.segment or kpi.entity
        if known is None:
            kpi.segment = label.of
        elif fold(known) not in fold(label.of) and fold(label.of) not in fold(known):
            differ.note("segment", kpi, known, label.of)


def _own(material: Material, name: str) -> bool:
    """Whether a name is the company's own."""
    header = material.outline.header
    own = [fold(one) for one in (header.company, header.short_name) if one]
    folded = fold(name)
    return folded in ("公司", "本公司", "集团", "本集团", "我们", "the company", "we") or any(folded in one or one in folded for one in own)


def _added(material: Material, line: Line, label: LabelDraft) -> KPIDraft | None:
    made = read_figure(material, line, label.figure, label.name, label.metric)
    if made is None:
        return None
    made.found_by = ["model"]
    made.segment = label.of if label.of and not _own(material, label.of) else None
    made.period = made.period or label.period
    return made


# -- statements ---------------------------------------------------------------------------------------------------------


def _points(material: Material, rules: Sequence[PointDraft], told: Sequence[Told], kind: str) -> list[PointDraft]:
    """The rules' points, in a model's words where it has them, and what else the model sorts here."""
    points: list[PointDraft] = []
    used: set[int] = set()
    for point in rules:
        mine = [one for one in told if point.span in one.spans and (one.kind == kind or one.exchange is not None) and id(one) not in used]
        if not mine:
            if not any(id(one) in used and point.span in one.spans for one in told):
                points.append(point)
            continue
        used.add(id(mine[0]))
        points.append(replace(point, text=mine[0].text, further=[span for span in mine[0].spans if span != point.span]))
    covered = {span for point in points for span in (point.span, *point.further)}
    sentences: Sentences | None = None
    added = 0
    for one in told:
        if one.kind != kind or id(one) in used or covered & set(one.spans) or added == _MOST_ADDED:
            continue
        sentences = sentences or Sentences(material)
        made = sentences.point(material.line_at[one.spans[0][0]], one.topic)
        points.append(replace(made, text=one.text, further=one.spans[1:]))
        covered.update(one.spans)
        added += 1
    return sorted(points, key=lambda point: point.span)


def _overview(rules: Draft, model: ModelDraft) -> list[PointDraft]:
    """The model's sentences; the rules' own where it has none, after a single one, and one before those that tell no figure."""
    told = [_drawn(point) for point in model.overview]
    covered = {span for point in model.overview for span in point.spans}
    others = [point for point in rules.overview if point.span not in covered]
    if len(told) < 2:
        return [*told, *others][:4] if told else rules.overview
    starts = [kpi.figure.start for kpi in rules.kpis]
    with_figures = [point for point in others if any(point.span[0] <= start < point.span[1] for start in starts)]
    return told if any(point.figures for point in model.overview) else [*with_figures[:1], *told]


def _drawn(told: Told) -> PointDraft:
    return PointDraft(told.spans[0], "other", text=told.text, further=told.spans[1:])


def reconcile_exchange(material: Material, figures: Set[int], model: ModelDraft, exchange: ExchangeDraft) -> ExchangeDraft:
    """One exchange: the model's points, and of the rules' sentences those that say what no point covers.

    ``figures`` are where the rules' figures begin.
    """
    told = model.points.get(exchange.index, [])
    topics = _topics(exchange.topics, model.topics.get(exchange.index, []))
    if not told:
        return ExchangeDraft(exchange.index, exchange.answer, topics)
    covered = {span for one in told for span in one.spans}
    paragraphs = {material.line_at[start].sentence.paragraph for start, _ in covered}

    def said_already(line: Line) -> bool:
        return model.thorough and line.sentence.paragraph in paragraphs and not _holds(line, figures)

    kept = [answer for answer in exchange.answer if answer.span not in covered and not said_already(material.line_at[answer.span[0]])]
    answer = [*kept, *(AnswerDraft(one.spans[0], one.text, one.spans[1:]) for one in told)]
    return ExchangeDraft(exchange.index, sorted(answer, key=lambda one: one.span), topics)


def _holds(line: Line, figures: Set[int]) -> bool:
    return any(figure.start in figures for figure in line.figures)


def _topics(rules: Sequence[str], model: Sequence[str]) -> list[str]:
    both = [topic for topic in rules if topic in model]
    return list(dict.fromkeys([*both, *rules, *model]))[:_MOST_TOPICS]


def _theme(theme: ThemeDraft, told: Told | None, points: Sequence[Told]) -> ThemeDraft:
    """A theme in the model's words, else in those it found for the sentence that tells it best."""
    told = told or next((point for point in points if theme.span in point.spans), None)
    if told is None:
        return theme
    return ThemeDraft(theme.topic, told.spans[0], theme.exchanges, told.text, told.spans[1:])
