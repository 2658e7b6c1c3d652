"""The keyboard alone does everything that the mouse does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from summarizer.reports.comparison import render_comparison
from summarizer.reports.html import render_html
from tests.reports.compared import compared

from .conftest import PHONE, WIDE, OpenPage, OpenReport
from .documents import SAMPLES, sample
from .reader import spans

# the element in focus: what it is, whether it is on the screen, and whether a ring or the like is drawn that is not there without focus
_FOCUS = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const look = () => {
    const all = [at, at.closest("[data-item]"), at.parentElement].filter(Boolean).map(one => getComputedStyle(one));
    const names = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor"];
    return all.map(one => names.map(name => one[name]).join()).join("|");
  };
  const box = at.getBoundingClientRect(), focused = look();
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  at.blur();
  const plain = look();
  at.focus({preventScroll: true});
  return {name: at.tagName.toLowerCase() + (at.id && "#" + at.id), seen, ring: focused !== plain, same: document.activeElement === at};
}
"""


def focused(page: Page, selector: str) -> bool:
    """Whether what is in focus is that, or in it."""
    found: bool = page.evaluate("selector => document.activeElement.closest(selector) !== null", selector)
    return found


@pytest.mark.parametrize("which", ["wide", "phone", "comparison"])
def test_focus_is_seen_and_never_lost(open_page: OpenPage, which: str) -> None:
    """Tab goes from the skip link through every control; each is on the screen when it is reached and shows that it has the focus."""
    told = sample(SAMPLES[2])
    html = render_comparison(compared(), "html") if which == "comparison" else render_html(told.summary, told.text)
    page = open_page(html, size=PHONE if which == "phone" else WIDE).page
    stops: list[dict[str, Any]] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        assert stop is not None, stops
        stops.append(stop)
    assert [one for one in stops if not (one["seen"] and one["ring"] and one["same"])] == []


def test_the_skip_link(open_report: OpenReport) -> None:
    """The first stop is a link past the controls, and leads into the summary."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.keyboard.press("Tab")
    assert focused(reader.page, "a[href^='#']")
    assert reader.sees(reader.page.locator(":focus"))
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert focused(reader.page, "[data-item], main")


def test_the_whole_trip(open_report: OpenReport) -> None:
    """j to an item, Enter to its words, Escape back: the item in hand and the focus go along."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.keyboard.press("j")
    reader.page.keyboard.press("j")
    [key] = reader.in_hand()
    one = next(item for item in reader.items() if item.key == key)
    assert focused(reader.page, f'[data-item="{key}"]')
    assert reader.sees(reader.item(key))
    reader.page.keyboard.press("Enter")
    assert reader.spans() == spans(one.evidence)
    assert reader.sees(reader.page.locator("mark.lit"))
    assert focused(reader.page, "#source")
    reader.page.keyboard.press("Escape")
    assert focused(reader.page, f'[data-item="{key}"]')
    assert reader.in_hand() == [key]


def test_j_and_k_walk_over_what_is_shown(open_report: OpenReport) -> None:
    """j goes through the items in their order, k back, and what is filtered away is passed over."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.select_option("#filter-metric", "revenue")
    reader.page.evaluate("document.activeElement.blur()")
    shown = reader.shown()
    walked: list[str] = []
    for _ in range(200):
        reader.page.keyboard.press("j")
        [key] = reader.in_hand()
        if walked and key in (walked[0], walked[-1]):
            break
        walked.append(key)
        assert reader.sees(reader.item(key)), key
    order = [one.key for one in reader.items()]
    assert len(walked) == len(set(walked)) > 3
    assert {key for key in walked if "q" not in key} <= shown
    assert set(walked) >= {one.key for one in reader.items() if one.key in shown and one.section == "kpis"}
    kpis = [key for key in walked if key.startswith("k")]
    assert kpis == [key for key in order if key in kpis]
    [here] = reader.in_hand()
    reader.page.keyboard.press("k")
    assert reader.in_hand() == [walked[walked.index(here) - 1]]


def test_from_the_source_to_the_items(open_report: OpenReport) -> None:
    """A place can be reached with Tab and opened with Enter, which lights its items and brings one onto the screen."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.locator("#pane").focus()
    for _ in range(3):
        reader.page.keyboard.press("Tab")
        assert focused(reader.page, "#text mark")
    items = reader.page.evaluate("document.activeElement.closest('mark').dataset.items.split(' ')")
    reader.page.keyboard.press("Enter")
    assert sorted(reader.lit_items()) == sorted(items)
    assert any(reader.sees(reader.item(key)) for key in items)


def test_slash_searches_and_escape_leaves(open_report: OpenReport) -> None:
    """/ goes to the search, where letters are letters; Escape leaves it, and leaves the focus somewhere."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.keyboard.press("/")
    assert focused(reader.page, "#search")
    assert reader.page.input_value("#search") == ""
    reader.page.keyboard.type("jack?/")
    assert reader.page.input_value("#search") == "jack?/"
    assert reader.in_hand() == []
    expect(reader.page.locator("#help")).to_be_hidden()
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("j")
    assert not focused(reader.page, "#search")


def test_the_keys_are_told(open_report: OpenReport) -> None:
    """? opens a dialog that names the keys and holds the focus; Escape closes it, and the focus is where it was."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.keyboard.press("j")
    [key] = reader.in_hand()
    reader.page.keyboard.press("?")
    dialog = reader.page.locator("#help")
    expect(dialog).to_be_visible()
    said = dialog.inner_text()
    assert all(one in said for one in ("j", "k", "/", "?", "Esc", "Enter"))
    for _ in range(6):
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate("document.activeElement === document.body || document.activeElement.closest('#help') !== null")
    reader.page.keyboard.press("j")
    assert reader.in_hand() == [key]
    reader.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(reader.page, f'[data-item="{key}"]')


def test_shortcuts_of_the_browser_stay(open_report: OpenReport) -> None:
    """A letter with Ctrl, Alt or Meta is the browser's own."""
    reader = open_report(sample(SAMPLES[2]))
    for key in ("Control+j", "Alt+j", "Meta+j", "Control+k"):
        reader.page.keyboard.press(key)
    assert reader.in_hand() == []


def test_steps_by_key(open_report: OpenReport) -> None:
    """The places of an item with several are stepped through by the keyboard as by the mouse."""
    reader = open_report(sample(SAMPLES[0]))
    one = next(item for item in reader.items() if len(spans(item.evidence)) > 1)
    reader.item(one.key).focus()
    reader.page.keyboard.press("Enter")
    before = reader.spans("mark.here")
    reader.page.locator("#step-next").focus()
    reader.page.keyboard.press("Enter")
    assert reader.spans("mark.here") != before
    assert reader.sees(reader.page.locator("mark.here"))
    assert focused(reader.page, "#step-next")
