"""Tokens with digits that are no figures: names of models, products and laws, codes, telephone and list numbers, times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import lazy

_MEASURED = (
    r"(?:[pkmbgt]?b|g(?=瓦)|[kmb]|mm|bn|mn|tn|x|p|pp|ppts?|bps?|[kmgt]wh?|pflops|eflops|kg|km|kv|[gm]hz|nm|wh|rmb|cny|usd|hkd|eur|gbp|yuan"
    r"|million|billion|trillion|thousand|percent|pct|times|fold|tokens?|days?|months?|years?|hours?|weeks?|minutes?)"
)
_OTHER = lazy(
    # only at what can begin one of them
    r"(?=[a-z0-9第〔(\[财标沪中福代编股电传邮热\s])(?:"
    # https://…, name@host
    r"(?P<url>https?://[^\s一-鿿]+|www\.[^\s一-鿿]+|[\w.]+@[\w.]+\w)"
    # GPT-3.5, LLaMA2-70B, H100, C-Eval has no digit, covid-19, form 10-q; not rmb100, us$5, q3 (periods), x2
    r"|(?P<name>(?<![a-z0-9$])(?!(?:rmb|cny|usd|us|hkd|hk|nt|eur|gbp|dkk|chf|jpy|top|no|fy|q|h|x|and|or|to|of)\s?[.$]?\d)"
    r"[a-z][a-z]*(?:[-.&/][a-z]+)*[-.]?\d[a-z0-9]*(?:[-./][a-z0-9]+)*(?:\s\d{1,3}b(?![a-z0-9]))?)"
    r"|(?P<form>(?:form|item|section|rule|note|exhibit|version|chapter|topic|asc|ifrs|sfas)\s\d+(?:[-.]?[a-z0-9]+)*)"
    # 5g, 3d, 2b2c, 10-k, 1st: digits that run on into letters other than a unit
    r"|(?P<mixed>(?<![\d.,a-z$€£])\d+(?:\.\d+)?-?(?!" + _MEASURED + r"(?![a-z0-9]))[a-z][a-z0-9]*(?:[-][a-z0-9]+)*(?!\s?[$]))"
    # 第571章, 第13.09条, 2023-005号, 〔2023〕5号, 第一批
    r"|(?P<law>第\s?(?:\d+(?:\.\d+)*|[一二三四五六七八九十百]+)\s?(?:条|章|节|款|号|届|次|期|批|代|版|页|阶段|步|大|轮|方面|点|类|家|张|部分|个|种|曲线|增长曲线|工厂)|[〔\[(]\d{4}[〕\])]\s?\d+\s?号|\d+号(?!线?位)(?![一-鿿]{0,2}机组)|\d+\s?号线)"
    # (00020), (600000.sh), code: 600089
    r"|(?P<code>\(\s?\d{4,6}(?:\.[a-z]{2})?\s?\)|(?:代码|代号|编号|股票|电话|传真|邮编|邮政编码|热线)\s?[::]?\s?\(?\d[\d\-. ]*)"
    # 15:58, 10:15-11:45, 24/7, 7x24, 1080p
    r"|(?P<clock>(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|24/7|7\s?[x*×]\s?24|(?:480|720|1080|2160)p)"
    # 021-12345678, 400-800-1234
    r"|(?P<phone>(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|\d{3}-\d{3,4}-\d{4})(?!\d))"
    # 2.0时代, ai 2.0, 财富500强, 标普500, global 2000, s&p 500, 500强
    r"|(?P<version>\d\.0(?=\s?(?:时代|版|阶段|战略|模式|升级|产品|系统|平台|体系|的))"
    r"|(?:财富|标普|沪深|中证|福布斯|fortune|global|forbes|s&p|russell|nasdaq|nikkei|ftse|windows|office)[\s-]?(?:中国|全球|世界)?\s?(?:global\s)?(?:\d{2,4}|2,000)(?:强|指数)?|\d{2,4}强)"
    # 1、 2. (3) at the head of a line; (1) inside; ①
    r"|(?P<list>^[ \t]*[(]?\d{1,2}(?:[、)]|[.](?!\d)|(?=[一-鿿]、)|[ \t](?=[a-z一-鿿]))|[(]\d{1,2}[)](?!\s?%)))",
    re.M,
)
_RANK = lazy(
    r"(?=[排位居名列荣跻升份稳蝉tn#r])(?:(?:排名|排行|排位|位列|位居|位于|名列|列|居|排在?|荣登|跻身|升至|份额|稳居|蝉联)[^,。;、\d第前\n]{0,14}?"
    r"(?P<zh>第\s?(?P<n1>\d+|[一二三四五六七八九十]+)(?:大|位|名)?(?!季|代|批|梯|阶|届|轮|个|曲|个|期|次|大|方)|前\s?(?P<n2>\d+|[二两三四五六七八九十]+)(?:位|名|强|大)?(?!年|季|期|景|提|述|个))"
    r"|(?P<en>\btop[- ]?(?P<n3>\d{1,3})\b(?![%\d])|\bno\.\s?(?P<n4>\d{1,3})\b|(?<!\w)#(?P<n5>\d{1,3})\b|\branked\s(?:(?P<n6>\d{1,3})(?:st|nd|rd|th)|(?P<n7>first|second|third))))"
)


def find_others(folded: str) -> Iterator[tuple[int, int]]:
    """Spans of tokens with digits that are names, codes or list numbers, in order of place."""
    for match in _OTHER.finditer(folded):
        start, end = match.span()
        if match.lastgroup == "law" and _in_rank(folded, start):
            continue
        yield start, end


def _in_rank(folded: str, start: int) -> bool:
    return re.search(r"(?:排名|位列|位居|名列|居)[^,。;]{0,10}$", folded[max(0, start - 14) : start]) is not None


def find_ranks(folded: str) -> Iterator[tuple[int, int, int]]:
    """Ranks (``排名第 12``, ``TOP 30``) as (start, end, rank)."""
    from .numerals import chinese_number

    for match in _RANK.finditer(folded):
        group = "zh" if match["zh"] else "en"
        word = next(match[name] for name in ("n1", "n2", "n3", "n4", "n5", "n6", "n7") if match[name])
        rank = int(word) if word.isdigit() else {"first": 1, "second": 2, "third": 3}.get(word) or chinese_number(word)
        if rank:
            yield match.start(group), match.end(group), rank
