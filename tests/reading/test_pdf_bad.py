"""A PDF that cannot be read is told in one line: what is wrong with it, and what to do next."""

from __future__ import annotations

import io
import random
import zlib
from typing import Any

import pytest

from summarizer import read
from summarizer.errors import EmptyInputError, InputError
from summarizer.reading import Document, drawing, inflation, pdf

from .drawn import lines, texts
from .drawn import pdf as drawn

ROWS = ["Revenue was $412.6 million, up 14% year over year.", "Gross margin was 58.3%."]


@pytest.fixture(autouse=True)
def _no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is about recognising images."""
    monkeypatch.setattr(pdf, "available", lambda: False)


def _page(canvas: Any) -> None:
    lines(canvas, 72, 780, ROWS, font="Helvetica")


def _much(canvas: Any) -> None:
    lines(canvas, 72, 780, ROWS * 9, font="Helvetica")


def _image(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)


def _refused(data: bytes, *parts: str, kind: type[InputError] = InputError) -> str:
    with pytest.raises(kind) as caught:
        read(io.BytesIO(data), media_type="application/pdf")
    message = str(caught.value)
    assert "\n" not in message
    assert [part for part in parts if part not in message] == []
    assert "412.6" not in message
    return message


def test_not_a_pdf() -> None:
    """Bytes that do not begin as a PDF does are none."""
    _refused(b"Revenue was $412.6 million." * 9, "is not a PDF")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xe2\xe3" * 90, drawn(_page)[:300], drawn(_page)[:-400]])
def test_damaged(data: bytes) -> None:
    """Rubbish behind the first bytes, and a file that was cut short, are damaged."""
    _refused(data, "PDF", "again")


def test_locked() -> None:
    """A file that asks for a password says so; one that opens without is read."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    _refused(drawn(_page, encrypt=StandardEncryption("secret")), "locked with a password", "save a copy")
    open_to_all = drawn(_page, encrypt=StandardEncryption("", ownerPassword="owner", canModify=0))
    assert read(io.BytesIO(open_to_all)).text.split("\n")[0] == ROWS[0]


def test_no_text() -> None:
    """Empty pages hold no text; pages that are images name the one command that reads them."""
    _refused(drawn(lambda canvas: None), "holds no text on its page", kind=EmptyInputError)
    _refused(drawn(_image, _image), "its 2 pages are images", "pip install 'summarizer[ocr]'")
    _refused(drawn(_image), "its page is an image", "pip install 'summarizer[ocr]'")


def test_some_pages_are_images() -> None:
    """A document with text is read, and its pages that are images are named; each page is told of as it is done."""
    told: list[tuple[int, int]] = []
    document = read(io.BytesIO(drawn(_page, _image, _page)), on_page=lambda done, of: told.append((done, of)))
    assert document.unread_pages == (2,)
    assert document.text.split("\n") == ROWS * 2
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that asks for more than any page needs is refused and not waited for."""
    monkeypatch.setattr(drawing, "MOST_LETTERS", 20)
    _refused(drawn(_page), "page 1 holds more than 20 letters")
    monkeypatch.setattr(drawing, "MOST_LETTERS", 10**6)
    monkeypatch.setattr(drawing, "MOST_CONTENT", 10)
    _refused(drawn(_page), "drawing instructions")
    monkeypatch.setattr(drawing, "MOST_CONTENT", 400)
    document = read(io.BytesIO(drawn(_page, _much)))
    assert (document.unread_pages, document.text.split("\n")) == ((2,), ROWS)
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    _refused(drawn(_page, _page), "claims 2 pages", "split it")


def test_a_stream_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream packed a thousandfold is found before it is unpacked, packed twice or not; an image may be large."""
    monkeypatch.setattr(inflation, "MOST_INFLATED", 2**20)
    packed = zlib.compress(bytes(2**22), 9)

    def around(stream: bytes, entries: bytes) -> bytes:
        return b"%PDF-1.4\n1 0 obj\n<<" + entries + b">>\nstream\n" + stream + b"\nendstream\nendobj\n"

    assert inflation.find_bomb(around(packed, b"/Filter /FlateDecode")) == 1
    assert inflation.find_bomb(around(zlib.compress(packed), b"/Filter [/FlateDecode /FlateDecode]")) == 1
    assert inflation.find_bomb(around(packed, b"/Subtype /Image /Filter /FlateDecode")) == 0
    assert inflation.find_bomb(around(zlib.compress(b"BT (revenue) Tj ET"), b"/Filter /FlateDecode")) == 0
    _refused(around(packed, b"/Filter /FlateDecode"), "export it anew")


def _by_hand(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def _with_font(font: bytes, *further: bytes, content: bytes = b"BT /F1 12 Tf 72 700 Td (Revenue 412.6 million) Tj ET") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X0 6 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _by_hand(b"<</Type/Catalog/Pages 2 0 R>>", pages, page, _stream(content), font, *further)


def test_tables_and_forms_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts that list billions of characters, and forms that draw each other a million times, are not waited for."""
    composite = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/X/W[0 2000000000 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<<>>>>]>>"
    )
    endless = _stream(b"begincmap 1 beginbfrange <00000000> <7FFFFFFF> <0041> endbfrange endcmap")
    _refused(_with_font(composite, endless), "its page is an image")
    monkeypatch.setattr(drawing, "MOST_PARTS", 200)
    forms = [
        _stream(
            b"/X%d Do " % (level + 1) * 30,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X%d %d 0 R>>>>" % (level + 1, 7 + level),
        )
        for level in range(6)
    ]
    _refused(_with_font(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *forms, content=b"/X0 Do"), "forms and images")


def test_pages_of_any_size() -> None:
    """A page as small as a stamp or as large as a field is read."""
    for size in ((3.0, 3.0), (14_400.0, 14_400.0), (1e7, 1e7)):
        document = read(io.BytesIO(drawn(lambda canvas: texts(canvas, (1, 1, "12.35"), font="Helvetica", size=1), size=size)))
        assert document.text == "12.35"


def _outcome(data: bytes) -> Document | str:
    try:
        return read(io.BytesIO(data), media_type="application/pdf")
    except InputError as error:
        return str(error)


def test_bytes_changed_at_random() -> None:
    """Whatever is cut out of a PDF or changed in it, it is read or refused in one line; nothing else ever comes out."""
    dice = random.Random(5)
    whole = drawn(_page, _page, compressed=False)
    for _ in range(120):
        data = bytearray(whole)
        kind = dice.randrange(4)
        at = dice.randrange(len(data))
        if kind == 0:
            del data[at:]
        elif kind == 1:
            for _ in range(dice.choice((1, 5, 60))):
                data[dice.randrange(len(data))] = dice.randrange(256)
        elif kind == 2:
            del data[at : at + dice.choice((1, 10, 200))]
        else:
            data[at : at + 4] = dice.choice((b"-1 0", b"9999", b" <<<", b"obj ", b"[[[["))
        outcome = _outcome(bytes(data))
        assert outcome.page_starts == tuple(sorted(outcome.page_starts or ())) if isinstance(outcome, Document) else "\n" not in outcome
