"""Measure seconds and peak memory of building the catalogue, and how they grow.

    python -m benchmarks.synthetic_parts --from WORKSPACE --articles 37000 --out DIR
    python -m benchmarks.build DIR [--articles 2000 10000 37000]

For each size, the first parts of DIR with so many articles are linked into a workspace of their
own, whose catalogue is built in a process of its own, in turn: *anew*; after an *override* that
renames a person; after one that *merges* two persons; and after the next part, with 64 articles,
was *added*. *Growth* is the exponent between a size and the one before. Memory (MB) is the largest
that the process held, and, on Linux, the largest that it and all processes it started held
together, looked at several times a second: what they share counts once. With ``--scheduler`` the
workers of a Dask cluster share the work; neither their memory nor their processor time is counted.
"""

import argparse
import json
import math
import multiprocessing
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.orchestration.build import refresh
from analysis.orchestration.build_memory import BuildMemory
from analysis.orchestration.parallel import Processes, Workers
from analysis.settings import Settings
from analysis.store import Workspace
from analysis.store.damaged_parts import MANIFEST
from analysis.store.parts import part_names

#: Bytes in a unit of the largest memory that the system reports.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
#: Seconds between two looks at the memory of all processes.
_LOOK_SECONDS = 0.2
#: How many of the most quoted persons are left out: the renamed one is quoted as most are.
_N_MOST_QUOTED = 20


@dataclass(frozen=True)
class Cost:
    """What a build cost: seconds by the clock and of all processors, and megabytes."""

    clock: float
    processor: float
    memory: float
    total_memory: float


def main() -> None:
    """Print the costs of each step by size."""
    parser = argparse.ArgumentParser("python -m benchmarks.build", description=__doc__)
    parser.add_argument("parts", type=Path, metavar="DIR", help="a workspace")
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 10_000, 37_000])
    parser.add_argument(
        "--scratch",
        type=Path,
        help="where workspaces are made; it must be on the disk of DIR; default: beside DIR",
    )
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster")
    options = parser.parse_args()
    print(f"{'step':10}{'articles':>10}{'clock s':>9}{'cpu s':>8}{'MB':>8}{'all MB':>8}")
    previous: dict[str, tuple[int, Cost]] = {}
    for n_wanted in options.articles:
        with TemporaryDirectory(dir=options.scratch or options.parts.parent) as name:
            folder = Path(name)
            n_articles, next_part = _link_parts(options.parts, folder, n_wanted)
            for step, change in _STEPS.items():
                if step == "added" and next_part is None:
                    continue
                change(folder, next_part)
                cost = _measure_build(folder, options.scheduler)
                growth = _describe_growth(previous.get(step), n_articles, cost)
                print(
                    f"{step:10}{n_articles:>10,}{cost.clock:>9.1f}{cost.processor:>8.1f}"
                    f"{cost.memory:>8,.0f}{cost.total_memory:>8,.0f}  {growth}",
                    flush=True,
                )
                previous[step] = n_articles, cost


def _link_parts(source: Path, folder: Path, n_articles: int) -> tuple[int, Path | None]:
    """Link the first parts into a workspace; return their articles and the part after them."""
    parts = iter(source / "parts" / name for name in part_names(source / "parts"))
    total = 0
    for part in parts:
        n_in_part = _count_articles(part)
        if total and total + n_in_part > n_articles:
            return total, part
        _link_part(part, folder)
        total += n_in_part
    return total, None


def _count_articles(part: Path) -> int:
    return len(json.loads((part / MANIFEST).read_text(encoding="utf-8"))["articles"])


def _link_part(part: Path, folder: Path) -> None:
    shutil.copytree(part, folder / "parts" / part.name, copy_function=os.link)


def _measure_build(folder: Path, scheduler: str) -> Cost:
    """Build the catalogue in a new process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(build_and_measure, folder, scheduler).result()


def build_and_measure(folder: Path, scheduler: str = "") -> Cost:
    """Build the catalogue of a workspace and return what it cost this process and its workers."""
    settings = Settings.from_environment()
    allowed = BuildMemory(settings.build_memory_mb)
    workers: Workers = Processes(settings.workers, allowed)
    if scheduler:
        from analysis.orchestration.cluster_workers import ClusterWorkers  # an optional package

        workers = ClusterWorkers(scheduler, folder.absolute(), allowed)
    ended, totals = threading.Event(), [0.0]
    watch = threading.Thread(target=_watch_memory, args=(ended, totals))
    watch.start()
    clock, processor = time.perf_counter(), _processor_seconds()
    try:
        refresh(Workspace(folder), workers=workers)
    finally:
        ended.set()
    clock, processor = time.perf_counter() - clock, _processor_seconds() - processor
    watch.join()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEMORY_UNIT / 1e6
    return Cost(clock, processor, memory, max(totals))


def _watch_memory(ended: threading.Event, totals: list[float]) -> None:
    """Add what this process and those it started hold together, in MB, until the event."""
    while not ended.wait(_LOOK_SECONDS):
        totals.append(sum(map(_read_memory, _list_processes(os.getpid()))))


def _list_processes(process_id: int) -> list[int]:
    """Return a process and those it started, as Linux lists them."""
    processes = [process_id]
    for children in Path("/proc", str(process_id), "task").glob("*/children"):
        with suppress(OSError):  # the thread may have ended meanwhile
            for child in children.read_text().split():
                processes += _list_processes(int(child))
    return processes


def _read_memory(process_id: int) -> float:
    """Return the megabytes of a process; what it shares with others counts in proportion."""
    with suppress(OSError):  # it may have ended meanwhile
        for line in Path("/proc", str(process_id), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _describe_growth(previous: tuple[int, Cost] | None, n_articles: int, cost: Cost) -> str:
    if previous is None or previous[0] == n_articles:
        return ""
    exponent = math.log(cost.processor / previous[1].processor)
    return f"n^{exponent / math.log(n_articles / previous[0]):.2f}"


def _change_nothing(folder: Path, next_part: Path | None) -> None:
    del folder, next_part


def _rename_person(folder: Path, next_part: Path | None) -> None:
    del next_part
    person, _ = _choose_persons(folder)
    Workspace(folder).override_entities(lambda made: made.with_name(person, "Somebody Else"))


def _merge_persons(folder: Path, next_part: Path | None) -> None:
    del next_part
    person, other = _choose_persons(folder)
    Workspace(folder).override_entities(lambda made: made.with_merge(other, person))


def _add_part(folder: Path, next_part: Path | None) -> None:
    if next_part is not None:
        _link_part(next_part, folder)


def _choose_persons(folder: Path) -> list[str]:
    """Return the ids of two persons who are quoted about equally often."""
    catalogue = Workspace(folder).catalogue(stale=True)
    if catalogue is None:
        raise FileNotFoundError(folder)
    persons = catalogue.query(
        f"""
        SELECT entity_id FROM quotes JOIN entities USING (entity_id) WHERE label = 'PERSON'
        GROUP BY entity_id ORDER BY count(*) DESC, entity_id LIMIT 2 OFFSET {_N_MOST_QUOTED}
        """
    )
    catalogue.close()
    return [str(entity_id) for entity_id in persons["entity_id"]]


#: What changes before each build.
_STEPS: dict[str, Callable[[Path, Path | None], None]] = {
    "anew": _change_nothing,
    "override": _rename_person,
    "merge": _merge_persons,
    "added": _add_part,
}


if __name__ == "__main__":
    main()
