"""What a summary of ours says of the document itself: whose it is, of which day, who took part."""

from __future__ import annotations

from collections.abc import Iterator

from ..outline.script import fold
from ..schemas import Summary
from .item import Item
from .source import Source

_DOCUMENT = ("title", "record_number", "published", "kind", "language")
_OF_THE_FILE = ("media_type", "characters", "pages")
_COMPANY = ("name", "short_name", "ticker", "exchange")
_EVENT = ("type", "date", "start", "end", "venue", "participants_count")


def facts(summary: Summary, source: Source) -> Iterator[Item]:
    """One item for the document, one for the company, one for the event, one for each of those who spoke, one for those who took part."""
    checker = _Facts(source)
    yield _document(summary, source, checker)
    company = Item("company", _line(*(getattr(summary.company, name) for name in _COMPANY)), "form")
    for name in _COMPANY:
        checker.field(company, name, getattr(summary.company, name), getattr(source.summary.company, name))
    if company.parts:
        yield company
    event = Item("event", _line(*(getattr(summary.event, name) for name in _EVENT)), "form")
    for name in _EVENT:
        checker.field(event, name, getattr(summary.event, name), getattr(source.summary.event, name), closed=name == "type")
    if summary.event.date is not None and summary.event.date_is_inferred != source.summary.event.date_is_inferred:
        told = "the date is inferred" if source.summary.event.date_is_inferred else "the source gives the date"
        event.contradict("date_is_inferred", summary.event.date_is_inferred, told)
    yield event
    yield from _hosts(summary, source, checker)
    if summary.event.participants:
        yield _participants(summary.event.participants, source, checker)


def _participants(names: list[str], source: Source, checker: _Facts) -> Item:
    item = Item("event.participants", ", ".join(names), "form")
    known = {_bare(name) for name in source.summary.event.participants}
    for index, name in enumerate(names):
        if _bare(name) in known:
            item.bear_out(f"[{index}]", name)
        else:
            checker.literal(item, f"[{index}]", name, "the source does not name it among those who took part")
    return item


def _document(summary: Summary, source: Source, checker: _Facts) -> Item:
    told, ours = summary.document, source.summary.document
    item = Item("document", _line(told.title or told.source, told.record_number, told.published), "form")
    same = told.sha256 == ours.sha256
    if same:
        item.bear_out("sha256", told.sha256[:12])
    else:
        item.miss("sha256", told.sha256[:12], f"the summary was made of another file or version: this one's is {ours.sha256[:12]}")
    for name in _DOCUMENT:
        checker.field(item, name, getattr(told, name), getattr(ours, name), closed=name in ("kind", "language"))
    for name in _OF_THE_FILE if same else ():
        said, held = getattr(told, name), getattr(ours, name)
        if said == held:
            item.bear_out(name, said)
        else:
            item.contradict(name, said, f"it is {held}")
    return item


def _hosts(summary: Summary, source: Source, checker: _Facts) -> Iterator[Item]:
    known = {_bare(host.name): host for host in source.summary.event.hosts}
    for index, host in enumerate(summary.event.hosts):
        item = Item(f"event.hosts[{index}]", _line(host.name, host.title, host.organisation), "form")
        ours = known.get(_bare(host.name))
        if ours is None:
            checker.literal(item, "name", host.name, "the source does not name them among those who spoke for the company")
        else:
            item.bear_out("name", host.name)
            checker.field(item, "title", host.title, ours.title)
            checker.field(item, "organisation", host.organisation, ours.organisation)
        yield item


class _Facts:
    """Compares a field with what our rules read of the document; what they do not read must stand in it letter for letter."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._letters: str | None = None

    def field(self, item: Item, path: str, said: object, held: object, *, closed: bool = False) -> None:
        """``closed``: a word of a closed list, which no document holds literally. A field that is left open claims nothing."""
        if said is None:
            return
        if said == held or _bare(str(said)) == _bare(str(held)):
            item.bear_out(path, said)
        elif held is not None:
            item.contradict(path, said, f"the source says {held}")
        elif closed:
            item.miss(path, said, "the source does not tell")
        else:
            self.literal(item, path, str(said), "the source does not say so")

    def literal(self, item: Item, path: str, said: str, reason: str) -> None:
        """What is neither right nor wrong by the rules: it stands in the document or it does not."""
        if self._letters is None:
            self._letters = _bare(self._source.document.text)
        if _bare(said) and _bare(said) in self._letters:
            item.bear_out(path, said)
        else:
            item.miss(path, said, reason)


def _bare(words: str) -> str:
    return "".join(letter for letter in fold(words) if letter.isalnum())


def _line(*facts: object) -> str:
    return " · ".join(str(fact) for fact in facts if fact is not None) or "–"
