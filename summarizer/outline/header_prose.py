"""The header's facts where running text tells them: who speaks, which company, which listing, which date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ..tables import table, words_pattern
from .dates import DateMention, find_dates, to_iso
from .model import HostName, Span
from .names import LATIN_NAME, english_title, is_hanzi_name, is_transliterated, title_pattern

# --- listings --------------------------------------------------------------------------------------------------------


@cache
def _exchange_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for name, forms in table("outline", "header")["exchanges"].items():
        words.update(dict.fromkeys(forms, name.upper()))
    return words


@cache
def _listing() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _exchange_words()), key=len, reverse=True))
    return re.compile(
        rf"\((?:(?P<ex1>{words})[ ]?[:：.][ ]?(?P<code1>[a-z]{{1,6}}(?:\.[a-z])?|\d{{3,6}})|(?P<code2>\d{{4,6}}|[a-z]{{1,5}})[ ]?[.\-:][ ]?(?P<ex2>{words})|(?P<code3>\d{{5,6}}))\)"
        rf"|(?:证券|股票|股份|公司|a股)(?:代码|代号)[ ]?[:：]?[ ]?(?P<code4>\d{{3,6}})(?:[.](?P<ex4>{words}))?"
        rf"|\((?P<code8>\d{{4}})\)|(?<![\w.])(?P<code5>\d{{5}})\.(?P<ex5>hk)(?![a-z])|(?<![\w.])(?P<code6>\d{{6}})\.(?P<ex6>sh|sz|bj|ss)(?![a-z])"
        rf"|(?<![a-z])(?P<ex7>nasdaq|nyse|纽交所|纳斯达克)[ ]?:[ ]?(?P<code7>[a-z]{{1,5}}(?:\.[a-z])?)(?![a-z])"
    )


_TAIWAN = re.compile(r"法说|法人|台股|新台币|台北|月增|季增|年增|上柜|证交所")


def find_listing(folded: str, start: int, end: int) -> tuple[str | None, str | None, int | None]:
    """Ticker, exchange and place of the first listing told. Without a market, a number of five digits is Hong Kong's, and one of four
    Taiwan's where the text speaks as Taiwan's papers do."""
    for found in _listing().finditer(folded, start, end):
        group = found.groupdict()
        code = next(value for name, value in group.items() if name.startswith("code") and value)
        market = next((value for name, value in group.items() if name.startswith("ex") and value), None)
        exchange = _exchange_words().get(market) if market else None
        if group["code8"]:
            if not 1100 <= int(code) <= 9999 or not _TAIWAN.search(folded, start, end):
                continue
            exchange = "TWSE"
        ticker, exchange = _normal(code, exchange, labelled=bool(group["code4"]))
        if ticker:
            return ticker, exchange, found.start()
    return None, None, None


def _normal(code: str, exchange: str | None, *, labelled: bool) -> tuple[str | None, str | None]:
    if not code.isdigit():
        return (code.upper(), None if exchange == "US" else exchange)
    if exchange == "HKEX" or (exchange is None and len(code) == 5) or (labelled and len(code) < 6 and exchange is None):
        return code.zfill(5), "HKEX"
    if exchange:
        return code, exchange
    return (code, mainland_exchange(code)) if len(code) == 6 and mainland_exchange(code) else (None, None)


def mainland_exchange(code: str) -> str | None:
    """The mainland exchange whose numbers begin so."""
    if code.startswith(("6", "900")):
        return "SSE"
    if code.startswith(("0", "3", "2")):
        return "SZSE"
    return "BSE" if code.startswith(("8", "4", "92")) else None


_NAME_BEFORE = re.compile(r"(?:[A-Za-z㐀-鿿][A-Za-z0-9㐀-鿿·&.'’-]*(?: (?=[A-Z&]))?)+[ ]?\Z")
_NOT_NAME_BEFORE = re.compile(r"^(?:近日|日前|昨日|今日|上市公司|消息|获悉|智通财经|港股|a股|据|公司|其中|对于|关于)+")


def name_before(text: str, folded: str, place: int) -> str | None:
    """The name right before a listing in brackets: 某某科技(00000)."""
    low = max(0, place - 40)
    found = _NAME_BEFORE.search(text, low, place)
    if found is None:
        return None
    start, end = found.span()
    lead = _NOT_NAME_BEFORE.match(folded[start:end])
    name = text[start + (lead.end() if lead else 0) : end].strip(" -·")
    return name if 2 <= len(name) <= 40 else None


# --- speakers in running text ----------------------------------------------------------------------------------------


@cache
def _said() -> re.Pattern[str]:
    names = table("outline", "names")
    verbs = "|".join(sorted(map(re.escape, names["speech_verbs"]), key=len, reverse=True))
    honorific = "|".join(names["honorifics"])
    return re.compile(
        rf"(?P<title>{title_pattern()})[ ]?(?P<name>[㐀-鿿]{{2,4}}?|[a-z][a-z.'’-]+(?: [a-z][a-z.'’-]+){{1,3}}|[㐀-鿿]{{1,6}}(?:·[㐀-鿿]{{1,8}})+)[ ]?(?:\([^()\n]{{1,30}}\))?(?:{honorific})?"
        rf"(?:于|在[^,，。\n]{{0,20}}?(?:上|中|时|里|会))?(?:首先|并|也|亦|还|则|进一步)?(?=(?:{verbs}))"
    )


_THIRD_PERSON = re.compile(r"(?:分析师|研究员|券商|基金|教授|院士|研究所|大学|投行|机构|首席经济学家)[^,，。]{0,6}\Z")


def hosts_in_prose(text: str, folded: str, end: int) -> list[HostName]:
    """Those of the company of whom an article says that they said something (``董事长张三在会上表示``). One merely mentioned is no host."""
    hosts: dict[str, HostName] = {}
    for found in _said().finditer(folded, 0, end):
        name = found["name"]
        if not (is_hanzi_name(name) or is_transliterated(name) or name[0].isascii()):
            continue
        if _THIRD_PERSON.search(folded, max(0, found.start() - 12), found.start()):
            continue
        raw = text[found.start("name") : found.end("name")]
        if name[0].isascii() and not raw[0].isupper():
            continue
        title = text[found.start("title") : found.end("title")]
        hosts.setdefault(raw, HostName(raw, _OWN.sub("", title)))
    return list(hosts.values())


_OWN = re.compile(r"^(?:本公司|公司|集团)(?=[^秘])")


@cache
def _opening(key: str) -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "header")["openings"][key]))


_NO_TITLE = r"(?!(?:Co-|Chief|President|Vice|Senior|Executive|Chair|Director|Head|Founder|General|Interim|Group|Treasurer|Managing|Corporate|Secretary|Global)\b)"
_ENGLISH_HOST = re.compile(
    rf"(?P<name>{LATIN_NAME}), (?:(?:our|the|its|who is|[A-Z][\w.]*(?: [A-Z][\w.]*){{0,3}}['’]s) )*(?P<title>[A-Za-z][^;.:\n]{{2,110}}?)(?=;|:|\.(?:\s|$)|,? and (?:also )?(?:{_NO_TITLE}{LATIN_NAME}),|, {_NO_TITLE}{LATIN_NAME},|,? and (?:our|the) |,? who |,? will |\n|$)"
)
_TITLE_FIRST = re.compile(
    rf"(?:our|the company['’]s|[A-Z][\w.]*['’]s) (?P<title>[A-Za-z][A-Za-z&,' -]{{2,90}}?),? (?P<name>{LATIN_NAME})(?=[;,.:]| and |\n|$)"
)


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


_ABBREVIATED = re.compile(r"\b(Inc|Corp|Ltd|Co|Jr|Sr|Dr|Mr|Ms|Mrs|[A-Z])\.(?! (?:During|We|Our|Before|The|Today|As|After|This|On|In|Please|For|Following|At|My|To|Also)\b)")
_FULL_STOP = re.compile(r"\.(?=\s|$)|\n")


def _sentence_end(text: str, start: int, end: int) -> int:
    found = _FULL_STOP.search(text, start, end)
    return found.start() if found else end


def _english_hosts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    # the full stop of ``Inc.`` ends nothing: a mark of the same length stands for it while names are looked for
    text = text[:start] + _ABBREVIATED.sub(r"\1․", text[start:end])
    stop = _sentence_end(text, start, end)
    taken: list[Span] = []
    for found in _TITLE_FIRST.finditer(text, start, stop):
        title = found["title"].strip(" ,")
        if english_title().search(title.lower()) and _is_person(found["name"]):
            taken.append(found.span())
            yield found["name"], title.replace("․", ".")
    position = start
    while position < stop:
        named = _ENGLISH_HOST.search(text, position, stop)
        if named is None:
            return
        name, title = _bare_name(named["name"]), named["title"].strip(" ,")
        clash = any(low < named.end("name") and named.start("name") < high for low, high in taken)
        if not clash and name and english_title().search(title.lower()) and _is_person(name):
            yield name, re.sub(r",? and$", "", title).replace("․", ".")
            position = max(named.end(), named.start() + 1)
        else:
            position = named.end("name")


_NOT_PERSON = re.compile(r"\b(?:Officer|President|Chief|Vice|Director|Head|Relations|Inc|Corp|Company|Today|Thank|Good|And|With|Executive|Chairman|Investor|Senior|Quarter|Financial|Group|Treasurer)\b")


def _is_person(name: str) -> bool:
    return not _NOT_PERSON.search(name)


def _bare_name(name: str) -> str:
    return re.sub(r"^(?:(?:And|With|Today|Joining|Also|Are|Is|Dr\.|Mr\.|Ms\.|Mrs\.) )+", "", name)


@cache
def _chinese_host() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<title>{title_pattern()})[ ]?(?P<name>[a-z][a-z.'’-]+(?: [a-z][a-z.'’-]+){{1,3}}|[㐀-鿿]{{1,6}}(?:·[㐀-鿿a-z]{{1,8}})+|[㐀-鿿]{{2,4}}?(?=[,，、;。和以及与]|先生|女士|小姐|博士))"
        rf"|(?P<name2>[㐀-鿿]{{1,6}}(?:·[㐀-鿿a-z]{{1,8}})+|[a-z][a-z.'’-]+(?: [a-z][a-z.'’-]+){{1,3}})[ ]?(?:\([^()\n]{{1,40}}\))?[,， ]{{0,2}}(?:担任|为)?(?P<title2>{title_pattern()})"
    )


def _chinese_hosts(text: str, folded: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    stops = [at for at in (folded.find("。", start, end), folded.find("\n", start, end)) if at >= 0]
    for found in _chinese_host().finditer(folded, start, min(stops) if stops else end):
        group = "name" if found["name"] else "name2"
        name = text[found.start(group) : found.end(group)]
        title = text[found.start("title" if group == "name" else "title2") : found.end("title" if group == "name" else "title2")]
        if name[0].isascii() and not name[0].isupper():
            continue
        if not name[0].isascii() and "·" not in name and "・" not in name and not is_hanzi_name(folded[found.start(group) : found.end(group)]):
            continue
        yield name, title


# --- the company -----------------------------------------------------------------------------------------------------

_PERIOD = (
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]iscal|[Ff]ull|[Yy]ear|[Qq][1-4]|[1-4]Q|20\d\d|FY|[Qq]uarter|[Ee]arnings|[Cc]onference|[Rr]esults|[Ff]inancial|[Ss]ales|[Aa]nnual|[Ii]nterim|[Hh]alf|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)"
)
_COMPANY = r"(?P<name>[A-Z][A-Za-z0-9&.-]*(?:(?:,? )(?:[A-Z][A-Za-z0-9&.-]*|&|of|and)){0,5}?)"
_COMPANY_SAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Ww]elcome(?: everyone| everybody| all)?(?: you)? to (?:the )?{_COMPANY}(?:['’]s?)? (?:{_PERIOD})",
        rf"(?:joining (?:us )?(?:today )?(?:on|for|to)|participat\w+ in|discuss|review|on|for|to) (?:today['’]s |the |our )?{_COMPANY}['’]s? (?:{_PERIOD})",
        rf"[Vv]ice [Pp]resident of [Ii]nvestor [Rr]elations (?:for|at|of) {_COMPANY}(?=[.,])",
        rf"[Ii]nvestor [Rr]elations (?:for|at|of) {_COMPANY}(?=[.,])",
    )
)
_COMPANY_SAYS_ZH = re.compile(
    r"(?:回顾|讨论|欢迎(?:大家|各位)?(?:参加|收听|来到)|参加|审阅|介绍)(?:今天的)?[ ]?(?P<name>[A-Z][A-Za-z0-9&.-]*(?:,? [A-Z][A-Za-z0-9&.-]*){0,4}|[㐀-鿿]{2,16}?)[ ]?的?[ ]?(?:20\d\d|二零|第[一二三四]季度|[Qq][1-4]|财年)"
)
_NOT_COMPANY = frozenset(("Today", "The", "Our", "We", "Q1", "Q2", "Q3", "Q4", "Quarter", "Welcome", "Conference", "This", "Fiscal", "Full", "First", "Second", "Third", "Fourth", "Earnings", "Good", "Thank", "Please", "And"))


def company_in_opening(text: str, end: int) -> str | None:
    """The company that a call's opening names."""
    for pattern in _COMPANY_SAYS:
        for found in pattern.finditer(text, 0, end):
            name = found["name"].strip(" ,")
            if name and name.split()[0] not in _NOT_COMPANY and not re.fullmatch(_PERIOD, name):
                return name
    found_zh = _COMPANY_SAYS_ZH.search(text, 0, end)
    return found_zh["name"] if found_zh else None


