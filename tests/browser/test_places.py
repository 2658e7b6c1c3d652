"""From an item to the words that prove it, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from summarizer.reports.view import Item

from .conftest import OpenReport
from .documents import DOCUMENTS, SAMPLES, Told, document, sample
from .reader import Reader, spans


@pytest.fixture(params=DOCUMENTS)
def told(request: pytest.FixtureRequest) -> Told:
    """Each of the documents."""
    return document(request.param)


def last(reader: Reader, kind: str) -> Item:
    """The last proven item of a kind: its place is seldom on the screen yet."""
    found = [(_kind(part), part) for part in reader.items() if part.evidence]
    return next(item for name, item in reversed(found) if name == kind)


def _kind(item: Item) -> str:
    if item.section != "qa":
        return item.section
    return "theme" if item.key.startswith("theme") else "answer" if "-" in item.key else "question"


def several(reader: Reader) -> Item:
    """An item with places that lie apart."""
    return next(one for one in reader.items() if len(spans(one.evidence)) > 1)


def test_the_source_is_the_document(open_report: OpenReport, told: Told) -> None:
    """The right side is the document character for character, its lines counted from 1."""
    reader = open_report(told)
    assert reader.page.evaluate("document.querySelector('#text').textContent") == told.text
    ids = reader.page.eval_on_selector_all("#text .line", "all => all.map(one => one.id)")
    assert ids == [f"L{number}" for number in range(1, len(ids) + 1)]


def test_every_item_lights_its_own_words(open_report: OpenReport, told: Told) -> None:
    """Each item of the report, taken in hand, highlights exactly the characters of its evidence, and brings them onto the screen."""
    reader = open_report(told)
    proven = {one.key: (spans(one.evidence), [one.key], True) for one in reader.items() if one.evidence}
    assert len(proven) > 40
    assert reader.item_by_item(list(proven)) == proven


def test_a_click_on_an_item(open_report: OpenReport) -> None:
    """A click of the mouse on an item of any kind brings its words onto the screen, highlighted; the item stays in sight."""
    reader = open_report(sample(SAMPLES[0]))
    for kind in ("headlines", "overview", "kpis", "strategy", "outlook", "risks", "theme", "question", "answer"):
        one = last(reader, kind)
        reader.item(one.key).click(position={"x": 14, "y": 8})
        assert reader.spans() == spans(one.evidence), kind
        assert reader.in_hand() == [one.key]
        assert reader.sees(reader.page.locator("mark.lit")), kind
        assert reader.sees(reader.item(one.key)), kind


def test_a_click_on_the_link_to_a_place(open_report: OpenReport) -> None:
    """Each place that an item names is a link of its own, and leads there."""
    reader = open_report(sample(SAMPLES[0]))
    one = several(reader)
    links = reader.item(one.key).locator("a.place")
    assert links.count() >= len(spans(one.evidence))
    for at, place in enumerate(reader.places(one.key)):
        reader.item(one.key).locator(f'a.place[href="#{place}"]').click()
        assert reader.sees(reader.marks(place)), at
        assert reader.in_hand() == [one.key]
        assert reader.spans() == spans(one.evidence)


def test_steps_through_several_places(open_report: OpenReport) -> None:
    """An item with several places: forward through each and round, backward again; the one looked at is marked, counted, on the screen."""
    reader = open_report(sample(SAMPLES[0]))
    one = several(reader)
    places = reader.places(one.key)
    assert len(places) == len({(place.start, place.end) for place in one.evidence}) > 1
    reader.item(one.key).click(position={"x": 14, "y": 8})

    def looked_at() -> int:
        here = reader.spans("mark.here")
        return places.index(next(place for place in places if reader.spans(f'mark[data-p~="{place}"]') == here))

    begun = looked_at()
    seen = []
    for _ in places:
        assert reader.sees(reader.page.locator("mark.here"))
        assert str(looked_at() + 1) in reader.page.inner_text("#step-count")
        assert str(len(places)) in reader.page.inner_text("#step-count")
        seen.append(looked_at())
        reader.page.click("#step-next")
    assert sorted(seen) == list(range(len(places)))
    assert looked_at() == begun
    reader.page.click("#step-previous")
    assert looked_at() == seen[-1]
    assert reader.spans() == spans(one.evidence)


def test_a_place_shows_its_items(open_report: OpenReport, told: Told) -> None:
    """Each stretch of the source, clicked, highlights all the items that it proves and no other, and brings one of them onto the screen."""
    reader = open_report(told)
    evidence = {one.key: [(place.start, place.end) for place in one.evidence] for one in reader.items() if one.evidence}
    stretches = reader.mark_by_mark()
    assert sum(end - start for start, end in stretches) == sum(
        end - start for start, end in spans(place for one in reader.items() for place in one.evidence)
    )
    wrong = {}
    for (start, end), (lit, seen) in stretches.items():
        expected = {key for key, places in evidence.items() if any(a <= start and end <= b for a, b in places)}
        if set(lit) != expected or not seen:
            wrong[start, end] = (lit, seen, expected)
    assert wrong == {}


def test_there_and_back(open_report: OpenReport) -> None:
    """From an item to its words, from the words to their items, from one of these to its words again: with the mouse alone."""
    reader = open_report(sample(SAMPLES[0]))
    one = last(reader, "answer")
    reader.item(one.key).click(position={"x": 14, "y": 8})
    reader.page.locator("mark.lit").first.click()
    assert one.key in reader.lit_items()
    assert any(reader.sees(reader.item(key)) for key in reader.lit_items())
    reader.item(one.key).click(position={"x": 14, "y": 8})
    assert reader.spans() == spans(one.evidence)


def test_choosing_among_the_items_of_a_place(open_report: OpenReport) -> None:
    """A place that proves several items offers each of them by name; the one chosen is taken in hand and comes onto the screen."""
    reader = open_report(sample(SAMPLES[0]))
    mark = reader.page.locator('#text mark[data-items*=" "]').first
    items = (mark.get_attribute("data-items") or "").split()
    mark.click()
    chooser = reader.page.locator("#chooser")
    expect(chooser).to_be_visible()
    offered = chooser.locator("[data-choose]")
    assert offered.evaluate_all("all => all.map(one => one.dataset.choose)") == items
    assert all(text.strip() for text in offered.all_inner_texts())
    offered.last.click()
    assert reader.in_hand() == [items[-1]]
    assert reader.sees(reader.item(items[-1]))


def test_stepping_back_to_the_item(open_report: OpenReport) -> None:
    """Back from the source: the item in hand is on the screen, wherever the summary was scrolled to meanwhile."""
    reader = open_report(sample(SAMPLES[0]))
    one = several(reader)
    reader.item(one.key).click(position={"x": 14, "y": 8})
    reader.item(reader.items()[-1].key).evaluate("one => one.scrollIntoView()")
    reader.page.click("#step-back")
    assert reader.sees(reader.item(one.key))
    assert reader.in_hand() == [one.key]


def test_a_theme_leads_to_its_questions(open_report: OpenReport) -> None:
    """A theme whose questions are told under another one names each of them, and leads there."""
    reader = open_report(sample(SAMPLES[0]))
    elsewhere = reader.page.locator(".theme .see")
    assert elsewhere.count() > 0
    key = elsewhere.last.get_attribute("data-see") or ""
    theme = elsewhere.last.evaluate("one => one.closest('[data-item]').dataset.item")
    held = next(one for one in reader.items() if one.key == theme).of.exchanges
    assert key in {f"q{number}" for number in held}
    elsewhere.last.click()
    assert reader.in_hand() == [key]
    assert reader.sees(reader.item(key))
