"""The grounding benchmark tells right from wrong by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Benchmark = Callable[[str], ModuleType]
Cases = list[Any]
"""Of a type that only the benchmark's own modules know."""
TEXTS = {
    "call": "Revenue was $412.6 million, up 14% year over year, and above the high end of our guidance.\nGross margin was 58.3%, compared "
    "with 56.9% in the prior year. We don't expect to open the second plant in the third quarter.\nSales in Europe were down 3% from "
    "a year ago, and we are watching demand closely.",
    "record": "公司上半年实现营业收入18.62亿元，同比增长12.4%；归母净利润2.07亿元，同比下降3.1%。\n"
    "海外收入占比约为31%，公司预计下半年新增3,000台设备。\n公司未能完成产能爬坡的目标，毛利率为28.6%，较上年同期提升1.2个百分点。",
}


@pytest.fixture(scope="module")
def grounding(benchmark: Benchmark) -> ModuleType:
    return benchmark("grounding")


@pytest.fixture(scope="module")
def cases(grounding: ModuleType) -> Cases:
    return list(grounding.make_cases(TEXTS, 400, 400, seed=5))


def test_the_same_seed_makes_the_same_cases(grounding: ModuleType, cases: Cases) -> None:
    """Another seed makes others; none comes twice; all of them have names of their own."""
    assert grounding.make_cases(TEXTS, 400, 400, seed=5) == cases
    assert grounding.make_cases(TEXTS, 400, 400, seed=6) != cases
    assert len({(case.right, case.document, case.quote) for case in cases}) == len({case.id for case in cases}) == 800


def test_right_quotes_know_their_place(benchmark: Benchmark, cases: Cases) -> None:
    """The true span of a right quote holds the words it was made from, and they stand nowhere else."""
    plain = benchmark("grounding.sources").plain
    right = [case for case in cases if case.right]
    assert len({case.kind for case in right}) > 20
    for case in right:
        text = TEXTS[case.document]
        assert plain(text[case.start : case.end]) == plain(case.origin), case
        assert plain(text).count(plain(case.origin)) == 1


def test_wrong_quotes_are_not_there(benchmark: Benchmark, cases: Cases) -> None:
    """A wrong quote stands nowhere in its document, but for those cut where a quote must not be cut."""
    plain, falseness = benchmark("grounding.sources").plain, benchmark("grounding.falseness")
    asked = [case for case in cases if not case.right]
    assert len({case.kind for case in asked}) > 25
    for case in asked:
        assert (case.start, case.end) == (None, None)
        there = plain(case.quote).strip("。,;:?!()、") in plain(TEXTS[case.document])
        assert not there or case.kind in falseness.CUTS | falseness.SPLITS, case


@pytest.mark.parametrize(
    ("answer", "right", "wrong", "exact"),
    [("all", 1.0, 1.0, 0.0), ("none", 0.0, 0.0, 0.0), ("truth", 1.0, 0.0, 1.0), ("off", 1.0, 0.0, 0.0)],
)
def test_a_judge_gets_what_it_deserves(
    grounding: ModuleType, cases: Cases, answer: str, right: float, wrong: float, exact: float
) -> None:
    """Who accepts everything is told so, and who accepts nothing; a place beside the true one is not exact."""
    def given(case: Any) -> tuple[int, int] | None:
        if answer == "all":
            return 0, len(TEXTS[case.document])
        if answer == "none" or not case.right:
            return None
        return case.start, case.end - (4 if answer == "off" else 0)

    score = grounding.score("judge", cases, [given(case) for case in cases], TEXTS)
    assert (score.right_accepted, score.wrong_accepted) == (right, wrong)
    assert score.span_exact == exact
    if answer == "off":
        assert 0.5 < score.mean_overlap < 1
    assert len(score.failures) == {"all": 400, "none": 400}.get(answer, 0)


def test_white_space_and_marks_at_the_ends_are_no_error(benchmark: Benchmark) -> None:
    """A place with a full stop more is the same place; one with a per cent sign less is not."""
    bare = benchmark("grounding.score").bare
    text = ' "up 12%." '
    assert bare(text, 0, len(text)) == bare(text, 2, 8) == (2, 8)
    assert bare(text, 2, 7) == (2, 7)


def test_cases_travel(grounding: ModuleType, benchmark: Benchmark, cases: Cases, tmp_path: Path) -> None:
    """Written and read again they are the same, and another process's answers to them are scored."""
    path = tmp_path / "cases.jsonl"
    grounding.write_cases(cases, TEXTS, path)
    assert grounding.read_cases(path) == (cases, TEXTS)
    answers = tmp_path / "theirs.jsonl"
    lines = [{"id": case.id, "start": case.start, "end": case.end, "seconds": 0.01} for case in cases]
    answers.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    score = benchmark("grounding.judges").answered(answers, cases, TEXTS)
    assert (score.right_accepted, score.wrong_accepted, score.span_exact) == (1.0, 0.0, 1.0)
    assert score.per_thousand == pytest.approx(10.0)
    answers.write_text('{"id": "call right 1"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"theirs\.jsonl, line 1: no answer"):
        benchmark("grounding.judges").answered(answers, cases, TEXTS)


def test_a_function_is_named(benchmark: Benchmark) -> None:
    """``module:name`` is found, and what is not there is told."""
    judges = benchmark("grounding.judges")
    assert judges.named("os.path:commonprefix") is __import__("os").path.commonprefix
    for name in ("os.path", "os.path:none", "no_such_module:x"):
        with pytest.raises(ValueError, match="no such function"):
            judges.named(name)


def test_ours_is_right_about_them(benchmark: Benchmark, cases: Cases) -> None:
    """`locate` accepts no wrong one and finds the right ones where they stand."""
    judges = benchmark("grounding.judges")
    score = judges.judged("ours", judges.Ours(), cases, TEXTS)
    assert score.wrong_accepted == 0, score.failures
    assert score.right_accepted > 0.97, score.failures
    assert score.span_exact > 0.98