# --- dates without a year --------------------------------------------------------------------------------------------

_YEAR = re.compile(r"(?<!\d)(20\d\d)[ ]?(?:年|財年|财年)|(?:fy|fiscal(?: year)?|q[1-4],?)[ ]?(20\d\d)|(?<!\d)(2\d)年")
_NEXT_YEAR = re.compile(r"(?:展望|预计(?:在|于)?|预期|期待|进入|迈入|踏入|outlook for|looking ahead to)[ ]?(20\d\d)")
_PART_YEAR = re.compile(r"(?:上半年|中期|一季度|首季|第一季|二季度|第二季|三季度|第三季|前三季|半年度|q[1-3]|interim|first quarter|second quarter|third quarter|first half)")


def infer_year(folded: str, month: int, end: int) -> int | None:
    """The year of a date whose text gives month and day only: results of a whole year are told of early in the next one."""
    years: Counter[int] = Counter()
    for found in _YEAR.finditer(folded, 0, end):
        value = found[1] or found[2] or "20" + found[3]
        years[int(value)] += 1
    if not years:
        return None
    ahead = Counter(int(found[1]) for found in _NEXT_YEAR.finditer(folded, 0, end))
    told, _ = max(years.items(), key=lambda entry: (entry[1] - 2 * ahead[entry[0]], -entry[0]))
    head = folded[: min(end, 400)]
    if month <= 5 and not _PART_YEAR.search(head):
        coming = [year for year in ahead if year == told + 1]
        return coming[0] if coming else told + 1 if told not in ahead else told
    return told


