"""The currency of amounts that name none."""

from __future__ import annotations

from collections import Counter

from ..patterns import lazy
from .material import Material

# A currency named anywhere in a text, for amounts that leave it out.
_CURRENCIES = {
    "CNY": lazy(r"人民币|rmb|cny"),
    "HKD": lazy(r"港元|港币|hk\$"),
    "TWD": lazy(r"新台币|台币|nt\$"),
    "USD": lazy(r"美元|us\$|usd"),
    "JPY": lazy(r"日元|日圆"),
    "EUR": lazy(r"欧元"),
}
_TAIWAN = lazy(r"法说会|台股|证交所|柜买|季增|三大法人|台积电")
_NATIVE = ("CNY", "HKD", "TWD")


def document_currency(material: Material) -> str | None:
    """The currency of amounts that name none: yuan in a mainland record, else the document's own.

    An amount in 元 without a country is never dollars in a Chinese text that writes 美元 where it means them; only where
    no other currency is named at all (a translated call) does a bare 亿 share the dollars named beside it.
    """
    if material.outline.kind == "ir_record":
        return "CNY"
    named: Counter[str] = Counter(
        figure.unit for figure in material.scan.figures if figure.kind == "amount" and figure.unit
    )
    if material.outline.language == "en":
        return named.most_common(1)[0][0] if named else None
    words = Counter({code: len(pattern.findall(material.folded)) for code, pattern in _CURRENCIES.items()})
    native = Counter({code: named[code] + words[code] for code in _NATIVE if named[code] + words[code]})
    if native:
        return native.most_common(1)[0][0]
    if material.outline.header.exchange in ("SSE", "SZSE", "BSE"):
        return "CNY"
    if len(_TAIWAN.findall(material.folded[:20_000])) >= 2:
        return "TWD"
    if material.outline.kind == "earnings_call" and named:
        return named.most_common(1)[0][0]
    return None
