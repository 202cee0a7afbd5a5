"""Roles: the titles and descriptions a text gives its persons, and how a description fits them."""

from spacy.tokens import Token

from analysis.entity_types import PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.entity_trimming import is_role
from analysis.nlp.entities.name_spans import Name, index_names_by_token
from analysis.nlp.lexicon import nouns, words

#: A title in front of a name has at most so many words.
_TITLE = 8
#: What one point of likeness between a description and a role weighs.
_SAME_NOUN, _LIKE_NOUN, _SAME_WORD, _ACRONYM = 1.0, 0.7, 0.6, 0.9


def assign_roles(found: list[Name], entities: dict[str, Entity]) -> None:
    """Write onto the persons the titles and appositions the text gives them, and their gender."""
    countries = index_names_by_token(name for name in found if name.country)
    for name in found:
        if name.label == PERSON:
            _read_roles(name, entities[name.key], countries)
    for entity in entities.values():
        for role in entity.roles:
            for word in role.lower().split():
                noun = nouns().get(word)
                if noun is not None and not entity.gender:
                    entity.gender = noun.gender


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


def join_tokens(phrase: list[Token]) -> str:
    """Return a phrase as it is written, on one line."""
    return " ".join("".join(token.text_with_ws for token in phrase).split())


def get_content_words(phrase: str) -> set[str]:
    """Return the words of a phrase, folded, but for articles and the like."""
    return set(person_names.fold(phrase).split()) - words("connective")


def score_role_match(noun: str, wanted: set[str], countries: set[str], entity: Entity) -> float:
    """Return how well a description fits a person's roles: 0 unknown, -1 for a contradiction.

    Args:
        noun: The head of the description, as a lemma.
        wanted: All of its content words.
        countries: The countries it names (ISO 3166).
        entity: The person.
    """
    if countries and entity.of_countries and not countries & entity.of_countries:
        return -1.0
    joined = " ".join(entity.roles)
    have = get_content_words(joined)
    press = words("spokesperson") | words("press office")
    score = 0.0
    if noun in have:
        score += _SAME_NOUN
    elif noun in press and have & press:
        score += _LIKE_NOUN
    for word in wanted - {noun}:
        if word in have:
            score += _SAME_WORD
        elif any(
            organisation_names.is_acronym(word.upper(), run) for run in _capitalised_runs(joined)
        ):
            score += _ACRONYM
    return score


def _read_roles(name: Name, entity: Entity, countries: dict[int, Name]) -> None:
    root, doc = name.span.root, name.span.doc
    start = name.span.start
    while start > root.left_edge.i and not _parts_names(doc[start - 1]):
        start -= 1
    title = [token for token in doc[start : name.span.start] if not token.is_space]
    roles: list[list[Token]] = []
    if 0 < len(title) <= _TITLE:
        shown = join_tokens(title)
        entity.gender = entity.gender or person_names.find_title_gender(f"{shown} {name.text}")
        if any(is_role(token) for token in title):
            roles.append(title)
    apposed = [child for child in root.rights if child.dep_ == "appos"]
    roles += [get_role_phrase(child) for child in apposed if child.pos_ == "NOUN" or is_role(child)]
    if root.dep_ in ("appos", "attr") and root.head.pos_ == "NOUN":
        roles.append(get_role_phrase(root.head))
    name.epithet = join_tokens(roles[0]) if roles else ""
    for role in roles:
        shown = join_tokens(role)
        if shown and shown not in entity.roles:
            entity.roles.append(shown)
        for token in role:
            named = countries.get(token.i)
            if named is not None and named.country is not None:
                entity.of_countries.add(named.country.country)


def _parts_names(token: Token) -> bool:
    return token.is_punct or token.dep_ == "cc" or token.ent_type_ == PERSON


def _capitalised_runs(phrase: str) -> list[str]:
    """Runs of two to four capitalised words, which an acronym may shorten."""
    parts = phrase.split()
    return [
        " ".join(parts[at : at + width])
        for width in (2, 3, 4)
        for at in range(len(parts) - width + 1)
        if all(part[0].isupper() for part in parts[at : at + width])
    ]
