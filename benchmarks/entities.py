"""Score how well entities are found, linked, referred to by pronouns and ranked by prominence.

    python -m benchmarks.entities [--data DIR] [--set seesaw|gum|seeds] [--errors]

- ``seesaw``: whether the entities listed for an article are found in it, whether each is one entity
  in all articles of its event, and how well the first position separates the main entities from the
  others (:mod:`benchmarks.seesaw`).
- ``gum``: pronouns and chains of names (:mod:`benchmarks.gum`).
- ``seeds``: every mention of the most named entities of the seed articles against a table checked
  by hand, ``benchmarks/gold/seeds_entities.csv``.

The articles of a set share one workspace and are read, annotated and built as the dashboard does.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import roc_auc_score

from analysis.nlp.pipeline import annotate
from analysis.store.data_frames import to_frame
from benchmarks import gum, seesaw
from benchmarks.annotated_sets import build_tables
from benchmarks.article_files import read_articles, read_json_lines
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.gum_reader import read_document

_SEEDS = Path(__file__).parents[1] / "seeds"
_SEEDS_GOLD = Path(__file__).parent / "gold" / "seeds_entities.csv"
#: Number of bootstrap resamples.
_RESAMPLES = 1000
#: Percentiles that bound a 95 % interval.
_INTERVAL_PERCENTILES = (2.5, 97.5)
Tables = dict[str, pd.DataFrame]


def main() -> None:
    """Score the sets and print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.entities", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--set", default="", choices=("seesaw", "gum", "seeds"), help="only one")
    parser.add_argument("--errors", action="store_true", help="print what is missed or wrong")
    options = parser.parse_args()
    if options.set in ("", "seeds"):
        score_seeds(print_errors=options.errors)
    if options.set in ("", "gum"):
        score_gum(sorted((options.data / "gum").glob("*.conllu")))
    if options.set in ("", "seesaw"):
        score_seesaw(options.data / "stories" / "seesaw_dev.jsonl.gz", print_errors=options.errors)


def score_seesaw(file: Path, *, print_errors: bool) -> None:
    """Print how many listed entities are found and not split, and how position ranks them."""
    tables = _build_frames([file])
    listed = seesaw.parse_listed_entities(read_json_lines(file))
    linked = seesaw.link_listed_entities(listed, _list_article_entities(tables))
    first_positions = _find_first_positions(tables)
    frame = pd.DataFrame(
        {
            "story": [target.story for target in listed],
            "kind": [target.kind for target in listed],
            "is_named": [target.is_named for target in listed],
            "is_main": [target.is_main for target in listed],
            "is_found": [bool(entity_id) for entity_id in linked],
            "earliness": [
                -first_positions.get((target.article_id, entity_id), np.nan)
                for target, entity_id in zip(listed, linked, strict=True)
            ],
        }
    )
    print(f"\n## SEESAW: {frame['story'].nunique()} events, {len(frame):,} listed entities")
    for name, rows in (
        ("all", frame),
        ("with a name", frame[frame["is_named"]]),
        *((kind, frame[frame["kind"] == kind]) for kind in seesaw.KINDS.values()),
    ):
        print(f"found, {name:24}{_format_share(rows, 'is_found')}")
    ids = seesaw.group_linked_ids(listed, linked)
    unity = pd.DataFrame(
        {
            "story": [story for story, _ in ids],
            "is_single": [len(entity_ids) == 1 for entity_ids in ids.values()],
        }
    )
    print(f"{'one entity in its event':31}{_format_share(unity, 'is_single')}")
    linked_rows = frame.dropna(subset="earliness")
    area = roc_auc_score(linked_rows["is_main"], linked_rows["earliness"])
    print(f"{'Main by first position, AUC':31}{area:.3f}")
    if print_errors:
        _print_seesaw_errors(listed, linked)


def _print_seesaw_errors(listed: Sequence[seesaw.ListedEntity], linked: Sequence[str]) -> None:
    for target, entity_id in zip(listed, linked, strict=True):
        if not entity_id:
            print(f"missed  {target.article_id}  {target.name}")
    for (story, name), entity_ids in seesaw.group_linked_ids(listed, linked).items():
        if len(entity_ids) > 1:
            print(f"split   {story}  {name}: {', '.join(sorted(entity_ids))}")


