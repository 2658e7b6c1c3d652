"""The header of the mainland form."""

from __future__ import annotations

import re

from ..patterns import lazy
from ..tables import table
from .dates import find_compact_dates, find_dates, find_times
from .header_dates import whole
from .header_form import Row, find_rows, ticked_categories
from .header_listing import find_listing, mainland_exchange
from .header_people import read_hosts, read_participants
from .header_source import HEAD, Found, Source
from .model import Header, Span
from .script import fold

_FORM = 12_000
"""A form's head (its list of participants may be long) stands within this many characters, and its last rows within the last of these."""
_TAIL = 4_000


_NUMBER = lazy(r"编[ ]?号[ ]?[:：]?[ ]?(?P<number>[a-z0-9\[\]()第号投关年﹝〔][0-9a-z\[\]()\-–—﹝﹞〔〕/年第号_. ]{2,30})")
COMPANY_NAME = lazy(
    r"(?P<name>[㐀-鿿A-Za-z0-9()（）·&]{2,40}?(?:股份有限公司|有限责任公司|有限公司|集团公司|控股公司|(?:集团|股份|控股)(?=投资者)))"
)
_FORM_TITLE = lazy(
    r"投资者(?:关系)?(?:管理)?(?:活动|调研|接待|交流|来访|沟通)[^\n]{0,12}(?:记录表|登记表|记录|情况表|信息|纪要)[^\n]{0,40}(?![0-9])"
    r"|接待调研记录表|(?:机构)?调研(?:活动)?记录表?[^\n]{0,30}"
)
_ADDRESS = lazy(r"[（(][^（）()]*(?:https?:|www\.|网址)[^（）()]*[）)]|\s*(?:https?://|www\.)\S+")
_FIELDS_WITH_LINES = frozenset(("participants", "category", "content", "hosts", "notice"))


def record_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    head_end = min([len(text), _FORM, *([source.body_start] if source.body_start else []), *(one.asked[0] for one in source.exchanges[:1])])
    rows = _head_rows(folded, head_end)
    tail_start = max([head_end, *(span[1] for one in source.exchanges[-1:] for span in one.answers[-1:]), len(text) - _TAIL])
    if not source.exchanges and (content := next((row for row in rows if row.field == "content"), None)) is not None:
        # no question ends the contents: the form's last rows stand anywhere behind their label
        tail_start = max(content.start + 1, len(text) - _TAIL)
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
        if row.field == "content":  # its label alone, in one piece or several: its value is the document's body
            found.spans += row.labels
            found.cuts += [end for _, end in row.labels]
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
    above = list(COMPANY_NAME.finditer(text, 0, min(limit, search_end + 40)))
    # the last before the title: a stamp or a listing may name others above it
    company = above[-1] if above else COMPANY_NAME.search(text, 0, limit)
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
        header.venue = _ADDRESS.sub("", first).strip() or None
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
            iso, filled = whole(mention, folded, HEAD, _year_of(header, folded, title_end, tail))
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


_LEGAL = lazy(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|股份|集团|控股)+$")


def _short_name(header: Header, folded: str) -> str | None:
    """What the hosts' row calls the company, else the longest beginning of its name that the text uses by itself."""
    if header.company is None:
        return None
    full = fold(re.sub(r"[()（）]", "", header.company))
    for host in header.hosts:
        if host.organisation and len(host.organisation) < len(header.company) and set(fold(host.organisation)) <= set(full):
            return host.organisation
    base = _LEGAL.sub("", full)
    places = table("outline", "header")["prose"]["places"]
    plain = folded.replace(fold(header.company), "\0")
    for length in range(min(6, len(base)), 1, -1):
        stem = base[:length]
        if stem not in places and plain.count(stem) >= (1 if length > 2 else 3):
            raw = re.sub(r"[()（）]", "", header.company)[:length]
            return raw
    return None
