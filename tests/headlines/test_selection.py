"""Which lines are told, in which order, and that each is the source's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.headlines import headlines
from summarizer.schemas import Summary

from .made_up import QUARTER, by_id, call, kpi, texts

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PERIOD = re.compile(r"^(?:Sees |Targets |预计|預計|目标|目標)?(?:Q[1-4]|H[12]|FY)?(?: 20\d\d)?")


def held(summary: Summary) -> None:
    """Every number of every line stands in its evidence, its KPI's raw figure or change, or is that of its period."""
    known = by_id(summary)
    for line in headlines(summary, 50):
        assert line.evidence, line.text
        kpis = [known[id] for id in line.kpis]
        said = [one.quote for one in line.evidence] + [one.raw for one in kpis] + [one.change.raw for one in kpis if one.change]
        said += [f"{one.period.label} {one.period.start} {one.period.end}" for one in kpis if one.period]
        numbers = set(NUMBER.findall(" ".join(said)))
        told = NUMBER.findall(PERIOD.sub("", line.text) if kpis else line.text)
        assert set(told) <= numbers, line.text


@pytest.mark.parametrize("name", ["kunlun_2023q3_ir_record", "made_up_call", "made_up_record_gb18030", "sensetime_2023fy_briefing"])
def test_numbers_of_documents_are_held(documents: Path, name: str) -> None:
    """No line of a real summary holds a number that its evidence does not."""
    summary = summarize(documents / f"{name}.txt", engine="rules")
    assert len(headlines(summary)) >= 3
    held(summary)


AMOUNTS = st.decimals(min_value="0.01", max_value="999", places=2)


@given(
    st.lists(
        st.builds(
            lambda name, amount, basis, period, share: kpi(
                name,
                f"${amount}" if share else f"${amount} million",
                float(amount) * (1 if share else 1e6),
                metric={"revenue": "revenue", "net sales": "revenue", "EPS": "eps", "adjusted EBITDA": "ebitda"}[name],
                basis=basis,
                period=period,
                change={"kind": "yoy", "value": float(amount), "unit": "%", "raw": f"up {amount}% on the year"},
            ),
            st.sampled_from(["revenue", "net sales", "EPS", "adjusted EBITDA"]),
            AMOUNTS,
            st.sampled_from(["actual", "guidance", "target"]),
            st.sampled_from(["the quarter", "Q2", "third quarter of 2025", None]),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.integers(0, 6),
)
def test_numbers_are_held_and_the_count_is_kept(kpis: list[dict[str, object]], count: int) -> None:
    """Whatever the KPIs: no number is made up, no more lines than asked for, none told twice."""
    summary = call(*kpis)
    held(summary)
    lines = texts(summary, count)
    assert len(lines) <= count
    assert len({line.lower() for line in lines}) == len(lines)
    assert lines == texts(summary, count)


def test_the_count_is_honoured() -> None:
    """As many lines as asked for where there are so many, and the most newsworthy of them."""
    summary = call(*QUARTER)
    assert [len(texts(summary, count)) for count in (0, 1, 3, 99)] == [0, 1, 3, 5]
    assert texts(summary, 1) == ["Q2 earnings per share $1.12"]
    assert set(texts(summary, 2)) <= set(texts(summary, 3))


def test_one_line_a_measure() -> None:
    """What is said three times is told once."""
    again = [kpi("diluted EPS", "$1.12", 1.12, metric="eps", period=period) for period in ("Q2", "the quarter", None)]
    assert texts(call(*QUARTER, *again)) == texts(call(*QUARTER))


def test_kinds_and_ids() -> None:
    """A line says of what kind it is and which KPIs it tells; a statement tells none."""
    summary = call(*QUARTER, outlook=["We are raising our full year guidance for revenue."])
    lines = headlines(summary)
    assert [line.kind for line in lines] == ["result"] * 4 + ["guidance", "statement"]
    assert [line.kpis for line in lines] == [("k2",), ("k3",), ("k1",), ("k4",), ("k5",), ()]


def test_nothing_to_tell() -> None:
    """A summary without news has no headlines."""
    assert texts(call()) == texts(call(), 5) == []
    assert texts(call(language="zh-Hans")) == []


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("And so, we are withdrawing our full year guidance.", "Withdrawing its full year guidance"),
        ("As a result, we now expect to reinstate guidance in our next report.", "Now expects to reinstate guidance in its next report"),
        ("And our board approved a dividend, but I would like to speak of costs.", "Our board approved a dividend"),
        ("Finally, we've suspended our outlook for 2020.", "Suspended its outlook for 2020"),
        ("Last week, our board declared a dividend of $0.20 a share.", "Last week, our board declared a dividend of $0.20 a share"),
    ],
)
def test_statements_lose_what_a_speaker_opens_with(sentence: str, line: str) -> None:
    """A sentence that is news is told in the third person where only its head has to change, else in the speaker's words."""
    assert texts(call(outlook=[sentence])) == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "We will not cut costs to meet the guidance target.", "This supports our guidance.", "Will you raise your guidance?",
        "We like our dividend.",
    ],
)
def test_what_is_no_news_is_not_told_unasked(sentence: str) -> None:
    """A sentence that only speaks of guidance or dividends is no news."""
    assert texts(call(outlook=[sentence])) == []
    assert texts(call(*QUARTER, outlook=[sentence])) == texts(call(*QUARTER))


def test_a_statement_does_not_repeat_a_figure() -> None:
    """The sentence that a told figure stands in is not told again."""
    summary = call(*QUARTER, outlook=["We are raising our full year guidance for revenue."])
    guidance = summary.kpis[-1].evidence[0]
    summary.outlook[0].evidence[0] = guidance.model_copy(update={"start": guidance.start - 5})
    assert [line.kind for line in headlines(summary)].count("statement") == 0


def test_chinese_statements() -> None:
    """A Chinese sentence loses its connective and its 我们; a customer's plans are not the company's."""
    sentences = ["此外，我们预计2025年新增产能40万台。", "Weave 预计2026年采用率增加两倍。", "这样预计2026年更好。"]
    summary = call(language="zh-Hans", outlook=sentences)
    assert texts(summary, 9) == ["预计2025年新增产能40万台"]
