"""The tables of a batch hold what the summaries say, each once, and are whole whatever happens."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import Summarizer
from summarizer.batch import tables
from summarizer.batch.tables import FILES, Written, shards, write_tables
from summarizer.batch.tables.columns import TABLES, columns, schema
from summarizer.batch.work import BatchStopped
from summarizer.cli import main
from summarizer.schemas import Summary

from ..conftest import TESTS, need

Json = dict[str, Any]
Result = tuple[str, str, Path]
NAMES = ("kunlun_2023q3_ir_record.txt", "sensetime_2023fy_briefing.txt", "made_up_call.txt")
"""In zh-Hans, zh-Hant and English."""
PAGE = (TESTS.parent / "docs" / "batch-tables.md").read_text(encoding="utf-8")
SQL, PYTHON = (re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE) for kind in ("sql", "python"))


@cache
def made() -> list[Json]:
    """A summary of each document, by rules."""
    summarizer = Summarizer(engine="rules")
    return [summarizer.run(TESTS / "documents" / name).model_dump(mode="json") for name in NAMES]


def laid(folder: Path, summaries: Iterable[Json]) -> list[Result]:
    """``summaries`` as a batch leaves them."""
    folder.mkdir(exist_ok=True)
    results = []
    for number, summary in enumerate(summaries, 1):
        file = folder / f"document-{number}.json"
        file.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        results.append((f"in/{number}.txt", summary["document"]["sha256"], file))
    return results


def contents(folder: Path) -> dict[str, bytes]:
    """All files of ``folder``, hidden ones included."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rows(folder: Path, table: str) -> list[Json]:
    """The rows of ``table`` as pyarrow reads them."""
    import pyarrow.parquet as pq

    found: list[Json] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return found


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds ``done/``, the tables of the three documents."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "done").mkdir()
    write_tables(folder / "done", laid(folder / "summaries", made()))
    return folder


# -- what the tables say, held against the contract ----------------------------------------------------------------------

KPI = {
    **{name: (name,) for name in ("id", "name", "metric", "segment", "entity", "qualifier", "value", "value_max", "unit", "raw", "basis")},
    "period": ("period", "label"), "period_kind": ("period", "kind"), "period_start": ("period", "start"), "period_end": ("period", "end"),
    "change": ("change", "value"), "change_unit": ("change", "unit"), "change_kind": ("change", "kind"), "change_raw": ("change", "raw"),
    "found_by": ("found_by",), "evidence": ("evidence",),
    "quote": ("evidence", 0, "quote"), "quote_start": ("evidence", 0, "start"), "quote_end": ("evidence", 0, "end"),
    "page": ("evidence", 0, "page"), "match": ("evidence", 0, "match"),
}  # fmt: skip
EXCHANGE = {
    "exchange": ("index",), **{name: (name,) for name in ("asker", "responders", "questions", "answer", "topics", "kpis")},
    "question_evidence": ("evidence",), "question_quote": ("evidence", 0, "quote"), "question_start": ("evidence", 0, "start"),
    "question_end": ("evidence", 0, "end"), "question_page": ("evidence", 0, "page"), "question_match": ("evidence", 0, "match"),
}  # fmt: skip
DOCUMENT = {
    "sha256": ("document", "sha256"), "source": ("document", "source"), "document_kind": ("document", "kind"),
    "language": ("document", "language"), "published": ("document", "published"),
    "company": ("company", "name"), "short_name": ("company", "short_name"), "ticker": ("company", "ticker"),
    "exchange_name": ("company", "exchange"), "event": ("event", "type"), "event_date": ("event", "date"),
    "date_inferred": ("event", "date_is_inferred"), "engine": ("provenance", "engine"), "model": ("provenance", "model"),
    "version": ("provenance", "version"),
}  # fmt: skip


def at(item: Any, way: tuple[str | int, ...]) -> Any:
    """What stands in ``item`` at the end of ``way``; None where a part is missing."""
    for step in way:
        if not item:
            return None
        item = item[step]
    return item


def told(row: Json, names: Iterable[str]) -> Json:
    """Of ``row`` the columns ``names``, days as the contract writes them."""
    return {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in names}


def agree(folder: Path, results: list[Result], summaries: list[Json]) -> None:
    """Every column of every row holds what the summaries say, and there are no other rows."""
    for table, section, ways in (("kpis", "kpis", KPI), ("qa", "qa", EXCHANGE)):
        expected = [
            {
                "document": path, **{name: at(summary, way) for name, way in DOCUMENT.items()},
                **{name: at(item, way) for name, way in ways.items()},
            }
            for (path, _, _), summary in zip(results, summaries, strict=True)
            for item in summary[section]
        ]  # fmt: skip
        names = {column.name for column in columns(table)} - {"answered"}
        assert names == {"document", *DOCUMENT, *ways}
        assert [told(row, names) for row in rows(folder, table)] == expected


