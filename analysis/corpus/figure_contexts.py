"""The words around figures, from which figures of the same thing are recognised.

The similarity of two figures is the cosine of the words of their sentences, each weighted by how
rare it is in news and in the story (:func:`word_normalisation.compute_rarity_among`) and by its
distance from the figure. Other figures in the sentence are left out: they do not say what this one
counts.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from analysis.corpus import word_normalisation
from analysis.corpus.table_rows import list_rows
from analysis.word_lists import read_mapping

#: Distance (words) over which the weight of a word falls to 37 % (judgement).
FADE_WORDS = 6.0
#: Maximum distance (words) of a word that counts (judgement: its weight is then 8 %).
MAX_DISTANCE = 16
#: Decimals to which similarities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Number of digits of a year, with which a full date begins.
_YEAR_DIGITS = 4
#: The month of a date that states one.
_MONTH = re.compile(r"(?:\d{4}|-)-(\d\d)")
#: A number of days or nights over which a sentence counts: "over four nights of protest".
_SPAN = re.compile(
    r"\b(?:over|during|within) (?:the )?(?:past |last )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several) (?:days|nights|weeks|months)\b"
)
Array = npt.NDArray[np.float64]


#: A sentence: its article and its number there.
SentenceKey = tuple[str, int]


class Span(NamedTuple):
    """A part of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class FigureContexts:
    """The words around the figures of one story.

    ``figures`` are the rows that are compared and ``times`` what their sentences say of when: the
    years and months that they name, other than those of publication, and the scopes of
    ``data/time_scopes.csv``.
    """

    figures: pd.DataFrame
    times: list[frozenset[str]]
    _vectors: sp.csr_matrix

    def similarity(
        self, rows: npt.NDArray[np.intp], others: npt.NDArray[np.intp] | None = None
    ) -> Array:
        """Return the similarity of the words around each two of some figures, 0 to 1.

        Args:
            rows: The positions of figures.
            others: Those of the figures with which they are compared; the same if None.
        """
        vectors = self._vectors[rows]
        other_vectors = vectors if others is None else self._vectors[others]
        similar: Array = (vectors @ other_vectors.T).toarray().round(_DECIMALS)
        return similar


def read_figure_contexts(
    figures: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> FigureContexts:
    """Read the words around figures.

    Args:
        figures: As the table ``figures``, those of the articles.
        articles: Columns article_id, published, text: one story's.
        sentences: As the table ``sentences``, those of the articles.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = sentences[["article_id", "start", "end"]].itertuples(index=False)
    rarity = word_normalisation.compute_rarity_among(
        [word_normalisation.normalise_words(texts[key][start:end]) for key, start, end in places]
    )
    with_figures = _select_sentences(sentences, figures)
    tokens_by_sentence = _tokenise_sentences(texts, with_figures)
    spans: dict[SentenceKey, list[Span]] = defaultdict(list)
    times = _find_times(texts, with_figures)
    days = pd.to_datetime(articles["published"]).dropna()
    known = {str(day.year) for day in days} | {f"{day.month:02d}" for day in days}
    rows = list_rows(figures)
    keys: list[SentenceKey] = [(row["article_id"], row["sentence"]) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        spans[key].append(Span(row["start"], row["end"]))
        if row["kind"] == "date":
            year, month = row["value"][:_YEAR_DIGITS], _MONTH.match(row["value"])
            stated = {year} if year.isdecimal() else set()
            if month and not days.empty:
                stated.add(month[1])
            times[key] |= stated - known
    weights = []
    for key, row in zip(keys, rows, strict=True):
        tokens, span = tokens_by_sentence.get(key, []), Span(row["start"], row["end"])
        near = _weigh_by_distance(tokens, span, spans[key])
        weights.append({form: rarity[form] * weight for form, weight in near.items()})
    return FigureContexts(
        figures.reset_index(drop=True),
        [frozenset(times.get(key, ())) for key in keys],
        _unit_vectors(weights),
    )


def _select_sentences(sentences: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that have a figure."""
    of_figures = frozenset(zip(figures["article_id"], figures["sentence"], strict=True))
    keys = zip(sentences["article_id"], sentences["sentence"], strict=True)
    return sentences[np.array([key in of_figures for key in keys], bool)]


def _find_times(texts: dict[str, str], sentences: pd.DataFrame) -> dict[SentenceKey, set[str]]:
    """Return the scopes of time that the words of each sentence state."""
    spans = sentences[["article_id", "sentence", "start", "end"]].itertuples(index=False)
    lowered = (
        ((article, number), texts[article][start:end].lower())
        for article, number, start, end in spans
    )
    scopes = _read_time_scopes()
    times: dict[SentenceKey, set[str]] = defaultdict(set)
    for key, text in lowered:
        times[key] = {scopes[words] for words in _time_words().findall(text)}
        if _SPAN.search(text):
            times[key].add("span")
    return times


def _tokenise_sentences(
    texts: dict[str, str], sentences: pd.DataFrame
) -> dict[SentenceKey, list[word_normalisation.Token]]:
    """Return the words of each sentence, with offsets into the article."""
    spans = sentences[["article_id", "sentence", "start", "end"]]
    return {
        (article, number): [
            word_normalisation.Token(start + token.start, start + token.end, token.form)
            for token in word_normalisation.tokenise(texts[article][start:end])
        ]
        for article, number, start, end in spans.itertuples(index=False)
    }


def _weigh_by_distance(
    tokens: list[word_normalisation.Token], span: Span, figures: list[Span]
) -> dict[str, float]:
    """Return the weight of each word around a figure, 0 to 1; of its nearest occurrence.

    Args:
        tokens: The words of the sentence.
        span: The figure.
        figures: All figures of the sentence.
    """
    inside = [n for n, t in enumerate(tokens) if t.start < span.end and t.end > span.start]
    if not inside:
        return {}
    weights: dict[str, float] = {}
    for place, token in enumerate(tokens):
        distance = inside[0] - place if place < inside[0] else place - inside[-1]
        if 0 < distance <= MAX_DISTANCE and not any(
            token.start < figure.end and token.end > figure.start for figure in figures
        ):
            weight = float(np.exp((1 - distance) / FADE_WORDS))
            weights[token.form] = max(weights.get(token.form, 0.0), weight)
    return weights


def _unit_vectors(weights: list[dict[str, float]]) -> sp.csr_matrix:
    """Return one row of unit length for each figure, one column for each word."""
    columns = {form: column for column, form in enumerate(sorted(set().union(*weights)))}
    counts = [len(row) for row in weights]
    indices = np.array([columns[form] for row in weights for form in row], dtype=np.int64)
    values = np.array([weight for row in weights for weight in row.values()], dtype=np.float64)
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    matrix = sp.csr_matrix((values, indices, indptr), shape=(len(weights), len(columns)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix)


@cache
def _read_time_scopes() -> dict[str, str]:
    return read_mapping("corpus", "time_scopes.csv", "words", "scope")


@cache
def _time_words() -> re.Pattern[str]:
    longest_first = sorted(_read_time_scopes(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
