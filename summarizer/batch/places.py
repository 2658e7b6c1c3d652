"""Documents and results in object stores, by Arrow's file systems: ``s3://``, ``gs://``, ``hdfs://``, ``file://``, ``abfs://``.

Credentials come from where each store's own tools take them (for S3 the environment, a profile, the machine's role), never from a URL.
Paths of this machine, and of file systems that are mounted, need none of this.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ..errors import InputError, UsageError
from ..reading.registry import suffixes
from .work import BatchStopped

_URL = re.compile(r"(?:s3|gs|gcs|hdfs|viewfs|file|abfs|abfss)://", re.I)
_SECRET = re.compile(r"://[^/]*@")
_AT_ONCE = 16
"""Files that are copied at a time: each waits for the store."""


def is_url(path: str) -> bool:
    """Whether a path is one of an object store."""
    return _URL.match(path) is not None


def listed(url: str) -> Iterator[str]:
    """The URLs of the readable documents at ``url``, a document or a folder, in order of names; nothing hidden.

    A single document is handed on whatever it is. Raises `UsageError` where the store cannot be asked.
    """
    from pyarrow.fs import FileSelector, FileType

    files, path, root = _at(url)
    try:
        info = files.get_file_info(path)
        if info.type != FileType.Directory:
            yield url
            return
        # a store lists in an order of its own
        found = sorted(one.path for one in files.get_file_info(FileSelector(path, recursive=True)) if one.type == FileType.File)
    except OSError as error:
        raise UsageError(f"{url}: cannot be listed ({_reason(error)}); check the URL, the credentials and the region") from None
    readable = suffixes()
    for one in found:
        within = PurePosixPath(one).relative_to(path)
        if within.suffix.lower() in readable and not any(part.startswith(".") for part in within.parts):
            yield root + one


def fingerprint(url: str) -> str:
    """What a document's content is known by without reading it: where it lies, how large it is and when it was written.

    Raises `OSError` where it is not there.
    """
    files, path, _ = _at(url)
    info = files.get_file_info(path)
    if not info.is_file:
        raise FileNotFoundError(2, "No such document")
    return hashlib.sha256(repr((url, info.size, info.mtime_ns)).encode()).hexdigest()


def source_of(path: str) -> str | BinaryIO:
    """What `summarizer.reading.read` takes for a path or URL. Raises `InputError` where a URL cannot be read."""
    if not is_url(path):
        return path
    name = PurePosixPath(path).name
    try:
        files, place, _ = _at(path)
        with files.open_input_stream(place, compression=None) as stream:
            opened = _Named(stream.read())
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({_reason(error)}); check the URL and the credentials") from None
    opened.name = name
    return opened


class _Named(io.BytesIO):
    name = ""


class Copies:
    """A batch's results at a URL, as they are in its folder."""

    def __init__(self, url: str) -> None:
        """Raises `UsageError` for a URL that is none, or holds a secret."""
        if not is_url(url):
            raise UsageError(f"{url}: is no URL of an object store; give one such as s3://bucket/folder")
        self._files, self._root, _ = _at(url)
        self._root = self._root.rstrip("/")

    def bring_up_to_date(self, folder: Path, names: Iterator[str]) -> int:
        """Copies those of ``names`` (within ``folder``) that are not there in the same size, and takes summaries away that are no more.

        Returns how many were copied. Raises `BatchStopped` where the store cannot be written: what was copied stays.
        """
        from pyarrow.fs import FileSelector

        try:
            there = {
                one.path.removeprefix(f"{self._root}/"): one.size
                for one in self._files.get_file_info(FileSelector(self._root, recursive=True, allow_not_found=True))
                if one.is_file
            }
            wanted = {name: (folder / name).stat().st_size for name in names}
            # the tables may change and keep their size
            missing = [name for name, size in wanted.items() if there.get(name) != size or "/" not in name]
            self._files.create_dir(f"{self._root}/summaries", recursive=True)
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(lambda name: self._copy(folder, name), missing))
            for name in there.keys() - wanted.keys():
                if name.startswith("summaries/"):
                    self._files.delete_file(f"{self._root}/{name}")
        except OSError as error:
            raise BatchStopped(f"the results cannot be copied ({_reason(error)}); mend that, then run the same command again") from None
        return len(missing)

    def _copy(self, folder: Path, name: str) -> None:
        with (folder / name).open("rb") as file, self._files.open_output_stream(f"{self._root}/{name}", compression=None) as stream:
            while part := file.read(1 << 20):
                stream.write(part)


def _at(url: str) -> tuple[Any, str, str]:
    """The store, the path in it, and what stands before a path of it in a URL."""
    from pyarrow import ArrowException
    from pyarrow.fs import FileSystem

    if _SECRET.search(url):
        raise UsageError("a URL must not hold credentials: give them to the environment, a profile or the machine's role")
    try:
        files, path = FileSystem.from_uri(url)
    except (ArrowException, OSError, ValueError) as error:
        raise UsageError(f"{url}: is no URL that can be used ({_reason(error)})") from None
    scheme = url.split("://", 1)[0]
    return files, path.rstrip("/"), f"{scheme}://"


def _reason(error: Exception) -> str:
    """The store's own words, in one line, without addresses of theirs."""
    return " ".join(str(error).split())[:160]
