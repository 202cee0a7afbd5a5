"""Check that a corpus has the same rows however it was loaded and whoever built it.

    python -m benchmarks.equal_rows --from WORKSPACE [--articles 2048] [--loads 20]

Synthetic articles (:mod:`benchmarks.synthetic_parts`) are built into a catalogue by one process in
one load, which is what every other way is compared with: in so many loads with a catalogue after
each; by a command that is killed again and again; by two processes; and by a Dask cluster of two
workers. From 2,000 articles on, processes and workers share the work. Of every table, the rows are
compared whatever their order; the numbers of the index of the search depend on the loads and are
left out.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import tables
from analysis.orchestration.build import refresh
from analysis.orchestration.parallel import Processes
from analysis.store import Workspace
from analysis.store.parts import part_names
from benchmarks.synthetic_parts import write_synthetic_parts

_PROJECT = Path(__file__).resolve().parents[1]
#: Seconds after which the first command is killed, and the factor by which the next has longer.
_FIRST_SECONDS, _FACTOR = 4.0, 1.5
#: Processes, and workers of the cluster.
_N_WORKERS = 2

Digests = dict[str, tuple[int, int]]


def main() -> None:
    """Print for each way which tables have other rows than those of one load."""
    parser = argparse.ArgumentParser("python -m benchmarks.equal_rows", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, default=2_048, metavar="N")
    parser.add_argument("--loads", type=int, default=20, metavar="N")
    parser.add_argument("--ways", nargs="+", choices=_WAYS, default=list(_WAYS))
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_synthetic_parts(
            Workspace(options.source),
            Workspace(folder / "source"),
            options.articles,
            part_articles=-(-options.articles // options.loads),
        )
        expected = _build_once(folder)
        print(f"{options.articles:,} articles, rows: {sum(n for n, _ in expected.values()):,}")
        for way in options.ways:
            start = time.perf_counter()
            digests = _WAYS[way](folder)
            different = [table for table in expected if digests[table] != expected[table]]
            seconds = time.perf_counter() - start
            print(f"{way:10} {seconds:6.0f} s  other rows: {', '.join(different) or 'none'}")


def _build_once(folder: Path) -> Digests:
    workspace = _copy_parts(folder, "once")
    refresh(workspace).close()
    return _digest_tables(workspace)


def _load_in_steps(folder: Path) -> Digests:
    workspace = Workspace(folder / "loads")
    source = folder / "source" / "parts"
    for name in part_names(source):
        shutil.copytree(source / name, workspace.path / "parts" / name)
        refresh(workspace).close()
    return _digest_tables(workspace)


def _build_with_kills(folder: Path) -> Digests:
    """Kill the command until it is faster than the kill."""
    workspace, seconds = _copy_parts(folder, "killed"), _FIRST_SECONDS
    command = [sys.executable, "-m", "analysis", "build", "--workspace", str(workspace.path)]
    while True:
        with subprocess.Popen(
            command, cwd=_PROJECT, start_new_session=True, stdout=subprocess.DEVNULL
        ) as process:
            try:
                if process.wait(seconds):
                    raise RuntimeError(f"the build ended with code {process.returncode}")
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                seconds *= _FACTOR
            else:
                return _digest_tables(workspace)


def _build_by_processes(folder: Path) -> Digests:
    workspace = _copy_parts(folder, "processes")
    refresh(workspace, workers=Processes(_N_WORKERS)).close()
    return _digest_tables(workspace)


def _build_by_cluster(folder: Path) -> Digests:
    from distributed import LocalCluster  # an optional package

    from analysis.orchestration.cluster_workers import ClusterWorkers

    workspace = _copy_parts(folder, "cluster")
    with LocalCluster(
        n_workers=_N_WORKERS, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        workers = ClusterWorkers(cluster.scheduler_address, workspace.path)
        refresh(workspace, workers=workers).close()
    return _digest_tables(workspace)


def _copy_parts(folder: Path, name: str) -> Workspace:
    shutil.copytree(folder / "source" / "parts", folder / name / "parts")
    return Workspace(folder / name)


def _digest_tables(workspace: Workspace) -> Digests:
    """Return the number of rows of each table, and the sum of their hashes."""
    catalogue = workspace.catalogue()
    if catalogue is None:
        raise FileNotFoundError(workspace.path)
    digests: Digests = {}
    for name in tables.CATALOGUE:
        total = "coalesce(sum(hash(rows)), 0)::varchar"
        row = catalogue.query(f'SELECT count(*) AS n, {total} AS total FROM "{name}" rows').iloc[0]
        digests[name] = int(row["n"]), int(row["total"])
    catalogue.close()
    return digests


#: How the catalogue is built.
_WAYS: dict[str, Callable[[Path], Digests]] = {
    "loads": _load_in_steps,
    "killed": _build_with_kills,
    "processes": _build_by_processes,
    "cluster": _build_by_cluster,
}


if __name__ == "__main__":
    main()
