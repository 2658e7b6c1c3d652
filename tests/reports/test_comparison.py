"""A comparison shown to people and programs: in Markdown, on a terminal, as a page, as JSON."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from summarizer.errors import UsageError
from summarizer.reports.comparison import COMPARISON_FORMATS, render_comparison
from summarizer.reports.comparison.telling import ORDER
from summarizer.schemas import comparison as schema
from summarizer.schemas.comparison import Comparison
from summarizer.schemas.profile import Profile
from summarizer.tables import table

from .compared import NEW, OLD, TEXTS, compared, evidence

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
SHOWN = ("table", "md", "html")


def markdown(comparison: Comparison | None = None, profile: Profile | None = None) -> str:
    return render_comparison(comparison or compared(), "md", texts=TEXTS, profile=profile)


def held(comparison: Comparison) -> set[str]:
    """Every number that a comparison has: of its sources, of what is reckoned with its arithmetic, of its documents and questions."""
    numbers = set(DIGITS.findall(comparison.model_dump_json() + OLD + NEW))
    # a whole per cent is written without its .0, places as lines
    numbers |= {number.removesuffix(".0") for number in numbers}
    return numbers | {str(line) for line in range(1, len(OLD.splitlines()) + len(NEW.splitlines()))}


class Page(HTMLParser):
    """What a browser would make of a page: tags with their attributes, text by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._in: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if not self._in:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def having(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if name in attributes]


def page(comparison: Comparison | None = None, **options: str) -> Page:
    return Page(render_comparison(comparison or compared(), "html", texts=TEXTS, language=options.get("language")))


# -- every format -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", SHOWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_has_a_number_of_its_own(format: str, language: str) -> None:
    """Every digit stands in a source, in what is reckoned and shown with its arithmetic, or names a line, a document or a question."""
    comparison = compared()
    report = render_comparison(comparison, format, texts=TEXTS, language=language, width=140)
    said = page(comparison, language=language).text if format == "html" else report
    counts = {str(count) for count in range(20)} if format == "html" else set()
    assert [one for one in DIGITS.findall(said) if one not in held(comparison) | counts] == []


@pytest.mark.parametrize("format", SHOWN)
def test_everything_is_told(format: str) -> None:
    """Each item of each section, with the figures of both sides, the sum of what is reckoned, and the words that decline."""
    told = page().text if format == "html" else render_comparison(compared(), format, texts=TEXTS, width=400)
    told = " ".join(told.replace("\\", "").split())
    for words in (
        "$100 million", "$112 million", "+12%", "$112 million ÷ $100 million − 1 = 12%", "−1.3", "59.2% − 60.5% = −1.3 pp", "1,234",
        "$40 million", "up 8% year over year", "above guidance", "$112 million ÷ $108 million − 1 = 3.7%", "about $430 million",
        "over $450 million", "raised", "Tariffs are a risk.", "A strong dollar is a risk.", "planned → done",
        "We plan to open a plant in Penang.", "not straightly answered the first time", "declined", "no answer",
        "We are not going to comment on that.", "What does a <pump> cost & why?", "2025 Q2", "the documents name two companies", "Kim Vale",
    ):  # fmt: skip
        assert words in told, words


@pytest.mark.parametrize("format", SHOWN)
def test_the_order_is_one(format: str) -> None:
    """Every format tells its sections in `ORDER`; documents stand first."""
    report = page().text if format == "html" else markdown() if format == "md" else render_comparison(compared(), format, texts=TEXTS)
    headings = table("reports.comparison", "words")["en"]["sections"]
    report = report.partition("of its arithmetic")[2] or report
    shown = [name for name in ORDER if not (format == "html" and name == "documents")]
    # on a page the contents name the sections before they come
    places = [report.rindex(headings[name]) for name in shown if name not in ("first",)]
    assert places == sorted(places)


@pytest.mark.parametrize("format", SHOWN)
def test_an_empty_comparison_says_that_there_is_nothing(format: str) -> None:
    """Two documents with nothing to compare are a report, not an error."""
    comparison = Comparison(documents=compared().documents)
    report = render_comparison(comparison, format)
    assert "None." in report
    assert "old.txt" in report


def test_json_is_the_contract() -> None:
    """What is written is what the schema reads, whatever the reader's profile."""
    comparison = compared()
    written = render_comparison(comparison, "json", profile=Profile(metrics=("gross_margin",), only=True))
    assert Comparison.model_validate_json(written) == comparison


def test_an_unknown_format_is_a_wrong_call() -> None:
    """It is told what there is."""
    with pytest.raises(UsageError, match="choose one of: table, json, md, html"):
        render_comparison(compared(), "pdf")
    assert COMPARISON_FORMATS == ("table", "json", "md", "html")


