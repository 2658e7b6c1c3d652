"""The page's own words, in every language it can be switched to without a network: each stands in the page under its key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ...tables import table

if TYPE_CHECKING:
    from markupsafe import Markup

LANGUAGES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
"""What the interface can speak, each under its own name."""
_BY_SCRIPT = ("page.shown", "page.place_of", "page.hidden", "page.show_hidden")
"""Words that only the script puts into the page."""
_OUT_OF_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


class Words:
    """Words of one language, marked so that the script can say them in another. It remembers which were used."""

    by_script: tuple[str, ...] = _BY_SCRIPT

    def __init__(self, language: str) -> None:
        self.language = language
        self._said = dict.fromkeys(self.by_script)

    def word(self, language: str, key: str) -> str:
        """The word under ``topic.revenue`` in a language."""
        return _word(language, key)

    def plain(self, key: str, *numbers: object) -> str:
        """The word under ``topic.revenue``; each ``{}`` in it takes a number in turn. Empty where the table says so."""
        said = self.word(self.language, key)
        for number in numbers:
            said = said.replace("{}", str(number), 1)
        return said

    def t(self, key: str, *numbers: object) -> Markup:
        """The same as an element that the script finds; nothing where the word is empty."""
        from markupsafe import Markup

        self._said[key] = None
        said = self.plain(key, *numbers)
        if not said:
            return Markup("")
        counted = Markup(' data-n="{}"').format(",".join(map(str, numbers))) if numbers else ""
        return Markup('<span data-t="{}"{}>{}</span>').format(key, counted, said)

    def attribute(self, name: str, key: str) -> Markup:
        """The same as an attribute: ``aria-label``, ``placeholder`` or ``title``."""
        from markupsafe import Markup

        self._said[key] = None
        return Markup('{0}="{1}" data-t-{0}="{2}"').format(name, self.plain(key), key)

    def option(self, value: str, key: str) -> Markup:
        """The same as an option of a select."""
        from markupsafe import Markup

        self._said[key] = None
        return Markup('<option value="{}" data-t="{}">{}</option>').format(value, key, self.plain(key))

    def embedded(self) -> Markup:
        """All words used so far, in all languages, as JSON that nothing in it can end."""
        from markupsafe import Markup

        words = {language: {key: self.word(language, key) for key in self._said} for language in LANGUAGES}
        return Markup(json.dumps(words, ensure_ascii=False, separators=(",", ":")).translate(_OUT_OF_SCRIPT))


def _word(language: str, key: str) -> str:
    name, _, id = key.partition(".")
    labels: dict[str, dict[str, str]] = table("reports", "labels")[language]
    # a failed part may have a name of its own: qa[3]
    return labels[name].get(id, id) if name == "sections" else labels[name][id]
