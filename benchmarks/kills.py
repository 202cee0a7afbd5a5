"""Kill annotation at random points, then check that every article is present, once and complete.

    python -m benchmarks.kills [--data DIR] [--articles 1000] [--kills 20] [--workers 2] [--seed 0]

``python -m analysis annotate`` runs over real articles and is killed (SIGKILL) after a random time;
half of the time one of its worker processes is killed first. After each kill all parts are read and
checked: every table is present, rows are complete, and offsets are inside their article and match
its text. At the end the command runs undisturbed; then every article must be present once, and the
rows of a sample must equal those of a run without kills.
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
from analysis.ingest import Article
from analysis.store import Workspace
from benchmarks.annotation_checks import CheckError, Rows, check_rows
from benchmarks.article_files import read_articles
from benchmarks.gold_sets import DATA_FOLDER

PROJECT = Path(__file__).resolve().parents[1]
#: Number of articles whose rows are compared with those of a run without kills.
_SAMPLE_SIZE = 10
#: Share of the kills that kill a worker first.
_P_WORKER_FIRST = 0.5
#: The earliest kill, as a share of the longest wait.
_EARLIEST_SHARE = 0.1
#: Seconds after a kill in which the workers notice that the command is gone, and end.
_WORKER_EXIT_SECONDS = 0.2


def main() -> None:
    """Annotate, kill, check, and print what happened."""
    parser = argparse.ArgumentParser("python -m benchmarks.kills", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument(
        "--within", type=float, default=20, metavar="SECONDS", help="the longest wait for a kill"
    )
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with TemporaryDirectory() as name:
        source = Path(name, "articles.jsonl")
        bulk = options.data / "bulk" / "news_6k.jsonl.gz"
        with gzip.open(bulk, "rt", encoding="utf-8") as lines:
            source.write_text("".join(islice(lines, options.articles)), encoding="utf-8")
        workspace = Workspace(Path(name, "workspace"))
        command = make_command(source, workspace.path, options.workers)
        for number in range(options.kills):
            killed = run_and_kill(command, rng, options.within)
            n_articles = len(check_parts(workspace))
            print(f"{number + 1:3}. killed: {killed}; {n_articles:,} articles kept, all whole")
        subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
        article_ids = check_parts(workspace)
        articles = read_articles([source])
        if sorted(article_ids) != sorted(article.article_id for article in articles):
            raise CheckError("the workspace does not hold every article once")
        _check_sample(workspace, rng.sample(articles, min(_SAMPLE_SIZE, len(articles))))
    print(
        f"{len(articles):,} articles, {options.kills} kills: nothing lost, nothing twice, no half"
    )


def make_command(source: Path, workspace: Path, workers: int) -> list[str]:
    """Return the command that annotates a source into a workspace."""
    command = [sys.executable, "-m", "analysis", "annotate", str(source)]
    return [*command, "--workspace", str(workspace), "--workers", str(workers)]


def run_and_kill(command: list[str], rng: random.Random, within: float) -> str:
    """Run a command and kill it, or one of its workers and then it, at random times.

    Args:
        command: The command, as :func:`make_command` returns it.
        rng: Decides when and what to kill.
        within: The longest wait for a kill, in seconds.

    Returns:
        What was killed.
    """
    process = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    killed = "the command"
    with suppress(subprocess.TimeoutExpired):
        process.wait(_draw_wait(rng, within))
        return "nothing, it was done"
    if rng.random() < _P_WORKER_FIRST and (workers := _list_workers(process.pid)):
        killed = "a worker, then the command"
        with suppress(ProcessLookupError):
            os.kill(rng.choice(workers), signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_draw_wait(rng, within))
            return "a worker"
    process.kill()
    process.wait()
    time.sleep(_WORKER_EXIT_SECONDS)
    return killed


def check_parts(
    workspace: Workspace, check: Callable[[Article, Rows], None] = check_rows
) -> list[str]:
    """Check every row of every part and return the ids of the articles.

    Args:
        workspace: The workspace whose parts are checked.
        check: Checks the rows of one article.

    Raises:
        CheckError: A row is not complete, or an article is present twice or without blocks.
    """
    snapshot = workspace.snapshot()
    by_article: dict[str, Rows] = defaultdict(lambda: {name: [] for name in tables.PARTS})
    for name in tables.PARTS:
        for row in snapshot.read(name).to_pylist():
            by_article[row["article_id"]][name].append(row)
    for article_id, rows in by_article.items():
        n_times = len(rows["articles"])
        if n_times != 1:
            raise CheckError(f"{article_id} is present {n_times} times")
        if not rows["blocks"]:
            raise CheckError(f"{article_id} has no blocks")
        check(Article(article_id, rows["articles"][0]["text"]), rows)
    return list(by_article)


def _draw_wait(rng: random.Random, within: float) -> float:
    return rng.uniform(_EARLIEST_SHARE * within, within)


def _check_sample(workspace: Workspace, articles: list[Article]) -> None:
    """Check that articles have the rows of a run without kills."""
    from analysis.nlp import pipeline

    snapshot = workspace.snapshot()
    ids = {article.article_id for article in articles}
    for name in tables.PARTS:
        if name == "articles":
            continue
        stored = [row for row in snapshot.read(name).to_pylist() if row["article_id"] in ids]
        new = [row for rows in pipeline.annotate(articles) for row in rows[name]]
        stored_lines, new_lines = (
            sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (stored, new)
        )
        if stored_lines != new_lines:
            raise CheckError(f"{name} differs from a run without kills")


def _list_workers(pid: int) -> list[int]:
    """Return the worker processes that a process has started, without Python's own helper."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in _read_command_line(int(child))]


def _read_command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
