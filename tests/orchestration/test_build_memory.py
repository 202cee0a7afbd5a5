"""One setting divides the memory of a build among all its steps."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import ClassVar

import pytest

from analysis.__main__ import _choose_workers as choose_workers
from analysis.command_options import build_parser
from analysis.orchestration import (
    article_profiles,
    article_update,
    build,
    corpus_entities,
    parallel,
    utterance_alignment,
)
from analysis.orchestration.build_memory import BuildMemory
from analysis.orchestration.parallel import Processes
from analysis.settings import MIN_BUILD_MEMORY_MB, Settings
from analysis.store import Workspace, catalogue
from tests.handmade import annotated

TALKS = "“We will talk about arms and grain in May,” Ann Lee said on Monday in Geneva."
RAIN = "“Rain will fall on all of the harvest,” Bo Chan said on Friday in Lagos."


class RecordingMemory(BuildMemory):
    """Notes the portions that steps ask for."""

    sizes: ClassVar[set[int]] = set()

    def scale_portion(self, size: int) -> int:
        """Note the size and return its share."""
        self.sizes.add(size)
        return super().scale_portion(size)


def test_every_step_keeps_to_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[int | None] = []
    real = catalogue._configure
    monkeypatch.setattr(
        catalogue,
        "_configure",
        lambda connection, memory_mb: limits.append(memory_mb) or real(connection, memory_mb),
    )
    workspace, memory = Workspace(tmp_path), RecordingMemory(1_200)
    workspace.write_part([annotated("a", TALKS), annotated("b", RAIN)], "one", {"a": "d", "b": "d"})
    build.refresh(workspace, workers=Processes(2, memory)).close()
    # Quotations are read in two streams: for the holders of offices, and to be aligned.
    assert sorted(limits) == [memory.joining_mb, memory.joining_mb, memory.writing_mb]
    assert memory.sizes == {
        article_profiles.BLOCK_ARTICLES,
        corpus_entities._BATCH_ROWS,
        utterance_alignment._PORTION_QUOTES,
    }
    # A copy of the catalogue is changed, which takes no stream.
    monkeypatch.setattr(article_update, "MAX_CHANGED_SHARE", 1)
    for change in (_rename, _add):
        limits.clear()
        change(workspace)
        build.refresh(workspace, workers=Processes(2, memory)).close()
        assert memory.writing_mb in limits
        assert set(limits) <= {memory.joining_mb, memory.writing_mb}


def _rename(workspace: Workspace) -> None:
    workspace.override_entities(lambda made: made.with_name("person:ann-lee", "Anna Lee"))


def _add(workspace: Workspace) -> None:
    workspace.write_part([annotated("c", TALKS)], "one", {"c": "d"})


@pytest.mark.parametrize(
    ("memory_mb", "n_processes"), [(1_000, 1), (1_499, 1), (1_500, 2), (2_000, 3), (9_000, 4)]
)
def test_there_are_as_many_processes_as_there_is_memory_for(
    memory_mb: int, n_processes: int
) -> None:
    assert BuildMemory(memory_mb).limit_processes(4) == n_processes
    assert Processes(4, BuildMemory(memory_mb)).are_other_processes == (n_processes > 1)


@pytest.mark.parametrize(
    ("memory_mb", "size"), [(1_000, 20), (1_999, 39), (2_000, 40), (9_000, 40)]
)
def test_portions_shrink_below_the_default_memory(memory_mb: int, size: int) -> None:
    assert BuildMemory(memory_mb).scale_portion(40) == size
    assert BuildMemory(memory_mb).scale_portion(1) == 1


def test_half_of_the_memory_is_for_writing_and_an_eighth_for_sorting_streams() -> None:
    assert (BuildMemory(2_000).writing_mb, BuildMemory(2_000).joining_mb) == (1_000, 250)


def test_the_default_is_that_of_the_settings() -> None:
    assert BuildMemory().total_mb == Settings().build_memory_mb == 2_000
    assert parallel.THIS_PROCESS.memory == BuildMemory()


def test_the_command_takes_the_memory_too(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", "--workspace", "w"]
    assert (
        build_parser().parse_args(arguments).memory == Settings.from_environment().build_memory_mb
    )
    options = build_parser().parse_args([*arguments, "--memory", str(MIN_BUILD_MEMORY_MB)])
    workers = choose_workers(Workspace("w"), "", options.memory)
    assert workers.memory == BuildMemory(MIN_BUILD_MEMORY_MB)
    with pytest.raises(SystemExit):
        build_parser().parse_args([*arguments, "--memory", str(MIN_BUILD_MEMORY_MB - 1)])
    assert "must be 1000 or more" in capsys.readouterr().err


def test_the_least_memory_is_checked() -> None:
    least = {"PARALLAX_BUILD_MEMORY_MB": str(MIN_BUILD_MEMORY_MB)}
    assert Settings.from_environment(least).build_memory_mb == MIN_BUILD_MEMORY_MB
    with pytest.raises(ValueError, match="from 1000, not '999'"):
        Settings.from_environment({"PARALLAX_BUILD_MEMORY_MB": str(MIN_BUILD_MEMORY_MB - 1)})


class _Pool:
    """Stands for the processes of a pool: works at once and tells whether it was ended."""

    started: ClassVar[list["_Pool"]] = []

    def __init__(self, *_: object) -> None:
        self.is_ended = False
        self.started.append(self)

    def submit(self, call: Callable[..., int], *arguments: object) -> "Future[int]":
        future: Future[int] = Future()
        future.set_result(call(*arguments))
        return future

    def shutdown(self) -> None:
        self.is_ended = True


def test_processes_that_rest_end_and_others_do_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", _Pool)
    monkeypatch.setattr(_Pool, "started", [])
    processes = Processes(2)
    with processes.running():
        assert list(processes.map(abs, [-1, -2])) == [1, 2]
        assert list(processes.map(abs, [-3])) == [3]
        assert [pool.is_ended for pool in _Pool.started] == [False]
        processes.rest()
        assert [pool.is_ended for pool in _Pool.started] == [True]
        assert list(processes.map(abs, [-4])) == [4]
    assert [pool.is_ended for pool in _Pool.started] == [True, True]
