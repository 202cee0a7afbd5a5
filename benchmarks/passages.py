"""Score how well sentences of two articles that report the same are linked.

    python -m benchmarks.passages [--data DIR]

Scores the links of :func:`analysis.corpus.passages.align_passages` on pairs of articles whose
sentences annotators aligned. A link is right when its pair of sentences is marked ``same`` or
``partial``; recall is the share of the pairs marked ``same`` that are linked. ``sure`` counts only
the links shown as certain, ``all`` the possible ones too. ``nearest`` takes each sentence with a
counterpart likely enough to be shown beside an omission: its precision is the share of those whose
likeliest counterpart is marked.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.passages import (
    POSSIBLE_THRESHOLD,
    align_passages,
    mark_best,
    read_counted_sentences,
)
from analysis.corpus.sentence_similarity import (
    SentenceWords,
    compare_sentences,
    read_sentence_words,
)
from analysis.store.data_frames import to_frame
from benchmarks.annotated_sets import build_tables
from benchmarks.article_files import read_articles, read_json_lines, write_json_lines
from benchmarks.f_score import compute_f1
from benchmarks.gold_sets import DATA_FOLDER

_SETS = {"dev": "passages_gold_dev.jsonl", "seeds": "passages_gold_seeds.jsonl"}
_SEEDS = Path(__file__).parents[1] / "seeds"

Tables = dict[str, pd.DataFrame]
Links = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class AlignedPair:
    """Two articles whose sentences annotators aligned.

    Attributes:
        set_name: ``dev`` or ``seeds``.
        story: The event they report.
        left: Id of the left article.
        right: Id of the right article.
        left_words: The content words of the left article's sentences.
        right_words: The content words of the right article's sentences.
        kinds: ``same``, ``partial`` or empty for each pair of sentences, left x right.
        n_same_lost: Number of pairs marked ``same`` one of whose sentences is not read as one of
            the article's own, as a caption.
    """

    set_name: str
    story: str
    left: str
    right: str
    left_words: list[SentenceWords]
    right_words: list[SentenceWords]
    kinds: npt.NDArray[np.str_]
    n_same_lost: int = 0


@dataclass(frozen=True)
class LinkScore:
    """Precision over ``same`` and ``partial``, recall over ``same``, and the number of links."""

    precision: float
    recall: float
    n_links: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return compute_f1(self.precision, self.recall)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.passages", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    data = parser.parse_args().data
    pairs, tables = read_aligned_pairs(data), build_set_tables(data)
    print(f"{'set':8}{'links':8}{'precision':>10}{'recall':>10}{'F':>8}{'counted':>9}")
    for name in _SETS:
        set_pairs = [pair for pair in pairs if pair.set_name == name]
        for label, strengths in (("sure", ["sure"]), ("all", ["sure", "possible"])):
            links = [_predict_links(pair, tables, strengths) for pair in set_pairs]
            score = score_links(set_pairs, links)
            print(
                f"{name:8}{label:8}{score.precision:10.1%}{score.recall:10.1%}{score.f1:8.1%}"
                f"{score.n_links:9}"
            )
        n_right, n_shown = count_nearest(set_pairs)
        print(f"{name:8}{'nearest':8}{n_right / n_shown:10.1%}{'':18}{n_shown:9}")


def read_aligned_pairs(data: Path) -> list[AlignedPair]:
    """Return the aligned pairs of the sets in a data folder."""
    tables = build_set_tables(data)
    return [
        _make_aligned_pair(set_name, record, tables) for set_name, record in _read_records(data)
    ]


def select_links(probability: npt.NDArray[np.float64], threshold: float) -> Links:
    """Return the links with at least a probability that are the best of one of their sentences."""
    links: Links = (probability >= threshold) & mark_best(probability)
    return links


def score_links(pairs: Sequence[AlignedPair], links: Sequence[Links]) -> LinkScore:
    """Return the score of the links of some pairs of articles.

    Args:
        pairs: The aligned pairs.
        links: The predicted links of each pair, left x right sentences.
    """
    n_links = n_right = n_same_linked = n_same = 0
    for pair, is_linked in zip(pairs, links, strict=True):
        is_same = pair.kinds == "same"
        n_links += int(is_linked.sum())
        n_right += int((is_linked & (pair.kinds != "")).sum())
        n_same_linked += int((is_linked & is_same).sum())
        n_same += int(is_same.sum()) + pair.n_same_lost
    precision = n_right / n_links if n_links else 0.0
    recall = n_same_linked / n_same if n_same else 0.0
    return LinkScore(precision, recall, n_links)


def count_nearest(pairs: Sequence[AlignedPair]) -> tuple[int, int]:
    """Return for how many sentences the nearest one of the other article is right, and is shown.

    Args:
        pairs: The aligned pairs; the sentences of both sides are counted.
    """
    n_right = n_shown = 0
    for pair in pairs:
        probability = compare_sentences(pair.left_words, pair.right_words).probability
        for likely, kinds in ((probability, pair.kinds), (probability.T, pair.kinds.T)):
            nearest = likely.argmax(axis=1)
            is_shown = likely.max(axis=1) >= POSSIBLE_THRESHOLD
            is_right = kinds[np.arange(len(kinds)), nearest] != ""
            n_shown += int(is_shown.sum())
            n_right += int((is_shown & is_right).sum())
    return n_right, n_shown


def _make_aligned_pair(set_name: str, record: dict[str, Any], tables: Tables) -> AlignedPair:
    left, right = (
        read_counted_sentences(record[side], tables["articles"], tables["sentences"])
        for side in ("left", "right")
    )
    kinds = np.full((len(left), len(right)), "", dtype="<U7")
    n_same_lost = 0
    for pair in record["pairs"]:
        row = np.flatnonzero(left["start"] == pair["left"][0])
        column = np.flatnonzero(right["start"] == pair["right"][0])
        if row.size and column.size:
            kinds[row[0], column[0]] = pair["kind"]
        else:
            n_same_lost += pair["kind"] == "same"
    left_words, right_words = (
        read_sentence_words(sentences, tables["mentions"], tables["quotes"])
        for sentences in (left, right)
    )
    return AlignedPair(
        set_name=set_name,
        story=record["story"],
        left=record["left"],
        right=record["right"],
        left_words=left_words,
        right_words=right_words,
        kinds=kinds,
        n_same_lost=n_same_lost,
    )


def _predict_links(pair: AlignedPair, tables: Tables, strengths: Sequence[str]) -> Links:
    aligned = align_passages(
        pair.left,
        pair.right,
        tables["articles"],
        tables["sentences"],
        tables["quotes"],
        tables["mentions"],
    )
    left_numbers, right_numbers = (
        read_counted_sentences(article_id, tables["articles"], tables["sentences"])[
            "sentence"
        ].tolist()
        for article_id in (pair.left, pair.right)
    )
    is_linked = np.zeros(pair.kinds.shape, bool)
    for link in aligned.links[aligned.links["strength"].isin(strengths)].itertuples():
        row, column = (
            left_numbers.index(link.left_sentence),
            right_numbers.index(link.right_sentence),
        )
        is_linked[row, column] = True
    return is_linked


def _read_records(data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of the set and the record of each aligned pair."""
    for set_name, file_name in _SETS.items():
        for record in read_json_lines(data / "passages" / file_name):
            yield set_name, record


@cache
def build_set_tables(data: Path) -> Tables:
    """Return the catalogue tables of the articles of all sets."""
    article_ids = {record[side] for _, record in _read_records(data) for side in ("left", "right")}
    news = read_json_lines(data / "stories" / "news_cluster_dev.jsonl.gz")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        write_json_lines(source, [record for record in news if record["id"] in article_ids])
        tables = build_tables(read_articles([source, _SEEDS]))
    return {name: to_frame(table) for name, table in tables.items()}


if __name__ == "__main__":
    main()
