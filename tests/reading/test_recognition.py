"""Pages that are pictures: what is made of them before and after the recogniser, and what it reads off one."""

from __future__ import annotations

import socket
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer.reading.sheets import Rule, Sheet

PICTURE = Path(__file__).parent / "pictures" / "record.png"


@pytest.fixture(autouse=True)
def _parts(needs_ocr: None) -> None:
    """All of this is done with what the extra brings: numpy, OpenCV, Pillow."""


@pytest.fixture(scope="module")
def sheet(needs_ocr: None) -> Sheet:
    """The small form, read once, with every socket shut."""
    from PIL import Image

    from summarizer.reading.recognition import sheet_of

    def shut(*_: Any) -> None:
        raise OSError("no network here")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", shut)
        with Image.open(PICTURE) as image:
            return sheet_of(image, 7)


# -- one picture read through -------------------------------------------------------------------------------------------


def test_the_words_of_a_form(sheet: Sheet) -> None:
    """A tilted form under a seal is read without a network: every line of every cell by itself, figures and all."""
    read = [piece.text.translate(str.maketrans("，％", ",%")).replace(" ", "") for piece in sheet.pieces]
    assert read == [
        "青禾软件投资者关系活动记录表", "时间", "2024年3月12日15:00-16:30", "接待人员", "青禾软件董事长林以宁先生", "主要内容",
        "2023年公司实现营业收入12.6亿元,", "同比增长18.5%,毛利率达到41.2%。", "日期", "2024年3月13日",
    ]  # fmt: skip
    assert sheet.number == 7
    assert sheet.read
    assert all(piece.confidence is not None and piece.confidence > 0.9 for piece in sheet.pieces)


def test_the_lines_of_a_form(sheet: Sheet) -> None:
    """Its five horizontal and three vertical lines are found, level, though the page was tilted."""
    across = [rule for rule in sheet.rules if rule.x1 - rule.x0 > rule.bottom - rule.top]
    down = [rule for rule in sheet.rules if rule not in across]
    assert (len(across), len(down)) == (5, 3)
    assert all(rule.bottom - rule.top < 8 for rule in across)
    assert all(rule.x1 - rule.x0 < 8 for rule in down)


def test_pieces_keep_to_their_cells(sheet: Sheet) -> None:
    """No piece reaches over the line between the columns."""
    _, middle, _ = sorted((rule.x0 + rule.x1) / 2 for rule in sheet.rules if rule.x1 - rule.x0 < rule.bottom - rule.top)
    cells = sheet.pieces[1:]
    assert all(piece.x1 <= middle + 3 or piece.x0 >= middle - 3 for piece in cells)


# -- pictures made fit ---------------------------------------------------------------------------------------------------


def _letters(mode: str = "RGB") -> Any:
    from PIL import Image, ImageDraw

    page = Image.new("L", (200, 80), 255)
    ImageDraw.Draw(page).rectangle((20, 20, 60, 60), fill=0)
    return page.convert(mode)


@pytest.mark.parametrize("kind", ["1", "L", "P", "RGB", "CMYK", "LA", "transparent", "white on nothing", "dark", "I;16", "EXIF"])
def test_every_kind_of_picture(kind: str) -> None:
    """Palettes, one and sixteen bits, CMYK, transparency, a dark screen, a camera on its side: all end as dark letters on light."""
    import numpy as np
    from PIL import Image, ImageOps

    from summarizer.reading.straighten import pixels_of

    page = _letters()
    if kind == "transparent":
        image = Image.new("RGBA", page.size, (0, 0, 0, 0))
        image.putalpha(ImageOps.invert(page.convert("L")))
    elif kind == "white on nothing":
        image = Image.new("RGBA", page.size, (255, 255, 255, 0))
        image.putalpha(ImageOps.invert(page.convert("L")))
    elif kind == "dark":
        image = ImageOps.invert(page)
    elif kind == "I;16":
        image = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    elif kind == "EXIF":
        image = page.rotate(90, expand=True)
        image.getexif()[0x112] = 6
    else:
        image = page.convert(kind)
    pixels = pixels_of(image)
    assert pixels.shape == (80, 200, 3)
    assert pixels[40, 40].max() < 30
    assert pixels[40, 150].min() > 225