def test_words_are_there_in_every_language() -> None:
    """The same rows in all three, each list of the contract whole."""
    words = table("reports.comparison", "words")
    for language in LANGUAGES:
        assert {name: set(rows) for name, rows in words[language].items()} == {name: set(rows) for name, rows in words["en"].items()}
        assert set(words[language]["sections"]) == set(ORDER)
        closed = {"outcome": schema.Outcome, "revision": schema.Revision, "ducked": schema.Ducked, "direction": schema.Direction}
        assert {name: set(words[language][name]) for name in closed} == {name: set(get_args(ids)) for name, ids in closed.items()}
        assert not any(DIGITS.search(text) for rows in words[language].values() for text in rows.values())


# -- Markdown ------------------------------------------------------------------------------------------------------------


def test_places_are_lines_of_their_own_document() -> None:
    """The earlier one's place, then the later one's: L3 of the one is not L3 of the other."""
    row = next(line for line in markdown().splitlines() if line.startswith("| Gross margin |"))
    assert row == (
        "| Gross margin | 60.5% (first quarter of 2025) | 59.2% (second quarter of 2025) | ↓ −1.3 pp | 59.2% − 60.5% = −1.3 pp | L3 → L3 |"
    )
    without = render_comparison(compared(), "md")
    start = OLD.index("Gross margin"), NEW.index("Gross margin")
    assert f"@{start[0]}-{start[0] + 22} → @{start[1]}-{start[1] + 22}" in without


def test_what_to_know_first() -> None:
    """The moves of headline metrics, guidance missed or met, revisions, what moved, what was ducked: each an item of the comparison."""
    first = markdown().partition("## What to know first\n\n")[2].partition("\n\n##")[0].splitlines()
    assert first[:4] == [
        "- **Revenue**: $100 million → $112 million, **+12%** (reckoned) — `L2 → L2`",
        "- **Gross margin**: 60.5% → 59.2%, **−1.3 pp** (reckoned) — `L3 → L3`",
        "- **revenue · second quarter**: guided $105 million to $108 million → actual $112 million · above guidance, **+3.7%** (reckoned)"
        " — `L5 → L2`",
        "- **revenue · 2025**: about $430 million → over $450 million · raised, **+4.65%** (reckoned) — `L6 → L5`",
    ]
    assert [line.partition(":")[0] for line in first[4:]] == [
        "- **planned → done**", "- **asked again (not straightly answered the first time)**", "- **no figure or date given**",
        "- **no answer**",
    ]  # fmt: skip


def test_a_segments_move_is_no_headline() -> None:
    """What to know first is of the whole company where that is told, and what stayed the same is not news."""
    comparison = compared()
    revenue, margin = comparison.kpis[:2]
    part = revenue.model_copy(deep=True, update={"segment": "Pump"})
    assert margin.difference is not None
    assert part.difference is not None
    part.difference.value = 80
    comparison.kpis.append(part)
    margin.difference.direction = "flat"
    first = markdown(comparison).partition("## Figures")[0]
    assert "**Revenue**: $100 million" in first
    assert "Pump" not in first
    assert "**Gross margin**" not in first


def test_the_largest_part_stands_in_for_a_whole_that_nobody_tells() -> None:
    """Where a company reports the revenue of its products alone, that is what came of its guidance and what moved."""
    comparison = compared()
    for measure in comparison.kpis:
        measure.segment = "Product" if measure.metric == "revenue" else None
    for guidance in comparison.guidance:
        guidance.segment = "Product"
    report = render_comparison(comparison, "md").partition("## Figures")[0]
    assert "$100 million → $112 million" in report
    assert "above guidance" in report


def test_revenue_is_told_however_little_it_moved() -> None:
    """Four larger moves do not push out what a reader of results looks for first."""
    comparison = compared()
    for metric in ("free_cash_flow", "operating_cash_flow", "net_profit", "eps", "cash"):
        other = comparison.kpis[0].model_copy(deep=True, update={"metric": metric, "name": metric})
        assert other.difference is not None
        other.difference.value = 50
        comparison.kpis.append(other)
    assert "**Revenue**: $100 million → $112 million" in render_comparison(comparison, "md").partition("## Figures")[0]


def test_a_reading_under_another_name_says_so() -> None:
    """Two documents may name one measure differently: the reader sees it."""
    comparison = compared()
    assert comparison.kpis[0].new is not None
    comparison.kpis[0].new.name = "Net revenue"
    assert "$112 million (Net revenue; second quarter of 2025; up 11% year over year)" in markdown(comparison)


