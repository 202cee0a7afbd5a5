"""Single words that begin the name of a body: 'Northeast' for 'Northeast Airlines'."""

from collections import Counter

from analysis.entity_types import FAC, GPE, LOC, NORP, ORG
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country

#: Labels that the model gives to the short form of a body's name, and the number of times that it
#: must be a subject or owner (judgement).
_MISREAD_SHORT_FORMS = frozenset((LOC, NORP, FAC))
_MIN_SHORT_FORMS = 2
_SUBJECTS = ("nsubj", "nsubjpass")


def find_short_forms(names: list[Name]) -> dict[str, str]:
    """Return, by folded name, the label of the one longer name that a single word begins.

    'Northeast said' where the article names 'Northeast Airlines'. The model takes such words for
    regions or peoples; with an article ('the Northeast') they are, and a country's name stays.
    """
    longer: dict[str, set[str]] = {}
    for name in names:
        first, _, rest = name.text.partition(" ")
        if rest and name.label in (ORG, GPE):
            longer.setdefault(person_names.fold(first), set()).add(name.label)
    uses = Counter(person_names.fold(name.text) for name in names if _is_used_as_body(name))
    return {
        folded: min(longer[folded])
        for folded, count in uses.items()
        if count >= _MIN_SHORT_FORMS and len(longer.get(folded, ())) == 1
    }


def _is_used_as_body(name: Name) -> bool:
    """Whether a word that the model takes for a region or people is used as a body's name."""
    if name.label not in _MISREAD_SHORT_FORMS or len(name.span) > 1:
        return False
    token = name.span[0]
    is_determined = token.i > 0 and token.nbor(-1).pos_ == "DET"
    is_plain = token.tag_ == "NNP" and token.dep_ in (*_SUBJECTS, "poss")
    return is_plain and not is_determined and find_possible_country(name.text) is None
