"""A comparison for people and programs: JSON, Markdown, a terminal, one HTML page."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import UsageError
from ...schemas.comparison import Comparison
from ...schemas.profile import Profile

COMPARISON_FORMATS = ("table", "json", "md", "html")
"""Every format a comparison can be rendered in."""

__all__ = ["COMPARISON_FORMATS", "render_comparison"]


def render_comparison(
    comparison: Comparison,
    format: str,
    *,
    language: str | None = None,
    profile: Profile | None = None,
    texts: Mapping[str, str] | None = None,
    width: int = 120,
    colour: bool = False,
) -> str:
    """``comparison`` in one of `COMPARISON_FORMATS`, ending with a line break.

    Args:
        language: of the report's own words; by default the profile's, else that of the latest document. HTML can be switched to the others.
        profile: orders and folds; ``json`` is the output contract whatever the profile.
        texts: raw texts of documents by their ``sha256``: with its text a document's places are told as line numbers, without as code-point
            offsets; pages come first where the document has them.
        width: columns of ``table``.
        colour: whether ``table`` may use escape sequences.

    Raises:
        UsageError: there is no such format.
    """
    if format == "json":
        return comparison.model_dump_json(indent=2) + "\n"
    if format not in COMPARISON_FORMATS:
        raise UsageError(f"there is no format {format!r}; choose one of: {', '.join(COMPARISON_FORMATS)}")
    if format == "html":
        from .page import comparison_html

        return comparison_html(comparison, language=language, profile=profile, texts=texts)
    from .telling import Telling

    telling = Telling(comparison, language=language, profile=profile, texts=texts)
    if format == "md":
        from .markdown import comparison_markdown

        return comparison_markdown(telling)
    from .terminal import comparison_table

    return comparison_table(telling, width, colour)
