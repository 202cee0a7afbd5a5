"""Figures that differ in corresponding places of two sentences.

Two figures of one kind and unit correspond by how similar the words around them are and by how
likely their sentences report the same with all figures taken out (the numbers must not decide,
since they differ): :func:`_Places.measure` adds the two up. How much is needed depends on what the
syntax says of them. Figures that count the same noun, or people to whom the same happened, and that
are the only value of it in their article, need little; others must stand in much the same sentence.
These must be each other's best match too. Nothing that the sentences state may speak against a pair
of either kind: other persons, places, times or modifiers, a part for the whole, or a publication
days apart. An article that has the values of both tells two things apart.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import win_records
from analysis.corpus.clock_times import GAME_CLOCK
from analysis.corpus.figure_contexts import FigureContexts, SentenceKey
from analysis.corpus.figure_things import (
    Agreement,
    FigureThing,
    compare_things,
    is_counted_in_many_ways,
    is_counted_person,
)
from analysis.corpus.figure_values import (
    VERY_CLOSE_SHARE,
    Figure,
    ValueRelation,
    are_equal,
    is_close,
    relate_values,
)
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.corpus.table_rows import list_rows
from analysis.entity_types import PERSON

# The thresholds are judgement, read on half of ECB+, news_cluster and 244 bulk articles.
#: Minimum sum of the similarity of the words around two figures of one noun, the only ones of their
#: articles, and of the probability that their sentences report the same.
NOUN_THRESHOLD = 0.65
#: The same for other figures.
PLACE_THRESHOLD = 1.2
#: The same for dates: two sentences on one subject often have two.
DATE_THRESHOLD = 1.4
#: Minimum similarity of the words around two figures that no noun of theirs joins, and minimum
#: probability that their sentences report the same.
MIN_CONTEXT, MIN_LINK = 0.55, 0.4
#: Maximum time between the publication of two articles whose figures are compared: beyond it the
#: same words are often of the next day's event.
MAX_TIME_BETWEEN = pd.Timedelta(days=2)
#: A date that is a span of time: "from 1974 to 1978".
_SPAN = re.compile(r"\b(?:to|between|from|since|until|through)\b|[–-]\d", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NO_QUOTES = pd.DataFrame({"article_id": [], "start": [], "end": [], "utterance_id": []})


def match_aligned_figures(
    contexts: FigureContexts,
    things: list[FigureThing],
    can_be_same: Callable[[Figure, str], bool],
    articles: pd.DataFrame,
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> Iterator[tuple[int, int]]:
    """Yield the positions of two figures of two outlets that differ and are of one thing.

    Args:
        contexts: The figures of one story that are compared, and the words around them.
        things: What each of them counts or dates.
        can_be_same: Whether another value can be one of the same thing as a figure.
        articles: Columns article_id, outlet_label, published, text: those of the story.
        tables: The tables ``sentences`` and ``mentions`` of these articles.
    """
    figures = contexts.figures
    outlets = dict(zip(articles["article_id"], articles["outlet_label"], strict=True))
    days = dict(zip(articles["article_id"], articles["published"], strict=True))
    places = _Places(contexts, things, articles, tables)
    is_compared = (figures["kind"] != win_records.KIND) & (figures["unit"] != GAME_CLOCK)
    for _, group in figures[is_compared].groupby(["kind", "unit"]):
        positions = list(group.index)
        by_article = [(str(key), list(rows.index)) for key, rows in group.groupby("article_id")]
        for (article_id, left), (other_id, right) in combinations(by_article, 2):
            places.compare(left, positions)
            is_late = _is_late(days[article_id], days[other_id])
            if is_late or outlets[article_id] == outlets[other_id]:
                continue
            for i, j in places.list_candidates(left, right):
                if can_be_same(places.rows[i], places.rows[j]["value"]):
                    yield i, j


class _Places:
    """The places of the figures of a story in their sentences."""

    def __init__(
        self,
        contexts: FigureContexts,
        things: list[FigureThing],
        articles: pd.DataFrame,
        tables: tuple[pd.DataFrame, pd.DataFrame],
    ) -> None:
        self.rows: Sequence[Figure] = list_rows(contexts.figures)
        self._contexts, self._things = contexts, things
        self._articles, self._tables = articles, tables
        self._persons = _list_persons(tables[1])
        self._compared: Sequence[int] = ()
        self._row_of: dict[int, int] = {}
        self._column_of: dict[int, int] = {}
        self._similarity: npt.NDArray[np.float64] = np.empty((0, 0))

    def compare(self, left: Sequence[int], positions: Sequence[int]) -> None:
        """Compare the words around some figures of an article with those of all of their kind.

        Only the similarities of one article are held: those of all would take the square of the
        number of figures.
        """
        if left is self._compared:
            return
        self._compared = left
        self._row_of = {position: row for row, position in enumerate(left)}
        self._column_of = {position: column for column, position in enumerate(positions)}
        self._similarity = self._contexts.similarity(
            np.array(left, np.intp), np.array(positions, np.intp)
        )

    def list_candidates(
        self, left: Sequence[int], right: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield two differing figures of two articles that nothing stated speaks against.

        Args:
            left: The positions of the figures of one kind and unit in one article.
            right: Those of the other article.
        """
        without_value = [i for i in left if not self._has_value(right, i)]
        others = [j for j in right if not self._has_value(left, j)] if without_value else []
        for i in without_value:
            for j in others:
                if (
                    _can_agree(self._things[i], self._things[j])
                    and not any(_is_span(self.rows[place]) for place in (i, j))
                    and not self._is_open(i, j)
                    and not self._have_other_persons(i, j)
                    and self._is_near(i, j, left, right)
                ):
                    yield i, j

    def _are_best(self, pair: tuple[int, int], left: Sequence[int], right: Sequence[int]) -> bool:
        """Return whether two figures are each other's only best match in their articles."""
        i, j = pair
        best = self.measure(i, j)
        rivals = [(i, other) for other in right if other != j]
        rivals += [(other, j) for other in left if other != i]
        return all(self.measure(*rival) < best for rival in rivals)

    def measure(self, i: int, j: int) -> float:
        """Return how well the places of two figures correspond, 0 to 2."""
        return self._compare_words(i, j) + self._compare_sentences(i, j)

    def _is_near(self, i: int, j: int, left: Sequence[int], right: Sequence[int]) -> bool:
        """Return whether the places of two figures correspond well enough."""
        thing, other = self._things[i], self._things[j]
        words = self._compare_words(i, j)
        is_joined = bool(thing.key) and thing.key == other.key
        is_joined = is_joined and compare_things(thing, other) > Agreement.NONE
        if not is_joined and words < MIN_CONTEXT:
            return False  # before their sentences are compared, which takes long
        sentences = self._compare_sentences(i, j)
        is_single = self._is_only_value(i, left) and self._is_only_value(j, right)
        if is_joined and is_single and words + sentences >= NOUN_THRESHOLD:
            return True
        is_date = self.rows[i]["kind"] == "date"
        if not is_joined and sentences < MIN_LINK:
            return False
        if not is_date and (_are_other_things(thing, other) or self._is_chance(i, j)):
            return False
        is_near = words + sentences >= (DATE_THRESHOLD if is_date else PLACE_THRESHOLD)
        return is_near and self._are_best((i, j), left, right)

    def _is_chance(self, i: int, j: int) -> bool:
        """Return whether articles give many numbers of a noun, and two of them are not close."""
        row, other = self.rows[i], self.rows[j]
        if row["kind"] == "time" or not is_counted_in_many_ways(self._things[i].noun, row["unit"]):
            return False
        return not is_close(row["value"], other["value"], VERY_CLOSE_SHARE)

    def _is_only_value(self, i: int, positions: Sequence[int]) -> bool:
        """Return whether a figure is the only value of its noun or aspect in its article."""
        thing, row = self._things[i], self.rows[i]
        if not thing.key or row["kind"] in ("date", "time"):
            return False
        if not thing.aspect and is_counted_in_many_ways(thing.noun, row["unit"]):
            return False
        return all(
            are_equal(row, self.rows[place])
            for place in positions
            if self._things[place].key == thing.key
        )

    def _is_open(self, i: int, j: int) -> bool:
        """Return whether the wording of one figure allows for the other: "less than 100" and 50.

        That a toll is of "at least five" in one outlet and seven in another is shown.
        """
        row, other = self.rows[i], self.rows[j]
        if self._things[i].aspect or row["kind"] in ("date", "time"):
            return False
        relation = relate_values(row["text"], row["value"], other["text"], other["value"])
        return relation is ValueRelation.OPEN

    def _has_value(self, positions: Sequence[int], i: int) -> bool:
        return any(are_equal(self.rows[i], self.rows[place]) for place in positions)

    def _have_other_persons(self, i: int, j: int) -> bool:
        """Return whether the sentences of two figures name persons, and none in common."""
        first, second = (
            self._persons.get((row["article_id"], row["sentence"]), set())
            for row in (self.rows[i], self.rows[j])
        )
        return bool(first and second) and first.isdisjoint(second)

    def _compare_words(self, i: int, j: int) -> float:
        return float(self._similarity[self._row_of[i], self._column_of[j]])

    def _compare_sentences(self, i: int, j: int) -> float:
        return self._search.measure_pair(
            *(
                (str(row["article_id"]), int(row["start"]), int(row["end"]))
                for row in (self.rows[i], self.rows[j])
            )
        )

    @cached_property
    def _search(self) -> SentenceSearch:
        """The sentences with figures, without these."""
        sentences, mentions = self._tables
        figures = self._contexts.figures
        spans: dict[str, list[tuple[int, int]]] = {}
        for row in self.rows:
            spans.setdefault(row["article_id"], []).append((row["start"], row["end"]))
        texts = [
            mask_figures(text, spans.get(key, []))
            for key, text in zip(self._articles["article_id"], self._articles["text"], strict=True)
        ]
        keys = set(zip(figures["article_id"], figures["sentence"], strict=True))
        rows = zip(sentences["article_id"], sentences["sentence"], strict=True)
        has_figure = np.array([key in keys for key in rows], bool)
        return SentenceSearch(
            self._articles.assign(text=texts), sentences[has_figure], mentions, _NO_QUOTES
        )


