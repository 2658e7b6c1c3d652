"""Input that nobody wants: each is one clear line, or a summary that says what it lacks."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import DecodingError, EmptyInputError, InputError, Summary, UsageError, summarize
from summarizer.cli import main
from summarizer.reading import from_text

from .promises import broken

RECORD = """\
远山精工股份有限公司投资者关系活动记录表
编号：2024-007
投资者关系活动类别：□特定对象调研 √业绩说明会
参与单位名称及人员姓名：甲辰证券 李文、乙巳基金 赵敏
时间：{time}
地点：公司会议室
上市公司接待人员姓名：董事长 周正
投资者关系活动主要内容介绍：
{body}
附件清单（如有）：无
日期：{published}
"""


def _record(body: str, time: str = "2024年8月28日 15:00-16:30", published: str = "2024年8月29日") -> str:
    return RECORD.format(body=body, time=time, published=published)


def _codes(summary: Summary) -> list[str]:
    return [check.code for check in summary.checks]


def _summary(text: str) -> Summary:
    summary = summarize(from_text(text))
    assert broken(summary, text) == []
    return summary


# -- what cannot be read ------------------------------------------------------------------------------------------------


def _missing(folder: Path) -> Path:
    return folder / "none.txt"


def _directory(folder: Path) -> Path:
    return folder


def _file(data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "record.txt").write_bytes(data)
        return folder / "record.txt"

    return make


UNREADABLE = {
    "missing": (_missing, InputError, ("none.txt", "no such file", "check the path")),
    "directory": (_directory, InputError, ("is a directory", "name the files in it")),
    "empty": (_file(b""), EmptyInputError, ("record.txt", "is empty", "check")),
    "white space": (_file(b" \r\n\t\n" * 9), EmptyInputError, ("record.txt", "only white space", "check")),
    "ideographic space": (_file("\u3000\n\u3000".encode()), EmptyInputError, ("record.txt", "no text")),
    "line breaks": (_file(b"\n" * 100_000), EmptyInputError, ("record.txt", "only white space")),
    "binary": (_file(bytes(range(256)) * 40), InputError, ("record.txt",)),
    "a NUL in it": (_file("营收\x0036.8 亿元".encode()), InputError, ("record.txt", "binary", "export it as text")),
    "a damaged PDF": (_file(b"%PDF-1.7\n" + b"\xe2\xe3" * 90), InputError, ("record.txt", "PDF", "export it again")),
    "undecodable": (_file(bytes(range(0x80, 0x100)) * 9 + b"\xff"), DecodingError, ("record.txt", "--encoding")),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_one_line(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong, where, and what next: the same line from the library and the command, whose exit code is 3."""
    make, kind, parts = UNREADABLE[case]
    path = make(tmp_path)
    with pytest.raises(kind) as caught:
        summarize(path)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    assert [part for part in parts if part not in str(caught.value)] == []
    assert main(["run", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"summarizer: error: {caught.value}\n"


def test_the_wrong_encoding_is_an_error_and_no_guess(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are not of the encoding asked for are refused with the place; an encoding that is none is a wrong call."""
    path = documents / "made_up_record_gb18030.txt"
    with pytest.raises(DecodingError, match=r"byte \d+ is not utf-8; leave --encoding out"):
        summarize(path, encoding="utf-8")
    assert main(["run", str(path), "--encoding", "utf-8"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(UsageError, match="there is no text encoding 'klingon'; try utf-8"):
        summarize(path, encoding="klingon")
    assert main(["run", str(path), "--encoding", "klingon"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty pipe is an empty document, not a summary of nothing."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["run", "-"]) == 3
    assert "-: is empty" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000", "\n" * 100_000, "\t" * 100_000])
def test_a_string_without_text(text: str) -> None:
    """A string of white space alone is refused as an empty file is."""
    with pytest.raises(EmptyInputError, match="holds no text; give it"):
        summarize(from_text(text))


@pytest.mark.parametrize("text", ["营收 36.8 亿元\ud800", "\udc00", "revenue \ud83d was $3 million"])
def test_half_a_character(text: str) -> None:
    """No JSON can hold half a surrogate pair: the string is refused with the character's place, before any work."""
    with pytest.raises(
        InputError, match=r"text: character \d+ is half of a surrogate pair.*take such characters out"
    ) as caught:
        summarize(from_text(text))
    assert caught.value.exit_code == 3


# -- what can be read and lacks something -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("今天天气很好，我们去公园散步。公园里的人很多。", "未识别出记录表、发言人或问答；按普通文本阅读"),
        ("今天天氣很好，我們去公園散步。公園裡的人很多，風景很美。", "未識別出記錄表、發言人或問答；按普通文本閱讀"),
        (
            "The weather was fine and we walked in the park.",
            "no record form, speakers or questions were recognised; read as plain text",
        ),
    ],
)
def test_no_recognised_structure(text: str, message: str) -> None:
    """Plain text is read as such, and a check says in its language that nothing more was recognised."""
    summary = _summary(text)
    assert summary.document.kind == "other"
    assert [check.message for check in summary.checks if check.code == "no_structure"] == [message]
    assert {"no_event_date", "no_figures"} <= set(_codes(summary))
    assert (summary.kpis, summary.qa, summary.coverage.figures) == ([], [], 0)
    assert summary.coverage.failed_sections == []


def test_no_figures() -> None:
    """A record without a figure has no KPI, and a check says that there was none to find."""
    summary = _summary(
        _record(
            "公司坚持聚焦主业的发展战略，持续拓展海外市场。\n问：公司战略是什么？\n答：公司将聚焦主业，深耕海外市场。"
        )
    )
    assert summary.kpis == []
    assert summary.coverage.figures == 0
    assert summary.qa[0].answer
    assert summary.strategy


def test_a_question_without_an_answer() -> None:
    """It is kept, its answer is empty, the coverage counts it, and a check names it."""
    summary = _summary(_record("问：毛利率如何？\n答：上半年毛利率为27.8%。\n问：如何看待机器人需求？"))
    assert [bool(exchange.answer) for exchange in summary.qa] == [True, False]
    assert summary.qa[1].questions == ["如何看待机器人需求？"]
    assert (summary.coverage.exchanges, summary.coverage.exchanges_answered) == (2, 1)
    assert [check.message for check in summary.checks if check.code == "unanswered"] == ["问题 2 在文件中没有回答"]


def test_contradictory_dates() -> None:
    """A record published before its own event keeps both dates and says so."""
    body = "上半年营业收入5.2亿元。\n问：毛利率如何？\n答：上半年毛利率为27.8%。"
    summary = _summary(_record(body, time="2024年8月28日", published="2024年8月20日"))
    assert (summary.event.date, summary.document.published) == ("2024-08-28", "2024-08-20")
    assert {"published_before_event", "dates_contradict"} <= set(_codes(summary))
    warned = [check for check in summary.checks if check.code == "published_before_event"]
    assert warned[0].severity == "warning"
    assert "2024-08-20" in warned[0].message
    assert "2024-08-28" in warned[0].message


@pytest.mark.parametrize("date", ["2024年13月45日", "2024年2月30日", "0000年0月0日", "9999年12月31日", "2024-99-99"])
def test_a_date_that_no_calendar_has(date: str) -> None:
    """An impossible date is no date; the latest possible one is one. Neither breaks relative periods."""
    summary = _summary(
        _record("明年及去年同期营业收入5.2亿元，上年末员工500人，未来十年目标收入100亿元。", time=date, published=date)
    )
    assert summary.event.date in (None, "9999-12-31")


def test_nul_characters() -> None:
    """A string with NULs in it is summarised; its quotes hold them, its numbers do not run together."""
    summary = _summary("公司营业收入\x0036.8亿元，\x00同比增长8%。净利润为7\x00亿元。" * 2)
    assert {kpi.value for kpi in summary.kpis} <= {36.8e8, 7e8}


@pytest.mark.parametrize(
    "text", ["。。。，、；：？！…—", "???!!!...,,,", "（）()[]【】《》“”‘’", "%％$￥€", "-–—~～", "：" * 5000]
)
def test_only_punctuation(text: str) -> None:
    """Punctuation holds no figure and no exchange, and the checks say that nothing was recognised."""
    summary = _summary(text)
    assert (summary.kpis, summary.qa) == ([], [])
    assert {"no_structure", "no_figures"} <= set(_codes(summary))


def test_line_breaks_around_a_word() -> None:
    """A hundred thousand empty lines and one statement are one statement."""
    summary = _summary("\n" * 50_000 + "公司营业收入36.8亿元。" + "\n" * 50_000)
    assert [kpi.value for kpi in summary.kpis] == [3680000000]


def test_reports_of_a_summary_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document with nothing in it is reported in both formats with exit code 0, and the checks are in both."""
    path = tmp_path / "nothing.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    assert main(["run", str(path), "--format", "json"]) == 0
    codes = {check["code"] for check in json.loads(capsys.readouterr().out)["checks"]}
    assert {"no_structure", "no_figures", "no_event_date"} <= codes
    assert main(["run", str(path), "--format", "md"]) == 0
    assert "未识别出记录表" in capsys.readouterr().out


# -- size ---------------------------------------------------------------------------------------------------------------

ENDLESS = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "endless.toml").read_text(encoding="utf-8"))["documents"]


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_a_line_without_an_end(piece: str) -> None:
    """Whatever a line is made of, it is read to its end and every promise is kept; the benchmark tells how long it takes."""
    text = (piece * (80_000 // len(piece) + 1))[:80_000]
    summary = summarize(from_text(text))
    assert summary.document.characters == len(text)
    assert broken(summary, text) == []


def test_five_megabytes_of_a_record_on_one_line(documents: Path) -> None:
    """A real record without its line ends, over and over."""
    record = " ".join((documents / "kunlun_2023q3_ir_record.txt").read_text(encoding="utf-8").split())
    text = record * (5_000_000 // len(record.encode()))
    summary = summarize(from_text(text))
    assert summary.kpis
    assert broken(summary, text) == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_five_megabytes_on_one_line(piece: str) -> None:
    """A line of five megabytes of one thing keeps every promise."""
    text = piece * (5_000_000 // len(piece.encode()))
    summary = summarize(from_text(text))
    assert broken(summary, text) == []
