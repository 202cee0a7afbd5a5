"""Groups without a name: 'voters', 'Republican lawmakers', 'the police'.

They are entities of an article as its names are, so that their mentions can be counted and read;
each mention is a description. A name right before the noun is part of what the group is called.
'The two leaders' are persons or bodies that the article has named, and no group.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from analysis.entity_types import NORP, Trait, labels_with
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.name_spans import Name, index_names_by_token
from analysis.nlp.entities.person_names import fold
from analysis.nlp.lexicon import nouns
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.token_ids import get_ids
from analysis.word_lists import read_rows

#: Beginning of the keys of groups.
GROUP = "group|"
#: Labels of names that tell which group is meant.
_MODIFIER_LABELS = frozenset(labels_with(Trait.GROUP_MODIFIER))
#: Dependencies of a noun that only modifies another noun.
_MODIFIERS = ("compound", "amod", "nmod")
#: Words and numbers before a noun for persons that the article has named (judgement: a larger
#: number is of people without names).
_DEFINITE = frozenset(("the", "these", "those"))
_FEW = frozenset(("two", "three", "four"))


@dataclass(frozen=True)
class GroupMention:
    """A mention of a group.

    Attributes:
        token: The noun.
        entity: The group.
    """

    token: Token
    entity: Entity


def find_groups(doc: Doc, names: list[Name], blocks: SpanIndex[HasSpan]) -> Iterator[GroupMention]:
    """Yield the mentions of groups outside names, in order; one entity for each group.

    Args:
        doc: The parsed article.
        names: Its names.
        blocks: The blocks to search.
    """
    modifiers = {name.span.end: name for name in names if name.label in _MODIFIER_LABELS}
    names_by_token = index_names_by_token(names)
    entities: dict[str, Entity] = {}
    for index in _find_group_nouns(doc):
        token = doc[index]
        if index in names_by_token or token.idx not in blocks or token.dep_ in _MODIFIERS:
            continue
        if _is_counted_reference(token):
            continue
        modifier = modifiers.get(index)
        name = token.lower_ if modifier is None else f"{modifier.text} {token.lower_}"
        key = f"{GROUP}{fold(name)}"
        if key not in entities:
            label = _plural_nouns().get(token.lemma_) or _read_nouns("mass")[token.lemma_]
            entities[key] = Entity(key, name, label)
        entities[key].forms[name] += 1
        yield GroupMention(token, entities[key])


def _is_counted_reference(token: Token) -> bool:
    """Whether a plural means some that were named before: 'the two leaders', 'both men'."""
    is_definite = any(left.lower_ in _DEFINITE for left in token.lefts)
    is_counted = any(left.dep_ == "nummod" and left.lower_ in _FEW for left in token.lefts)
    is_after_both = token.i > 0 and token.nbor(-1).lower_ == "both"
    return (is_definite and is_counted) or is_after_both


def _find_group_nouns(doc: Doc) -> list[int]:
    """Return the positions of the tokens that are nouns for a group."""
    tags = doc.to_array("TAG").tolist()
    nouns_by_tag = _get_noun_ids_by_tag()
    lemmas = doc.to_array("LEMMA").tolist()
    return [
        position
        for position, tag in enumerate(tags)
        if tag in nouns_by_tag and lemmas[position] in nouns_by_tag[tag]
    ]


@cache
def _get_noun_ids_by_tag() -> dict[int, frozenset[int]]:
    """Return the numbers of the nouns that mean a group, by the number of their tag."""
    singular, plural = (get_string_id(tag) for tag in ("NN", "NNS"))
    mass = get_ids(_read_nouns("mass"))
    return {singular: mass, plural: mass | get_ids(_plural_nouns())}


@cache
def _plural_nouns() -> dict[str, str]:
    """Return the label of each noun whose plural is a group."""
    persons = {lemma: NORP for lemma, noun in nouns().items() if noun.kind == "person"}
    return persons | _read_nouns("plural")


@cache
def _read_nouns(kind: str) -> dict[str, str]:
    """Return the label of each listed noun of a kind: ``plural``, or ``mass`` ('police')."""
    return {
        row["noun"]: row["label"] for row in read_rows("nlp", "groups.csv") if row["as"] == kind
    }
