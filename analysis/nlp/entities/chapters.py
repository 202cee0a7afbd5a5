"""Chapters of a body, named by a place before it: 'the Florida GOP' is not the party itself.

The place and the letters of a listed body are one name where the body heads the phrase. In 'Florida
GOP voters' it only says which voters.
"""

from collections.abc import Iterator, Sequence

from analysis.entity_types import ORG, PLACE_LABELS
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.entities.organisation_names import find_listed_name, is_plain_acronym

#: Relations of a word to a noun that it modifies.
_MODIFIERS = frozenset(("amod", "compound", "nmod"))


def join_chapters(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names of an article; a place and the body whose chapter it names are one."""
    places = {name.span.end: name for name in names if _can_have_chapter(name)}
    chapters = [name for name in names if name.span.start in places and _is_body_of(name, places)]
    joined = {id(places[name.span.start]) for name in chapters} | set(map(id, chapters))
    yield from (name for name in names if id(name) not in joined)
    for name in chapters:
        place = places[name.span.start]
        span = name.span.doc[place.span.start : name.span.end]
        text = str(span.doc._.text[place.start : name.end])
        yield Name(place.start, name.end, text, ORG, span)


def _can_have_chapter(name: Name) -> bool:
    """Whether a name is that of a place within a country."""
    return name.label in PLACE_LABELS and find_possible_country(name.text) is None


def _is_body_of(name: Name, places: dict[int, Name]) -> bool:
    """Whether a name is that of a listed body which the place before it modifies."""
    if len(name.span) > 1 or not is_plain_acronym(name.text) or not find_listed_name(name.text):
        return False
    body, place = name.span[0], places[name.span.start].span
    is_modifier = body.dep_ in _MODIFIERS and body.head.i > body.i
    return not is_modifier and place.root.head == body and place[-1].whitespace_ == " "
