"""One made-up call in the layouts that scripts of calls come in: the same exchanges whatever the layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer import read
from summarizer.outline import Outline, outline
from summarizer.outline.call_exchanges import find_call_exchanges
from summarizer.outline.participants import find_participants
from summarizer.outline.script import fold
from summarizer.outline.turns import find_turns

Said = list[tuple[str, str]]
Told = list[tuple[str | None, list[str]]]

OFFICES = {
    "Nadia Brandt": "Vice President, Investor Relations",
    "Tomas Reyes": "Chief Executive Officer",
    "Priya Sethi": "Chief Financial Officer",
}
FIRMS = {"Ann Lee": "North Bank", "Bob Ray": "Stone Securities"}
CALL: Said = [
    ("Operator", "Good day, and welcome to the Harlow Instruments third quarter 2025 earnings call. I will hand over to Nadia Brandt."),
    ("Nadia Brandt", "Thank you. With me today are Tomas Reyes, Chief Executive Officer, and Priya Sethi, Chief Financial Officer."),
    ("Tomas Reyes", "Thank you, Nadia. Revenue grew 14% to $412 million, and we opened a center in Rotterdam."),
    ("Priya Sethi", "Gross margin was 52.3%. Operator, please open the line for questions."),
    ("Operator", "Our first question comes from the line of Ann Lee with North Bank. Your line is open."),
    ("Ann Lee", "Hi, thanks for taking my question. How should we think about service rates next year?"),
    ("Tomas Reyes", "Thanks, Ann. They were 38% in the quarter, and we think they reach 45%."),
    ("Ann Lee", "Very helpful. And then a quick follow-up. What drove the margin?"),
    ("Priya Sethi", "It was mostly mix. Consumables were 31% of revenue."),
    ("Operator", "Our next question comes from the line of Bob Ray with Stone Securities. Please go ahead."),
    ("Bob Ray", "Could you talk about pricing in Asia?"),
    ("Priya Sethi", "Pricing in Asia was down 3%."),
    ("Operator", "I'm showing no further questions. I would now like to turn the call back to Tomas Reyes."),
    ("Tomas Reyes", "Thank you all for joining us today."),
    ("Operator", "This concludes today's conference call. You may now disconnect."),
]
TOLD: Told = [("Ann Lee, North Bank", ["Tomas Reyes", "Priya Sethi"]), ("Bob Ray, Stone Securities", ["Priya Sethi"])]


def written(label: Callable[[str], str], between: str = "\n\n") -> str:
    return between.join(label(who) + words for who, words in CALL)


def clock(number: int) -> str:
    return f"{number // 60:02d}:{number % 60:02d}"


def stamped(label: str) -> str:
    return "\n\n".join(label.format(who=who, at=clock(number)) + words for number, (who, words) in enumerate(CALL))


def office(who: str, form: str, asks: str, sep: str = "\n\n") -> str:
    if who == "Operator":
        return who + sep
    return (form.format(who, OFFICES[who]) if who in OFFICES else asks.format(who, FIRMS[who])) + sep


LISTS = "\n".join(
    [
        "Company Participants",
        *(f"{who} - {title}" for who, title in OFFICES.items()),
        "Conference Call Participants",
        *(f"{who} - {firm}" for who, firm in FIRMS.items()),
        "",
    ]
)
BOTH = [("Operator" if who == "Operator" else f"<{'Q' if who in FIRMS else 'A'} - {who}>", words) for who, words in CALL]
LAYOUTS = {
    "a name and a colon": written(lambda who: who + ": "),
    "a name in bold": written(lambda who: f"**{who}:** "),
    "capitals": written(lambda who: who.upper() + ": "),
    "name and title": written(lambda who: office(who, "{} -- {}", "{} -- {} -- Analyst")),
    "title below": written(lambda who: office(who, "{}\n{}", "{}\n{}, Research Division")),
    "title below with a side": written(lambda who: office(who, "{}\n{}, Harlow Instruments A", "{}\nAnalyst, {} Q")),
    "title in brackets": written(lambda who: office(who, "{} ({})", "{} (Analyst, {})", ": ")),
    "firm behind a comma": written(lambda who: office(who, "{}, {}", "{}, {}", ":\n")),
    "lists, then names alone": LISTS + written(lambda who: who + "\n\n"),
    "names alone": written(lambda who: who + "\n\n"),
    "question and answer marks": "\n".join(f"{label}: {words}" for label, words in BOTH),
    "a stamp before": stamped("[00:{at}] {who}: "),
    "a stamp behind": stamped("{who} ({at}):\n"),
    "a stamp on the name's line": stamped("{who}  {at}\n"),
}


def outlined(text: str, tmp_path_factory: pytest.TempPathFactory) -> Outline:
    path = tmp_path_factory.mktemp("call") / "call.txt"
    path.write_text(text, encoding="utf-8")
    return outline(read(path))


def told(text: str) -> Told:
    folded = fold(text)
    return [(one.asker, one.responders) for one in find_call_exchanges(text, folded, find_turns(text, folded))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_changes_nothing(layout: str) -> None:
    """Two callers, their firms, and who answered them."""
    assert told(LAYOUTS[layout]) == TOLD


def test_numbered_voices_name_nobody() -> None:
    """``Speaker 5`` asks under the name that the operator calls; who answers stays unknown."""
    numbers: dict[str, int] = {}
    text = written(lambda who: f"Speaker {numbers.setdefault(who, len(numbers) + 1)}: ")
    assert told(text) == [(asker, []) for asker, _ in TOLD]


def test_a_call_without_an_operator_has_its_callers() -> None:
    """A new voice that asks and is answered by the company; nobody says for whom it works."""
    text = "\n\n".join(f"{who}: {words}" for who, words in CALL if who != "Operator")
    assert told(text) == [("Ann Lee", ["Tomas Reyes", "Priya Sethi"]), ("Bob Ray", ["Priya Sethi"])]


def test_first_names_are_spelt_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where the opening names one host of that name."""
    text = written(lambda who: who.split()[0] + ": ")
    assert [one.responders for one in outlined(text, tmp_path_factory).exchanges] == [responders for _, responders in TOLD]


