"""Pages as an office scanner gives them: a little turned, blurred, noisy, and pressed hard."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DPI = 150
_TURNS = (0.5, -0.6, 0.4, -0.8, 0.7)
"""Degrees, page after page."""


def scan(pdf: bytes, *, pages: int | None = None) -> Iterator[Image.Image]:
    """The pages of ``pdf`` as pictures, the first ``pages`` of them; grey, but for one that bears a seal."""
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document) if pages is None else pages
        for index in range(count):
            picture = document[index].render(scale=DPI / 72).to_pil().convert("RGB")
            yield _worn(picture if _coloured(picture) else picture.convert("L"), index)


def jpeg(picture: Image.Image, quality: int = 40) -> bytes:
    """The picture as a scanner stores it."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", dpi=(DPI, DPI), quality=quality, optimize=True)
    return buffer.getvalue()


def _worn(picture: Image.Image, index: int) -> Image.Image:
    turned = picture.rotate(_TURNS[index % len(_TURNS)], Image.Resampling.BICUBIC, fillcolor="white")
    blurred = turned.filter(ImageFilter.GaussianBlur(0.7))
    # grain of up to 9 in 255 that only darkens, coarse as dust is; the generator is seeded: the same page every time
    small = (picture.width // 3, picture.height // 3)
    grain = Image.frombytes("L", small, random.Random(index).randbytes(small[0] * small[1]))
    grain = grain.point(lambda level: 255 - level * 9 // 255).resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.multiply(blurred, grain.convert(picture.mode))


def _coloured(picture: Image.Image) -> bool:
    red, green, _ = picture.split()
    extrema = ImageChops.difference(red, green).getextrema()
    return isinstance(extrema[1], int | float) and extrema[1] > 60
