"""Who took part: the hosts with their titles, the participants and their number, from rows of the form."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .model import HostName, Span
from .names import honorifics, is_hanzi_name, is_latin_name, is_transliterated, titles

# --- hosts -----------------------------------------------------------------------------------------------------------

_ATOM = lazy(r"[a-z][a-z.'’-]*(?: (?!(?:ir|c[a-z]o|[es]?vp)(?![a-z]))[a-z][a-z.'’-]*){1,4}|[^\s、,，;；。/|]+")
_TRIM = " \t:：()（）[]【】·-—*\"'。.,，、;；"
_HOST_NOISE = lazy(r"(?:等(?:人|相关人员|领导|高管)?|及?(?:相关|其他)?(?:工作|与会|参会)?人员|以及其他)\Z")
_NOT_HOST = frozenset(("及", "和", "与", "等", "无", "姓名", "职务", "以及", "公司", "证券部", "成员", "团队", "人员", "管理层"))


def read_hosts(text: str, folded: str, spans: list[Span]) -> list[HostName]:
    """The hosts of a row, in order: ``董事会秘书：张三``, ``某公司 董事长 张三先生``, ``总经理李四、财务总监王五``, ``张三（董事长）``."""
    hosts: list[HostName] = []
    for low, high in spans:
        _read_line(text, folded, low, high, hosts)
    return hosts


def _read_line(text: str, folded: str, low: int, high: int, hosts: list[HostName]) -> None:
    organisation: str | None = None
    pending: list[str] = []
    labelled = False
    """True while one title serves several names (``独立董事：张三、李四``)."""
    last: HostName | None = None
    unmarked = False
    """True where the name before bore no honorific and only a blank parts it from this one."""
    position = low
    for found in _ATOM.finditer(folded, low, high):
        gap = folded[position : found.start()]
        position = found.end()
        start, end = _trimmed(folded, *found.span())
        end -= len(_noise(folded[start:end]))
        if start >= end or folded[start:end] in _NOT_HOST:
            continue
        title = titles().search(folded, start, end)
        # 副总经理、董事会秘书 is one title over two atoms; the pattern joins what it can within one
        if title is None:
            name, honoured = _name(text, folded, start, end)
            if name is None:
                if last is not None and pending == [] and "(" in gap:
                    continue
                organisation = _organisation(text, start, end) or organisation
                continue
            if last is not None and unmarked and honoured and not pending and gap.strip() == "" and gap and "\n" not in gap:
                last.name = text[_place(text, last.name, low, start) : start + len(name)]  # a name that the cell's edge cut
                unmarked = False
                continue
            stated = "、".join(pending) or (last.title if labelled and last is not None else None)
            last = HostName(name, stated, organisation)
            hosts.append(last)
            unmarked = not honoured
            pending = []
            continue
        before, after = (start, title.start()), (title.end(), end)
        said = _OWN.sub("", text[title.start() : title.end()])
        before_name, _ = _name(text, folded, *_trimmed(folded, *before))
        inside = folded[title.end() : title.end() + 1] in (":", "：") or folded[end : end + 1] == ":"
        after_start, after_end = _trimmed(folded, *after)
        after_name, honoured = _name(text, folded, after_start, after_end) if after_start < after_end else (None, False)
        if after_name is None and _HAN_ONLY.match(folded[after_start:after_end]) and not titles().search(folded, after_start, after_end):
            after_name = text[after_start:after_end]
        if before_name is not None and after_name is None:
            last = HostName(before_name, said, organisation)
            hosts.append(last)
            pending, labelled, unmarked = [], False, False
            continue
        if before_name is None and before[0] < before[1]:
            organisation = _organisation(text, *_trimmed(folded, *before)) or organisation
        if after_name is not None:
            last = HostName(after_name, "、".join([*pending, said]), organisation)
            hosts.append(last)
            pending, labelled, unmarked = [], inside, not honoured
        elif _behind_name(gap, last, folded, start):
            if last is not None:
                last.title = f"{last.title}、{said}" if last.title else said
        else:
            pending.append(said)
            labelled = inside
            if not labelled and gap.strip() == "" and last is not None and last.title is None and not pending[:-1]:
                last.title = said  # 张三 董事长
                pending = []


_OWN = lazy(r"^(?:本公司|上市公司|公司)(?=[^秘])")
_HAN_ONLY = lazy(r"[㐀-鿿]{2,4}\Z")


def _noise(atom: str) -> str:
    found = _HOST_NOISE.search(atom)
    return found.group() if found else ""


def _place(text: str, name: str, low: int, high: int) -> int:
    at = text.rfind(name, low, high)
    return at if at >= 0 else high


def _behind_name(gap: str, last: HostName | None, folded: str, start: int) -> bool:
    """``张三（董事长）``: the title stands in brackets behind its name."""
    return last is not None and folded[start - 1 : start] == "("


def _trimmed(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in _TRIM:
        start += 1
    while end > start and folded[end - 1] in _TRIM:
        end -= 1
    return start, end


def _name(text: str, folded: str, start: int, end: int) -> tuple[str | None, bool]:
    """The name that the span is, its honorific left out, and whether it had one."""
    word = folded[start:end]
    bracket = word.find("(")
    if bracket > 0:
        word = word[:bracket]
    honorific = honorifics().search(word)
    if honorific:
        word = word[: honorific.start()]
    elif len(word) in (2, 3) and word.endswith("总") and is_hanzi_name(word[:-1] + "总") and word[0] != "总":
        return None, False  # 王总: no name to give
    word = word.strip(_TRIM)
    at = start + folded[start:end].find(word) if word else start
    raw = text[at : at + len(word)]
    if is_hanzi_name(word) or is_transliterated(word) or is_latin_name(raw):
        return raw, honorific is not None
    if honorific and 2 <= len(word) <= 4 and _HAN_ONLY.match(word):
        return raw, True
    return None, False


_ORGANISATION_STOP = frozenset("公司 本公司 上市公司 我公司 主持人 嘉宾 接待人员 出席人员 参会人员".split())


def _organisation(text: str, start: int, end: int) -> str | None:
    word = text[start:end].strip(_TRIM)
    if not 2 <= len(word) <= 30 or word in _ORGANISATION_STOP or any(char.isdigit() for char in word):
        return None
    return word


# --- participants ----------------------------------------------------------------------------------------------------


@cache
def _organisation_ends() -> re.Pattern[str]:
    words = table("outline", "header")["organisations"]
    return re.compile("(?:" + words_pattern(words["suffixes"]) + r")\Z")


@cache
def _organisation_words() -> re.Pattern[str]:
    words = table("outline", "header")["organisations"]
    return re.compile(words_pattern([*words["suffixes"], *words["known"]]))


@cache
def _leads() -> re.Pattern[str]:
    words = table("outline", "header")["organisations"]
    return re.compile(r"(?:(?:" + "|".join(sorted(map(re.escape, words["leads"]), key=len, reverse=True)) + r")[::]?[ ]?)+")


@cache
def _nobody() -> re.Pattern[str]:
    words = table("outline", "header")["organisations"]
    return re.compile("|".join(sorted(map(re.escape, words["nobody"]), key=len, reverse=True)))


_PEOPLE = lazy(
    r"(?:\d{1,5}[ ]?余?家(?:机构|单位|投资机构|证券公司)?(?:的|共|共计|,|，|、|及|和|合计)?[ ]?)?(?:共计?|合计|等|约|近|超过|超)?[ ]?"
    r"(?P<people>\d{1,5})[ ]?余?(?:位|名|人(?!民|寿|保)|人次)"
)
_HOUSES = lazy(r"(?P<houses>\d{1,5})[ ]?余?(?:家|个)(?:机构|单位|投资机构|公司|券商|投资者)?")
_ROSTER_END = lazy(r"等?(?:共计?|合计|约|超过|近)?[ ]?\d{1,5}[ ]?余?[家位名人个]|等(?:机构|投资者|单位|多家|人)|等[ ]?(?=[。.\n]|\Z)")
_SPLIT = lazy(r"[、,，;；\n。|]+")
_DIGITS = lazy(r"\d")
_NO_ROSTER = lazy(r"[。;!?]\s*\S|\d\s?(?:%|亿|万元|个百分点)|第[一二三四]部分")


def read_participants(text: str, folded: str, spans: list[Span]) -> tuple[list[str], int | None]:
    """The institutions that took part, each once, and how many people (or, where only those are counted, institutions) the row tells of.

    A person beside an institution gives the institution.
    """
    names: list[str] = []
    count: int | None = None
    for low, high in spans:
        count = _count(folded, low, high) if count is None else count
    for index, (low, high) in enumerate(spans):
        if index and _NO_ROSTER.search(folded, low, high):
            break  # a form without a row for its contents: what follows is what was said
        persons_follow = False
        position = low
        for found in [*_SPLIT.finditer(folded, low, high), None]:
            end = found.start() if found else high
            name, persons_follow = _participant(text, folded, position, end, persons_follow)
            if name and name not in names:
                names.append(name)
            if found is None:
                break
            position = found.end()
    return names, count


def _count(folded: str, low: int, high: int) -> int | None:
    found = _PEOPLE.search(folded, low, high)
    if found:
        return int(found["people"])
    houses = _HOUSES.search(folded, low, high)
    return int(houses["houses"]) if houses else None


_AFTER_NAME = lazy(r"[ \t\u3000/:(—-]+")


def _participant(text: str, folded: str, start: int, end: int, persons_follow: bool) -> tuple[str | None, bool]:
    """The institution a piece of the list names, and whether bare names after it are its people."""
    start, end = _trimmed(folded, start, end)
    lead = _leads().match(folded, start, end)
    if lead and lead.end() <= end:
        start = _trimmed(folded, lead.end(), end)[0]
    tail = _ROSTER_END.search(folded, start, end)
    if tail:
        end = _trimmed(folded, start, tail.start())[1]
    if end - start < 2 or end - start > 60:
        return None, persons_follow
    pieces = _pieces(folded, start, end)
    institutions = [piece for piece in pieces if _is_institution(folded, piece)]
    persons = [piece for piece in pieces if piece not in institutions and is_hanzi_name(_bare(folded, piece))]
    if institutions:
        low, high = institutions[0]
        if len(institutions) > 1 and not persons:
            high = institutions[-1][1]  # a name with blanks in it
        word = text[low:high].strip(_TRIM)
        return (None if _nobody().search(folded, low, high) else word), bool(persons)
    whole = folded[start:end]
    if _nobody().search(whole) or (_DIGITS.search(whole) and not whole.isascii()):
        return None, persons_follow
    if len(pieces) > 1 and len(persons) == 1 and len(pieces) == 2:
        other = next(piece for piece in pieces if piece not in persons)
        if other[1] - other[0] >= 2 and not _is_role(folded[other[0] : other[1]]):
            return text[other[0] : other[1]].strip(_TRIM), True
    if persons and len(persons) == len(pieces):
        # in a list of institutions a short one may look like a name; beside people of others it is one of them
        return (None, True) if persons_follow or len(pieces) > 1 else (text[start:end].strip(_TRIM), False)
    if len(whole) > 24 and not whole.isascii():
        return None, persons_follow
    return text[start:end].strip(_TRIM), False


def _is_role(word: str) -> bool:
    return word in table("outline", "header")["prose"]["roles"] or bool(titles().fullmatch(word))


def _bare(folded: str, piece: Span) -> str:
    return honorifics().sub("", folded[piece[0] : piece[1]].strip(_TRIM))


def _pieces(folded: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    position = start
    for found in _AFTER_NAME.finditer(folded, start, end):
        # 视觉(中国)文化: a bracket amid a name parts nothing
        if found.group() == "(" and _amid_name(folded, found.end(), end):
            continue
        if found.start() > position and not (folded[found.start() - 1].isascii() and folded[found.end() : found.end() + 1].isascii()):
            pieces.append(_trimmed(folded, position, found.start()))
            position = found.end()
    pieces.append(_trimmed(folded, position, end))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _amid_name(folded: str, start: int, end: int) -> bool:
    closing = folded.find(")", start, end)
    return 0 <= closing < end - 1 and folded[closing + 1] not in " /:"


def _is_institution(folded: str, piece: Span) -> bool:
    word = folded[piece[0] : piece[1]].strip(_TRIM)
    if len(word) < 2:
        return False
    if _organisation_ends().search(word) or _organisation_words().match(word):
        return True
    return len(word) > 4 and bool(_organisation_words().search(word))
