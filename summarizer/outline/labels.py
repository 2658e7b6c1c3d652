"""What a speaker's label says: a name, a title, a firm, whether the speaker asks or answers.

A label is what stands before a colon, or alone on a line: ``Jane Doe``, ``Jane Doe (CFO)``, ``Q - Ann Lee - Some Bank``,
``董事长 张三``, ``分析师 李四（某某证券）``, ``Speaker 1``. Whether the words before a colon are a label at all is for the reader of
the whole script to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ..patterns import lazy
from ..tables import table
from .names import english_title, honorifics, is_hanzi_name, is_latin_name, is_transliterated, titles
from .participants import SpeakerRole, split_office
from .script import fold


@dataclass(slots=True)
class Label:
    """A speaker's label."""

    start: int
    end: int
    """Where what is said begins."""
    speaker: str | None
    role: SpeakerRole
    title: str | None = None
    organisation: str | None = None
    bare: bool = False
    """Nothing but the text itself says that this is a name (a Chinese name without a dot, a single Latin word)."""


@dataclass(frozen=True, slots=True)
class _Words:
    operator: frozenset[str]
    analyst: frozenset[str]
    management: frozenset[str]
    never: frozenset[str]
    crowd: frozenset[str]


@cache
def _words() -> _Words:
    words = table("outline", "turns")
    return _Words(*(frozenset(words[key]) for key in ("operator", "analyst", "management", "not_speakers", "crowd")))


def is_operator_word(folded: str) -> bool:
    """True of ``Operator``, ``主持人`` and the like."""
    return folded.strip() in _words().operator


def is_speakerless(folded: str) -> bool:
    """True of a label of somebody whom the scribe did not know."""
    return folded.strip() in _words().analyst or is_anonymous(folded)


@cache
def _anonymous() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, table("outline", "turns")["anonymous"])) + r")[ _#-]{0,2}(?:\d{1,3}|[a-z])?")


def is_anonymous(name: str | None) -> bool:
    """True of ``Speaker 1`` and the like: a label that tells voices apart and names nobody."""
    if name is None:
        return False
    plain = fold(name)
    return _anonymous().fullmatch(plain) is not None or _numbered_analyst().fullmatch(plain) is not None or is_crowd(plain)


def is_crowd(folded: str | None) -> bool:
    """True of ``投资者``, ``Reporter``: one label for many people."""
    return folded is not None and folded in _words().crowd


@cache
def _numbered_analyst() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("outline", "turns")["analyst"]))
    return re.compile(rf"(?:{words})[ _#-]{{0,2}}(?:\d{{1,3}}|[a-z](?![a-z])|[一二三四五六七八九十甲乙丙丁])")


@cache
def _firm_at_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, table("outline", "turns")["firm_ends_zh"])) + r")\Z")


def is_chinese_firm(folded: str) -> bool:
    """True of what ends as the name of a broker, a bank, a fund or a newspaper does."""
    return 2 <= len(folded) <= 24 and _firm_at_end().search(folded) is not None


_BRACKET = lazy(r"\(([^()]{1,60})\)[ \t]*\Z")
_SHORT_HANZI = lazy(r"[㐀-鿿]{2,4}\Z")
_DASHES = lazy(r"[ ]?(?:--|–|—)[ ]?|[ ]-[ ]|(?<=[㐀-鿿])-(?=[㐀-鿿])")
_SIDE = lazy(r"<?(?P<side>q|a|question|answer|提问|回答)[ ]?[-–—:][ ]?(?P<rest>[^<>]{2,80}?)>?\Z", re.IGNORECASE)
_FIRST_ROLE = lazy(
    r"(?P<role>[㐀-鿿]{0,12}?(?:分析师|研究员|首席分析师|基金经理|记者|提问者|提问人|主持人|投资者))(?:[ :,、-]{1,3}|(?=\())"
    r"(?P<rest>.{2,40})\Z"
)
_LAST_ROLE = lazy(r"(?P<firm>[㐀-鿿a-z& ]{2,16}?)(?:[ -]?(?:首席)?(?:分析师|研究员|基金经理|记者))?[ -]?(?P<name>[㐀-鿿]{2,4})\Z")