def test_what_is_not_comparable_is_not_subtracted() -> None:
    """Without a difference no number stands in its place."""
    comparison = compared()
    comparison.kpis[0].difference = None
    assert "| not to be subtracted |  | L2 → L2 |" in markdown(comparison)
    assert "**Revenue**: $100 million" not in markdown(comparison)


def test_documents_are_told_apart() -> None:
    """By period; by date where both tell the same period; by file where that is the same, too."""
    comparison = compared()
    assert markdown(comparison).startswith("# Comparison · Quillstone Inc. · first quarter of 2025 → second quarter of 2025\n")
    for document in comparison.documents:
        document.period = None
    assert "2025-05-01 → 2025-08-01" in markdown(comparison).splitlines()[0]
    for document in comparison.documents:
        document.date = None
    assert "old.txt → new.txt" in markdown(comparison).splitlines()[0]
    for document in comparison.documents:
        document.source = "call.txt"
    assert "call.txt (A) → call.txt (B)" in markdown(comparison).splitlines()[0]


def test_a_long_series_goes_over_several_tables() -> None:
    """Eight periods side by side, no more; a period that a series lacks is an empty cell."""
    comparison = compared()
    reading = comparison.series[0].points[0].reading
    labels = [f"{2020 + n // 4} Q{n % 4 + 1}" for n in range(10)]
    points = []
    for n, label in enumerate(labels):
        period = reading.period.model_copy(update={"end": f"{2020 + n // 4}-{n % 4 * 3 + 3:02}-28"}) if reading.period else None
        points.append(schema.Point(reading=reading.model_copy(update={"period": period}), label=label))
    comparison.series[0].points = points
    comparison.series[1].points = [points[0], points[2]]
    series = markdown(comparison).partition("## Over time\n\n")[2].partition("\n\n##")[0]
    tables = series.split("\n\n")
    assert [block.splitlines()[0].count("|") for block in tables] == [11, 5]
    assert "| Headcount | $100 million |  | $100 million |  |" in tables[0]
    assert "Headcount" not in tables[1]


# -- for one reader -------------------------------------------------------------------------------------------------------


def test_a_reader_finds_what_matters_to_them_first() -> None:
    """Metrics of interest lead; with ``only`` the others are left out and counted."""
    first = markdown(profile=Profile(metrics=("gross_margin",)))
    assert first.index("| Gross margin |") < first.index("| Revenue |")
    assert "left out" not in first
    only = markdown(profile=Profile(metrics=("gross_margin",), topics=("capacity",), only=True))
    assert "| Revenue |" not in only
    assert "Tariffs" not in only
    assert "Our plant in Penang has opened." in only
    assert "3 more left out, as the reader's profile asks." in only
    assert "companies_differ" in only, "doubts are nobody's preference"


def test_a_reader_in_haste_gets_the_first_of_each() -> None:
    """Short: five of a section, and how many more there are."""
    comparison = compared()
    comparison.statements = [one.model_copy() for one in comparison.statements * 4]
    assert "7 more left out, as the reader's profile asks." in markdown(comparison, Profile(length="short"))


def test_the_language_is_the_readers() -> None:
    """The profile's before the document's, an option's before both."""
    assert "## 数据对照" in markdown(compared("zh-Hans"))
    assert "## 數據對照" in markdown(compared("zh-Hans"), Profile(language="zh-Hant"))
    assert "## Figures side by side" in render_comparison(compared(), "md", language="en", profile=Profile(language="zh-Hant"))


# -- a terminal -----------------------------------------------------------------------------------------------------------


