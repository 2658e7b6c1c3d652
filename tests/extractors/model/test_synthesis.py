"""The overview and the themes are drawn from what was proven; the document is not shown again."""

from __future__ import annotations

from typing import Any

from summarizer.extractors.draft import Told
from summarizer.extractors.model.pointing import PLACEHOLDER
from summarizer.extractors.model.rounds import Failure, Objected
from summarizer.extractors.model.sentences import Proven, Sentences
from summarizer.extractors.model.synthesis import Point, Synthesis

from .reading import scope_of

TEXT = """\
2024年上半年，公司实现营业收入36.8亿元，同比增长8%。公司坚持全球化战略，持续布局减速器业务。预计2025年产能将达到5000台。
公司没有参与低价竞争。这一句从来没有人选中过。
"""
THEMES = [("competition", "竞争格局", [1]), ("capacity", "产能", [2])]


def synthesis(times: int = 1, themes: Any = THEMES) -> Synthesis:
    """Four points of the text: the first in a model's words, the third of exchange 1."""
    scope = scope_of(TEXT)
    lines = scope.material.lines
    spans = [(line.sentence.start, line.sentence.end) for line in lines]
    sentences = Sentences(scope, scope.page(), lines)
    proven = sentences.prove("营业收入达到{f1}，同比增长{f2}", "s1")
    assert isinstance(proven, Proven)
    points: list[Point] = [proven, *spans[1:4]]
    return Synthesis(scope, points * times, [None, None, 1, None] * times, themes)


def accepted(said: dict[str, Any], name: str = "overview[1]") -> Any:
    """What comes of a sentence."""
    asked = synthesis()
    answer = said if name.startswith("t") else {"overview": [said]}
    schema = asked.wanted()
    from summarizer.schemas.drafts import answer_of

    items = answer_of(schema).model_validate(answer if "overview" in answer else {"overview": [], name: answer}).items()
    return asked.accept(name, items[name])


def test_only_points_are_shown() -> None:
    """A model's own words where it had them, with ids of this page; not one sentence that nobody chose."""
    material = synthesis().material()
    assert "p1：营业收入达到{f1}，同比增长{f2}" in material
    assert "p2：公司坚持全球化战略" in material
    assert "p3：预计{d1}产能将达到{f3}" in material
    assert "从来没有人选中过" not in material
    assert "p5" not in material


def test_it_is_bounded_for_any_document() -> None:
    """A thousand points cost what some dozens do."""
    small, large, huge = (len(synthesis(times).material()) for times in (1, 100, 10_000))
    assert small < large == huge < 4_000
    assert synthesis(10_000).room() < 1_500


def test_a_theme_is_told_by_its_own_points() -> None:
    """One without any is not asked for."""
    asked = synthesis()
    assert list(asked.wanted()) == ["overview", "t1"]
    assert "t1：竞争格局（p3）" in asked.material()
    assert list(synthesis(themes=[]).wanted()) == ["overview"]


def test_a_sentence_that_stands() -> None:
    """Rendered with the source's numbers, with the evidence of its points."""
    name, told = accepted({"from": ["p1"], "text": "营业收入同比增长{f2}"})
    assert name == "overview"
    assert isinstance(told, Told)
    assert told.text.rstrip("。") == "营业收入同比增长8%"
    assert TEXT[slice(*told.spans[0])].startswith("2024年上半年")


def test_a_sentence_its_points_do_not_bear_out() -> None:
    """It is held against the sentences of the source, not against what a model made of them."""
    for said in (
        {"from": ["p2"], "text": "营业收入同比增长{f2}"},
        {"from": ["p1"], "text": "营业收入同比下降{f2}"},
        {"from": ["p3"], "text": "产能已经达到{f3}"},
        {"from": ["p1"], "text": ""},
    ):
        assert isinstance(accepted(said), Objected), said


def test_nothing_to_sum_up_is_not_asked() -> None:
    """Of two points no overview is made."""
    scope = scope_of(TEXT)
    spans: list[Point] = [(line.sentence.start, line.sentence.end) for line in scope.material.lines[:2]]
    assert not Synthesis(scope, spans, [None, None], []).worth_asking
    assert synthesis().worth_asking


def test_what_failed_goes_back_with_its_points() -> None:
    """And with these alone."""
    asked = synthesis()
    again = asked.again([Failure("overview[1]", {"from": ["p2"], "text": "营业收入增长{f2}"}, "the source has no such figure: 8%")])
    assert again is not None
    material, slots = again
    assert list(slots) == ["overview[1]"]
    assert "p2：" in material
    assert "p1：" not in material
    assert "{f2}" in PLACEHOLDER.sub(lambda match: match[0], material)
    assert "8%" not in material
    assert [asked.section_of(name) for name in ("overview[1]", "t1")] == ["overview", "themes"]


def test_what_is_cut_is_asked_of_fewer_points() -> None:
    """The better half of them, without themes; from less than three nothing can be drawn."""
    (half,) = synthesis(2).split()
    assert isinstance(half, Synthesis)
    assert half.material() == synthesis(1, ()).material()
    assert synthesis(1).split() == []
