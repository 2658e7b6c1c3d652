"""Who finds figures: ours, as a document's part and in the sentence alone, and the tools in environments of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from peers import ask

from summarizer.extractors.material import gather
from summarizer.outline import outline
from summarizer.reading import Document

from .sentences import Figure, Sentence

Found = list[list[Figure]]
"""The figures of each sentence, in the order of the sentences."""


def in_documents(sentences: Sequence[Sentence]) -> Found:
    """As the product reads: the whole document, its damage mended and its dates known, each figure put back to its raw place."""
    whole: dict[int, list[Figure]] = {}
    answers = []
    for sentence in sentences:
        key = id(sentence.document)
        if key not in whole:
            whole[key] = _figures(sentence.document)
        start, end = sentence.label.start, sentence.label.end
        answers.append([
            replace(one, start=one.start - start, end=one.end - start) for one in whole[key] if start <= one.start and one.end <= end
        ])
    return answers


def alone(sentences: Sequence[Sentence]) -> Found:
    """Each sentence for itself, which is all that the other tools are given."""
    return [_figures(Document(text=sentence.text, source="text", sha256="")) for sentence in sentences]


def _figures(document: Document) -> list[Figure]:
    material = gather(outline(document))
    repaired = material.outline.repaired
    return [
        Figure(*repaired.raw_span(one.start, one.end), one.value, one.value_max, one.unit)
        for one in material.scan.figures
        # whether a rank is a figure is nobody's mistake; no label has one
        if one.kind != "rank"
    ]


def peer(name: str, sentences: Sequence[Sentence]) -> Found:
    """What ``benchmarks/peers/NAME_figures.py`` finds in the environment of ``name``; line breaks are given as spaces.

    Raises:
        PeerError: it could not be installed or failed.
    """
    texts = [sentence.text.replace("\r", " ").replace("\n", " ") for sentence in sentences]
    answers = ask(name, f"{name}_figures", texts, seconds=600)
    return [[Figure(**one) for one in answer] for answer in answers]
