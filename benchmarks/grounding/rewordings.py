"""Small rewordings that stay true: another word of the same meaning, a number written otherwise, a word that says nothing left out.

Each is a rule that keeps every digit's value, unit, sign, direction, negation, period and name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

from summarizer.outline.script import HAN

from .sources import Source
from .tables import REWORDINGS

_LATIN = r"(?<![A-Za-z'-]){}(?![A-Za-z'-])"
_FIGURE_FOLLOWS = r"(?=\s?(?:(?:US|HK|RMB)?[$€£¥]\s?)?\d)"
_NEGATED = re.compile(r"(?:n't|not|no|never|cannot|不|没|未|無)\s?$")


# 前三季度 holds no 三季度, nor 大约 another 约
_NOT_WITHIN = {"度": r"(?<![前头近上下第])", "约": "(?<!大)", "約": "(?<!大)"}


def _options(quote: str, rows: list[str], behind: str = "") -> list[str]:
    """``quote`` with the first word of a row put as each of the others, where it stands once: two places are no small rewording."""
    found: list[str] = []
    for row in rows:
        old, *others = row.split("|")
        word = _LATIN.format(re.escape(old)) + "(?! of the)" if old.isascii() else _NOT_WITHIN.get(old[-1], "") + re.escape(old)
        places = list(re.finditer(word + behind, quote))
        for match in places[:1]:
            if behind and _NEGATED.search(quote[: match.start()]):
                continue  # "not more than", "不超过": the words before it belong to it
            found += [quote[: match.start()] + new + quote[match.end() :] for new in others]
    return found


def _same(name: str) -> Callable[[random.Random, str, Source], str | None]:
    def apply(rng: random.Random, quote: str, source: Source) -> str | None:
        options = _options(quote, REWORDINGS["same"][name])
        return rng.choice(options) if options else None

    return apply


def _period(rng: random.Random, quote: str, source: Source) -> str | None:
    if _QUARTER_END.search(quote) or len(re.findall(rf"[a-zA-Z{HAN}]", quote)) < 8:
        return None  # a heading that is nothing but a period, or the end of one
    return _same("period")(rng, quote, source)


_QUARTER_END = re.compile(r"\bend of (?:the|our|its) (?:fiscal )?(?:first|second|third|fourth)")


def _joined(rng: random.Random, quote: str, source: Source) -> str | None:
    # between two figures it is a range's
    options = _options(quote, REWORDINGS["same"]["joining"], r"(?!\s?(?:(?:US|HK)?[$€£¥])?\d)")
    return rng.choice(options) if options else None


def _qualified(rng: random.Random, quote: str, source: Source) -> str | None:
    options = _options(quote, REWORDINGS["figure"]["qualifier"], _FIGURE_FOLLOWS)
    return rng.choice(options) if options else None


def _per_cent(rng: random.Random, quote: str, source: Source) -> str | None:
    if source.language != "en":
        return None
    if re.search(r"\d%\s?[-–—]", quote):
        return None
    if re.search(r"\d%", quote):
        return re.sub(r"(?<=\d)%", " percent", quote)
    return re.sub(r"(?<=\d) percent\b", "%", quote) if re.search(r"\d percent\b", quote) else None


_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,-])(?!\s?(?:[-~至到]|to)\s?[$\d])")
# an amount, not a code: a currency before it or a unit behind it
_LONG = re.compile(r"(?<=[$€£¥])\d{4,}(?![\d.,])|(?<![\d.,A-Za-z:：-])\d{5,}(?=\s?[个個名人家张張台臺辆輛股户戶件元万萬亿億美])")


def _groups(rng: random.Random, quote: str, source: Source) -> str | None:
    """Group commas put in or taken out."""
    found = [match for match in _GROUPED.finditer(quote) if not _RANGED.search(quote[: match.start()])]
    if source.language != "en":  # a name's number
        found = [match for match in found if not re.search("[A-Za-z] $", quote[: match.start()])]
    options = [(match.span(), match[0].replace(",", "")) for match in found]
    options += [(match.span(), f"{int(match[0]):,}") for match in _LONG.finditer(quote) if match[0][0] != "0"]
    if not options:
        return None
    (start, end), new = rng.choice(options)
    return quote[:start] + new + quote[end:]


_SCALED = re.compile(
    r"(?<![\d.,~A-Za-z-])(?<!第)(?P<number>\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?P<blank>\s?)"
    r"(?P<scale>亿|億|billion\b|million\b)(?![多余餘几幾])(?!\s?[美港日欧歐]?[元圆圓]?\s?[-~至到]\s?[\d$])(?! (?:to|and|or) \$?\d)"
)
_RANGED = re.compile(r"(?:[至到~-]|\b(?:to|and|or|between|from))\s?(?:US|HK)?[$€£¥]?$")
_SMALLER = {"亿": (10_000, "万"), "億": (10_000, "萬"), "billion": (1_000, "million"), "million": (1_000_000, "")}


def _rescaled(rng: random.Random, quote: str, source: Source) -> str | None:
    """A scale changed for the next smaller one, with the number that makes it the same amount."""
    found = [match for match in _SCALED.finditer(quote) if not _RANGED.search(quote[: match.start()])]
    if source.language == "en":
        found = [match for match in found if re.search("[$€£¥]$", quote[: match.start()])]
    if not found:
        return None
    match = rng.choice(found)
    times, scale = _SMALLER[match["scale"]]
    value = Decimal(match["number"].replace(",", "")) * times
    written = f"{value.normalize():,f}"
    return quote[: match.start()] + (written + match["blank"] + scale if scale else written) + quote[match.end() :]


def _idle(rng: random.Random, quote: str, source: Source) -> str | None:
    words = REWORDINGS["idle"]["en" if source.language == "en" else "zh"]
    # at its beginning a word may belong to what stood before it
    found = [match for word in words for match in re.finditer(word, quote) if match.start() > 0]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + quote[match.end() :]


REWORDED: dict[str, Callable[[random.Random, str, Source], str | None]] = {
    "reworded: direction": _same("direction"),
    "reworded: comparison base": _same("base"),
    "reworded: metric": _same("metric"),
    "reworded: period": _period,
    "reworded: joining word": _joined,
    "reworded: contraction": _same("contraction"),
    "reworded: qualifier": _qualified,
    "reworded: per cent": _per_cent,
    "reworded: group commas": _groups,
    "reworded: scale": _rescaled,
    "reworded: idle word": _idle,
}
