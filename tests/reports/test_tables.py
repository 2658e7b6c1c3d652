"""Workbooks and CSV: what stands in their cells is what the summary says, and nothing in them is calculated."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from summarizer.errors import UsageError
from summarizer.reports import TABLES, Reported, render_csv, render_csv_files, render_workbook, sheets, workbook
from summarizer.reports.rows import columns, told
from summarizer.reports.source_lines import source_lines
from summarizer.reports.wording import Wording
from summarizer.schemas import Summary
from summarizer.schemas.profile import Profile
from summarizer.schemas.vocabulary import ChangeKind, DocumentKind, Language, PeriodKind
from summarizer.tables import table

from .conftest import TEXT, build

KNOWN = table("reports", "columns")
LANGUAGES = get_args(Language)
ARMED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class Opened:
    """A workbook as a spreadsheet finds it."""

    def __init__(self, data: bytes, language: str = "zh-Hans") -> None:
        self.data, self.language = data, language
        self.book = load_workbook(io.BytesIO(data))

    def sheet(self, name: str) -> Worksheet:
        return self.book[KNOWN["tables"][name][self.language]]

    def column(self, name: str, column: str) -> list[Any]:
        """The cells of a column, below its heading."""
        at = [one.name for one in columns(name)].index(column) + 1
        return [row[at - 1] for row in self.sheet(name).iter_rows(min_row=2)]

    def values(self, name: str, column: str) -> list[Any]:
        return [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in self.column(name, column)]


def opened(*documents: Reported, **options: Any) -> Opened:
    return Opened(render_workbook(documents, **options), options.get("language") or documents[0].summary.document.language)


def read_csv(content: str) -> list[dict[str, str]]:
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content[1:], newline="")))


def changed(summary: Summary, change: Callable[[dict[str, Any]], None]) -> Summary:
    data = summary.model_dump()
    change(data)
    return Summary.model_validate(data)


# -- the definition of the tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_a_name_in_every_language(language: str) -> None:
    """Headings differ within a table, as Excel demands, and a sheet's name is one that Excel takes."""
    titles = [KNOWN["tables"][name][language] for name in (*TABLES, "source")]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if len(title) > 31 or re.search(r"[\[\]:*?/\\]", title)]
    for name in (*TABLES, "source"):
        headings = [KNOWN["columns"][one.name][language] for one in columns(name)]
        assert len({heading.casefold() for heading in headings}) == len(headings), name
    for words, ids in (
        ("answered", ("yes", "no", "failed")), ("period", get_args(PeriodKind)), ("change", get_args(ChangeKind)),
        ("document", get_args(DocumentKind)),
    ):  # fmt: skip
        assert set(KNOWN[language][words]) == set(ids)


def test_no_column_is_defined_and_not_used() -> None:
    """What the tables hold is what is defined, each with a meaning, and each row has a value for it."""
    used = {one.name for name in (*TABLES, "source") for one in columns(name)}
    assert used == set(KNOWN["columns"])
    assert all(row["means"] for row in KNOWN["columns"].values())
    (document,) = told([Reported(build(), TEXT)])
    for name in TABLES:
        for row in document.rows(name, Wording("en")):
            assert set(row) == {one.name for one in columns(name)}


# -- the workbook --------------------------------------------------------------------------------------------------------


