"""Annotation on a Dask cluster of two local worker processes."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from analysis.orchestration import annotate
from analysis.store import Workspace
from tests import stand_in

pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A scheduler's address and its two worker processes, which annotate with the stand-in."""
    monkeypatch.setenv("STAND_IN_SECONDS", "0.02")
    environment = {
        **os.environ,
        **stand_in.environment(tmp_path),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    where = tmp_path / "scheduler.json"

    def start(module: str, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        return subprocess.Popen(
            [*command, "--scheduler-file", str(where)],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    with ExitStack() as started:

        def registered(process: subprocess.Popen) -> subprocess.Popen:
            started.callback(process.wait)
            started.callback(process.kill)
            return process

        registered(start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"))
        workers = [
            registered(start("dask_worker", "--no-nanny", "--nthreads", "1", "--no-dashboard"))
            for _ in range(2)
        ]
        from distributed import Client

        for _ in range(300):
            if where.exists():
                break
            time.sleep(0.1)
        with Client(scheduler_file=str(where), timeout=30) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        # No client is left open here: one that is would serve as everybody's.
        yield address, workers


def texts(folder, count, **named):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Article number {number} is a text of its own.")
    for name, text in named.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def ids(workspace: Workspace) -> list[str]:
    return workspace.read_parts("articles").column("article_id").to_pylist()


def test_a_cluster_annotates_and_goes_on_when_a_worker_is_killed(cluster, pipeline, tmp_path):
    address, workers = cluster
    workspace = Workspace(tmp_path / "w")
    folder = texts(tmp_path / "in", 200, poison="POISON of a text.")
    steps = []
    for step in annotate.annotate([folder], workspace, scheduler=address):
        steps.append(step)
        if len(steps) == 2:
            workers[0].send_signal(signal.SIGKILL)
    assert workers[0].wait(60) == -signal.SIGKILL
    assert (steps[-1].done, steps[-1].total, steps[-1].n_issues) == (200, 200, 1)
    assert len(set(ids(workspace))) == len(ids(workspace)) == 200
    again = list(annotate.annotate([folder], workspace, scheduler=address))[-1]
    assert (again.done, again.skipped) == (0, 200)


def test_a_worker_with_another_version_is_reported(cluster, pipeline, tmp_path, monkeypatch):
    monkeypatch.setenv("STAND_IN_FINGERPRINT", "newer")
    workspace = Workspace(tmp_path / "w")
    with pytest.raises(RuntimeError, match="install the same version"):
        list(annotate.annotate([texts(tmp_path / "in", 3)], workspace, scheduler=cluster[0]))
    assert ids(workspace) == []


def test_a_scheduler_without_the_project_is_reported(pipeline, tmp_path):
    where = tmp_path / "scheduler.json"
    arguments = ["--scheduler-file", str(where), "--host", "127.0.0.1", "--port", "0"]
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", *arguments, "--no-dashboard"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if where.exists():
                break
            time.sleep(0.1)
        address = json.loads(where.read_text())["address"]
        (tmp_path / "a.txt").write_text("It rained in Geneva. " * 20)
        with pytest.raises(RuntimeError, match="The scheduler does not find the project"):
            list(
                annotate.annotate(
                    [tmp_path / "a.txt"], Workspace(tmp_path / "w"), scheduler=address
                )
            )
    finally:
        scheduler.kill()
        scheduler.wait()
