"""The HTML report as a file: what a browser is given. What it does there is tests/browser's."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reports.html import render_html
from summarizer.reports.html.places import PlacesOfItems, pieces
from summarizer.reports.html.source import source_markup
from summarizer.reports.html.words import LANGUAGES, Words
from summarizer.reports.view import Item, view
from summarizer.schemas import Evidence, Summary
from summarizer.schemas.profile import Profile

HTML = Path(__file__).parents[2] / "summarizer" / "reports" / "html"
VOID = {"meta", "input", "br", "link", "circle", "path", "rect"}


class Page(HTMLParser):
    """A page taken apart: its elements, and the text within one of them."""

    def __init__(self, html: str, within: str | None = None) -> None:
        super().__init__(convert_charrefs=False)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._within, self._open, self._inside = within, [""], 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.elements.append((tag, said))
        if tag in VOID:
            return
        self._open.append(tag)
        if self._inside or said.get("id") == self._within:
            self._inside += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag
        self._inside = max(0, self._inside - 1)

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside or self._within is None else ""

    def handle_charref(self, name: str) -> None:
        self.handle_data(chr(int(name)))

    def handle_entityref(self, name: str) -> None:
        self.handle_data({"amp": "&", "lt": "<", "gt": ">", "quot": '"'}[name])

    def attributes(self, name: str) -> Iterator[str]:
        return (said[name] for _, said in self.elements if name in said)


def item(key: str, *spans: tuple[int, int], text: str = "") -> Item:
    evidence = tuple(Evidence(quote=text[start:end], start=start, end=end, match="exact") for start, end in spans)
    return Item(key, "strategy", None, key, evidence)


TEXTS = st.text(st.one_of(st.sampled_from("\r\n\t &<>\"'\0营收12\x85\u2028\u202e\ufeff\ud800𠮷"), st.characters()), max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Item]]:
    """A text and items with places anywhere in it."""
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).map(lambda one: (min(one), max(one))).filter(lambda one: one[0] < one[1])
    found = draw(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5)) if text else []
    return text, [item(f"k{number}", *one, text=text) for number, one in enumerate(found)]


@given(marked())
def test_the_source_is_the_document(given_: tuple[str, list[Item]]) -> None:
    """Whatever characters and places a text has, what is within its lines is the text; HTML cannot hold U+0000 and lone surrogates."""
    text, items = given_
    markup = source_markup(text, PlacesOfItems((one.key, one) for one in items).all)
    assert Page(f'<div id="text">{markup}</div>', "text").text == re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    assert "\r" not in markup


@given(marked())
def test_pieces_know_all_their_places(given_: tuple[str, list[Item]]) -> None:
    """Cut at each other's ends, places cover what they covered: each character is in one piece, which names just the items proven there."""
    text, items = given_
    proven = [{one.key for one in items for place in one.evidence if place.start <= at < place.end} for at in range(len(text))]
    found: list[set[str]] = [set() for _ in text]
    for piece in pieces(PlacesOfItems((one.key, one) for one in items).all):
        assert piece.start < piece.end
        for at in range(piece.start, piece.end):
            assert not found[at]
            found[at] = set(piece.items)
    assert found == proven


def test_every_place_has_its_address() -> None:
    """Each place's id stands in the page once, at its beginning, where several begin together, too; the narrowest is named first."""
    text = "营收36.8亿元,增长8%。"
    items = [item("wide", (0, 12), text=text), item("narrow", (0, 8), text=text), item("late", (4, 6), (9, 11), text=text)]
    markup = source_markup(text, PlacesOfItems((one.key, one) for one in items).all)
    page = Page(markup)
    assert sorted(one for one in page.attributes("id") if one.startswith("p-")) == ["p-1", "p-2", "p-3", "p-4"]
    assert list(page.attributes("data-items")) == ["narrow wide", "late narrow wide", "narrow wide", "wide", "late wide", "wide"]


