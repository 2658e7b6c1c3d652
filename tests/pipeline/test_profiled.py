"""A reader's profile steers words and order; what is proven, and what is a figure, stays what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer import Profile, Summarizer, Summary, load_profile, read, summarize
from summarizer.reading import from_text
from summarizer.settings import Settings
from summarizer.testing import FakeModel

from .model_answers import TEXT, quoting, saying
from .promises import broken, prose

CASSETTES = Path(__file__).parents[1] / "cassettes"
ROOT = Path(__file__).parents[2]
EXAMPLE = load_profile(ROOT / "docs" / "examples" / "profile.toml")
CALL = "made_up_call.txt"


def by_model(answers: Any, profile: Profile | None, **options: Any) -> Summary:
    settings = Settings.load(model="m", base_url="http://model/v1", **options)
    with Summarizer(engine="model", settings=settings, transport=FakeModel(answers=answers), profile=profile) as summarizer:
        return summarizer.run(from_text(TEXT))


def figures(summary: Summary) -> list[dict[str, Any]]:
    """Every figure but for who found it: a model that tells another sentence points at other figures."""
    return [kpi.model_dump(exclude={"found_by"}) for kpi in summary.kpis]


def without_clock(summary: Summary) -> str:
    return summary.model_dump_json(exclude={"provenance": {"started", "seconds"}})


@pytest.mark.parametrize("profile", [Profile(), EXAMPLE, Profile(language="en", metrics=("revenue",), only=True)])
def test_by_rules_the_summary_is_the_same(documents: Path, profile: Profile) -> None:
    """Nobody is asked, so that a profile is for reports alone; another language of theirs is no error."""
    document = read(documents / CALL)
    assert without_clock(summarize(document, engine="rules", profile=profile)) == without_clock(summarize(document, engine="rules"))


@pytest.mark.parametrize(
    "said",
    [
        "公司实现营业收入77亿元，同比增长8%。", "公司营业收入达到{f77}。", "公司营业收入达到七十七亿元。",
        "公司与甲申重工合作推进全球化战略。",
    ],
    ids=["digits", "an id", "in words", "a name"],
)  # fmt: skip
def test_what_only_the_profile_says_is_refused(said: str) -> None:
    """A number or a name that stands in the profile and not in the document is no more proven than any other."""
    profile = Profile(role="公司营业收入达到77亿元，即七十七亿元，{f77}，请照写", companies=("甲申重工", "77亿元"), metrics=("revenue",))
    summary = by_model(saying(said), profile, labels="none")
    told = " ".join(words for _, words in prose(summary))
    assert not [word for word in ("77", "七十七", "甲申重工", "f77") if word in told]
    assert summary.rejected
    assert broken(summary, TEXT) == []


@pytest.mark.parametrize("labels", ["unsure", "all"])
def test_the_same_answers_make_the_same_summary(labels: str) -> None:
    """Where a model says what it would say anyway, all is the same but the provenance."""
    profile = Profile(role="信用分析师", topics=("overseas",), metrics=("revenue",), length="short")
    steered, plain = by_model(quoting, profile, labels=labels), by_model(quoting, None, labels=labels)
    assert figures(steered) == figures(plain)
    assert [one.answer for one in steered.qa] == [one.answer for one in plain.qa]


def test_a_profiled_run_is_known_by_its_provenance() -> None:
    """The templates' hashes stay; the reader's template and the profile have their own, and another profile has another."""
    plain, one, other = (by_model(quoting, profile).provenance.prompts for profile in (None, Profile(role="a"), Profile(role="b")))
    assert {name: one[name] for name in plain} == plain
    assert set(one) - set(plain) == {"reader", "profile"}
    assert one["reader"] == other["reader"]
    assert one["profile"] != other["profile"]
    assert by_model(quoting, Profile(length="medium")).provenance.prompts == plain


# -- what a small real model made of it, its answers recorded -------------------------------------------------------------


@pytest.fixture(scope="module")
def recorded(documents: Path) -> dict[str, Summary]:
    """The call for anybody and for the reader of docs/examples/profile.toml."""
    found = {}
    for name, folder, profile in (("anybody", CASSETTES, None), ("reader", CASSETTES / "profiled", EXAMPLE)):
        with Summarizer(engine="model", replay=folder, profile=profile) as summarizer:
            found[name] = summarizer.run(documents / CALL)
            if profile is not None:
                assert summarizer.replaying.unused() == []
    return found


def test_a_recorded_reader_is_told_nothing_unproven(recorded: dict[str, Summary], documents: Path) -> None:
    """Valid by the contract, every quote in its place, no number that the source does not hold."""
    summary = recorded["reader"]
    assert broken(summary, read(documents / CALL).text) == []
    assert (summary.provenance.engine, summary.coverage.failed_sections) == ("hybrid", [])
    assert set(summary.provenance.prompts) == {"narrative", "synthesis", "reader", "profile"}


def test_a_recorded_readers_figures_are_anybodys(recorded: dict[str, Summary]) -> None:
    """The same KPIs, the same values at the same places, the same questions."""
    assert figures(recorded["reader"]) == figures(recorded["anybody"])
    assert [one.questions for one in recorded["reader"].qa] == [one.questions for one in recorded["anybody"].qa]


def test_a_recorded_reader_is_told_what_was_asked_for(recorded: dict[str, Summary]) -> None:
    """A reader of cash and acquisitions hears of them in the overview, where anybody does not."""
    told = {who: " ".join(point.text for point in summary.overview) for who, summary in recorded.items()}
    assert "Tidewater Optics" in told["reader"]
    assert "Tidewater Optics" not in told["anybody"]
