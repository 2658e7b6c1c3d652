"""Which retellings may stand for the sentences they cite."""

from __future__ import annotations

import pytest

from summarizer.grounding.prose import objection

RECORD = (
    "公司实现营业收入的稳健增长,营收达到 36.8 亿元,同比增长 8%;实现经营性现金流 7.6 亿元,同比增长 33%。",
    "同时,公司的海外业务收入占比进一步提升至84%;整体毛利率达 80%,继续保持在较高水平。",
)


@pytest.mark.parametrize(
    "prose",
    ["营收36.8 亿元,同比增长 8%。", "海外收入占比升至84%,毛利率80%", "營業收入同比增長8%至36.8亿元", "营收36.8 亿元,经营性现金流 7.6 亿元"],
)
def test_a_shorter_wording_of_the_same_stands(prose: str) -> None:
    """Fewer words, another order, another script: what is told of each figure is the same."""
    assert objection(prose, RECORD) is None


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("营收36.8 亿元,同比增长 33%", "the source tells operating cash flow, the text revenue: 33%"),
        ("营收36.8 亿元,同比下降 8%", "the source says up, the text down: 8%"),
        ("国内收入占比升至84%", "the source does not say 国内"),
        ("营收预计36.8 亿元", "the source tells a fact, the text says 预计: 36.8 亿元"),
        ("营收未达到36.8 亿元", "the source says the very figure, the text under: 36.8 亿元"),
        ("营收翻番", "the source has no such figure: 翻番"),
    ],
)
def test_what_is_told_otherwise_is_named(prose: str, reason: str) -> None:
    """The reason names the kind and the token."""
    assert objection(prose, RECORD) == reason


CALL = (
    "Sensor revenue grew 22% to $231 million, while services revenue was $96.4 million, down 3% from a year ago.",
    "We plan to open our second plant in Penang in the first half of 2026, which will add about 30% to capacity.",
    "Gross margin was 58.3%, compared with 56.9% in the prior year.",
    "We do not expect any impact of tariffs on deliveries.",
)
BRIEFING = (
    "生成式AI去年收入爲11.8億,按年上升200%,佔總收入比例提升到35%。",
    "傳統AI業務去年收入爲18.4億,按年下降41%,佔總收入比例從22年的82%下降到54%。",
    "該業務預計在2024年持續保持高速增長,訓練與推理的算力可能供不應求。",
)


@pytest.mark.parametrize(
    ("prose", "sources"),
    [
        ("Sensor revenue rose 22% to $231 million; services fell 3% to $96.4 million.", CALL[:1]),
        ("A second plant in Penang is planned for the first half of 2026, adding about 30% to capacity.", CALL[1:2]),
        ("Gross margin reached 58.3%, against 56.9% in the prior year.", CALL[2:3]),
        ("Management does not expect tariffs to have any impact on deliveries.", CALL[3:]),
        ("傳統AI收入按年下降41%,佔比由82%降至54%。", BRIEFING[1:2]),
        ("生成式AI收入11.8亿,按年上升200%,占总收入35%。", BRIEFING[:1]),
        ("该业务预计2024年保持高速增长。", BRIEFING[2:]),
    ],
)
def test_an_analysts_own_wording_stands(prose: str, sources: tuple[str, ...]) -> None:
    """Other verbs and a shorter sentence are the writer's; what is told of the figures is the source's."""
    assert objection(prose, sources) is None


