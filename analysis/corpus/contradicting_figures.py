"""Whether two sentences that seem to report the same give different figures of one thing.

That two sentences are linked says that they are of one event. Their figures contradict each other
if both count the same noun in the same unit and neither sentence has the number of the other.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.figure_things import find_aspect, is_counted_person
from analysis.corpus.figure_values import ValueRelation, is_far_apart, relate_values
from analysis.corpus.word_normalisation import normalise_word

#: Kinds of figures that contradict each other by their number alone. Dates do not: the same weekday
#: of two articles may be two days, and a sentence often has the day of the statement.
_NUMBERS = ("count", "money", "percent", "quantity", "age")

#: An article and the number of a sentence in it.
SentenceKey = tuple[str, int]


class SentenceFigure(NamedTuple):
    """A number in a sentence: what it counts, how it is written, and its place in the article.

    ``happening`` is what happened to counted people ("dead"), or else the verb of their clause.
    """

    kind: str
    unit: str
    noun: str
    scope: str
    happening: str
    text: str
    value: str
    start: int
    end: int


def group_by_sentence(figures: pd.DataFrame) -> dict[SentenceKey, list[SentenceFigure]]:
    """Return the numbers of each sentence.

    Args:
        figures: As the table ``figures``.
    """
    grouped: dict[SentenceKey, list[SentenceFigure]] = {}
    for row in figures[figures["kind"].isin(_NUMBERS) & (figures["value"] != "")].to_dict(
        "records"
    ):
        grouped.setdefault((str(row["article_id"]), int(row["sentence"])), []).append(_read(row))
    return grouped


def find_contradiction(
    figures: Sequence[SentenceFigure], others: Sequence[SentenceFigure]
) -> tuple[SentenceFigure, SentenceFigure] | None:
    """Return two figures of one thing that contradict each other, if two sentences have such.

    Args:
        figures: The numbers of a sentence.
        others: The numbers of a sentence that seems to report the same.
    """
    for figure in figures:
        for other in others:
            if _is_same_thing(figure, other) and not (
                _has_value(others, figure) or _has_value(figures, other)
            ):
                return figure, other
    return None


def _read(row: Mapping[Hashable, Any]) -> SentenceFigure:
    noun = normalise_word(str(row["head_noun"])) if row["head_noun"] else ""
    happening = find_aspect(row) if row["kind"] == "count" else ""
    if not happening and is_counted_person(noun) and row["predicate"]:
        happening = normalise_word(str(row["predicate"]))
    return SentenceFigure(
        kind=str(row["kind"]),
        unit=str(row["unit"] or ""),
        noun=noun,
        scope=str(row["scope"] or ""),
        happening=happening,
        text=str(row["text"]),
        value=str(row["value"]),
        start=int(row["start"]),
        end=int(row["end"]),
    )


def _is_same_thing(figure: SentenceFigure, other: SentenceFigure) -> bool:
    """Return whether two figures count the same noun in the same unit, and not far apart.

    A noun must be stated, except of ages; of people what happened to them as well: "five people
    were trapped" and "seven people died" are two things.
    """
    if figure[:5] != other[:5] or not (figure.noun or figure.kind == "age"):
        return False
    if is_counted_person(figure.noun) and not figure.happening:
        return False
    return not is_far_apart(figure.value, other.value)


def _has_value(figures: Sequence[SentenceFigure], figure: SentenceFigure) -> bool:
    """Return whether one of some figures is that of another sentence, or it rounded."""
    return any(
        (other.kind, other.unit) == (figure.kind, figure.unit)
        and relate_values(other.text, other.value, figure.text, figure.value)
        < ValueRelation.DIFFERENT
        for other in figures
    )
