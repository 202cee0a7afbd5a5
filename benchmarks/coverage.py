"""Score how well sentences of several articles that report the same are joined in clusters.

    python -m benchmarks.coverage [--data DIR]

Joins the sentences of all articles of each story of the aligned sets as the page *Coverage* does,
and scores the pairs of sentences of two articles in one cluster: a pair is right when annotators
marked it ``same`` or ``partial``; recall is the share of the pairs marked ``same`` that are in one
cluster. ``same alone`` is the precision if ``partial`` counted as wrong.
"""

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from analysis.corpus.differing_figures import find_differing_figures, pair_differing_figures
from analysis.corpus.statement_clusters import StoryStatements, join_statements
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.passages import (
    AlignedPair,
    Links,
    Tables,
    build_set_tables,
    read_aligned_pairs,
    score_links,
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.coverage", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    data = parser.parse_args().data
    pairs, tables = read_aligned_pairs(data), build_set_tables(data)
    print(f"{'set':8}{'pairs':>7}{'precision':>11}{'same alone':>12}{'recall':>8}")
    for name in dict.fromkeys(pair.set_name for pair in pairs):
        of_set = [pair for pair in pairs if pair.set_name == name]
        links = predict_links(of_set, tables)
        score = score_links(of_set, links)
        n_same = sum(
            int((link & (pair.kinds == "same")).sum())
            for pair, link in zip(of_set, links, strict=True)
        )
        same_alone = n_same / score.n_links if score.n_links else 0.0
        print(
            f"{name:8}{score.n_links:7}{score.precision:11.1%}{same_alone:12.1%}{score.recall:8.1%}"
        )


def predict_links(pairs: list[AlignedPair], tables: Tables) -> list[Links]:
    """Return, for each aligned pair of articles, which sentences are in one cluster."""
    articles_of: dict[str, set[str]] = {}
    for pair in pairs:
        articles_of.setdefault(pair.story, set()).update((pair.left, pair.right))
    joined = {story: _join(ids, tables) for story, ids in articles_of.items()}
    return [
        np.equal.outer(
            *(_read_clusters(joined[pair.story], key) for key in (pair.left, pair.right))
        )
        for pair in pairs
    ]


def _join(article_ids: set[str], tables: Tables) -> StoryStatements:
    articles, sentences, mentions, quotes, figures = (
        tables[name][tables[name]["article_id"].isin(article_ids)]
        for name in ("articles", "sentences", "mentions", "quotes", "figures")
    )
    articles = articles.assign(story_id="story")
    differing = find_differing_figures(articles, sentences, figures, mentions)
    return join_statements(
        articles, sentences, mentions, quotes, figures, pair_differing_figures(differing)
    )


def _read_clusters(statements: StoryStatements, article_id: str) -> npt.NDArray[np.int64]:
    rows = statements.sentences
    return rows.loc[rows["article_id"] == article_id, "cluster"].to_numpy(np.int64)


if __name__ == "__main__":
    main()
