"""How well every visible word stands out from what lies behind it: WCAG 2.2's contrast ratio, reckoned from the computed styles.

Its formula: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. Colours are read back from a canvas, so that every notation counts.
"""

from __future__ import annotations

from playwright.sync_api import Page

ENOUGH = 4.5
"""What WCAG's level AA asks of text, whatever its size."""

_WALK = """
() => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const rgba = colour => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, under) => top.slice(0, 3).map((one, at) => one * top[3] + under[at] * (1 - top[3])).concat(1);
  const behind = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const colour = rgba(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const dark = getComputedStyle(document.documentElement).colorScheme.startsWith("dark");
    return layers.reverse().reduce((under, top) => over(top, under), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(one => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const faint = element => {
    let all = 1;
    for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
    return all;
  };
  const found = new Map();
  const note = (element, colour, words, what) => {
    const ground = behind(element);
    const ink = rgba(colour).slice();
    ink[3] *= faint(element);
    const value = ground === null ? 0 : ratio(over(ink, ground), ground);
    const key = [what, element.tagName.toLowerCase(), element.className.baseVal ?? element.className, colour, ground].join(" ");
    if (!found.has(key)) found.set(key, {ratio: value, what: key, words: words.slice(0, 40)});
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let texts = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    if (element.closest("[disabled], [aria-disabled=true], script, style, noscript, option, .visually-hidden")) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    texts += 1;
    const style = getComputedStyle(element);
    note(element, element.closest("svg") ? style.fill : style.color, node.data.trim(), "text");
  }
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (!field.checkVisibility() || field.disabled) continue;
    note(field, getComputedStyle(field).color, field.value, "field");
    if (field.placeholder) note(field, getComputedStyle(field, "::placeholder").color, field.placeholder, "placeholder");
  }
  return {texts, found: [...found.values()]};
}
"""


def faint(page: Page) -> list[str]:
    """Kinds of visible text with too little contrast, or on a background that cannot be reckoned with; worst first.

    Raises:
        AssertionError: the page shows no text at all.
    """
    seen = page.evaluate(_WALK)
    assert seen["texts"] > 20, "there is hardly any text to look at"
    low = sorted((one for one in seen["found"] if one["ratio"] < ENOUGH), key=lambda one: float(one["ratio"]))
    return [f"{one['ratio']:.2f}: {one['what']}: {one['words']}" for one in low]
