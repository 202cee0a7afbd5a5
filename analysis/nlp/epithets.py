"""Epithets: the nouns and adjectives a text gives to those it names.

They are read off the parse around a name: a title before it ("North Korean dictator Kim"), an
apposition ("Kim, the isolated leader"), what it is said to be ("Kim is a dictator"), adjectives
before it ("nuclear-armed North Korea"), and a noun for a state or its rulers behind it ("the Kim
regime"); and off a description by which somebody speaks who is named elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from analysis.entity_types import NORP, PERSON
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country, index_names_by_token
from analysis.nlp.entities.person_roles import get_role_phrase
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.quotes.attribution import is_negated
from analysis.word_lists import read_rows

#: A phrase has at most so many words; longer ones are misread more often than not.
_MOST = 8
_NOUNS = ("NOUN", "PROPN")
_DESCRIBING = ("ADJ", "NOUN", "PROPN", "VERB", "ADV")


@dataclass(frozen=True)
class Epithet:
    """One word a text gives to an entity.

    Attributes:
        start: The word's first character.
        end: One past its last.
        word: Its dictionary form in lower case; of an adjective the word itself.
        pos: ``noun`` or ``modifier``.
        kind: title, apposition, predicate, modifier, polity or description.
        phrase: The phrase it stands in.
        key: The entity it is given to.
        country: The country (ISO 3166) the phrase names beside it, empty when none or several.
    """

    start: int
    end: int
    word: str
    pos: str
    kind: str
    phrase: str
    key: str
    country: str


def find_epithets(text: str, found: list[Name], described: list[tuple[Span, str]]) -> list[Epithet]:
    """Return the epithets of an article in order, each word once.

    Args:
        text: The article's text.
        found: The names of the article, joined into entities.
        described: Descriptions without a name, each with the key of the entity it was resolved to.
    """
    at = index_names_by_token(found)
    epithets: dict[int, Epithet] = {}
    for name in found:
        for kind, head, phrase in _phrases(name):
            for epithet in _words(text, kind, head, phrase, name.key, at):
                epithets.setdefault(epithet.start, epithet)
    for span, key in described:
        if span.root.pos_ not in _NOUNS:
            continue
        for epithet in _words(text, "description", span.root, list(span), key, at):
            epithets.setdefault(epithet.start, epithet)
    return [epithets[start] for start in sorted(epithets)]


def _phrases(name: Name) -> Iterator[tuple[str, Token | None, list[Token]]]:
    """Yield kind, head (None where the name itself is the head) and words of each phrase."""
    root = name.span.root
    before = _before(name)
    yield from _title_or_modifiers(name, before)
    for child in root.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and _calls(child, name):
            yield "apposition", child, get_role_phrase(child)
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and _calls(root.head, name):
        yield "apposition", root.head, get_role_phrase(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be" and not is_negated(root.head):
        for child in root.head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN" and _calls(child, name):
                yield "predicate", child, get_role_phrase(child)
    head = root.head
    behind = root.dep_ in ("compound", "amod", "poss", "nmod") and head.i >= name.span.end
    if behind and head.lemma_.lower() in _polities():
        yield "polity", head, get_role_phrase(head)


def _calls(noun: Token, name: Name) -> bool:
    """Whether a noun says what the one named is: of a country, only one that describes such."""
    lemma = noun.lemma_.lower()
    return name.label == PERSON or lemma in nouns() or lemma in _polities()


def _before(name: Name) -> list[Token]:
    """Return the words of a name's own phrase that stand before it."""
    root, doc = name.span.root, name.span.doc
    start = name.span.start
    while start > root.left_edge.i and not _parts(doc[start - 1]):
        start -= 1
    return [token for token in doc[start : name.span.start] if not token.is_space]


def _parts(token: Token) -> bool:
    return token.dep_ == "cc" or token.ent_type_ == PERSON or (token.is_punct and token.text != "-")


def _title_or_modifiers(
    name: Name, before: list[Token]
) -> Iterator[tuple[str, Token | None, list[Token]]]:
    if not before:
        return
    last = before[-1]
    titled = name.label == PERSON and last.pos_ in _NOUNS and last.lemma_.lower() in nouns()
    if titled or (name.label == PERSON and last.pos_ == "PROPN" and _is_title(last)):
        yield "title", last, before
    elif name.label != NORP:
        own = range(name.span.start, name.span.end)
        yield "modifier", None, [token for token in before if token.head.i in own]


def _is_title(token: Token) -> bool:
    if token.ent_type_ == PERSON or token.lower_.strip(".") in words("honorific"):
        return False
    return person_names.strip_title(f"{token.text} Ann Lee") == "Ann Lee"


def _words(
    text: str, kind: str, head: Token | None, phrase: list[Token], key: str, at: dict[int, Name]
) -> Iterator[Epithet]:
    if not phrase or len(phrase) > _MOST:
        return
    start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
    shown = " ".join(text[start:end].split())
    countries = {
        form.country
        for token in phrase
        if token.i in at
        and (form := at[token.i].country or find_possible_country(token.text)) is not None
    }
    country = countries.pop() if len(countries) == 1 else ""
    for token in phrase:
        if token.i in at and token != head:
            continue
        if token == head:
            lemma = token.lemma_.lower()
            yield Epithet(
                token.idx, token.idx + len(token), lemma, "noun", kind, shown, key, country
            )
        elif _modifies(token, head):
            first = _hyphenated(token)
            word = text[first : token.idx + len(token)].lower()
            yield Epithet(
                first, token.idx + len(token), word, "modifier", kind, shown, key, country
            )


def _modifies(token: Token, head: Token | None) -> bool:
    if not token.is_alpha or token.pos_ not in _DESCRIBING or token.is_stop:
        return False
    if head is None:
        return token.dep_ == "amod"
    return token.dep_ in ("amod", "compound", "nmod") and token.i < head.i


def _hyphenated(token: Token) -> int:
    """Return where a word starts that hyphens join to the words before it."""
    doc, first = token.doc, token.i
    while first >= 2 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        if doc[first - 2].whitespace_:
            break
        first -= 2
    start: int = doc[first].idx
    return start


@cache
def _polities() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_rows("nlp", "polities.csv"))
