"""The straight lines drawn on a page's picture: borders of tables and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sheets import Rule

if TYPE_CHECKING:
    from .straighten import Pixels

_Segment = tuple[float, float, float, float, float]
"""Left, top, right, bottom, and how much of its length is drawn."""

# all in heights of a line of text
_KERNEL = 1.3
"""No stroke of a letter of the text runs straight as far."""
_SHORTEST_ACROSS = 4.0
_SHORTEST_DOWN = 1.7
_LONG_DOWN = 4.0
"""A shorter vertical line must end at horizontal ones, or it is a stroke of a large letter."""
_GAP = 1.0
"""A line that a scan has broken goes on after at most this."""
_THICKEST = 0.35
"""What is thicker is a shaded field or a bar."""
_EDGE = 0.15
"""Share of a line's box at its top and bottom where a line may run: text stands close to a border, or is underlined."""
_INSIDE = 0.8
_DRAWN = 0.6
"""Share of a line that must really be there."""


def rules_of(pixels: Pixels, letter: float, quads: Pixels) -> list[Rule]:
    """Horizontal and vertical lines of a level page, in pixels.

    ``letter`` is the height of its lines of text in pixels, ``quads`` are the boxes around them (n × 4 corners).
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ground = int(2 * letter) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(ground, 15), 12)
    kernel = max(12, int(_KERNEL * letter))
    across = _segments(ink, kernel, letter, turned=False)
    down = _segments(np.ascontiguousarray(ink.T), kernel, letter, turned=True)
    across = [rule for rule in across if rule.x1 - rule.x0 >= _SHORTEST_ACROSS * letter and not _through_letters(rule, quads)]
    return [*across, *(rule for rule in down if _holds(rule, across, letter))]


def _through_letters(rule: Rule, quads: Pixels) -> bool:
    """Whether a line runs through the middle of text and no further: the strokes of letters side by side, as in 一二三."""
    if not len(quads):
        return False
    left, top = quads.min(axis=1).T
    right, bottom = quads.max(axis=1).T
    middle, edge = (rule.top + rule.bottom) / 2, _EDGE * (bottom - top)
    within = (top + edge < middle) & (middle < bottom - edge)
    inside = (right.clip(max=rule.x1) - left.clip(min=rule.x0)).clip(min=0)[within].sum()
    return bool(inside >= _INSIDE * (rule.x1 - rule.x0))


def erased(pixels: Pixels, rules: list[Rule]) -> Pixels:
    """The page with its lines painted over in the colour beside them."""
    import numpy as np

    clean = pixels.copy()
    high, wide = clean.shape[:2]
    for rule in rules:
        left, top, right, bottom = (int(rule.x0) - 1, int(rule.top) - 1, int(rule.x1) + 2, int(rule.bottom) + 2)
        field = clean[max(0, top - 4) : min(high, bottom + 4), max(0, left - 4) : min(wide, right + 4)]
        clean[max(0, top) : bottom, max(0, left) : right] = np.percentile(field.reshape(-1, 3), 85, axis=0).astype(np.uint8)
    return clean


def _segments(ink: Pixels, kernel: int, letter: float, *, turned: bool) -> list[Rule]:
    """Lines along the rows of ``ink``; pieces of one line joined."""
    import cv2
    import numpy as np

    # a line that is a little off the level climbs by single pixels: thickened, its steps overlap
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, kernel), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
    found: list[_Segment] = []
    for left, top, wide, high, area in boxes[1:count]:
        # a line may climb within its box: its own thickness is what it covers of its length
        if area / wide - 2 <= max(3.0, _THICKEST * letter) and high <= max(8.0, 0.02 * wide + _THICKEST * letter):
            found.append((float(left), top + 1.0, float(left + wide), top + high - 1.0, float(wide)))
    joined = _joined(found, letter)
    return [Rule(top, left, bottom, right) if turned else Rule(left, top, right, bottom) for left, top, right, bottom in joined]


def _joined(found: list[_Segment], letter: float) -> list[tuple[float, float, float, float]]:
    rows: list[list[_Segment]] = []
    for one in sorted(found, key=lambda line: (line[1] + line[3]) / 2):
        middle = (one[1] + one[3]) / 2
        for row in reversed(rows[-4:]):
            if abs((row[-1][1] + row[-1][3]) / 2 - middle) <= max(3.0, 0.15 * letter):
                row.append(one)
                break
        else:
            rows.append([one])
    return [line for row in rows for run in _runs(sorted(row), letter) if (line := _line(run)) is not None]


def _runs(row: list[_Segment], letter: float) -> list[list[_Segment]]:
    """The segments of one row, parted where more is missing than a scan breaks off a line."""
    runs: list[list[_Segment]] = []
    reach = 0.0
    for one in row:
        if runs and one[0] - reach <= _GAP * letter:
            runs[-1].append(one)
            reach = max(reach, one[2])
        else:
            runs.append([one])
            reach = one[2]
    return runs


def _line(run: list[_Segment]) -> tuple[float, float, float, float] | None:
    left, right = run[0][0], max(one[2] for one in run)
    if sum(one[4] for one in run) < _DRAWN * (right - left):
        return None
    return left, min(one[1] for one in run), right, max(one[3] for one in run)


def _holds(down: Rule, across: list[Rule], letter: float) -> bool:
    """Whether a vertical line is one, and no stroke of a large letter: it is long, or runs from one horizontal line to another."""
    long = down.bottom - down.top
    if long >= _LONG_DOWN * letter:
        return True
    near = 0.3 * letter + 2
    meets = [rule for rule in across if rule.x0 - near <= down.x0 and down.x1 <= rule.x1 + near]
    return (
        long >= _SHORTEST_DOWN * letter
        and any(abs(rule.top - down.top) <= near for rule in meets)
        and any(abs(rule.bottom - down.bottom) <= near for rule in meets)
    )
