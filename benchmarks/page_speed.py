"""How quick the HTML report is in a browser: a page of 300 pages of source beside one of 10.

    python benchmarks/page_speed.py [--pages 10 300] [--repeats 5]

Told are the seconds to write it, to open it (until its script has run and it is drawn), from the first click on an item until its place
is highlighted and drawn, of one more such click, from a click on a place to its items, and of one search; medians over fresh browsers.
The source is made up: 2,000 characters and ten places a page. Needs the parts of `pip install '.[dev]'` and a Chromium.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the document and the browser are the tests' own

# two frames: what was changed before the first is drawn when the second begins
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
_CLICK = """
which => new Promise(done => {
  const one = document.querySelectorAll(which[0])[which[1]], begun = performance.now();
  one.click();
  requestAnimationFrame(() => requestAnimationFrame(() => done({
    seconds: (performance.now() - begun) / 1000,
    lit: document.querySelectorAll("mark.lit, [data-item].lit").length,
  })));
})
"""
_SEARCH = """
words => new Promise(done => {
  const field = document.querySelector("#search"), told = document.querySelector("#shown"), before = told.textContent;
  const begun = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  const wait = () => told.textContent === before ? requestAnimationFrame(wait)
    : requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - begun) / 1000)));
  wait();
})
"""
STEPS = ("write", "open", "first click", "next click", "place to items", "search")


def measure(pages: int, repeats: int, folder: Path) -> tuple[dict[str, float], float]:
    """Median seconds of each step, and the page's size in megabytes."""
    from playwright.sync_api import sync_playwright

    from summarizer.reports.html import render_html
    from tests.browser.chromium import ARGUMENTS, chromium
    from tests.browser.documents import long

    told = long(pages)
    seconds: dict[str, list[float]] = {step: [] for step in STEPS}
    file = folder / f"pages-{pages}.html"
    for _ in range(repeats):
        begun = time.perf_counter()
        file.write_text(render_html(told.summary, told.text), encoding="utf-8", newline="")
        seconds["write"].append(time.perf_counter() - begun)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
            page.goto(file.as_uri())
            seconds["open"].append(page.evaluate(_DRAWN) / 1000)
            figures = page.locator("[data-item^=k]").count()
            for step, which in (
                ("first click", ["[data-item^=k]", figures // 2]), ("next click", ["[data-item^=k]", figures - 1]),
                ("place to items", ["#text mark", figures // 3]),
            ):  # fmt: skip
                found = page.evaluate(_CLICK, which)
                assert found["lit"], f"{step}: nothing was highlighted"
                seconds[step].append(found["seconds"])
            seconds["search"].append(page.evaluate(_SEARCH, f"Revenue {pages - 1}"))
            browser.close()
    return {step: statistics.median(found) for step, found in seconds.items()}, file.stat().st_size / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", nargs="+", type=int, default=[10, 300])
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print(f"{'pages':>6}{'MB':>7}" + "".join(f"{step:>16}" for step in STEPS))
    first: dict[str, float] = {}
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as folder:
            found, size = measure(pages, options.repeats, Path(folder))
        first = first or found
        print(f"{pages:6}{size:7.2f}" + "".join(f"{found[step]:14.3f} s" for step in STEPS))
        if found is not first:
            print(f"{'times':>13}" + "".join(f"{found[step] / first[step]:16.1f}" for step in STEPS))


if __name__ == "__main__":
    main()
