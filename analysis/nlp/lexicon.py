"""The project's word lists: reporting verbs, nouns that describe, and small sets of words."""

from functools import cache
from typing import NamedTuple

from analysis.word_lists import read_rows


class Noun(NamedTuple):
    """What a noun describes.

    Attributes:
        kind: person, organisation or country.
        gender: m or f where the noun tells it, otherwise empty.
        named: Words an organisation of the kind has in its name: 'airways' for an airline.
    """

    kind: str
    gender: str
    named: frozenset[str]


@cache
def frames() -> dict[str, frozenset[str]]:
    """Return what each reporting verb may introduce, by lemma.

    ``q``: a quotation in marks; ``d``: one that stands on its own alone; ``c``: a finite clause;
    ``w``: a whether/why/how clause only; ``i``: "to" and a verb; ``n``: a noun phrase that holds
    a clause ("allegations that …").
    ``a`` says that its object is who is told ("told reporters that …"), no part of the report.
    """
    return {row["lemma"]: frozenset(row["frames"]) for row in read_rows("nlp", "cues.csv")}


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns that describe a person, an organisation or a country, by lemma."""
    return {
        row["noun"]: Noun(
            row["kind"], row["gender"], frozenset((row["noun"], *row["named"].split()))
        )
        for row in read_rows("nlp", "nouns.csv")
    }


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind in ``data/words.csv``; raises KeyError for an unknown kind."""
    return _words()[kind]


@cache
def _words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in read_rows("nlp", "words.csv"):
        kinds.setdefault(row["as"], set()).add(row["word"])
    return {kind: frozenset(found) for kind, found in kinds.items()}