def read_label(raw: str, folded: str) -> Label | None:
    """A speaker's label, its colon left out, or ``None`` where it is none."""
    label = _read(raw, folded)
    return None if label is None else replace(label)


@lru_cache(maxsize=4096)
def _read(raw: str, folded: str) -> Label | None:
    words = _words()
    key = folded.strip(" *")
    raw = raw.strip(" *")
    if key in words.never:
        return None
    if key in words.operator:
        return Label(0, 0, raw, "operator")
    if _numbered_analyst().fullmatch(key) or is_crowd(key):
        return Label(0, 0, raw, "analyst")
    if is_anonymous(key):
        return Label(0, 0, raw, "unknown")
    side = _SIDE.match(key)
    if side:
        return _sided(raw[side.start("rest") : side.end("rest")], side["rest"], side["side"])
    bracket = _BRACKET.search(key)
    inner = raw[bracket.start(1) : bracket.end(1)] if bracket else None
    if bracket:
        key, raw = key[: bracket.start()].strip(), raw[: bracket.start()].strip()
        if key in words.operator:
            return Label(0, 0, inner, "operator")
    for role, names in (("analyst", words.analyst), ("management", words.management)):
        if key in names:
            return Label(0, 0, inner if inner and len(inner) > 1 else None, "analyst" if role == "analyst" else "management")
    parts = _DASHES.split(raw)
    if len(parts) > 1 and is_latin_name(parts[0].strip()):
        return _dashed(parts)
    name, comma, office = raw.replace("，", ",").partition(",")
    if comma:
        return _with_office(name.strip(), office.strip())
    chinese = _chinese_caller(raw, key, inner)
    if chinese is not None:
        return chinese
    return _plain(raw, key, inner)


def _sided(raw: str, folded: str, side: str) -> Label | None:
    """``Q - Ann Lee - Some Bank``: the script tells who asks and who answers."""
    role: SpeakerRole = "analyst" if side.lower() in ("q", "question", "提问") else "management"
    parts = [part.strip() for part in _DASHES.split(raw) if part.strip()]
    name, _, rest = parts[0].replace("，", ",").partition(",")
    if is_speakerless(fold(name)):
        return Label(0, 0, None, role)
    if not (is_latin_name(name, words=1) or is_hanzi_name(fold(name)) or is_transliterated(fold(name))):
        return None
    rest = rest.strip() or " - ".join(parts[1:])
    if role == "analyst":
        return Label(0, 0, name, role, None, rest or None)
    return Label(0, 0, name, role, rest or None)


def _dashed(parts: list[str]) -> Label:
    name = parts[0].strip()
    if parts[-1].strip().lower() in ("analyst", "analysts"):
        return Label(0, 0, name, "analyst", None, " ".join(parts[1:-1]).strip() or None)
    what = " - ".join(part.strip() for part in parts[1:])
    firm, title = split_office(what)
    if title is None:
        return Label(0, 0, name, "analyst", None, firm)
    if english_title().search(title.lower()) or titles().search(title.lower()):
        return Label(0, 0, name, "management", title, firm)
    return Label(0, 0, name, "unknown", None, what)


def _with_office(name: str, office: str) -> Label | None:
    """张明,首席执行官; Jane Doe, Chief Executive Officer; Ann Lee, Some Bank."""
    plain = fold(name)
    latin = is_latin_name(name) and not english_title().search(plain)
    if not (latin or is_hanzi_name(honorifics().sub("", plain)) or is_transliterated(plain)):
        return None
    firm, title = split_office(office)
    if title is None:
        return Label(0, 0, name, "analyst", None, firm)
    if titles().fullmatch(title.lower()) or english_title().search(title.lower()):
        return Label(0, 0, name, "management", title, firm)
    if latin and office[0].isupper() and len(office.split()) <= 5:
        return Label(0, 0, name, "unknown", None, office, bare=True)
    return Label(0, 0, name, "analyst", None, office) if is_chinese_firm(fold(office)) else None


