"""Where the people of a toll were, if the words right after the figure say so.

"170,000 people on Sumatra" and "230,000 across Asia" are of two areas, although both sentences name
the place of the earthquake. The people of a district or a village are some of those of the event.
"""

import re

from analysis.corpus.figure_values import Figure

#: Number of characters after a figure in which its place begins, and of the place itself.
_WINDOW = 45
_REACH = 60
_PLACE = re.compile(r"\b(?:in|across|around|at|near|on|throughout) (?=(?:[\w’'-]+ ){0,4}[\w’'-]+)")
_CLAUSE_END = re.compile(r"[.;:,]|\b(?:and|when|after|as|while|by|who|that|which)\b")
_AREAS = frozenset(
    ("district", "province", "region", "village", "town", "city", "country", "countries", "county")
)
#: Areas that are a part of where something happened, in the sentence of a figure.
_PARTS = re.compile(r"\b(?:sub-?districts?|districts?|villages?|neighbou?rhoods?|suburbs?)\b")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_WORD = re.compile(r"[\w-]+")


def have_other_places(figure: Figure, text: str, other: Figure, other_text: str) -> bool:
    """Return whether the words after two figures place what they count in different areas."""
    if _is_in_part(figure, text) != _is_in_part(other, other_text):
        return True
    places, other_places = _read_place(figure, text), _read_place(other, other_text)
    return bool(places and other_places) and places.isdisjoint(other_places)


def _is_in_part(figure: Figure, text: str) -> bool:
    """Return whether the sentence of a figure names a district, a village or the like."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, figure["start"])]
    end = _SENTENCE_END.search(text, figure["end"])
    sentence = text[ends[-1] if ends else 0 : end.start() if end else len(text)]
    return _PARTS.search(sentence) is not None


def _read_place(figure: Figure, text: str) -> frozenset[str]:
    """Return the names and kinds of area in the first words of place after a figure."""
    after = text[figure["end"] : figure["end"] + _WINDOW + _REACH]
    end = _CLAUSE_END.search(after)
    clause = after[: end.start()] if end else after
    match = _PLACE.search(clause[:_WINDOW])
    if match is None:
        return frozenset()
    words = _WORD.findall(clause[match.end() :])
    return frozenset(word.lower() for word in words if word[0].isupper() or word in _AREAS)
