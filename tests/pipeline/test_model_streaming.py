"""`on_item` and `on_progress`: parts of a summary as soon as they are proven, and how far its calls have come."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

from summarizer import Summarizer, Summary, read, summarize
from summarizer.extractors.model.spending import Progress
from summarizer.reading import from_text
from summarizer.schemas import KPI, Exchange
from summarizer.settings import Settings
from summarizer.testing import FakeModel, ModelRequest

from .model_answers import TEXT, filled, quoting

SETTINGS = Settings.load(base_url="http://model/v1", model="m", concurrency=1)
SECTIONS = ("kpis", "overview", "strategy", "outlook", "risks", "qa", "themes")


class Heard:
    """What was called, and how many requests the model had had by then."""

    def __init__(self, model: FakeModel) -> None:
        self.model = model
        self.items: list[tuple[str, BaseModel, int]] = []
        self.progress: list[Progress] = []

    def item(self, section: str, item: BaseModel) -> None:
        """`on_item`."""
        self.items.append((section, item, len(self.model.history)))

    def of(self, section: str) -> list[BaseModel]:
        """The items of a section, in their order."""
        return [item for name, item, _ in self.items if name == section]


@contextmanager
def listening(model: FakeModel, **options: Any) -> Iterator[tuple[Summarizer, Heard]]:
    """A summarizer, and what it says meanwhile."""
    heard = Heard(model)
    with Summarizer(
        settings=SETTINGS, transport=model, on_item=heard.item, on_progress=heard.progress.append, **options
    ) as summarizer:
        yield summarizer, heard


def last_word(heard: Heard, summary: Summary) -> None:
    """What came last for each part is what the summary holds."""
    for section in SECTIONS:
        items = getattr(summary, section)
        said = heard.of(section)
        assert said[len(said) - len(items) :] == items


def test_items_come_before_the_end() -> None:
    """Each exchange as soon as it is answered, while others are still asked for; what comes last is the summary's."""
    model = FakeModel(answers=quoting)
    with listening(model) as (summarizer, heard):
        summary = summarizer.run(from_text(TEXT))
    early = [(section, item) for section, item, asked in heard.items if asked < len(model.history)]
    assert [item.index for _, item in early if isinstance(item, Exchange)] == [1, 2, 3]
    assert {section for section, _ in early} <= {"qa", "strategy", "outlook", "risks"}
    last_word(heard, summary)


def test_an_exchange_is_told_early_as_it_will_stand() -> None:
    """But for the ids of its figures, which are given when all are known."""
    model = FakeModel(answers=quoting)
    with listening(model) as (summarizer, heard):
        summary = summarizer.run(from_text(TEXT))
    for exchange in summary.qa:
        first = next(item for item in heard.of("qa") if isinstance(item, Exchange) and item.index == exchange.index)
        assert (first.questions, first.answer, first.evidence) == (exchange.questions, exchange.answer, exchange.evidence)


def test_each_figure_comes_once() -> None:
    """With an id of its own, in the order of the summary."""
    with listening(FakeModel(answers=quoting)) as (summarizer, heard):
        summary = summarizer.run(from_text(TEXT))
    ids = [item.id for item in heard.of("kpis") if isinstance(item, KPI)]
    assert ids == [kpi.id for kpi in summary.kpis]
    assert len(set(ids)) == len(ids)


def test_a_long_answer_grows() -> None:
    """Told in parts, an exchange comes again, with all that is known of it by then."""
    paragraph = "减速器业务上半年实现收入4.2亿元，主要来自海外客户订单的增加，良率已经提升到92%，公司会继续优化产品的结构。\n"
    text = TEXT.replace("答：减速器", f"答：{paragraph * 120}减速器")
    with listening(FakeModel(answers=quoting)) as (summarizer, heard):
        summarizer.run(from_text(text))
    lengths = [len(item.answer) for item in heard.of("qa") if isinstance(item, Exchange) and item.index == 1]
    assert len(lengths) > 2


def test_rules_tell_their_items_too() -> None:
    """Without a model they all come at the end."""
    heard: list[str] = []
    with Summarizer(engine="rules", on_item=lambda section, item: heard.append(section)) as summarizer:
        summary = summarizer.run(from_text(TEXT))
    assert {section: heard.count(section) for section in SECTIONS} == {section: len(getattr(summary, section)) for section in SECTIONS}


def test_listening_changes_nothing() -> None:
    """The summary is the same, sync and async."""
    out = {"provenance": {"started", "seconds"}}
    with listening(FakeModel(answers=quoting)) as (summarizer, _):
        heard = summarizer.run(from_text(TEXT)).model_dump(exclude=out)
    with listening(FakeModel(answers=quoting)) as (summarizer, listener):
        awaited = asyncio.run(summarizer.arun(from_text(TEXT)))
        last_word(listener, awaited)
    plain = summarize(from_text(TEXT), settings=SETTINGS, transport=FakeModel(answers=quoting))
    assert heard == awaited.model_dump(exclude=out) == plain.model_dump(exclude=out)


def test_progress_counts_up_to_the_account() -> None:
    """Once after each call; the last is what provenance says."""
    model = FakeModel(answers=quoting)
    with listening(model) as (summarizer, heard):
        usage = summarizer.run(from_text(TEXT)).provenance.usage
    assert [progress.calls for progress in heard.progress] == list(range(1, len(model.history) + 1))
    assert (heard.progress[-1].calls, heard.progress[-1].tokens) == (usage.calls, usage.input_tokens + usage.output_tokens)
    assert all(one.tokens <= other.tokens for one, other in zip(heard.progress, heard.progress[1:], strict=False))


def test_many_documents_at_once(documents: Any) -> None:
    """Two documents of one summarizer keep apart what they are told, and what they cost."""
    paths = [documents / name for name in ("kunlun_2023q3_ir_record.txt", "made_up_call.txt")]

    def answer(request: ModelRequest) -> dict[str, Any]:
        assert request.schema is not None
        return filled(request.schema, request.material)

    with Summarizer(settings=SETTINGS, transport=FakeModel(answers=answer)) as summarizer:
        alone = [summarizer.run(read(path)) for path in paths]

        async def both() -> list[Summary]:
            return list(await asyncio.gather(*(summarizer.arun(read(path)) for path in paths)))

        together = asyncio.run(both())
    out = {"provenance": {"started", "seconds"}}
    assert [one.model_dump(exclude=out) for one in together] == [one.model_dump(exclude=out) for one in alone]