def test_values_are_what_they_are() -> None:
    """Numbers are numbers in the base unit, dates are dates, the source's own wording is text."""
    book = opened(Reported(build(), TEXT))
    assert book.values("kpis", "value") == [1_250_000_000]
    assert book.values("kpis", "change") == [8]
    assert book.values("kpis", "raw") == ["12.5 亿元"]
    assert book.values("kpis", "change_raw") == ["同比增长\n8%"]
    assert book.values("kpis", "period_start") == [datetime(2024, 1, 1)]
    assert book.values("documents", "event_date") == [datetime(2024, 8, 30)]
    assert book.values("documents", "ticker") == ["000001"]
    assert book.values("documents", "figures") == [2]
    assert book.values("kpis", "basis") == ["实际"]
    assert book.column("kpis", "value")[0].number_format == "#,##0"
    assert book.column("kpis", "change")[0].number_format == '+#,##0"%";-#,##0"%";#,##0"%"'


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1_422_000_000, "USD", "#,##0"), (57.1, "%", '#,##0.0"%"'), (1.4, "pp", '#,##0.0" pp"'), (25, "bps", '#,##0" bps"'),
        (0.25, "x", '#,##0.00"x"'), (-3.5, "CNY", "#,##0.0"), (12, "家", "#,##0"), (3e18, "token", "0.0##############E+0"),
        (8.0, "%", '#,##0"%"'),
    ],
)  # fmt: skip
def test_a_number_is_shown_whole(summary: Summary, value: float, unit: str, shown: str) -> None:
    """Its format groups and names a unit that is a sign; it neither rounds nor scales."""
    book = opened(Reported(changed(summary, lambda data: data["kpis"][0].update(value=value, unit=unit)), TEXT))
    (cell,) = book.column("kpis", "value")
    assert (cell.value, cell.number_format, cell.data_type) == (value, shown, "n")


def test_a_fall_is_a_negative_number(summary: Summary) -> None:
    """In both formats; only text is kept from being calculated."""
    fallen = changed(summary, lambda data: data["kpis"][0]["change"].update(value=-3.2, raw="-3.2%"))
    book = opened(Reported(fallen, TEXT))
    assert (book.values("kpis", "change"), book.values("kpis", "change_raw")) == ([-3.2], ["-3.2%"])
    (row,) = read_csv(render_csv([Reported(fallen, TEXT)]))
    assert (row["change"], row["change_raw"]) == ("-3.2", "'-3.2%")


@pytest.mark.parametrize("value", [1234567890123456789, float("inf"), 10**301])
def test_a_number_that_excel_would_falsify_is_text(summary: Summary, value: float) -> None:
    """Digits beyond the fifteenth would become zeros."""
    book = opened(Reported(changed(summary, lambda data: data["kpis"][0].update(value=value)), TEXT))
    (cell,) = book.column("kpis", "value")
    assert cell.data_type == "s"
    assert float(cell.value) == float(value)


def test_a_day_that_excel_cannot_count_is_text(summary: Summary) -> None:
    """Before March 1900, and what is no day at all."""
    for day in ("1899-12-31", "2024-02-30", "2024", "=1"):
        book = opened(Reported(changed(summary, lambda data, day=day: data["document"].update(published=day)), TEXT))  # type: ignore[misc]
        assert book.values("documents", "published") == [day]


def test_each_row_leads_to_its_line() -> None:
    """The linked row of the source shows the whole line in which the quote begins, and names the item."""
    book = opened(Reported(build(), TEXT))
    source = book.sheet("source")
    at = {one.name: place for place, one in enumerate(columns("source"))}
    seen = 0
    for name, column in (("kpis", "place"), ("qa", "place"), ("qa", "question_place"), ("strategy", "place"), ("themes", "place")):
        quotes = book.values(name, "quote") if column == "place" else ["问:何时投产? 产能多少?"]
        for cell, key, quote in zip(book.column(name, column), book.values(name, "id"), quotes, strict=True):
            title, _, target = cell.hyperlink.location.rpartition("!")
            assert title == f"'{source.title}'"
            line = [one.value for one in source[source[target].row]]
            assert quote.split("\n")[0] in line[at["line"]]
            assert cell.value.startswith(line[at["at"]])
            assert (key if column == "place" else "q1") in line[at["items"]].split("、")
            seen += 1
    assert seen == 8


def test_the_source_is_whole_and_marked() -> None:
    """Every line that is not blank, with what is proven on it in bold."""
    data = render_workbook([Reported(build(), TEXT)])
    assert Opened(data).values("source", "line") == TEXT.splitlines()
    rich = load_workbook(io.BytesIO(data), rich_text=True)[KNOWN["tables"]["source"]["zh-Hans"]]
    line = rich.cell(3, len(columns("source"))).value
    assert [(str(piece), not isinstance(piece, str)) for piece in line] == [("2024年上半年,", False), ("营收达到", True)]


