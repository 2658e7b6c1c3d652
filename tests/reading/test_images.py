"""Scans and photographs as documents: which are read, page by page, and what is said of those that are not."""

from __future__ import annotations

import io
from typing import Any

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.reading import read, recognition
from summarizer.reading.sheets import Piece, Sheet
from summarizer.reading.signatures import recognise

SIZE = (120, 160)


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch, needs_ocr: None) -> list[tuple[int, tuple[int, int]]]:
    """In the recogniser's place: each page says its number; a page of one colour says nothing. Lists the pages it was shown."""
    shown: list[tuple[int, tuple[int, int]]] = []

    def sheet_of(image: Any, number: int) -> Sheet:
        shown.append((number, image.size))
        sheet = Sheet(number, float(image.width), float(image.height))
        if len(set(image.convert("L").tobytes())) > 1:
            sure = 0.4 if number == 2 else 0.99
            sheet.pieces.append(Piece(f"第{number}份收入增长8%", 10, 40, 110, 60, 18, confidence=sure))
        return sheet

    monkeypatch.setattr(recognition, "sheet_of", sheet_of)
    return shown


def _page(colour: str = "black") -> Any:
    from PIL import Image, ImageDraw

    page = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(page).rectangle((10, 40, 110, 60), fill=colour)
    return page


def _saved(format: str, *further: Any, **options: Any) -> bytes:
    buffer = io.BytesIO()
    if further:
        options |= {"save_all": True, "append_images": list(further)}
    _page().save(buffer, format, **options)
    return buffer.getvalue()


def _read(data: bytes, **options: Any) -> Any:
    return read(io.BytesIO(data), **options)


@pytest.mark.parametrize(
    ("format", "media_type"),
    [
        ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"),
        ("WEBP", "image/webp"), ("BMP", "image/bmp"), ("GIF", "image/gif"),
    ],
)  # fmt: skip
def test_formats(format: str, media_type: str, recogniser: list[Any]) -> None:
    """Each format is told by its bytes and read as one page."""
    document = _read(_saved(format))
    assert (document.media_type, document.text, document.page_starts) == (media_type, "第1份收入增长8%", (0,))
    assert recogniser == [(1, SIZE)]


def test_pages_of_a_tiff(recogniser: list[Any]) -> None:
    """Each picture of a TIFF is a page; each is told as it is done; what was recognised with doubt is kept as a doubt."""
    told: list[tuple[int, int]] = []
    document = _read(_saved("TIFF", _page(), _page()), on_page=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert document.text.count("份收入增长8%") == 3
    assert document.page_starts is not None
    assert [document.text[start:][:3] for start in document.page_starts] == ["第1份", "第2份", "第3份"]
    (doubt,) = document.doubts
    assert (document.text[doubt.start : doubt.end], doubt.confidence) == ("第2份收入增长8%", 0.4)


def test_a_moving_picture_is_its_first_page(recogniser: list[Any]) -> None:
    """Of pictures that move the first is read."""
    for format in ("GIF", "WEBP", "PNG"):
        recogniser.clear()
        assert _read(_saved(format, _page("gray"))).page_starts == (0,)
        assert len(recogniser) == 1


def test_a_damaged_page_among_others(recogniser: list[Any]) -> None:
    """A page that cannot be decoded is kept as unread, and the others are read."""
    data = bytearray(_saved("TIFF", _page(), compression="tiff_lzw"))
    from PIL import Image

    image = Image.open(io.BytesIO(bytes(data)))
    image.seek(1)
    start, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]  # a TIFF has tags
    data[start : start + length] = b"\xff" * length
    document = _read(bytes(data))
    assert document.text == "第1份收入增长8%"
    assert document.unread_pages == (2,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: _saved("PNG")[:60], "cut short"),
        (lambda: _saved("JPEG")[:300], "cut short"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "is not a whole image"),
        (lambda: b"II*\x00" + b"\xff" * 60, "is not a whole image|damaged"),
    ],
)
def test_damaged_pictures(data: Any, said: str, recogniser: list[Any]) -> None:
    """What is cut short or no picture at all is told in one line, without a decoder's warning."""
    with pytest.raises(InputError, match=said) as told:
        _read(data())
    assert "\n" not in str(told.value)
    assert recogniser == []


def test_a_picture_too_large(monkeypatch: pytest.MonkeyPatch, recogniser: list[Any]) -> None:
    """A picture past the limit is refused before it is unpacked."""
    from PIL import Image

    from summarizer.reading import images

    monkeypatch.setattr(images, "MOST_PIXELS", 1_000)
    with pytest.raises(InputError, match="million pixels"):
        _read(_saved("PNG"))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)  # Pillow's own limit, past which it refuses by itself
    with pytest.raises(InputError, match="million pixels"):
        _read(_saved("PNG"))
    assert recogniser == []


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch, recogniser: list[Any]) -> None:
    """A file that claims more pages than anybody scans is refused."""
    from summarizer.reading import images

    monkeypatch.setattr(images, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="claims 2 pages"):
        _read(_saved("TIFF", _page()))


def test_a_picture_without_text(recogniser: list[Any]) -> None:
    """Nothing found is told as the recogniser's finding, with the number of pages it looked at."""
    from PIL import Image

    for pages, said in ((1, "found no text in its page;"), (2, "found no text in its 2 pages;")):
        buffer = io.BytesIO()
        blank = Image.new("L", SIZE, 255)
        blank.save(buffer, "TIFF", save_all=True, append_images=[blank] * (pages - 1))
        with pytest.raises(EmptyInputError, match=said):
            _read(buffer.getvalue())


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the recogniser is not installed, the error names the one command that adds it."""
    monkeypatch.setattr(recognition, "available", lambda: False)
    with pytest.raises(InputError, match=r"is an image; to have its text recognised, pip install 'summarizer\[ocr\]'$"):
        _read(b"\x89PNG\r\n\x1a\n" + bytes(40))


def test_signatures() -> None:
    """Photographs that are not read here are named; two letters alone make no picture of a text."""
    assert recognise(b"\x00\x00\x00\x18ftypheic" + bytes(20)) == ("image/heif", "a HEIC or AVIF photograph")
    assert recognise(b"\x00\x00\x00\x18ftypmp42" + bytes(20)) == ("application/octet-stream", "a recording")
    assert recognise(b"BMW's revenue grew by 8 % in 2023, to 155.5 billion euros.") is None
