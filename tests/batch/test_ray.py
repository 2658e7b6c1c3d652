"""On a cluster a batch comes to the same as in processes, whatever workers and nodes die on the way."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from summarizer import UsageError
from summarizer.batch.batch import Batch
from summarizer.batch.runners.processes import Processes
from summarizer.batch.runners.ray_data import LOCAL, OnRay
from summarizer.batch.summarising import outcome_of
from summarizer.batch.work import Options, Outcome, Task
from summarizer.settings import Settings

from ..conftest import need
from .test_batch import InThisProcess, summaries

OPTIONS = Options("rules", timeout=20)

# Ray warns of its own settings, and leaves sockets to its daemons' end
pytestmark = [pytest.mark.filterwarnings(f"ignore::{kind}") for kind in ("DeprecationWarning", "ResourceWarning", "FutureWarning")]

@pytest.fixture
def inputs(tmp_path: Path, documents: Path) -> Path:
    """A folder with forty documents, of which no two are equal, and an empty one."""
    folder = tmp_path / "in"
    folder.mkdir()
    call = (documents / "made_up_call.txt").read_text(encoding="utf-8")
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(call.replace("the ", f"the {number} "), encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray speaks over this machine's own address, which tests may not knock at."""
    monkeypatch.setattr("summarizer.batch.runners.ray_data._knock", lambda address: None)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes, each a Ray daemon of its own with workers of its own."""
    need(find_spec("ray") is not None, "Ray (pip install 'summarizer[ray]')")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    yield made
    made.shutdown()  # type: ignore[no-untyped-call]


def summarise(task: Task, options: Options) -> Outcome:
    """As a batch does; two end or hold up their worker."""
    from summarizer import Summarizer

    name = Path(task.path).name
    if name == "03.txt":
        os._exit(9)
    if name == "11.txt":
        time.sleep(60)
    return outcome_of(task, Summarizer(engine="rules"))


@pytest.mark.usefixtures("own_address")
def test_a_node_that_dies_takes_no_document_along(inputs: Path, tmp_path: Path, cluster: Any) -> None:
    """One of two nodes is killed after the first results: all summaries are there, and equal to those made without a cluster."""
    left = list(cluster.worker_nodes)

    class Watched(OnRay):
        def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
            for place, outcome in enumerate(super().run(tasks)):
                if place == 9:
                    cluster.remove_node(left.pop(), allow_graceful=False)
                yield outcome

    report = Batch(tmp_path / "ray", OPTIONS, Watched(OPTIONS, cluster.address)).run([str(inputs)])
    assert left == []
    assert (report.made, [cause for _, cause, _ in report.failures]) == (40, ["empty"])
    Batch(tmp_path / "here", OPTIONS, InThisProcess()).run([str(inputs)])
    assert summaries(tmp_path / "ray") == summaries(tmp_path / "here")


@pytest.mark.usefixtures("own_address")
def test_a_document_that_ends_its_worker_fails_for_itself(
    inputs: Path, tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does one that takes too long; those that were done together with them are all there."""
    import cloudpickle  # type: ignore[import-untyped]

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr("summarizer.batch.runners.ray_data._TIMES_MORE", 1)
    # a fresh worker loads everything within the first document's time
    options = Options("rules", timeout=3)
    for path in sorted(inputs.glob("[123]*"))[4:]:
        path.unlink()
    report = Batch(tmp_path / "out", options, OnRay(options, cluster.address, summarise=summarise)).run([str(inputs)])
    failures = {Path(path).name: cause for path, cause, _ in report.failures}
    assert failures == {"03.txt": "worker_died", "11.txt": "timeout", "empty.txt": "empty"}
    assert report.made == 12


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signals")
def test_code_that_hears_no_alarm_ends_with_its_worker() -> None:
    """A document in compiled code past its time would hold its worker for ever: the worker ends, and Ray goes on with another."""
    held = (
        "import signal, time\n"
        "from summarizer.batch.runners.ray_data import _given_up_after\n"
        "from summarizer.batch.work import Task\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
        "with _given_up_after(0.1, Task(1, 'a.txt')):\n"
        "    time.sleep(60)\n"
        "print('went on')\n"
    )
    ended = subprocess.run([sys.executable, "-c", held], capture_output=True, text=True, timeout=50)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")


@pytest.mark.usefixtures("own_address", "cluster")
def test_a_cluster_of_its_own_beside_another(inputs: Path, tmp_path: Path) -> None:
    """On this machine a batch starts its own cluster, though there is one already, and comes to the same as in processes."""
    for path in sorted(inputs.glob("*.txt"))[6:40]:
        path.unlink()
    report = Batch(tmp_path / "ray", OPTIONS, OnRay(OPTIONS, LOCAL, jobs=1)).run([str(inputs)])
    assert (report.made, [cause for _, cause, _ in report.failures]) == (6, ["empty"])
    Batch(tmp_path / "here", OPTIONS, Processes(OPTIONS, 1)).run([str(inputs)])
    assert summaries(tmp_path / "ray") == summaries(tmp_path / "here")


@pytest.mark.usefixtures("own_address")
def test_nodes_without_the_package_fail_no_document(inputs: Path, tmp_path: Path, cluster: Any) -> None:
    """Such a cluster is a wrong call, told before any document is tried; the batch goes on later as if nothing had been."""
    import ray

    def forget() -> None:
        for name in [name for name in sys.modules if name.split(".")[0] == "summarizer"]:
            del sys.modules[name]
        sys.modules["summarizer"] = None  # type: ignore[assignment]

    environment = {"worker_process_setup_hook": forget}
    ray.init(cluster.address, log_to_driver=False, logging_level=logging.CRITICAL, runtime_env=environment)
    try:
        with pytest.raises(UsageError, match="nodes of the Ray cluster have summarizer none"):
            Batch(tmp_path / "out", OPTIONS, OnRay(OPTIONS, cluster.address)).run([str(inputs)])
    finally:
        ray.shutdown()
    with sqlite3.connect(tmp_path / "out" / "journal.sqlite") as journal:
        assert journal.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall() == [("waiting", 41)]
    journal.close()


def test_what_cannot_work_is_told(tmp_path: Path) -> None:
    """A model's calls are not sent from a cluster; a cluster that is not there is a wrong call."""
    need(find_spec("ray") is not None, "Ray (pip install 'summarizer[ray]')")
    with pytest.raises(UsageError, match="works by rules alone"):
        OnRay(Options("model", settings=Settings(model="m", base_url="http://127.0.0.1:9/v1")), LOCAL)
    runner = OnRay(OPTIONS, "127.0.0.1:1")
    with pytest.raises(UsageError, match="cannot be reached"):
        list(runner.run([Task(1, str(tmp_path / "a.txt"))]))
