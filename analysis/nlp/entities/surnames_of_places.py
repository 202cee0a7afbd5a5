"""Persons whose surname is also a country's or a capital's: 'Jon Nicosia … Nicosia said'.

A place that speaks is a person where the article has somebody's full name with this surname and
uses the word nowhere as a place.
"""

from collections.abc import Collection, Iterable

from analysis.entity_types import PLACE_LABELS
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import words

#: Prepositions after which a name is a place's, not a person's.
_OF_PLACES = frozenset(
    [
        "across",
        "around",
        "at",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "outside",
        "through",
        "to",
        "toward",
        "towards",
        "within",
    ]
)


def find_surnames_of_places(names: Iterable[Name], surnames: Collection[str]) -> set[str]:
    """Return the folded words that are a person's surname although the model takes them for places.

    Args:
        names: The names of the article.
        surnames: The folded surnames of the persons whom it names in full.
    """
    speaking: set[str] = set()
    places: set[str] = set()
    for name in names:
        folded = person_names.fold(name.text)
        if folded not in surnames or find_possible_country(name.text) is None:
            continue
        if name.label in PLACE_LABELS and _is_speaking(name):
            speaking.add(folded)
        if _is_place(name):
            places.add(folded)
    return speaking - places


def _is_speaking(name: Name) -> bool:
    root = name.span.root
    return root.dep_ == "nsubj" and root.head.lower_ in words("attributing")


def _is_place(name: Name) -> bool:
    """Whether a name follows a preposition of place, or stands before a noun or another place."""
    root = name.span.root
    if root.dep_ in ("compound", "amod", "nmod"):
        return root.head.i >= name.span.end
    if root.dep_ != "pobj":
        return any(child.dep_ == "appos" and child.ent_type_ == "GPE" for child in root.children)
    return root.head.lower_ in _OF_PLACES
