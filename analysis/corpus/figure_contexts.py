"""What a figure is a figure of: the words around it, so that figures of one thing can be found.

Two figures are alike when the words around them are: the cosine of the words of their sentences,
each weighted by how rare it is in news and in the story (:func:`word_normalisation.rarity_among`)
and by how
near it stands to the figure. Other figures, of no use to tell what one is about, are left out.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from analysis.corpus import word_normalisation
from analysis.word_lists import read_rows

#: Words away at which a word counts for 37 %, and beyond which it does not count.
_FADE, _FAR = 6.0, 16
#: Added where both name the same thing counted; and where both give the same value.
_SAME_HEAD_NOUN, _SAME_VALUE = 0.1, 0.15
#: Where what is said of a number ends.
_PAUSE = re.compile(r"[,;:()–—]|\band\b|\bbut\b|\bwhile\b", re.IGNORECASE)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FigureContexts:
    """Figures of one story and how alike the things are that they are figures of.

    ``figures`` are the rows that are compared, ``aspects`` what a count of people is about (empty
    when nothing says so) and ``years`` the years their sentences name.
    """

    figures: pd.DataFrame
    aspects: npt.NDArray[np.object_]
    years: list[frozenset[str]]
    _vectors: sp.csr_matrix

    def alike(self, rows: npt.NDArray[np.intp]) -> Array:
        """Return the similarity of some figures, each with each, 0 to 1.25.

        It is 0 where neither the thing counted nor the aspect is the same, or the aspects differ.
        """
        part = self._vectors[rows]
        similar: Array = (part @ part.T).toarray().round(9)
        chosen = self.figures.iloc[rows]
        head_nouns = np.array(
            [word_normalisation.comparable(a) if a else "" for a in chosen["head_noun"]], object
        )
        same = (head_nouns[:, None] == head_nouns[None, :]) & (head_nouns != "")[:, None]
        values = chosen["value"].to_numpy(object)
        similar += _SAME_HEAD_NOUN * same + _SAME_VALUE * (values[:, None] == values[None, :])
        aspects = self.aspects[rows]
        stated = (aspects != "")[:, None] & (aspects != "")[None, :]
        equal = aspects[:, None] == aspects[None, :]
        similar[(stated & ~equal) | ~(same | (stated & equal))] = 0
        return similar


def read_figure_contexts(
    figures: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> FigureContexts:
    """Read the surroundings of figures.

    Args:
        figures: As the table ``figures``, those of the articles.
        articles: Columns article_id, text: one story's.
        sentences: As the table ``sentences``, those of the articles.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = sentences[["article_id", "sentence", "start", "end"]]
    read = {
        (article, number): [
            word_normalisation.Token(start + token.start, start + token.end, token.form)
            for token in word_normalisation.tokens(texts[article][start:end])
        ]
        for article, number, start, end in places.itertuples(index=False)
    }
    rarity = word_normalisation.rarity_among(
        [[token.form for token in tokens] for tokens in read.values()]
    )
    beside: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    years: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in figures.to_dict("records"):
        beside[row["article_id"], row["sentence"]].append((row["start"], row["end"]))
        if row["kind"] == "date" and row["value"][:4].isdecimal():
            years[row["article_id"], row["sentence"]].add(row["value"][:4])
    around, aspects = [], []
    for row in figures.to_dict("records"):
        key = (row["article_id"], row["sentence"])
        tokens = read.get(key, [])
        near = _near(tokens, (row["start"], row["end"]), beside[key])
        around.append({form: rarity[form] * weight for form, weight in near.items()})
        aspects.append(_aspect(texts[row["article_id"]], tokens, (row["start"], row["end"]), near))
    keys = zip(figures["article_id"], figures["sentence"], strict=True)
    return FigureContexts(
        figures.reset_index(drop=True),
        np.array(aspects, object),
        [frozenset(years[key]) for key in keys],
        _vectors(around),
    )


def _near(
    tokens: list[word_normalisation.Token], own: tuple[int, int], figures: list[tuple[int, int]]
) -> dict[str, float]:
    """Return the words around a figure and how near each is, 0 to 1; the nearest of several."""
    inside = [n for n, t in enumerate(tokens) if t.start < own[1] and t.end > own[0]]
    if not inside:
        return {}
    near: dict[str, float] = {}
    for place, token in enumerate(tokens):
        away = inside[0] - place if place < inside[0] else place - inside[-1]
        if 0 < away <= _FAR and not any(
            token.start < end and token.end > start for start, end in figures
        ):
            weight = float(np.exp((1 - away) / _FADE))
            near[token.form] = max(near.get(token.form, 0.0), weight)
    return near


def _aspect(
    text: str, tokens: list[word_normalisation.Token], own: tuple[int, int], near: dict[str, float]
) -> str:
    """Return what a count is about: by the words behind it up to the next pause, else before it.

    "58 killed, 515 injured"; "killing two and wounding nine".
    """
    known = _aspects()
    behind = [t for t in tokens if t.start >= own[1] and not _PAUSE.search(text[own[1] : t.start])]
    before = [t for t in tokens if t.end <= own[0] and not _PAUSE.search(text[t.end : own[0]])]
    for token in (*behind, *reversed(before)):
        if token.form in known:
            return known[token.form]
    stated = [form for form in near if form in known]
    return known[max(stated, key=near.__getitem__)] if stated else ""


def _vectors(around: list[dict[str, float]]) -> sp.csr_matrix:
    vocabulary = {form: n for n, form in enumerate(sorted(set().union(*around)))}
    counts = [len(near) for near in around]
    columns = np.array([vocabulary[form] for near in around for form in near], dtype=np.int64)
    values = np.array([weight for near in around for weight in near.values()], dtype=np.float64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    shape = (len(around), len(vocabulary))
    weights = sp.csr_matrix((values, columns, starts), shape=shape)
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1 / np.where(lengths > 0, lengths, 1)) @ weights)


@cache
def _aspects() -> dict[str, str]:
    rows = read_rows("corpus", "aspects.csv")
    return {word_normalisation.comparable(row["word"]): row["aspect"] for row in rows}
