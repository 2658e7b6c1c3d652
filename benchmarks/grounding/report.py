"""The tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from page import table

from .cases import Case
from .score import Score
from .speed import CHARACTERS, QUOTES, Beside, Growth, exponent


def summary(scores: Sequence[Score]) -> str:
    """One line a judge; time as a multiple of the first one's."""
    first = scores[0].per_thousand
    rows = [
        [
            each.name,
            f"{100 * each.right_accepted:.1f} %",
            f"{each.accepted.total():,} of {each.wrong.total():,} ({100 * each.wrong_accepted:.1f} %)",
            f"{100 * each.span_exact:.1f} %",
            f"{each.mean_overlap:.2f}",
            f"{each.per_thousand:.1f} s" if each.seconds else "",
            f"{each.per_thousand / first:.0f} ×" if each.seconds and first else "",
        ]
        for each in scores
    ]
    return table(["", "right accepted", "wrong accepted", "span exact", "overlap", "1,000 quotes", "ratio"], rows)


def kinds(scores: Sequence[Score]) -> str:
    """Failures of each kind, a column a judge."""
    head = ["", "asked", *(each.name for each in scores)]
    first = scores[0]
    right = [[kind, f"{count:,}", *(f"{each.refused[kind]}" for each in scores)] for kind, count in sorted(first.right.items())]
    wrong = [[kind, f"{count:,}", *(f"{each.accepted[kind]}" for each in scores)] for kind, count in sorted(first.wrong.items())]
    return f"\n{table(['right, refused', *head[1:]], right)}\n\n{table(['wrong, accepted', *head[1:]], wrong)}\n"


def failures(score: Score, examples: int) -> str:
    """Some of what was judged wrongly, for people."""
    shown: Counter[str] = Counter()
    lines: list[str] = []
    for case, place in score.failures:
        shown[case.kind] += 1
        if shown[case.kind] <= examples:
            what = "refused" if case.right else f"accepted at {place}"
            lines.append(f"{score.name}: {case.kind}, {what} ({case.document})\n  quote  {case.quote!r}\n  origin {case.origin!r}\n")
    return "".join(lines)


def section(
    cases: Sequence[Case], ours: Score, beside: Sequence[Score], fast: Sequence[Beside], grown: Sequence[Growth], asked_of_peers: int
) -> str:
    """The section of docs/benchmarks.md."""
    few = beside[0].right.total() + beside[0].wrong.total()
    languages = sorted({case.language for case in cases})
    documents = len({case.document for case in cases})
    refused = ours.refused.total()
    asked = f"{ours.right.total():,} right and {ours.wrong.total():,} wrong quotes"
    worst = max(ours.right, key=lambda kind: ours.refused[kind] / ours.right[kind])
    parts = [
        "## Grounding",
        f"{asked} ({len(ours.right)} and {len(ours.wrong)} kinds; {', '.join(languages)}), made from {documents} documents with a fixed "
        f"seed. `locate` accepted {ours.accepted.total()} wrong ones and refused {refused} right ones "
        f"({100 * refused / max(1, ours.right.total()):.2f} %"
        + (f"; the worst kind is {worst}: {ours.refused[worst]} of {ours.right[worst]}" if refused else "")
        + "). [How the quotes are made, and how to score another function](../benchmarks/grounding/README.md).",
        summary([ours]),
        f"Other tools on {few:,} of these quotes, the same for all, each asked by itself. *Has a place* is langextract's documented "
        "filter (`char_interval`); instructor's `CitationMixin` keeps a quote or drops it. *Span exact*: of the right quotes accepted, how "
        "many were given their true place, white space and marks at its ends aside; *overlap*: the part of both places that they share.",
        summary(beside),
        "Of the wrong quotes, by what was changed, how many were accepted:",
        _by_kind(beside),
        f"### Speed\n\n{_told(grown)} Beside langextract's aligner: {QUOTES:,} such quotes against one text of {CHARACTERS:,} characters, "
        f"given all at once, as each is used. Ours includes reading the text; the aligner was asked the first {asked_of_peers:,} of "
        "them, and its seconds are counted in proportion.",
        table(["", "seconds", "ratio"], [[each.name, f"{each.seconds:.1f}", f"{each.ratio:,.0f} ×"] for each in fast]),
        _growth(grown),
    ]
    return "\n\n".join(parts)


def _by_kind(scores: Sequence[Score]) -> str:
    rows = []
    for kind, count in sorted(scores[0].wrong.items()):
        rows.append([kind, f"{count:,}", *(f"{each.accepted[kind]}" for each in scores)])
    return table(["", "asked", *(each.name for each in scores)], rows)


def _told(grown: Sequence[Growth]) -> str:
    largest = max(grown, key=lambda each: (each.characters, each.quotes))
    asked = f"{largest.quotes:,} quotes, half of them wrong, against {largest.characters:,} characters"
    return f"{asked} take `Locator` {largest.seconds:.0f} s."


def _growth(grown: Sequence[Growth]) -> str:
    """Seconds, and the power by which they grow with the text and with the quotes."""
    seconds = {(each.characters, each.quotes): each for each in grown}
    sizes, counts = sorted({each.characters for each in grown}), sorted({each.quotes for each in grown})
    rows = [[f"{size:,} characters", *(f"{seconds[size, count].seconds:.1f} s" for count in counts)] for size in sizes]
    lines = table(["", *(f"{count:,} quotes" for count in counts)], rows)
    told = []
    if len(sizes) > 1:
        powers = [exponent(seconds[sizes[0], count].seconds, seconds[sizes[-1], count].seconds, sizes[-1] / sizes[0]) for count in counts]
        told.append(f"with the text {max(powers):.2f}")
    if len(counts) > 1:
        powers = [exponent(seconds[size, counts[0]].seconds, seconds[size, counts[-1]].seconds, counts[-1] / counts[0]) for size in sizes]
        told.append(f"with the number of quotes {max(powers):.2f}")
    return f"{lines}\n\nSeconds grow by the power (1 is linear): {', '.join(told)}."
