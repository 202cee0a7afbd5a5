"""Kill the adding of articles to a catalogue, and add from two processes at once.

Used by ``python -m benchmarks.faults``. However often adding was killed, and whoever adds at the
same time, the catalogue at the end has the rows of one that is built from all parts at once.
"""

import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd

from analysis.ingest import Article
from analysis.nlp import pipeline
from analysis.orchestration import build
from analysis.store import Workspace
from benchmarks.fault_kills import PROJECT, run_and_kill, time_run
from benchmarks.fault_workspace import N_ARTICLES, has_same_decisions

#: Adds articles that were annotated before, and makes the catalogue.
_ADD = """
import pickle, sys
from pathlib import Path
from analysis.orchestration import build
from analysis.store import Workspace
workspace = Workspace(sys.argv[1])
rows = pickle.loads(Path(sys.argv[2]).read_bytes())
ids = [article["articles"][0]["article_id"] for article in rows]
workspace.write_part(rows, "faults", dict.fromkeys(ids, "read"))
print("written", flush=True)
workspace.remove_superseded()
build.refresh(workspace).close()
"""
#: The tables of the search and of the counts of entities without the numbers of articles, words and
#: entities, which depend on the order of the loads.
TABLES_WITHOUT_NUMBERS = {
    "search_articles": "SELECT * EXCLUDE (article_no) FROM search_articles",
    "search_blocks": """
        SELECT article_id, "start", text FROM search_blocks JOIN search_articles USING (article_no)
    """,
    "search_words": "SELECT word, n FROM search_words",
    "word_places": """
        SELECT word, article_id, place, before, after FROM word_places
        JOIN search_words USING (word_no) JOIN search_articles USING (article_no)
    """,
    "numbered": "SELECT * EXCLUDE (entity_no) FROM numbered",
    **{
        name: f"""
        SELECT c.* EXCLUDE (entity_no), entity_id FROM {name} c JOIN numbered USING (entity_no)
        """
        for name in ("counts_by_story", "counts_by_entity", "counts_by_outlet")
    },
}
#: Processes that add at once, and articles that each of them adds.
_N_PROCESSES, _N_ADDED = 3, 2


def kill_additions(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill adding, then add another article; yield whether the rows are those of one build."""
    workspace = new()
    rows = _write_rows(workspace, "time", rng)
    seconds = time_run(_command(workspace, rows))
    for number in range(count):
        workspace = new()
        printed = run_and_kill(_command(workspace, _write_rows(workspace, "a", rng)), rng, seconds)
        former = workspace.catalogue(stale=True)
        is_preserved = former is not None and len(former.query("FROM articles")) > 0
        if former is not None:
            former.close()
        if number % 2:  # half of the time the killed one is made first, then the next
            build.refresh(workspace).close()
        n_before = len(workspace.read_parts("articles"))
        command = _command(workspace, _write_rows(workspace, "b", rng))
        subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
        n_articles = len(workspace.read_parts("articles"))
        is_added = n_articles == n_before + _N_ADDED and _is_there(n_before, printed)
        yield (
            is_preserved
            and is_added
            and has_same_decisions(workspace)
            and _is_as_from_parts(workspace)
        )
        shutil.rmtree(workspace.path)


def add_at_once(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Add from several processes at once; yield whether all is there, as from one build."""
    for _ in range(count):
        workspace = new()
        n_before = len(workspace.read_parts("articles"))
        processes = [
            subprocess.Popen(
                _command(workspace, _write_rows(workspace, f"p{number}-", rng)),
                cwd=PROJECT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for number in range(_N_PROCESSES)
        ]
        has_ended_well = [process.wait() for process in processes] == [0] * _N_PROCESSES
        n_articles = len(workspace.read_parts("articles"))
        is_added = n_articles == n_before + _N_PROCESSES * _N_ADDED
        yield has_ended_well and is_added and _is_as_from_parts(workspace)
        shutil.rmtree(workspace.path)


def _is_there(n_articles: int, printed: str) -> bool:
    """Return whether what was confirmed before the kill is there."""
    return "written" not in printed or n_articles == N_ARTICLES + _N_ADDED


def _command(workspace: Workspace, rows: Path) -> list[str]:
    return [sys.executable, "-c", _ADD, str(workspace.path), str(rows)]


def _write_rows(workspace: Workspace, prefix: str, rng: random.Random) -> Path:
    """Annotate articles and keep their rows in a file, so that adding them takes little time."""
    speakers = ("Ann Lee", "Lee", "Anna Lee", "Bo Chan")
    articles = [
        Article(
            f"{prefix}{number}",
            f"“The grain of {rng.choice(speakers)} will be sold in May,” {rng.choice(speakers)} "
            f"said on Monday in Geneva. This is text {prefix}{number}.",
        )
        for number in range(_N_ADDED)
    ]
    path = workspace.path.with_name(f"{workspace.path.name}-{prefix}.rows")
    path.write_bytes(pickle.dumps(list(pipeline.annotate(articles))))
    return path


def _is_as_from_parts(workspace: Workspace) -> bool:
    """Return whether the catalogue has the rows of one that is built from all parts."""
    anew = Workspace(workspace.path.with_name(f"{workspace.path.name}-anew"))
    shutil.rmtree(anew.path, ignore_errors=True)
    shutil.copytree(workspace.path / "parts", anew.path / "parts")
    shutil.copy(workspace.path / "decisions.json", anew.path)
    build.refresh(anew).close()
    rows, expected = _read_all(workspace.catalogue_path), _read_all(anew.catalogue_path)
    shutil.rmtree(anew.path)
    return rows.keys() == expected.keys() and all(
        _has_same_values(rows[name], expected[name]) for name in expected
    )


def _has_same_values(rows: pd.DataFrame, expected: pd.DataFrame) -> bool:
    """Return whether two tables are the same but for the last digits of sums of fractions."""
    try:
        pd.testing.assert_frame_equal(rows, expected)
    except AssertionError:
        return False
    return True


def _read_all(path: Path) -> dict[str, pd.DataFrame]:
    with duckdb.connect(path, read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        queries = {name: TABLES_WITHOUT_NUMBERS.get(name, f'FROM "{name}"') for name in names}
        return {
            name: connection.sql(f"FROM ({query}) ORDER BY ALL").df()
            for name, query in queries.items()
        }