def test_every_value_is_the_summarys(done: Path) -> None:
    """Each column of each row is what the JSON says, in three languages; each line of the third file is the contract's object itself."""
    results = [(f"in/{number}.txt", "", Path()) for number in (1, 2, 3)]
    agree(done / "done", results, made())
    lines = (done / "done" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == made()
    assert [Summary.model_validate_json(line).document.language for line in lines] == ["zh-Hans", "zh-Hant", "en"]


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
number = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
day = st.dates().map(date.isoformat)
place = st.builds(
    lambda quote, start, page, match: {"quote": quote, "start": start, "end": start + len(quote), "page": page, "match": match},
    text, st.integers(0, 10**9), st.none() | st.integers(1, 10**6), st.sampled_from(["exact", "normalised", "reworded"]),
)  # fmt: skip
kpi = st.fixed_dictionaries({
    "id": text, "name": text, "metric": st.sampled_from([None, "revenue", "eps"]), "entity": st.none() | text, "segment": st.none() | text,
    "value": number, "value_max": st.none() | number, "unit": st.none() | text, "raw": text, "qualifier": st.sampled_from([None, "about"]),
    "basis": st.sampled_from(["actual", "target"]),
    "period": st.none() | st.fixed_dictionaries({
        "label": text, "kind": st.sampled_from(["year", "date"]), "start": st.none() | day, "end": st.none() | day,
    }),
    "change": st.none() | st.fixed_dictionaries({"kind": st.sampled_from(["yoy", "qoq"]), "value": number, "unit": text, "raw": text}),
    "found_by": st.lists(st.sampled_from(["rules", "model"]), max_size=2), "evidence": st.lists(place, max_size=3),
})  # fmt: skip
exchange = st.fixed_dictionaries({
    "index": st.integers(1, 10**6), "asker": st.none() | text, "responders": st.lists(text, max_size=2),
    "questions": st.lists(text, max_size=2),
    "answer": st.lists(st.fixed_dictionaries({"text": text, "evidence": st.lists(place, max_size=2)}), max_size=2),
    "topics": st.lists(st.sampled_from(["margin", "cash"]), max_size=2), "kpis": st.lists(text, max_size=2),
    "evidence": st.lists(place, max_size=2),
})  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kpis=st.lists(kpi, max_size=4), qa=st.lists(exchange, max_size=3))
def test_whatever_a_summary_holds_comes_back(tmp_path: Path, kpis: list[Json], qa: list[Json]) -> None:
    """Any numbers that a double holds, any text, days, lists and gaps are read back from Parquet as the JSON has them."""
    summary = copy.deepcopy(made()[0])
    summary["kpis"], summary["qa"] = kpis, qa
    results = laid(tmp_path / "summaries", [summary])
    assert write_tables(tmp_path, results) == Written(1, len(kpis), len(qa))
    agree(tmp_path, results, [summary])


def test_what_a_column_cannot_hold_is_empty_and_stays_in_the_json(tmp_path: Path) -> None:
    """A number beyond every double and a day that no calendar has are null, a large whole number is the next double; the line has them."""
    summary = copy.deepcopy(made()[2])
    first, second = summary["kpis"][:2]
    first["value"], second["value"] = 10**400, 2**53 + 1
    first["period"]["end"] = "2025-02-30"
    write_tables(tmp_path, laid(tmp_path / "summaries", [summary]))
    found = rows(tmp_path, "kpis")
    assert (found[0]["value"], found[0]["raw"], found[0]["period_end"], found[1]["value"]) == (None, first["raw"], None, float(2**53))
    line = json.loads((tmp_path / "summaries.jsonl").read_text(encoding="utf-8"))
    assert [one["value"] for one in line["kpis"][:2]] == [10**400, 2**53 + 1]


def test_an_extraction_that_failed_is_not_a_question_without_an_answer(tmp_path: Path) -> None:
    """`answered` is `yes`, `no`, or `failed` where the exchange or all of them are among the failed sections."""
    summaries = [copy.deepcopy(made()[0]) for _ in range(3)]
    for number, (summary, failed) in enumerate(zip(summaries, ([], ["qa[2]"], ["qa"]), strict=True)):
        summary["document"]["sha256"] = str(number)
        summary["qa"][1]["answer"] = []
        summary["coverage"]["failed_sections"] = failed
    write_tables(tmp_path, laid(tmp_path / "summaries", summaries))
    found = [row["answered"] for row in rows(tmp_path, "qa")]
    assert found == ["yes", "no", "yes", "yes", "yes", "failed", "yes", "yes", "yes", "failed", "yes", "yes"]


