"""A page that is a picture made a sheet: turned upright, levelled, its drawn lines found, each cell's lines read by themselves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .extras import INSTALL, available
from .lettering import spaced
from .recogniser import Recogniser, recogniser
from .ruling import erased, rules_of
from .sheets import Piece, Rule, Sheet
from .straighten import levelled, pixels_of, tilt_of, turned, without_seals

if TYPE_CHECKING:
    from PIL import Image

    from .straighten import Pixels

__all__ = ["INSTALL", "available", "sheet_of"]

NOISE = 0.5
"""What is recognised with less is no text: a seal, a signature, a picture."""
_LETTER = 1.12
"""Height of the box around a line by that of its letters."""
_UPRIGHT_SAMPLE = 8


def sheet_of(image: Image.Image, number: int) -> Sheet:
    """Page ``number`` read off its picture. Places count pixels of the levelled page.

    The extra ``ocr`` must be there (`available`).
    """
    engine = recogniser()
    pixels, quads = _upright(engine, without_seals(pixels_of(image)))
    high, wide = pixels.shape[:2]
    sheet = Sheet(number, float(wide), float(high))
    if not len(quads):
        return sheet
    if tilt := tilt_of(quads):
        pixels = levelled(pixels, tilt)
        quads = engine.boxes(pixels)
        sheet.height, sheet.width = map(float, pixels.shape[:2])
    letter = _line_height(quads)
    sheet.rules = rules_of(pixels, letter, quads)
    clean = erased(pixels, sheet.rules)
    places = [part for quad in quads for part in _by_cell(quad, sheet.rules, clean)]
    strips = [_strip(clean, quad) for quad in places]
    for quad, strip, read in zip(places, strips, engine.read(strips), strict=True):
        if not read.text.strip() or read.mean < NOISE:
            continue
        read = spaced(read, strip)
        left, top = quad.min(axis=0)
        right, bottom = quad.max(axis=0)
        sheet.pieces.append(
            Piece(
                read.text.strip(), float(left), float(top), float(right), float(bottom), float(bottom - top) / _LETTER,
                confidence=round(read.weakest, 4),
            )
        )  # fmt: skip
    # boxes and no words: something stands there that nothing here can read
    sheet.read = bool(sheet.pieces)
    return sheet


def _upright(engine: Recogniser, pixels: Pixels) -> tuple[Pixels, Pixels]:
    """The page the right way up, and the boxes of its lines."""
    import numpy as np

    quads = engine.boxes(pixels)
    if not len(quads):
        return pixels, quads
    across, down = (np.hypot(*(quads[:, corner] - quads[:, 0]).T) for corner in (1, 3))
    if float(across[down > 1.5 * across].size and (across * down)[down > 1.5 * across].sum()) > 0.5 * float((across * down).sum()):
        pixels = turned(pixels, 1)
        quads = engine.boxes(pixels)
        if not len(quads):
            return pixels, quads
    lengths = np.hypot(*(quads[:, 1] - quads[:, 0]).T)
    sample = [_strip(pixels, quads[index]) for index in np.argsort(lengths)[-_UPRIGHT_SAMPLE:]]
    if engine.upside_down(sample):
        # a second witness: read both ways, the right one is read more surely
        headlong = [turned(strip, 2) for strip in sample]
        if sum(one.mean for one in engine.read(headlong)) > sum(one.mean for one in engine.read(sample)):
            pixels = turned(pixels, 2)
            quads = engine.boxes(pixels)
    return pixels, quads


def _line_height(quads: Pixels) -> float:
    import numpy as np

    return float(np.median(np.hypot(*(quads[:, 3] - quads[:, 0]).T)))


def _by_cell(quad: Pixels, rules: list[Rule], clean: Pixels) -> list[Pixels]:
    """A box cut where a vertical line runs through it; parts without ink are left out."""
    import numpy as np

    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    high = bottom - top
    cuts = sorted(
        (rule.x0 + rule.x1) / 2
        for rule in rules
        if rule.bottom - rule.top > rule.x1 - rule.x0
        and left < (rule.x0 + rule.x1) / 2 < right
        and min(bottom, rule.bottom) - max(top, rule.top) >= 0.6 * high
    )
    if not cuts:
        return [quad]
    edges = [left, *cuts, right]
    parts = []
    for one, other in pairwise(edges):
        if other - one < 0.3 * high or not _inked(clean[int(top) : int(bottom), int(one) + 2 : int(other) - 1]):
            continue
        parts.append(np.array([[one, top], [other, top], [other, bottom], [one, bottom]], dtype=np.float32))
    return parts


def _inked(part: Pixels) -> bool:
    return part.size > 0 and int(part.max()) - int(part.min()) > 60


def _strip(pixels: Pixels, quad: Pixels) -> Pixels:
    """The picture of one line, level; a line that runs downwards is laid on its side as the recogniser expects."""
    import cv2
    import numpy as np

    wide = max(1, round(float(max(np.hypot(*(quad[1] - quad[0])), np.hypot(*(quad[2] - quad[3]))))))
    high = max(1, round(float(max(np.hypot(*(quad[3] - quad[0])), np.hypot(*(quad[2] - quad[1]))))))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    move = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    strip = cv2.warpPerspective(pixels, move, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(np.rot90(strip)) if high >= 2 * wide else np.asarray(strip)
