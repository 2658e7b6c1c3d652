"""Filters: what is shown is what the summary says, it is counted, and everything comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from summarizer.reports.view import Item, view

from .conftest import OpenReport
from .documents import DOCUMENTS, SAMPLES, Told, document, sample
from .reader import Reader


def units(told: Told) -> dict[str, list[Item]]:
    """Keys of what filters hide and show, each with the items it matches by: an exchange by its answer too, a theme by its exchanges."""
    one = view(told.summary)
    found = {item.key: [item, *item.parts, *item.rest] for item in one.items() if not re.fullmatch(r"q\d+-\d+", item.key)}
    for group in one.groups:
        if group.theme is not None:
            found[group.theme.key] += [part for item in group.exchanges for part in found[item.key]]
    return found


def matching(told: Told, field: str, value: str) -> set[str]:
    """Keys of what a filter leaves."""
    def fits(item: Item) -> bool:
        return item.agreement == value if field == "agreement" else value in getattr(item, f"{field}s")

    return {key for key, items in units(told).items() if any(map(fits, items))}


def values(reader: Reader, field: str) -> list[str]:
    """What a filter offers, but for everything."""
    offered: list[str] = reader.page.eval_on_selector_all(f"#filter-{field} option", "all => all.map(one => one.value).filter(Boolean)")
    return offered


def counted(reader: Reader) -> list[int]:
    """The numbers that the page tells: shown, and of how many."""
    return [int(one) for one in re.findall(r"\d+", reader.page.inner_text("#shown"))]


# what is shown and what is counted, for each value of a select
_EACH = """
([id, values]) => values.map(value => {
  const field = document.querySelector(id);
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new Event("change", {bubbles: true}));
  const shown = [...document.querySelectorAll("[data-unit]")].filter(one => one.checkVisibility());
  return [value, shown.map(one => one.dataset.item), document.querySelector("#shown").innerText];
})
"""


@pytest.mark.parametrize("name", [DOCUMENTS[0], SAMPLES[2]])
def test_each_value_leaves_what_it_says(open_report: OpenReport, name: str) -> None:
    """Every topic, metric and agreement that is there is offered; each leaves just the items that the summary gives it, and counts them."""
    told = document(name)
    reader = open_report(told)
    everything = set(units(told))
    assert reader.shown() == everything
    # two filters a document are enough: each filter meets one, and a page of many items is slow to lay out again
    for field in ("agreement", "topic") if name == DOCUMENTS[0] else ("metric", "agreement"):
        there = {value for items in units(told).values() for one in items for value in (
            [one.agreement] if field == "agreement" else getattr(one, f"{field}s")) if value}  # fmt: skip
        if field == "agreement" and not there:
            assert reader.page.locator("#filter-agreement").count() == 0
            continue
        assert set(values(reader, field)) >= there
        assert len(there) > 2
        for value, shown, count in reader.page.evaluate(_EACH, [f"#filter-{field}", sorted(there)]):
            assert set(shown) == matching(told, field, value), value
            assert [int(one) for one in re.findall(r"\d+", count)] == [len(shown), len(everything)]
        reader.page.click("#reset")
        assert reader.shown() == everything
        assert counted(reader)[-1] == len(everything)
        assert reader.page.input_value(f"#filter-{field}") == ""


def test_revenue_alone(open_report: OpenReport) -> None:
    """Filtered by revenue, the table of figures holds the KPIs whose metric is revenue, and those alone."""
    told = sample(SAMPLES[2])
    reader = open_report(told)
    reader.page.select_option("#filter-metric", "revenue")
    ids = {kpi.id for kpi in told.summary.kpis}
    assert reader.shown() & ids == {kpi.id for kpi in told.summary.kpis if kpi.metric == "revenue"}


def test_filters_together(open_report: OpenReport) -> None:
    """Two filters and a word leave what passes all three."""
    told = sample(SAMPLES[2])
    reader = open_report(told)
    reader.page.select_option("#filter-topic", "revenue")
    reader.page.select_option("#filter-metric", "revenue")
    expected = matching(told, "topic", "revenue") & matching(told, "metric", "revenue")
    assert reader.shown() == expected
    reader.page.fill("#search", "quarter")
    expect(reader.page.locator("#shown")).not_to_contain_text(str(len(expected)))
    assert reader.shown() < expected


@pytest.mark.parametrize(("name", "searches"), [(SAMPLES[2], ("tariff", "TARIFF", "Lena Fischer")), (SAMPLES[1], ("收入", "研發"))])
def test_words_are_found(open_report: OpenReport, name: str, searches: tuple[str, ...]) -> None:
    """Words typed leave the items that show them, whatever their case; where no item does, none is left."""
    told = sample(name)
    reader = open_report(told)
    texts = dict(reader.page.eval_on_selector_all("[data-item]", "all => all.map(one => [one.dataset.item, one.textContent])"))
    said = {key: " ".join(texts[one.key] for one in items) for key, items in units(told).items()}
    for words in searches:
        expected = {key for key, text in said.items() if words.lower() in text.lower()}
        assert len(expected) < len(said)
        assert expected or words == "研發"
        reader.page.fill("#search", words)
        expect(reader.page.locator("#shown")).to_contain_text(re.compile(rf"\b{len(expected)}\b"))
        assert reader.shown() == expected


def test_nothing_fits(open_report: OpenReport) -> None:
    """Where nothing fits it is said, and one press brings everything back."""
    reader = open_report(sample(SAMPLES[2]))
    reader.page.fill("#search", "zzzz")
    expect(reader.page.locator("[data-unit]:visible")).to_have_count(0)
    assert counted(reader)[0] == 0
    reader.page.click("#reset")
    assert reader.shown() == set(units(reader.told))
    assert reader.page.input_value("#search") == ""


def test_the_item_of_a_place_is_filtered_away(open_report: OpenReport) -> None:
    """A place clicked whose item is filtered away says so; asked for, the filters go and the item comes onto the screen."""
    reader = open_report(sample(SAMPLES[0]))
    topic = values(reader, "topic")[0]
    reader.page.select_option("#filter-topic", topic)
    gone = next(one for one in reader.items() if one.evidence and one.section == "strategy" and one.key not in reader.shown()
                and reader.page.locator(f'mark[data-items="{one.key}"]').count())  # fmt: skip
    mark = reader.page.locator(f'mark[data-items="{gone.key}"]').first
    expect(reader.page.locator("#hidden-notice")).to_be_hidden()
    mark.click()
    expect(reader.page.locator("#hidden-notice")).to_be_visible()
    assert reader.sees(reader.page.locator("#hidden-notice"))
    reader.page.click("#show-hidden")
    expect(reader.page.locator("#hidden-notice")).to_be_hidden()
    assert gone.key in reader.lit_items()
    assert reader.sees(reader.item(gone.key))
    assert reader.shown() == set(units(reader.told))
