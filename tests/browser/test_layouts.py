"""On a phone, on paper, and with scripts off."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from summarizer.reports.view import view
from summarizer.schemas.profile import Profile

from .conftest import PHONE, WIDE, OpenReport
from .contrast import faint
from .documents import SAMPLES, by_both, harmful, sample
from .reader import spans

LAPTOP, SMALL, TABLET = (1280, 720), (320, 568), (768, 1024)


# elements that end beyond the screen, and are not within something that scrolls by itself
_OUTSIDE = """
all => all.filter(one => {
  const box = one.getBoundingClientRect();
  let at = one.parentElement;
  while (at && !["auto", "scroll"].includes(getComputedStyle(at).overflowX)) at = at.parentElement;
  const scrolls = at && at.scrollWidth > at.clientWidth;
  return one.checkVisibility() && box.width > 2 && !scrolls && (box.right > innerWidth + 1 || box.left < -1);
}).map(one => one.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("name", [SAMPLES[1], SAMPLES[2], "harmful"])
def test_nothing_is_wider_than_the_screen(open_report: OpenReport, name: str) -> None:
    """On no screen does the page scroll sideways, and nothing ends outside of it."""
    reader = open_report(harmful() if name == "harmful" else sample(name))
    for width, height in (WIDE, LAPTOP, TABLET, PHONE, SMALL):
        reader.page.set_viewport_size({"width": width, "height": height})
        assert reader.page.evaluate("document.scrollingElement.scrollWidth") <= width
        outside = reader.page.eval_on_selector_all("[data-item], h1, h2, h3, select, input, button, #text .line", _OUTSIDE)
        assert outside == [], width


def test_the_trip_on_a_phone(open_report: OpenReport) -> None:
    """A tap on an item brings up the source at its words; a tap there, or on close, leads back to the item."""
    reader = open_report(sample(SAMPLES[0]), size=PHONE, has_touch=True, is_mobile=True)
    one = next(item for item in reversed(reader.items()) if item.evidence and item.section == "strategy")
    reader.item(one.key).tap(position={"x": 20, "y": 12})
    mark = reader.page.locator("mark.lit").first
    assert reader.spans() == spans(one.evidence)
    assert reader.sees(mark)
    reader.page.locator("#source-close").tap()
    assert reader.sees(reader.item(one.key))
    assert not reader.sees(mark)
    reader.item(one.key).tap(position={"x": 20, "y": 12})
    mark.tap()
    assert one.key in reader.lit_items()
    assert any(reader.sees(reader.item(key)) for key in reader.lit_items())


def test_filters_on_a_phone(open_report: OpenReport) -> None:
    """The filters can be opened and used with a finger, while the source is up too."""
    reader = open_report(sample(SAMPLES[2]), size=PHONE, has_touch=True, is_mobile=True)
    before = reader.shown()
    reader.item("k2").tap(position={"x": 20, "y": 12})
    low = reader.page.locator("#bar").bounding_box()
    reader.page.locator("#filters-open").tap()
    expect(reader.page.locator("#filter-metric")).to_be_visible()
    reader.page.select_option("#filter-metric", "revenue")
    assert set() < reader.shown() < before
    reader.page.locator("#filters-open").tap()
    expect(reader.page.locator("#filter-metric")).to_be_hidden()
    # what is put away takes no room any more
    reader.page.wait_for_timeout(50)
    assert reader.page.locator("#bar").bounding_box() == low


def test_controls_are_big_enough_for_a_finger(open_report: OpenReport) -> None:
    """On a phone every control measures at least 24 pixels either way (WCAG 2.2, target size), words within a sentence apart."""
    reader = open_report(sample(SAMPLES[0]), size=PHONE, has_touch=True, is_mobile=True)
    reader.page.locator("#filters-open").tap()
    small = reader.page.eval_on_selector_all("button, select, input, summary", """all => all.filter(one => {
      const box = one.getBoundingClientRect();
      return one.checkVisibility() && box.width > 0 && (box.width < 24 || box.height < 24);
    }).map(one => one.outerHTML.slice(0, 80))""")
    assert small == []


def test_everything_is_on_paper(open_report: OpenReport) -> None:
    """Printed, every item of the summary is there and no control is."""
    reader = open_report(by_both())
    reader.page.emulate_media(media="print")
    assert reader.visible() == {one.key for one in reader.items()}
    expect(reader.page.locator("button:visible, input:visible, select:visible")).to_have_count(0)


def test_what_is_left_out_on_paper(open_report: OpenReport) -> None:
    """What a reader's profile folds away is not printed, and how much that is, is; what only a filter hides is printed."""
    told = sample(SAMPLES[0])
    reader = open_report(told, profile=Profile(topics=("overseas",), only=True))
    reader.page.emulate_media(media="print")
    folded = {one.key for one in reader.items()} - reader.visible()
    rest = [len(section.rest) for section in view(told.summary, Profile(topics=("overseas",), only=True)).sections.values()]
    assert len(folded) >= sum(rest) > 10
    said = reader.page.inner_text("#report")
    assert [count for count in rest if count and not re.search(rf"(?<!\d){count}(?!\d)", said)] == []
    filtered = open_report(told)
    filtered.page.fill("#search", "芯片")
    assert 0 < len(filtered.visible()) < len(filtered.items())
    filtered.page.emulate_media(media="print")
    assert filtered.visible() == {one.key for one in filtered.items()}


def test_the_printed_words(open_report: OpenReport) -> None:
    """The printed pages hold the words of every item, as wide as the paper, dark on white even where the screen is dark."""
    reader = open_report(sample(SAMPLES[2]), color_scheme="dark")
    with pypdfium2.PdfDocument(reader.page.pdf(format="A4")) as pdf:
        printed = re.sub(r"\W+", "", "".join(page.get_textpage().get_text_range() for page in pdf))
    told = [*(one.text for one in reader.items() if one.section != "kpis"), *(kpi.raw for kpi in reader.told.summary.kpis)]
    assert [text for text in told if re.sub(r"\W+", "", text) not in printed] == []
    reader.page.emulate_media(media="print")
    reader.page.set_viewport_size({"width": 720, "height": 1_000})
    assert reader.page.evaluate("document.scrollingElement.scrollWidth") <= 720
    assert faint(reader.page) == []


def test_without_scripts(open_report: OpenReport) -> None:
    """With JavaScript off the whole summary and the source are there, and a link to a place leads to it."""
    reader = open_report(sample(SAMPLES[0]), java_script_enabled=False)
    everything = [one.key for one in reader.items()]
    assert [key for key in everything if reader.item(key).count() != 1] == []
    assert all(reader.item(key).is_visible() for key in everything)
    one = [item for item in reader.items() if item.evidence][-1]
    reader.item(one.key).locator("a.place").first.click()
    assert reader.page.url.endswith(f"#{reader.places(one.key)[0]}")
    assert reader.sees(reader.marks(reader.places(one.key)[0]))
    # what would need a script is not offered
    for dead in ("#search", "#filter-topic", "#reset", "#theme-toggle", "#help-open", "#language"):
        assert not reader.page.locator(dead).is_visible(), dead
