"""One browser for all these tests, a fresh context for each; whatever a page says on its console or asks for fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from summarizer.reports.html import render_html
from summarizer.schemas.profile import Profile
from tests.conftest import need

from .chromium import ARGUMENTS, chromium
from .documents import Told
from .reader import Reader
from .watched import Watched

OpenPage = Callable[..., Watched]
OpenReport = Callable[..., Reader]
WIDE, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = chromium()
    need(path is not None, "a browser (Chromium, or its path in SUMMARIZER_CHROMIUM)")
    # its sandbox does not start for root
    sandbox = os.name == "posix" and os.geteuid() != 0
    with ExitStack() as running:
        try:
            playwright = running.enter_context(sync_playwright())
            started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), chromium_sandbox=sandbox)
        # Playwright says in a plain Exception that its own driver does not start
        except Exception as error:
            need(False, f"a browser that starts; this one does not: {str(error).splitlines()[0]}")
            raise
        running.callback(started.close)
        yield started


@pytest.fixture(scope="package")
def idle() -> dict[Any, list[Watched]]:
    """Pages whose test is done, by the options of their context: a document opened anew in one of them is half as dear as a new context."""
    return {}


@pytest.fixture
def open_page(browser: Browser, idle: dict[Any, list[Watched]], tmp_path: Path) -> Iterator[OpenPage]:
    """``open_page(html, size=WIDE, complains=False, **options of the context)``: the page, written to disk and opened from there.

    When the test is done, no page may have written a warning or an error on its console, asked for anything but its own file, or met its
    own Content-Security-Policy, unless ``complains`` says that it should.
    """
    used: list[tuple[Any, Watched, bool]] = []

    def opened(html: str, size: tuple[int, int] = WIDE, complains: bool = False, **options: Any) -> Watched:
        key = (size, *sorted(options.items()))
        waiting = idle.setdefault(key, [])
        watched = waiting.pop() if waiting else _new(browser, size, options)
        used.append((key, watched, complains))
        file = tmp_path / f"report-{len(used)}.html"
        file.write_text(html, encoding="utf-8", newline="")
        watched.open(file.as_uri())
        return watched

    yield opened
    complaints = [watched.complaints() for _, watched, complains in used if not complains]
    for key, watched, complains in used:
        if complains or watched.complaints():
            watched.page.context.close()
        else:
            watched.rest(*key[0])
            idle[key].append(watched)
    assert not any(complaints), complaints


def _new(browser: Browser, size: tuple[int, int], options: dict[str, Any]) -> Watched:
    width, height = size
    # without motion a scroll has ended when its click has; the page must ask for that itself
    settings: dict[str, Any] = {"viewport": {"width": width, "height": height}, "offline": True, "reduced_motion": "reduce"} | options
    context = browser.new_context(**settings)
    context.set_default_timeout(5_000)
    return Watched(context.new_page())


@pytest.fixture
def open_report(open_page: OpenPage) -> OpenReport:
    """``open_report(told, profile=None, language=None, **as open_page)``: the report of a document, opened."""

    def opened(told: Told, profile: Profile | None = None, language: str | None = None, **options: Any) -> Reader:
        return Reader(open_page(_html(told, profile, language), **options), told)

    return opened


# one document is opened by many tests
_WRITTEN: dict[tuple[int, str | None], tuple[Told, str]] = {}


def _html(told: Told, profile: Profile | None, language: str | None) -> str:
    if profile is not None:
        return render_html(told.summary, told.text, profile, language=language)
    key = (id(told), language)
    if key not in _WRITTEN:
        _WRITTEN[key] = (told, render_html(told.summary, told.text, language=language))
    return _WRITTEN[key][1]
