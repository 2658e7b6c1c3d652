"""The header's facts where running text tells them: who speaks for the company, and which company it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .marks import any_of
from .model import HostName, Span
from .names import LATIN_NAME, english_title, is_hanzi_name, is_transliterated, title_pattern

_LATIN = r"[a-z][a-z.'’-]+(?: [a-z][a-z.'’-]+){1,3}"
_DOTTED = r"[㐀-鿿]{1,6}(?:·[㐀-鿿a-z]{1,8})+"


@cache
def _said() -> re.Pattern[str]:
    names = table("outline", "names")
    verbs, honorific = any_of(names["speech_verbs"]), any_of(names["honorifics"])
    return re.compile(
        rf"(?P<title>{title_pattern()})[ ]?(?P<name>[㐀-鿿]{{2,4}}?|{_LATIN}|{_DOTTED})[ ]?(?:\([^()\n]{{1,30}}\))?(?:{honorific})?"
        rf"(?:于|在[^,，。\n]{{0,20}}?(?:上|中|时|里|会))?(?:首先|并|也|亦|还|则|进一步)?(?=(?:{verbs}))"
    )


@cache
def _third_person() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_prose('third_person'))})[^,，。]{{0,6}}\Z")


def _prose(key: str) -> list[str]:
    words: list[str] = table("outline", "header")["prose"][key]
    return words


def hosts_in_prose(text: str, folded: str, end: int) -> list[HostName]:
    """Those of the company of whom an article says that they said something (``董事长张三在会上表示``). One merely mentioned is no host."""
    hosts: dict[str, HostName] = {}
    for found in _said().finditer(folded, 0, end):
        name = found["name"]
        if not (is_hanzi_name(name) or is_transliterated(name) or name[0].isascii()):
            continue
        if _third_person().search(folded, max(0, found.start() - 12), found.start()):
            continue
        raw = text[found.start("name") : found.end("name")]
        if name[0].isascii() and not raw[0].isupper():
            continue
        title = text[found.start("title") : found.end("title")]
        hosts.setdefault(raw, HostName(raw, _OWN.sub("", title)))
    return list(hosts.values())


_OWN = lazy(r"^(?:本公司|公司|集团)(?=[^秘])")


@cache
def _opening(key: str) -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "header")["openings"][key]))


@cache
def _english_host() -> re.Pattern[str]:
    other = rf"(?!(?:{any_of(_prose('title_goes_on'))})\b){LATIN_NAME}"
    whose = r"(?:our|the|its|who is|[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}['’]s)"
    ends = rf";|:|\.(?:\s|$)|,? and (?:also )?{other},|, {other},|,? and (?:our|the) |,? who |,? will |\n|$"
    return re.compile(rf"(?P<name>{LATIN_NAME}), (?:{whose} )*(?P<title>[A-Za-z][^;.:\n]{{2,110}}?)(?={ends})")


@cache
def _title_first() -> re.Pattern[str]:
    name = rf"(?!(?:{any_of(_prose('not_person'))})\b){LATIN_NAME}"
    return re.compile(
        rf"(?:our|the company['’]s|[A-Z][\w.]*['’]s) (?P<title>[A-Za-z][A-Za-z&,' -]{{2,90}}?)(?<!and),? "
        rf"(?P<name>{name})(?=[;,.:]| and |\n|$)"
    )


def hosts_named(text: str, start: int, end: int) -> list[HostName]:
    """Names with titles in the first sentence of an English text."""
    return [HostName(name, title) for name, title in _english_hosts(text, start, end)]


def hosts_in_opening(text: str, folded: str, end: int) -> list[HostName]:
    """Those whom a call's opening names: ``With me today are Ann Lee, chief executive officer; and …``, ``今天与我一同出席的有…``."""
    hosts: dict[str, HostName] = {}
    for found in _opening("english").finditer(folded, 0, end):
        for name, title in _english_hosts(text, found.end(), min(end, found.end() + 600)):
            hosts.setdefault(name, HostName(name, title))
    for found in _opening("chinese").finditer(folded, 0, end):
        for name, title in _chinese_hosts(text, folded, found.end(), min(end, found.end() + 300)):
            hosts.setdefault(name, HostName(name, title))
    return list(hosts.values())


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(rf"\b(Inc|Corp|Ltd|Co|Jr|Sr|Dr|Mr|Ms|Mrs|[A-Z])\.(?! (?:{any_of(_prose('sentence_starts'))})\b)")


_FULL_STOP = lazy(r"\.(?=\s|$)|\n")


def _sentence_end(text: str, start: int, end: int) -> int:
    found = _FULL_STOP.search(text, start, end)
    return found.start() if found else end


