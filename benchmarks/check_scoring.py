"""Compare every figure of :mod:`benchmarks.scoring` with those of another scorer.

    python -m benchmarks.check_scoring --score PATH [--data DIR]

PATH is a Python file with ``score(gold, predicted, segments, speech)`` over lists of JSON objects,
such as the scorer that first defined the figures. The comparison covers every gold set, including
training sets: the gold with random errors, and (except for training sets) the predictions of the
pipeline. The exit code is 1 when a figure differs by more than 1e-9.
"""

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, cast

from benchmarks.article_files import read_json_lines
from benchmarks.article_quotes import ArticleQuotes, Quote, read_gold_articles
from benchmarks.gold_sets import DATA_FOLDER, find_sets, is_training_set, predict_quotes
from benchmarks.scoring import KINDS, Figures, score_quotes

Scorer = Callable[..., dict[str, Any]]

_TOLERANCE = 1e-9
#: Shares by their name in the other scorer.
_OTHER_SHARE_NAMES = {
    "speaker": "speaker",
    "cue": "cue",
    "resolved": "resolved",
    "wrong": "resolved_wrong",
    "of_all": "resolved_of_all",
}
#: Number of damaged copies of each gold set.
_N_DAMAGED_COPIES = 2
#: Probability of each error in a damaged copy; judgement: each type occurs in every set.
_P_ARTICLE_PRESENT, _P_QUOTE_MISSING, _P_CUE_PRESENT, _P_QUOTE_INVENTED = 0.9, 0.1, 0.8, 0.1
#: Characters by which a damaged offset moves; most do not move.
_SHIFTS = (0, 0, 0, 0, -40, -9, -2, 2, 9, 40)
#: Span of an invented quote.
_INVENTED_SPAN = (0, 30)


class ComparedFigure(NamedTuple):
    """A figure of this scorer beside the same figure of the other scorer."""

    name: str
    value: float | None
    other_value: float | None

    def is_same(self) -> bool:
        """Return whether the two values agree, both of them possibly undefined."""
        if self.value is None or self.other_value is None:
            return self.value is self.other_value
        return abs(self.value - self.other_value) <= _TOLERANCE


@dataclass(frozen=True)
class Comparison:
    """One gold set and one set of predictions, scored in one way by both scorers."""

    gold_file: Path
    predicted: Sequence[ArticleQuotes]
    by_span: bool
    speech_only: bool

    def compare(self, other: Scorer) -> Iterator[ComparedFigure]:
        """Yield every figure with that of the other scorer."""
        score = score_quotes(
            read_gold_articles(self.gold_file),
            self.predicted,
            by_span=self.by_span,
            speech_only=self.speech_only,
        )
        gold_records = list(read_json_lines(self.gold_file))
        predicted_records = [_to_json(article) for article in self.predicted]
        other_score = other(gold_records, predicted_records, self.by_span, self.speech_only)
        totals, figures = score.totals, score.compute_figures()
        for name, value in _flatten_figures(other_score).items():
            yield ComparedFigure(name, figures[name], value)
        pairs = other_score["pairs"]
        for name, total, other_total in (
            ("gold", "gold", other_score["gold"]),
            ("predicted", "predicted", other_score["predicted"]),
            ("missing articles", "missing", other_score["missing_articles"]),
            ("pairs in gold", "pair_gold", pairs["gold"]),
            ("pairs found", "pair_predicted", pairs["predicted"]),
        ):
            yield ComparedFigure(name, totals[total], other_total)


def main() -> int:
    """Compare the scorers, print the differences and return the exit code."""
    parser = argparse.ArgumentParser("python -m benchmarks.check_scoring", description=__doc__)
    parser.add_argument(
        "--score", type=Path, required=True, metavar="PATH", help="the other scorer"
    )
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    options = parser.parse_args()
    other = _load_scorer(options.score)
    n_compared = n_differing = 0
    for name, file in find_sets(options.data, include_training=True).items():
        for description, predicted in _list_predictions(name, file):
            for by_span, speech_only in product((False, True), repeat=2):
                figures = list(Comparison(file, predicted, by_span, speech_only).compare(other))
                differing = [figure for figure in figures if not figure.is_same()]
                n_compared += len(figures)
                n_differing += len(differing)
                for figure in differing:
                    print(
                        f"{name}, {description}, segments={by_span} speech={speech_only}: "
                        f"{figure.name} is {figure.value}, the other is {figure.other_value}"
                    )
    print(f"{n_compared} figures compared, {n_differing} differ")
    return 1 if n_differing or not n_compared else 0


def _load_scorer(path: Path) -> Scorer:
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module.score)


def _list_predictions(name: str, file: Path) -> Iterator[tuple[str, list[ArticleQuotes]]]:
    if not is_training_set(name):
        yield "as found", predict_quotes(file)
    for seed in range(_N_DAMAGED_COPIES):
        yield f"with random errors ({seed})", list(_damage_articles(read_gold_articles(file), seed))


def _damage_articles(gold: Iterable[ArticleQuotes], seed: int) -> Iterator[ArticleQuotes]:
    """Yield the gold with errors of every type, without some of its articles."""
    rng = random.Random(seed)
    for article in gold:
        if rng.random() < _P_ARTICLE_PRESENT:
            quotes = [damaged for quote in article.quotes for damaged in _damage_quote(quote, rng)]
            yield ArticleQuotes(article.article_id, tuple(quotes))


def _damage_quote(quote: Quote, rng: random.Random) -> list[Quote]:
    def shift(offset: int) -> int:
        return max(0, offset + rng.choice(_SHIFTS))

    if rng.random() < _P_QUOTE_MISSING:
        return []
    damaged = replace(
        quote,
        spans=tuple((shift(start), shift(end)) for start, end in quote.spans),
        cue=quote.cue if rng.random() < _P_CUE_PRESENT else (),
        speaker=tuple((shift(start), shift(end)) for start, end in quote.speaker),
        name=rng.choice(
            (quote.name, f"the {quote.name.upper()}", quote.name.split(" ")[-1], "", "Ed")
        ),
        utterance=rng.choice((quote.utterance, quote.utterance, quote.utterance[:-1], "")),
    )
    if rng.random() < _P_QUOTE_INVENTED:
        return [damaged, replace(quote, spans=(_INVENTED_SPAN,))]
    return [damaged]


def _flatten_figures(other_score: dict[str, Any]) -> Figures:
    """Return the figures of the other scorer by the names of this one."""
    figures: Figures = {
        f"{name}_{part}": other_score[name][part]
        for name in ("exact", "overlap", "char", "end_to_end", "pairs")
        for part in "prf"
    }
    figures |= {name: other_score[other] for name, other in _OTHER_SHARE_NAMES.items()}
    return figures | {f"recall_{kind}": other_score["recall_by_kind"][kind] for kind in KINDS}


def _to_json(article: ArticleQuotes) -> dict[str, Any]:
    """Return an article as the other scorer takes it."""
    quotes = [
        {
            "spans": quote.spans,
            "cue": quote.cue,
            "speaker": quote.speaker,
            "resolved": quote.name,
            "utterance": quote.utterance,
        }
        for quote in article.quotes
    ]
    record: dict[str, Any] = json.loads(json.dumps({"id": article.article_id, "quotes": quotes}))
    return record


if __name__ == "__main__":
    sys.exit(main())
