"""The header of a call's script."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from ..patterns import lazy
from .dates import find_dates, find_times
from .header_listing import find_listing
from .header_prose import company_in_opening, hosts_in_opening, hosts_named
from .header_source import HEAD, SAMPLE, Found, Source, head_lines
from .labels import is_anonymous
from .model import Header, HostName
from .names import same_person
from .participants import is_list_heading
from .script import fold

_CALL_TITLE = lazy(
    r"(?:earnings|conference|results)[^\n]{0,30}\bcall\b|\bcall transcript\b|业绩(?:电话)?会|财报电话会|业绩电话会议"
    r"|业绩(?:说明|发布|交流|沟通)会|法人?说明?会|投资者电话会",
    re.IGNORECASE,
)
_TITLE_COMPANY = lazy(
    r"^(?P<name>.{2,60}?)[ ,]*(?:\((?:[A-Za-z ]{2,12}[:：.]|)[^()]{1,24}\)|-|–|—|:|Q[1-4]|[1-4]Q|FY|20\d\d"
    r"|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]iscal|[Ee]arnings|[Cc]onference|[Rr]esults)"
)
_TODAY = lazy(r"\b(?:as of )?today,? (?:is )?(?=[a-z]+ \d)|今天是|今天,")
_LONE_TICKER = lazy(r"^\(\s*\n?\s*(?P<code>[A-Z]{1,5})\s*\n", re.MULTILINE)


def call_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    header = Header(event_type="earnings_call")
    found = Found(header)
    head_end = source.turns[0].start if source.turns else 0
    lines = [line for line in head_lines(source) if line.end <= max(head_end, 0)] if source.turns else []
    opening = min(len(text), max(head_end, 0) + 6_000)
    for line in lines:
        line.text = line.text.strip("#* \t")
    title = next((line for line in lines if _CALL_TITLE.search(fold(line.text)) and not is_list_heading(fold(line.text))), None)
    if title is not None:
        header.title = title.text
        header.company = _company_in_title(title.text)
    header.ticker, header.exchange, place = find_listing(folded, 0, min(head_end, HEAD)) if lines else (None, None, None)
    lone = _LONE_TICKER.search(text, 0, min(head_end, HEAD)) if lines and header.ticker is None else None
    if lone:
        header.ticker, place = lone["code"], lone.start()
    if header.company is None and place is not None:
        above = [line for line in lines if line.end <= place]
        inline: str | None = text[folded.rfind("\n", 0, place) + 1 : place].strip(" -–—,:#*(")
        inline = inline if inline and 2 < len(inline) <= 60 and not fold(inline).startswith(_FIELDS) else None
        header.company = inline or (above[-1].text if above and len(above[-1].text) < 60 else None)
    for line in lines:
        _read_field(header, line.text)
    header.company = header.company or company_in_opening(text, opening) or _company_spoken_of(source)
    header.short_name = _plain_company(header.company)
    if header.short_name and (short := _plain_short(header.short_name, text)):
        header.short_name = short
    for line in lines:
        mention = next((mention for mention in find_dates(folded, line.start, line.end) if mention.iso), None)
        if mention and header.event_date is None:
            header.event_date = mention.iso
        if header.start is None and (mention or header.event_date):
            times = next(find_times(folded, line.start, line.end), None)
            header.start, header.end = (times.begins, times.finishes) if times else (None, None)
    if header.event_date is None:
        header.event_date = _date_told(folded, opening)
    header.event_dates = [header.event_date] if header.event_date else []
    header.hosts = _call_hosts(source, opening)
    for exchange in source.exchanges:
        exchange.responders = [_in_full(name, header.hosts) for name in exchange.responders]
    firms = [person.organisation or person.name for person in source.participants if person.role == "analyst"]
    firms += [one.asker.partition(", ")[2] for one in source.exchanges if one.asker and ", " in one.asker]
    header.participants = list(dict.fromkeys(firms))
    found.spans += [(line.start, line.end) for line in lines if line.end <= head_end]
    return found


_PERIOD_FIRST = lazy(
    r"^(?:[A-Z]{1,5}\.[A-Z]{1,2} - )?"
    r"(?:(?:F?Q[1-4]|[1-4]Q|H[12]|FY|(?:First|Second|Third|Fourth) (?:Fiscal )?(?:Quarter|Half)|Full Year|Half Year|Preliminary|Interim)"
    r"[ -]?)?"
    r"(?:FY ?|Fiscal (?:Year )?)?(?:20)?\d\d "
    r"(?P<name>[A-Z].{1,50}?) (?:[Ee]arnings|[Rr]esults|[Cc]onference|[Ii]nvestor)"
)
_TICKER_BESIDE = lazy(r"[ ]?[(（][A-Z]{1,6}(?:[.:][A-Z]{1,4})?[)）]$")
# what stands for a name in a title that does not give one: the period, in words or as a code, and what is held
_PERIOD = lazy(
    r"(?:[A-Z]{1,5}\.[A-Z]{1,2}$|F?Q[1-4]|[1-4]Q|20\d\d|FY|H[12]\b"
    r"|(?i:(?:the|our|first|second|third|fourth|1st|2nd|3rd|4th|full|half|fiscal|year|quarter|quarterly|annual|interim|final|preliminary"
    r"|unaudited|earnings|results|conference|call|transcript|and|of|for)(?:[ -]|$))+$)"
)


def _company_in_title(title: str) -> str | None:
    """``Some Corp. (NYSE: SC) Q3 2025 Earnings Call``, ``Q3 2025 Some Corp. Earnings Call``."""
    named = _PERIOD_FIRST.match(title) or _TITLE_COMPANY.match(title)
    name = named["name"].strip(" -–—,:") if named else ""
    if not name or _PERIOD.match(name):
        return None
    return _TICKER_BESIDE.sub("", name)


_FIELDS = ("company", "ticker", "公司", "股票")
_FIELD = lazy(r"^(?P<field>company name|company ticker|company|ticker|公司名称)[ ]?:[ ]?(?P<value>[^\n]{2,60})$", re.IGNORECASE)


def _read_field(header: Header, line: str) -> None:
    """``Company Name: Some Corp.``, ``Company Ticker: SC US``."""
    found = _FIELD.match(line)
    if found is None:
        return
    if "ticker" in found["field"].lower():
        header.ticker = header.ticker or found["value"].split()[0].upper()
    else:
        header.company = header.company or found["value"].strip()


_SPOKEN_OF = lazy(
    r"(?:\b(?:here at|of us at|at|joined|joining|future of|proud of|mission of|ahead for) |在[ ]?|加入[ ]?)"
    r"(?P<name>[A-Z][A-Za-z0-9&-]*[A-Za-z0-9](?: [A-Z][A-Za-z&-]+){0,2})"
)
_PUBLISHER = lazy(r"(?:positions in and recommends|recommends|holds|owns) (?P<name>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})\.")


def _company_spoken_of(source: Source) -> str | None:
    """The company that its people speak of as the place where they are, or of which the publisher says what he holds; only where one
    name stands out."""
    text = source.text[: 4 * SAMPLE]
    held = _PUBLISHER.search(source.text, max(0, len(source.text) - 2_000))
    if held and text.count(held["name"].split()[0]) > 2:
        return held["name"]
    told: Counter[str] = Counter()
    for turn in source.turns:
        if turn.role == "management":
            told.update(found["name"] for found in _SPOKEN_OF.finditer(source.text, turn.start, turn.end))
    names = {name: count for name, count in told.items() if len(name) > 3 or not name.isupper()}
    if not names:
        return None
    often = {name: text.count(name) for name in names}
    best = max(names, key=lambda name: (names[name] * often[name], name))
    told_enough = names[best] > 1 or often[best] >= 25
    alone = all(2 * names[name] * often[name] <= names[best] * often[best] for name in names if name != best and best not in name)
    return best if told_enough and often[best] >= 10 and alone else None


def _misspelt(one: str, other: str) -> bool:
    """True of two spellings of one name: the first names alike, the last but for a letter or two."""
    first, second = one.split(), other.split()
    if len(first) < 2 or len(second) < 2 or first[0] != second[0] or first[-1][0] != second[-1][0]:
        return False
    return SequenceMatcher(None, first[-1], second[-1]).ratio() > 0.8


def _plain_company(name: str | None) -> str | None:
    return re.sub(r",? (?:Inc|Corp|Corporation|Ltd|Limited|PLC|plc|Co|LLC|N\.V|S\.A|Company)\.?$", "", name) if name else None


def _plain_short(name: str, text: str) -> str | None:
    """The first word of a name of several, where the text mostly says that alone."""
    first = name.split()[0]
    if first == name or len(first) < 4:
        return None
    head = text[:SAMPLE]
    return first if head.count(first) > 2 * head.count(name) + 2 else None


def _date_told(folded: str, end: int) -> str | None:
    for found in _TODAY.finditer(folded, 0, end):
        mention = next((mention for mention in find_dates(folded, found.end(), min(end, found.end() + 30)) if mention.iso), None)
        if mention is not None and mention.start - found.end() < 3:
            return mention.iso
    return None


def _call_hosts(source: Source, opening: int) -> list[HostName]:
    """Whom the opening names (in the company's own words), then whom the lists name, else who spoke for the company."""
    hosts = hosts_in_opening(source.text, source.folded, opening)
    if not hosts and source.turns and source.turns[0].speaker is None:  # the script begins amid the introductions
        hosts = hosts_named(source.text, source.turns[0].start, min(opening, source.turns[0].start + 400))
    for person in source.participants:
        if person.role == "management":
            _add_host(hosts, HostName(person.name, person.title))
    seen: set[tuple[str, str | None, str | None]] = set()
    askers = {one.asker.partition(",")[0] for one in source.exchanges if one.asker}
    ask: dict[str, bool] = {}
    for turn in source.turns:
        if turn.role != "management" or turn.speaker is None or is_anonymous(turn.speaker) or len(turn.speaker) < 2:
            continue
        if turn.speaker not in ask:
            ask[turn.speaker] = any(same_person(asker, turn.speaker) for asker in askers)
        if ask[turn.speaker]:
            continue  # an asker's name stands before somebody else's words
        who = (turn.speaker, turn.title, turn.organisation)
        if who in seen:
            continue
        chinese = _HAN.search(source.text, turn.start, turn.end) is not None
        if turn.title or turn.end - turn.start > (60 if chinese else 200):
            seen.add(who)
            _add_host(hosts, HostName(*who))
    return hosts


_HAN = lazy("[㐀-鿿]")


def _in_full(name: str, hosts: list[HostName]) -> str:
    """A first name alone, spelt out where one host bears it."""
    if " " in name or not name.isascii():
        return name
    full = [host.name for host in hosts if host.name.startswith(name + " ")]
    return full[0] if len(full) == 1 else name


def _add_host(hosts: list[HostName], new: HostName) -> None:
    """Adds who is not there yet; a first name alone is of somebody named in full."""
    for host in hosts:
        parts = fold(host.name).split()
        same = fold(new.name) in (fold(host.name), parts[0], parts[-1]) or same_person(host.name, new.name)
        if same or _misspelt(fold(host.name), fold(new.name)):
            host.title = host.title or new.title
            return
    hosts.append(new)