def test_blanks_between_two_proofs_are_kept() -> None:
    """A piece of nothing but white space would be dropped: it goes with the piece before or behind it."""
    text = "  甲为1。 乙为2。\t\n"
    data = build().model_dump()
    for section in ("overview", "strategy", "outlook", "risks", "qa", "themes"):
        data[section] = []
    data["kpis"][0]["evidence"] = [{"quote": text[at : at + 4], "start": at, "end": at + 4, "match": "exact"} for at in (2, 7)]
    book = render_workbook([Reported(Summary.model_validate(data), text)])
    rich = load_workbook(io.BytesIO(book), rich_text=True)[KNOWN["tables"]["source"]["zh-Hans"]]
    assert [str(piece) for piece in rich.cell(2, len(columns("source"))).value] == ["  甲为1。 ", "乙为2。\t"]


def test_a_line_that_no_cell_could_hold_is_told_in_parts() -> None:
    """Nothing of it is lost, and a link leads to the part that holds the quote."""
    text = "甲" * 40_000 + "利润为12元。" + "乙😀" * 20_000 + "\n尾"
    at = text.index("利润")
    data = build().model_dump()
    data["kpis"][0]["evidence"] = [{"quote": "利润为12元。", "start": at, "end": at + 7, "match": "exact"}]
    for section in ("overview", "strategy", "outlook", "risks", "qa", "themes"):
        data[section] = []
    book = opened(Reported(Summary.model_validate(data), text))
    lines = book.values("source", "line")
    assert "".join(lines) == text.replace("\n", "")
    assert max(len(line.encode("utf-16-le")) // 2 for line in lines) <= 32_767
    target = book.column("kpis", "place")[0].hyperlink.location.rpartition("!")[2]
    row = book.sheet("source")[book.sheet("source")[target].row]
    assert "利润为12元。" in row[-1].value
    assert row[1].value == "L1"


def test_a_long_source_is_shown_around_what_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """With some hundred long documents only lines near the evidence, and the heading says so."""
    monkeypatch.setattr(workbook, "WHOLE_LINES", 10)
    text = TEXT + "".join(f"另一行{number}。\n" for number in range(20))
    book = opened(Reported(build(), text))
    assert book.values("source", "line") == text.splitlines()[:9]
    assert "2" in book.sheet("source").cell(1, len(columns("source"))).value


def test_without_its_text_a_place_shows_its_quote() -> None:
    """A summary read from JSON makes a workbook, too; places are offsets then."""
    book = opened(Reported(build()))
    (cell,) = book.column("kpis", "place")
    assert cell.value == "@20-32"
    row = book.sheet("source")[book.sheet("source")[cell.hyperlink.location.rpartition("!")[2]].row]
    assert [one.value for one in row][1:] == ["@20-32", None, "overview-1、k1", "营收达到\n12.5 亿元"]


def test_pages_are_known_between_what_is_proven_on_them(summary: Summary) -> None:
    """A line between two places of one page is on that page; beyond, nobody knows."""

    def paged(data: dict[str, Any]) -> None:
        for section in ("overview", "strategy", "kpis", "outlook", "risks", "qa", "themes"):
            for one in data[section]:
                for evidence in [*one["evidence"], *(two for part in one.get("answer", ()) for two in part["evidence"])]:
                    evidence["page"] = 1 if evidence["start"] < TEXT.index("汇率") else 2

    (document,) = told([Reported(changed(summary, paged), TEXT)])
    assert [line.page for line in source_lines(document)] == [None, 1, 1, 1, 2, 2, 2]


def test_no_cell_is_calculated(summary: Summary) -> None:
    """What begins like a formula is stored as text that stays text; the file holds no formula and no link that leaves it."""

    def arm(data: dict[str, Any]) -> None:
        data["kpis"][0].update(name="=1+1", entity="@SUM(A1)", segment="+1", raw="-2", unit="=2")
        data["strategy"][0]["text"] = '=HYPERLINK("http://x.test","y")'
        data["company"]["name"] = "=cmd|' /C calc'!A0"
        data["document"]["title"] = "#N/A"

    data = render_workbook([Reported(changed(summary, arm), "=1\n" + TEXT)])
    book = Opened(data)
    assert book.values("kpis", "name") == ["=1+1"]
    assert {cell.data_type for name in ("name", "entity", "segment", "raw", "unit") for cell in book.column("kpis", name)} == {"s"}
    assert all(book.column("kpis", name)[0].quotePrefix for name in ("name", "entity", "segment", "raw", "unit"))
    assert [cell.data_type for cell in book.column("documents", "title")] == ["s"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if re.search(rb"<f[ >/]", archive.read(name))]
        assert not [name for name in archive.namelist() if b"TargetMode" in archive.read(name)]


def test_text_longer_than_a_cell_is_cut_and_says_so(summary: Summary) -> None:
    """CSV has it whole."""
    long = changed(summary, lambda data: data["risks"][0].update(text="险" * 30_000 + "😀" * 10_000))
    (cell,) = opened(Reported(long, TEXT)).values("strategy", "text")[3:]
    kept = len(cell.partition("……")[0])
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell == ("险" * 30_000 + "😀" * 10_000)[:kept] + KNOWN["zh-Hans"]["words"]["cut"].format(40_000 - kept)
    assert len(read_csv(render_csv([Reported(long, TEXT)], "strategy"))[3]["text"]) == 40_000


def test_the_same_summaries_make_the_same_bytes(summary: Summary) -> None:
    """No time of day, no machine: a workbook can be kept under version control."""
    first = render_workbook([Reported(summary, TEXT)])
    later = changed(summary, lambda data: data["provenance"].update(started="2027-01-01T00:00:00Z", seconds=9.9))
    assert render_workbook([Reported(later, TEXT)]) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_sheet_is_a_table_with_filters(summary: Summary) -> None:
    """Its headings stay in sight; one without rows is still a table, and says that it has none by having none."""
    empty = changed(summary, lambda data: data.update(themes=[], qa=[]))
    book = opened(Reported(empty, TEXT))
    assert [sheet.title for sheet in book.book] == [KNOWN["tables"][name]["zh-Hans"] for name in (*TABLES, "source")]
    for name in (*TABLES, "source"):
        sheet = book.sheet(name)
        (made,) = sheet.tables.values()
        assert made.ref == made.autoFilter.ref
        assert made.column_names == [cell.value for cell in sheet[1]]
        assert made.ref.endswith(str(max(2, sheet.max_row)))
        assert sheet.freeze_panes.endswith("2")
    assert book.sheet("themes").max_row == 1


def test_falls_and_doubts_are_coloured(summary: Summary) -> None:
    """A fall of a change, a warning, an error; nothing else."""
    book = opened(Reported(summary, TEXT))
    rules = {
        name: [rule.formula for cells in book.sheet(name).conditional_formatting for rule in cells.rules] for name in (*TABLES, "source")
    }
    assert {name: found for name, found in rules.items() if found} == {"kpis": [["0"]], "checks": [['"注意"'], ['"错误"']]}


def test_a_full_sheet_is_told(summary: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with what to do; and links end where Excel takes no more of them."""
    monkeypatch.setattr(sheets, "MOST_LINKS", 3)
    places = opened(Reported(summary, TEXT)).column("strategy", "place")
    assert [cell.hyperlink is not None for cell in places] == [True, True, True, False]
    assert all(cell.value.startswith("L") for cell in places)
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    with pytest.raises(UsageError, match=r"more than the 4 rows.*csv"):
        render_workbook([Reported(summary, TEXT)])


# -- several documents ---------------------------------------------------------------------------------------------------


def test_several_documents_share_their_tables(summary: Summary) -> None:
    """Each row names its document, no two documents share a name, and each links into its own lines."""
    other = changed(summary, lambda data: data["company"].update(short_name="晨光"))
    book = opened(Reported(summary, TEXT), Reported(summary, TEXT), Reported(summary, TEXT), Reported(other, TEXT))
    names = book.values("documents", "document")
    assert names == [
        "晨光电器股份有限公司 2024-08-30 · made_up.txt", "晨光电器股份有限公司 2024-08-30 · made_up.txt (2)",
        "晨光电器股份有限公司 2024-08-30 · made_up.txt (3)", "晨光 2024-08-30",
    ]  # fmt: skip
    assert book.values("kpis", "document") == names
    targets = [cell.hyperlink.location.rpartition("!")[2] for cell in book.column("kpis", "place")]
    assert [book.sheet("source")[target].value for target in targets] == names
    alone = read_csv(render_csv([Reported(summary), Reported(other)], "documents"))
    assert [row["document"] for row in alone] == ["晨光电器股份有限公司 2024-08-30", "晨光 2024-08-30"]


@pytest.mark.parametrize(
    ("languages", "options", "expected"),
    [
        (("zh-Hant",), {}, "zh-Hant"), (("zh-Hans", "en"), {}, "en"), (("en", "en"), {}, "en"),
        (("en",), {"language": "zh-Hans"}, "zh-Hans"), (("en",), {"profile": Profile(language="zh-Hant")}, "zh-Hant"),
    ],
)  # fmt: skip
def test_headings_are_in_the_language_that_the_documents_share(languages: tuple[str, ...], options: dict[str, Any], expected: str) -> None:
    """Else in English; a reader's own language goes before, and one that is asked for before that."""
    book = load_workbook(io.BytesIO(render_workbook([Reported(build(one), TEXT) for one in languages], **options)))
    assert book.sheetnames[0] == KNOWN["tables"]["kpis"][expected]
    assert book.worksheets[0]["A1"].value == KNOWN["columns"]["document"][expected]


# -- what is told --------------------------------------------------------------------------------------------------------


def test_a_row_of_questions_is_a_point_of_an_answer(summary: Summary) -> None:
    """With its question beside it; a question without an answer has a row that says so."""
    def more(data: dict[str, Any]) -> None:
        data["qa"][0]["answer"] *= 2
        data["qa"].append({**data["qa"][0], "index": 2, "answer": []})

    rows = read_csv(render_csv([Reported(changed(summary, more), TEXT)], "qa"))
    assert [(row["id"], row["exchange"], row["point"], row["answer"], row["answered"], row["place"]) for row in rows] == [
        ("q1-1", "1", "1", "年内投产。", "yes", "L7"), ("q1-2", "1", "2", "年内投产。", "yes", "L7"), ("q2", "2", "", "", "no", ""),
    ]  # fmt: skip
    assert {row["question"] for row in rows} == {"何时投产?\n产能多少?"}
    assert {row["question_place"] for row in rows} == {"L6"}


def test_what_failed_is_not_what_is_not_there(summary: Summary) -> None:
    """A section that failed is a row of the checks and named with its document; so is what could not be proven."""
    def fail(data: dict[str, Any]) -> None:
        data["coverage"]["failed_sections"] = ["risks", "qa[2]"]
        data["qa"] += [{**data["qa"][0], "index": index, "answer": []} for index in (2, 3)]

    failed = changed(summary, fail)
    rows = read_csv(render_csv([Reported(failed, TEXT)], "checks"))
    assert [(row["doubt"], row["section"], row["item"]) for row in rows] == [
        ("failed", "risks", ""), ("failed", "qa[2]", ""), ("check", "", ""), ("rejected", "kpis", '{"name": "利润"}'),
        ("coverage", "", ""), ("coverage", "", ""),
    ]  # fmt: skip
    (row,) = read_csv(render_csv([Reported(failed, TEXT)], "documents"))
    assert row["failed_sections"] == "risks; qa[2]"
    assert [row["answered"] for row in read_csv(render_csv([Reported(failed, TEXT)], "qa"))] == ["yes", "failed", "no"]
    book = opened(Reported(failed, TEXT))
    assert book.values("checks", "section")[:2] == ["风险", "问答[2]"]


def test_a_reader_s_profile_orders_and_counts_what_it_leaves_out(summary: Summary) -> None:
    """What is of no interest is left out where the reader wants that, and its number is told."""
    def two(data: dict[str, Any]) -> None:
        data["strategy"].append({**data["strategy"][0], "topic": "talent"})

    profile = Profile(topics=("talent",), only=True)
    files = render_csv_files([Reported(changed(summary, two), TEXT)], profile)
    assert [row["id"] for row in read_csv(files["strategy"]) if row["statement"] == "strategy"] == ["strategy-2"]
    (row,) = read_csv(files["documents"])
    assert int(row["left_out"]) >= 1
    assert set(files) == set(TABLES)


def test_csv_is_what_a_spreadsheet_and_a_program_read(summary: Summary) -> None:
    """A byte order mark, commas, CRLF between rows, line feeds and doubled quotes within; ids for headings; plain numbers."""
    said = changed(summary, lambda data: data["kpis"][0].update(name='营"收", 净', value=0.1, value_max=3e21, raw="a\r\nb"))
    content = render_csv([Reported(said, TEXT)])
    assert content.startswith("\ufeffdocument,id,name,")
    assert content.count("\r\n") == 2
    (row,) = read_csv(content)
    assert (row["name"], row["raw"]) == ('营"收", 净', "a\nb")
    assert (row["value"], row["value_max"]) == ("0.1", "3000000000000000000000")
    assert (row["basis"], row["period_kind"], row["topics"]) == ("actual", "half", "revenue; capacity")
    with pytest.raises(UsageError, match=r"no table 'notes'.*kpis, qa"):
        render_csv([Reported(said)], "notes")


# -- any text ------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "=1+1", "+1", "-1", "@x", "\t=1", " \n=x", "　＝1", "'=x", "''-", "\ufeff=1", "_x0041_", "_x005F_", "#N/A", "TRUE", "2024-001", "1e5",
    "\x00\x1b\x7f", "\ufffe", "a\r\nb\rc", " blank ", '"', "a,b", "<b>&amp;", "😀", "]]>", "{{x}}", "\u2028",
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), st.tuples(st.sampled_from(HOSTILE), st.text(max_size=4)).map("".join))


