"""How well sentences of two articles that report the same are linked.

    python -m benchmarks.passages [--data DIR]

scores the links of :func:`analysis.corpus.passages.align_passages` on pairs of articles whose
sentences people aligned. A link is right when the pair is marked ``same`` or ``partial``; recall is
the share of the pairs marked ``same`` that are linked. ``sure`` counts the links shown as certain,
``all`` the possible ones too.
"""

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.passages import align_passages, mark_best, read_counted_sentences
from analysis.corpus.sentence_similarity import SentenceWords, read_sentence_words
from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import catalogue_tables
from analysis.store import Workspace
from analysis.store.data_frames import to_frame
from benchmarks.gold_sets import DATA

_SETS = {"dev": "passages_gold_dev.jsonl", "seeds": "passages_gold_seeds.jsonl"}
_SEEDS = Path(__file__).parents[1] / "seeds"

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class AlignedPair:
    """Two articles whose sentences people aligned.

    Attributes:
        set_name: ``dev`` or ``seeds``.
        story: The event they report.
        left: Id of one article.
        right: Id of the other.
        left_words: The content words of its sentences.
        right_words: Those of the other's.
        kinds: ``same``, ``partial`` or empty for each pair of sentences, left x right.
    """

    set_name: str
    story: str
    left: str
    right: str
    left_words: list[SentenceWords]
    right_words: list[SentenceWords]
    kinds: npt.NDArray[np.str_]


@dataclass(frozen=True)
class Score:
    """Precision over ``same`` and ``partial``, recall over ``same``."""

    precision: float
    recall: float
    links: int

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.passages", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    data = parser.parse_args().data
    pairs, tables = read_pairs(data), _annotate(data)
    print(f"{'set':8}{'links':8}{'precision':>10}{'recall':>10}{'F':>8}{'counted':>9}")
    for name in _SETS:
        chosen = [pair for pair in pairs if pair.set_name == name]
        for strengths in (("sure",), ("sure", "possible")):
            links = [_link(pair, tables, strengths) for pair in chosen]
            score = score_links(chosen, links)
            label = "sure" if len(strengths) == 1 else "all"
            print(
                f"{name:8}{label:8}{score.precision:10.1%}{score.recall:10.1%}{score.f1:8.1%}"
                f"{score.links:9}"
            )


def read_pairs(data: Path) -> list[AlignedPair]:
    """Return the aligned pairs of the sets in a folder of data."""
    tables = _annotate(data)
    pairs: list[AlignedPair] = []
    for name, file in _SETS.items():
        for line in (data / "passages" / file).read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            left, right = (
                read_counted_sentences(gold[side], tables["articles"], tables["sentences"])
                for side in ("left", "right")
            )
            kinds = np.full((len(left), len(right)), "", dtype="<U7")
            for pair in gold["pairs"]:
                row = np.flatnonzero(left["start"] == pair["left"][0])
                column = np.flatnonzero(right["start"] == pair["right"][0])
                kinds[row[0], column[0]] = pair["kind"]
            left_words, right_words = (
                read_sentence_words(side, tables["mentions"], tables["quotes"])
                for side in (left, right)
            )
            pairs.append(
                AlignedPair(
                    set_name=name,
                    story=gold["story"],
                    left=gold["left"],
                    right=gold["right"],
                    left_words=left_words,
                    right_words=right_words,
                    kinds=kinds,
                )
            )
    return pairs


def select_links(probability: npt.NDArray[np.float64], threshold: float) -> npt.NDArray[np.bool_]:
    """Return the links at a threshold: each the best of one of its sentences."""
    links: npt.NDArray[np.bool_] = (probability >= threshold) & mark_best(probability)
    return links


def score_links(pairs: Sequence[AlignedPair], links: Sequence[npt.NDArray[np.bool_]]) -> Score:
    """Score links of pairs, each left x right."""
    right = total = found = same = 0
    for pair, linked in zip(pairs, links, strict=True):
        total += int(linked.sum())
        right += int((linked & (pair.kinds != "")).sum())
        found += int((linked & (pair.kinds == "same")).sum())
        same += int((pair.kinds == "same").sum())
    return Score(right / total if total else 0.0, found / same if same else 0.0, total)


def _link(pair: AlignedPair, tables: Tables, strengths: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    aligned = align_passages(
        pair.left,
        pair.right,
        tables["articles"],
        tables["sentences"],
        tables["quotes"],
        tables["mentions"],
    )
    numbers = [
        read_counted_sentences(key, tables["articles"], tables["sentences"])["sentence"].tolist()
        for key in (pair.left, pair.right)
    ]
    linked = np.zeros(pair.kinds.shape, bool)
    for row in aligned.links[aligned.links["strength"].isin(strengths)].itertuples():
        linked[numbers[0].index(row.left_sentence), numbers[1].index(row.right_sentence)] = True
    return linked


@cache
def _annotate(data: Path) -> Tables:
    """Return the catalogue tables of the articles of all sets."""
    news = data / "stories" / "news_cluster_dev.jsonl.gz"
    wanted: set[str] = set()
    for file in _SETS.values():
        for line in (data / "passages" / file).read_text(encoding="utf-8").splitlines():
            wanted |= {json.loads(line)[side] for side in ("left", "right")}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with gzip.open(news, "rt", encoding="utf-8") as lines, path.open("w") as out:
            out.writelines(line for line in lines if json.loads(line)["id"] in wanted)
        items = list(read_paths([path, _SEEDS]))
        articles = [item for item in items if isinstance(item, Article)]
        workspace = Workspace(Path(folder) / "workspace")
        digests = {article.article_id: digest(article) for article in articles}
        workspace.write_part(annotate(articles), fingerprint(), digests)
        tables = dict(catalogue_tables(workspace.snapshot()))
    return {name: to_frame(table) for name, table in tables.items()}


if __name__ == "__main__":
    main()
