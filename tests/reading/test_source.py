"""Where documents come from, and what is said when they cannot be read."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest

from summarizer.errors import DecodingError, EmptyInputError, InputError, UsageError
from summarizer.reading import Document, from_text, read

RECORD = "编号: 2023-005\r\n营收达到 36.8 亿元\x0c同比\t增长 8%。\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.txt"
    path.write_bytes(RECORD.encode())
    return path


def test_the_text_is_what_the_bytes_say(record: Path) -> None:
    """Line ends, tabs and form feeds stay as they are; the hash is of the bytes; the source is the file's name."""
    document = read(record)
    assert document == Document(
        text=RECORD,
        source="record.txt",
        sha256=hashlib.sha256(RECORD.encode()).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
    )
    assert read(str(record)) == document
    with record.open("rb") as file:
        assert read(file) == document


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads the bytes of standard input, whatever their encoding."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RECORD.encode("gb18030"))))
    document = read("-")
    assert (document.text, document.source, document.encoding) == (RECORD, "-", "gb18030")


def test_markdown_and_unknown_suffixes(tmp_path: Path) -> None:
    """Markdown has its media type; text under another name is text."""
    for name, media_type in (("a.MD", "text/markdown"), ("a.transcript", "text/plain"), ("a", "text/plain")):
        (tmp_path / name).write_text("# Results\n")
        assert read(tmp_path / name).media_type == media_type


def test_the_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """Offsets count from the first character after the mark, and the hash is of the bytes with it."""
    data = b"\xef\xbb\xbfrevenue"
    (tmp_path / "a.txt").write_bytes(data)
    document = read(tmp_path / "a.txt")
    assert document.text == "revenue"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def _one_line(error: BaseException, *parts: str) -> None:
    assert "\n" not in str(error)
    for part in parts:
        assert part in str(error)


def test_missing(tmp_path: Path) -> None:
    """A missing file is named as it was given."""
    with pytest.raises(InputError) as caught:
        read(tmp_path / "no" / "such.txt")
    _one_line(caught.value, str(tmp_path / "no" / "such.txt"), "no such file")
    assert caught.value.exit_code == 3


def test_a_name_that_breaks_lines(tmp_path: Path) -> None:
    """A strange name still gives one line."""
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a\nb.txt")
    _one_line(caught.value, "no such file")
    with pytest.raises(InputError) as caught:
        read("a\x00b")
    _one_line(caught.value, "cannot be opened")


def test_a_text_in_place_of_a_path() -> None:
    """A document's text is no path, and the message repeats none of it."""
    with pytest.raises(UsageError) as caught:
        read("营收达到 36.8 亿元。\n" * 300)
    _one_line(caught.value, "not a path", "from_text()")
    assert "36.8" not in str(caught.value)


def test_a_directory(tmp_path: Path) -> None:
    """A folder is not a document."""
    with pytest.raises(InputError, match="is a directory"):
        read(tmp_path)


def test_no_permission(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened says so."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="may not be read"):
        read(record)


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff".encode(), "\u3000\n".encode(), b"\x00" * 64])
def test_no_text(tmp_path: Path, data: bytes) -> None:
    """An empty file, and one of white space alone, hold no text."""
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(EmptyInputError) as caught:
        read(tmp_path / "a.txt")
    _one_line(caught.value, "a.txt")


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml", "an XLSX workbook"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"a.txt", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "an old Office document"),
        (b"{\\rtf1\\ansi", "an RTF document"),
    ],
)
def test_a_known_format_is_named(tmp_path: Path, data: bytes, called: str) -> None:
    """A format that is not text is called by its name, whatever the file is called."""
    (tmp_path / "record.txt").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(tmp_path / "record.txt")
    _one_line(caught.value, f"is {called}", "this version reads", "save it as one of these")


def test_binary(tmp_path: Path) -> None:
    """NULs and control characters are no text; one stray control character in a long text is."""
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02abc\x00\x07" * 40)
    with pytest.raises(InputError, match="is binary"):
        read(tmp_path / "a.bin")
    (tmp_path / "b.txt").write_bytes(b"revenue rose 8%\x07 in the quarter" * 10)
    with pytest.raises(InputError, match="is binary"):
        read(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_bytes(b"\x07" + b"revenue rose 8% in the quarter, " * 10)
    assert read(tmp_path / "c.txt").text.startswith("\x07revenue")


def test_undecodable(tmp_path: Path) -> None:
    """Bytes of no encoding are an error of their own kind, and its message quotes nothing."""
    (tmp_path / "a.txt").write_bytes(bytes(range(0x80, 0x100)) * 9 + b"\xff")
    with pytest.raises(DecodingError) as caught:
        read(tmp_path / "a.txt")
    _one_line(caught.value, "a.txt", "--encoding")


def test_wrong_calls(record: Path) -> None:
    """An unknown media type, an unknown encoding and a file in text mode are the caller's mistakes."""
    with pytest.raises(UsageError, match=r"this version reads .*text/plain"):
        read(record, media_type="application/x-tex")
    with pytest.raises(UsageError, match="no text encoding"):
        read(record, encoding="klingon")
    with record.open() as file, pytest.raises(UsageError, match="mode 'rb'"):
        read(file)  # type: ignore[arg-type]  # the mistake this is about


def test_from_text() -> None:
    """A string is a document too; an empty one is not."""
    document = from_text("营收\ud800")
    assert (document.text, document.source, document.encoding) == ("营收\ud800", "text", None)
    with pytest.raises(EmptyInputError):
        from_text(" \n")