def score_gum(files: Sequence[Path]) -> None:
    """Print how well pronouns and chains of names are resolved."""
    documents = [read_document(file) for file in files]
    counts = []
    annotated = annotate(document.article for document in documents)
    for document, rows in zip(documents, annotated, strict=True):
        counts.append(gum.count_document(document, rows["mentions"]))
    total = sum(counts, Counter())
    print(f"\n## GUM news: {len(documents)} articles, {total['names']} names")
    print(f"pronouns {total['pronouns_named']}, tried {total['tried_named']}; ", end="")
    print(f"in chains without a name {total['pronouns_unnamed']}, tried {total['tried_unnamed']}")
    weights = _draw_weights(len(counts))
    for name, value in gum.compute_figures(total).items():
        resampled = [gum.compute_figures(_weigh_counts(counts, row))[name] for row in weights]
        low, high = np.percentile(resampled, _INTERVAL_PERCENTILES)
        print(f"{name:31}{100 * value:5.1f} [{100 * low:5.1f}, {100 * high:5.1f}]")


def score_seeds(*, print_errors: bool) -> None:
    """Print how the mentions found in the seeds differ from those checked by hand."""
    mentions = _build_frames([_SEEDS])["mentions"]
    mentions = mentions[mentions["kind"] != "apposition"]  # the table lists what counts include
    with _SEEDS_GOLD.open(encoding="utf-8", newline="") as file:
        next(file)
        gold = {
            (row["article_id"], int(row["start"]), int(row["end"])): row["entity_id"]
            for row in csv.DictReader(file)
        }
    gold_entities = set(gold.values())
    columns = ["article_id", "start", "end", "entity_id"]
    predicted = {
        (article_id, start, end): entity_id
        for article_id, start, end, entity_id in mentions[columns].itertuples(index=False)
        if entity_id in gold_entities
    }
    n_right = len(gold.items() & predicted.items())
    print(f"\n## Seeds: {len(gold_entities)} entities, {len(gold)} mentions")
    print(f"right {n_right}, missed {len(gold) - n_right}, wrong {len(predicted) - n_right}")
    if print_errors:
        for span, entity_id in sorted(gold.items() ^ predicted.items()):
            is_missed = (span, entity_id) in gold.items()
            print("missed" if is_missed else "wrong ", *span, entity_id)


def _build_frames(paths: Sequence[Path]) -> Tables:
    """Return the catalogue tables of the articles of some files and folders."""
    tables = build_tables(read_articles(paths))
    return {name: to_frame(table) for name, table in tables.items()}


def _list_article_entities(tables: Tables) -> dict[str, list[seesaw.ArticleEntity]]:
    """Return the entities mentioned in each article: their name, and the words used there."""
    names = tables["entities"].set_index("entity_id")["name"]
    mentions = tables["mentions"]
    linked = mentions[mentions["entity_id"] != ""]
    by_article: dict[str, list[seesaw.ArticleEntity]] = defaultdict(list)
    texts_by_entity = linked.groupby(["article_id", "entity_id"], as_index=False)["text"].unique()
    for article_id, entity_id, texts in texts_by_entity.itertuples(index=False):
        entity = seesaw.ArticleEntity(entity_id, [names[entity_id], *texts])
        by_article[article_id].append(entity)
    return by_article


def _find_first_positions(tables: Tables) -> dict[tuple[str, str], float]:
    """Return each entity's first position below the headline, as a share of the article's text."""
    lengths = tables["articles"].set_index("article_id")["text"].str.len()
    mentions = tables["mentions"]
    in_body = mentions[mentions["block_kind"].isin(("body", "subhead"))]
    first = in_body.groupby(["article_id", "entity_id"], as_index=False)["start"].min()
    return {
        (article_id, entity_id): start / lengths[article_id]
        for article_id, entity_id, start in first.itertuples(index=False)
    }


def _format_share(rows: pd.DataFrame, column: str) -> str:
    """Return a share in per cent with its 95 % interval, bootstrapped over stories."""
    by_story = rows.groupby("story")[column]
    hits, sizes = by_story.sum().to_numpy(float), by_story.size().to_numpy(float)
    weights = _draw_weights(len(sizes))
    low, high = np.percentile(100 * (weights @ hits) / (weights @ sizes), _INTERVAL_PERCENTILES)
    return f"{100 * hits.sum() / sizes.sum():5.1f} [{low:5.1f}, {high:5.1f}] of {int(sizes.sum())}"


def _draw_weights(size: int) -> npt.NDArray[np.int64]:
    """Return how often each of ``size`` groups is drawn in each resample."""
    return np.random.default_rng(0).multinomial(size, [1 / size] * size, _RESAMPLES)


def _weigh_counts(counts: Sequence[Counter[str]], weights: npt.NDArray[np.int64]) -> Counter[str]:
    """Return the sum of the counts of articles, each weighed by how often it was drawn."""
    total: Counter[str] = Counter()
    for article_counts, weight in zip(counts, weights.tolist(), strict=True):
        for name, count in article_counts.items():
            total[name] += weight * count
    return total


if __name__ == "__main__":
    main()
