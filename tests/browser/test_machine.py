"""The browser and the watch over it, before any report is opened."""

from __future__ import annotations

import pytest

from . import chromium
from .conftest import OpenPage
from .contrast import faint

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"


def test_a_file_opens_from_disk(open_page: OpenPage) -> None:
    """A page that does nothing is silent, and shows its words."""
    watched = open_page("<!doctype html><meta charset=utf-8><title>t</title><p>营收 36.8 亿元")
    assert watched.page.inner_text("p") == "营收 36.8 亿元"
    assert watched.complaints() == []


@pytest.mark.parametrize(("html", "complaint"), [
    ("<img src='https://example.invalid/a.png'>", "asked for https://example.invalid/a.png"),
    ("<link rel=stylesheet href=other.css>", "asked for file:"),
    ("<script>nowhere()</script>", "pageerror: nowhere is not defined"),
    ("<script>console.warn('beware')</script>", "warning: beware"),
    (f"<meta http-equiv=Content-Security-Policy content=\"{POLICY}\"><script>document.title = 'run'</script>", "refused: script-src"),
])  # fmt: skip
def test_the_watch_notices(open_page: OpenPage, html: str, complaint: str) -> None:
    """A request, an exception, a warning and what a policy refuses are each noticed: silence is worth something."""
    watched = open_page(f"<!doctype html><meta charset=utf-8><title>quiet</title>{html}", complains=True)
    watched.page.wait_for_timeout(50)
    assert any(one.startswith(complaint) for one in watched.complaints()), watched.complaints()
    assert watched.page.title() == "quiet"


def test_a_browser_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """SUMMARIZER_CHROMIUM decides, and where it names nothing there is none."""
    monkeypatch.setenv("SUMMARIZER_CHROMIUM", "/no/such/browser")
    assert chromium.chromium() is None


def test_contrast_is_reckoned(open_page: OpenPage) -> None:
    """On white #767676 is just enough and #777 just is not; what shines through counts."""
    styles = {
        "enough": "color: #767676", "low": "color: #777", "faint": "color: #000; opacity: .4", "glass": "color: rgb(0 0 0 / 60%)",
        "modern": "color: oklch(0.7 0 0)", "veiled": "background: #0007; color: #fff",
    }  # fmt: skip
    words = "".join(f"<div style='{style}'>{name}</div>" for name, style in styles.items())
    watched = open_page(f"<!doctype html><meta charset=utf-8><title>t</title><body>{'<p>black' * 25}{words}")
    assert sorted(one.rpartition(" ")[2] for one in faint(watched.page)) == ["faint", "low", "modern", "veiled"]
