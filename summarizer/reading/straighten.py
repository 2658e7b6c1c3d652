"""A picture of a page made fit for reading: in colour without transparency, dark on light, the right way up, level, without its seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Pixels = np.ndarray[Any, np.dtype[Any]]
    """Height × width × 3, 8 bits, blue first, as OpenCV keeps them."""

MOST_DOTS = 24_000_000
"""Pixels: A4 at 500 dots an inch. What is larger is made smaller first, and loses nothing that letters need."""
SMALLEST_TILT = 0.08
LARGEST_TILT = 12.0
"""Degrees: what is tilted less is left alone, what is tilted more is no scanned page but a composition."""
_DARK = 100
"""A page whose middle grey is below this is light on dark."""
_SEAL_REDNESS = 50
_SEAL_SIDES = (0.08, 0.4)
"""A seal's side as a share of the page's shorter one: seals are 3 to 6 cm wide, a page 21."""


def pixels_of(image: Image.Image) -> Pixels:
    """The pixels of any kind of image: palettes, 16 bits, CMYK and transparency resolved, turned as its camera says, dark on light."""
    import numpy as np
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":
        deep = np.asarray(image, dtype=np.float64)
        low, high = float(np.min(deep)), float(np.max(deep))
        image = Image.fromarray(((deep - low) * (255.0 / ((high - low) or 1.0))).astype(np.uint8))
    if (dots := image.width * image.height) > MOST_DOTS:
        if image.mode in ("1", "P"):
            image = image.convert("L" if image.mode == "1" else "RGBA")  # one bit is averaged to grey, not thinned out
        share = (MOST_DOTS / dots) ** 0.5
        image = image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))), Image.Resampling.BOX)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        seen = np.asarray(image)
        opaque = seen[..., 3] > 127
        # light letters on nothing are meant for a dark ground
        light = bool(opaque.any()) and float(seen[..., :3][opaque].mean()) > 160
        ground = Image.new("RGBA", image.size, "black" if light else "white")
        image = Image.alpha_composite(ground, image)
    pixels = np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])
    if np.median(pixels[::8, ::8].mean(axis=2)) < _DARK:
        pixels = 255 - pixels
    return pixels


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """Turned counterclockwise by quarters of a circle."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, quarters % 4))


def tilt_of(quads: Pixels) -> float:
    """Degrees by which lines fall to the right, from the boxes around them (n × 4 corners, clockwise from the top left)."""
    import numpy as np

    if not len(quads):
        return 0.0
    along = (quads[:, 1] + quads[:, 2] - quads[:, 0] - quads[:, 3]) / 2
    high = np.hypot(*(quads[:, 3] - quads[:, 0]).T)
    wide = np.hypot(*along.T)
    long = wide > 5 * high
    if long.sum() < 2:
        return 0.0
    angles, weights = np.degrees(np.arctan2(along[long, 1], along[long, 0])), wide[long]
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    tilt = float(angles[order][middle])
    return tilt if SMALLEST_TILT <= abs(tilt) <= LARGEST_TILT else 0.0


def levelled(pixels: Pixels, tilt: float) -> Pixels:
    """The page turned back by its tilt, in degrees; it grows so that no corner is lost."""
    import cv2
    import numpy as np

    high, wide = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    new_wide, new_high = int(high * sine + wide * cosine), int(high * cosine + wide * sine)
    turn[0, 2] += (new_wide - wide) / 2
    turn[1, 2] += (new_high - high) / 2
    flat = cv2.warpAffine(pixels, turn, (new_wide, new_high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat)


def without_seals(pixels: Pixels) -> Pixels:
    """The page with its red seals bleached. Red headings stay: a seal is as wide as it is high and wider than any letter.

    Where a seal lies over black letters the red part of the light shows the letters alone.
    """
    import cv2
    import numpy as np

    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    red = _redness(small) > _SEAL_REDNESS
    if red.mean() < 0.001:
        return pixels
    shorter = min(small.shape[:2])
    reach = max(3, shorter // 60)
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    smallest, largest = (share * shorter for share in _SEAL_SIDES)
    bleached = pixels
    for left, top, wide, high, _ in boxes[1:count]:
        if not (smallest <= wide <= largest and smallest <= high <= largest and 0.6 <= wide / high <= 1.67):
            continue
        if bleached is pixels:
            bleached = pixels.copy()
        part = bleached[max(0, 4 * top - 8) : 4 * (top + high) + 8, max(0, 4 * left - 8) : 4 * (left + wide) + 8]
        inked = _redness(part) > _SEAL_REDNESS // 2
        light = part[..., 2].astype(np.float32)
        # a pale seal's red is not white; what is dark in red, too, is a letter
        light = np.clip((light - 90) * (255 / 110), 0, 255).astype(np.uint8)
        part[inked] = light[inked][:, None]
    return bleached


def _redness(pixels: Pixels) -> Pixels:
    import numpy as np

    blue, green, red = (pixels[..., channel].astype(np.int16) for channel in range(3))
    return np.asarray(red - np.maximum(blue, green))