def test_lines_are_counted_as_editors_count() -> None:
    """Every kind of line end ends one line, and the number stands beside it, not in it."""
    page = Page(source_markup("a\r\nb\rc\n\nd", []))
    assert list(page.attributes("id")) == ["L1", "L2", "L3", "L4", "L5"]


def test_a_page_is_told_where_it_is_known(summary: Summary, text: str) -> None:
    """A document of pages shows them beside the lines that are known to be on them."""
    summary.kpis[0].evidence[0].page = summary.strategy[0].evidence[0].page = 1
    summary.risks[0].evidence[0].page = 2
    assert list(Page(render_html(summary, text)).attributes("data-page")) == ["p1", "p2"]


def test_the_page_asks_for_nothing(summary: Summary, text: str) -> None:
    """No address but its own anchors, no inline style, no handler; the policy names just this script and this style sheet."""
    html = render_html(summary, text)
    page = Page(html)
    assert all(one.startswith("#") for name in ("href", "src", "action", "srcset", "data") for one in page.attributes(name))
    assert not [name for _, said in page.elements for name in said if name == "style" or name.startswith("on")]
    assert "url(" not in html
    assert "@import" not in html
    [policy] = [one["content"] for _, one in page.elements if one.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for rule, pattern in (("style-src", "<style>(.*?)</style>"), ("script-src", "<script>(.*?)</script>")):
        [content] = re.findall(pattern, html, re.DOTALL)
        assert rules[rule] == f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_anchors_lead_somewhere(summary: Summary, text: str) -> None:
    """Ids are there once, and every link within the page has its target: it works without a script."""
    page = Page(render_html(summary, text))
    ids = list(page.attributes("id"))
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in page.attributes("href")} <= set(ids)
    assert {place for one in page.attributes("data-places") for place in one.split()} <= set(ids)
    assert {f"i-{one}" for items in page.attributes("data-items") for one in items.split()} <= set(ids)


def test_every_item_is_there_once(summary: Summary, text: str) -> None:
    """Under its key, whatever the reader prefers."""
    for profile in (Profile(), Profile(topics=("overseas",), only=True, length="short")):
        keys = list(Page(render_html(summary, text, profile)).attributes("data-item"))
        assert sorted(keys) == sorted(one.key for one in view(summary, profile).items())


def test_what_is_left_out_is_counted(summary: Summary, text: str) -> None:
    """Folded away under its number, and not lost."""
    html = render_html(summary, text, Profile(topics=("overseas",), only=True), language="en")
    assert '<details class="more"><summary><span data-t="page.more" data-n="1">Show 1 more</span>' in html
    assert 'class="more"' not in render_html(summary, text)


def test_a_document_stays_text() -> None:
    """Markup in the document ends up escaped in the summary, in the source, in attributes and in the words of the script."""
    from tests.reports.conftest import TEXT, build

    harm = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    summary = build()
    summary.strategy[0].text = summary.kpis[0].name = summary.themes[0].label = summary.document.source = harm
    summary.kpis[0].id = 'k1" onclick="alert(3)'
    summary.coverage.failed_sections = [harm]
    page = Page(render_html(summary, TEXT + harm))
    assert [name for name, _ in page.elements].count("script") == 2
    assert "img" not in [name for name, _ in page.elements]
    assert "onclick" not in [name for _, said in page.elements for name in said]
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", one) for one in page.attributes("data-item"))


def test_failed_is_not_empty(summary: Summary, text: str) -> None:
    """A section that could not be extracted says so, and an exchange of which that is true is not called unanswered."""
    summary.coverage.failed_sections = ["risks", "qa[1]"]
    summary.risks, summary.qa[0].answer = [], []
    html = render_html(summary, text, language="en")
    assert "Extraction of this section failed" in html.partition('id="s-risks"')[2].partition("</section>")[0]
    qa = html.partition('id="s-qa"')[2].partition("</section>")[0]
    assert "Extraction of this exchange failed" in qa
    assert "Not answered" not in qa


