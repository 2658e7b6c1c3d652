"""Pages: what a model is shown of a text, and the way back."""

from __future__ import annotations

import pytest

from summarizer.extractors.model.pointing import PLACEHOLDER, Page

from .reading import page_of


def shown(text: str) -> tuple[Page, list[str]]:
    """A page and what it shows of each sentence of a text."""
    page = page_of(text)
    return page, [page.show((line.sentence.start, line.sentence.end)) for line in page.material.lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司营收达到36.8亿元，同比增长8%。", "公司营收达到{f1}，同比增长{f2}。"),
        ("同比增长三成，利润翻番。", "同比增长{f1}，利润{f2}。"),
        ("2024年上半年营收增长8%。", "{d1}营收增长{f1}。"),
        ("公司发布 H100 与 GPT-4 的适配。", "公司发布 {n1} 与 {n2} 的适配。"),
        ("GPT-4 与 GPT-4 一样。", "{n1} 与 {n1} 一样。"),
        ("占比8%，增长8%。", "占比{f1}，增长{f2}。"),
        ("１２３号决议获得通过。", "{n1}决议获得通过。"),
        ("Revenue was $412.6 million, up 14%.", "Revenue was {f1}, up {f2}."),
        ("公司坚持全球化战略。", "公司坚持全球化战略。"),
    ],
)
def test_every_number_is_an_id(text: str, expected: str) -> None:
    """Figures, periods and names count for themselves; a name is one thing however often it is said, equal figures are two."""
    assert shown(text)[1] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1、公司营收增长8%。", "公司营收增长{f1}。"),
        ("(2) 公司营收增长8%。", "公司营收增长{f1}。"),
        ("3.5亿元的营收创了新高。", "{f1}的营收创了新高。"),
        ("12:30开始参观工厂。", "{n1}开始参观工厂。"),
    ],
)
def test_a_list_number_is_left_out_and_a_figure_is_not(text: str, expected: str) -> None:
    """What begins like a list's item may be a figure."""
    assert shown(text)[1] == [expected]


def test_nothing_of_the_document_looks_like_ours() -> None:
    """Braces, tags, backticks and backslashes come in full width, straight quotation marks as curved ones."""
    page, (words,) = shown('他说"好" {f1} <b>`x`\\n')
    assert words == "他说“好” ｛{n1}｝ ＜b＞＇x＇＼n"
    assert page.render(words) == "他说“好” ｛f1｝ ＜b＞＇x＇＼n"
    assert page.names() == [("n1", "f1")]


def test_the_glossary_holds_names_and_no_bare_numbers() -> None:
    """A name is recognised by its letters; a number without any would only tempt."""
    page, _ = shown("公司的H100与B{200}芯片，编码为880011。")
    assert "H100" in dict(page.names()).values()
    assert not any(set("{}") & set(words) for _, words in page.names())
    assert "880011" not in dict(page.names()).values()


def test_ids_lead_back_to_their_place() -> None:
    """Rendered prose holds the source's own characters; an id that was not given out is an error."""
    page, _ = shown("公司营收达到 36.8 亿元，同比增长8%。")
    assert page.render("营收为{f1}") == "营收为36.8 亿元"
    assert [one.kind for one in page.pointed("{f2}与{f1}与{f9}")] == ["f", "f"]
    with pytest.raises(KeyError):
        page.render("{f9}")
    place = page.at("f2")
    assert place is not None
    assert page.id_of(place.start, place.end) == "f2"
    assert page.at("f9") is None


def test_prose_moves_from_page_to_page() -> None:
    """Restated, it points at the same places under the ids of the other page."""
    page, _ = shown("公司营收达到36.8亿元，同比增长8%。")
    other = Page(page.material, page.numbers)
    assert other.restate("增长{f2}，达{f1}", page) == "增长{f1}，达{f2}"
    assert other.render("增长{f1}，达{f2}") == page.render("增长{f2}，达{f1}")


def test_reasons_speak_of_ids() -> None:
    """A reason about rendered prose names the ids again, and no other number."""
    page, _ = shown("公司营收达到36.8亿元，同比增长8%。")
    assert page.hide("the source says up, the text down: 36.8亿元, 8%, not 99") == "the source says up, the text down: {f1}, {f2}, not …"
    assert PLACEHOLDER.findall(page.hide("8%")) == ["f2"]
