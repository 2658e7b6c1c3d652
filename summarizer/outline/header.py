"""What a document says of itself: company, event, who took part, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..tables import table, words_pattern
from .dates import find_compact_dates, find_dates, find_times
from .header_form import Row, find_rows, ticked_categories
from .header_people import read_hosts, read_participants
from .header_prose import (
    company_in_opening,
    dateline,
    event_mention,
    find_listing,
    hosts_in_opening,
    hosts_in_prose,
    mainland_exchange,
    name_before,
    whole,
)
from .kind import Kind
from .model import ExchangeSpan, Header, HostName, Span, Turn
from .script import detect_language, fold
from .turns import Participant, is_list_heading

_HEAD = 3_000
"""An article's or a call's header stands within this many characters."""
_FORM = 12_000
"""A form's head (its list of participants may be long) stands within this many."""
_TAIL = 4_000


@dataclass(slots=True)
class Found:
    """A header and the spans it stands in."""

    header: Header
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """What a header is read from."""

    text: str
    folded: str
    kind: Kind
    language: str
    turns: list[Turn]
    exchanges: list[ExchangeSpan]
    participants: list[Participant]
    boilerplate: list[Span]
    body_start: int | None = None


def read_header(source: Source) -> Found:
    """The header, by the form where there is one, else by what the text says."""
    if source.kind == "ir_record":
        return _form_header(source)
    found = _call_header(source) if source.kind == "earnings_call" else _article_header(source)
    return found


# --- the form --------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"编[ ]?号[ ]?[:：]?[ ]?(?P<number>[a-z0-9\[\]()第号投关年﹝〔][0-9a-z\[\]()\-–—﹝﹞〔〕/年第号_. ]{2,30})")
_COMPANY_NAME = re.compile(r"(?P<name>[㐀-鿿A-Za-z0-9()（）·&]{2,40}?(?:股份有限公司|有限责任公司|有限公司|集团公司|控股公司|(?:集团|股份|控股)(?=投资者)))")
_FORM_TITLE = re.compile(r"投资者(?:关系)?(?:管理)?(?:活动|调研|接待|交流|来访|沟通)[^\n]{0,12}(?:记录表|登记表|记录|情况表|信息|纪要)[^\n]{0,40}|接待调研记录表|(?:机构)?调研(?:活动)?记录表?[^\n]{0,30}")
_NOT_ISSUER = re.compile(r"交易所|[结結]算所|[证證]券有限|律[师師]|[会會][计計][师師]")
_FIELDS_WITH_LINES = frozenset(("participants", "category", "content", "hosts", "notice"))


def _form_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    head_end = min([len(text), _FORM, *([source.body_start] if source.body_start else []), *(one.asked[0] for one in source.exchanges[:1])])
    rows = _head_rows(folded, head_end)
    tail_start = max([head_end, *(span[1] for one in source.exchanges[-1:] for span in one.answers[-1:]), len(text) - _TAIL])
    tail = [row for row in find_rows(folded, tail_start, len(text)) if row.field in ("attachments", "date", "notice")]
    header = Header()
    found = Found(header)
    header.record_number = _record_number(text, folded, head_end)
    title_end = _title_and_company(source, found, head_end)
    for row in rows:
        _take_row(header, row, text, folded)
    if header.event_type == "other":
        header.event_type = _category_in_title(folded, title_end) or "other"
    _listing_of_form(header, rows, text, folded, head_end)
    _form_dates(header, rows, tail, text, folded, title_end)
    if header.short_name is None:
        header.short_name = _short_name(header, folded)
    found.spans += [(row.start, row.end) for row in rows if row.field not in ("content", "notice")]
    for row in rows:
        if row.field == "content":  # the label alone: its value is the document's body
            found.spans.append((row.start, row.values[0][0] if row.values and row.values[0][0] > row.start else row.start + 1))
    for row in tail:
        if row.field != "notice":
            found.spans.append((row.start, max(row.start + 1, row.values[0][1] if row.values else row.start + 4)))
    return found


def _head_rows(folded: str, end: int) -> list[Row]:
    """The rows up to the body. A row of one line does not take in the lines below it, and nothing goes on below the body's label."""
    rows: list[Row] = []
    for row in find_rows(folded, 0, end):
        if "content" in row.field and row.field != "content":  # a label cut off in its middle: its boxes tell
            boxed = any(char in "□☐☑☒✓✔√■●○" for low, high in row.values for char in folded[low:high])
            row.field = "category" if boxed else "content"
        if row.field not in _FIELDS_WITH_LINES:
            row.values = row.values[:1]
        elif row.field == "hosts":
            row.values = _host_lines(folded, row.values)
        rows.append(row)
        if row.field == "content":
            break
    return rows


