"""How well entities are found, told apart, taken up by pronouns, and ranked by prominence.

    python -m benchmarks.entities [--data DIR] [--set seesaw|gum|seeds] [--errors]

``seesaw`` asks whether the entities people listed for an article are found in it, whether one is
one entity in all articles of its event, and whether the first position tells the main ones
(:mod:`benchmarks.seesaw`). ``gum`` scores pronouns and chains of names (:mod:`benchmarks.gum`).
``seeds`` compares every mention of the most named entities of the seed articles with a table that
was read by eye, ``benchmarks/gold/seeds_entities.csv``. The articles of a set share one workspace,
read, annotated and built as the dashboard does it.
"""

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import catalogue_tables
from analysis.store import Workspace
from analysis.store.data_frames import to_frame
from benchmarks import gum, seesaw
from benchmarks.gold_sets import DATA

_SEEDS = Path(__file__).parents[1] / "seeds"
_SEEDS_GOLD = Path(__file__).parent / "gold" / "seeds_entities.csv"
_DRAWS = 1000
Tables = dict[str, pd.DataFrame]


def main() -> None:
    """Score the sets and print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.entities", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--set", default="", choices=("seesaw", "gum", "seeds"), help="only one")
    parser.add_argument("--errors", action="store_true", help="print what is missed or wrong")
    options = parser.parse_args()
    if options.set in ("", "seeds"):
        score_seeds(errors=options.errors)
    if options.set in ("", "gum"):
        score_gum(sorted((options.data / "gum").glob("*.conllu")))
    if options.set in ("", "seesaw"):
        score_seesaw(options.data / "stories" / "seesaw_dev.jsonl.gz", errors=options.errors)


def score_seesaw(file: Path, *, errors: bool) -> None:
    """Print how many listed entities are found and not split, and how prominence tells them."""
    tables = build(item for item in read_paths([file]) if isinstance(item, Article))
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        wanted = seesaw.listed(json.loads(line) for line in lines)
    linked = seesaw.link(wanted, _found(tables))
    first = _first_positions(tables)
    frame = pd.DataFrame(
        {
            "story": [one.story for one in wanted],
            "kind": [one.kind for one in wanted],
            "named": [one.named for one in wanted],
            "main": [one.main for one in wanted],
            "found": [bool(entity) for entity in linked],
            "early": [
                -first.get((one.article_id, entity), np.nan)
                for one, entity in zip(wanted, linked, strict=True)
            ],
        }
    )
    print(f"\n## SEESAW: {frame['story'].nunique()} events, {len(frame):,} listed entities")
    for name, part in (
        ("all", frame),
        ("with a name", frame[frame["named"]]),
        *((kind, frame[frame["kind"] == kind]) for kind in seesaw.KINDS.values()),
    ):
        groups = [rows["found"].to_numpy() for _, rows in part.groupby("story")]
        print(f"found, {name:24}{_share(groups)}")
    ids = seesaw.split(wanted, linked)
    whole = pd.DataFrame({"story": [s for s, _ in ids], "one": [len(i) == 1 for i in ids.values()]})
    groups = [rows["one"].to_numpy() for _, rows in whole.groupby("story")]
    print(f"{'one entity in its event':31}{_share(groups)}")
    known = frame.dropna(subset="early")
    print(f"{'Main by first position, AUC':31}{roc_auc_score(known['main'], known['early']):.3f}")
    if errors:
        missed = [one for one, entity in zip(wanted, linked, strict=True) if not entity]
        for one in missed:
            print(f"missed  {one.article_id}  {one.name}")
        for (story, name), some in ids.items():
            if len(some) > 1:
                print(f"split   {story}  {name}: {', '.join(sorted(some))}")


def score_gum(files: Sequence[Path]) -> None:
    """Print how well pronouns and chains of names are resolved."""
    documents = [gum.read(file) for file in files]
    counts = []
    annotated = annotate(document.article for document in documents)
    for document, rows in zip(documents, annotated, strict=True):
        counts.append(gum.score(document, rows["mentions"]))
    total = sum(counts, Counter())
    print(f"\n## GUM news: {len(documents)} articles, {total['names']} names")
    print(f"pronouns {total['pronouns_named']}, tried {total['tried_named']}; ", end="")
    print(f"in chains without a name {total['pronouns_unnamed']}, tried {total['tried_unnamed']}")
    drawn = _drawn(len(counts))
    for name, value in gum.figures(total).items():
        values = [gum.figures(_weighed(counts, weights))[name] for weights in drawn]
        low, high = np.percentile(values, (2.5, 97.5))
        print(f"{name:31}{100 * value:5.1f} [{100 * low:5.1f}, {100 * high:5.1f}]")


def score_seeds(*, errors: bool) -> None:
    """Print how the mentions found in the seeds differ from those read by eye."""
    tables = build(item for item in read_paths([_SEEDS]) if isinstance(item, Article))
    with _SEEDS_GOLD.open(encoding="utf-8", newline="") as file:
        next(file)
        gold = {
            (row["article_id"], int(row["start"]), int(row["end"])): row["entity_id"]
            for row in csv.DictReader(file)
        }
    kept = set(gold.values())
    mentions = tables["mentions"]
    columns = ("article_id", "start", "end", "entity_id")
    found = {
        (article, start, end): entity
        for article, start, end, entity in mentions[list(columns)].itertuples(index=False)
        if entity in kept
    }
    right = gold.items() & found.items()
    print(f"\n## Seeds: {len(kept)} entities, {len(gold)} mentions")
    print(f"right {len(right)}, missed {len(gold) - len(right)}, wrong {len(found) - len(right)}")
    if errors:
        for place, entity in sorted(gold.items() ^ found.items()):
            print("missed" if (place, entity) in gold.items() else "wrong ", *place, entity)


def build(articles: Iterable[Article]) -> Tables:
    """Return the tables of the catalogue of some articles, annotated as the dashboard does it."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(folder)
        kept = list(articles)
        digests = {article.article_id: digest(article) for article in kept}
        workspace.write_part(annotate(kept), fingerprint(), digests)
        return {name: to_frame(rows) for name, rows in catalogue_tables(workspace.snapshot())}


