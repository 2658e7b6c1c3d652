"""SVG elements as strings: attributes and text escaped, nothing else."""

from __future__ import annotations

import re

_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_MARKUP = re.compile("[&<>\"']")


def escape(text: str) -> str:
    """``text`` on one line for an element or an attribute, without what XML cannot hold."""
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], _BLANKS.sub(" ", _CONTROL.sub("", text)).strip())


def number(value: float) -> str:
    """A coordinate: short, never in exponents."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, *inside: str, text: str | None = None, **attributes: str | float | None) -> str:
    """``<name …>``; ``class_`` stands for ``class``, an underline for a hyphen; what is None is left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items() if value is not None
    )  # fmt: skip
    content = "".join(inside) + ("" if text is None else escape(text))
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def picture(key: str, title: str, told: str, width: float, height: float, *inside: str) -> str:
    """The ``<svg>`` itself: as wide as its place allows, its figures told in words."""
    return element(
        "svg", element("title", text=title, id=f"chart-{key}-title"), element("desc", text=told, id=f"chart-{key}-desc"), *inside,
        xmlns="http://www.w3.org/2000/svg", class_="chart", viewBox=f"0 0 {number(width)} {number(height)}", role="img",
        aria_labelledby=f"chart-{key}-title chart-{key}-desc",
    )  # fmt: skip
