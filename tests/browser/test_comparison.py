"""The page of a comparison, opened from disk: silent, filtered, read by everybody, on paper and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from summarizer.reports.comparison import render_comparison
from summarizer.schemas.comparison import Comparison
from tests.reports.compared import TEXTS, compared

from .conftest import PHONE, WIDE, OpenPage
from .contrast import faint
from .test_looks import faults

HARM = "</script><script>window.harmed=1</script><img src=x onerror='window.harmed=2'>"


def written(comparison: Comparison | None = None) -> str:
    return render_comparison(comparison or compared(), "html", texts=TEXTS)


def seen(page: Page) -> list[str]:
    """Items that filters left, each once."""
    found: list[str] = page.eval_on_selector_all(
        "[data-unit]", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.item)"
    )
    return found


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone"])
def test_everybody_can_read_it(open_page: OpenPage, size: tuple[int, int], scheme: str) -> None:
    """axe-core finds nothing, every word stands out, nothing runs over the edge; with every fold open, too."""
    page = open_page(written(), size=size, color_scheme=scheme).page
    for _ in range(2):
        assert faults(page) == []
        assert faint(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")


def test_filters_show_what_is_asked_for(open_page: OpenPage) -> None:
    """By kind of change and by metric, both together; sections without a match go, the count says how many are left, and back."""
    page = open_page(written()).page
    every = seen(page)
    assert len(every) == 17
    page.select_option("#filter-kind", "down")
    assert seen(page) == ["kpis-2"]
    expect(page.locator("#shown")).to_have_text("1 of 17 shown")
    expect(page.locator("#s-statements")).to_be_hidden()
    page.select_option("#filter-metric", "revenue")
    assert seen(page) == []
    expect(page.locator("#nothing")).to_be_visible()
    page.select_option("#filter-kind", "")
    assert seen(page) == ["kpis-1", "kpis-4", "guidance-1", "revisions-1", "series-1"]
    page.click("#reset")
    assert seen(page) == every


def test_what_to_know_first_leads_to_its_item(open_page: OpenPage) -> None:
    """A click on the place of a line goes to the item that it tells, even where a filter hides it."""
    page = open_page(written()).page
    page.select_option("#filter-kind", "new")
    page.locator("#s-first").evaluate("one => one.hidden = false")
    page.locator(".headlines a.place").nth(2).click()
    expect(page.locator("#guidance-1")).to_be_in_viewport()


def test_quotes_open_by_keyboard(open_page: OpenPage) -> None:
    """The words of both documents stand behind their places, for the mouse and for the keyboard."""
    page = open_page(written()).page
    fold = page.locator("#kpis-1 details.proof")
    expect(fold.locator("q").first).to_be_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator("q")).to_have_text(["Revenue was $100 million", "Revenue was $112 million"])
    expect(fold.locator("q").first).to_be_visible()


def test_it_speaks_three_languages(open_page: OpenPage) -> None:
    """Headings, verdicts and charts change; the documents' own words stay."""
    page = open_page(written()).page
    assert page.locator("h2").first.inner_text().casefold() == "what to know first"
    page.select_option("#language", "zh-Hans")
    expect(page.locator("#h-first")).to_have_text("先看这些")
    expect(page.locator("#guidance-1 .verdict")).to_have_text("高于指引")
    expect(page.locator("#kpis-1 .old .figure")).to_have_text("$100 million")
    expect(page.locator("#shown")).to_have_text("显示 17 / 17 条")
    assert page.locator(".picture:visible").count() == 1
    expect(page.locator(".picture:visible figcaption")).to_have_text("营业收入")


def test_light_dark_and_paper(open_page: OpenPage) -> None:
    """The button turns the lights; paper is white whatever the screen is, has no buttons, and opens every quote."""
    page = open_page(written(), color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    dim = page.evaluate(ground)
    page.click("#theme-toggle")
    assert page.evaluate(ground) != dim
    page.click("#theme-toggle")
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    expect(page.locator("#bar")).to_be_hidden()
    assert faint(page) == []


def test_a_documents_words_stay_text(open_page: OpenPage) -> None:
    """Markup of a document neither runs nor shows as anything but its own letters."""
    comparison = compared()
    comparison.ducked[0].asked.text = HARM
    assert comparison.kpis[0].new is not None
    comparison.kpis[0].new.raw = HARM
    comparison.series[0].points[1].label = HARM
    page = open_page(written(comparison)).page
    assert page.evaluate("window.harmed") is None
    assert HARM in page.locator("#s-ducked").inner_text()


def test_without_a_script_it_is_all_there(open_page: OpenPage) -> None:
    """Nothing is hidden but the controls that would do nothing."""
    page = open_page(written(), java_script_enabled=False).page
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#kpis-1")).to_be_visible()
    page.locator("#kpis-1 summary").click()
    expect(page.locator("#kpis-1 q").first).to_be_visible()
