"""Persons of one word that the model takes for names and that the text shows to be none.

A word that the article also uses otherwise, or in a fuller name, stays: 'the Obama of 2008'.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from analysis.entity_types import ORG, PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns, words

#: Characters that are in nobody's name: the model has read a word and a quotation as one.
_IN_NO_NAME = frozenset('"“”—')
#: Dependencies of a word that says more of a noun after it: 'the Boon trial'.
_MODIFIERS = frozenset(("compound", "amod", "nmod"))
#: Tags of names in the singular.
_SINGULAR_TAGS = frozenset(("NNP", "NN", "JJ"))
#: Lengths of a code that is no name in brackets: 'MA', 'HPQ' (judgement).
_CODE_LENGTHS = range(2, 5)
#: Tags of common nouns.
_NOUN_TAGS = frozenset(("NN", "NNS"))


def drop_no_persons(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names without persons of one word that are none.

    Dropped are doctrines ('Trumpism') and, if each use of the word in the article is such, words
    after an article ('the Gospel', 'a Scout'; 'the Chronicle' is a body if a longer name of one
    ends so), what is named after somebody ('Gadsden flag'), codes in brackets ('(MA)') and the
    first word of a sentence before a noun ('Law professors said').
    """
    longer = [name for name in names if len(name.span) > 1]
    known = {part for name in longer if name.label == PERSON for part in name.text.split()}
    ends_of_bodies = {name.text.split()[-1] for name in longer if name.label == ORG}
    uses: dict[str, list[Name]] = {}
    for name in names:
        if name.label == PERSON and " " not in name.text and name.text not in known:
            uses.setdefault(name.text, []).append(name)
    label_of: dict[str, str] = {}
    for text, persons in uses.items():
        if _is_nobody(text, persons):
            is_body = text in ends_of_bodies and all(map(_has_article, persons))
            label_of[text] = ORG if is_body else ""
    for name in names:
        if name.label != PERSON or name.text not in uses:
            yield name
        elif organisation := _find_organisation(name):
            yield organisation
        elif label := label_of.get(name.text, PERSON):
            name.label = label
            yield name


def _is_nobody(text: str, uses: Sequence[Name]) -> bool:
    """Whether a word that the model takes for a person is no person by each of its uses."""
    if text.endswith("ism") or not _IN_NO_NAME.isdisjoint(text):
        return True
    if person_names.is_common_given_name(text) or _is_title(text) or text.endswith("s"):
        return False  # 'the Pope', and families: 'the Clintons'
    return all(
        _is_of_thing(name.span[-1]) or _has_article(name) or _is_code_in_brackets(name)
        for name in uses
    )


def _is_title(word: str) -> bool:
    noun = nouns().get(word.lower())
    return noun is not None and noun.kind == "person"


def _has_article(name: Name) -> bool:
    """Whether an article belongs to a word itself, which is no part of what another noun means."""
    token = name.span[-1]
    before = token.nbor(-1) if token.i else None
    if before is None or before.lower_ not in ("the", "a", "an") or before.head != token:
        return False
    return token.tag_ in _SINGULAR_TAGS and token.dep_ not in _MODIFIERS


def _is_of_thing(token: Token) -> bool:
    """Whether a word names a thing after it, or begins a sentence before a common noun."""
    head = token.head
    is_before_noun = token.dep_ == "compound" and head.i > token.i and head.tag_ in _NOUN_TAGS
    if not is_before_noun:
        return False
    return bool(token.is_sent_start) or head.lower_ in words("named after a person")


def _is_code_in_brackets(name: Name) -> bool:
    """Whether a word is the code of a state or of a share beside a name: 'Ada Boon (MA)'."""
    text = name.span.doc._.text
    is_code = name.text.isupper() and len(name.text) in _CODE_LENGTHS
    return is_code and text[name.start - 1 : name.end + 1] == f"({name.text})"


def _find_organisation(name: Name) -> Name | None:
    """Return the organisation that the word before completes: 'Mother Jones'."""
    start = name.span.start
    if not start:
        return None
    span = name.span.doc[start - 1 : name.span.end]
    text = str(span.doc._.text[span.start_char : name.end])
    if not organisation_names.find_listed_name(text):
        return None
    return Name(span.start_char, name.end, text, ORG, span)
