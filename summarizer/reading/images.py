"""Scans and photographs: each picture of a file a page, read by the recogniser."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import EmptyInputError, InputError
from . import recognition
from .compose import compose
from .registry import Extracted, OnPage
from .sheets import Sheet

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 150_000_000
"""Of one picture: A4 at 1200 dots an inch has 139 million."""
MOST_PAGES = 5_000
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_REDUCED = 254
"""The TIFF tag that tells a thumbnail of another page."""


def read_image(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    if not recognition.available():
        raise InputError(f"{name}: is an image; to have its text recognised, {recognition.INSTALL}")
    composed = compose(_sheets(data, name, on_page))
    if not composed.text.strip():
        pages = len(composed.page_starts)
        where = "its page" if pages == 1 else f"its {pages} pages"
        raise EmptyInputError(f"{name}: the recogniser found no text in {where}; scan it sharper, or check that it is the right file")
    return Extracted(
        composed.text,
        page_starts=composed.page_starts,
        apart=composed.apart,
        doubts=composed.doubts,
        unread_pages=composed.unread_pages,
    )


def _sheets(data: bytes, name: str, on_page: OnPage | None) -> Iterator[Sheet]:
    """The pages one after the other. A damaged one among others is kept as unread."""
    image = _open(data, name)
    frames = _frames(image, name)
    whole = 0
    for number, frame in enumerate(frames, 1):
        damage: Exception | None = None
        try:
            with _quiet():
                image.seek(frame)
                _refuse_huge(image, name)
                image.load()
        except InputError:
            raise
        except Exception as error:  # PIL's decoders raise whatever meets them first
            damage = error
        if damage is None:
            whole += 1
            sheet = recognition.sheet_of(image, number)
        else:
            sheet = Sheet(number, float(image.width), float(image.height), read=False)
            if number == len(frames) and not whole:
                raise _damaged(name, damage)
        if on_page is not None:
            on_page(number, len(frames))
        yield sheet


def _open(data: bytes, name: str) -> Image.Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with _quiet():
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        raise InputError(f"{name}: is not a whole image of a kind that is read here; check the file, or save it anew as PNG") from None
    except Image.DecompressionBombError:
        raise _huge(name) from None
    except Exception as error:
        raise _damaged(name, error) from None
    _refuse_huge(image, name)
    return image


@contextmanager
def _quiet() -> Iterator[None]:
    """No warning of a decoder's on standard error: what is wrong with a file is told by ourselves, in one line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _frames(image: Image.Image, name: str) -> list[int]:
    """Which pictures of a file are pages: every one of a TIFF but thumbnails, the first of a moving one."""
    if image.format != "TIFF":
        return [0]
    try:
        count: int = getattr(image, "n_frames", 1)
        if count > MOST_PAGES:
            raise InputError(f"{name}: claims {count:,} pages, more than the {MOST_PAGES:,} that are read; split it")
        frames = []
        for frame in range(count):
            with _quiet():
                image.seek(frame)
            tags = getattr(image, "tag_v2", {})
            if not (int(tags.get(_REDUCED, 0)) & 1 and frame):
                frames.append(frame)
        return frames
    except InputError:
        raise
    except Exception as error:
        raise _damaged(name, error) from None


def _refuse_huge(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _huge(name)


def _huge(name: str) -> InputError:
    most = MOST_PIXELS // 1_000_000
    return InputError(f"{name}: has more than {most} million pixels; save it smaller (A4 at 300 dots an inch has 9 million)")


def _damaged(name: str, error: Exception) -> InputError:
    return InputError(f"{name}: is a damaged image or was cut short ({type(error).__name__}); copy or scan it again")
