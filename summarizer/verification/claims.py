"""What a summary claims, one statement at a time, before it is held against the source."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One statement of somebody's summary: a sentence, a bullet, a row of a table."""

    text: str
    """As the summary writes it, on one line, without its marks of form."""
    where: str
    """Its place in the summary, for people: ``line 12``."""
    start: int | None = None
    """First code point in the summary's text, and one past the last; ``None`` for our JSON."""
    end: int | None = None
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    spoken: str = ""
    """What is read of it where that is not ``text``: a table's row as ``Revenue: 3.68bn; change: +8%``."""
    before: tuple[str, ...] = field(default=())
    """The statements before it in its paragraph or list: what it goes on from (*it*, *both*)."""

    @property
    def read(self) -> str:
        """The words that are held against the source."""
        return self.spoken or self.text
