"""Annotation killed at random points, or without room: nothing is lost, nothing half there."""

import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from analysis.store import Workspace
from benchmarks import kills
from tests import stand_in

ARTICLES = 150


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """Let every process annotate with the stand-in, slowly enough to be killed amid work."""
    for name, value in stand_in.environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("STAND_IN_SECONDS", "0.01")
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:04}.txt").write_text(f"Article number {number} is a text of its own.")
    return folder


def ids(workspace):
    """Return the ids of the articles that count, after checking that each is there once and whole.

    What the stand-in finds is not in the text, so that is not looked for.
    """

    def whole(article, rows):
        assert all(rows[name] for name in ("blocks", "sentences", "mentions", "quotes"))

    return kills.check_parts(workspace, whole)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds worker processes in /proc")
@pytest.mark.parametrize("seed", [1])
def test_killed_at_random_points_it_goes_on_until_all_is_there_once(environment, tmp_path, seed):
    workspace = Workspace(tmp_path / "w")
    chance = random.Random(seed)
    command = kills.make_command(environment, workspace.path, workers=2)
    killed = [kills.run_and_kill(command, chance, within=1.2) for _ in range(4)]
    assert set(killed) & {"the command", "a worker, then the command"}
    n_kept = len(set(ids(workspace)))
    ended = subprocess.run(
        command, cwd=stand_in.PROJECT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert f"{ARTICLES - n_kept} annotated" in ended.stdout
    assert sorted(ids(workspace)) == sorted(
        set(workspace.read_parts("articles").column("article_id").to_pylist())
    )
    assert workspace.read_parts("articles").num_rows == ARTICLES


def test_a_full_disk_is_reported_and_leaves_no_half_part(environment, tmp_path):
    workspace = Workspace(tmp_path / "w")
    command = kills.make_command(environment, workspace.path, workers=1)

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (700, resource.RLIM_INFINITY))

    # Coverage would fail to write its own file, too.
    unmeasured = {name: v for name, v in os.environ.items() if not name.startswith("COVERAGE")}
    ended = subprocess.run(
        command,
        cwd=stand_in.PROJECT,
        env=unmeasured,
        capture_output=True,
        text=True,
        preexec_fn=no_room,
        check=False,
    )
    assert ended.returncode == 1
    assert "OSError" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list((workspace.path / "parts").iterdir()) == []
    subprocess.run(command, cwd=stand_in.PROJECT, capture_output=True, check=True)
    assert workspace.read_parts("articles").num_rows == ARTICLES


def test_two_commands_at_once_lose_nothing(environment, tmp_path):
    workspace = Workspace(tmp_path / "w")
    command = kills.make_command(environment, workspace.path, workers=1)
    running = [subprocess.Popen(command, cwd=stand_in.PROJECT) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(ids(workspace)) == ARTICLES


def test_a_command_that_has_to_end_says_how_to_go_on(environment, tmp_path):
    command = kills.make_command(environment, tmp_path / "w", workers=2)
    running = subprocess.Popen(
        command, cwd=stand_in.PROJECT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while not list((tmp_path / "w").glob("parts/0*")):
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGTERM)
    _, output = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "run the same command again" in output
    assert "Traceback" not in output