def mask_figures(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length with spaces in the place of figures and other digits."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return _DIGIT.sub(" ", text)


def _list_persons(mentions: pd.DataFrame) -> dict[SentenceKey, set[str]]:
    """Return the persons that each sentence names."""
    persons: dict[SentenceKey, set[str]] = {}
    named = mentions[(mentions["label"] == PERSON) & (mentions["entity_id"] != "")]
    rows = zip(named["article_id"], named["sentence"], named["entity_id"], strict=True)
    for article_id, sentence, entity_id in rows:
        persons.setdefault((article_id, sentence), set()).add(entity_id)
    return persons


def _is_late(day: pd.Timestamp, other: pd.Timestamp) -> bool:
    """Return whether two days are known to be too far apart."""
    first, last = sorted((day, other)) if pd.notna(day) and pd.notna(other) else (day, day)
    return bool(last - first > MAX_TIME_BETWEEN)


def _is_span(figure: Figure) -> bool:
    return figure["kind"] == "date" and _SPAN.search(figure["text"]) is not None


def _can_agree(thing: FigureThing, other: FigureThing) -> bool:
    """Return whether nothing that is stated of two figures speaks against their being of one."""
    stated = (
        (thing.modifiers, other.modifiers),
        (thing.places, other.places),
        ({thing.aspect} - {""}, {other.aspect} - {""}),
    )
    return (thing.scope, thing.times) == (other.scope, other.times) and not any(
        part and other_part and not part & other_part for part, other_part in stated
    )


def _are_other_things(thing: FigureThing, other: FigureThing) -> bool:
    """Return whether two figures count different nouns that no one verb joins, or other people."""
    is_one_verb = bool(thing.predicate) and thing.predicate == other.predicate
    is_other_noun = bool(thing.noun and other.noun) and thing.noun != other.noun
    is_of_people = is_counted_person(thing.noun) and not thing.aspect
    return (is_other_noun or is_of_people) and not is_one_verb
