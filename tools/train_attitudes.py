"""Learn which phrases are attributed to somebody without being reported as said.

    python -m tools.train_attitudes [--data DIR] [--set polnear_train]

reads a set of marked articles (``quotes/<set>.jsonl.gz`` of the data folder), annotates them, and
writes ``analysis/nlp/data/attitudes.npz``. What is learned, from what and how well, stands in
``attitudes.md`` beside it. What the quotation rules find is left out: the model learns from the
rest of what is marked.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.ingest import Article, read_paths
from analysis.nlp.components import COMPONENTS
from analysis.nlp.pipeline import load, make_doc
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attitudes import WEIGHTS, Floats, list_complements, make_hasher
from analysis.nlp.quotes.attribution_syntax import find_noun_phrase
from analysis.nlp.quotes.complements import find_holder
from analysis.nlp.quotes.quote_extraction import find_quote_candidates
from benchmarks.gold_sets import DATA, find_sets
from benchmarks.marked import Marked, Quotation, read_marked
from benchmarks.matching import letters_in

#: A phrase was marked when it shares so much (intersection over union) with what was marked.
_SAME = 0.75
#: A word of whose phrases a smaller share was marked governs no attitude.
_RARELY = 0.03
#: The regression's inverse strength of regularisation; smaller keeps weights smaller.
_STRENGTH = 0.15
#: Weights closer to zero than this are dropped.
_SMALLEST = 0.02


@dataclass(frozen=True)
class Example:
    """A phrase: what governs it, its features, whether it was marked, and as nobody's."""

    governor: str
    features: list[str]
    marked: bool
    nobody: bool | None


def main() -> None:
    """Learn the weights and write them."""
    parser = argparse.ArgumentParser("python -m tools.train_attitudes", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--set", default="polnear_train", metavar="NAME")
    options = parser.parse_args()
    file = find_sets(options.data, options.set)[options.set]
    examples = list(_examples(file))
    known = _governors(examples)
    examples = [example for example in examples if example.governor in known]
    attributed = _learn([e.features for e in examples], [e.marked for e in examples])
    held = [example for example in examples if example.nobody is not None]
    nobody = _learn([e.features for e in held], [bool(e.nobody) for e in held])
    weights = np.vstack([attributed, nobody])
    weights[np.abs(weights) < _SMALLEST] = 0
    places = np.flatnonzero(weights.any(axis=0)).astype(np.int32)
    values = weights[:, places].astype(np.float16)
    np.savez_compressed(WEIGHTS, places=places, values=values, governors=np.array(sorted(known)))
    print(
        f"{len(examples)} phrases, {sum(e.marked for e in examples)} marked, "
        f"{len(known)} governors, {len(places)} weights, {WEIGHTS.stat().st_size} bytes"
    )


def _examples(file: Path) -> Iterator[Example]:
    marked = {article.article_id: article for article in read_marked(file)}
    nlp = load()
    articles = [item for item in read_paths([file]) if isinstance(item, Article)]
    after_names = COMPONENTS[COMPONENTS.index("parallax_names") + 1 :]
    with nlp.select_pipes(disable=after_names):
        for doc in nlp.pipe((make_doc(nlp, article) for article in articles), batch_size=16):
            yield from _of_article(ArticleParse(doc), marked[doc._.article.article_id])


def _of_article(page: ArticleParse, marked: Marked) -> Iterator[Example]:
    text = marked.text
    gold = [
        (letters_in(text, (span,)), quotation)
        for quotation in marked.quotations
        for span in quotation.spans
    ]
    parse, given = list_complements(page, find_quote_candidates(page), None)
    for candidate, found in given:
        own = letters_in(text, ((candidate.start, candidate.end),))
        share, quotation = max(
            ((len(own & other) / len(own | other), q) for other, q in gold if own & other),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        same = share >= _SAME
        nobody = None
        if same and quotation is not None:
            holder = find_holder(parse, candidate.governor, candidate.path)
            nobody = holder is not None and not _is_holder(page, holder, text, quotation)
        yield Example(parse.lemma[candidate.governor], found, same, nobody)


def _is_holder(page: ArticleParse, holder: int, text: str, quotation: Quotation) -> bool:
    phrase = find_noun_phrase(page.doc[holder])
    named = letters_in(text, ((phrase.start_char, phrase.end_char),))
    return bool(named & letters_in(text, quotation.speaker))


def _governors(examples: Sequence[Example]) -> frozenset[str]:
    """Return the words of whose phrases enough were marked."""
    phrases = Counter(example.governor for example in examples)
    marked = Counter(example.governor for example in examples if example.marked)
    return frozenset(word for word in marked if marked[word] >= _RARELY * phrases[word])


def _learn(rows: Sequence[Sequence[str]], labels: Sequence[bool]) -> Floats:
    """Return weights; the feature every row has serves as the intercept."""
    columns = make_hasher().transform(rows)
    learner = LogisticRegression(
        C=_STRENGTH, fit_intercept=False, solver="liblinear", max_iter=400, random_state=0
    )
    learner.fit(columns, labels)
    weights: Floats = learner.coef_[0]
    return weights


if __name__ == "__main__":
    main()
