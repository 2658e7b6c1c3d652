"""What kind of document it is."""

from __future__ import annotations

import pytest

from summarizer.outline import outline
from summarizer.reading.document import Document

RESULTS = "某某科技(00020)公布全年業績，收入11.8億元，按年上升200%，毛利率40%。董事長李明表示，對未來充滿信心。"
SPOKEN = (
    "I'm Susie Lane, senior vice president of investor relations.\nToday's call is being broadcast on our website.\n"
    "We delivered revenue growth of 10% and we raised our guidance.\nWe grew adjusted operating income by 12.5%.\n"
    "Our customers rely on us and we're investing in our stores.\nWe expect earnings of $2 per share and we will share more with you.\n"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某某股份有限公司\n投资者关系活动登记表\n编号：2017-004\n", "ir_record"),
        ("投资者关系活动类别 | √分析师会议\n参与单位名称 | 某某证券\n时间 | 2026年7月\n上市公司接待人员 | 董秘\n", "ir_record"),
        (RESULTS, "earnings_article"),
        ("Acme Corp beats estimates\nAcme reported revenue of $4.5 billion and a net income of $1 billion.\n", "earnings_article"),
        (SPOKEN, "earnings_call"),
        ("Operator:Our first question comes from Ann Lee with Some Bank.\nAnn Lee:How is demand?\nDana Lane:Strong.\n", "earnings_call"),
        ("香港聯合交易所有限公司對本公告的內容概不負責。\n盈利預警\n預期錄得虧損，營收減少，毛利下降。\n承董事會命\n", "other"),
        ("今天天气很好，我们去公园散步。", "other"),
        ("", "other"),
    ],
)
def test_the_kind_is_told(text: str, kind: str) -> None:
    """By the form's title or labels, by speakers, by who speaks of whom."""
    assert outline(Document(text, "text", "")).kind == kind
