"""Documents may come from an object store, and results go there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from summarizer import UsageError
from summarizer.batch.batch import Batch
from summarizer.batch.places import Copies, listed
from summarizer.batch.work import BatchStopped, Options
from summarizer.cli import main

from ..conftest import need
from .test_batch import InThisProcess, summaries

OPTIONS = Options("rules")


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    """An S3 of this machine, with one bucket; Arrow is led there by the environment."""
    need(find_spec("moto") is not None and find_spec("flask") is not None, "moto (pip install 'moto[server,s3]')")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true"),
        ):  # fmt: skip
            patch.setenv(name, value)
        from pyarrow.fs import FileSystem

        files, _ = FileSystem.from_uri("s3://calls?allow_bucket_creation=true&region=us-east-1")
        files.create_dir("calls")
        yield files
    server.stop()


def put(store: Any, path: str, content: bytes) -> None:
    with store.open_output_stream(path) as stream:
        stream.write(content)


def names(store: Any, folder: str) -> list[str]:
    from pyarrow.fs import FileSelector

    found = store.get_file_info(FileSelector(folder, recursive=True))
    return sorted(one.path.removeprefix(f"{folder}/") for one in found if one.is_file)


def test_documents_come_from_a_store_and_results_go_there(
    store: Any, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What lies in a bucket is summarised as what lies here; what changes there is done anew, and the copy of the results follows."""
    call = (documents / "made_up_call.txt").read_bytes()
    for name in ("a.txt", "b/c.txt", ".hidden/d.txt", "picture.bin"):
        put(store, f"calls/in/{name}", call.replace(b"the ", f"the {name} ".encode()))
    words = ["batch", "s3://calls/in", "--output", str(tmp_path / "out"), "--engine", "rules", "--jobs", "1", "--copy-to", "s3://calls/done/"]
    assert main(words) == 0
    assert "2 documents in the folder: 2 summarised now" in capsys.readouterr().out
    local = tmp_path / "in"
    local.mkdir()
    for name in ("a.txt", "b/c.txt"):
        (local / Path(name).name).write_bytes(call.replace(b"the ", f"the {name} ".encode()))
    Batch(tmp_path / "here", OPTIONS, InThisProcess()).run([str(local)])
    assert summaries(tmp_path / "out") == summaries(tmp_path / "here")
    made = names(store, "calls/done")
    assert made[:2] == ["kpis.parquet", "qa.parquet"]
    assert len(made) == 5
    with store.open_input_stream("calls/done/summaries.jsonl") as stream:
        assert stream.read() == (tmp_path / "out" / "summaries.jsonl").read_bytes()

    put(store, "calls/in/a.txt", call)
    put(store, "calls/in/empty.txt", b"")
    assert main(words) == 1
    told = capsys.readouterr().out
    assert "3 documents in the folder: 1 summarised now, 1 unchanged" in told
    again = names(store, "calls/done")
    assert len(again) == 5
    assert again != made


def test_what_a_store_says_is_told_in_a_line(store: Any, tmp_path: Path) -> None:
    """A bucket that is not there, a document that is not there, a URL with a secret or of nothing known."""
    with pytest.raises(UsageError, match="must not hold credentials"):
        list(listed("s3://key:secret@calls/in"))
    with pytest.raises(UsageError, match="is no URL of an object store"):
        Copies("https://calls.example/done")
    report = Batch(tmp_path / "out", OPTIONS, InThisProcess()).run(["s3://calls/nowhere.txt"])
    assert [(path, cause) for path, cause, _ in report.failures] == [("s3://calls/nowhere.txt", "input")]
    with pytest.raises(BatchStopped, match="the results cannot be copied"):
        Copies("s3://no-such-bucket/x").bring_up_to_date(tmp_path / "out", iter(["summaries.jsonl"]))


def test_a_folder_named_as_a_url_is_a_folder(documents: Path, tmp_path: Path) -> None:
    """``file://`` reads this machine's files in the same way, without any store."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes((documents / "made_up_call.txt").read_bytes())
    copies = Copies((tmp_path / "copy").as_uri())
    report = Batch(tmp_path / "out", OPTIONS, InThisProcess(), copies=copies).run([(tmp_path / "in").as_uri()])
    assert report.made == 1
    line = json.loads((tmp_path / "copy" / "summaries.jsonl").read_text(encoding="utf-8"))
    assert line["document"]["source"] == "a.txt"
    assert Batch(tmp_path / "out", OPTIONS, InThisProcess(), copies=copies).run([(tmp_path / "in").as_uri()]).unchanged == 1