def test_no_character_of_a_document_steers_the_terminal() -> None:
    """Escape sequences of a document go, ours are there only where colour is wanted."""
    comparison = compared()
    assert comparison.kpis[0].new is not None
    comparison.kpis[0].new.raw = "\x1b[31m$112 million\x1b[0m"
    comparison.ducked[0].asked.text = "When?\x07\x1b]0;x\x07"
    plain = render_comparison(comparison, "table", texts=TEXTS)
    assert "\x1b" not in plain
    assert "\x07" not in plain
    coloured = render_comparison(compared(), "table", texts=TEXTS, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()
    assert [line.rstrip() for line in bare] == render_comparison(compared(), "table", texts=TEXTS).splitlines()


@pytest.mark.parametrize("width", [40, 80, 160])
def test_lines_keep_to_the_terminal(width: int) -> None:
    """No line is wider than the terminal, and no word is lost on a narrow one."""
    from rich.cells import cell_len

    lines = render_comparison(compared("zh-Hans"), "table", width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "1,234" in "\n".join(lines)


def test_no_number_is_broken_over_two_lines() -> None:
    """However many periods stand side by side: half of a number is another number."""
    comparison = compared()
    reading = comparison.series[0].points[0].reading.model_copy(update={"raw": "$1,695,000,000"})
    labels = [f"{2020 + n // 4} Q{n % 4 + 1}" for n in range(8)]
    comparison.series[0].points = [schema.Point(reading=reading, label=label) for label in labels]
    for width in (60, 80, 120):
        told = render_comparison(comparison, "table", width=width)
        assert told.count("$1,695,000,000") == 8, width
        assert max(map(len, told.splitlines())) <= width


# -- a page ---------------------------------------------------------------------------------------------------------------


def test_the_page_is_one_file_that_lets_nothing_in() -> None:
    """No address but the policy's own, no handler, no style attribute; the policy names its one style sheet and its one script."""
    told = page()
    assert not any(name.startswith("on") or name == "style" for _, attributes in told.tags for name in attributes)
    assert not told.having("src")
    assert all((one["href"] or "").startswith("#") for one in told.having("href"))
    policy = next(attributes["content"] or "" for tag, attributes in told.tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert [tag for tag, attributes in told.tags if tag == "script" and attributes.get("type") != "application/json"] == ["script"]


def test_links_of_the_page_lead_somewhere() -> None:
    """Each has its goal, and no two elements share an id."""
    told = page()
    ids = [one["id"] for one in told.having("id")]
    assert len(ids) == len(set(ids))
    assert {(one["href"] or "")[1:] for one in told.having("href")} <= set(ids)


def test_quotes_stand_behind_a_click() -> None:
    """Every item with places has a fold with the words of both documents."""
    report = render_comparison(compared(), "html", texts=TEXTS)
    row = re.search(r'<tr[^>]*data-item="kpis-1".*?</tr>', report, re.DOTALL)
    assert row is not None
    assert re.findall(r"<q[^>]*>(.*?)</q>", row[0]) == ["Revenue was $100 million", "Revenue was $112 million"]
    assert row[0].count("<details") == 1
    assert "<details open" not in row[0]


def test_items_can_be_filtered_by_kind_and_metric() -> None:
    """Each item says what it is of, and the selects offer what some item is of."""
    told = page()
    kinds = {one["data-item"]: one.get("data-kinds") for one in told.having("data-unit")}
    assert (kinds["kpis-1"], kinds["kpis-2"], kinds["kpis-3"], kinds["kpis-4"]) == ("up", "down", "new", "gone")
    assert kinds["guidance-1"] == "above"
    assert kinds["revisions-1"] == "raised"
    assert kinds["statements-2"] == "continued moved"
    offered = {one["value"] for tag, one in told.tags if tag == "option"}
    assert {word for said in kinds.values() if said for word in said.split()} <= offered
    assert {one["data-metrics"] for one in told.having("data-unit") if one.get("data-metrics")} <= offered


HARM = "</script><script>harm()</script><img src=x onerror=harm()>{{ 7 * 7 }}"


def test_a_documents_words_stay_text() -> None:
    """Markup in any text of a comparison is shown as it is written."""
    told = compared()
    raw = told.model_dump()
    place = evidence(0, "Revenue was $100 million")

    def harmful(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: harmful(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [harmful(one, key) for one in value]
        free = ("text", "name", "segment", "raw", "quote", "label", "asker", "source", "company", "growth", "message", "moved", "due")
        return HARM if isinstance(value, str) and key in free else value

    spoiled = Comparison.model_validate(harmful(raw))
    plain, told_page = page(told), page(spoiled)
    count = [tag for tag, _ in plain.tags].count
    assert [tag for tag, _ in told_page.tags].count("script") == count("script")
    assert [tag for tag, _ in told_page.tags].count("img") == 0
    assert "{{ 7 * 7 }}" in told_page.text
    assert "49" not in told_page.text
    assert place[0]["quote"] not in told_page.text


def test_the_page_speaks_three_languages() -> None:
    """Every word of ours in the page is in its list of words, in all three; charts stand there in each."""
    import json

    report = render_comparison(compared(), "html", texts=TEXTS)
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', report, re.DOTALL)
    assert found is not None
    words = json.loads(found[1])
    assert set(words) == set(LANGUAGES)
    used = set(re.findall(r' data-t(?:-[\w-]+)?="([^"]+)"', report))
    assert all(used <= set(words[language]) for language in LANGUAGES)
    assert [report.count(f'class="charts in-{language}"') for language in LANGUAGES] == [1, 1, 1]
