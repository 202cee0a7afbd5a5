"""Full names of persons of whom the model has the family name alone: 'Natalia Orr … Orr said'.

The model takes a rare given name at the start of a sentence for a place, or for a sentence of its
own, so that the person keeps the family name alone in the whole article.
"""

from spacy.tokens import Doc, Token

from analysis.entity_types import GPE, PERSON
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.token_ids import find_tokens, get_ids

#: Tags that taggers give to rare given names.
_TAGS = frozenset(("NNP", "NNPS", "NNS"))


def complete_first_uses(doc: Doc, blocks: SpanIndex[HasSpan], names: list[Name]) -> list[Name]:
    """Return names with the full names of persons of whom only the family name is among them.

    Args:
        doc: The parsed article.
        blocks: Its blocks.
        names: The names so far.
    """
    persons = [name for name in names if name.label == PERSON]
    full = {name.text.split()[-1] for name in persons if len(name.span) > 1}
    family_names = {name.text for name in persons if len(name.span) == 1} - full
    if not family_names:
        return names
    index = SpanIndex(sorted(names, key=lambda name: name.start))
    completed: dict[int, Name] = {}
    for position in find_tokens(doc, "LOWER", get_ids(map(str.lower, family_names))):
        surname = doc[position]
        if not position or surname.text not in family_names or surname.idx not in blocks:
            continue
        given_name = doc[position - 1]
        if _is_given_name(given_name, surname, index) and not _is_in_longer(surname, index):
            span = doc[position - 1 : position + 1]
            completed[position] = Name(span.start_char, span.end_char, span.text, PERSON, span)
    covered = {token.i for name in completed.values() for token in name.span}
    others = [name for name in names if covered.isdisjoint(token.i for token in name.span)]
    return [*others, *completed.values()]


def _is_given_name(word: Token, surname: Token, names: SpanIndex[Name]) -> bool:
    """Return whether the word before a family name is the given name, and in no longer name.

    A place is one at the start of a sentence alone: 'Natalia Orr', not 'In Jordan Orr spoke'.
    """
    if word.tag_ not in _TAGS or not word.text.istitle() or word.whitespace_ != " ":
        return False
    is_divided = surname.is_sent_start and not word.is_sent_start
    if is_divided or not person_names.is_given_name(word.text):
        return False
    if word.lower_ in nouns() or word.lower_ in words("honorific") or word.ent_type_ == "DATE":
        return False
    is_place = word.ent_type_ == GPE
    if is_place and not (word.is_sent_start and find_possible_country(word.text) is None):
        return False
    return not _is_in_longer(word, names) and not (word.i and word.nbor(-1).ent_type_ == PERSON)


def _is_in_longer(token: Token, names: SpanIndex[Name]) -> bool:
    """Return whether a token is in a name of several words."""
    name = names.at(token.idx)
    return name is not None and len(name.span) > 1
