"""Appositions: the titles and descriptions that stand beside the name of a person.

In 'North Korean leader Kim Jong Un' and 'Kim Jong Un, the North Korean leader' the words about Kim
mean him and not his country, and so does the country of "North Korea's Kim". They are no further
mention, so that no count includes them. Whose somebody is, as in "the president's son", means the
other person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.entity_types import PERSON
from analysis.nlp.entities.entity_trimming import is_role
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_roles import MAX_TITLE_WORDS, get_role_phrase, get_tokens_before

#: Tags of nouns for one person; 'Senators' before a name belongs to other names too.
_SINGULAR = frozenset(("NN", "NNP"))


@dataclass(frozen=True)
class Apposition:
    """A title or description beside a name, and the key of the entity of both."""

    span: Span
    key: str


def find_appositions(names: Iterable[Name]) -> Iterator[Apposition]:
    """Yield the titles and descriptions beside the persons' names of an article."""
    names = list(names)
    countries = {name.span.end: name for name in names if name.country and name.country.is_country}
    for name in names:
        if name.label != PERSON:
            continue
        for tokens in (
            _find_title(name),
            _find_country(name, countries),
            *_find_descriptions(name),
        ):
            if 0 < len(tokens) <= MAX_TITLE_WORDS:
                first = _find_owner_end(tokens)
                yield Apposition(name.span.doc[first : tokens[-1].i + 1], name.key)


def _find_title(name: Name) -> list[Token]:
    """Return the title before a name: 'the C.I.A. director'; empty if there is none."""
    tokens = get_tokens_before(name, crosses_hyphens=True)
    while tokens and (tokens[0].tag_ == "POS" or tokens[0].is_punct):
        tokens = tokens[1:]
    is_title = bool(tokens) and is_role(tokens[-1]) and tokens[-1].tag_ in _SINGULAR
    return tokens if is_title else []


def _find_country(name: Name, countries: Mapping[int, Name]) -> list[Token]:
    """Return "Norway's" right before a name; empty if no country is.

    Args:
        name: The name of a person.
        countries: The names of countries, by the token after each.
    """
    doc, start = name.span.doc, name.span.start
    possessive = doc[start - 1] if start else None
    if possessive is None or possessive.tag_ != "POS":
        return []
    country = countries.get(possessive.i)
    return [] if country is None else [*country.span, possessive]


def _find_owner_end(tokens: Sequence[Token]) -> int:
    """Return where words about a person begin, after those for another one whose they are.

    The words "son" of "President Anna Weber's son", but all of "Norway's leader".
    """
    owners = [
        token.head
        for token in tokens
        if token.tag_ == "POS" and (token.head.ent_type_ == PERSON or is_role(token.head))
    ]
    last = max((owner.i for owner in owners), default=-1)
    rest = [token.i for token in tokens if token.i > last and token.tag_ != "POS"]
    return rest[0] if rest else tokens[0].i


def _find_descriptions(name: Name) -> Iterator[list[Token]]:
    """Yield the descriptions of one person that a comma separates from the name."""
    root = name.span.root
    nouns = [child for child in root.rights if child.dep_ == "appos"]
    if root.dep_ == "appos":
        nouns.append(root.head)
    for noun in nouns:
        if is_role(noun) and noun.tag_ in _SINGULAR:
            phrase = get_role_phrase(noun)
            while phrase[-1].dep_ == "cc":
                phrase = phrase[:-1]
            if not (_is_compound(noun) or any(token in name.span for token in phrase)):
                yield phrase


def _is_compound(noun: Token) -> bool:
    """Whether a hyphen continues a noun: 'son-in-law'."""
    return noun.i + 1 < len(noun.doc) and noun.nbor().text == "-" and not noun.whitespace_
