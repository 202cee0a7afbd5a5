"""Where a text has a given wording, word for word but for a few words in between.

Sentences are compared whole, so that a wording that stands in a longer sentence, in two pieces
around "she wrote", or in an embedded post without quotation marks seems unlike. Here its words are
searched by their runs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import Token, tokenise
from analysis.word_lists import read_rows

#: Number of words in order by which a wording is searched (judgement: fewer are shared by chance).
RUN_WORDS = 4
#: Maximum number of words that a text has between the pieces of a wording (judgement: an
#: attribution with what it adds, "she wrote on Twitter, referring to …").
MAX_WORDS_BETWEEN = 20
#: Minimum number of different words of a wording that say something; others are not searched
#: (judgement).
MIN_CONTENT_WORDS = 3
#: The same for a wording of which every word is there (judgement).
MIN_CONTENT_WORDS_WHOLE = 2
#: What words of ``nlp/data/figures.csv`` are numbers or parts of them.
_NUMBERS = frozenset(["unit", "ten", "scale", "group", "ordinal", "part"])


@dataclass(frozen=True)
class WordingMatch:
    """A place that has words of a wording.

    Attributes:
        article_id: The article.
        start: The first character of the first word.
        end: One past the last word.
        share: Share of the words of the wording that stand there in order, 0 to 1.
        longest_run: The most of them that stand there without a word between.
    """

    article_id: str
    start: int
    end: int
    share: float
    longest_run: int


class WordingSearch:
    """Searches the texts of a story for wordings."""

    def __init__(self, articles: pd.DataFrame) -> None:
        """Index the texts.

        Args:
            articles: Columns article_id, outlet_label, text: one story's.
        """
        self._tokens: dict[str, list[Token]] = {}
        self._texts: dict[str, str] = {}
        self._articles: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, dict[tuple[str, ...], list[int]]] = {}
        columns = (articles[name] for name in ("article_id", "outlet_label", "text"))
        for key, outlet, text in zip(*columns, strict=True):
            self._articles[str(outlet)].append(str(key))
            self._texts[str(key)] = str(text)

    def find(self, text: str, outlet: str) -> WordingMatch | None:
        """Return the place of an outlet's texts that has most of the words of a wording.

        None if no run of the words is there, if the place has another number or a negation of its
        own, or if too few of the words say something.
        """
        tokens = tokenise(text)
        forms = tuple(token.form for token in tokens)
        n_content = len(set(forms) - load_stop_words())
        if n_content < MIN_CONTENT_WORDS_WHOLE:
            return None
        decisive = {
            n for n, token in enumerate(tokens) if _is_decisive(text[token.start : token.end])
        }
        places = (
            self._find_in_article(key, forms, decisive) for key in self._articles.get(outlet, ())
        )
        best = max(filter(None, places), key=lambda place: place.share, default=None)
        return best if best and (n_content >= MIN_CONTENT_WORDS or best.share == 1.0) else None

    def _find_in_article(
        self, article_id: str, forms: Sequence[str], decisive: set[int]
    ) -> WordingMatch | None:
        """Return the best place of one article.

        Args:
            article_id: The article.
            forms: Comparable forms of the wording's words.
            decisive: The places among them of numbers and negations, which must be there.
        """
        places = self._read_places(article_id)
        runs = [
            (place - n, n)
            for n in range(len(forms) - RUN_WORDS + 1)
            for place in places.get(tuple(forms[n : n + RUN_WORDS]), ())
        ]
        best: dict[int, int] = {}
        for first in {shift for shift, _ in runs}:
            run_places: dict[int, int] = {}
            for shift, n in sorted(runs, key=lambda run: run[1]):
                if first <= shift <= first + MAX_WORDS_BETWEEN:
                    for word in range(n, n + RUN_WORDS):
                        run_places.setdefault(word, shift + word)
            if len(run_places) > len(best):
                best = run_places
        if not best or not decisive <= best.keys():
            return None
        tokens, text = self._tokens[article_id], self._texts[article_id]
        first, last = min(best.values()), max(best.values())
        between = set(range(first, last + 1)) - set(best.values())
        if any(_is_negation(text[tokens[n].start : tokens[n].end]) for n in between):
            return None
        return WordingMatch(
            article_id,
            tokens[first].start,
            tokens[last].end,
            len(best) / len(forms),
            _measure_longest_run(best),
        )

    def _read_places(self, article_id: str) -> dict[tuple[str, ...], list[int]]:
        """Return the places of each run of words of an article."""
        if article_id not in self._places:
            tokens = self._tokens[article_id] = tokenise(self._texts[article_id])
            places: dict[tuple[str, ...], list[int]] = defaultdict(list)
            forms = [token.form for token in tokens]
            for n, run in enumerate(zip(*(forms[n:] for n in range(RUN_WORDS)), strict=False)):
                places[run].append(n)
            self._places[article_id] = dict(places)
        return self._places[article_id]


def _measure_longest_run(place_of: Mapping[int, int]) -> int:
    """Return the most words of a wording that stand in a text one after the other.

    Args:
        place_of: The place in the text of each word of the wording that is there.
    """
    longest = length = 0
    for word in sorted(place_of):
        follows = place_of.get(word - 1) == place_of[word] - 1
        length = length + 1 if follows else 1
        longest = max(longest, length)
    return longest


def _is_decisive(word: str) -> bool:
    """Return whether a wording without this word would say something else."""
    return word[0].isdigit() or word.lower() in _load_number_words() or _is_negation(word)


def _is_negation(word: str) -> bool:
    word = word.lower()
    return word.endswith(("n't", "n’t")) or word in _load_negations()


@cache
def _load_number_words() -> frozenset[str]:
    rows = read_rows("nlp", "figures.csv")
    return frozenset(row["word"] for row in rows if row["as"] in _NUMBERS)


@cache
def _load_negations() -> frozenset[str]:
    rows = read_rows("corpus", "negations.csv")
    return frozenset(row["word"] for row in rows if row["kind"] == "word")
