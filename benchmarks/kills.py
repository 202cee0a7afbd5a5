"""Annotation killed again and again at random points; then: is everything there, once and whole?

    python -m benchmarks.kills [--data DIR] [--articles 1000] [--kills 20] [--workers 2] [--seed 0]

``python -m analysis annotate`` runs over real articles and is killed (SIGKILL) after a random time;
every other time one of its worker processes is killed instead, and the command goes on. After each
kill all parts are read and checked: every table is there, rows are filled, offsets are inside their
article and true. At the end the command runs undisturbed; then every article is there once, and the
annotation is that of a run without kills for a sample.
"""

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import tables
from analysis.ingest import Article, read_paths
from analysis.store import Workspace
from benchmarks.fuzz import Rows, check_rows
from benchmarks.gold_sets import DATA

PROJECT = Path(__file__).resolve().parents[1]
_SAMPLE = 10
#: Share of the kills that hit a worker first, where there is one.
_WORKER_KILLED = 0.5


def main() -> None:
    """Annotate, kill, check, and print what was seen."""
    parser = argparse.ArgumentParser("python -m benchmarks.kills", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--within", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with TemporaryDirectory() as name:
        source = Path(name, "articles.jsonl")
        bulk = options.data / "bulk" / "news_6k.jsonl.gz"
        with gzip.open(bulk, "rt", encoding="utf-8") as lines:
            source.write_text("".join(islice(lines, options.articles)), encoding="utf-8")
        workspace = Workspace(Path(name, "workspace"))
        run = command(source, workspace.path, options.workers)
        for number in range(options.kills):
            killed = run_and_kill(run, chance, options.within)
            kept = len(check_parts(workspace))
            print(f"{number + 1:3}. killed: {killed}; {kept:,} articles kept, all whole")
        subprocess.run(run, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
        found = check_parts(workspace)
        wanted = [item for item in read_paths([source]) if isinstance(item, Article)]
        assert sorted(found) == sorted(article.article_id for article in wanted)
        _check_sample(workspace, chance.sample(wanted, min(_SAMPLE, len(wanted))))
    print(f"{len(wanted):,} articles, {options.kills} kills: nothing lost, nothing twice, no half")


def command(source: Path, workspace: Path, workers: int) -> list[str]:
    """Return the command that annotates a source into a workspace."""
    run = [sys.executable, "-m", "analysis", "annotate", str(source)]
    return [*run, "--workspace", str(workspace), "--workers", str(workers)]


def run_and_kill(run: list[str], chance: random.Random, within: float) -> str:
    """Run a command, kill it or one of its workers at a random time; return what was killed.

    A command one of whose workers was killed is given time to go on, and then is killed too.
    """
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(run, cwd=PROJECT, **quiet)  # type: ignore[call-overload]
    killed = "the command"
    with suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(within / 10, within))
        return "nothing, it was done"
    if chance.random() < _WORKER_KILLED and (workers := _workers(process.pid)):
        killed = "a worker, then the command"
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(within / 10, within))
            return "a worker"
    process.kill()
    process.wait()
    time.sleep(0.2)  # its workers see that it is gone, and end
    return killed


def check_parts(
    workspace: Workspace, check: Callable[[Article, Rows], None] = check_rows
) -> list[str]:
    """Check every row of every part; return the ids of the articles that count.

    Args:
        workspace: Whose parts.
        check: What is checked of the rows of one article.

    Raises:
        AssertionError: when a row is not whole or an article counts twice.
    """
    snapshot = workspace.snapshot()
    rows = {name: snapshot.read(name).to_pylist() for name in tables.PARTS}
    by_article: dict[str, Rows] = defaultdict(lambda: {name: [] for name in tables.PARTS})
    for name, found in rows.items():
        for row in found:
            by_article[row["article_id"]][name].append(row)
    for article_id, own in by_article.items():
        assert len(own["articles"]) == 1, f"{article_id} is there {len(own['articles'])} times"
        assert own["blocks"], f"{article_id} has no blocks"
        check(Article(article_id, own["articles"][0]["text"]), own)
    return list(by_article)


def _check_sample(workspace: Workspace, articles: list[Article]) -> None:
    from analysis.nlp import pipeline

    snapshot = workspace.snapshot()
    ids = {article.article_id for article in articles}
    for name in tables.PARTS:
        if name == "articles":
            continue
        kept = [row for row in snapshot.read(name).to_pylist() if row["article_id"] in ids]
        anew = [row for rows in pipeline.annotate(articles) for row in rows[name]]
        both = [sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (kept, anew)]
        assert both[0] == both[1], f"{name} differs from a new run"


def _workers(pid: int) -> list[int]:
    """Return the processes a process has started, Python's own helper aside."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in _line(int(child))]


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