def test_a_list_is_read_in_all_its_forms() -> None:
    """``Name Company, Inc. - Title``, a title or a firm on the next line, what all share left out."""
    text = (
        "CORPORATE PARTICIPANTS\nTomas Reyes Harlow Instruments, Inc. - Chief Executive Officer\n"
        "Priya Sethi Harlow Instruments, Inc. - CFO\nCONFERENCE CALL PARTICIPANTS\nAnn Lee North Bank, Research Division - Analyst\n"
    )
    people = {one.name: (one.title, one.organisation) for one in find_participants(text, fold(text))}
    assert people == {
        "Tomas Reyes": ("Chief Executive Officer", "Harlow Instruments, Inc."),
        "Priya Sethi": ("CFO", "Harlow Instruments, Inc."),
        "Ann Lee": (None, "North Bank"),
    }
    text = (
        "CORPORATE PARTICIPANTS\nTomas Reyes\nChief Executive Officer, Harlow Instruments\nPriya Sethi\nCFO, Harlow Instruments\n\n"
        "OTHER PARTICIPANTS\nAnn Lee\nAnalyst, North Bank\n\nMANAGEMENT DISCUSSION SECTION\n"
    )
    people = {one.name: (one.title, one.organisation) for one in find_participants(text, fold(text))}
    assert people == {
        "Tomas Reyes": ("Chief Executive Officer", "Harlow Instruments"),
        "Priya Sethi": ("CFO", "Harlow Instruments"),
        "Ann Lee": (None, "North Bank"),
    }


@pytest.mark.parametrize(
    ("title", "company", "ticker"),
    [
        ("Harlow Instruments, Inc. (NYSE: HLW) Q3 2025 Earnings Call Transcript", "Harlow Instruments, Inc.", "HLW"),
        ("HLW.N - Q3 2025 Harlow Instruments Inc Earnings Call", "Harlow Instruments Inc", None),
        ("Harlow Instruments, Inc. NYSE:HLW\nFQ3 2025 Earnings Call Transcripts", "Harlow Instruments, Inc.", "HLW"),
        ("Q3 2025 Earnings Call\nCompany Name: Harlow Instruments Inc\nCompany Ticker: HLW US", "Harlow Instruments Inc", "HLW"),
        ("# Harlow Instruments Q3 2025 Earnings Call", "Harlow Instruments", None),
    ],
)
def test_the_title_tells_the_company(title: str, company: str, ticker: str | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Before the period or behind it, with its listing or in a labelled line."""
    header = outlined(title + "\n\n" + LAYOUTS["a name and a colon"], tmp_path_factory).header
    assert (header.company, header.ticker) == (company, ticker)
    assert [host.name for host in header.hosts][:2] == ["Tomas Reyes", "Priya Sethi"]
    assert header.participants == ["North Bank", "Stone Securities"]


def test_a_company_nobody_introduces_is_the_place_of_its_people(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Only where one name stands out."""
    words = "Here at Harlow, we grew 14%. Everyone at Harlow worked hard, and Harlow customers noticed. We met Lindqvist at Summit. "
    text = f"Tomas Reyes: {words * 5}\n\nPriya Sethi: Margins rose at Harlow.\n\nTomas Reyes: Thank you.\n\nPriya Sethi: Thank you.\n"
    assert outlined(text, tmp_path_factory).header.company == "Harlow"
    assert outlined(text.replace("Harlow", "the company"), tmp_path_factory).header.company is None
