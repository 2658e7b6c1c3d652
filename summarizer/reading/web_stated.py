"""The title and the day of publication that a page states, outside its text."""

from __future__ import annotations

import itertools
import re
from copy import deepcopy
from functools import cache
from typing import Any

from ..patterns import lazy
from ..tables import table

_SPACE = lazy(r"\s+")
_NAMED = lazy(r"(?i)(?:^|[-_\s])(?:date|time|datetime|pubtime|pubdate|publish|published|pub)(?:$|[-_\s])")
_LONGEST = 80
"""A longer element is no line of a date."""
_MOST = 6
"""Elements tried, from the top of the page."""
_APART = ("footer", "aside", "nav", "form")


def title_in(root: Any) -> str | None:
    """The page's title without the site's name; none where a program wrote it there."""
    from lxml import html
    from trafilatura.metadata import extract_metadata

    page, body = html.Element("html"), html.Element("body")
    # no more than what states a title: on a whole page trafilatura looks for authors and much else
    page.extend([_copy(element) for element in list(root.iter("head"))[:1]])
    page.append(body)
    body.extend([_copy(element) for element in itertools.islice(root.iter("h1", "h2"), _MOST) if len(element) <= _MOST])
    try:
        stated = extract_metadata(page, date_config={"extensive_search": False, "original_date": True}, extensive=False).title
    except Exception:  # pages that its parsers do not survive
        stated = None
    if stated is None:
        element = root.find(".//title")
        stated = element.text_content() if element is not None else None
    stated = _SPACE.sub(" ", stated or "").strip()
    return stated if stated and not _empty().fullmatch(stated.lower()) else None


def _copy(element: Any) -> Any:
    copy = deepcopy(element)
    copy.tail = None
    return copy


@cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in table("reading", "web")["titles"]["empty"]))


def published_in(root: Any) -> str | None:
    """The day of publication in the page's head, its JSON-LD or its line of date, ISO 8601.

    Only what the page states is shown to htmldate: no address that might hold a date, no text, no year of a copyright.
    """
    from lxml import html

    head = html.Element("head")
    for element in root.iter("meta", "script"):
        if element.tag == "meta":
            name = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('itemprop') or ''}".lower()
            if "url" not in name and "image" not in name and element.get("content"):
                head.append(_copy(element))
        elif (element.get("type") or "").lower() == "application/ld+json":
            head.append(_copy(element))
    tried = [[head]]
    for element in root.iter("time", "abbr", "span", "div", "p", "em", "i", "small", "li", "td"):
        if len(tried) > _MOST:
            break
        named = element.tag in ("time", "abbr") or _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        if not named or len(element) > 5 or any(one.tag in _APART for one in element.iterancestors()):
            continue
        text = element.text_content()
        if len(text) <= _LONGEST and any(letter.isdigit() for letter in text + (element.get("datetime") or element.get("title") or "")):
            body = html.Element("body")
            body.append(_copy(element))
            tried.append([html.Element("head"), body])
    for parts in tried:
        page = html.Element("html")
        page.extend(parts)
        if (day := _day(page)) is not None:
            return day
    return None


def _day(page: Any) -> str | None:
    from htmldate import find_date

    try:
        return find_date(page, extensive_search=False, original_date=True)
    except Exception:  # dates that no calendar has
        return None
