"""Whether a retelling denies, expects and plans what its source does, and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..tables import table
from .statement import Item, Mark, Operator, Statement, entries, named

CARRYING = frozenset({"expected", "forecast", "projected"})
"""Modals that hold for the clauses behind their own too."""


def groups(row: str) -> set[str]:
    return {group for group, told in table("grounding", "prose")["outlook"].items() if row in told.split()}


def to_come(statement: Statement, mark: Mark, *, wide: bool) -> list[Operator]:
    """The modals that say that a figure is still to come: those of its clause; ``wide``, those before it in its sentence too."""
    found = []
    for modal in statement.modals:
        if not groups(modal.row) or statement.sentences[modal.at] != statement.sentences[mark.at]:
            continue
        said = modal.token.surface
        # "is expected to", "的目标" may stand behind it; "and plans to add more" says nothing of it
        of_figure = modal.at < mark.at or wide or said.endswith("ed") or not said.isascii()
        same = of_figure and statement.clauses[modal.at] == statement.clauses[mark.at]
        if same or (modal.at < mark.at and (wide or modal.row in CARRYING)):
            found.append(modal)
    return found


def tense(ours: Statement, mark: Mark, theirs: Statement, other: Mark) -> str | None:
    needed = to_come(theirs, other, wide=False)
    elsewhere = {modal.row for modal in theirs.modals if modal not in needed}
    own = ours.clauses[mark.at]
    before = to_come(ours, mark, wide=True)
    goes_on = _goes_on(ours, own)
    told = [modal for modal in before if ours.clauses[modal.at] == own or goes_on or modal.row in CARRYING or modal.row not in elsewhere]
    if needed and not told and not hinted(ours, theirs):
        return f"the source says {theirs.said(needed[0].token)}, the text tells a fact"
    said, held = to_come(ours, mark, wide=False), to_come(theirs, other, wide=True)
    if said and not hinted(theirs, ours) and not held:
        return f"the source tells a fact, the text says {ours.said(said[0].token)}"
    if needed and told and not any(groups(one.row) & groups(two.row) for one in told for two in held):
        return f"the source says {theirs.said(needed[0].token)}, the text {ours.said(told[0].token)}"
    return None


def _goes_on(statement: Statement, clause: int) -> bool:
    """Whether a clause leans on the one before: ``, adding 30% to capacity``."""
    first = statement.tokens[bisect_left(statement.clauses, clause)]
    return statement.folded[first.start : first.end].endswith("ing")


def hinted(statement: Statement, other: Statement) -> bool:
    """Whether ``statement`` says by a word that ``other`` lacks that things are still to come."""
    return any(word not in other.folded for _, _, word, _, _ in named(statement.folded, "hint"))


def _retained(ours: Statement, operator: Operator, free: set[Item]) -> dict[int, int]:
    """The clauses of the prose that keep what ``operator`` governs in the source, each with the token where that ends."""
    governed = [item for item in operator.governs if item not in free]
    if not governed:
        return {}
    kept: dict[int, set[Item]] = {}
    ends: dict[int, int] = {}
    for index, found in enumerate(ours.items):
        for item in (*found, ours.tokens[index].key):
            if item in governed:
                kept.setdefault(ours.clauses[index], set()).add(item)
                ends[ours.clauses[index]] = index
    first = governed[0] if operator.token.kind == "negation" else None
    return {clause: ends[clause] for clause, items in kept.items() if 2 * len(items) >= len(set(governed)) or first in items}


def negations(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = [negation for negation in theirs.negations if negation.row != "meant"]
    free = theirs.free(theirs.negations)
    for negation in held:
        for clause in _retained(ours, negation, free):
            if not any(ours.clauses[own.at] == clause or set(own.governs) & set(negation.governs) for own in ours.negations):
                yield f"the source denies what the text says: {theirs.said(negation.token)}"
    more = sum(negation.row != "meant" for negation in ours.negations) > len(theirs.negations)
    for negation in ours.negations:
        if negation.row == "meant":
            continue
        if more:
            yield f"the source does not deny this: {ours.said(negation.token)}"
        content = {item for found in theirs.items for item in found} | {modal.token.key for modal in theirs.modals}
        known = [item for item in negation.governs if item in content]
        if known and not any(item in other.behind for other in theirs.negations for item in known):
            yield f"the source does not deny this: {ours.said(negation.token)}"


def modals(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = [modal for modal in theirs.modals if groups(modal.row) and not _ongoing(theirs, modal)]
    free = theirs.free(theirs.modals)
    hint = hinted(ours, theirs)
    told = [modal for modal in ours.modals if groups(modal.row)]
    passive = table("grounding", "prose")["passive"]["rows"].split()
    open_clauses = {theirs.clauses[modal.at] for modal in theirs.modals if groups(modal.row)}
    if len({ours.clauses[modal.at] for modal in told}) > len(open_clauses):
        yield f"the source tells a fact, the text says {ours.said(told[0].token)}"
    for modal in held:
        for clause, end in _retained(ours, modal, free).items():
            elsewhere = {other.row for other in held if theirs.clauses[other.at] != theirs.clauses[modal.at]}
            near = []
            for own in told:
                if ours.clauses[own.at] == clause:
                    answers = own.at < end or own.row in passive
                else:
                    carries = own.row in CARRYING or own.row not in elsewhere or _goes_on(ours, clause)
                    answers = carries and bool(own.scope & set(modal.governs))
                near += [own] if answers else []
            if near and groups(modal.row) == {"possible"} and not any("possible" in groups(own.row) for own in near):
                yield f"the source says {theirs.said(modal.token)}, the text {ours.said(near[0].token)}"
            if not near and not hint:
                yield f"the source says {theirs.said(modal.token)}, the text tells a fact"
            every = {group for other in theirs.modals for group in groups(other.row)}
            if near and not any(groups(own.row) & every for own in near):
                yield f"the source says {theirs.said(modal.token)}, the text {ours.said(near[0].token)}"
    done = {item for modal in theirs.modals if modal.row == "done" for item in modal.behind}
    to_come = {item for modal in held for item in modal.governs} - free - done
    for own in ours.modals:
        if own.row == "done" and to_come & set(own.governs):
            yield f"the source tells what is to come, the text says {ours.said(own.token)}"
    for own in told:
        if not any(groups(own.row) & groups(modal.row) for modal in theirs.modals) and not _ongoing(ours, own):
            yield f"the source tells no plan or expectation: {ours.said(own.token)}"
        known = [item for item in own.governs if any(item in found for found in theirs.items)]
        if known and not any(item in modal.scope for modal in theirs.modals if groups(modal.row) for item in known):
            yield f"the source tells a fact, the text says {ours.said(own.token)}"


def _ongoing(statement: Statement, modal: Operator) -> bool:
    words = tuple(entries(table("grounding", "prose")["ongoing"]["words"]))
    return modal.row in ("future", "would") and statement.folded[modal.token.end : modal.token.end + 12].lstrip().startswith(words)
