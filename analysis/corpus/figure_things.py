"""What a figure counts or dates, and whether two figures count or date the same thing.

All of it is the counted noun's own: the noun and its modifiers, what happened to it by the syntax
of its clause, and the places and years that single it out in its sentence. A word that is merely
near says nothing.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import pandas as pd

from analysis.corpus.figure_contexts import SentenceKey
from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_normalisation import normalise_word
from analysis.entity_types import Family, labels_of
from analysis.nlp.numbers.numerals import MAGNITUDE
from analysis.word_lists import read_rows

_PLACES = labels_of(Family.PLACE)
_ROLES = ("any", "patient", "agent")


class Agreement(IntEnum):
    """How far the things of two figures agree."""

    NONE = 0
    WEAK = 1
    PARTIAL = 2
    FULL = 3


@dataclass(frozen=True)
class FigureThing:
    """What a figure counts or dates.

    Attributes:
        noun: The comparable form of the counted noun; empty if none, or if it only says "people".
        modifiers: The comparable forms of the words that specify it.
        aspect: What happened to counted people ("dead"); empty if their clause does not say so.
        predicate: The comparable form of the verb or adjective of their clause.
        subject: Who acts on the counted things, or has them.
        scope: How the figure is limited, as in the table ``figures``.
        places: Entities of the places in its sentence.
        times: What its sentence says of when, as in :class:`FigureContexts`.
    """

    noun: str
    modifiers: frozenset[str]
    aspect: str
    predicate: str
    subject: str
    scope: str
    places: frozenset[str]
    times: frozenset[str]

    @property
    def key(self) -> str:
        """What figures of the same thing share: the aspect, or else the noun."""
        return self.aspect or self.noun


def identify_things(
    figures: pd.DataFrame, mentions: pd.DataFrame, times: list[frozenset[str]]
) -> list[FigureThing]:
    """Return what each figure of a story counts or dates, in order.

    Args:
        figures: As the table ``figures``, of one story.
        mentions: As the table ``mentions``, of the story, with entity_id.
        times: What the sentence of each figure says of when.
    """
    places = _find_places(mentions)
    rows = list_rows(figures)
    return [
        _identify(row, places.get((row["article_id"], row["sentence"]), frozenset()), stated)
        for row, stated in zip(rows, times, strict=True)
    ]


def compare_things(thing: FigureThing, other: FigureThing) -> Agreement:
    """Return how far two figures of one kind and unit agree in what they count or date.

    They do not agree if both state different nouns, happenings, modifiers, subjects or times, nor
    if they count people with different verbs. They
    agree weakly if they name different places, if only one of them states a time, if they count a
    part of something, or if one counts people and the other a kind of people; partly if one of
    them leaves out another thing that the other states; and else fully.
    """
    if thing.scope != other.scope or thing.aspect != other.aspect or _is_other_noun(thing, other):
        return Agreement.NONE
    if is_counted_person(thing.noun) and not thing.aspect and thing.predicate != other.predicate:
        return Agreement.NONE
    parts = [(thing.modifiers, other.modifiers), (thing.times, other.times)]
    if not thing.aspect:
        parts.append((_as_set(thing.subject), _as_set(other.subject)))
    if any(part and other_part and not part & other_part for part, other_part in parts):
        return Agreement.NONE
    has_other_places = thing.places != other.places and not thing.places & other.places
    is_one_sided = bool(thing.times) != bool(other.times)
    if thing.noun != other.noun or thing.scope or is_one_sided:
        return Agreement.WEAK
    if has_other_places and thing.places and other.places:
        return Agreement.WEAK
    is_same = all(part == other_part for part, other_part in parts) and not has_other_places
    is_same &= bool(thing.aspect) or thing.predicate == other.predicate
    return Agreement.FULL if is_same else Agreement.PARTIAL


def find_aspect(figure: Mapping[Hashable, Any]) -> str:
    """Return what happened to counted people, by their noun or their clause; or an empty string.

    Args:
        figure: A row of the table ``figures``.
    """
    roles, aspects = ("any", figure["role"]), _read_aspects()
    counted = (figure["head_noun"], *figure["modifiers"].split())
    words = [(word, "any") for word in counted]
    words += [(figure["predicate"], role) for role in roles]
    words += [(figure["head_noun"], role) for role in ("patient", "agent")]  # "58 killed"
    return next((aspects[word] for word in words if word in aspects), "")


def is_counted_in_many_ways(noun: str, unit: str = "") -> bool:
    """Return whether articles give many numbers of a noun, in its comparable form, or of a unit."""
    return not _read_words("counted_in_many_ways.csv").isdisjoint((noun, unit))


def is_generic(noun: str) -> bool:
    """Return whether a noun, in its comparable form, says of people only that they are people."""
    return noun in _read_words("generic_people.csv")


def is_counted_person(noun: str) -> bool:
    """Return whether a noun, in its comparable form, is of people of whom it says little else."""
    return noun in _read_words("counted_people.csv")


def _identify(
    figure: Mapping[Hashable, Any], places: frozenset[str], times: frozenset[str]
) -> FigureThing:
    aspect = find_aspect(figure) if figure["kind"] == "count" else ""
    is_magnitude = figure["unit"] == MAGNITUDE
    noun = normalise_word(figure["head_noun"]) if figure["head_noun"] and not is_magnitude else ""
    names_aspect = bool(aspect) and _is_aspect_noun(figure)
    # An age is a person's, whatever the person does or suffers in the sentence.
    is_age_of_noun = figure["kind"] == "age" and bool(noun)
    has_predicate = figure["predicate"] and not is_magnitude and not is_age_of_noun
    predicate = normalise_word(figure["predicate"]) if has_predicate else ""
    if aspect and (is_generic(noun) or names_aspect or noun == predicate):
        noun = ""
    modifiers = {normalise_word(word) for word in figure["modifiers"].split()}
    return FigureThing(
        noun=noun,
        modifiers=frozenset() if names_aspect or is_magnitude else frozenset(modifiers),
        aspect=aspect,
        predicate=predicate,
        subject="" if is_magnitude else figure["subject"],
        scope=figure["scope"],
        places=places,
        times=times if figure["kind"] != "date" else frozenset(),
    )


def _is_aspect_noun(figure: Mapping[Hashable, Any]) -> bool:
    """Return whether the noun itself says what happened: "six deaths", "20 injured"."""
    return any((figure["head_noun"], role) in _read_aspects() for role in _ROLES)


def _is_other_noun(thing: FigureThing, other: FigureThing) -> bool:
    if thing.noun == other.noun:
        return not thing.noun and not thing.aspect and thing.predicate != other.predicate
    return not thing.aspect or bool(thing.noun and other.noun) or _is_part_of_people(thing, other)


def _is_part_of_people(thing: FigureThing, other: FigureThing) -> bool:
    """Return whether one of two figures counts the children, women or men among people."""
    return not {thing.noun, other.noun}.isdisjoint(_read_words("parts_of_people.csv"))


def _as_set(word: str) -> frozenset[str]:
    return frozenset((word,)) if word else frozenset()


def _find_places(mentions: pd.DataFrame) -> dict[SentenceKey, frozenset[str]]:
    """Return the places that each sentence names."""
    named = mentions[mentions["label"].isin(_PLACES) & (mentions["entity_id"] != "")]
    places: dict[SentenceKey, set[str]] = defaultdict(set)
    rows = zip(named["article_id"], named["sentence"], named["entity_id"], strict=True)
    for article_id, sentence, entity_id in rows:
        places[article_id, sentence].add(entity_id)
    return {key: frozenset(ids) for key, ids in places.items()}


@cache
def _read_aspects() -> dict[tuple[str, str], str]:
    return {(row["word"], row["role"]): row["aspect"] for row in read_rows("corpus", "aspects.csv")}


@cache
def _read_words(name: str) -> frozenset[str]:
    return frozenset(normalise_word(row["word"]) for row in read_rows("corpus", name))
