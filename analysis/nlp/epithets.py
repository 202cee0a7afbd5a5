"""Epithets: the nouns and adjectives a text gives to those it names.

They come from the parse around a name: a title before it ("North Korean dictator Kim"), an
apposition ("Kim, the isolated leader"), a predicate ("Kim is a dictator"), adjectives before it
("nuclear-armed North Korea"), and a noun for a state or its rulers after it ("the Kim regime").
Descriptions without a name that speak for a named person ("the spokesman said") are epithets too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Span, Token

from analysis.entity_types import NORP, PERSON
from analysis.nlp.entities.entity_trimming import is_title
from analysis.nlp.entities.name_spans import Name, find_possible_country, index_names_by_token
from analysis.nlp.entities.person_roles import get_role_phrase, get_tokens_before
from analysis.nlp.lexicon import nouns
from analysis.nlp.quotes.attribution_syntax import is_negated
from analysis.word_lists import read_rows

#: Which part of a phrase an epithet is, as the column ``pos`` states it.
EpithetPos = Literal["noun", "modifier"]
#: How a text gives an epithet, as the column ``kind`` states it.
EpithetKind = Literal["title", "apposition", "predicate", "modifier", "polity", "description"]

#: Maximum number of words in a phrase; longer ones are mostly parsing errors (judgement).
_MAX_WORDS = 8
_NOUNS = ("NOUN", "PROPN")
#: Parts of speech of a modifier.
_MODIFYING = ("ADJ", "NOUN", "PROPN", "VERB", "ADV")


class _Phrase(NamedTuple):
    """A phrase with epithets.

    Attributes:
        kind: How it belongs to the name.
        head: Its head, or None where the name itself is the head.
        tokens: Its tokens.
        key: The entity it describes.
    """

    kind: EpithetKind
    head: Token | None
    tokens: list[Token]
    key: str


@dataclass(frozen=True)
class Epithet:
    """One word a text gives to an entity.

    Attributes:
        start: The word's first character.
        end: One past its last.
        word: The lemma of a noun, a modifier as written; in lower case.
        pos: Whether the word is the phrase's noun or a modifier.
        kind: How the text gives it.
        phrase: The whole phrase, on one line.
        key: The entity it is given to.
        country: The country (ISO 3166) the phrase names beside it; empty when none or several.
    """

    start: int
    end: int
    word: str
    pos: EpithetPos
    kind: EpithetKind
    phrase: str
    key: str
    country: str


def find_epithets(
    text: str, names: list[Name], descriptions: list[tuple[Span, str]]
) -> list[Epithet]:
    """Return the epithets of an article in order, each word once.

    Args:
        text: The article's text.
        names: The names of the article, linked to entities.
        descriptions: Descriptions without a name, each with the key of the entity it was resolved
            to.
    """
    names_by_token = index_names_by_token(names)
    phrases = [phrase for name in names for phrase in _find_phrases(name)]
    phrases += [
        _Phrase("description", span.root, list(span), key)
        for span, key in descriptions
        if span.root.pos_ in _NOUNS
    ]
    epithets: dict[int, Epithet] = {}
    for phrase in phrases:
        for epithet in _read_epithets(text, phrase, names_by_token):
            epithets.setdefault(epithet.start, epithet)
    return [epithets[start] for start in sorted(epithets)]


def _find_phrases(name: Name) -> Iterator[_Phrase]:
    """Yield the phrases that describe a name."""
    root, head, key = name.span.root, name.span.root.head, name.key
    yield from _find_title_or_modifiers(name)
    for child in root.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and _can_describe(child, name):
            yield _Phrase("apposition", child, get_role_phrase(child), key)
    if root.dep_ == "appos" and head.pos_ == "NOUN" and _can_describe(head, name):
        yield _Phrase("apposition", head, get_role_phrase(head), key)
    if root.dep_ == "nsubj" and head.lemma_ == "be" and not is_negated(head):
        for child in head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN" and _can_describe(child, name):
                yield _Phrase("predicate", child, get_role_phrase(child), key)
    is_modifier = root.dep_ in ("compound", "amod", "poss", "nmod") and head.i >= name.span.end
    if is_modifier and head.lemma_.lower() in _polities():
        yield _Phrase("polity", head, get_role_phrase(head), key)


def _can_describe(noun: Token, name: Name) -> bool:
    """Whether a noun can describe a name; what is no person needs a noun listed for its kind."""
    lemma = noun.lemma_.lower()
    return name.label == PERSON or lemma in nouns() or lemma in _polities()


def _find_title_or_modifiers(name: Name) -> Iterator[_Phrase]:
    """Yield the title of a person, or the adjectives before a name."""
    tokens = get_tokens_before(name, crosses_hyphens=True)
    if not tokens:
        return
    last = tokens[-1]
    if name.label == PERSON and _is_title_noun(last):
        yield _Phrase("title", last, tokens, name.key)
    elif name.label != NORP:
        own_tokens = range(name.span.start, name.span.end)
        modifiers = [token for token in tokens if token.head.i in own_tokens]
        yield _Phrase("modifier", None, modifiers, name.key)


def _is_title_noun(token: Token) -> bool:
    is_noun = token.pos_ in _NOUNS and token.lemma_.lower() in nouns()
    return is_noun or (token.pos_ == "PROPN" and is_title(token))


def _read_epithets(
    text: str, phrase: _Phrase, names_by_token: dict[int, Name]
) -> Iterator[Epithet]:
    """Yield the epithets in a phrase; names in it are none, unless one is its head."""
    tokens, head = phrase.tokens, phrase.head
    if not 0 < len(tokens) <= _MAX_WORDS:
        return
    phrase_text = " ".join(text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])].split())
    country = _find_country(tokens, names_by_token)
    for token in tokens:
        end = token.idx + len(token)
        pos: EpithetPos
        if token == head:
            start, word, pos = token.idx, token.lemma_.lower(), "noun"
        elif token.i not in names_by_token and _is_modifier(token, head):
            start = _find_compound_start(token)
            word, pos = text[start:end].lower(), "modifier"
        else:
            continue
        yield Epithet(start, end, word, pos, phrase.kind, phrase_text, phrase.key, country)


def _find_country(tokens: list[Token], names_by_token: dict[int, Name]) -> str:
    """Return the one country that the names among some tokens stand for, or an empty string."""
    countries = set()
    for token in tokens:
        if token.i in names_by_token:
            form = names_by_token[token.i].country or find_possible_country(token.text)
            if form is not None:
                countries.add(form.country)
    return countries.pop() if len(countries) == 1 else ""


def _is_modifier(token: Token, head: Token | None) -> bool:
    """Whether a token of a phrase modifies its head."""
    if not token.is_alpha or token.pos_ not in _MODIFYING or token.is_stop:
        return False
    if head is None:
        return token.dep_ == "amod"
    return token.dep_ in ("amod", "compound", "nmod") and token.i < head.i


def _find_compound_start(token: Token) -> int:
    """Return where a word starts that hyphens join to the words before it."""
    doc, first = token.doc, token.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        if doc[first - 2].whitespace_:
            break
        first -= 2
    start: int = doc[first].idx
    return start


@cache
def _polities() -> frozenset[str]:
    """Return the nouns for a state or its rulers: 'regime', 'dictatorship'."""
    return frozenset(row["noun"] for row in read_rows("nlp", "polities.csv"))
