"""A company that a reader names is found where it is named, and nowhere else."""

from __future__ import annotations

import pytest

from summarizer.companies import CompanyNames, is_company


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tidewater", "the acquisition of Tidewater Optics"),
        ("tidewater optics", "TIDEWATER  Optics' margin"),
        ("GPT-3.5", "与ｇｐｔ－３．５竞争"),
        ("GPT-3", "as good as GPT-3."),
        ("晨光電器", "我们与晨光电器合作"),
        ("晨光电器", "我們與晨光電器合作"),
        ("OpenLab", "与OpenLab合作"),
        ("ALL", "shares of ALL rose"),
        ("HBRI", "(NYSE:HBRI)"),
        ("600519", "某公司（600519）"),
        ("600519", "(SSE: 600519)"),
        ("600519", "600519.SH"),
        ("20", "（00020）"),
        ("0020.HK", "与0020.HK的合作"),
    ],
)
def test_where_it_is_named(name: str, text: str) -> None:
    """In any width, script and case; a stock's number by what stands about it."""
    assert CompanyNames([name]).found(text) == [0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GPT-3", "GPT-3.5"), ("PT-3", "GPT-3"), ("Meta", "metal prices"), ("ALL", "all of it"), ("NOW", "now we expect"),
        ("600519", "600519元"), ("700", "700 million"), ("700", "(700 million)"), ("20", "(1200)"), ("20", "1200.HK"), ("20", "up 20"),
        ("Acme", ""),
    ],
)  # fmt: skip
def test_where_it_is_not(name: str, text: str) -> None:
    """A part of a longer word, a word that looks like a ticker and a mere number name no company."""
    assert CompanyNames([name]).found(text) == []


def test_places_are_those_of_the_list() -> None:
    """Which names were found is told by their place, one that is left out of account keeps its own."""
    assert CompanyNames(["Acme", "", "Tidewater", "Harbor"]).found("Harbor bought Tidewater") == [2, 3]


@pytest.mark.parametrize("name", ["Harbor Instruments", "harbor instruments, inc.", "NYSE:HBRI", "nyse: hbri", "HBRI", "HBRI.N"])
def test_a_company_by_name_or_ticker(name: str) -> None:
    """A short name, another case, a ticker with or without its exchange."""
    assert is_company(name, ("Harbor Instruments, Inc.", None), "HBRI")


@pytest.mark.parametrize(("name", "ticker"), [("300418.SZ", "300418"), ("20.HK", "00020"), ("00020", "20"), ("SEHK:0020", "00020")])
def test_a_stocks_number_with_or_without_zeros(name: str, ticker: str) -> None:
    """Numbers come with an exchange before or behind, and with zeros or without."""
    assert is_company(name, (), ticker)


@pytest.mark.parametrize("name", ["Harbor Freight", "HBR", "Instrument", "00021", ""])
def test_another_company(name: str) -> None:
    """What shares a word or some letters is another."""
    assert not is_company(name, ("Harbor Instruments, Inc.", None), "00020")
