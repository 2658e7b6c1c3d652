"""Whether everybody can read it: contrast, names and roles, light and dark, the reader's language."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE, OpenReport
from .contrast import faint
from .documents import SAMPLES, by_both, sample


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and against good practice."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": tags}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target']}: {node['failureSummary']}" for one in found for node in one["nodes"]
        # links within running text may be as low as its lines
        if not (one["id"] == "target-size" and page.locator(node["target"][0]).evaluate("one => one.closest('#text') !== null"))
    ]  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_everybody_can_use_it(open_report: OpenReport, size: tuple[int, int]) -> None:
    """axe-core finds nothing amiss, with an item in hand: names of controls, roles, landmarks, headings, tables, ids, targets."""
    reader = open_report(by_both(), size=size)
    reader.item("k1").click(position={"x": 14, "y": 8})
    assert faults(reader.page) == []


def test_everybody_can_read_the_help(open_report: OpenReport) -> None:
    """Nor in the dialog of keys, and in the notice of a place whose item is filtered away."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.click("#help-open")
    assert faults(reader.page) == []
    reader.page.keyboard.press("Escape")
    reader.page.fill("#search", "zzzz")
    reader.page.locator("#text mark:not([data-items*=' '])").first.click()
    expect(reader.page.locator("#hidden-notice")).to_be_visible()
    assert faults(reader.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out(open_report: OpenReport, scheme: str) -> None:
    """Every visible word has a contrast of 4.5 to what lies behind it, at rest, highlighted, in the dialog and in charts."""
    reader = open_report(by_both(), color_scheme=scheme)
    assert faint(reader.page) == []
    for one in [one for one in reader.items() if len(one.evidence) > 1][:1]:
        reader.item(one.key).click(position={"x": 14, "y": 8})
        assert faint(reader.page) == []
    reader.page.locator("mark.lit").first.click()
    assert faint(reader.page) == []
    reader.page.keyboard.press("Escape")
    reader.page.click("#help-open")
    assert faint(reader.page) == []


def test_light_and_dark(open_report: OpenReport) -> None:
    """The machine's own scheme is taken; the button changes it and says so, on every part of the page."""
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light, dark = (open_report(sample(SAMPLES[2]), color_scheme=scheme) for scheme in ("light", "dark"))
    bright, dim = light.page.evaluate(ground), dark.page.evaluate(ground)
    assert bright != dim
    light.page.click("#theme-toggle")
    assert light.page.evaluate(ground) == dim
    assert light.page.get_attribute("html", "data-theme") == "dark"
    assert faint(light.page) == []
    light.page.click("#theme-toggle")
    assert light.page.evaluate(ground) == bright
    dark.page.click("#theme-toggle")
    assert dark.page.evaluate(ground) == bright
    assert faint(dark.page) == []


# words of the page's own: what stands in the interface's language, not in the document's; with what only a screen reader says
_OWN = """
() => {
  const found = [], apart = "script, style, kbd, code, .mono, .file";
  const own = one => one.closest("[lang]") === document.documentElement && !one.closest(apart);
  const shown = one => one.checkVisibility() || one.closest("dialog, [hidden], details, option");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const said = walker.currentNode.data.trim(), holder = walker.currentNode.parentElement;
    if (said && own(holder) && shown(holder)) found.push(said);
  }
  for (const name of ["aria-label", "title", "placeholder"])
    for (const one of document.querySelectorAll(`[${name}]`)) if (own(one) && shown(one)) found.push(one.getAttribute(name));
  return found;
}
"""


@pytest.mark.parametrize(("name", "other", "foreign"), [(SAMPLES[2], "zh-Hans", "[A-Za-z ]{3,}"), (SAMPLES[0], "en", "[\u4e00-\u9fff]+")])
def test_the_language_of_the_interface(open_report: OpenReport, name: str, other: str, foreign: str) -> None:
    """Switched to another language, no word of the interface is left in the first; the document's own words stay as they are."""
    told = sample(name)
    reader = open_report(told)
    before = reader.page.evaluate(_OWN)
    documents = "() => [...document.querySelectorAll('[data-item] [lang], #text')].map(one => one.textContent)"
    words = reader.page.evaluate(documents)
    reader.page.select_option("#language", other)
    after = reader.page.evaluate(_OWN)
    assert reader.page.get_attribute("html", "lang") == other
    # figures and names are the document's own, even where they stand among the page's words
    own = told.text + told.summary.model_dump_json() + f"summarizer {told.summary.provenance.version} English 简体中文 繁體中文"
    assert len(after) > 80
    assert [one for one in after if not all(run.strip() in own for run in re.findall(foreign, one))] == []
    assert reader.page.evaluate(documents) == words
    reader.page.select_option("#language", told.summary.document.language)
    assert reader.page.evaluate(_OWN) == before


@pytest.mark.parametrize(("name", "language", "lang"), [
    (SAMPLES[0], None, "zh-Hans"), (SAMPLES[2], None, "en"), (SAMPLES[2], "zh-Hant", "zh-Hant"),
])  # fmt: skip
def test_the_page_opens_in_a_language(open_report: OpenReport, name: str, language: str | None, lang: str) -> None:
    """The document's own unless another is asked for; the source says which language it is in, for those who have it read out."""
    reader = open_report(sample(name), language=language)
    assert reader.page.get_attribute("html", "lang") == lang
    assert reader.page.input_value("#language") == lang
    assert reader.page.evaluate("document.querySelector('#text').closest('[lang]').lang") == reader.told.summary.document.language


def test_sections_in_their_order(open_report: OpenReport) -> None:
    """One heading of the first rank, and the sections under headings in the order of every report."""
    from summarizer.reports.view import ORDER

    reader = open_report(by_both())
    headings = reader.page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    keys = reader.page.eval_on_selector_all("[data-item]", "all => all.map(one => one.dataset.item)")
    sections = {one.key: ORDER.index(one.section) for one in reader.items()}
    order = [sections[key] for key in keys]
    assert order == sorted(order)
    assert set(keys) == set(sections)
