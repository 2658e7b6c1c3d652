"""The header of an announcement of a company listed in Hong Kong: names and code at its head, the signature at its foot."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..tables import table
from .dates import find_dates
from .header_listing import find_listing
from .header_source import HEAD, Found, Line, Source
from .marks import any_of
from .model import Header, HostName
from .names import english_title, is_hanzi_name, is_latin_name, is_transliterated, titles
from .script import fold

_TITLE_LINES = 5
_LONGEST_TITLE_LINE = 90
_FOOT = 1_500
"""The signature with its date stands within this many characters below its first line."""
_CODE = lazy(
    r"(?:股份|证券|股票)(?:代号|代码)s?[ ]?:?[ ]?(?:\(?港[股币元](?:柜台)?\)?[ ]?)?(?P<zh>\d{1,5})(?!\d)"
    r"|stock codes?[ ]?:?[ ]?(?:hkex[ ]?:[ ]?)?(?P<en>\d{1,5})(?!\d)"
)
_OWN_NAME = lazy(
    r"(?:由|[\n。]|by|of)[ ]?(?P<name>[A-Z][A-Za-z0-9 .,&'’()-]{2,70}|(?:(?!由)[㐀-鿿（）()]){4,40}?)[ ]?"
    r"[（(](?:「[^「」\n]{1,20}」[或、及])?(?:the )?[「“\"](?:本[ ]?公[ ]?司|Company)"
)
_SHORT_NAME = lazy(
    r"[（(](?:the )?[「“\"](?!本)(?P<name>[^「」“”\"\n]{2,24})[」”\"](?:[ ]?(?:或|,|，|及|、|or)[ ]?)(?:the )?[「“\"](?:本公司|Company)"
)
_LATIN_LETTER = lazy(r"[A-Za-z]")
_HAN = lazy(r"[㐀-鿿]")
_PLACE_AND_DATE = lazy(r"^[^\d\n]{0,24}$")
_HONORIFIC = lazy(r"^(?:Mr|Ms|Mrs|Dr|Prof|Sir)\.?\s")
_BULLET = lazy(r"[•●·▪■◆–-]")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(table("outline", "announcement")[key])


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile(any_of(list(_words(key))))


def is_announcement(folded: str) -> bool:
    """Whether the text bears the exchange's disclaimer or the board's signature."""
    return _any("marks").search(folded) is not None


def announcement_header(source: Source) -> Found:
    """Company, code and title from the head; date and signatory from the foot. The day of an announcement is that of its publication."""
    header = Header(is_announcement=True)
    found = Found(header)
    head = _head(source)
    names = [line for line in head if _is_company(line)]
    found.spans += [(line.start, line.end) for line in head]
    end = min(len(source.text), HEAD)
    if (code := _CODE.search(source.folded, 0, end)) is not None:
        header.ticker, header.exchange = (code["zh"] or code["en"]).zfill(5), "HKEX"
    else:
        header.ticker, header.exchange, _ = find_listing(source.folded, 0, end)
    header.title = _title(source, [line for line in head if line not in names])
    foot = _foot(source)
    found.spans += [(line.start, line.end) for line in foot]
    signed = [line for line in foot if _is_company(line)]
    own = _OWN_NAME.search(source.text, 0, end)
    # a footnote's mark may stand behind a name: * for identification purposes only
    told = [line.text.rstrip("*# ") for line in names]
    told += ([own["name"].strip()] if own else []) + [line.text.rstrip("*# ") for line in signed]
    header.company = next((name for name in told if _in_script(source, name)), told[0] if told else None)
    if (short := _SHORT_NAME.search(source.text, 0, end)) is not None:
        header.short_name = short["name"]
    header.published = header.event_date = _day(source, foot)
    header.event_dates = [header.event_date] if header.event_date else []
    header.hosts = _signatories(source, foot, header.company)
    return found


def _lines(source: Source, start: int, end: int) -> list[Line]:
    """The written lines between two places, in order."""
    lines = []
    while start < end:
        stop = source.folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        words = source.text[start:stop].strip()
        if words:
            lines.append(Line(start, stop, words))
        start = stop + 1
    return lines


def _head(source: Source) -> list[Line]:
    """The lines above the body: short, and none of them a sentence."""
    head: list[Line] = []
    apart = [span for span in source.boilerplate if span[0] < HEAD]
    for line in _lines(source, 0, min(len(source.text), HEAD)):
        words = fold(line.text)
        if any(low <= line.start + 1 and line.end - 1 <= high for low, high in apart):
            continue
        if words.endswith(".") and len(words) > 40 and not _is_company(line):
            break
        if len(words) > _LONGEST_TITLE_LINE and not words.startswith("("):
            break
        if words.startswith(_words("body_starts")) or words.endswith(("。", ";")) or _BULLET.match(words):
            break
        head.append(line)
    return head


def _is_company(line: Line) -> bool:
    words = fold(line.text).rstrip("*# ")
    return len(words) <= 80 and words.endswith(_words("company_ends")) and not words.startswith(("(", "香港交易及结算所"))


def _in_script(source: Source, name: str) -> bool:
    return (_HAN.search(name) is None) == (source.language == "en")


def _title(source: Source, lines: list[Line]) -> str | None:
    """The lines below the last that names the company or its code, as one."""
    at = max((number for number, line in enumerate(lines) if fold(line.text).startswith(_words("no_title"))), default=-1)
    chosen = [line for line in lines[at + 1 :] if _in_script(source, line.text)] or lines[at + 1 :]
    title = ""
    for line in chosen[:_TITLE_LINES]:
        joined = title and (fold(title).endswith(_words("goes_on")) and not line.text[0].isascii())
        title = f"{title}{'' if joined or not title else ' '}{line.text}"
    return title or None


def _foot(source: Source) -> list[Line]:
    """The lines from the signature to its date."""
    signed = [found.start() for found in _any("closings").finditer(source.folded)]
    if not signed:
        return []
    foot: list[Line] = []
    for line in _lines(source, signed[-1], min(len(source.text), signed[-1] + _FOOT)):
        if len(line.text) > 100:
            break
        foot.append(line)
        if any(mention.day for mention in find_dates(source.folded, line.start, line.end)):
            break
    return foot


def _day(source: Source, foot: list[Line]) -> str | None:
    """The date below the signature; where there is no signature, that of the last line that gives a place and a date."""
    lines = foot or _lines(source, max(0, len(source.text) - 2 * _FOOT), len(source.text))
    for line in reversed(lines):
        mentions = [mention for mention in find_dates(source.folded, line.start, line.end) if mention.iso]
        if mentions and (foot or _PLACE_AND_DATE.match(source.folded[line.start : mentions[0].start].strip())) and len(line.text) < 60:
            return mentions[-1].iso
    return None


def _joined_title(words: str) -> str | None:
    """A title right behind what a company's name ends with."""
    found = _any("company_ends").search(fold(words))
    behind = words[found.end() :].strip() if found else ""
    return behind if behind and titles().fullmatch(fold(behind)) else None


def _signatories(source: Source, foot: list[Line], company: str | None) -> list[HostName]:
    """Who signs for the board: a name on its own line, with the title on the line before it, behind it, or beside it."""
    name = title = None
    for line in foot[1:]:
        words = fold(line.text)
        if title is None and (joined := _joined_title(line.text)):
            # the company's name and the title, on one line
            title = joined
            continue
        if _is_company(line) or any(mention.day for mention in find_dates(source.folded, line.start, line.end)):
            continue
        parts = [part for part in re.split(r"[ ]{2,}|\t", line.text) if part] if not words.isascii() else [line.text]
        for part in [*parts, *(line.text.split(" ") if len(parts) == 1 and not words.isascii() else [])]:
            plain = re.sub(r"(?:先生|女士|博士|小姐)$", "", fold(part).replace(" ", ""))
            if name is None and (is_hanzi_name(plain) or is_transliterated(plain)):
                name = part.replace(" ", "")[: len(plain)]
            elif name is None and part.isascii() and is_latin_name(part) and not english_title().search(fold(part)):
                name = _HONORIFIC.sub("", part)
            elif title is None and (titles().fullmatch(fold(part)) if not part.isascii() else english_title().search(fold(part))):
                title = part
    return [HostName(name, title, company)] if name else []
