"""Labels: which figures are asked about, bound to their words, and what is taken for an answer."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.extractors.draft import Draft, LabelDraft
from summarizer.extractors.model.labels import Labelling
from summarizer.extractors.model.rounds import Objected
from summarizer.extractors.model.scope import Labels

from .reading import scope_of

TEXT = "2024年上半年，公司实现营业收入36.8亿元，同比增长8%。海外业务收入占比提升到84%。项目周期为三年，交付周期约两个月。"


def labelling(text: str = TEXT, labels: Labels = "all", guide: Draft | None = None) -> Labelling:
    """All sentences of a text on one page."""
    scope = scope_of(text, labels=labels, guide=guide)
    page = scope.page()
    for line in scope.material.lines:
        page.show((line.sentence.start, line.sentence.end))
    return Labelling(scope, page, scope.material.lines)


def accepted(**said: Any) -> LabelDraft | Objected:
    """What comes of a label for the first figure."""
    asked = labelling()
    kind = asked.slots()["f1"]
    at = kind.model_json_schema()["properties"]["at"]["const"]
    return asked.accept("f1", kind.model_validate({"at": at, "name": "营业收入", "of": "", "when": "none", "metric": "none", **said}))


def test_each_figure_with_the_words_before_it() -> None:
    """The echo ends with the figure's own id; a growth told with its level, and a span of time, are not asked for."""
    asked = labelling()
    assert asked.lines() == [("f1", "公司实现营业收入{f1}"), ("f3", "海外业务收入占比提升到{f3}")]
    echoes = [kind.model_json_schema()["properties"]["at"]["const"] for kind in asked.slots().values()]
    assert echoes == ["公司实现营业收入{f1}", "务收入占比提升到{f3}"]


def test_an_echo_cuts_no_id_in_two() -> None:
    """Half an id would be a word that nobody wrote."""
    asked = labelling("公司营收从36.8亿元增长到44.2亿元。预计2025年产能达到5000台。")
    for kind in asked.slots().values():
        echo = kind.model_json_schema()["properties"]["at"]["const"]
        assert echo.count("{") == echo.count("}")
        assert echo.endswith("}")
        assert echo.find("{") < echo.find("}")


def test_how_many_are_asked_for() -> None:
    """`none` asks for none, `unsure` for few of those that rules found, `all` for all up to a bound."""
    many = "".join(f"第{place}项业务的收入为{place}.5亿元。" for place in range(1, 60))
    assert labelling(many, "none").slots() == {}
    assert len(labelling(many, "unsure").slots()) <= 4
    assert 4 < len(labelling(many, "all").slots()) <= 16
    assert labelling(many, "unsure", Draft()).slots() == {}


def test_what_is_asked_of_each() -> None:
    """Period and category only where all figures are labelled."""
    (kind, *_) = labelling().slots().values()
    assert list(kind.model_fields) == ["at", "name", "of", "when", "metric"]
    for kind in labelling("公司实现营业收入36.8亿元。", "unsure").slots().values():
        assert list(kind.model_fields) == ["at", "name", "of"]


def test_a_label_that_stands() -> None:
    """Its period is that of the source, its metric one of the contract's."""
    label = accepted(when="d1", metric="revenue", name="营业收入，", of=" ")
    assert isinstance(label, LabelDraft)
    assert (label.name, label.of, label.metric, label.figure.value) == ("营业收入", None, "revenue", 3_680_000_000)
    assert label.period is not None
    assert str(label.period.first) == "2024-01-01"


@pytest.mark.parametrize("name", ["营 业 收 入", "營業收入", "公司实现营业收入"])
def test_the_words_are_the_sources_own(name: str) -> None:
    """In whatever script and spacing."""
    assert isinstance(accepted(name=name), LabelDraft)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"name": ""}, "no name"),
        ({"name": " ，。"}, "no name"),
        ({"name": "净利润"}, "the sentence has no '净利润'"),
        ({"name": "海外业务"}, "the sentence has no '海外业务'"),
        ({"of": "月球业务"}, "the document has no '月球业务'"),
    ],
)
def test_words_that_are_not_there_are_refused(said: dict[str, str], reason: str) -> None:
    """A name stands in the figure's sentence, an owner in the document."""
    label = accepted(**said)
    assert isinstance(label, Objected)
    assert label.reason == reason


def test_an_owner_may_stand_elsewhere() -> None:
    """The subject of a paragraph is often named once."""
    label = accepted(of="海外业务")
    assert isinstance(label, LabelDraft)
    assert label.of == "海外业务"
