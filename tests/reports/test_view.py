"""The one order of all reports: everything of the summary is there once, whatever a reader prefers."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.reports import render_markdown
from summarizer.reports.view import ORDER, View, view
from summarizer.schemas import METRICS, TOPICS, Exchange, Summary
from summarizer.schemas.profile import Length, Profile
from summarizer.schemas.vocabulary import Metric
from summarizer.tables import table

PROFILES = st.builds(
    Profile,
    topics=st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple),
    metrics=st.lists(st.sampled_from(METRICS), max_size=3, unique=True).map(tuple),
    companies=st.lists(st.sampled_from(["晨光电器", "欧洲", "GPT-3.5", "Tidewater"]), max_size=2, unique=True).map(tuple),
    length=st.sampled_from(get_args(Length)),
    only=st.booleans(),
)


def keys(told: View) -> list[str]:
    return sorted(item.key for item in told.items())


@pytest.fixture(scope="module")
def record() -> Summary:
    from tests.conftest import TESTS

    return summarize(TESTS / "documents" / "kunlun_2023q3_ir_record.txt", engine="rules")


def test_sections_come_in_one_order(summary: Summary) -> None:
    """Headlines first, doubts and provenance last; the questions stand with their themes."""
    told = view(summary)
    assert tuple(told.sections) == ORDER
    assert [line.key for line in told.sections["qa"].items] == ["theme-1", "q1"]


@given(profile=PROFILES)
def test_no_profile_loses_anything(record: Summary, profile: Profile) -> None:
    """What a reader does not see is folded away and counted; every item of the summary is in the view once."""
    everything = keys(view(record))
    assert len(set(everything)) == len(everything)
    assert keys(view(record, profile)) == everything


@given(profile=PROFILES)
def test_doubts_are_nobodys_preference(record: Summary, profile: Profile) -> None:
    """Checks and what could not be proven are shown to every reader."""
    told = view(record, profile)
    assert len(told.sections["checks"].items) == len(record.checks)
    assert not told.sections["checks"].rest
    assert not told.sections["rejected"].rest


@given(profile=PROFILES)
def test_an_exchange_stands_under_one_theme(record: Summary, profile: Profile) -> None:
    """Grouped by theme, each exchange that is shown is there once."""
    told = view(record, profile)
    grouped = [item.key for group in told.groups for item in group.exchanges]
    assert sorted(grouped) == sorted(item.key for item in told.sections["qa"].items if isinstance(item.of, Exchange))


def test_what_is_of_interest_comes_first(record: Summary) -> None:
    """Metrics in the reader's order, then the rest in the summary's."""
    kpis = view(record, Profile(metrics=("rd_expense", "revenue"))).sections["kpis"].items
    assert [item.of.metric for item in kpis[:2]] == ["rd_expense", "revenue"]
    assert [item.wanted for item in kpis[:3]] == [True, True, False]
    others = [int(item.key[1:]) for item in kpis[2:]]
    assert others == sorted(others)


def test_only_leaves_out_and_says_how_much(record: Summary) -> None:
    """A reader who wants margins alone is told how many figures are not shown."""
    profile = Profile(metrics=("gross_margin",), only=True)
    section = view(record, profile).sections["kpis"]
    assert {item.of.metric for item in section.items} == {"gross_margin"}
    assert f"另有 {len(section.rest)} 项未列出" in render_markdown(record, profile=profile)


def test_a_short_report_keeps_the_figures_of_its_headlines(record: Summary) -> None:
    """Cut to five, the table holds what the headlines tell."""
    told = view(record, Profile(length="short"))
    shown = {item.key for item in told.sections["kpis"].items}
    assert len(shown) == 5
    assert {kpi for item in told.sections["headlines"].items for kpi in item.kpis} <= shown


def test_a_documents_own_company_makes_nothing_stand_out(summary: Summary) -> None:
    """Its name is everywhere; a competitor's is news."""
    summary.risks[0].text = "晨光电器 与 GPT-3.5 竞争"
    assert not view(summary, Profile(companies=("晨光电器股份有限公司",))).sections["risks"].items[0].wanted
    assert view(summary, Profile(companies=("gpt－3.5",))).sections["risks"].items[0].wanted
    assert not view(summary, Profile(companies=("PT-3",))).sections["risks"].items[0].wanted


def test_who_found_what_is_asked_where_two_read(summary: Summary) -> None:
    """By rules alone there is nothing to agree on; a figure that a check names as read differently is in dispute."""
    assert view(summary).sections["kpis"].items[0].agreement is None
    summary.provenance.engine = "hybrid"
    assert view(summary).sections["kpis"].items[0].agreement == "rules"
    summary.kpis[0].found_by = ["rules", "model"]
    assert view(summary).sections["kpis"].items[0].agreement == "both"
    summary.checks[0].code = "heads_differ_period"
    assert view(summary).sections["kpis"].items[0].agreement == "differ"


def test_a_failed_section_is_not_an_empty_one(summary: Summary) -> None:
    """Failure is carried to every report, that of the themes with the questions."""
    summary.coverage.failed_sections = ["themes", "risks"]
    told = view(summary)
    assert told.sections["qa"].failed
    assert told.sections["risks"].failed
    assert not told.sections["kpis"].failed


def test_every_metric_has_its_topic() -> None:
    """A metric that joins the vocabulary needs a topic to be filtered by."""
    topics = table("reports", "topics")["topic"]
    assert set(topics) == set(get_args(Metric))
    assert set(topics.values()) <= set(TOPICS)
