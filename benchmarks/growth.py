"""Measure how the time of the steps that compare articles grows with the corpus.

    python -m benchmarks.growth WORKSPACE [--articles 1000 2000 4000 6000] [--steps stories …]

The first articles of a workspace, in the order of their ids, are grouped into stories, their
entities are linked and their quotes aligned. *Framing* is all groups of measures over a selection,
which is smaller: a page compares 2,000 articles at most. Times are processor seconds; *growth* is
the exponent between a size and the one before.
"""

import argparse
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import entities, stories, utterances
from analysis.measures.registry import MEASURES
from analysis.measures.selection import Focus, Selection
from analysis.store import Workspace
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import to_frame

#: The numbers of articles over which the framing measures are timed.
_FRAMING_SIZES = (62, 125, 250, 500)
#: Number of articles grouped before the first timing, to load the document frequencies.
_WARM_UP_ARTICLES = 50


class GrowthSteps:
    """The timed steps over the first articles of a workspace."""

    def __init__(self, workspace: Workspace, catalogue: Catalogue) -> None:
        """Read the entities of each article."""
        self._catalogue = catalogue
        self._local_entities = to_frame(workspace.snapshot().read("local_entities"))

    def group_stories(self, size: int) -> None:
        """Group the articles into stories."""
        stories.group_stories(self._read_first("articles", size))

    def link_entities(self, size: int) -> None:
        """Link the entities of the articles."""
        articles = self._read_first("articles", size)[["article_id", "story_id"]]
        is_first = self._local_entities["article_id"].isin(articles["article_id"])
        entities.link_entities(self._local_entities[is_first], articles)

    def align_quotes(self, size: int) -> None:
        """Align the quotes of the articles."""
        quotes = self._read_first("quotes", size).drop(columns=["utterance_id", "confidence"])
        articles = self._read_first("articles", size)[["article_id", "story_id"]]
        utterances.link_quotes(quotes, articles)

    def compute_measures(self, size: int) -> None:
        """Compute all framing measures over the articles."""
        names = ("articles", "blocks", "mentions", "quotes", "epithets", "events")
        rows = {name: self._read_first(name, size) for name in names}
        all_entities = self._catalogue.query("FROM entities ORDER BY entity_id")
        entity_ids = set(rows["mentions"]["entity_id"]) | set(rows["quotes"]["entity_id"])
        is_present = all_entities["entity_id"].isin(entity_ids)
        selection = Selection(entities=all_entities[is_present], focus=Focus(), **rows)
        # Measures may share a function; a dictionary keeps each once, in order.
        for compute in {measure.compute: None for measure in MEASURES.values()}:
            compute(selection)

    def _read_first(self, table: str, size: int) -> pd.DataFrame:
        """Return the rows of a table that belong to the first ``size`` articles."""
        return self._catalogue.query(
            f"""
            SELECT * FROM {table} SEMI JOIN
            (SELECT article_id FROM articles ORDER BY article_id LIMIT {size}) USING (article_id)
            ORDER BY ALL
            """
        )


#: The timed steps by name.
_STEPS: dict[str, Callable[[GrowthSteps, int], None]] = {
    "stories": GrowthSteps.group_stories,
    "entities": GrowthSteps.link_entities,
    "alignment": GrowthSteps.align_quotes,
    "framing": GrowthSteps.compute_measures,
}


def main() -> None:
    """Print seconds and growth by step."""
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__)
    parser.add_argument("workspace", type=Path, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 2000, 4000, 6000])
    parser.add_argument("--steps", nargs="+", choices=_STEPS, default=list(_STEPS))
    options = parser.parse_args()
    workspace = Workspace(options.workspace)
    catalogue = workspace.catalogue(stale=True)
    if catalogue is None:
        raise SystemExit(f"{options.workspace} has no catalogue: annotate some articles into it.")
    steps = GrowthSteps(workspace, catalogue)
    steps.group_stories(_WARM_UP_ARTICLES)
    for name in options.steps:
        sizes = _FRAMING_SIZES if name == "framing" else options.articles
        _print_growth(name, steps, sizes)


def _print_growth(name: str, steps: GrowthSteps, sizes: Sequence[int]) -> None:
    previous: tuple[int, float] | None = None
    for size in sizes:
        start = time.process_time()
        _STEPS[name](steps, size)
        seconds = time.process_time() - start
        growth = ""
        if previous:
            previous_size, previous_seconds = previous
            exponent = math.log(seconds / previous_seconds) / math.log(size / previous_size)
            growth = f"n^{exponent:.2f}"
        print(f"{name:12}{size:>8,}{seconds:>9.1f} s  {growth}", flush=True)
        previous = size, seconds


if __name__ == "__main__":
    main()