def test_a_huge_picture_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture past the limit keeps its shape and loses size; one of one bit is averaged, not thinned out."""
    from PIL import Image

    from summarizer.reading import straighten

    monkeypatch.setattr(straighten, "MOST_DOTS", 10_000)
    page = Image.new("1", (400, 100), 1)
    page.paste(0, (0, 0, 400, 1))
    pixels = straighten.pixels_of(page)
    assert pixels.shape[:2] == (50, 200)
    assert 60 < int(pixels[0, 100].max()) < 200


def test_a_seal_is_bleached_and_a_red_heading_stays() -> None:
    """What is as wide as high and red goes, but for the black letters under it; a line of red letters is text."""
    import numpy as np
    from PIL import Image, ImageDraw

    from summarizer.reading.straighten import pixels_of, without_seals

    page = Image.new("RGB", (1000, 1400), "white")
    pen = ImageDraw.Draw(page)
    pen.ellipse((600, 1000, 800, 1200), outline=(220, 50, 50), width=10)
    pen.rectangle((590, 1095, 820, 1105), fill="black")
    pen.rectangle((300, 100, 700, 140), fill=(200, 20, 20))
    before = pixels_of(page)
    after = without_seals(before)
    assert after[1004, 700].min() > 230
    assert after[1100, 700].max() < 30
    assert np.array_equal(after[:200], before[:200])


def test_a_tilt_is_measured_and_undone() -> None:
    """Lines that fall by two degrees give a tilt of two, and the page turned back is level; one short line tells nothing."""
    import numpy as np

    from summarizer.reading.straighten import levelled, tilt_of

    slope = np.tan(np.radians(2.0))
    fall = 600 * slope
    quads = np.array([[[0, y], [600, y + fall], [600, y + 30 + fall], [0, y + 30]] for y in (100, 200, 300)], dtype=np.float32)
    assert tilt_of(quads) == pytest.approx(2.0, abs=0.05)
    assert tilt_of(quads[:1]) == 0.0
    assert tilt_of(quads[:0]) == 0.0
    page = np.full((600, 800, 3), 255, dtype=np.uint8)
    for x in range(100, 700):
        page[int(300 + (x - 400) * slope), x] = 0
    flat = levelled(page, 2.0)
    rows = np.flatnonzero((flat.min(axis=2) < 128).any(axis=1))
    assert np.ptp(rows) <= 2


def _ruled() -> Any:
    """A page with letters' strokes, a table of two rows and two columns, a shaded field and a broken line."""
    import numpy as np

    page = np.full((600, 800, 3), 255, dtype=np.uint8)
    for y in (100, 160, 220):
        page[y : y + 2, 100:700] = 0
    for x in (100, 300, 698):
        page[100:222, x : x + 2] = 0
    page[300:360, 100:700] = 120
    page[400:402, 100:280] = 0
    page[400:402, 290:500] = 0
    page[450:454, 100:130] = 0
    page[470:520, 500:504] = 0
    return page


def test_drawn_lines() -> None:
    """Borders are found and a broken line is one; strokes of letters and shaded fields are no lines."""
    import numpy as np

    from summarizer.reading.ruling import rules_of

    page = _ruled()
    page[545:549, 120:300] = 0
    line = [[110, 530], [420, 530], [420, 565], [110, 565]]  # text in whose middle strokes lie side by side
    rules = rules_of(page, 28.0, np.array([line], dtype=np.float32))
    across = sorted((round(rule.top), round(rule.x0), round(rule.x1)) for rule in rules if rule.x1 - rule.x0 > 20)
    down = sorted((round(rule.x0), round(rule.top), round(rule.bottom)) for rule in rules if rule.x1 - rule.x0 <= 20)
    assert [row for row, _, _ in across] == pytest.approx([100, 160, 220, 400], abs=3)
    assert list(across[-1][1:]) == pytest.approx([100, 500], abs=3)
    assert [column for column, _, _ in down] == pytest.approx([100, 300, 698], abs=3)


def test_lines_are_painted_over() -> None:
    """Before letters are read the lines are gone, in the colour beside them."""
    from summarizer.reading.ruling import erased

    page = _ruled()
    clean = erased(page, [Rule(100, 100, 700, 102)])
    assert clean[101, 200:280].min() > 240
    assert page[101, 200:280].max() == 0


# -- around the recogniser ------------------------------------------------------------------------------------------------


class _Engine:
    """Boxes and words as they are given."""

    def __init__(self, quads: list[tuple[int, int, int, int]], words: list[Any] | None = None) -> None:
        self.quads, self.words, self.seen = quads, words, [0]

    def boxes(self, pixels: Any) -> Any:
        import numpy as np

        self.seen.append(len(pixels))
        return np.array([[[a, b], [c, b], [c, d], [a, d]] for a, b, c, d in self.quads], dtype=np.float32).reshape(-1, 4, 2)

    def read(self, strips: list[Any]) -> list[Any]:
        from summarizer.reading.recogniser import Recognised

        return self.words or [Recognised("revenue", (0.99,) * 7, ()) for _ in strips]

    def upside_down(self, strips: list[Any]) -> bool:
        return False


def _sheet(engine: _Engine, monkeypatch: pytest.MonkeyPatch, page: Any = None) -> Sheet:
    from PIL import Image

    from summarizer.reading import recognition

    monkeypatch.setattr(recognition, "recogniser", lambda: engine)
    return recognition.sheet_of(Image.fromarray(_ruled() if page is None else page), 1)