def plain(text: str) -> str:
    """What docs/tables.md says that a cell shows."""
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", lambda found: chr(0x2400 + ord(found[0])), text)
    return text.replace("\x7f", "␡").replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@settings(max_examples=25)
@given(st.lists(WORDS, min_size=12, max_size=12), st.text(max_size=40))
def test_any_text_comes_back(words: list[str], text: str) -> None:
    """Whatever the fields and the document hold, both files open, their texts are the summary's, and none is a formula."""

    def fill(data: dict[str, Any]) -> None:
        data["kpis"][0].update(name=words[0], raw=words[1], unit=words[2], segment=words[3])
        data["strategy"][0].update(text=words[4], horizon=words[5])
        data["qa"][0].update(asker=words[6], questions=[words[7]])
        data["qa"][0]["answer"][0]["text"] = words[8]
        data["company"]["name"] = words[9]
        data["checks"][0]["message"] = words[10]
        data["document"]["published"] = words[11]

    summary = changed(build(), fill)
    expected = [
        ("kpis", "name", 0, words[0]), ("kpis", "raw", 0, words[1]), ("kpis", "unit", 0, words[2]), ("kpis", "segment", 0, words[3]),
        ("strategy", "text", 1, words[4]), ("strategy", "when", 1, words[5]), ("qa", "asker", 0, words[6]), ("qa", "question", 0, words[7]),
        ("qa", "answer", 0, words[8]), ("documents", "company", 0, words[9]), ("checks", "message", 0, words[10]),
        ("documents", "published", 0, words[11]),
    ]  # fmt: skip
    data = render_workbook([Reported(summary, text)])
    book = Opened(data)
    for name, column, row, word in expected:
        assert (book.values(name, column)[row] or "") == plain(word), (name, column)
    assert "".join(book.values("source", "line")) == "".join(plain(line) for line in re.split(r"\r\n|\r|\n", text) if line.strip())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in (fromstring(archive.read(name)) for name in archive.namelist() if "sheets/sheet" in name):
            assert not [one for one in sheet.iter() if one.tag.endswith("}f")]
            # or a spreadsheet drops the blanks
            edged = [one for one in sheet.iter() if one.tag.endswith("}t") and one.text and one.text != one.text.strip()]
            assert all("preserve" in one.attrib.values() for one in edged)

    files = {name: read_csv(content) for name, content in render_csv_files([Reported(summary, text)]).items()}
    for name, column, row, word in expected:
        cell = files[name][row][column]
        assert cell in (plain(word), "'" + plain(word)), (name, column)
        assert not cell.startswith(ARMED), (name, column)
        assert not re.sub(r"^[\s\ufeff]+", "", cell).startswith(ARMED), (name, column)
