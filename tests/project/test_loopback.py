"""The loopback model limits, fails and bills as it says: what is measured against it is worth as much as it is."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Benchmark = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def limits(benchmark: Benchmark) -> ModuleType:
    return benchmark("loopback_limits")


@pytest.fixture(scope="module")
def loopback(benchmark: Benchmark) -> ModuleType:
    return benchmark("loopback_model")


@pytest.fixture(scope="module")
def bills(benchmark: Benchmark) -> ModuleType:
    return benchmark("loopback_bill")


def let_through(limit: Any, moments: list[float], amount: float = 1.0) -> list[float]:
    """Those at which there was room, which was taken."""
    through = []
    for now in moments:
        if limit.wait(now, amount) == 0:
            limit.take(now, amount)
            through.append(now)
    return through


def test_a_sliding_window_holds_so_many_in_any_minute(limits: ModuleType, bills: ModuleType) -> None:
    """Whoever asks all the time gets as many as allowed at once, and the next when the first are a minute old."""
    moments = [float(second) for second in range(1000, 1200)]
    through = let_through(limits.limit("sliding", 5), moments)
    assert through[:6] == [1000, 1001, 1002, 1003, 1004, 1060]
    assert bills.most_within(through, 60) == 5
    limit = limits.limit("sliding", 5)
    let_through(limit, moments[:5])
    assert limit.wait(1004.5, 1) == 55.5
    assert limit.wait(1004.5, 3) == 57.5
    assert limit.wait(1004.5, 99) == 59.5
    assert (limit.left(1004.5), limit.left(1061.5)) == (0, 2)


def test_a_fixed_window_lets_twice_as_many_through_at_its_edge(limits: ModuleType, bills: ModuleType) -> None:
    """Counted by the clock's minutes, the last seconds of one and the first of the next hold both minutes' requests."""
    through = let_through(limits.limit("fixed", 5), [float(second) for second in range(1070, 1140)])
    assert through == [1070, 1071, 1072, 1073, 1074, 1080, 1081, 1082, 1083, 1084]
    assert bills.most_within(through, 60) == 10
    limit = limits.limit("fixed", 2)
    let_through(limit, [1020, 1021])
    assert limit.wait(1030, 1) == 50


def test_a_bucket_has_a_burst_and_then_a_stream(limits: ModuleType) -> None:
    """Full at first, it then gives one each time that one has flowed in."""
    through = let_through(limits.limit("bucket", 4, minute=32), [float(second) for second in range(1000, 1030)])
    assert through == [1000, 1001, 1002, 1003, 1008, 1016, 1024]
    limit = limits.limit("bucket", 4, minute=32)
    let_through(limit, [1000.0] * 4)
    assert limit.wait(1005, 1) == 3


def test_faults_are_of_the_request_and_its_place_alone(limits: ModuleType) -> None:
    """The same ones in every run, about as many as wanted, all kinds of them; asked again, a request has its own luck."""
    faults = limits.Faults(0.05, seed=3)
    drawn = [faults.drawn(f"request {number}", 0) for number in range(4000)]
    assert drawn == [limits.Faults(0.05, seed=3).drawn(f"request {number}", 0) for number in range(4000)]
    assert drawn != [faults.drawn(f"request {number}", 1) for number in range(4000)]
    assert 150 < sum(one is not None for one in drawn) < 250
    assert {*drawn} == {None, *limits.KINDS}
    assert limits.Faults(0.0).drawn("request", 0) is None
    assert limits.Faults(1.0, kinds=("cut",)).drawn("request", 0) == "cut"


def test_the_most_within_a_stretch(bills: ModuleType) -> None:
    """A stretch that is half open: what comes exactly a minute later is in the next one."""
    assert bills.most_within([0, 30, 59.9, 60, 61], 60) == 4
    assert bills.most_within([0, 60, 120], 60) == 1
    assert bills.most_within([], 60) == 0


def ask(url: str, words: str) -> tuple[int, dict[str, str], bytes]:
    body = json.dumps({"model": "loopback", "messages": [{"role": "user", "content": words}]}).encode()
    request = urllib.request.Request(f"{url}/chat/completions", body, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def test_a_bill_outlives_the_endpoint(loopback: ModuleType, bills: ModuleType, tmp_path: Path) -> None:
    """Every request stands in it, those refused with the limit that refused them, before its answer leaves; the next process goes on with
    it. Equal bodies have equal answers."""
    bill = tmp_path / "bill.jsonl"
    words = ["--requests", "2", "--headers", "--bill", str(bill)]
    with loopback.LoopbackModel(0.0, words=words) as model:
        first, second, third = (ask(model.url, said) for said in ("one", "two", "three"))
    assert [one[0] for one in (first, second, third)] == [200, 200, 429]
    assert (first[1]["x-ratelimit-limit-requests"], first[1]["x-ratelimit-remaining-requests"]) == ("2", "1")
    assert 58 <= float(third[1]["retry-after"]) <= 60
    with loopback.LoopbackModel(0.0, words=["--bill", str(bill), "--faults", "1", "--fault-kinds", "500"]) as model:
        assert ask(model.url, "one")[0] == 500
        assert "x-ratelimit-limit-requests" not in ask(model.url, "one")[1]
    with loopback.LoopbackModel(0.0, words=["--bill", str(bill)]) as model:
        assert ask(model.url, "one")[2] == first[2]
    rows = bills.read_bill(bill)
    assert [(row.status, row.billed, row.refused, row.fault) for row in rows] == [
        (200, True, None, None), (200, True, None, None), (429, False, "requests", None),
        (500, False, None, "500"), (500, False, None, "500"), (200, True, None, None),
    ]  # fmt: skip
    assert len({row.digest for row in rows}) == 3
    assert bills.Bill(bill).before[rows[0].digest] == 4


def test_what_leaves_when_something_goes_wrong(loopback: ModuleType) -> None:
    """A broken body is no JSON, a cut answer says that it was cut."""
    with loopback.LoopbackModel(0.0, words=["--faults", "1", "--fault-kinds", "broken", "--no-retry-after"]) as model:
        status, _, body = ask(model.url, "one")
    assert status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    request = {"model": "m", "messages": [{"role": "user", "content": "one"}]}
    said = [json.loads(loopback.completion(request, "told", cut=flag))["choices"][0] for flag in (False, True)]
    assert [one["finish_reason"] for one in said] == ["stop", "length"]
    assert len(said[1]["message"]["content"]) < len(said[0]["message"]["content"])


@pytest.fixture(scope="module")
def many(benchmark: Benchmark) -> ModuleType:
    return benchmark("many")


def test_many_documents_out_of_one(many: ModuleType, documents: Path) -> None:
    """All differ, the same ones in every run; a figure that stands twice is again the same twice, years and months stay."""
    (given,) = many.originals([documents / "kunlun_2023q3_ir_record.txt"])
    texts = [text for _, text in many.variants([given], 50)]
    assert len({*texts}) == 50
    assert texts == [text for _, text in many.variants([given], 50)]
    assert {len(text) for text in texts} == {len(given.text)}
    words = many.varied("2023 年 11 月营收 36.8 亿元 即 36.8 亿元", 1).split()
    assert words[:3] == ["2023", "年", "11"]
    assert words[4] == words[7] != "36.8"


def test_marked_documents_share_no_sentence(many: ModuleType) -> None:
    """Every sentence ends with a word of its document, which is no figure."""
    text = "营收增长。前景如何？\nRevenue grew. What next?\n"
    assert many.marked(text, 12) == "营收增长（甲乙丙）。前景如何（甲乙丙）？\nRevenue grew (bakedi). What next (bakedi)?\n"
    assert many.marked(text, 13) != many.marked(text, 12)


def test_documents_without_figures_are_left_out(many: ModuleType, tmp_path: Path) -> None:
    """Their copies would be equal."""
    (tmp_path / "a.txt").write_text("No figures at all.", encoding="utf-8")
    with pytest.raises(ValueError, match="no text document with figures"):
        many.originals([tmp_path])
