"""A model by a provider's batch files: nobody is asked here; answers are brought, and what is still open is written out."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ..answers import AnswersFile
from ..provider_files import Brought, bring_results, write_requests
from ..work import BatchStopped, Options, Outcome, Task
from .asking import ANSWERS, ask

REQUESTS = "requests.jsonl"
_OPTIONS = "options"
_SECRETS = {"api_key", "allow_requests", "base_url"}


class ByFile:
    """Summarises what the answers at hand suffice for, and writes the requests of all others to a file.

    After `run`, ``brought`` says what the result files held, ``open_requests`` how many requests wait, ``written`` in which files.
    """

    def __init__(
        self, options: Options, folder: Path, to: Path | None = None, results: Sequence[Path] = (), *, retry_failed: bool = False
    ) -> None:
        """``to``: where requests go, else ``requests.jsonl`` in the batch's ``folder``. ``results``: files that came back."""
        self._options, self._folder, self._to = options, folder, to or folder / REQUESTS
        self._results, self._retry_failed = results, retry_failed
        self.brought = Brought()
        self.open_requests = 0
        self.written: list[Path] = []

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """As `Runner.run`: documents whose answers are not all there are `Waiting`. Raises `UsageError` for files that are none of it."""
        with closing(AnswersFile(self._folder / ANSWERS)) as answers:
            answers.note(_OPTIONS, _written(self._options))
            self.brought = bring_results(answers, self._results)
            answers.begin_wanting(retry_failed=self._retry_failed)
            yield from ask(tasks, self._options, self._folder, answers, None)
            self.open_requests, self.written = write_requests(answers, self._to)


def exported_options(folder: Path) -> Options:
    """Those with which requests were last written in a batch's folder. Raises `UsageError` where none ever were."""
    path, told = folder / ANSWERS, None
    if path.is_file():
        with closing(AnswersFile(path)) as answers:
            told = answers.noted(_OPTIONS)
    if told is None:
        raise UsageError(f"{folder.name}: nothing was exported from this folder; begin with summarizer batch export")
    return _read(told)


def without_key(options: Options) -> Options:
    """The options for a run that asks nobody: no key is needed, and other models to fall back on are of no use."""
    from dataclasses import replace

    from pydantic import SecretStr

    if options.settings is None:
        raise UsageError("rules ask no model: batch files need one, with --model and --base-url or SUMMARIZER_MODEL")
    settings = options.settings.model_copy(update={"api_key": SecretStr("not-needed"), "fallback_models": ()})
    return replace(options, settings=settings)


def _written(options: Options) -> str:
    import json

    from ...extractors.model.endpoints import resolve

    assert options.settings is not None
    settings = options.settings.model_dump(mode="json", exclude=_SECRETS, exclude_none=True)
    profile = None if options.profile is None else options.profile.model_dump(mode="json")
    # the address without credentials
    address = resolve(options.settings)[0].address
    told = {"settings": {**settings, "base_url": address}, "language": options.language, "encoding": options.encoding, "profile": profile}
    return json.dumps(told, ensure_ascii=False)


def _read(told: str) -> Options:
    import json

    from ...schemas.profile import Profile
    from ...settings import Settings

    try:
        kept: dict[str, Any] = json.loads(told)
        profile = None if kept["profile"] is None else Profile.model_validate(kept["profile"])
        settings = Settings.load(**kept["settings"], api_key="not-needed")
        return Options("model", kept["language"], kept["encoding"], profile, settings)
    except (ValueError, KeyError, TypeError):
        raise BatchStopped("answers.sqlite holds options that this version cannot read: use the version that exported them") from None
