"""Someone who reads a report: what they click and press, and what they then see. docs/html.md lists the hooks that this leans on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Locator, Page

from summarizer.reports.view import Item, view
from summarizer.schemas import Evidence

from .documents import Told
from .watched import Watched

Span = tuple[int, int]

# shared by what follows: where marks stand in #text, in code points of the raw text, as the summary counts them; adjoining ones are one
_TOOLS = """
const text = document.querySelector("#text"), places = new Map();
{
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0;
  while (walker.nextNode()) {
    const mark = walker.currentNode.parentElement.closest("mark"), length = [...walker.currentNode.data].length;
    if (mark) places.set(mark, [places.get(mark)?.[0] ?? at, at + length]);
    at += length;
  }
}
const spans = which => {
  const found = [];
  for (const mark of text.querySelectorAll(which)) {
    const [start, end] = places.get(mark) ?? [-1, -1];
    if (found.at(-1)?.[1] === start) found.at(-1)[1] = end; else found.push([start, end]);
  }
  return found;
};
const seen = element => {
  const box = [...(element?.getClientRects() ?? [])].find(one => one.width > 0 && one.height > 0);
  if (!box) return false;
  const top = document.elementFromPoint(box.left + Math.min(box.width, 24) / 2, box.top + Math.min(box.height, 24) / 2);
  return top !== null && (element.contains(top) || top.contains(element));
};
const item = key => document.querySelector(`[data-item="${key}"]`);
const keys = which => [...document.querySelectorAll(which)].map(one => one.dataset.item);
"""
_ITEM_BY_ITEM = f"""
wanted => {{
  {_TOOLS}
  return wanted.map(key => {{
    item(key).click();
    return [key, spans("mark.lit"), keys("[data-item][aria-current=true]"), seen(document.querySelector("mark.lit"))];
  }});
}}
"""
_MARK_BY_MARK = f"""
() => {{
  {_TOOLS}
  return [...text.querySelectorAll("mark")].map(mark => {{
    mark.click();
    const lit = keys("[data-item].lit");
    return [...places.get(mark), lit, lit.filter(key => seen(item(key)))];
  }});
}}
"""


@dataclass
class Reader:
    """An open report and the summary that it shows."""

    watched: Watched
    told: Told

    @property
    def page(self) -> Page:
        return self.watched.page

    def items(self) -> list[Item]:
        """What the report tells, in its order."""
        return self._items

    @cached_property
    def _items(self) -> list[Item]:
        return list(view(self.told.summary).items())

    def item(self, key: str) -> Locator:
        """One item of the summary."""
        return self.page.locator(f'[data-item="{key}"]')

    def places(self, key: str) -> list[str]:
        """Ids of an item's places, in the order of the source."""
        return (self.item(key).get_attribute("data-places") or "").split()

    def marks(self, place: str) -> Locator:
        """The stretches of one place."""
        return self.page.locator(f'#text mark[data-p~="{place}"]')

    def spans(self, which: str = "mark.lit") -> list[Span]:
        """Where these marks stand in the raw text."""
        return [(start, end) for start, end in self.page.evaluate(f"which => {{ {_TOOLS} return spans(which); }}", which)]

    def lit_items(self) -> list[str]:
        """Keys of the highlighted items."""
        found: list[str] = self.page.eval_on_selector_all("[data-item].lit", "all => all.map(one => one.dataset.item)")
        return found

    def in_hand(self) -> list[str]:
        """Keys of the items in hand: one, or none."""
        found: list[str] = self.page.eval_on_selector_all("[data-item][aria-current=true]", "all => all.map(one => one.dataset.item)")
        return found

    def sees(self, what: Locator) -> bool:
        """Whether it is on the screen and nothing lies over it."""
        seen: bool = what.first.evaluate(f"element => {{ {_TOOLS} return seen(element); }}")
        return seen

    def item_by_item(self, keys: list[str]) -> dict[str, tuple[list[Span], list[str], bool]]:
        """Clicks on these items in turn: each time, what of the source was highlighted, what was in hand, whether the words were seen."""
        found = self.page.evaluate(_ITEM_BY_ITEM, keys)
        return {key: ([(start, end) for start, end in lit], held, seen) for key, lit, held, seen in found}

    def mark_by_mark(self) -> dict[Span, tuple[list[str], list[str]]]:
        """Clicks on each stretch of the source in turn: which items were highlighted each time, and which of them were on the screen."""
        return {(start, end): (lit, seen) for start, end, lit, seen in self.page.evaluate(_MARK_BY_MARK)}

    def visible(self) -> set[str]:
        """Keys of the items, points of answers among them, that are not hidden or folded away."""
        found: list[str] = self.page.eval_on_selector_all(
            "[data-item]", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.item)"
        )
        return set(found)

    def shown(self) -> set[str]:
        """Keys of the items that filters left."""
        found: list[str] = self.page.eval_on_selector_all(
            "[data-unit]", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.item)"
        )
        return set(found)


def spans(evidence: Iterable[Evidence]) -> list[Span]:
    """Places of evidence in the order of the source, those that touch joined."""
    joined: list[Span] = []
    for start, end in sorted((one.start, one.end) for one in evidence):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
