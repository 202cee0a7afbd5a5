"""Roles: the titles and descriptions a text gives its persons, and how a description fits them."""

import re

from spacy.tokens import Token

from analysis.entity_types import PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.entity_trimming import is_role
from analysis.nlp.entities.name_spans import Name, index_names_by_token
from analysis.nlp.lexicon import nouns, words

#: Maximum number of words in a title before a name; longer ones are parsing errors (judgement).
MAX_TITLE_WORDS = 8
#: Score of a description whose head noun is in a person's roles. The scores are judgement.
_SAME_NOUN = 1.0
#: Score of a description and a role that both name a spokesperson, in other words.
_BOTH_PRESS = 0.7
#: Score of each further word of a description that is in a person's roles.
_SAME_WORD = 0.6
#: Score of each acronym in a description of words that are in a person's roles.
_ACRONYM = 0.9
#: Score of a description that contradicts a person's roles.
_CONTRADICTION = -1.0
#: What separates an office from whom or what it is for, and from its owner.
_AFTER_OFFICE = re.compile(r"(?<=\w) (?:for|to|of|under|with) ")
_OWNER = re.compile(r"['’]s? ")
#: Numbers of words that an acronym in a description can stand for.
_ACRONYM_WORDS = (2, 3, 4)


def assign_roles(names: list[Name], entities: dict[str, Entity]) -> None:
    """Write onto the persons the titles and appositions the text gives them, and their gender."""
    countries = index_names_by_token(name for name in names if name.country)
    for name in names:
        if name.label == PERSON:
            _add_roles(name, entities[name.key], countries)
    for entity in entities.values():
        for role in entity.roles:
            for word in role.lower().split():
                noun = nouns().get(word)
                if noun is not None and not entity.gender:
                    entity.gender = noun.gender


def find_roles(name: Name) -> list[list[Token]]:
    """Return the title before a name and its appositions."""
    roles = []
    title = get_tokens_before(name)
    if 0 < len(title) <= MAX_TITLE_WORDS and any(is_role(token) for token in title):
        roles.append(title)
    root = name.span.root
    roles += [
        get_role_phrase(child)
        for child in root.rights
        if child.dep_ == "appos" and (child.pos_ == "NOUN" or is_role(child))
    ]
    if root.dep_ in ("appos", "attr") and root.head.pos_ == "NOUN":
        roles.append(get_role_phrase(root.head))
    return roles


def find_gender(name: Name) -> str:
    """Return the gender that the title before a name implies: m, f or empty."""
    title = get_tokens_before(name)
    if not 0 < len(title) <= MAX_TITLE_WORDS:
        return ""
    return person_names.find_title_gender(f"{join_tokens(title)} {name.text}")


