"""Speaker turns: who said what, and whether they ask, answer or hand the microphone round."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from ..patterns import lazy
from ..tables import table, words_pattern
from .introductions import callers_in
from .labels import Label, is_anonymous
from .model import Turn
from .names import same_person
from .participants import Participant, SpeakerRole, find_participants
from .speakers import find_labels, stamp_below


@cache
def said(key: str) -> re.Pattern[str]:
    """One of the phrases that ``turns.toml`` lists under ``key``; over folded text."""
    return re.compile(words_pattern(table("outline", "turns")[key]))


def find_turns(text: str, folded: str, participants: list[Participant] | None = None) -> list[Turn]:
    """The turns in order; none where the document is not a script of speakers."""
    listed = find_participants(text, folded) if participants is None else participants
    labels = find_labels(text, folded, listed)
    speakers = {label.speaker for label in labels if label.speaker}
    operator = any(label.role == "operator" for label in labels)
    if len(labels) < 2 or (len(speakers) < 2 and not operator):
        return []
    turns = _cut(text, folded, labels)
    if not operator:
        _find_unlabelled_operator(turns, text, folded)
    _find_readers(turns, folded)
    _name_roles(turns, text, folded, listed)
    return turns


@cache
def _ends() -> re.Pattern[str]:
    words = table("outline", "turns")
    ends = "|".join(map(re.escape, words["ends"]))
    headings = "|".join(map(re.escape, words["section_headings"] + words["company_lists"] + words["analyst_lists"]))
    return re.compile(rf"^[ \t]*(?:(?P<end>{ends})|(?:{headings})[ \t:]*$)", re.MULTILINE)


_LONG_LINE = lazy(r"[^\n]{200}")


def _cut(text: str, folded: str, labels: list[Label]) -> list[Turn]:
    turns: list[Turn] = []
    head_end = labels[0].start
    if _LONG_LINE.search(text, 0, head_end) and head_end > 400:  # a script that begins amid the first speaker's words
        _append(turns, text, Label(0, 0, None, "unknown"), 0, head_end)
    stops = [(found.start(), bool(found["end"])) for found in _ends().finditer(folded, labels[0].end)]
    stop_at, appendix, listing = 0, False, False
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(text)
        while stop_at < len(stops) and stops[stop_at][0] < label.end:
            appendix = stops[stop_at][1]
            stop_at += 1
        if stop_at < len(stops) and stops[stop_at][0] < end:
            end = stops[stop_at][0]
        if appendix and listing:  # the last entry of a list of participants, with the page's furniture under it
            continue
        listing = not _append(turns, text, label, label.end, end)
        appendix = appendix and listing
    return turns


_RULES = lazy(r"(?:\s|-{4,}|={4,})*")


def _append(turns: list[Turn], text: str, label: Label, start: int, end: int) -> bool:
    lead = _RULES.match(text, start, end)
    start = lead.end() if lead else start
    stamp = stamp_below(text, start, end)
    end = end if stamp is None else stamp
    while end > start and (text[end - 1].isspace() or text.endswith(("----", "===="), start, end)):
        end -= 1
        if text[end] in "-=":
            end = start + len(text[start:end].rstrip("-="))
    if start >= end:  # a name with nothing said is an entry of a list
        return False
    turns.append(Turn(len(turns), label.speaker, label.title, label.organisation, label.role, start, end))
    return True


def asks_for_next(folded: str, turn: Turn) -> bool:
    """True of an operator's turn that brings the next question."""
    return bool(said("question_next").search(folded, turn.start, turn.end))


def is_over(folded: str, turn: Turn) -> bool:
    """True of an operator's turn that says there are no more questions."""
    return bool(said("question_over").search(folded, turn.start, turn.end))


def _find_unlabelled_operator(turns: list[Turn], text: str, folded: str) -> None:
    """An operator who goes by name: brings on more than one caller."""
    brings: Counter[str | None] = Counter()
    first: dict[str | None, int] = {}
    for turn in turns:
        if said("brings_caller").search(folded, turn.start, min(turn.end, turn.start + 600)) or calls_next(text, turns, turn):
            brings[turn.speaker] += 1
            first.setdefault(turn.speaker, turn.index)
    operators = {who for who, count in brings.items() if who and count > 1} | _short_spoken(turns, folded)
    first |= {who: next(turn.index for turn in turns if turn.speaker == who) for who in operators - first.keys()}
    begins = min((first[who] for who in operators), default=0)
    for turn in turns:
        if turn.speaker in operators and turn.index >= begins:
            turn.role = "operator"


_SHORT = 300


def _short_spoken(turns: list[Turn], folded: str) -> set[str | None]:
    """Numbered voices most of whose turns are a few words that bring the next question."""
    spoke = Counter(turn.speaker for turn in turns if is_anonymous(turn.speaker))
    short = [turn for turn in turns if turn.speaker in spoke and turn.end - turn.start < _SHORT]
    brings = Counter(turn.speaker for turn in short if asks_for_next(folded, turn))
    return {who for who, count in brings.items() if count > 1 and 2 * count >= spoke[who]}


def calls_next(text: str, turns: list[Turn], turn: Turn) -> bool:
    """True of words that name, with a firm, whoever speaks next."""
    after = turns[turn.index + 1].speaker if turn.index + 1 < len(turns) else None
    if after is None or after == turn.speaker:
        return False
    callers = callers_in(text, max(turn.start, turn.end - 400), turn.end)
    return any(one.firm and one.name and (one.name == after or same_person(one.name, after)) for one in callers)


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(r"(?:\[[^\]]*\]\s*)*" + words_pattern(table("outline", "turns")["greetings"]))


