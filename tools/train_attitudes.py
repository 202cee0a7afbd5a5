"""Train the model of attitudes: phrases attributed to somebody without being reported as said.

    python -m tools.train_attitudes [--data DIR] [--set polnear_train]

Reads a set of marked articles (``quotes/<set>.jsonl.gz`` of the data folder), annotates them, and
writes ``analysis/nlp/data/attitudes.npz``; ``attitudes.md`` beside it describes the model, its
training data and its accuracy. Quotes that the rules find are left out: the model learns from the
rest of the marked attributions.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from analysis.nlp.components import COMPONENTS
from analysis.nlp.pipeline import load, make_doc
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attitude_features import Columns, FeatureReader
from analysis.nlp.quotes.attitudes import (
    HASH_SIZE,
    WEIGHTS,
    Floats,
    list_complements,
    list_cues,
)
from analysis.nlp.quotes.attribution_syntax import find_noun_phrase
from analysis.nlp.quotes.complements import find_holder
from analysis.nlp.quotes.quote_extraction import find_quote_candidates
from benchmarks.article_files import read_articles
from benchmarks.article_quotes import ArticleQuotes, Quote, read_gold_articles
from benchmarks.gold_sets import DATA_FOLDER, find_sets
from benchmarks.matching import find_letter_positions

# The following numbers are judgement, checked by `python -m benchmarks.quotes` on PolNeAR.
#: Minimum intersection over union of a phrase and the marked attribution that labels it.
_MIN_IOU = 0.75
#: Minimum share of marked phrases among those of a word that governs attitudes.
_MIN_MARKED_SHARE = 0.03
#: The regression's inverse strength of regularisation; a smaller one keeps weights smaller.
_INVERSE_REGULARISATION = 0.15
#: Maximum number of iterations of the regression.
_MAX_ITERATIONS = 400
#: Weights closer to zero than this are dropped.
_MIN_WEIGHT = 0.02
#: Articles that the pipeline processes together.
_BATCH_SIZE = 16


@dataclass(frozen=True)
class Example:
    """A phrase to learn from.

    Attributes:
        governor: Lemma of the word that governs it.
        places: Where the weights of its features are stored.
        is_marked: Whether it is marked as attributed.
        lacks_holder: Whether its grammatical holder is not the marked source; None when it is not
            marked.
    """

    governor: str
    places: Columns
    is_marked: bool
    lacks_holder: bool | None


def main() -> None:
    """Train the model and write its weights."""
    parser = argparse.ArgumentParser("python -m tools.train_attitudes", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    parser.add_argument("--set", default="polnear_train", metavar="NAME")
    options = parser.parse_args()
    file = find_sets(options.data, options.set)[options.set]
    examples = list(_list_examples(file))
    governors = _select_governors(examples)
    examples = [example for example in examples if example.governor in governors]
    attitude_weights = _train([e.places for e in examples], [e.is_marked for e in examples])
    marked = [example for example in examples if example.lacks_holder is not None]
    holder_weights = _train([e.places for e in marked], [bool(e.lacks_holder) for e in marked])
    weights = np.vstack([attitude_weights, holder_weights])
    weights[np.abs(weights) < _MIN_WEIGHT] = 0
    places = np.flatnonzero(weights.any(axis=0)).astype(np.int32)
    values = weights[:, places].astype(np.float16)
    np.savez_compressed(
        WEIGHTS, places=places, values=values, governors=np.array(sorted(governors))
    )
    print(
        f"{len(examples)} phrases, {sum(e.is_marked for e in examples)} marked, "
        f"{len(governors)} governors, {len(places)} weights, {WEIGHTS.stat().st_size} bytes"
    )


def _list_examples(file: Path) -> Iterator[Example]:
    """Yield the examples of a set of marked articles."""
    gold = {article.article_id: article for article in read_gold_articles(file)}
    nlp = load()
    articles = read_articles([file])
    after_names = COMPONENTS[COMPONENTS.index("parallax_names") + 1 :]
    with nlp.select_pipes(disable=after_names):
        docs = nlp.pipe((make_doc(nlp, article) for article in articles), batch_size=_BATCH_SIZE)
        for doc in docs:
            yield from _list_article_examples(ArticleParse(doc), gold[doc._.article.article_id])


def _list_article_examples(article: ArticleParse, gold: ArticleQuotes) -> Iterator[Example]:
    text = gold.text
    gold_letters = [
        (find_letter_positions(text, (span,)), quote)
        for quote in gold.quotes
        for span in quote.spans
    ]
    quotes = find_quote_candidates(article)
    table, complements = list_complements(article, quotes, None)
    if not complements:
        return
    reader = FeatureReader(table, list_cues(quotes))
    features, rows, beside = reader.hash_features(complements)
    for number, complement in enumerate(complements):
        letters = find_letter_positions(text, ((complement.start, complement.end),))
        iou, quote = max(
            (
                (len(letters & marked) / len(letters | marked), quote)
                for marked, quote in gold_letters
                if letters & marked
            ),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        is_marked = iou >= _MIN_IOU
        lacks_holder = None
        if is_marked and quote is not None:
            holder = find_holder(table, complement.governor, complement.preposition)
            lacks_holder = holder is not None and not _is_source(article, holder, text, quote)
        governor = article.doc[complement.governor].lemma_.lower()
        places = np.concatenate((features[number], beside[rows == number]))
        yield Example(governor, places, is_marked, lacks_holder)


def _is_source(article: ArticleParse, holder: int, text: str, quote: Quote) -> bool:
    """Return whether the noun phrase of a holder overlaps the marked source."""
    phrase = find_noun_phrase(article.doc[holder])
    letters = find_letter_positions(text, ((phrase.start_char, phrase.end_char),))
    return bool(letters & find_letter_positions(text, quote.speaker))


def _select_governors(examples: Sequence[Example]) -> frozenset[str]:
    """Return the words with a sufficient share of marked phrases."""
    n_phrases = Counter(example.governor for example in examples)
    n_marked = Counter(example.governor for example in examples if example.is_marked)
    return frozenset(
        word for word in n_marked if n_marked[word] >= _MIN_MARKED_SHARE * n_phrases[word]
    )


def _train(places: Sequence[Columns], labels: Sequence[bool]) -> Floats:
    """Return the weights; the feature that every row has serves as the intercept."""
    # The regression takes positions of 32 bits only.
    ends = np.cumsum([0, *map(len, places)]).astype(np.int32)
    columns = np.concatenate(places).astype(np.int32)
    rows = csr_array((np.ones(len(columns)), columns, ends), (len(places), HASH_SIZE))
    regression = LogisticRegression(
        C=_INVERSE_REGULARISATION,
        fit_intercept=False,
        solver="liblinear",
        max_iter=_MAX_ITERATIONS,
        random_state=0,
    )
    regression.fit(rows, labels)
    weights: Floats = regression.coef_[0]
    return weights


if __name__ == "__main__":
    main()
