"""The benchmark of what we add counts as it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from summarizer import Summarizer, Summary
from summarizer.settings import Settings
from summarizer.testing import FakeModel

Benchmark = Callable[[str], ModuleType]
TEXT = "2023年营收 36.8 亿元,同比增长 18.25%。"


@pytest.fixture(scope="module")
def overhead(benchmark: Benchmark) -> ModuleType:
    return benchmark("overhead")


@pytest.fixture(scope="module")
def loopback(benchmark: Benchmark) -> ModuleType:
    return benchmark("loopback_model")


def test_rounds_are_calls_that_waited(overhead: ModuleType, loopback: ModuleType) -> None:
    """Calls that overlap are one round, however many; a call after the last of them is the next."""
    served = [loopback.Served(*when) for when in ((0.0, 2.0), (0.1, 2.1), (0.2, 2.2), (2.3, 4.3), (4.4, 6.4), (4.5, 6.5))]
    assert overhead.rounds_of(served) == 3
    assert overhead.rounds_of(served[:3]) == 1
    assert overhead.rounds_of([]) == 0


def test_the_ideal_is_a_lower_bound(overhead: ModuleType) -> None:
    """Whole waves of calls, and never less than the rounds that wait for each other."""
    assert overhead.ideal(416, 32, 2, 2.0) == 26.0
    assert overhead.ideal(417, 32, 2, 2.0) == 28.0
    assert overhead.ideal(7, 32, 2, 2.0) == 4.0
    assert overhead.ideal(416, 32, 2, 0.0) == 0.0


def test_when_all_places_were_taken(overhead: ModuleType, loopback: ModuleType) -> None:
    """The moment at which so many calls first were under way; a call that has left is none."""
    served = [loopback.Served(*when) for when in ((0.0, 2.0), (2.0, 4.0), (3.0, 5.0), (3.5, 5.5))]
    assert overhead.reached(served, 2) == 3.0
    assert overhead.reached(served, 3) == 3.5
    assert overhead.reached(served, 4) is None


def test_variants_are_documents_of_their_own(overhead: ModuleType) -> None:
    """As many as wanted, of the texts in turn, no two with the same numbers, and the same ones in every run."""
    made = overhead.variants([TEXT, TEXT * 2], 6)
    assert [len(one.text) for one in made] == [len(TEXT), 2 * len(TEXT)] * 3
    assert len({one.text for one in made}) == 6
    assert [one.text for one in overhead.variants([TEXT, TEXT * 2], 6)] == [one.text for one in made]


def test_shares(overhead: ModuleType) -> None:
    """CPU beside the delay times the rounds; where there is no delay there is no share."""
    spread = overhead.Spread.of([0.1, 0.2, 0.08])
    assert (spread.median, spread.least, spread.most) == (0.1, 0.08, 0.2)
    row = overhead.OneDocument("a", 2.0, 7, 2, spread, spread, spread)
    assert row.endpoint == 4.0
    assert row.share == pytest.approx(0.025)
    assert overhead.OneDocument("a", 0.0, 7, 0, spread, spread, spread).share is None
    assert "| 2.50% |" in overhead.table([row])


def test_what_the_loopback_model_tells(loopback: ModuleType, documents: Path) -> None:
    """Its copied sentences stand, while empty texts are refused and asked for again: both ways through the re-asking are measured."""

    def summary(answers: str) -> Summary:
        model = FakeModel(answers=lambda asked: loopback.answer_to(asked.body, answers))
        settings = Settings.load(model="m", base_url="http://127.0.0.1:9/v1", labels="none")
        with Summarizer(engine="model", settings=settings, transport=model) as summarizer:
            return summarizer.run(documents / "kunlun_2023q3_ir_record.txt")

    told, least = summary("told"), summary("least")
    assert told.provenance.usage.calls < least.provenance.usage.calls
    assert len(told.rejected) < len(least.rejected)
