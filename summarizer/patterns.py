"""Regular expressions that are compiled when they are first used.

The grammars of three languages are some four hundred expressions, a third of a second to compile; one document needs a
part of them. `lazy` stands for ``re.compile`` at module level.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Compiles on the first use of any method and from then on *is* the compiled pattern's methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled on first use; typed as what it becomes."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
