"""What is drawn: the form of the first sample, the paragraphs of the second, the turns of the made-up call.

The form stands repaired in ``record.toml``; the other two are read from their text samples, so that nothing can drift.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES = HERE.parent


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form: its label, and the paragraphs of its cell."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The record of investor-relations activity."""

    title: str
    code: str
    short_name: str
    number: str
    published: str
    rows: tuple[Row, ...]

    @property
    def running(self) -> str:
        """What runs at the head of every page."""
        return f"证券代码：{self.code}　　证券简称：{self.short_name}　　编号：{self.number}"


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of news: its headline, the line below it, and its paragraphs."""

    title: str
    byline: str
    published: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says; ``role`` is empty of the operator."""

    speaker: str
    role: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A transcript: the lines at its head, and who said what."""

    head: tuple[str, ...]
    turns: tuple[Turn, ...]


def form() -> Form:
    """The first sample."""
    told = tomllib.loads((HERE / "record.toml").read_text(encoding="utf-8"))
    rows = tuple(Row(row["label"], tuple(row["paragraphs"])) for row in told.pop("row"))
    return Form(**told, rows=rows)


def article() -> Article:
    """The second sample without what its site put before and after it."""
    lines = [line.strip() for line in _sample("sensetime_2023fy_briefing.txt").splitlines() if line.strip()]
    body = lines[4 : lines.index("譯文內容由第三人軟體翻譯。")]
    return Article(lines[2], lines[3].replace("\xa0", " "), "2024-03-28", tuple(body))


def call() -> Call:
    """The made-up call."""
    head, *rest = _sample("made_up_call.txt").split("\n\n")
    turns = []
    for block in rest:
        first, *more = block.strip().splitlines()
        who, said = first.split(": ", 1)
        speaker, *roles = who.split(" -- ")
        turns.append(Turn(speaker, " -- ".join(roles), (said, *more)))
    return Call(tuple(head.splitlines()), tuple(turns))


def form_text(record: Form, *, mark: str = "") -> str:
    """The form as running text: labels and cells line by line; ``mark`` stands before what Markdown makes a heading."""
    parts = [f"{mark}{record.title}", f"证券代码：{record.code}", f"编号：{record.number}"]
    for row in record.rows:
        if len(row.paragraphs) > 10:
            parts += [f"{mark and '#'}{mark}{row.label}", *row.paragraphs]
        else:
            parts.append(f"{row.label}：{' '.join(row.paragraphs)}")
    return "\n\n".join(parts) + "\n"


def everyday(text: str) -> str:
    """``text`` with the one letter in its everyday form that Big5 and the fonts made for it do not know."""
    return text.replace("爲", "為")


def everyday_article(news: Article) -> Article:
    """The article in letters that every traditional font has."""
    return Article(everyday(news.title), news.byline, news.published, tuple(map(everyday, news.paragraphs)))


def _sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")