def opens_go(folded: str, start: int, end: int) -> bool:
    """True of words with which a new asker begins though no operator brought them on."""
    if "?" not in folded[start:end]:
        return False
    head = min(end, start + 200)
    return bool(_greeting().match(folded, start, end) and said("asker_openings").search(folded, start, head))


_LONGEST_READ = 1_200


def reads_question(folded: str, turn: Turn) -> bool:
    """True of words that read out what somebody asked in writing."""
    if turn.end - turn.start > _LONGEST_READ or "?" not in folded[turn.start : turn.end]:
        return False
    return bool(said("reads_questions").search(folded, turn.start, min(turn.end, turn.start + 250)))


def _find_readers(turns: list[Turn], folded: str) -> None:
    """Somebody of the company who reads questions out, where another answers: the operator, for that turn."""
    for turn, after in pairwise(turns):
        other = after.speaker != turn.speaker and after.role != "operator"
        if turn.index and turn.role != "analyst" and other and reads_question(folded, turn):
            turn.role = "operator"


def _name_roles(turns: list[Turn], text: str, folded: str, listed: list[Participant]) -> None:
    """Who is of the company and who asks: by the lists, by titles, by having spoken before the questions began, and by
    whom the operator brings on."""
    roles: dict[str, SpeakerRole] = {}
    people = {person.name: person for person in listed}
    for person in listed:
        roles[person.name] = person.role
    for turn in turns:
        if turn.speaker and turn.role in ("management", "analyst"):
            roles.setdefault(turn.speaker, turn.role)
    first = _first_question(turns, text, folded)
    called = _called(turns[first:], text, folded)
    for turn in turns[:first]:
        if turn.speaker and turn.role == "unknown":
            roles.setdefault(turn.speaker, "management")
    for turn in turns[first:]:
        if turn.speaker and turn.speaker not in roles and turn.speaker in called:
            roles[turn.speaker] = "analyst"
    brought: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    last: Turn | None = None
    asker: str | None = None
    for turn in turns[first:]:
        if turn.role == "operator":
            asker = None
        elif turn.speaker and roles.get(turn.speaker) != "management":
            if asker is None and (last is None or last.role == "operator"):
                brought[turn.speaker] += 1
                asker = turn.speaker
            elif turn.speaker != asker:
                followed[turn.speaker] += 1
        last = turn
    company = [name for name, role in roles.items() if role == "management"]
    for name in {*brought, *followed} - roles.keys():
        if any(same_person(name, other) for other in company):
            roles[name] = "management"
        elif brought[name] * 3 >= followed[name]:  # a scribe's slip may put a name where it does not belong
            roles[name] = "analyst"
    if not any(turn.role == "operator" for turn in turns):
        _asks_then_answered(turns[first:], folded, roles)
    unasked = False
    for turn in turns:
        if turn.speaker is None or turn.role == "operator":
            unasked = False
            continue
        turn.role = roles.get(turn.speaker) or _by_manner(turn, folded, unasked, followed[turn.speaker] > 0)
        unasked = turn.role == "analyst" and "?" not in folded[turn.start : turn.end]
        known = people.get(turn.speaker)
        if known is not None:
            turn.title, turn.organisation = turn.title or known.title, turn.organisation or known.organisation


def _called(turns: list[Turn], text: str, folded: str) -> set[str]:
    """The names that the operator calls when a question is to come."""
    called: set[str] = set()
    for turn in turns:
        if turn.role == "operator" and asks_for_next(folded, turn):
            called |= {one.name for one in callers_in(text, turn.start, turn.end) if one.name and one.firm}
    return called


def _asks_then_answered(turns: list[Turn], folded: str, roles: dict[str, SpeakerRole]) -> None:
    """Where no operator parts the callers: one who is new, asks, and is answered by somebody of the company asks."""
    met: set[str] = set()
    for turn, after in pairwise(turns):
        if turn.speaker is None or turn.speaker in roles or turn.speaker in met:
            continue
        met.add(turn.speaker)
        answered = after.speaker is not None and after.speaker != turn.speaker and roles.get(after.speaker) == "management"
        if answered and _QUESTION_NEAR_END.search(folded, max(turn.start, turn.end - 400), turn.end):
            roles[turn.speaker] = "analyst"


def _first_question(turns: list[Turn], text: str, folded: str) -> int:
    """Index of the turn with which the questions begin, the operator's or, where that is lost, the first asker's; or one past the end."""
    for number, turn in enumerate(turns):
        if turn.role == "operator" and number > 0 and (asks_for_next(folded, turn) or calls_next(text, turns, turn)):
            return number
        if turn.role == "analyst":
            return number
        head_end = min(turn.end, turn.start + 120)
        asks = turn.role == "unknown" and number > 1 and "?" in folded[turn.start : turn.end]
        if asks and said("asker_openings").search(folded, turn.start, head_end):
            return number
    return len(turns)


_QUESTION_NEAR_END = lazy(r"\?[^?]{0,160}\Z")


def _by_manner(turn: Turn, folded: str, unasked: bool, follows: bool) -> SpeakerRole:
    """One whom nothing names. ``unasked``: the asker before has not asked yet; ``follows``: stands where an answer is due."""
    head_end = min(turn.end, turn.start + 250)
    asks = bool(_QUESTION_NEAR_END.search(folded, max(turn.start, turn.end - 400), turn.end))
    if unasked and asks:
        return "analyst"
    if said("answer_manners").search(folded, turn.start, head_end):
        return "management"
    if said("analyst_manners").search(folded, turn.start, head_end):
        return "analyst"
    return "analyst" if asks and not follows else "management"
