"""Pages whose text is turned by a quarter or a half are turned upright; single turned words are stamps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .letters import Letter
from .sheets import Piece, Rule

if TYPE_CHECKING:
    from .drawing import Drawing

_MOSTLY = 0.7
"""Share of a page's letters that must be turned the same way for the page to be turned."""


def upright(drawing: Drawing) -> tuple[list[Letter], list[Rule], float, float, list[Piece]]:
    """Letters that stand upright, the rules, the page's width and height, and pieces for the letters that do not."""
    turned = drawing.turned
    if len(turned) > 20 and len(turned) > _MOSTLY * (len(turned) + len(drawing.letters)):
        for right, down in ((0, -1), (0, 1), (-1, 0)):
            same = [one for one, x, y in turned if x * right + y * down > 0.95 * (x * x + y * y) ** 0.5]
            if len(same) > _MOSTLY * len(turned):
                width, height = (drawing.height, drawing.width) if down else (drawing.width, drawing.height)
                letters = [_letter(one, drawing, right, down) for one in same]
                rules = [_rule(rule, drawing, right, down) for rule in drawing.rules]
                return letters, rules, width, height, []
    return drawing.letters, drawing.rules, drawing.width, drawing.height, _stamps(drawing)


def _place(x: float, y: float, drawing: Drawing, right: int, down: int) -> tuple[float, float]:
    if down < 0:
        return drawing.height - y, x
    if down > 0:
        return y, drawing.width - x
    return drawing.width - x, drawing.height - y


def _letter(letter: Letter, drawing: Drawing, right: int, down: int) -> Letter:
    x, y = _place(letter.x0, letter.base, drawing, right, down)
    length = abs(letter.x1 - letter.x0) if right else letter.size * (1.0 if not letter.text.isascii() else 0.5)
    return Letter(letter.text, x, x + length, y, letter.size)


def _rule(rule: Rule, drawing: Drawing, right: int, down: int) -> Rule:
    x0, y0 = _place(rule.x0, rule.top, drawing, right, down)
    x1, y1 = _place(rule.x1, rule.bottom, drawing, right, down)
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _stamps(drawing: Drawing) -> list[Piece]:
    """The turned letters in the order in which they were drawn: round a seal, each stands at an angle of its own."""
    pieces: list[Piece] = []
    for _, group in groupby(drawing.turned, key=lambda one: round(one[0].size)):
        letters = [one[0] for one in group]
        text = "".join(one.text for one in letters).strip()
        if text:
            across = [x for one in letters for x in (one.x0, one.x1)]
            down = [one.base for one in letters]
            size = letters[0].size
            pieces.append(Piece(text, min(across), min(down) - size, max(across), max(down), size, upright=False))
    return pieces