def _host_lines(folded: str, values: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for low, high in values[:40]:
        if high - low > 200 or "?" in folded[low:high] or (kept and folded[low:high].rstrip().endswith(("。", ":")) and high - low > 30):
            break
        kept.append((low, high))
    return kept


def _record_number(text: str, folded: str, end: int) -> str | None:
    found = _NUMBER.search(folded, 0, end)
    if found is None:
        return None
    raw = text[found.start("number") : found.end("number")].strip(" .、。")
    number = re.split(r"\s{2,}|[ \t](?=[^\d-])", raw)[0]
    return re.sub(r"[ ]*[–—－﹣―-]+[ ]*", "-", number).strip() or None


def _title_and_company(source: Source, found: Found, end: int) -> int:
    text, folded, header = source.text, source.folded, found.header
    limit = min(end, 1_500)
    title = _FORM_TITLE.search(folded, 0, limit)
    search_end = title.start() if title else limit
    company = None
    for company in _COMPANY_NAME.finditer(text, 0, min(limit, search_end + 40)):
        pass  # the last before the title: a stamp or a listing may name others above it
    if company is None:
        company = _COMPANY_NAME.search(text, 0, limit)
    if company is not None:
        header.company = company["name"]
        found.spans.append(company.span())
    if title is None:
        return 0
    line_start = folded.rfind("\n", 0, title.start()) + 1
    line = text[line_start : title.end()].strip()
    header.title = re.sub(r"\s+", " ", line)
    if company is not None and company["name"] not in line and company.end() <= title.start():
        header.title = company["name"] + header.title
    if header.company is None and title.start() - line_start >= 2:
        header.company = text[line_start : title.start()].strip() or None
    found.spans.append((line_start, title.end()))
    return title.end()


def _take_row(header: Header, row: Row, text: str, folded: str) -> None:
    if not row.values:
        return
    first = text[row.values[0][0] : row.values[0][1]].strip(" \t　|。")
    if row.field == "category":
        types = ticked_categories(text, folded, row.values)
        header.event_type = types[0] if types else header.event_type
    elif row.field == "participants" and not header.participants:
        header.participants, header.participants_count = read_participants(text, folded, row.values)
    elif row.field == "hosts" and not header.hosts:
        header.hosts = read_hosts(text, folded, row.values)
    elif row.field == "venue" and header.venue is None:
        header.venue = first or None
    elif row.field == "short_name":
        header.short_name = re.split(r"[\s|,，;；]", first)[0] or None
    if row.field == "manner" and header.venue is None and first:
        header.venue = first


def _category_in_title(folded: str, end: int) -> str | None:
    for category in table("outline", "header")["categories"]:
        if category["type"] != "other" and any(word in folded[:end] for word in category["words"]):
            return str(category["type"])
    return None


def _listing_of_form(header: Header, rows: list[Row], text: str, folded: str, end: int) -> None:
    ticker, exchange, _ = find_listing(folded, 0, min(end, 1_500))
    for row in rows:
        if row.field == "code" and row.values:
            code = re.match(r"\d{6}|\d{3,5}", text[row.values[0][0] : row.values[0][1]].strip())
            if code:
                ticker = code.group() if len(code.group()) == 6 else code.group().zfill(5)
                exchange = mainland_exchange(ticker) if len(ticker) == 6 else "HKEX"
                break
    header.ticker, header.exchange = ticker, exchange


def _form_dates(header: Header, rows: list[Row], tail: list[Row], text: str, folded: str, title_end: int) -> None:
    told: list[str] = []
    monthly = False
    for row in rows:
        if row.field != "time" or not row.values:
            continue
        low, high = row.values[0]
        mentions = list(find_dates(folded, low, high)) or list(find_compact_dates(folded, low, high))
        monthly = monthly or any(mention.day is None for mention in mentions)
        for mention in mentions[:1]:
            iso, filled = whole(mention, folded, _HEAD, _year_of(header, folded, title_end, tail))
            if iso:
                told.append(iso)
                header.date_is_inferred = header.date_is_inferred or filled
        times = next(find_times(folded, low, high), None)
        if times is not None and header.start is None:
            header.start, header.end = times.begins, times.finishes
    in_title = next((mention.iso for mention in find_dates(folded, 0, title_end) if mention.iso), None)
    published = next((iso for row in tail if row.field == "date" for iso in [_row_date(row, folded)] if iso), None)
    in_head = next((iso for row in rows if row.field == "date" for iso in [_row_date(row, folded)] if iso), None)
    if in_head and not told and not monthly:
        told.append(in_head)
    header.published = published or (in_head if told and told[0] != in_head else None)
    if in_title and in_title not in told and not monthly:
        told.append(in_title)
    if told:
        header.event_date = told[0]
        if header.published and header.published < told[0]:
            told.append(header.published)
    elif header.published and not monthly:
        header.event_date, header.date_is_inferred = header.published, True
        told.append(header.published)
    header.event_dates = told


def _row_date(row: Row, folded: str) -> str | None:
    for low, high in row.values[:2]:
        for mention in [*find_dates(folded, low, high), *find_compact_dates(folded, low, high)]:
            if mention.iso:
                return mention.iso
    return None


def _year_of(header: Header, folded: str, title_end: int, tail: list[Row]) -> int | None:
    """The year for a date that lacks it: of the title, of the date row, of the record's number."""
    for mention in find_dates(folded, 0, title_end):
        if mention.year:
            return mention.year
    for row in tail:
        iso = _row_date(row, folded) if row.field == "date" else None
        if iso:
            return int(iso[:4])
    number = re.match(r"(20\d\d)", header.record_number or "")
    return int(number.group()) if number else None


_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|股份|集团|控股)+$")
_PLACES = frozenset("中国 北京 上海 天津 重庆 广东 广州 深圳 浙江 江苏 山东 四川 成都 湖北 武汉 湖南 长沙 福建 厦门 安徽 合肥 河南 河北 陕西 西安 辽宁 大连 吉林 黑龙江 江西 山西 内蒙古 广西 海南 贵州 云南 甘肃 青海 宁夏 新疆 西藏 杭州 南京 苏州 无锡 宁波 青岛 东莞 佛山 珠海".split())


