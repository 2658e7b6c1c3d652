"""Tickers and exchanges, and the company's name beside them."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .marks import any_of


@cache
def _exchange_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for name, forms in table("outline", "header")["exchanges"].items():
        words.update(dict.fromkeys(forms, name.upper()))
    return words


@cache
def _listing() -> re.Pattern[str]:
    words = any_of(list(_exchange_words()))
    return re.compile(
        rf"\((?:(?P<ex1>{words})[ ]?[:：.][ ]?(?P<code1>[a-z]{{1,6}}(?:\.[a-z])?|\d{{3,6}})"
        rf"|(?P<code2>\d{{4,6}}|[a-z]{{1,5}})[ ]?[.\-:][ ]?(?P<ex2>{words})|(?P<code3>\d{{5,6}}))\)"
        rf"|(?:证券|股票|股份|公司|a股)(?:代码|代号)[ ]?[:：]?[ ]?(?P<code4>\d{{3,6}})(?:[.](?P<ex4>{words}))?"
        rf"|\((?P<code8>\d{{4}})\)|(?<![\w.])(?P<code5>\d{{5}})\.(?P<ex5>hk)(?![a-z])|(?<![\w.])(?P<code6>\d{{6}})\.(?P<ex6>sh|sz|bj|ss)(?![a-z])"
        rf"|(?<![a-z])(?P<ex7>nasdaq|nyse|纽交所|纳斯达克)[ ]?:[ ]?(?P<code7>[a-z]{{1,5}}(?:\.[a-z])?)(?![a-z])"
    )


@cache
def _taiwan() -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "header")["prose"]["taiwan"]))


def find_listing(folded: str, start: int, end: int) -> tuple[str | None, str | None, int | None]:
    """Ticker, exchange and place of the first listing told. Without a market, a number of five digits is Hong Kong's, and one of four
    Taiwan's where the text speaks as Taiwan's papers do."""
    for found in _listing().finditer(folded, start, end):
        group = found.groupdict()
        code = next(value for name, value in group.items() if name.startswith("code") and value)
        market = next((value for name, value in group.items() if name.startswith("ex") and value), None)
        exchange = _exchange_words().get(market) if market else None
        if group["code8"]:
            if not 1100 <= int(code) <= 9999 or not _taiwan().search(folded, start, end):
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


_NAME_BEFORE = lazy(r"(?:[A-Za-z㐀-鿿][A-Za-z0-9㐀-鿿·&.'’-]*(?: (?=[A-Z&]))?)+(?:, (?:Inc|Corp|Co|Ltd|LLC|PLC|plc|N\.V|S\.A)\.?)?[ ]?\Z")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(table("outline", "header")["prose"]["leads_to_name"]) + ")+")


def name_before(text: str, folded: str, place: int) -> str | None:
    """The name right before a listing in brackets: 某某科技(00000)."""
    low = max(0, place - 40)
    found = _NAME_BEFORE.search(text, low, place)
    if found is None:
        return None
    start, end = found.span()
    lead = _lead().match(folded[start:end])
    name = text[start + (lead.end() if lead else 0) : end].strip(" -·")
    return name if 2 <= len(name) <= 40 else None
