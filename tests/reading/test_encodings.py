"""Which bytes are read as what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import DecodingError, UsageError
from summarizer.reading.encodings import decode

SIMPLIFIED = "公司前三季度实现营业收入36.8亿元，同比增长8%。\r\n问：毛利率如何展望？\n答：预计保持在较高水平。"
TRADITIONAL = "集團去年收入為34.1億元，按年下跌11%。\r\n問：毛利率如何展望？\n答：預計維持在較高水平。"
ENGLISH = "Revenue was $36.8 billion, up 8%.\r\nOperator: the next question, please.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, ENGLISH, SIMPLIFIED * 2000])
def test_detected(text: str, encoding: str) -> None:
    """Every encoding in everyday use is told by its bytes, and the text comes back to the letter, without its mark."""
    assert decode(text.encode(encoding), name="x")[0] == text


def test_big5_is_not_taken_for_gb18030() -> None:
    """Bytes of Big5 decode as GB18030 too, to characters nobody uses."""
    assert decode(TRADITIONAL.encode("big5"), name="x") == (TRADITIONAL, "big5hkscs")
    assert decode(SIMPLIFIED.encode("gb18030"), name="x") == (SIMPLIFIED, "gb18030")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_a_few_words_are_enough(encoding: str) -> None:
    """A dozen characters tell the encoding."""
    assert decode("毛利率继续保持在较高水平。".encode(encoding), name="x")[0] == "毛利率继续保持在较高水平。"


def test_english_with_curly_quotes_is_western() -> None:
    """A few high bytes in English are Windows quotes, not Chinese."""
    text = "We’re pleased with the quarter — margins rose 50 basis points.\n" * 3
    assert decode(text.encode("cp1252"), name="x") == (text, "cp1252")


def test_the_caller_overrides() -> None:
    """An encoding that is asked for is used; GB2312 and Big5 stand for the larger sets that files called so hold."""
    assert decode("€营收".encode("gb18030"), "gb2312", name="x") == ("€营收", "gb18030")
    assert decode("綫上".encode("big5hkscs"), "Big5", name="x")[0] == "綫上"
    assert decode("\ufeffa".encode("utf-16-be"), "utf-16", name="x") == ("a", "utf-16-be")
    assert decode("\ufeffa".encode(), "utf8", name="x")[0] == "a"


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "", "utf-8\x00"])
def test_an_encoding_that_does_not_exist(encoding: str) -> None:
    """A wrong name is the caller's mistake, and the message says what would be right."""
    with pytest.raises(UsageError, match="gb18030"):
        decode(b"abc", encoding, name="record.txt")


def test_the_wrong_encoding_asked_for() -> None:
    """What does not decode as asked is an error that names file and byte and shows nothing of the text."""
    with pytest.raises(DecodingError, match=r"^record\.txt: byte 0 is not ascii") as caught:
        decode("机密".encode(), "ascii", name="record.txt")
    assert "机密" not in str(caught.value)


def test_nothing_fits() -> None:
    """Bytes of no encoding are refused in one line."""
    with pytest.raises(DecodingError, match="--encoding") as caught:
        decode(bytes(range(0x80, 0x100)) * 7 + b"\xff", name="noise.bin")
    assert "\n" not in str(caught.value)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_always_right(text: str) -> None:
    """Whatever is valid UTF-8 and has no mark is read as that, to the letter."""
    data = ("a" + text).encode()
    assert decode(data, name="x") == ("a" + text, "utf-8")
