"""What a document's relative periods count from: its event's day, the period it reports, the end of its fiscal year."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from ..figures import Anchor
from ..figures.model import PeriodMention
from ..figures.periods import PeriodFinder, month_span
from ..outline import Outline
from ..patterns import lazy
from . import anchor_chinese
from .anchor_english import reported_quarter, says_fiscal, told_year_end

_MONTH_NAMES = {name: number for number, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}  # fmt: skip
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# What ended longer ago than this many days is no report's own period, however often it is named.
_OLDEST = 500
_REPORTED = frozenset({"year", "half", "quarter", "year_to_date"})


def find_anchor(outline: Outline) -> Anchor:
    """What the document's relative periods count from: the event's date and the period that it reports."""
    folded = outline.repaired.folded
    event = date.fromisoformat(outline.header.event_date) if outline.header.event_date else None
    if event is None and outline.header.published:
        event = date.fromisoformat(outline.header.published)
    fiscal_end = _fiscal_end(folded, outline.language)
    head = folded[:12_000]
    rough = Anchor(event, None, fiscal_end)
    mentions = [
        mention
        for mention in PeriodFinder(head, rough).find()
        if mention.kind in _REPORTED and mention.first and mention.last and re.search(r"\d{2}|[一二][零〇]", mention.label)
        and (event is None or (mention.last <= event and (event - mention.last).days < _OLDEST))
    ]  # fmt: skip
    if fiscal_end is None:
        # the fiscal year's end is nowhere told: no calendar stretch can be the reported one
        mentions = []
    if outline.language == "en":
        mentions = [mention for mention in mentions if not mention.label.strip().isdigit()]
    reporting = _told_quarter(head) if outline.kind == "earnings_call" and fiscal_end is not None else None
    if outline.language != "en":
        call = outline.kind == "earnings_call" and fiscal_end is not None
        reporting = anchor_chinese.reported_period(head, fiscal_end, event) if call and fiscal_end is not None else None
    elif reporting is None:
        reporting = reported_quarter(head, fiscal_end, event) if fiscal_end is not None else None
    if reporting is None and not (event is None and outline.kind == "earnings_call"):
        # a call that names neither its day nor its quarter: the years it speaks of are as often those to come
        reporting = _reported(mentions, event)
    if reporting is None and event is not None and fiscal_end is not None and outline.kind != "other":
        unnamed = [
            m
            for m in PeriodFinder(head, rough).find()
            if m.kind in _REPORTED and m.first and m.last and m.last <= event and (event - m.last).days < _OLDEST
        ]
        recent = [m for m in unnamed if m.last and (event - m.last).days < 200]
        reporting = _reported(recent or unnamed, event)
    if event is None and reporting is not None:
        event = reporting[1] + timedelta(days=30)
    return Anchor(event, reporting, fiscal_end, formal=outline.header.is_announcement)


def _reported(mentions: list[PeriodMention], event: date | None) -> tuple[date, date] | None:
    """The finished period that is named first and most: the title and the opening weigh more than what follows."""
    votes: Counter[tuple[date, date]] = Counter()
    latest = max((mention.last for mention in mentions if mention.last), default=None)
    for place, mention in enumerate(mentions):
        if mention.first and mention.last and latest:
            # a report is on the latest finished period; older years are its comparisons
            age = (latest - mention.last).days
            weight = 6 if place == 0 else 3 if place < 4 else 1
            votes[mention.first, mention.last] += weight if age < 370 else 0
    if not votes:
        return None
    first, last = votes.most_common(1)[0][0]
    # of two years told side by side the later is reported, the earlier compared with
    length = (last - first).days
    later = [
        span
        for span in votes
        if abs((span[1] - span[0]).days - length) <= 3 and 360 <= (span[1] - last).days <= 370 and votes[span]
    ]
    return later[0] if later else (first, last)


def _fiscal_end(folded: str, language: str) -> int | None:
    """The month in which the fiscal year ends: told, or December where no fiscal year is ever spoken of."""
    if (month := anchor_chinese.year_end(folded)) is not None:
        return month
    if (told := told_year_end(folded)) is not None:
        return told
    if language == "en" and says_fiscal(folded):
        return None
    if language != "en" and re.search(r"财年|财季|fy\d\d", folded):
        return None
    return 12


def _filed(folded: str, start: int, end: int) -> bool:
    """Whether the quarter named is that of a report already filed: the one before the quarter that the call is on."""
    around = folded[max(0, start - 140) : end + 60]
    return "10-q" in around and _FILED_ON.search(around) is not None


_FILED_ON = lazy(rf"filed[^.]{{0,40}}\son\s(?:{_MONTH}|\d)|\d日[^。]{{0,14}}提交")
_TOLD_QUARTER = lazy(
    rf"quarter\sended\s(?:{_MONTH}\s\d{{1,2}},?\s(?P<y1>20\d\d)|(?P<m2>\d{{1,2}})/\d{{1,2}}/(?P<y2>20\d\d))|截至(?P<y3>20\d\d)年(?P<m3>\d{{1,2}})月\d{{1,2}}日的(?:第[一二三四])?财?季"
)


def _told_quarter(folded: str) -> tuple[date, date] | None:
    """The reported quarter, from the date on which one is said to have ended."""
    match = _TOLD_QUARTER.search(folded)
    if match is None:
        return None
    month = _MONTH_NAMES[match["month"]] if match["month"] else int(match["m2"] or match["m3"])
    year = int(match["y1"] or match["y2"] or match["y3"])
    if not 1 <= month <= 12:
        return None
    index = year * 12 + month - 1 + (3 if _filed(folded, match.start(), match.end()) else 0)
    return month_span((index - 2) // 12, (index - 2) % 12 + 1, (index - 2) % 12 + 1)[0], month_span(
        index // 12, index % 12 + 1, index % 12 + 1
    )[1]