def _found(tables: Tables) -> dict[str, list[seesaw.Found]]:
    """Return by article the entities mentioned in it: their name, and the words used there."""
    names = tables["entities"].set_index("entity_id")["name"]
    mentions = tables["mentions"]
    known = mentions[mentions["entity_id"] != ""]
    found: dict[str, list[seesaw.Found]] = defaultdict(list)
    used = known.groupby(["article_id", "entity_id"], as_index=False)["text"].unique()
    for article, entity, texts in used.itertuples(index=False):
        found[article].append(seesaw.Found(entity, [names[entity], *texts]))
    return found


def _first_positions(tables: Tables) -> dict[tuple[str, str], float]:
    """Return where an article first mentions an entity below the headline, as share of its text."""
    lengths = tables["articles"].set_index("article_id")["text"].str.len()
    mentions = tables["mentions"]
    below = mentions[mentions["block_kind"].isin(("body", "subhead"))]
    first = below.groupby(["article_id", "entity_id"], as_index=False)["start"].min()
    return {
        (article, entity): start / lengths[article]
        for article, entity, start in first.itertuples(index=False)
    }


def _share(groups: Sequence[np.ndarray]) -> str:
    """Say a share in per cent, with its 95 % interval by bootstrap over the groups."""
    hits = np.array([group.sum() for group in groups], dtype=float)
    sizes = np.array([len(group) for group in groups], dtype=float)
    drawn = _drawn(len(groups))
    low, high = np.percentile(100 * (drawn @ hits) / (drawn @ sizes), (2.5, 97.5))
    return f"{100 * hits.sum() / sizes.sum():5.1f} [{low:5.1f}, {high:5.1f}] of {int(sizes.sum())}"


def _drawn(size: int) -> np.ndarray:
    return np.random.default_rng(0).multinomial(size, [1 / size] * size, _DRAWS)


def _weighed(counts: Sequence[Counter[str]], weights: np.ndarray) -> Counter[str]:
    total: Counter[str] = Counter()
    for one, weight in zip(counts, weights.tolist(), strict=True):
        for name, count in one.items():
            total[name] += weight * count
    return total


if __name__ == "__main__":
    main()
