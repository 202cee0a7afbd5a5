"""Appositions: the titles and descriptions that stand beside the name of a person.

In 'North Korean leader Kim Jong Un' and 'Kim Jong Un, the North Korean leader' the words about Kim
mean him and not his country. They are no further mention, so that no count includes them.
"""

from collections.abc import Iterable, Iterator
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
    for name in names:
        if name.label != PERSON:
            continue
        for tokens in (_find_title(name), *_find_descriptions(name)):
            if 0 < len(tokens) <= MAX_TITLE_WORDS:
                yield Apposition(name.span.doc[tokens[0].i : tokens[-1].i + 1], name.key)


def _find_title(name: Name) -> list[Token]:
    """Return the title before a name: 'the C.I.A. director'; empty if there is none."""
    tokens = get_tokens_before(name, crosses_hyphens=True)
    while tokens and (tokens[0].tag_ == "POS" or tokens[0].is_punct):
        tokens = tokens[1:]
    is_title = bool(tokens) and is_role(tokens[-1]) and tokens[-1].tag_ in _SINGULAR
    return tokens if is_title else []


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
