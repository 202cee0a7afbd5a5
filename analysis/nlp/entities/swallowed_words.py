"""Words before a name that the model takes for its beginning: 'Jubilant Leeds Rovers fans'."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.entity_types import PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country


def drop_swallowed_words(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names, without a word before one that the start of a sentence made part of it.

    'Jubilant Leeds Rovers' is 'Leeds Rovers' where it begins a sentence, the article names
    'Leeds Rovers' too, and has the first word with a capital nowhere within a sentence. A name is
    never shortened to that of a person: 'Ada Boon' is no 'Boon' after 'Ada'.
    """
    known = {name.text for name in names if name.label != PERSON}
    for name in names:
        rest = name.span[1:]
        is_longer = len(name.span) > 1 and rest.text in known
        if is_longer and not _is_known_whole(name) and _is_opening(name):
            yield replace(name, start=rest.start_char, text=rest.text, span=rest)
        else:
            yield name


def _is_known_whole(name: Name) -> bool:
    """Whether a name, or its first word, is a known one: 'White House', 'Israeli Labor'."""
    first = name.span[0]
    return bool(
        organisation_names.find_listed_name(name.text)
        or find_possible_country(name.text)
        or find_possible_country(first.text)
        or person_names.is_common_given_name(first.text)
    )


def _is_opening(name: Name) -> bool:
    """Whether nothing but the start of a sentence gives the first word of a name its capital."""
    first = name.span[0]
    is_article = first.lower_ == "the"
    uses = (token for token in first.doc if token.orth == first.orth)
    return not is_article and all(token.is_sent_start for token in uses)
