"""Well-known organisations in names of one word: completed, or dropped where the word means less.

The model divides 'the Islamic State' into a people and a word. That word alone then is the short
form of another body: 'State', the department. It takes two letters for a place, whatever they mean:
'the VA' is a department, and 'Norfolk, VA' a state.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.entity_types import ORG, PLACE_LABELS
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.lexicon import words

#: Two capital letters, with or without full stops.
_TWO_LETTERS = re.compile(r"[A-Z]\.?[A-Z]\.?")
#: What stands before the abbreviation of a state: 'Norfolk, VA', '(D-VA)', 'Norfolk (VA)'.
_BEFORE_STATE = re.compile(r"[,(/–—-] ?$")


def is_body_in_letters(name: Name) -> bool:
    """Return whether two letters that the model takes for a place are a listed organisation."""
    if name.label not in PLACE_LABELS or not _TWO_LETTERS.fullmatch(name.text):
        return False
    before = name.span.doc._.text[max(name.start - 2, 0) : name.start]
    return bool(find_listed_name(name.text)) and not _BEFORE_STATE.search(before)


def complete_listed_names(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names, those of one word with the next word if both are a listed organisation.

    The next word must not be a form of the same organisation by itself ('U.S. Senate').
    """
    last_end = 0
    for name in sorted(names, key=lambda name: name.start):
        if name.start < last_end:
            continue  # the word that completed the name before
        completed = _complete(name)
        last_end = completed.end
        yield completed


def _complete(name: Name) -> Name:
    doc, end = name.span.doc, name.span.end
    if len(name.span) > 1 or end >= len(doc) or not doc[end].is_title:
        return name
    span = doc[name.span.start : end + 1]
    text = str(doc._.text[name.start : span.end_char])
    listed = find_listed_name(text)
    is_longer = listed not in ("", find_listed_name(doc[end].text), find_listed_name(name.text))
    return Name(name.start, span.end_char, text, ORG, span) if is_longer else name


def drop_unexplained_short_forms(names: Sequence[Name]) -> list[Name]:
    """Return the names without short forms of bodies that are common words: 'State'.

    A short form stays where the article has the long one, unless "of" is beside it: the 'Secretary
    of State' is a person, and the 'State of the Union' an address. It also stays before a plural
    that completes it: 'the Defense and State Departments'.
    """
    explained = {find_listed_name(name.text) for name in names if len(name.span) > 1}
    return [
        name
        for name in names
        if name.text.lower() not in words("short form of a body")
        or (find_listed_name(name.text) in explained and not _is_beside_of(name))
        or _is_completed(name)
    ]


def _is_completed(name: Name) -> bool:
    token = name.span.root
    while token.dep_ == "conj":
        token = token.head
    noun = token.head.lower_
    return noun.endswith("s") and bool(find_listed_name(f"{name.text} {noun[:-1]}"))


def _is_beside_of(name: Name) -> bool:
    doc, start, end = name.span.doc, name.span.start, name.span.end
    neighbours = doc[max(start - 1, 0) : start].text, doc[end : end + 1].text
    return "of" in neighbours