def _short_name(header: Header, folded: str) -> str | None:
    """What the hosts' row calls the company, else the longest beginning of its name that the text uses by itself."""
    if header.company is None:
        return None
    full = fold(re.sub(r"[()（）]", "", header.company))
    for host in header.hosts:
        if host.organisation and len(host.organisation) < len(header.company) and set(fold(host.organisation)) <= set(full):
            return host.organisation
    base = _LEGAL.sub("", full)
    plain = folded.replace(fold(header.company), "\0")
    for length in range(min(6, len(base)), 1, -1):
        stem = base[:length]
        if stem not in _PLACES and plain.count(stem) >= (1 if length > 2 else 3):
            raw = re.sub(r"[()（）]", "", header.company)[:length]
            return raw
    return None


# --- articles --------------------------------------------------------------------------------------------------------


@cache
def _event_words() -> list[tuple[str, re.Pattern[str]]]:
    return [(event["type"], re.compile(words_pattern(event["words"]))) for event in table("outline", "header")["events"]]


def _event_type(folded: str, end: int, *, default: str) -> str:
    for kind, pattern in _event_words():
        if pattern.search(folded, 0, end):
            return kind
    return default


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str


def _head_lines(source: Source, limit: int = 20) -> list[_Line]:
    """The lines above the first paragraph, furniture left out."""
    lines: list[_Line] = []
    position = 0
    while position < min(len(source.text), _HEAD) and len(lines) < limit:
        stop = source.text.find("\n", position)
        stop = len(source.text) if stop < 0 else stop
        content = source.text[position:stop].strip()
        if len(content) > 160:
            break
        if content:
            lines.append(_Line(position, stop, content))
        position = stop + 1
    return lines


@cache
def _furniture() -> tuple[str, ...]:
    return tuple(table("outline", "header")["titles"]["furniture"])


def _is_title(source: Source, line: _Line) -> bool:
    words = fold(line.text)
    if not 6 <= len(line.text) <= 120 or words.startswith(_furniture()) or "http" in words or is_list_heading(words):
        return False
    if any(low <= line.start and line.end <= high for low, high in source.boilerplate):
        return False
    dates = list(find_dates(words))
    if dates and len(words) - sum(mention.end - mention.start for mention in dates) < 24 and not re.search(r"会|call|results|业绩", words):
        return False
    return not words.endswith(("。", "!", ",", ".", ":")) and sum(char.isalpha() for char in words) * 2 > len(words)


