"""The announcement of a company listed in Hong Kong: whose, what it is called, of which day, who signed it."""

from __future__ import annotations

import pytest

from summarizer.outline import Outline, outline
from summarizer.outline.model import HostName
from summarizer.reading import from_text

DISCLAIMER = """\
香港交易及結算所有限公司及香港聯合交易所有限公司對本公告的內容概不負責，對其準確性或完整性亦不發表任何聲明，並明確表示，\
概不就因本公告全部或任何部分內容而產生或因倚賴該等內容而引致的任何損失承擔任何責任。
"""
CHINESE = f"""\
{DISCLAIMER}
HARVEST LANTERN HOLDINGS LIMITED
豐燈控股有限公司
（於開曼群島註冊成立的有限公司）
（股份代號：8877）
網址：www.harvestlantern.example

內幕消息
正面盈利預告

本公告由豐燈控股有限公司（「豐燈控股」或「本公司」，連同其附屬公司統稱「本集團」）根據香港聯合交易所有限公司證券上市規則第13.09(2)(a)條\
及證券及期貨條例（香港法例第571章）第XIVA部的內幕消息條文而作出。

董事會謹此知會股東及潛在投資者，預期本集團於截至二零二五年六月三十日止六個月將錄得溢利約人民幣4.2億元。

股東及潛在投資者於買賣本公司證券時務請審慎行事。

承董事會命
豐燈控股有限公司
主席兼執行董事
陳大文

香港，二零二五年七月十五日

於本公告日期，執行董事為陳大文先生（主席）及李小芬女士；及獨立非執行董事為張國榮先生。
"""
ENGLISH = """\
Hong Kong Exchanges and Clearing Limited and The Stock Exchange of Hong Kong Limited take no responsibility for the contents of this \
announcement, make no representation as to its accuracy or completeness and expressly disclaim any liability whatsoever.

COPPER KITE INTERNATIONAL HOLDINGS LIMITED
銅鳶國際控股有限公司
(Incorporated in the Cayman Islands with limited liability)
(Stock Code: 973)

PROFIT WARNING

This announcement is made by Copper Kite International Holdings Limited (the "Company") pursuant to Rule 13.09(2)(a) of the Listing Rules.

The board wishes to inform the shareholders that the Group expects to record a loss of approximately HK$120 million.

By order of the Board
Copper Kite International Holdings Limited
Chan Tai Man
Chairman and Executive Director

Hong Kong, 6 February 2026

As at the date of this announcement, the executive Directors are Mr. Chan Tai Man and Ms. Lee Siu Fan.
"""


def _outline(text: str) -> Outline:
    return outline(from_text(text))


def _content(found: Outline) -> list[str]:
    text = found.repaired.text
    return [text[one.start : one.end] for one in found.sentences if one.role == "narrative"]


def test_a_chinese_announcement() -> None:
    """Name in the document's script, code of five digits, title of two lines, the day below the signature."""
    found = _outline(CHINESE)
    header = found.header
    assert (found.kind, header.is_announcement) == ("other", True)
    assert (header.company, header.short_name) == ("豐燈控股有限公司", "豐燈控股")
    assert (header.ticker, header.exchange) == ("08877", "HKEX")
    assert header.title == "內幕消息 正面盈利預告"
    assert (header.published, header.event_date, header.date_is_inferred) == ("2025-07-15", "2025-07-15", False)
    assert header.hosts == [HostName("陳大文", "主席兼執行董事", "豐燈控股有限公司")]


def test_an_english_announcement() -> None:
    """The same of an English one whose head bears both names."""
    header = _outline(ENGLISH).header
    assert header.company == "COPPER KITE INTERNATIONAL HOLDINGS LIMITED"
    assert (header.ticker, header.exchange, header.title) == ("00973", "HKEX", "PROFIT WARNING")
    assert header.published == header.event_date == "2026-02-06"
    assert header.hosts == [HostName("Chan Tai Man", "Chairman and Executive Director", header.company)]


@pytest.mark.parametrize(("text", "left"), [(CHINESE, "董事會謹此知會"), (ENGLISH, "The board wishes to inform")])
def test_what_lawyers_wrote_is_set_apart(text: str, left: str) -> None:
    """Disclaimer, place of incorporation, legal basis, warning and list of directors: one sentence of content is left."""
    content = _content(_outline(text))
    assert len(content) == 1, content
    assert content[0].startswith(left)


def test_letters_apart_and_a_title_on_the_companys_line() -> None:
    """The exchange's PDFs space every letter, and a reader may join the company's line with the title below it."""
    spaced = "\n".join(" ".join(line) if "一" <= line[:1] <= "鿿" else line for line in CHINESE.splitlines())
    spaced = spaced.replace("豐 燈 控 股 有 限 公 司\n主 席 兼", "豐 燈 控 股 有 限 公 司 主 席 兼")
    header = _outline(spaced).header
    assert (header.title, header.published) == ("內幕消息 正面盈利預告", "2025-07-15")
    assert [(host.name, host.title) for host in header.hosts] == [("陳大文", "主席兼執行董事")]


def test_a_name_that_stands_in_the_text_alone() -> None:
    """Where the head shows the name as a picture only, the text's 由…（「本公司」）tells it."""
    header = _outline(CHINESE.replace("HARVEST LANTERN HOLDINGS LIMITED\n豐燈控股有限公司\n", "", 1)).header
    assert (header.company, header.title) == ("豐燈控股有限公司", "內幕消息 正面盈利預告")