def whole(mention: DateMention, folded: str, end: int, year: int | None = None) -> tuple[str | None, bool]:
    """ISO date of a mention, and whether its year had to be filled in."""
    if mention.day is None:
        return None, False
    if mention.year is not None:
        return mention.iso, False
    filled = year or infer_year(folded, mention.month, end)
    return (to_iso(filled, mention.month, mention.day), True) if filled else (None, False)


_DATELINE = re.compile(r"^[^\n,，。]{0,16}?(?=\d{1,2}月\d{1,2}日(?:丨|\||讯|电|消息|[ ]?[(（]|[，,]))", re.MULTILINE)


def dateline(folded: str, end: int) -> DateMention | None:
    """The date with which a report begins: ``某某社11月27日电``."""
    found = _DATELINE.search(folded, 0, end)
    if found is None:
        return None
    mention = next(find_dates(folded, found.end(), min(end, found.end() + 12)), None)
    return mention if mention is not None and mention.start == found.end() and re.match(r"丨|\||讯|电|消息", folded[mention.end :]) else None


_MEETS = re.compile(r"(?:召开|举行|举办|举行了|召开了|说明会|发布会|交流会|业绩会|法说会|电话会议|conference call|earnings call|held|hosted)")
_SPAN_OF_TIME = re.compile(r"(?:截至|截止|止|ended|ending|as of)[^,，。]{0,8}\Z")


def event_mention(folded: str, end: int) -> DateMention | None:
    """The first date of which the text says that the event took place on it."""
    mentions = list(find_dates(folded, 0, end))
    for number, mention in enumerate(mentions):
        if mention.day is None or _SPAN_OF_TIME.search(folded, max(0, mention.start - 16), mention.start):
            continue
        if folded[mention.end : mention.end + 1] == "止":
            continue
        stop = min(end, mention.end + 40)
        sentence = folded.find("。", mention.end, stop)
        line = folded.find("\n", mention.end, stop)
        nearer = mentions[number + 1].start if number + 1 < len(mentions) else -1
        stop = min(at for at in (sentence, line, nearer, stop) if at >= 0)
        if _MEETS.search(folded, mention.end, stop):
            return mention
    return None
