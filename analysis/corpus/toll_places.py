"""Where the people of a toll were, as its sentence says.

"170,000 people on Sumatra" and "230,000 across Asia" are of two areas, although both sentences name
the place of the earthquake: the names of places right after a figure say where its people were. The
people of a district or a village, wherever the sentence names it, are some of those of the event.
"""

import re
from collections.abc import Hashable
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.corpus.figure_values import Figure
from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_patterns import join_words
from analysis.entity_types import Family, labels_of
from analysis.nlp.entities.countries import find_country

_LIST = "toll_places.csv"
#: Number of characters after a figure in which its place begins, and of the place itself.
_WINDOW = 45
_REACH = 60
_PLACE = re.compile(rf"\b{join_words(_LIST, 'at')} (?=(?:[\w’'-]+ ){{0,4}}[\w’'-]+)")
_CLAUSE_END = re.compile(rf"[.;:,]|\b{join_words(_LIST, 'end')}\b")
#: Areas that are a part of where something happened, in the sentence of a figure.
_PARTS = re.compile(rf"\b{join_words(_LIST, 'part')}\b")
#: An area smaller than the several countries, the continent or the ocean that :data:`_WIDE` finds.
_SMALL = re.compile(rf"\b{join_words(_LIST, 'small')}\b")
_WIDE = re.compile(rf"\b{join_words(_LIST, 'wide')}\b")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_WORD = re.compile(r"[\w-]+")
_PLACES = labels_of(Family.PLACE)


class TollPlace(NamedTuple):
    """Where the people that a figure counts were.

    Attributes:
        is_part: Whether the sentence names a district, a village or the like.
        names: Entities and words of the names of places right after the figure.
        is_country: Whether one of these is a country, in which the place of another figure may be.
        extent: Whether the words right after the figure name a continent, an ocean or several
            countries, some smaller place, or neither.
    """

    is_part: bool
    names: frozenset[str]
    is_country: bool
    extent: Literal["wide", "small", ""]


def read_toll_places(
    figures: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> list[TollPlace]:
    """Return where the people were that each figure counts, in order.

    Args:
        figures: As the table ``figures``.
        articles: Columns article_id, text.
        mentions: As the table ``mentions``, with entity_id.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    named: dict[str, list[dict[Hashable, Any]]] = {}
    is_place = (mentions["kind"] == "name") & mentions["label"].isin(_PLACES)
    for mention in list_rows(mentions[is_place]):
        named.setdefault(mention["article_id"], []).append(mention)
    return [
        _read_place(row, texts[row["article_id"]], named.get(row["article_id"], []))
        for row in list_rows(figures)
    ]


def have_other_places(place: TollPlace, other: TollPlace) -> bool:
    """Return whether the people of two figures were in different areas.

    They were if the names right after the figures have nothing in common (two countries, or two
    other places), if one alone is of several countries, or if the sentence of one of them alone
    names a part of where the event was.
    """
    if place.is_part != other.is_part or {place.extent, other.extent} == {"wide", "small"}:
        return True
    if place.is_country != other.is_country:
        return False
    return bool(place.names and other.names) and place.names.isdisjoint(other.names)


def _is_in_part(figure: Figure, text: str) -> bool:
    """Return whether the sentence of a figure names a district, a village or the like."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, figure["start"])]
    end = _SENTENCE_END.search(text, figure["end"])
    sentence = text[ends[-1] if ends else 0 : end.start() if end else len(text)]
    return _PARTS.search(sentence) is not None


def _read_place(figure: Figure, text: str, mentions: list[dict[Hashable, Any]]) -> TollPlace:
    """Return where the people of a figure were, by the places that are named right after it."""
    is_part = _is_in_part(figure, text)
    after = text[figure["end"] : figure["end"] + _WINDOW + _REACH]
    end = _CLAUSE_END.search(after)
    clause = after[: end.start()] if end else after
    match = _PLACE.search(clause[:_WINDOW])
    if match is None:
        return TollPlace(is_part, frozenset(), is_country=False, extent="")
    first, last = figure["end"] + match.end(), figure["end"] + len(clause)
    names = [mention for mention in mentions if first <= mention["start"] < last]
    words = {word.lower() for mention in names for word in _WORD.findall(mention["text"])}
    entities = {mention["entity_id"] for mention in names} - {""}
    is_country = any(find_country(mention["text"], mention["label"]) for mention in names)
    area = clause[match.end() :]
    extent: Literal["wide", "small", ""] = "small" if names or _SMALL.search(area) else ""
    if _WIDE.search(area):
        extent = "wide"
    return TollPlace(is_part, frozenset(words | entities), is_country, extent)
