"""Numbers of one word that the outlets of a story give, side by side, and not judged.

Where nothing says whether two numbers are of one thing (:mod:`analysis.corpus.figure_matching`), a
reader can still compare them: "7 bullets" of one outlet and "11 shots" of another. Counts are put
together by their noun, or by what happened to people; measures and sums by their unit and a word in
common; times of day by the hour. Words for one thing are listed in ``data/same_things.csv``.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise, product

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.clock_times import GAME_CLOCK
from analysis.corpus.figure_groups import are_different
from analysis.corpus.figure_matching import MANY_VALUES, ComparedFigures
from analysis.corpus.figure_things import FigureThing, is_counted_in_many_ways, is_generic
from analysis.corpus.figure_values import (
    FAR_RATIO,
    MAX_MINUTES_APART,
    Figure,
    are_equal,
    count_sixtieths,
)
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_normalisation import normalise_word
from analysis.word_lists import read_rows

#: Minimum similarity of the words around two different counts of one noun (judgement, read on half
#: of ECB+, news_cluster, SEESAW and bulk, as the others here: benchmarks/history.md).
COUNT_THRESHOLD = 0.2
#: The same for measures and sums, which a word joins.
MEASURE_THRESHOLD = 0.1
#: The same for measures, sums and numbers of people that no word joins.
WORDLESS_THRESHOLD = 0.3
#: Maximum time between the publication of two articles whose numbers are put together.
MAX_TIME_BETWEEN = pd.Timedelta(days=2)
#: Maximum ratio of two neighbouring measures, or sums, of one row (judgement); that of counts is
#: :data:`~analysis.corpus.figure_values.FAR_RATIO`.
MEASURED_RATIO = 2
#: Mean number of times of day of an article from which it is a log of them (judgement).
MANY_TIMES = 3.0
_MEASURED = ("quantity", "money")
_THRESHOLDS = {"count": COUNT_THRESHOLD, "time": 0.0}
_PEOPLE = "people"

#: The kind and unit of figures, and what they count; empty where words around them decide.
Key = tuple[str, str, str]


def list_unjudged_figures(
    compared: ComparedFigures, judged: set[int]
) -> Iterator[tuple[list[int], float]]:
    """Yield the numbers of one word on which two outlets differ: positions and similarity.

    The similarity is that of the words around the two most similar numbers that differ.

    Args:
        compared: The figures of a story.
        judged: The positions of the figures that are known, or likely, to differ from another;
            numbers that differ from these alone are not listed.
    """
    rows = list_rows(compared.figures)
    by_key: dict[Key, list[int]] = {}
    for position, (row, thing) in enumerate(zip(rows, compared.things, strict=True)):
        if key := _find_key(row, thing):
            by_key.setdefault(key, []).append(position)
    for (kind, _, word), positions in by_key.items():
        if len({rows[place]["outlet_label"] for place in positions}) == 1:
            continue
        similar = compared.contexts.similarity(np.array(positions, np.intp))
        group = _Group(rows, compared.things, positions, similar)
        joined = [positions] if word or kind == "time" else group.list_joined()
        for part in (part for of_word in joined for part in _part_by_size(of_word, rows)):
            if group.count_values(part) >= (MANY_TIMES if kind == "time" else MANY_VALUES):
                continue
            if differing := group.list_differing([i for i in part if i not in judged]):
                yield part, max(group.compare(*pair) for pair in differing)


class _Group:
    """Figures of a story with one key."""

    def __init__(
        self,
        rows: Sequence[Figure],
        things: Sequence[FigureThing],
        positions: Sequence[int],
        similar: npt.NDArray[np.float64],
    ) -> None:
        self._rows, self._things, self._positions = rows, things, positions
        self._row_of = {position: row for row, position in enumerate(positions)}
        self._similar = similar

    def compare(self, i: int, j: int) -> float:
        """Return the similarity of the words around two figures, 0 to 1."""
        return float(self._similar[self._row_of[i], self._row_of[j]])

    def count_values(self, positions: Sequence[int]) -> float:
        """Return the mean number of values that an article gives."""
        of_positions = (self._rows[place] for place in positions)
        values = {(row["article_id"], row["value"]) for row in of_positions}
        return len(values) / len({article_id for article_id, _ in values})

    def list_joined(self) -> list[list[int]]:
        """Return the figures that a word, or similar words around them, join, directly or not."""
        words = {place: _list_words(self._things[place]) for place in self._positions}
        part_of = {place: {place} for place in self._positions}
        for i, j in combinations(self._positions, 2):
            if part_of[i] is part_of[j]:
                continue
            if words[i] & words[j] or self.compare(i, j) >= WORDLESS_THRESHOLD:
                joined = part_of[i] | part_of[j]
                part_of.update(dict.fromkeys(joined, joined))
        return [sorted(part) for part in {id(part): part for part in part_of.values()}.values()]

    def list_differing(self, positions: Sequence[int]) -> list[tuple[int, int]]:
        """Return each two figures of two outlets that differ and can be of one thing.

        An article that has the values of both tells two things apart, and a part is no whole.
        """
        of_article: dict[str, list[int]] = {}
        for place in positions:
            of_article.setdefault(self._rows[place]["article_id"], []).append(place)
        return [
            (i, j)
            for left, right in combinations(of_article.values(), 2)
            if _are_published_together(self._rows[left[0]], self._rows[right[0]])
            and self._rows[left[0]]["outlet_label"] != self._rows[right[0]]["outlet_label"]
            for i, j in product(
                self._leave_out_shared(left, right), self._leave_out_shared(right, left)
            )
            if are_different(self._rows[i], self._rows[j])
            and self._things[i].scope == self._things[j].scope
            and self.compare(i, j) >= _THRESHOLDS.get(self._rows[i]["kind"], MEASURE_THRESHOLD)
        ]

    def _leave_out_shared(self, positions: Sequence[int], others: Sequence[int]) -> list[int]:
        return [
            i for i in positions if not any(are_equal(self._rows[i], self._rows[j]) for j in others)
        ]


def _find_key(figure: Figure, thing: FigureThing) -> Key | None:
    """Return what a figure is listed by; or None if it is not listed."""
    kind, unit, word = figure["kind"], figure["unit"], thing.aspect or _name_thing(thing.noun)
    if kind == "time":
        return (kind, "", "") if unit != GAME_CLOCK else None
    is_listed = kind in ("count", *_MEASURED)
    if not is_listed or is_counted_in_many_ways(thing.noun, unit):
        return None
    if kind in _MEASURED:
        return kind, unit, ""
    if is_generic(thing.noun) and not thing.aspect:
        return kind, _PEOPLE, ""
    return (kind, unit, word) if word else None


def _list_words(thing: FigureThing) -> set[str]:
    """Return the words that say what a measure, a sum or a number of people is of."""
    noun = "" if is_generic(thing.noun) else thing.noun
    subject = normalise_word(thing.subject) if thing.subject else ""
    words = {noun, thing.predicate, subject} - {""} - load_stop_words() - _read_vague_verbs()
    return {_name_thing(word) for word in words}


def _part_by_size(positions: Sequence[int], rows: Sequence[Figure]) -> Iterator[list[int]]:
    """Yield the figures between whose sizes there is no large gap."""
    in_order = sorted(positions, key=lambda place: _read_size(rows[place]))
    part = in_order[:1]
    for place, following in pairwise(in_order):
        if _is_gap(rows[place], rows[following]):
            yield part
            part = []
        part = [*part, following]
    yield part


def _is_gap(figure: Figure, larger: Figure) -> bool:
    size, larger_size = _read_size(figure), _read_size(larger)
    if figure["kind"] == "time":
        return larger_size - size > MAX_MINUTES_APART
    return larger_size > (MEASURED_RATIO if figure["kind"] in _MEASURED else FAR_RATIO) * size


def _read_size(figure: Figure) -> float:
    """Return a number without its sign, or the minutes of a time of day."""
    value = str(figure["value"])
    return count_sixtieths(value) if figure["kind"] == "time" else abs(float(value))


def _are_published_together(figure: Figure, other: Figure) -> bool:
    """Return whether two articles are of days near each other, as far as their days are known."""
    days = figure["published"], other["published"]
    return any(map(pd.isna, days)) or abs(days[0] - days[1]) <= MAX_TIME_BETWEEN


def _name_thing(word: str) -> str:
    return _read_things().get(word, word)


@cache
def _read_things() -> dict[str, str]:
    rows = read_rows("corpus", "same_things.csv")
    return {normalise_word(row["word"]): normalise_word(row["thing"]) for row in rows}


@cache
def _read_vague_verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("corpus", "vague_verbs.csv"))