def _english_hosts(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """Names with titles of one sentence, in order."""
    # the full stop of ``Inc.`` ends nothing: a mark of the same length stands for it while names are looked for
    text = text[:start] + _abbreviated().sub(r"\1․", text[start:end])
    stop = _sentence_end(text, start, end)
    found: dict[Span, tuple[str, str]] = {}
    for named in _title_first().finditer(text, start, stop):
        if english_title().search(named["title"].lower()) and _is_person(named["name"]):
            found[named.span()] = named["name"], _whole_title(named["title"])
    position = start
    while (match := _english_host().search(text, position, stop)) is not None:
        name, title = _bare_name(match["name"]), match["title"]
        clash = any(low < match.end("name") and match.start("name") < high for low, high in found)
        if not clash and name and english_title().search(title.lower()) and _is_person(name):
            found[match.span()] = name, _whole_title(title)
            position = match.end()
        else:
            position = match.end("name")
    return [found[span] for span in sorted(found)]


def _whole_title(title: str) -> str:
    title = re.sub(r",? and$", "", title.strip(" ,")).replace("․", ".")
    return title + "." if re.search(r"\b(?:Inc|Corp|Ltd|Co)$", title) else title


@cache
def _not_person() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_prose('not_person'))})\b")


def _is_person(name: str) -> bool:
    return not _not_person().search(name)


def _bare_name(name: str) -> str:
    return re.sub(r"^(?:(?:And|With|Today|Joining|Also|Are|Is|Dr\.|Mr\.|Ms\.|Mrs\.) )+", "", name)


@cache
def _chinese_host() -> re.Pattern[str]:
    title = title_pattern()
    return re.compile(
        rf"(?P<title>{title})[ ]?(?P<name>{_LATIN}|{_DOTTED}|[㐀-鿿]{{2,4}}?(?=[,，、;。和以及与]|先生|女士|小姐|博士))"
        rf"|(?P<name2>{_DOTTED}|{_LATIN})[ ]?(?:\([^()\n]{{1,40}}\))?[,， ]{{0,2}}(?:担任|为)?(?P<title2>{title})"
    )


def _chinese_hosts(text: str, folded: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    stops = [at for at in (folded.find("。", start, end), folded.find("\n", start, end)) if at >= 0]
    for found in _chinese_host().finditer(folded, start, min(stops) if stops else end):
        group = "name" if found["name"] else "name2"
        name = text[found.start(group) : found.end(group)]
        titled = "title" if group == "name" else "title2"
        plain = folded[found.start(group) : found.end(group)]
        if name[0].isupper() if name[0].isascii() else is_transliterated(plain) or is_hanzi_name(plain):
            yield name, _OWN.sub("", text[found.start(titled) : found.end(titled)])


_PERIOD = (
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]iscal|[Ff]ull|[Yy]ear|[Qq][1-4]|[1-4]Q|20\d\d|FY|[Qq]uarter|[Ee]arnings"
    r"|[Cc]onference|[Rr]esults|[Ff]inancial|[Ss]ales|[Aa]nnual|[Ii]nterim|[Hh]alf|January|February|March|April|May|June|July|August|September|October|November|December)"
)
_COMPANY = r"(?P<name>[A-Z][A-Za-z0-9&.-]*(?:(?:,? )(?:[A-Z][A-Za-z0-9&.-]*|&|of|and)){0,5}?)"
_COMPANY_SAYS = tuple(
    lazy(pattern)
    for pattern in (
        rf"[Ww]elcome(?: everyone| everybody| all)?(?: you)? to (?:the )?{_COMPANY}(?:['’]s?)? (?:{_PERIOD})",
        rf"(?:joining (?:us )?(?:today )?(?:on|for|to)|joining|participat\w+ in|discuss|review|on|for|to) (?:today['’]s |the |our )?"
        rf"{_COMPANY}['’]s? (?:{_PERIOD})",
        rf"[Vv]ice [Pp]resident of [Ii]nvestor [Rr]elations (?:for|at|of) {_COMPANY}(?=[.,])",
        rf"[Ii]nvestor [Rr]elations (?:for|at|of) {_COMPANY}(?=[.,])",
    )
)
_COMPANY_SAYS_ZH = lazy(
    r"(?:回顾|讨论|欢迎(?:大家|各位)?(?:参加|收听|来到)|参加|审阅|介绍)(?:今天的)?[ ]?"
    r"(?P<name>[A-Z][A-Za-z0-9&.-]*(?:,? [A-Z][A-Za-z0-9&.-]*){0,4}|[㐀-鿿]{2,16}?)[ ]?的?[ ]?"
    r"(?:20\d\d|二零|第[一二三四]季度|[Qq][1-4]|财年)"
)


def company_in_opening(text: str, end: int) -> str | None:
    """The company that a call's opening names."""
    for pattern in _COMPANY_SAYS:
        for found in pattern.finditer(text, 0, end):
            name = found["name"].strip(" ,")
            if name and name.split()[0] not in _prose("not_company") and not re.fullmatch(_PERIOD, name):
                return name
    found_zh = _COMPANY_SAYS_ZH.search(text, 0, end)
    return found_zh["name"] if found_zh else None
