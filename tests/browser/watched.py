"""A report opened from disk, and all that it said, asked for and was refused while it was open."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request

# the page's own policy speaks to the page alone
_TELL_VIOLATIONS = """
window.__violations = [];
addEventListener("securitypolicyviolation", event => window.__violations.push(event.violatedDirective + " " + event.blockedURI), true);
"""


@dataclass
class Watched:
    """An open page under watch. Nothing is expected to reach any of its lists."""

    page: Page
    url: str = ""
    said: list[str] = field(default_factory=list)
    """Warnings and errors of the console, and exceptions nobody caught."""
    asked: list[str] = field(default_factory=list)
    """Requests for anything but the file itself."""

    def __post_init__(self) -> None:
        self.page.add_init_script(_TELL_VIOLATIONS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.said.append(f"pageerror: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)

    def open(self, url: str) -> None:
        """Opens a file; what was said and asked before is forgotten."""
        self.url = url
        self.said.clear()
        self.asked.clear()
        self.page.goto(url)

    def rest(self, width: int, height: int) -> None:
        """The paper, the window and the mouse are put back as they were; what is open stays until another file is opened."""
        self.page.emulate_media(media="null")
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.mouse.move(0, 0)
        self.page.set_default_timeout(5_000)

    def refused(self) -> list[str]:
        """What the page's Content-Security-Policy refused."""
        found: list[str] = self.page.evaluate("window.__violations || []")
        return found

    def complaints(self) -> list[str]:
        """Everything that a silent page has none of."""
        return [*self.said, *(f"asked for {url}" for url in self.asked), *(f"refused: {one}" for one in self.refused())]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error", "assert"):
            self.said.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if request.url.partition("#")[0] != self.url:
            self.asked.append(request.url)

    def _failed(self, request: Request) -> None:
        # what the policy refused was never sent; `refused` has it
        if request.failure == "csp" and request.url in self.asked:
            self.asked.remove(request.url)