def test_a_content_counts_once(tmp_path: Path) -> None:
    """Of two documents with one content the first path is told, in one set of rows and one line."""
    results = laid(tmp_path / "summaries", [made()[0], made()[1], made()[0]])
    written = write_tables(tmp_path, results)
    once = len(made()[0]["kpis"]) + len(made()[1]["kpis"])
    assert (written.documents, written.kpis, written.copies) == (2, once, 1)
    assert {row["document"] for row in rows(tmp_path, "kpis")} == {"in/1.txt", "in/2.txt"}
    assert len((tmp_path / "summaries.jsonl").read_text(encoding="utf-8").splitlines()) == 2


# -- as users read them --------------------------------------------------------------------------------------------------


def test_duckdb_reads_types_lists_and_gaps(done: Path) -> None:
    """DuckDB has dates, doubles, lists and structs without a cast, and nulls where nothing is known."""
    duckdb = pytest.importorskip("duckdb")
    base = duckdb.connect()
    kpis, qa = (str(done / "done" / f"{table}.parquet") for table in TABLES)
    types = {name: kind for name, kind, *_ in base.execute(f"DESCRIBE SELECT * FROM '{kpis}'").fetchall()}
    assert {types[name] for name in ("period_start", "period_end", "event_date", "published")} == {"DATE"}
    assert (types["value"], types["found_by"], types["page"], types["date_inferred"]) == ("DOUBLE", "VARCHAR[]", "INTEGER", "BOOLEAN")
    assert types["evidence"].startswith("STRUCT(")
    assert types["evidence"].endswith(")[]")
    found = base.execute(
        f"SELECT language, count(*), count(page), min(evidence[1].end - evidence[1].start - length(evidence[1].quote)) "
        f"FROM '{kpis}' GROUP BY ALL ORDER BY language"
    ).fetchall()
    many = {summary["document"]["language"]: len(summary["kpis"]) for summary in made()}
    assert found == [(language, many[language], 0, 0) for language in sorted(many)]
    (points,) = base.execute(f"SELECT sum(len(answer)) FROM '{qa}'").fetchone()
    assert points == sum(len(one["answer"]) for summary in made() for one in summary["qa"])


def test_polars_reads_types_lists_and_gaps(done: Path) -> None:
    """polars has the same, lazily."""
    pl = pytest.importorskip("polars")
    kpis = pl.scan_parquet(done / "done" / "kpis.parquet")
    types = kpis.collect_schema()
    assert (types["period_end"], types["value"], types["found_by"]) == (pl.Date, pl.Float64, pl.List(pl.String))
    assert types["evidence"].inner.fields[0] == pl.Field("quote", pl.String)
    found = kpis.filter(pl.col("language") == "en").select(pl.col("period_end").max(), pl.col("page").null_count()).collect().row(0)
    latest = max(one["period"]["end"] for one in made()[2]["kpis"] if one["period"] and one["period"]["end"])
    assert found == (date.fromisoformat(latest), len(made()[2]["kpis"]))
    topics = pl.read_parquet(done / "done" / "qa.parquet")["topics"].explode().drop_nulls().to_list()
    assert topics == [topic for summary in made() for one in summary["qa"] for topic in one["topics"]]


def test_pandas_reads_types_lists_and_gaps(done: Path) -> None:
    """pandas has numbers that can be reckoned with, dates, and arrays for lists."""
    pd = pytest.importorskip("pandas")
    kpis = pd.read_parquet(done / "done" / "kpis.parquet")
    expected = [one["value"] for summary in made() for one in summary["kpis"]]
    assert (kpis["value"].dtype, kpis["value"].tolist()) == ("float64", expected)
    assert type(kpis["period_end"].dropna().iloc[0]) is date
    assert kpis["value_max"].isna().sum() == sum(one["value_max"] is None for summary in made() for one in summary["kpis"])
    assert list(kpis["found_by"].iloc[0]) == ["rules"]
    assert kpis["evidence"].iloc[0][0]["quote"] == made()[0]["kpis"][0]["evidence"][0]["quote"]


