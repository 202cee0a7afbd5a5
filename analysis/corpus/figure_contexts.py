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
from analysis.word_lists import read_rows

#: Distance (words) over which the weight of a word falls to 37 % (judgement).
FADE_WORDS = 6.0
#: Maximum distance (words) of a word that counts (judgement: its weight is then 8 %).
MAX_DISTANCE = 16
#: Bonus on the similarity of two figures of the same head noun (judgement).
HEAD_NOUN_BONUS = 0.1
#: Bonus on the similarity of two figures of the same value (judgement).
VALUE_BONUS = 0.15
#: Decimals to which similarities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Number of digits of a year, with which a full date begins.
_YEAR_DIGITS = 4
#: Where the description of a number ends.
_PAUSE = re.compile(r"[,;:()–—]|\band\b|\bbut\b|\bwhile\b", re.IGNORECASE)

Array = npt.NDArray[np.float64]


#: A sentence: its article and its number there.
SentenceKey = tuple[str, int]


class Span(NamedTuple):
    """A part of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class FigureContexts:
    """The figures of one story, and how similar the things are that they count or date.

    ``figures`` are the rows that are compared, ``aspects`` what each count of people is about
    (empty when no word says so) and ``years`` the years that their sentences name.
    """

    figures: pd.DataFrame
    aspects: npt.NDArray[np.object_]
    years: list[frozenset[str]]
    _vectors: sp.csr_matrix

    def similarity(self, rows: npt.NDArray[np.intp]) -> Array:
        """Return the similarity of each two of some figures, 0 to 1.25.

        It is 0 if neither the head noun nor the aspect is the same, or if the aspects differ.
        """
        vectors = self._vectors[rows]
        similar: Array = (vectors @ vectors.T).toarray().round(_DECIMALS)
        selected = self.figures.iloc[rows]
        nouns = np.array(
            [word_normalisation.normalise_word(n) if n else "" for n in selected["head_noun"]],
            object,
        )
        same_noun = (nouns[:, None] == nouns[None, :]) & (nouns != "")[:, None]
        values = selected["value"].to_numpy(object)
        same_value = values[:, None] == values[None, :]
        similar += HEAD_NOUN_BONUS * same_noun + VALUE_BONUS * same_value
        aspects = self.aspects[rows]
        both_stated = (aspects != "")[:, None] & (aspects != "")[None, :]
        same_aspect = aspects[:, None] == aspects[None, :]
        differs = both_stated & ~same_aspect
        similar[differs | ~(same_noun | (both_stated & same_aspect))] = 0
        return similar


def read_figure_contexts(
    figures: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> FigureContexts:
    """Read the words around figures.

    Args:
        figures: As the table ``figures``, those of the articles.
        articles: Columns article_id, text: one story's.
        sentences: As the table ``sentences``, those of the articles.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    tokens_by_sentence = _tokenise_sentences(texts, sentences)
    rarity = word_normalisation.compute_rarity_among(
        [[token.form for token in tokens] for tokens in tokens_by_sentence.values()]
    )
    spans: dict[SentenceKey, list[Span]] = defaultdict(list)
    years: dict[SentenceKey, set[str]] = defaultdict(set)
    rows = figures.to_dict("records")
    keys: list[SentenceKey] = [(row["article_id"], row["sentence"]) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        spans[key].append(Span(row["start"], row["end"]))
        year = row["value"][:_YEAR_DIGITS]
        if row["kind"] == "date" and year.isdecimal():
            years[key].add(year)
    weights, aspects = [], []
    for key, row in zip(keys, rows, strict=True):
        tokens, span = tokens_by_sentence.get(key, []), Span(row["start"], row["end"])
        near = _weigh_by_distance(tokens, span, spans[key])
        weights.append({form: rarity[form] * weight for form, weight in near.items()})
        aspects.append(_find_aspect(texts[key[0]], tokens, span, near))
    return FigureContexts(
        figures.reset_index(drop=True),
        np.array(aspects, object),
        [frozenset(years[key]) for key in keys],
        _unit_vectors(weights),
    )


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


def _find_aspect(
    text: str, tokens: list[word_normalisation.Token], span: Span, near: dict[str, float]
) -> str:
    """Return what a count is about: by the words after it up to the next pause, else before it.

    "58 killed, 515 injured"; "killing two and wounding nine".
    """
    aspects = _read_aspects()
    after = [
        token
        for token in tokens
        if token.start >= span.end and not _PAUSE.search(text[span.end : token.start])
    ]
    before = [
        token
        for token in tokens
        if token.end <= span.start and not _PAUSE.search(text[token.end : span.start])
    ]
    for token in (*after, *reversed(before)):
        if token.form in aspects:
            return aspects[token.form]
    stated = [form for form in near if form in aspects]
    return aspects[max(stated, key=near.__getitem__)] if stated else ""


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
def _read_aspects() -> dict[str, str]:
    rows = read_rows("corpus", "aspects.csv")
    return {word_normalisation.normalise_word(row["word"]): row["aspect"] for row in rows}