@pytest.mark.parametrize(
    ("prose", "sources", "reason"),
    [
        ("Sensor revenue was $96.4 million.", CALL[:1], "tells something else of $96.4million"),
        ("Services revenue was $231 million.", CALL[:1], "tells something else of $231million"),
        ("Gross margin was 56.9%.", CALL[2:3], "what it was"),
        ("Operating margin was 58.3%.", CALL[2:3], "the source tells gross margin, the text operating margin"),
        ("The second plant in Penang opened in the first half of 2026.", CALL[1:2], "the text tells a fact"),
        ("Management expects an impact of tariffs on deliveries.", CALL[3:], "the source denies what the text says: not"),
        ("Sensor revenue doubled to $231 million.", CALL[:1], "no such figure: doubled"),
        ("Half of revenue, $231 million, came from sensors.", CALL[:1], "no such figure: half"),
        ("Microsoft's sensor revenue was $231 million.", CALL[:1], "microsoft"),
        ("Sensor revenue was $231 million in Brazil.", CALL[:1], "does not name Brazil"),
        ("Sensor revenue grew 22% to more than $231 million.", CALL[:1], "the very figure"),
        ("Sensor revenue grew 22% sequentially to $231 million.", CALL[:1], "quarter over quarter"),
        ("傳統AI收入11.8億。", BRIEFING[:2], "tells something else of 11.8亿"),
        ("傳統AI收入按年下降200%。", BRIEFING[:2], "up, the text down"),
        ("該業務在2024年持續保持高速增長。", BRIEFING[2:], "the text tells a fact"),
        ("算力将供不应求。", BRIEFING[2:], "可能"),
        ("生成式AI今年收入为11.8亿。", BRIEFING[:1], "no such period: 今年"),
        ("某某科技集团去年收入为11.8亿。", BRIEFING[:1], "某某科技"),
        ("Nvidia去年收入为11.8亿。", BRIEFING[:1], "nvidia"),
    ],
)
def test_what_is_told_of_another_is_refused(prose: str, sources: tuple[str, ...], reason: str) -> None:
    """A figure of another thing, a plan as a fact, a dropped denial, an invented quantity, somebody else's name."""
    assert reason.lower() in (objection(prose, sources) or "").lower()


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("", "the text is empty"),
        ("……", "the text is empty"),
        ("营收36.8 亿元,", "unfinished"),
        ("营收36.8 亿元,主要由于", "unfinished"),
        ("营收(36.8 亿元", "a bracket is left open"),
        ("s3: 营收36.8 亿元", "markup"),
        ("营收{f1}", "markup"),
        ("<source>营收36.8 亿元</source>", "markup"),
        ("Revenue was 36.8 亿元.", "not in Chinese"),
        ("天气晴朗,适合户外运动和家庭聚餐。", "speaks of something else"),
    ],
)
def test_what_is_no_sentence_of_the_summary_is_refused(prose: str, reason: str) -> None:
    """Empty, broken off, marked up, in another tongue, about another thing."""
    assert reason in (objection(prose, RECORD) or "")


@pytest.mark.parametrize(
    ("prose", "source", "language", "stands"),
    [
        ("收入为$412.6 million,同比增长14%。", "Revenue was $412.6 million, up 14% year over year.", "zh-Hans", True),
        ("收入为$412.6 million,同比下降14%。", "Revenue was $412.6 million, up 14% year over year.", "zh-Hans", False),
        ("毛利率為$412.6 million。", "Revenue was $412.6 million, up 14% year over year.", "zh-Hant", False),
        ("预计第三季度毛利率为58%。", "For the third quarter, we expect gross margin of 58%.", "zh-Hans", True),
        ("第三季度毛利率为58%。", "For the third quarter, we expect gross margin of 58%.", "zh-Hans", False),
        ("Revenue reached 36.8 亿元, up 8% year over year.", "营收达到 36.8 亿元,同比增长 8%", "en", True),
        ("Revenue reached 36.8 亿元, down 8% year over year.", "营收达到 36.8 亿元,同比增长 8%", "en", False),
        ("公司收购了 Tidewater Optics。", "In May we closed the acquisition of Tidewater Optics.", "zh-Hans", True),
        ("公司收购了 Nvidia。", "In May we closed the acquisition of Tidewater Optics.", "zh-Hans", False),
        ("In May we closed the acquisition.", "In May we closed the acquisition of Tidewater Optics.", "zh-Hans", False),
    ],
)
def test_across_languages_figures_and_names_are_held(prose: str, source: str, language: str, stands: bool) -> None:
    """In another language a figure keeps its direction, its metric and its tense, and a name its letters."""
    assert (objection(prose, [source], language=language) is None) is stands  # type: ignore[arg-type]  # one of the three


QUESTION = "AI 搜索和 Northwind 的合作进展如何?后续合作方向是什么?"
BETA = ("AI 搜索目前仍处于内测阶段。",)


def test_text_that_lends_its_names_is_no_content() -> None:
    """A question's names may be used; what it asks is not thereby told."""
    assert objection("Northwind AI 搜索目前仍处于内测阶段", BETA) == "the source does not name northwind"
    assert objection("Northwind AI 搜索目前仍处于内测阶段", BETA, named=QUESTION) is None
    assert objection("AI 搜索和 Northwind 的合作进展和后续合作方向需要进一步讨论", BETA, named=QUESTION) is not None