@pytest.mark.parametrize("code", SQL, ids=range(len(SQL)))
def test_the_pages_sql_finds_something(done: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each query of the documentation runs as it stands and has rows."""
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(done)
    assert duckdb.connect().execute(code).fetchall()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds ``done/``, a batch of a document and its copy as the command leaves it."""
    folder = tmp_path_factory.mktemp("batch")
    for name in ("a.txt", "b.txt"):
        shutil.copy(TESTS / "documents" / "made_up_call.txt", folder / name)
    assert main(["batch", str(folder / "a.txt"), str(folder / "b.txt"), "--output", str(folder / "done"), "--jobs", "1"]) == 0
    return folder


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_the_pages_python_runs(batch: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example of the documentation runs as it stands, its assertions included."""
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    monkeypatch.chdir(batch)
    exec(compile(code, "docs/batch-tables.md", "exec"), {})


def test_the_page_has_examples() -> None:
    """An empty match would let the tests above pass without running anything."""
    assert len(SQL) >= 4
    assert len(PYTHON) >= 3


def test_an_empty_batch_has_tables_of_the_right_types(tmp_path: Path) -> None:
    """No documents: no lines and no rows, but every column with its type and what it means."""
    import pyarrow.parquet as pq

    assert write_tables(tmp_path, []) == Written()
    assert (tmp_path / "summaries.jsonl").read_bytes() == b""
    for table in TABLES:
        read = pq.read_table(tmp_path / f"{table}.parquet")
        assert read.num_rows == 0
        assert read.schema.equals(schema(table), check_metadata=False)
        assert [one.metadata[b"means"].decode() for one in pq.read_schema(tmp_path / f"{table}.parquet")] == [
            column.means for column in columns(table)
        ]  # fmt: skip


# -- bytes and processes -------------------------------------------------------------------------------------------------


def many(folder: Path, number: int) -> list[Result]:
    """``number`` documents of different content."""
    summaries = []
    for at_ in range(number):
        summary = copy.deepcopy(made()[at_ % 3])
        summary["document"]["sha256"] = f"{at_:064x}"
        summaries.append(summary)
    return laid(folder, summaries)


def test_how_the_work_was_cut_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of one document, of all, and of other processes give the same bytes, in row groups of one size."""
    import pyarrow.parquet as pq

    monkeypatch.setattr(tables, "row_group", lambda _: 10)
    results = many(tmp_path / "summaries", 9)
    found = []
    for name, most, jobs in (("whole", 200, 1), ("single", 1, 1), ("processes", 1, 2)):
        monkeypatch.setattr(shards, "DOCUMENTS", most)
        (tmp_path / name).mkdir()
        write_tables(tmp_path / name, iter(results), jobs=jobs)
        found.append(contents(tmp_path / name))
    assert sorted(found[0]) == sorted(FILES)
    assert found[0] == found[1] == found[2]
    read = pq.read_metadata(tmp_path / "whole" / "kpis.parquet")
    sizes = [read.row_group(place).num_rows for place in range(read.num_row_groups)]
    assert sum(sizes) == sum(len(made()[at_ % 3]["kpis"]) for at_ in range(9))
    assert set(sizes[:-1]) == {10}


def test_a_summary_that_another_process_finds_broken_stops_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process says of a broken summary is what one alone says."""
    monkeypatch.setattr(shards, "DOCUMENTS", 1)
    results = many(tmp_path / "summaries", 8)
    results[6][2].write_text("{", encoding="utf-8")
    with pytest.raises(BatchStopped, match=r"^document-7\.json: no whole summary"):
        write_tables(tmp_path, results, jobs=2)


def test_documents_are_taken_as_they_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than two shards' documents are taken before the first rows are laid out: memory does not grow with their number."""
    monkeypatch.setattr(shards, "DOCUMENTS", 2)
    taken, first = 0, []
    real = shards.laid_out

    def counting() -> Iterator[Result]:
        nonlocal taken
        for result in results:
            taken += 1
            yield result

    def laid_out(some: list[Result]) -> shards.Shard:
        first.append(taken)
        return real(some)

    results = many(tmp_path / "summaries", 12)
    monkeypatch.setattr(tables, "laid_out", laid_out)
    write_tables(tmp_path, counting())
    assert first == [3, 5, 7, 9, 11, 12]


# -- what goes wrong -----------------------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> dict[str, bytes]:
    """The tables of an earlier run are in ``tmp_path``; returns their bytes."""
    write_tables(tmp_path, laid(tmp_path / "old", made()[:1]))
    return contents(tmp_path)


BROKEN = {
    "gone": (None, "the summary cannot be read (No such file or directory)"),
    "empty": (b"", "no whole summary"),
    "half": (b'{"schema_version": "1.0", "document": {', "no whole summary"),
    "no summary": (b"[]", "no whole summary"),
    "no text": (b"\xff\xfe{}", "no whole summary"),
    "deep": (b"[" * 200_000, "no whole summary"),
    "digits": (b"1" * 5_000, "no whole summary"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_summary_that_is_not_there_stops_the_batch(tmp_path: Path, old: dict[str, bytes], kind: str) -> None:
    """A missing or broken summary is named in one line, never left out; the old tables stay as they were and nothing else is left."""
    data, message = BROKEN[kind]
    results = laid(tmp_path / "summaries", made())
    results[1][2].unlink() if data is None else results[1][2].write_bytes(data)
    with pytest.raises(BatchStopped) as stopped:
        write_tables(tmp_path, results)
    said = str(stopped.value)
    assert said.startswith(f"document-2.json: {message}")
    assert "\n" not in said
    assert str(tmp_path) not in said
    assert contents(tmp_path) == old


def test_a_summary_that_the_contract_refuses_stops_the_batch(tmp_path: Path, old: dict[str, bytes]) -> None:
    """A field of another type, a page that no column holds, and another document's summary are told with the file's name."""
    wrong, large, other = (copy.deepcopy(made()[1]) for _ in range(3))
    wrong["kpis"][0]["value"] = None
    large["kpis"][0]["evidence"][0]["page"] = 2**40
    for summary in (wrong, large):
        with pytest.raises(BatchStopped, match=r"^document-2\.json: no whole summary"):
            write_tables(tmp_path, laid(tmp_path / "summaries", [made()[0], summary, made()[2]]))
    [(path, _, file)] = laid(tmp_path / "summaries", [other])
    with pytest.raises(BatchStopped, match=r"^document-1\.json: the summary is of another content"):
        write_tables(tmp_path, [(path, "0" * 64, file)])
    assert contents(tmp_path) == old


@pytest.mark.parametrize("name", FILES)
def test_a_full_disk_is_told_and_the_old_tables_stay(tmp_path: Path, old: dict[str, bytes], name: str) -> None:
    """Where a file has no room the batch stops with its name and the reason, and no half file takes the place of a whole one."""
    need(Path("/dev/full").exists(), "/dev/full, a disk that is always full")
    (tmp_path / f".{name}.part").symlink_to("/dev/full")
    with pytest.raises(BatchStopped, match=rf"^{re.escape(name)} cannot be written \(No space left on device\)"):
        write_tables(tmp_path, many(tmp_path / "summaries", 6))
    assert contents(tmp_path) == old


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """Where no file can be opened the batch stops with the reason."""
    with pytest.raises(BatchStopped, match=r"^summaries\.jsonl cannot be written \(No such file or directory\)"):
        write_tables(tmp_path / "gone", laid(tmp_path / "summaries", made()))


@pytest.mark.parametrize("after", range(4))
def test_a_run_that_is_cut_off_leaves_whole_files(tmp_path: Path, old: dict[str, bytes], after: int) -> None:
    """Killed before or between the three changes of place, each file is the old one or the new one; the next run makes all of them new."""
    results = laid(tmp_path / "summaries", made())
    shutil.copytree(tmp_path, tmp_path / "undisturbed", ignore=shutil.ignore_patterns("undisturbed"))
    write_tables(tmp_path / "undisturbed", results)
    new = contents(tmp_path / "undisturbed")
    code = (
        "import json, os, sys\nfrom pathlib import Path\nfrom summarizer.batch.tables import write_tables\n"
        "real, left = os.replace, [int(sys.argv[2])]\n"
        "def replace(a, b):\n    if left[0] == 0: os.kill(os.getpid(), 9)\n    left[0] -= 1; real(a, b)\n"
        "os.replace = replace\n"
        "write_tables(Path(sys.argv[1]), [(p, s, Path(f)) for p, s, f in json.load(sys.stdin)])\nos.kill(os.getpid(), 9)\n"
    )
    words = json.dumps([(path, sha256, str(file)) for path, sha256, file in results])
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path), str(after)], input=words, text=True, cwd=TESTS.parent, check=False)
    assert ended.returncode == -9
    found = contents(tmp_path)
    assert [found[name] for name in FILES] == [(new if place < after else old)[name] for place, name in enumerate(FILES)]
    write_tables(tmp_path, results)
    assert contents(tmp_path) == new


def test_nothing_heavy_is_loaded_to_know_the_columns() -> None:
    """pyarrow is loaded when tables are written, not before."""
    code = "import sys, summarizer.batch.tables as t; t.columns.columns('kpis'); sys.exit(bool({'pyarrow', 'pebble'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=TESTS.parent, check=False).returncode == 0