def _chinese_caller(raw: str, key: str, inner: str | None) -> Label | None:
    """分析师 李四(某某证券), 某某证券 李四, 主持人 王五; ``None`` where the label is of another kind."""
    first = _FIRST_ROLE.match(key)
    if first:
        rest = raw[first.start("rest") : first.end("rest")].strip()
        person = honorifics().sub("", fold(rest))
        firm = inner if inner and not titles().fullmatch(fold(inner)) else None
        if first["role"].endswith("主持人"):
            return Label(0, 0, rest, "operator") if is_hanzi_name(person) or is_latin_name(rest) else None
        split = _LAST_ROLE.match(fold(rest))
        if split and is_hanzi_name(split["name"]) and is_chinese_firm(split["firm"].strip()):
            return Label(0, 0, rest[split.start("name") :], "analyst", None, rest[: split.end("firm")].strip())
        if is_hanzi_name(person) or is_latin_name(rest, words=1) or is_transliterated(person):
            lead = len(_ROLE_WORD.sub("", first["role"]))
            return Label(0, 0, rest[: len(person)], "analyst", None, firm or raw[:lead] or None)
        return None
    house = _HOUSE.match(key)
    if house:
        return Label(0, 0, None, "analyst", None, raw[: house.end("firm")])
    last = _LAST_ROLE.match(key)
    if last and is_hanzi_name(last["name"]) and is_chinese_firm(last["firm"].strip()):
        return Label(0, 0, raw[last.start("name") : last.end("name")], "analyst", None, raw[: last.end("firm")].strip())
    return None


_HOUSE = lazy(r"(?P<firm>[《㐀-鿿a-z]{2,12}》?)[ ]?(?:的?记者|分析师|研究员|的?提问者)\Z")
_ROLE_WORD = lazy(r"(?:首席)?(?:分析师|研究员|基金经理|记者|提问者|提问人|投资者)\Z")


def _plain(raw: str, key: str, inner: str | None) -> Label | None:
    title = organisation = None
    role: SpeakerRole = "unknown"
    if inner:
        stated = fold(inner)
        firm, office = split_office(inner)
        if "分析师" in stated or "研究员" in stated or "记者" in stated or "analyst" in stated:
            role, organisation = "analyst", firm or _ROLE_WORD.sub("", inner).strip(" ,，-") or None
            organisation = None if organisation and fold(organisation) in ("analyst", "分析师") else organisation
        elif titles().search(stated) or english_title().search(stated):
            role, title = "management", inner
            organisation, title = (firm, office) if firm and office else (None, inner)
        elif is_chinese_firm(stated) or (is_latin_name(raw) and inner[0].isupper() and not is_latin_name(raw, words=9)):
            organisation = inner
            role = "analyst" if is_chinese_firm(stated) else "unknown"
    plain = title is None and inner is None
    if is_latin_name(raw) and english_title().search(key):
        return None
    if is_latin_name(raw) or is_transliterated(key):
        return Label(0, 0, raw, role, title, organisation)
    if is_latin_name(raw, words=1):
        return Label(0, 0, raw, role, title, organisation, bare=plain)
    stated_title = titles().match(key) or titles().search(key)
    if stated_title and (stated_title.start() == 0 or stated_title.end() == len(key)):
        at_front = stated_title.start() == 0
        name = key[stated_title.end() :] if at_front else key[: stated_title.start()]
        bare = honorifics().sub("", name.strip(" -·")).strip()
        at = key.find(bare)
        if is_hanzi_name(bare) or is_transliterated(bare) or (bare and is_latin_name(raw[at : at + len(bare)], words=1)):
            return Label(0, 0, raw[at : at + len(bare)], "management", raw[stated_title.start() : stated_title.end()])
        return None
    bare = honorifics().sub("", key)
    if is_hanzi_name(bare):
        return Label(0, 0, raw[: len(bare)], role, title, organisation, bare=plain and bare == key)
    # a foreign first name in Chinese characters looks like any short word: only its coming again can tell
    return Label(0, 0, raw, "unknown", bare=True) if _SHORT_HANZI.match(key) else None
