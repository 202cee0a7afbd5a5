"""Titles of persons, and which of them a description fits: 'the president', 'the Japanese leader'.

A description fits a person of whom the article says so: one of the person's titles ends in the same
noun ('leader'), has all other words of the description, and names the countries that it names. A
title whose other words change the office ('vice president', 'former president') fits only a
description that has them too. 'The leader' of a country that is named may have another title of the
highest office ('President'), and the president of a country that no title names is the only one
whose titles name none. 'The FBI chief' is who has the title of another head of that body ('F.B.I.
director').

Articles of one country call its president by name alone. So 'the president' fits neither a
president of the past who is named in passing nor one whose country the title names, unless the
article is about that person; 'the North Korean leader' is certain.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Token

from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.entities.countries import split_countries
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.person_roles import get_content_words
from analysis.nlp.lexicon import nouns, words

#: Minimum mentions of the head of a state, as a share of those of the person mentioned most
#: (judgement).
_MIN_SHARE_OF_HEAD = 0.25
#: Where the noun of a title ends: 'minister | of defence'.
_AFTER_NOUN = re.compile(r",? (?:of|for|to|in|at|on|from|with|who|and) |[,;(]")


class Title(NamedTuple):
    """A title or description of a person.

    Attributes:
        noun: Its last noun: 'leader'.
        modifiers: The words before the noun, folded, but for countries.
        countries: The countries (ISO 3166) before the noun, or after its 'of'.
    """

    noun: str
    modifiers: frozenset[str]
    countries: frozenset[str]


def find_phrase_end(state: DiscourseState, head: Token) -> int:
    """Return where the phrase of a noun ends: after the country of 'the leader of Japan'.

    All phrases but those of one person of a country end after the noun.
    """
    noun = nouns().get(head.lemma_.lower())
    is_person = noun is not None and noun.kind == "person" and head.tag_ != "NNS"
    preposition = next(iter(head.rights), None)
    if not is_person or preposition is None or preposition.i != head.i + 1:
        return head.i + 1
    if preposition.lower_ != "of":
        return head.i + 1
    for token in preposition.rights:
        name = state.name_at(token)
        is_whole = name is not None and token.right_edge.i + 1 == name.span.end
        if name is not None and is_whole and name.country is not None and name.country.is_country:
            return name.span.end
    return head.i + 1


@lru_cache(maxsize=1 << 14)
def parse_title(text: str) -> Title:
    """Return the parts of a title."""
    after_noun = _AFTER_NOUN.search(text)
    before = text[: after_noun.start()] if after_noun else text
    *modifiers, noun = before.split() or [""]
    countries, others = split_countries(modifiers)
    if after_noun and after_noun.group().strip() == "of":
        countries |= split_countries(text[after_noun.end() :].split())[0]
    return Title(noun.lower(), frozenset(get_content_words(" ".join(others))), frozenset(countries))


def find_persons_titled(persons: Mapping[str, Entity], description: Title) -> list[str]:
    """Return the keys of the persons of whom the article says what a description says."""
    titles = {key: [parse_title(role) for role in person.roles] for key, person in persons.items()}
    titled = [
        key for key in titles if any(_is_fitting(description, title) for title in titles[key])
    ]
    if not description.countries and description.noun in words("head of a state"):
        return [
            key for key in titled if not _is_always_country(persons[key], description)
        ] or titled
    if titled or not description.countries or description.modifiers:
        return titled
    if description.noun in words("leader of a state"):
        return [
            key
            for key in titles
            if any(_is_of_highest_office(description, title) for title in titles[key])
        ]
    if description.noun not in words("head of a state"):
        return []
    # 'The U.S. president' where the article has 'President Weber' and 'French President Boon'.
    unplaced = description._replace(countries=frozenset())
    alike = [key for key in titles if any(_is_fitting(unplaced, title) for title in titles[key])]
    at_home = [key for key in alike if not _is_always_country(persons[key], unplaced)]
    is_certain = len(at_home) == 1 and not persons[at_home[0]].of_countries
    return at_home if is_certain and len(alike) > 1 else []


def is_in_passing(entity: Entity, description: Title, n_mentions: int, n_most: int) -> bool:
    """Return whether a head of a state is named too little for 'the president' to mean them.

    Args:
        entity: The person.
        description: The description.
        n_mentions: The mentions of the person.
        n_most: Those of the person who is mentioned most.
    """
    if description.countries or description.noun not in words("head of a state"):
        return False
    is_foreign = _is_always_country(entity, description)
    return n_mentions / n_most < (1 if is_foreign else _MIN_SHARE_OF_HEAD)


def is_of_other_office(entity: Entity, description: Title) -> bool:
    """Return whether all titles with the noun of a description are of another office."""
    titles = [title for title in map(parse_title, entity.roles) if title.noun == description.noun]
    return bool(titles) and all(
        title.modifiers & words("change of office") - description.modifiers for title in titles
    )


def _is_of_highest_office(description: Title, title: Title) -> bool:
    """Return whether a title is of the highest office of the countries of a description."""
    is_minister = title.noun == "minister" and "prime" in title.modifiers
    is_highest = is_minister or title.noun in words("leader of a state") | {"president"}
    is_in_office = not title.modifiers & words("change of office")
    return is_highest and is_in_office and description.countries <= title.countries


def _is_always_country(entity: Entity, description: Title) -> bool:
    """Return whether all titles that a description fits say of which country they are."""
    titles = [parse_title(role) for role in entity.roles]
    return all(title.countries for title in titles if _is_fitting(description, title))


def _is_fitting(description: Title, title: Title) -> bool:
    return (
        _is_same_office(description, title)
        and description.modifiers <= title.modifiers
        and description.countries <= title.countries
        and title.modifiers & words("change of office") <= description.modifiers
    )


def _is_same_office(description: Title, title: Title) -> bool:
    """Return whether two titles have one noun, or two for the head of a body that both name."""
    heads = words("head of a body")
    is_head = description.noun in heads and title.noun in heads
    return title.noun == description.noun or (is_head and bool(description.modifiers))