def _article_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    header = Header()
    found = Found(header)
    lines = _head_lines(source)
    body = lines[-1].end if lines else 0
    titles = [line for line in lines if _is_title(source, line)]
    if titles:
        same = [line for line in titles if fold(line.text) == fold(titles[0].text)]
        title = next((line for line in same if detect_language(line.text) == source.language), titles[0])
        header.title = title.text
        found.spans += [(line.start, line.end) for line in same]
    end = min(len(text), _HEAD)
    header.ticker, header.exchange, place = find_listing(folded, 0, end)
    if place is not None:
        header.short_name = _name_in_script(source, name_before(text, folded, place), end)
    company = next((found for found in _COMPANY_NAME.finditer(text, 0, end) if not _NOT_ISSUER.search(found["name"])), None)
    header.company = company["name"] if company and (header.short_name is None or set(header.short_name[:2]) <= set(company["name"])) else header.short_name
    for line in lines:
        if len(line.text) > 60:
            continue
        mention = next((mention for mention in find_dates(folded, line.start, line.end) if mention.day), None)
        if mention is not None and not (titles and line.start == titles[0].start):
            header.published, filled = whole(mention, folded, min(len(text), 20_000))
            header.date_is_inferred = filled
            found.spans.append((line.start, line.end))
            break
    if header.published is None and (mention := dateline(folded, end)) is not None:
        header.published, header.date_is_inferred = whole(mention, folded, min(len(text), 20_000))
    held = event_mention(folded, end if body < end else len(text))
    if held is not None:
        year = int(header.published[:4]) if header.published else None
        header.event_date, filled = whole(held, folded, min(len(text), 20_000), year)
        # a year taken from a full date of publication is as good as told
        header.date_is_inferred = filled and (year is None or header.date_is_inferred)
    if header.event_date is None and header.published is not None:
        header.event_date, header.date_is_inferred = header.published, True
    elif header.event_date is None:
        header.date_is_inferred = False
    header.event_dates = [header.event_date] if header.event_date else []
    if source.kind == "earnings_article":
        head = fold(header.title) if header.title else ""
        header.event_type = _event_type(head, len(head), default="") or _event_type(folded, min(len(text), 1_200), default="other")
    header.hosts = hosts_in_prose(text, folded, len(text)) if source.kind == "earnings_article" else []
    return found


def _name_in_script(source: Source, name: str | None, end: int) -> str | None:
    """The name as the document writes it most (a title may stand in the other script too)."""
    if name is None:
        return None
    wanted = fold(name)
    forms: dict[str, int] = {}
    position = source.folded.find(wanted, 0)
    while 0 <= position < min(len(source.text), 20_000):
        form = source.text[position : position + len(name)]
        forms[form] = forms.get(form, 0) + 1
        position = source.folded.find(wanted, position + len(wanted))
    return max(forms, key=lambda form: forms[form]) if forms else name


# --- calls -----------------------------------------------------------------------------------------------------------

_CALL_TITLE = re.compile(r"(?:earnings|conference|results)[^\n]{0,30}\bcall\b|\bcall transcript\b|earnings call|业绩(?:电话)?会|财报电话会", re.IGNORECASE)
_TITLE_COMPANY = re.compile(r"^(?P<name>.{2,60}?)[ ,]*(?:\((?:[A-Za-z ]{2,12}[:：.]|)[^()]{1,24}\)|(?:-|–|—|:|Q[1-4]|[1-4]Q|FY|20\d\d|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]iscal|[Ee]arnings|[Cc]onference|[Rr]esults))")
_TODAY = re.compile(r"\b(?:as of )?today,? (?:is )?(?=[a-z]+ \d)|今天是|今天,")
_LONE_TICKER = re.compile(r"^\(\s*\n?\s*(?P<code>[A-Z]{1,5})\s*\n", re.MULTILINE)


def _call_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    header = Header(event_type="earnings_call")
    found = Found(header)
    head_end = source.turns[0].start if source.turns else 0
    lines = [line for line in _head_lines(source) if line.end <= max(head_end, 0)] if source.turns else []
    opening = min(len(text), max(head_end, 0) + 6_000)
    title = next((line for line in lines if _CALL_TITLE.search(line.text) and not is_list_heading(fold(line.text))), None)
    if title is not None:
        header.title = title.text
        named = _TITLE_COMPANY.match(title.text)
        header.company = named["name"].strip(" -–—,:") if named and not re.match(r"(?:Q[1-4]|20\d\d|FY)", named["name"]) else None
    header.ticker, header.exchange, place = find_listing(folded, 0, min(head_end, _HEAD)) if lines else (None, None, None)
    lone = _LONE_TICKER.search(text, 0, min(head_end, _HEAD)) if lines and header.ticker is None else None
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
    firms += [one.asker.rpartition(", ")[2] for one in source.exchanges if one.asker and ", " in one.asker]
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
    head = text[:20_000]
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
    named = {host.name for host in hosts}
    hosts += [HostName(person.name, person.title) for person in source.participants if person.role == "management" and person.name not in named]
    if hosts:
        return hosts
    spoke: dict[str, HostName] = {}
    for turn in source.turns:
        if turn.role == "management" and turn.speaker and turn.end - turn.start > 200:
            host = spoke.setdefault(turn.speaker, HostName(turn.speaker, turn.title, turn.organisation))
            host.title = host.title or turn.title
    return list(spoke.values())