def test_a_box_over_a_line_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken for one line of text and runs over the line between two cells is read cell by cell; an empty part is left out."""
    page = _ruled()
    page[110:150, 120:290] = page[110:150, 320:400] = 0
    engine = _Engine([(110, 105, 420, 155), (110, 170, 420, 210)])
    page[180:200, 120:280] = 0
    sheet = _sheet(engine, monkeypatch, page)
    assert [(piece.x0, piece.x1) for piece in sheet.pieces] == [
        (110, pytest.approx(301, abs=2)), (pytest.approx(301, abs=2), 420), (110, pytest.approx(301, abs=2)),
    ]  # fmt: skip


def test_noise_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hardly recognised at all is left out, and a page where all of it is so counts as not read; an empty page is read."""
    from summarizer.reading.recogniser import Recognised

    noise = Recognised("乱", (0.3,), (0.5,))
    sheet = _sheet(_Engine([(110, 105, 290, 155)], [noise]), monkeypatch)
    assert (sheet.pieces, sheet.read) == ([], False)
    sheet = _sheet(_Engine([]), monkeypatch)
    assert (sheet.pieces, sheet.read) == ([], True)


def test_a_page_on_its_side_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes that are higher than wide turn the page by a quarter before anything is read."""
    engine = _Engine([(100, 50, 140, 500), (200, 50, 240, 500)])
    _sheet(engine, monkeypatch)
    assert engine.seen[1:3] == [600, 800]


def test_a_long_screen_is_looked_at_in_parts() -> None:
    """A picture much higher than wide is cut between its lines, never through one, and nothing of it is lost."""
    import numpy as np

    from summarizer.reading.recogniser import _bands

    page = np.full((2000, 300, 3), 255, dtype=np.uint8)
    page[:, 10] = 0  # a border in every row
    for top in range(0, 2000, 40):
        page[top : top + 25, 30:180] = 0
    bands = _bands(page)
    assert (bands[0][0], bands[-1][1]) == (0, 2000)
    assert all(one[1] == other[0] for one, other in pairwise(bands))
    assert all(cut % 40 >= 25 for _, cut in bands[:-1])
    assert _bands(page[:500]) == [(0, 500)]


def test_spaces_that_the_picture_shows() -> None:
    """A gap between Chinese characters that is no loose setting is a space; everywhere else nothing changes."""
    import numpy as np

    from summarizer.reading.lettering import spaced
    from summarizer.reading.recogniser import Recognised

    def strip(starts: list[int]) -> tuple[Any, tuple[float, ...]]:
        wide = starts[-1] + 30
        pixels = np.full((32, wide, 3), 255, dtype=np.uint8)
        for start in starts:
            pixels[4:28, start : start + 24] = 0
        return pixels, tuple((start + 12) / wide for start in starts)

    text = "甲乙丙丁戊己"
    sure = (0.9,) * 6
    pixels, columns = strip([2, 30, 58, 98, 126, 154])
    found = spaced(Recognised(text, sure, columns), pixels)
    assert found.text == "甲乙丙 丁戊己"
    assert len(found.confidences) == len(found.columns) == 7
    pixels, columns = strip([2, 40, 78, 116, 154, 192])
    assert spaced(Recognised(text, sure, columns), pixels).text == text
    assert spaced(Recognised("revenue", (0.9,) * 7, ()), pixels).text == "revenue"


@pytest.mark.parametrize(
    ("text", "sure", "least"),
    [
        ("增长18%", (1, 1, 0.6, 1, 1), 0.6),  # a digit
        ("约3.000张", (1, 1, 0.7, 1, 1, 1, 1), 0.7),  # the mark between digits
        ("甲乙丙丁戊己庚辛", (1, 1, 1, 0.5, 1, 1, 1, 1), 0.9),  # one letter among its neighbours
        ("甲，乙。丙丁", (1, 0.5, 1, 0.5, 1, 1), 5 / 6),  # marks count in the mean alone
        ("约3.000张", (1,) * 7, 0.8),  # a point that may have been a comma
        ("约3,000张，0.125元", (1,) * 14, 1.0),
        ("", (), 0.0),
    ],
)
def test_how_sure_a_line_is(text: str, sure: tuple[float, ...], least: float) -> None:
    """A line is as sure as its weakest stretch, and as the weakest digit of its numbers."""
    from summarizer.reading.recogniser import Recognised

    assert Recognised(text, sure, ()).weakest == pytest.approx(least)


def test_models_that_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A recogniser without its models is told in one line; none is downloaded."""
    import sys

    from summarizer.errors import InputError
    from summarizer.reading.recogniser import Recogniser

    monkeypatch.setitem(sys.modules, "rapidocr", SimpleNamespace(__file__=str(tmp_path / "__init__.py")))
    with pytest.raises(InputError, match="without its models"):
        Recogniser()
