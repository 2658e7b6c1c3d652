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


AWARD = ("凭借卓越的创新力入选“年度最具创新力企业榜单 TOP 30”。",)
MODEL = ("我们的大模型在多个评测集上取得领先成绩,推理速度较上一代提升 3 倍。",)
DEMAND = ("Demand for our sensors remained strong.",)


@pytest.mark.parametrize(
    ("prose", "sources", "reason"),
    [
        ("凭借卓越的创新力入选榜单,成为该领域的佼佼者", AWARD, "does not say this: 领域"),
        ("凭借卓越的创新力入选榜单并成为该领域的佼佼者", AWARD, "does not say this: 领域"),
        ("入选榜单,公司整体表现稳健", AWARD, "does not say this: 表现稳健"),
        ("大模型取得领先成绩,体现公司持续创新能力", MODEL, "does not say this: 体现公司持续创新能力"),
        ("产品覆盖搜索、音乐、医疗领域", ("产品覆盖搜索、音乐、社交等领域。",), "does not list this: 医疗"),
        ("大模型取得领先成绩,仍需要进一步优化", MODEL, "does not say 仍需"),
        ("Demand for our sensors remained strong in all of our markets, a tribute to talented engineers.", DEMAND * 2, "the source"),
    ],
)
def test_a_clause_that_the_source_lacks_is_refused(prose: str, sources: tuple[str, ...], reason: str) -> None:
    """However much of the rest is told truly, nothing is added to it."""
    assert reason in (objection(prose, sources) or "")


@pytest.mark.parametrize(
    ("prose", "source"),
    [
        ("公司表示,推理速度提升3 倍", MODEL[0]),
        ("管理层指出,与此同时,推理速度提升3 倍", MODEL[0]),
        ("毛利率改善系产品结构优化", "毛利率的提升主要是因为产品结构的优化以及降本增效。"),
        ("AI 业务推出多款产品", "AI业务方面,我们推出了多款产品,覆盖搜索、音乐、社交等领域。"),
        ("人工智能智能客服上线", "人工智能智能客服已经上线。"),
        ("产品覆盖搜索、社交领域", "产品覆盖搜索、音乐、社交等领域。"),
        ("收入增长 8%,Weave-13B 已开源", "收入增长 8%,其中 Weave-13B 已开源。"),
        ("Retention stayed above 115%.", "Retention was above 115%."),
        ("需求强劲", "我们看到下游需求非常强劲。"),
        ("Its partner's s-curve is known.", "The s-curve of the partner is known."),
        ("Management sees strong demand for sensors.", "Demand for our sensors remained strong and we see it continuing."),
    ],
)
def test_who_tells_it_and_a_shorter_word_are_the_writers(prose: str, source: str) -> None:
    """An attribution adds nothing, nor does a word for the same."""
    assert objection(prose, [source]) is None


@pytest.mark.parametrize(
    ("prose", "source"),
    [
        ("AI 搜索目前是否处于内测阶段", BETA[0]),
        ("AI 搜索目前处于内测阶段吗", BETA[0]),
        ("AI 搜索目前处于内测阶段?", BETA[0]),
        ("AI 搜索内测如何", BETA[0]),
        ("請介紹AI搜索內測階段", BETA[0]),
        ("How is demand for sensors.", DEMAND[0]),
        ("Demand for our sensors remained strong?", DEMAND[0]),
        ("Whether demand remained strong.", DEMAND[0]),
    ],
)
def test_a_summary_does_not_ask(prose: str, source: str) -> None:
    """What asks is refused, unless the source asks it too."""
    assert "asks" in (objection(prose, [source]) or "")
    assert "asks" not in (objection(prose, [source, "介绍是否如何 how whether 吗 请介绍?"]) or "")


@pytest.mark.parametrize(
    ("prose", "source", "reason"),
    [
        ("测试中 n 分", "模型在测试中得到 80 分。", "slot is left without its figure: n"),
        ("f 个正确", "测试中 20 个正确。", "slot is left without its figure: f"),
        ("技术(p )", "公司持续投入技术研发,技术领先。", "slot is left without its figure: p"),
        ("提升 f1 速度", "推理速度提升 1 倍。", "slot is left without its figure: f1"),
        ("Demand for f sensors remained strong.", DEMAND[0], "slot is left without its figure: f"),
        ("技术( )研发", "公司持续投入技术研发,技术领先。", "a bracket holds nothing"),
        ("技术", "公司持续投入技术研发,技术领先。", "a mere label: 技术"),
        ("芯片到货情况", "芯片已到货,能够满足训练需求。", "names a topic"),
        ("公司对芯片采购进行了说明", "公司采购的芯片已到货。", "names a topic"),
        ("关于芯片采购", "公司采购的芯片已到货。", "names a topic"),
        ("根据原文,芯片已到货", "公司采购的芯片已到货。", "speaks of its source: 原文"),
        ("The source text says that demand remained strong.", DEMAND[0], "speaks of its source"),
        ("公司公司持续投入技术研发", "公司持续投入技术研发,技术领先。", "twice in a row: 公司"),
        ("Demand demand remained strong.", DEMAND[0], "twice in a row: demand"),
    ],
)
def test_what_a_slot_leaves_behind_is_refused(prose: str, source: str, reason: str) -> None:
    """An id without its braces, an empty bracket, a label or a topic alone, a subject twice, a word on the source."""
    assert reason in (objection(prose, [source]) or "")


def test_a_lone_letter_of_the_source_is_a_word() -> None:
    """Only what the source does not write is an id."""
    assert objection("f 值提升", ["该模型的 f 值提升。"]) is None
    assert objection("R&D expenses rose 12%.", ["Our R&D expenses rose 12% year over year."]) is None


@pytest.mark.parametrize("word", ["AI", "CEO", "CFO", "B2B", "IT", "App"])
def test_a_short_word_of_the_document_may_be_said(word: str) -> None:
    """Where any text of the document has it, it names nothing new; where none has it, it does."""
    source = ["搜索产品目前仍处于内测阶段,用户增长 8%。"]
    assert objection(f"{word} 搜索产品用户增长 8%", source, named=f"请问{word}怎么样?") is None
    assert objection(f"{word} 搜索产品用户增长 8%", source) is not None
    english = ["The search product is in closed testing, and users grew 8%."]
    assert objection(f"Users of the {word} search product grew 8%.", english, named=f"How is {word}?") is None


def test_of_a_name_that_is_only_lent_no_figure_is_told() -> None:
    """A question's names tell nothing of what the answer's figures belong to."""
    question = "Northwind and Contoso: how did their sensors do?"
    assert objection("Contoso 的传感器收入增长 8%", ["Northwind 的传感器收入增长 8%。"], named=question) is not None
    assert objection("Contoso sensor revenue grew 8%.", ["The sensor revenue of Northwind grew 8%."], named=question) is not None
    assert objection("Contoso 的传感器已经上市", ["传感器已经上市,收入增长 8%。"], named=question) is None
