"""The formats a summary can be rendered in, and the one function that picks one."""

from __future__ import annotations

from ..errors import UsageError
from ..schemas import Summary
from .markdown import render_markdown

FORMATS = ("json", "md")
"""Every format there is; each is also the suffix of the file it is written to."""


def render(summary: Summary, format: str, text: str | None = None) -> str:
    """``summary`` in one of `FORMATS`, ending with a line break.

    ``text`` is the raw text of the document that was summarised. With it, ``md`` gives places as line numbers; without,
    as code-point offsets. ``json`` is the output contract, in its order.

    Raises:
        UsageError: there is no such format.
    """
    if format == "json":
        return summary.model_dump_json(indent=2) + "\n"
    if format == "md":
        return render_markdown(summary, text)
    raise UsageError(f"there is no format {format!r}; choose one of: {', '.join(FORMATS)}")