def test_without_its_text(summary: Summary, text: str) -> None:
    """It says so and shows the quotes; so it does with the text of another document."""
    for other in (None, text[1:]):
        html = render_html(summary, other, language="en")
        assert "made without its document" in html
        page = Page(html, "text")
        assert summary.kpis[0].evidence[0].quote in page.text
        assert summary.risks[0].evidence[0].quote in page.text
        assert [one for one in page.attributes("href") if one.startswith("#p-")]
    assert "made without its document" not in render_html(summary, text, language="en")


def test_agreement_is_asked_where_two_read(summary: Summary, text: str) -> None:
    """With one engine there is nothing to filter by."""
    assert 'id="filter-agreement"' not in render_html(summary, text)
    summary.provenance.engine = "hybrid"
    assert 'id="filter-agreement"' in render_html(summary, text)
    assert 'data-agreement="rules"' in render_html(summary, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interface_in_three_languages(summary: Summary, text: str, language: str) -> None:
    """The page opens in the language asked for, and carries the words of all."""
    html = render_html(summary, text, language=language)
    assert f'<html lang="{language}"' in html
    assert f'<option value="{language}" lang="{language}" selected>' in html
    assert all(f'"page.search":"{Words(one).plain("page.search")}"' in html for one in LANGUAGES)


def test_the_profiles_language_comes_before_the_documents(summary: Summary) -> None:
    """Unless another is asked for."""
    assert '<html lang="en"' in render_html(summary, profile=Profile(language="en"))
    assert '<html lang="zh-Hant"' in render_html(summary, profile=Profile(language="en"), language="zh-Hant")


def test_every_word_of_the_page_is_used() -> None:
    """A word in the table that no template, script or module names says nothing to anybody."""
    labels = tomllib.loads((HTML.parent / "labels.toml").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in [*HTML.glob("*.*"), *(HTML.parent / "comparison").glob("*.*")])
    assert [word for word in labels["en"]["page"] if not re.search(rf"page\.{word}\b", code)] == []
    assert labels["en"]["page"].keys() == labels["zh-Hans"]["page"].keys() == labels["zh-Hant"]["page"].keys()


def test_the_size_grows_with_the_document(summary: Summary) -> None:
    """Ten times the text and places: no more than ten times the source's side."""
    def size(lines: int) -> int:
        text = "".join(f"Revenue of unit {line} was $12.5 million in the quarter.\n" for line in range(1000, 1000 + lines))
        starts = range(0, len(text), len(text) // lines)
        return len(source_markup(text, PlacesOfItems((f"k{at}", item(f"k{at}", (at, at + 20), text=text)) for at in starts).all))

    assert size(3_000) < 10.5 * size(300)


# -- colours -------------------------------------------------------------------------------------------------------------

TEXT_ON = [
    ("ink", ("paper", "margin", "field", "item", "figure", "statement", "question")), ("muted", ("paper", "margin", "field", "item")),
    ("accent", ("paper", "margin", "field", "item")), ("chip-ink", ("chip",)), ("lit-ink", ("lit",)),
    ("warning", ("paper", "item")), ("error", ("paper", "item")), ("paper", ("ink", "accent")),
]  # fmt: skip


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance of ``#rrggbb``."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each block of the style sheet that sets a ground."""
    css = (HTML / "report.css").read_text(encoding="utf-8")
    blocks = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", block)) for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", css)]
    light, dark, chosen, _print = blocks
    assert dark == chosen
    assert set(light) == set(dark)
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out(scheme: str) -> None:
    """Text and what may lie behind it differ by WCAG's 4.5 at least, in light and in dark."""
    colours = schemes()[scheme]
    low = {}
    for text, grounds in TEXT_ON:
        for ground in grounds:
            bright, dim = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
            if (bright + 0.05) / (dim + 0.05) < 4.5:
                low[text, ground] = (bright + 0.05) / (dim + 0.05)
    assert low == {}
