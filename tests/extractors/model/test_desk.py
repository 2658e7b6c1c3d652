"""Many documents at once: what is asked is made ready as it can be sent, not all of it before the first."""

from __future__ import annotations

import asyncio

from summarizer.extractors.draft import ModelDraft
from summarizer.extractors.model.asking import Question, Reply
from summarizer.extractors.model.extract import extract
from summarizer.extractors.model.spending import Limits, Spending
from tests.extractors.made_up import RECORD

from .reading import Scripted, done, scope_of

EXCHANGE = """\
问：{}业务的进展如何？
答：{}业务的收入为12亿元，同比增长8%，主要来自海外客户。公司会继续优化产品结构，对长期的发展有信心，也会扩大产能，并增加研发投入。\
良率已经提升到92%，目前在手订单约2亿元，客户包括多家头部的企业。
"""
SCOPE = scope_of(RECORD.format(body="".join(EXCHANGE.format(name, name) for name in "甲乙丙丁戊己")))


class Slow(Scripted):
    """Counts how many it is asked by at the same time."""

    most = under_way = 0

    async def ask(self, question: Question, spending: Spending) -> Reply:
        """As scripted, after all others have had their turn."""
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        for _ in range(50):
            await asyncio.sleep(0)
        self.under_way -= 1
        return await super().ask(question, spending)


def drafted(asker: Scripted, spending: Spending, desk: asyncio.Semaphore | None) -> ModelDraft:
    """The draft of the document."""
    return done(
        extract(
            SCOPE.material, SCOPE.guide, asker, spending, objection=SCOPE.objection, language="zh-Hans", labels="none", tries=1, desk=desk
        )
    )


def test_only_so_many_are_made_ready() -> None:
    """All are asked, but no more at a time than there are places."""
    free, bound = Slow({}), Slow({})
    drafted(free, Spending(), None)
    drafted(bound, Spending(), asyncio.Semaphore(2))
    assert free.most > 3
    assert bound.most == 2
    assert len(bound.asked) == len(free.asked)


def test_who_waits_for_a_place_keeps_to_its_seconds() -> None:
    """A document whose seconds end meanwhile is told so, and nothing is asked for it."""
    asker = Scripted({})
    draft = drafted(asker, Spending(Limits(seconds=0.01)), asyncio.Semaphore(0))
    assert asker.asked == []
    assert "qa[1]" in draft.failures
    assert all("SUMMARIZER_MAX_SECONDS" in reason for reason in draft.failures.values())
