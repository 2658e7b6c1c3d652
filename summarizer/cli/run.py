"""``summarizer run``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..errors import InputError, UsageError
from .options import BaseUrl, Debug, Encoding, Engine, Model, Replay, Session, tell_fallback
from .progress import ProgressLine
from .saving import save

if TYPE_CHECKING:
    from ..pipeline import EngineChoice, LanguageChoice
    from ..reading import Document
    from ..schemas import Summary


def run(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - reads standard input.")],
    engine: Engine = "auto",
    format: Annotated[
        str | None,
        typer.Option(
            metavar="json|md",
            help="By default md on a terminal and json into a pipe; with --output, what its suffix says.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Write to this file; to a folder, one file a document, named after it."),
    ] = None,
    encoding: Encoding = None,
    language: Annotated[
        str,
        typer.Option(metavar="source|zh-Hans|zh-Hant|en", help="Language of a model's prose. By rules it is the source's own."),
    ] = "source",
    model: Model = None,
    base_url: BaseUrl = None,
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the model's answers in this folder, a file a document, without its text.")
    ] = None,
    replay: Replay = None,
    debug: Debug = False,
) -> int:
    """Summarise documents.

    One document prints one JSON object, several print a JSON array; Markdown follows one another. A document that
    cannot be read is told on standard error, the others are still done, and the exit code is 3. A key is read from
    SUMMARIZER_API_KEY or the provider's own variable; docs/model.md lists all settings.
    """
    if files.count("-") > 1:
        raise UsageError("'-' was given more than once: standard input can be read only once")
    destination = _Destination(files, format, output)

    from ..pipeline import Summarizer
    from ..reading import read

    session = context.ensure_object(Session)
    code = 0
    line = ProgressLine(asks=engine != "rules")
    summarizer = Summarizer(
        engine=cast("EngineChoice", engine), language=cast("LanguageChoice", language), model=model, base_url=base_url,
        record=record, replay=replay, on_progress=line,
    )  # fmt: skip

    def results() -> Iterator[tuple[str, Summary, Document]]:
        nonlocal code
        for file in files:
            try:
                line.reading(Path(file).name)
                document = read(file, encoding=encoding, on_page=line.page)
                line.read()
                summary = summarizer.run(document)
            except InputError as error:
                line.clear()
                code = session.fail(error)
            else:
                line.clear()
                tell_fallback(summary)
                yield file, summary, document

    with summarizer, line:
        destination.write(results())
    if summarizer.replaying is not None and (unused := summarizer.replaying.unused()):
        from ..extractors.model.cassettes import unused_report

        print(f"summarizer: note: {unused_report(unused)}", file=sys.stderr)
    return code


class _Destination:
    """Where the summaries go and in which format, settled before the first document is read."""

    def __init__(self, files: list[str], format: str | None, output: Path | None) -> None:
        from ..reports import FORMATS

        self.format = format or _default_format(output)
        if self.format not in FORMATS:
            raise UsageError(f"there is no format {self.format!r}; choose one of: {', '.join(FORMATS)}")
        self.several = len(files) > 1
        self.file: Path | None = None
        self.folder_files: dict[str, Path] = {}
        if output is not None and (self.several or output.is_dir()):
            self.folder_files = {file: output / _name(file, self.format) for file in files}
            if len(set(self.folder_files.values())) < len(set(files)):
                raise UsageError(f"two of the documents have the same name and would overwrite each other in {output}")
            if output.exists() and not output.is_dir():
                raise UsageError(f"--output {output} is a file; several documents need a folder")
        else:
            self.file = output
        for path in filter(None, [self.file, *self.folder_files.values()]):
            if any(file != "-" and Path(file).resolve() == path.resolve() for file in files):
                raise UsageError(f"--output {path} would overwrite the document itself")

    def write(self, results: Iterable[tuple[str, Summary, Document]]) -> None:
        from ..reports import render

        rendered = ((file, render(summary, self.format, document.text)) for file, summary, document in results)
        if self.file or self.folder_files:
            for file, report in rendered:
                save(self.file or self.folder_files[file], report)
        elif self.several and self.format == "json":
            sys.stdout.writelines(_array(report for _, report in rendered))
        else:
            for number, (_, report) in enumerate(rendered):
                sys.stdout.write("\n---\n\n" + report if number else report)


def _default_format(output: Path | None) -> str:
    if output is not None:
        return output.suffix.removeprefix(".").lower() if output.suffix and not output.is_dir() else "json"
    return "md" if sys.stdout.isatty() else "json"


def _name(file: str, format: str) -> str:
    return ("stdin" if file == "-" else Path(file).stem) + f".{format}"


def _array(objects: Iterable[str]) -> Iterator[str]:
    """A JSON array written as its objects come, so that the first is there before the last is begun."""
    opening = "[\n"
    for one in objects:
        yield opening + one.rstrip("\n")
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"

