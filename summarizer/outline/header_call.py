"""The header of a call's script."""

from __future__ import annotations

import re

from ..patterns import lazy
from .dates import find_dates, find_times
from .header_listing import find_listing
from .header_prose import company_in_opening, hosts_in_opening, hosts_named
from .header_source import HEAD, SAMPLE, Found, Source, head_lines
from .model import Header, HostName
from .participants import is_list_heading
from .script import fold

_CALL_TITLE = lazy(
    r"(?:earnings|conference|results)[^\n]{0,30}\bcall\b|\bcall transcript\b|业绩(?:电话)?会|财报电话会|业绩电话会议", re.IGNORECASE
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
    title = next((line for line in lines if _CALL_TITLE.search(line.text) and not is_list_heading(fold(line.text))), None)
    if title is not None:
        header.title = title.text
        named = _TITLE_COMPANY.match(title.text)
        header.company = named["name"].strip(" -–—,:") if named and not re.match(r"(?:Q[1-4]|20\d\d|FY)", named["name"]) else None
    header.ticker, header.exchange, place = find_listing(folded, 0, min(head_end, HEAD)) if lines else (None, None, None)
    lone = _LONE_TICKER.search(text, 0, min(head_end, HEAD)) if lines and header.ticker is None else None
    if lone:
        header.ticker, place = lone["code"], lone.start()
    if header.company is None and place is not None:
        above = [line for line in lines if line.end <= place]
        inline = text[folded.rfind("\n", 0, place) + 1 : place].strip(" -–—,") if folded[place] == "(" else None
        inline = inline if inline and len(inline) <= 60 else None
        header.company = inline or (above[-1].text if above and len(above[-1].text) < 60 else None)
    if header.company is None:
        header.company = company_in_opening(text, opening)
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
    firms = [person.organisation or person.name for person in source.participants if person.role == "analyst"]
    firms += [one.asker.partition(", ")[2] for one in source.exchanges if one.asker and ", " in one.asker]
    header.participants = list(dict.fromkeys(firms))
    found.spans += [(line.start, line.end) for line in lines if line.end <= head_end]
    return found


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
    named = {host.name for host in hosts}
    company = [person for person in source.participants if person.role == "management" and person.name not in named]
    hosts += [HostName(person.name, person.title) for person in company]
    if hosts:
        return hosts
    spoke: dict[str, HostName] = {}
    for turn in source.turns:
        if turn.role == "management" and turn.speaker and turn.end - turn.start > 200:
            host = spoke.setdefault(turn.speaker, HostName(turn.speaker, turn.title, turn.organisation))
            host.title = host.title or turn.title
    return list(spoke.values())
