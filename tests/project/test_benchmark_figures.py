"""Figure finding on labelled sentences: the labels are sane, found by what documents hold, and scored as the README says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Benchmark = Callable[[str], ModuleType]
HERE = Path(__file__).parents[2] / "benchmarks" / "figures"
DOCUMENTS = Path(__file__).parents[1] / "documents"
UNITS = {"%", "pp", "bps", "x", "count", "t", "degree", "PFLOPS", "day", "week", "month", "year", "CNY", "USD", "HKD", None}


@pytest.fixture(scope="module")
def sentences(benchmark: Benchmark) -> ModuleType:
    return benchmark("figures.sentences")


@pytest.fixture(scope="module")
def scoring(benchmark: Benchmark) -> ModuleType:
    return benchmark("figures.scoring")


@pytest.mark.parametrize(("name", "counts"), [("labels.json", [34, 33, 33]), ("samples.json", [15, 13, 12])])
def test_labels_are_sane(sentences: ModuleType, name: str, counts: list[int]) -> None:
    """Offsets lie within their sentence in order, values are numbers, units are known ones; the languages are balanced."""
    labels = sentences.load(HERE / name)
    assert [sum(one.language == language for one in labels) for language in ("zh-Hans", "zh-Hant", "en")] == counts
    for label in labels:
        assert len(label.document) == 64
        assert 0 <= label.start < label.end
        last = 0
        for figure in label.figures:
            assert last <= figure.start < figure.end <= label.end - label.start
            last = figure.end
            assert figure.unit in UNITS
            assert figure.value is not None or figure.optional
            assert figure.value_max is None or figure.value_max > figure.value
    assert len({(one.document, one.converted, one.start) for one in labels}) == len(labels)


def test_labels_hold_no_text() -> None:
    """Real documents are not ours to publish: offsets, numbers, digests and units are all there is."""
    rows = json.loads((HERE / "labels.json").read_text(encoding="utf-8"))["sentences"]
    words = {value for row in rows for value in row.values() if isinstance(value, str) and len(value) != 64}
    assert words == {"zh-Hans", "zh-Hant", "en"}
    fields = {key for row in rows for figure in row["figures"] for key in figure}
    assert fields <= {"start", "end", "value", "value_max", "unit", "optional"}


def test_every_sample_is_found_and_labelled_at_a_number(sentences: ModuleType) -> None:
    """Documents are known by what they hold, and each figure's span begins where a number does and ends where a unit does."""
    labels = sentences.load(HERE / "samples.json")
    found = sentences.find(labels, DOCUMENTS)
    assert len(found) == len(labels)
    for one in found:
        for figure in one.label.figures:
            words = one.text[figure.start : figure.end]
            assert words == words.strip()
            assert words[0] in "$0123456789一百萬三"


def test_a_document_is_found_under_any_name(sentences: ModuleType, tmp_path: Path) -> None:
    """The folder may hold it anywhere, beside files that are none of ours; in Traditional characters its offsets are the same."""
    text = "会议纪要。\n门店达到 120 家,发行 30 亿元。"
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "whatever.txt").write_text(text, encoding="utf-8", newline="\n")
    (tmp_path / "broken.txt").write_bytes(b"")
    rows = [
        sentences.Label("zh-Hans", sentences.digest(text), 6, len(text), ()),
        sentences.Label("zh-Hant", sentences.digest(text), 6, len(text), (), converted=True),
        sentences.Label("en", "0" * 64, 0, 5, ()),
    ]
    assert [one.text for one in sentences.find(rows, tmp_path)] == ["门店达到 120 家,发行 30 亿元。", "門店達到 120 家,發行 30 億元。"]


def tally(sentences: ModuleType, scoring: ModuleType, found: list[tuple[object, ...]], *labels: tuple[object, ...]) -> tuple[int, ...]:
    result = scoring.score([sentences.Figure(*one) for one in found], [sentences.Figure(*one) for one in labels])
    return (result.labelled, result.found, result.overlapping, result.exact, result.value, result.both)


def test_scores_tell_span_from_value(sentences: ModuleType, scoring: ModuleType) -> None:
    """A wider span with the right value is right by value alone; a range wants both ends; each label is served once."""
    label = (4, 9, 3.5e9, None, "CNY")
    assert tally(sentences, scoring, [(4, 9, 3.5e9)], label) == (1, 1, 1, 1, 1, 1)
    assert tally(sentences, scoring, [(2, 9, 3.5e9)], label) == (1, 1, 1, 0, 1, 0)
    assert tally(sentences, scoring, [(4, 9, 3.5)], label) == (1, 1, 1, 1, 0, 0)
    assert tally(sentences, scoring, [(20, 22, 3.5e9)], label) == (1, 1, 0, 0, 0, 0)
    assert tally(sentences, scoring, [(0, 3, 30), (4, 8, 40)], (0, 8, 30, 40, "%")) == (1, 2, 1, 0, 0, 0)
    assert tally(sentences, scoring, [(0, 8, 30, 40)], (0, 8, 30, 40, "%")) == (1, 1, 1, 1, 1, 1)


def test_scores_take_what_says_the_same(sentences: ModuleType, scoring: ModuleType) -> None:
    """A third as a ratio, twelve weeks in days; what is optional counts neither way, however it was split."""
    assert tally(sentences, scoring, [(0, 4, 1 / 3)], (0, 4, 33.33, None, "%"))[4] == 1
    assert tally(sentences, scoring, [(0, 4, 84.0, None, "day")], (0, 4, 12, None, "week"))[4] == 1
    assert tally(sentences, scoring, [(0, 4, 12.0)], (0, 4, 13, None, "week"))[4] == 0
    optional = (0, 9, 2, 3, "year", True)
    assert tally(sentences, scoring, [], optional) == (0, 0, 0, 0, 0, 0)
    assert tally(sentences, scoring, [(0, 1, 2), (4, 9, 3)], optional) == (0, 0, 0, 0, 0, 0)


def test_ours_finds_the_samples_figures(benchmark: Benchmark, capsys: pytest.CaptureFixture[str]) -> None:
    """One command, without a folder and without other tools: the samples' sentences, by language and together."""
    assert benchmark("figures.command").main([]) == 0
    told = capsys.readouterr()
    assert told.err == "40 of 40 labelled sentences found\n"
    row = next(line for line in told.out.splitlines() if line.startswith("| all: summarizer |"))
    cells = [cell.strip() for cell in row.split("|")[2:]]
    assert cells[:2] == ["40", "54"]
    assert float(cells[7]) > 0.95


def test_a_folder_without_them_says_so(benchmark: Benchmark, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing found is no score of nought."""
    assert benchmark("figures.command").main([str(tmp_path)]) == 3
    assert capsys.readouterr().out == ""
