"""Where summaries go and in which format: a file a document, all documents in one, a file a table, standard output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .saving import must_be_writable, save

if TYPE_CHECKING:
    from ..reading import Document
    from ..reports import Reported
    from ..schemas import Summary
    from ..schemas.profile import Profile

    Result = tuple[str, Summary, Document]
    """The document as the user named it, its summary, the document itself."""

_SPELLINGS = {"htm": "html", "markdown": "md"}


class Destination:
    """Where the summaries go and in which format, settled before the first document is read."""

    def __init__(
        self, files: Sequence[str], format: str | None, output: Path | None, table: str | None = None, profile: Profile | None = None
    ) -> None:
        """``table`` is the one of CSV; None: the key figures, and all of them into a folder.

        Raises:
            UsageError: there is no such format or table, or ``output`` would overwrite a document or cannot be written.
        """
        from ..reports import FORMATS, TABLES, TOGETHER

        self.format = format or _default_format(output)
        self.profile = profile
        if self.format not in FORMATS:
            raise UsageError(f"there is no format {self.format!r}; choose one of: {', '.join(FORMATS)}")
        if table is not None and self.format != "csv":
            raise UsageError(f"--table picks a table of CSV, and the format is {self.format}; add --format csv")
        if table is not None and table not in TABLES:
            raise UsageError(f"there is no table {table!r}; choose one of: {', '.join(TABLES)}")
        self.several = len(files) > 1
        self.together = self.format in TOGETHER
        self.tables = (table,) if table else TABLES
        self.file: Path | None = None
        self.folder_files: dict[str, Path] = {}
        """By document; by table, where a file holds a table of all documents."""
        if output is not None and self._is_folder(output):
            if self.format == "csv":
                self.folder_files = {name: output / f"{name}.csv" for name in self.tables}
            else:
                self.together = False
                self.folder_files = {file: output / _name(file, self.format) for file in files}
                if len(set(self.folder_files.values())) < len(set(files)):
                    raise UsageError(f"two of the documents have the same name and would overwrite each other in {output}")
            if output.exists() and not output.is_dir():
                raise UsageError(f"--output {output} is a file; several documents need a folder")
        else:
            self.file = output
        if self.format == "html" and output is None and self.several:
            raise UsageError("a page holds one document; several need --output FOLDER")
        if self.format == "xlsx" and output is None and sys.stdout.isatty():
            raise UsageError("a workbook cannot be shown on a terminal; add --output NAME.xlsx")
        for path in filter(None, [self.file, *self.folder_files.values()]):
            if any(file != "-" and Path(file).resolve() == path.resolve() for file in files):
                raise UsageError(f"--output {path} would overwrite the document itself")
            must_be_writable(path)

    def _is_folder(self, output: Path) -> bool:
        """One that is there; where nothing is, several documents need one, unless the name says a file that holds them all."""
        return output.is_dir() or (self.several and not (self.together and output.suffix.lower() == f".{self.format}"))

    def write(self, results: Iterable[Result]) -> None:
        """Render and write ``results``: each as it comes, or all at the end where they go into one file.

        Raises:
            UsageError: a file cannot be written.
        """
        if self.together:
            self._write_together(results)
        elif self.folder_files or self.file:
            for file, summary, document in results:
                save(self.file or self.folder_files[file], self._content(summary, document))
        elif self.several and self.format == "json":
            sys.stdout.writelines(_array(self._rendered(summary, document) for _, summary, document in results))
        else:
            for number, (_, summary, document) in enumerate(self._ordered(results)):
                report = self._rendered(summary, document)
                sys.stdout.write("\n---\n\n" + report if number and self.format == "md" else report)

    def _ordered(self, results: Iterable[Result]) -> Iterator[Result]:
        """Reports that follow one another: those of the reader's companies first, which is known when all are done."""
        if not self.several or self.profile is None or not self.profile.companies:
            yield from results
            return
        from ..reports.interest import companies_first

        done: list[Result] = []
        lost: BaseException | None = None
        try:
            done.extend(results)
        except BaseException as error:
            # what was done, and paid for, before a model was lost is not lost with it
            lost = error
        yield from companies_first(done, lambda one: one[1], self.profile)
        if lost is not None:
            raise lost

    def _content(self, summary: Summary, document: Document) -> str | bytes:
        """A file of one document."""
        from ..reports import TOGETHER, Reported, render_together

        if self.format in TOGETHER:
            return render_together([Reported(summary, document.text)], self.format, self.profile)
        return self._rendered(summary, document)

    def _rendered(self, summary: Summary, document: Document) -> str:
        """The one place where a report of one document is made."""
        from ..reports import render

        if self.format == "md" and self.file is None and not self.folder_files and sys.stdout.isatty():
            from ..reports.terminal import render_terminal

            width = shutil.get_terminal_size().columns
            return render_terminal(summary, document.text, self.profile, width=width, colour="NO_COLOR" not in os.environ)
        return render(summary, self.format, document.text, self.profile)

    def _write_together(self, results: Iterable[Result]) -> None:
        from ..reports import Reported

        reported: list[Reported] = []
        try:
            for _, summary, document in results:
                reported.append(Reported(summary, document.text))
        finally:
            # what was done, and paid for, before a model was lost is not lost with it
            if reported:
                self._save_together(reported)

    def _save_together(self, reported: Sequence[Reported]) -> None:
        """The one place where a report of all documents is made."""
        from ..reports import render_csv_files, render_together

        if self.folder_files:
            for name, rows in render_csv_files(reported, self.profile, tables=self.tables).items():
                save(self.folder_files[name], rows.encode())
            return
        content = render_together(reported, self.format, self.profile, table=self.tables[0])
        if self.file is not None:
            save(self.file, content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)


def _default_format(output: Path | None) -> str:
    if output is not None:
        suffix = output.suffix.removeprefix(".").lower()
        return _SPELLINGS.get(suffix, suffix) if suffix and not output.is_dir() else "json"
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