def get_role_phrase(head: Token) -> list[Token]:
    """Return the noun phrase of ``head`` up to its first clause or comma."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep", "compound", "case"):
            break
        end = child.right_edge.i + 1
    start = head.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return [token for token in head.doc[start:end] if not token.is_space]


def get_tokens_before(name: Name, *, crosses_hyphens: bool = False) -> list[Token]:
    """Return the tokens of a name's own phrase that come before it.

    Args:
        name: The name.
        crosses_hyphens: Whether a hyphen belongs to the phrase, as in 'nuclear-armed North Korea'.
            All other punctuation, "and" and another person's name end it.
    """
    doc = name.span.doc
    tokens: list[Token] = []
    for position in range(name.span.start - 1, name.span.root.left_edge.i - 1, -1):
        token = doc[position]
        is_hyphen = crosses_hyphens and token.text == "-"
        if token.dep_ == "cc" or token.ent_type_ == PERSON or (token.is_punct and not is_hyphen):
            break
        if not token.is_space:
            tokens.append(token)
    return tokens[::-1]


def join_tokens(phrase: list[Token]) -> str:
    """Return a phrase as it is written, on one line."""
    return " ".join("".join(token.text_with_ws for token in phrase).split())


def get_content_words(phrase: str) -> set[str]:
    """Return the words of a phrase, folded, without articles and the like."""
    return set(person_names.fold(phrase).split()) - words("connective")


def score_role_match(
    noun: str, content_words: set[str], countries: set[str], entity: Entity
) -> float:
    """Return how well a description fits a person's roles: 0 unknown, -1 for a contradiction.

    A spokesperson is nobody who has other roles alone: 'the defense spokesman' is no minister.

    Args:
        noun: The head of the description, as a lemma.
        content_words: All of its content words.
        countries: The countries it names (ISO 3166).
        entity: The person.
    """
    if countries and entity.of_countries and not countries & entity.of_countries:
        return _CONTRADICTION
    roles = " ".join(entity.roles)
    role_words = get_content_words(roles)
    press = words("spokesperson") | words("press office")
    if noun in words("spokesperson") and roles and not role_words & press:
        return _CONTRADICTION
    score = 0.0
    if any(noun in _get_office_words(role) for role in entity.roles):
        score += _SAME_NOUN
    elif noun in press and role_words & press:
        score += _BOTH_PRESS
    for word in content_words - {noun}:
        if word in role_words:
            score += _SAME_WORD
        elif _is_acronym_in(word, roles):
            score += _ACRONYM
    return score


def _get_office_words(role: str) -> set[str]:
    """Return the words of a role that say what the person is.

    'The president's adviser' and 'adviser to the president' are no presidents.
    """
    office = _AFTER_OFFICE.split(role, maxsplit=1)[0]
    return get_content_words(_OWNER.split(office)[-1])


def _add_roles(name: Name, entity: Entity, countries: dict[int, Name]) -> None:
    """Add the roles beside one name to its entity, and write the first as the name's epithet."""
    roles = find_roles(name)
    entity.gender = entity.gender or find_gender(name)
    name.epithet = join_tokens(roles[0]) if roles else ""
    state = _find_state_after(name, countries)
    texts = [join_tokens(role) for role in roles]
    for number, role in enumerate(roles):
        if owner := _find_owner(role, countries):
            texts[number] = f"{join_tokens(role[1:])} of {join_tokens(owner)}"
            roles[number] = [*role[1:], *owner]
    if roles and state and get_tokens_before(name):
        # 'President Ann Weber of Norway' has the title 'President of Norway'.
        roles[0], texts[0] = [*roles[0], *state], f"{texts[0]} of {join_tokens(state)}"
    for role, text in zip(roles, texts, strict=True):
        if text and text not in entity.roles:
            entity.roles.append(text)
        for token in role:
            country_name = countries.get(token.i)
            if country_name is not None and country_name.country is not None:
                entity.of_countries.add(country_name.country.country)


def _find_owner(role: list[Token], countries: dict[int, Name]) -> list[Token]:
    """Return the name of the country that 'its' of a role means: 'its leader' after Norway.

    That is the one country which the sentence names before it; empty if there is none.
    """
    if not role or role[0].lower_ != "its":
        return []
    before = range(role[0].sent.start, role[0].i)
    names = [countries[number] for number in before if number in countries]
    is_one = len({name.key for name in names}) == 1
    return list(names[0].span) if is_one else []


def _find_state_after(name: Name, countries: dict[int, Name]) -> list[Token]:
    """Return the name of the country after a person's name and 'of', if there is one."""
    doc, end = name.span.doc, name.span.end
    state = countries.get(end + 1) if end < len(doc) and doc[end].lower_ == "of" else None
    return list(state.span) if state is not None and state.span.start == end + 1 else []


def _is_acronym_in(word: str, phrase: str) -> bool:
    """Whether a word is an acronym of capitalised words in a phrase."""
    parts = phrase.split()
    runs = (
        parts[start : start + length]
        for length in _ACRONYM_WORDS
        for start in range(len(parts) - length + 1)
    )
    return any(
        organisation_names.is_acronym(word.upper(), " ".join(run))
        for run in runs
        if all(part[0].isupper() for part in run)
    )
