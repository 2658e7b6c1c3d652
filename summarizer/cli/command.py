"""The command ``summarizer``: its verbs, its exit codes, and how an error is told."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any, cast

import typer
import typer.core

from ..errors import SummarizerError
from .batch import batch
from .batch_files import export_requests, import_results
from .compare import compare
from .eval import evaluate
from .options import Session
from .run import run
from .schema import schema
from .text import text
from .verify import verify

# Typer carries its own copy of click and does not export the base of its errors
_CommandLineError = cast(type[Exception], typer.BadParameter.__mro__[2])

_INTERNAL_ERROR = 70
"""EX_SOFTWARE: the fault is ours; told apart from every code of the contract."""
_INTERRUPTED = 130



class _Verbs(typer.core.TyperGroup):
    """Verbs of one word or two: ``batch`` has its own job, ``batch export`` is another."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Two words that are a verb are taken before one."""
        both = " ".join(args[:2])
        return super().resolve_command(ctx, [both, *args[2:]] if both in self.commands else args)


app = typer.Typer(
    cls=_Verbs,
    add_completion=False,
    pretty_exceptions_enable=False,  # loading rich would cost more than most runs
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run)
app.command("text")(text)
app.command("verify")(verify)
app.command("compare")(compare)
app.command("batch")(batch)
app.command("batch export")(export_requests)
app.command("batch import")(import_results)
app.command("schema")(schema)
app.command("eval")(evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def summarizer(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Summaries of earnings calls and investor-relations records, every figure proven by its place in the source.

    Exit codes: 0 done; 1 done, but the answer is no; 2 the call is wrong; 3 the input cannot be read; 4 the model could
    not be reached.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on ``arguments`` (default: the process's own) and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    session = Session(words=words)
    _speak_utf8()
    try:
        result = app(words or ["--help"], prog_name="summarizer", standalone_mode=False, obj=session)
        sys.stdout.flush()
        if not words:
            return 2
        # a verb returns its code where it is not 0; Typer returns that of an early exit such as --version
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        # the reader has had enough (| head): nothing to say, and nothing more to be flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except SummarizerError as error:
        return session.fail(error)
    except _CommandLineError as error:
        # what is wrong may have ended the parsing before the format of logs was read
        session.as_json = session.as_json or "--log-format=json" in words or "--log-format json" in " ".join(words)
        session.tell("error", _one_line(error), code=2)
        return 2
    except Exception as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        if session.as_json:
            # a message of ours is told; one of a library may hold what it was given
            said = type(error).__name__
        if session.debug and not session.as_json:
            traceback.print_exc()
        else:
            trace = error if session.debug else None
            session.tell("error", f"a fault of ours: {said}; --debug shows the trace", trace, code=_INTERNAL_ERROR)
        return _INTERNAL_ERROR


def _one_line(error: Exception) -> str:
    message = getattr(error, "format_message", error.__str__)()
    return f"{' '.join(message.split()).rstrip('.')}; --help lists what there is"


def _speak_utf8() -> None:
    """UTF-8 with plain line feeds on every platform: a Windows code page cannot print these documents."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
