"""How the steps that compare articles grow with the corpus.

    python -m benchmarks.growth WORKSPACE [--articles 1000 2000 4000 6000] [--steps stories …]

The first so many articles of a workspace, in the order of their ids, are grouped into stories,
their entities joined and their quotations aligned. *Framing* is all groups of measures over a
selection, which is smaller: a page compares 2,000 articles at most. Seconds are of the processor;
*growth* is the exponent between a size and the one before.
"""

import argparse
import math
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.corpus import entities, stories, utterances
from analysis.measures.registry import MEASURES
from analysis.measures.selection import Focus, Selection
from analysis.store import Workspace
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import to_frame

#: What one step does with so many articles, and the numbers of articles it is measured with.
Step = tuple[Callable[[int], object], list[int]]
STEPS = ("stories", "entities", "alignment", "framing")
FRAMED = (62, 125, 250, 500)


def main() -> None:
    """Print seconds and growth by step."""
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__)
    parser.add_argument("workspace", type=Path, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 2000, 4000, 6000])
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    options = parser.parse_args()
    workspace = Workspace(options.workspace)
    catalogue = workspace.catalogue(stale=True)
    if catalogue is None:
        raise SystemExit(f"{options.workspace} has no catalogue: annotate some articles into it.")
    local = to_frame(workspace.snapshot().read("local_entities"))
    steps: dict[str, Step] = {
        "stories": (lambda size: stories.group_stories(_first(catalogue, "articles", size)), []),
        "entities": (
            lambda size: entities.link_entities(
                local[local["article_id"].isin(_ids(catalogue, size))],
                _first(catalogue, "articles", size)[["article_id", "story_id"]],
            ),
            [],
        ),
        "alignment": (
            lambda size: utterances.link_quotes(
                _first(catalogue, "quotes", size).drop(columns=["utterance_id", "confidence"]),
                _first(catalogue, "articles", size)[["article_id", "story_id"]],
            ),
            [],
        ),
        "framing": (lambda size: _framing(catalogue, size), list(FRAMED)),
    }
    stories.group_stories(
        _first(catalogue, "articles", 50)
    )  # the first use loads the background counts
    for name in options.steps:
        step, sizes = steps[name]
        before: tuple[int, float] | None = None
        for size in sizes or options.articles:
            started = time.process_time()
            step(size)
            seconds = time.process_time() - started
            grown = ""
            if before:
                grown = f"n^{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}"
            print(f"{name:12}{size:>8,}{seconds:>9.1f} s  {grown}", flush=True)
            before = size, seconds


def _ids(catalogue: Catalogue, size: int) -> list[str]:
    found = catalogue.query(f"SELECT article_id FROM articles ORDER BY article_id LIMIT {size}")
    return [str(article_id) for article_id in found["article_id"]]


def _first(catalogue: Catalogue, table: str, size: int) -> pd.DataFrame:
    """Return the rows of a table that belong to the first so many articles."""
    return catalogue.query(
        f"""
        SELECT * FROM {table} SEMI JOIN
        (SELECT article_id FROM articles ORDER BY article_id LIMIT {size}) USING (article_id)
        ORDER BY ALL
        """
    )


def _framing(catalogue: Catalogue, size: int) -> None:
    names = ("articles", "blocks", "mentions", "quotes", "epithets", "events")
    rows = {name: _first(catalogue, name, size) for name in names}
    known = catalogue.query("FROM entities ORDER BY entity_id")
    named = set(rows["mentions"]["entity_id"]) | set(rows["quotes"]["entity_id"])
    chosen = Selection(entities=known[known["entity_id"].isin(named)], focus=Focus(), **rows)
    for compute in {measure.compute: None for measure in MEASURES.values()}:
        compute(chosen)


if __name__ == "__main__":
    main()
