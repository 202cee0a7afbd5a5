"""Names of ships that the model takes for persons, bodies or places: 'the tanker Boon'."""

import re
from collections.abc import Iterable

from analysis.entity_types import GPE, ORG, PERSON
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import words

#: Labels that the model gives to ships it does not know.
_MISREAD_LABELS = frozenset((PERSON, ORG, GPE))
#: What the names of ships begin with.
_PREFIX = re.compile(r"(?:USS|USNS|HMS|HMAS|HMCS|RMS|MV|M/V) [A-Z]")


def is_vessel(name: Name) -> bool:
    """Whether a name begins as that of a ship, or comes right after a noun for one."""
    if name.label not in _MISREAD_LABELS:
        return False
    return bool(_PREFIX.match(name.text)) or _is_after_noun(name)


def find_vessels(names: Iterable[Name]) -> set[str]:
    """Return the names of ships, folded, but for those that may be a person's elsewhere."""
    return {
        person_names.fold(name.text)
        for name in names
        if _PREFIX.match(name.text)
        or (_is_after_noun(name) and not person_names.is_common_given_name(name.span[0].text))
    }


def _is_after_noun(name: Name) -> bool:
    """Whether a noun for a ship is right before a name: 'the tanker Boon', 'a ship, the Boon'."""
    span, doc = name.span, name.span.doc
    position = span.start - 1
    if position > 0 and doc[position].lower_ == "the" and doc[position - 1].text == ",":
        position -= 2
    if position < 0:
        return False
    noun = doc[position]
    if noun.tag_ != "NN" or noun.lower_ not in words("vessel") or span.sent.start > position:
        return False
    before = doc[position - 1].lower_ if position else ""
    if noun.lower_ in words("vessel or company") and before != "aircraft":
        return False  # 'the regional carrier Boon Air' flies
    return span.root.head == noun or noun.head == span.root
