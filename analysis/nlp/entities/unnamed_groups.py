"""Groups without a name: 'voters', 'Republican lawmakers', 'the police'.

They are entities of an article as its names are, so that their mentions can be counted and read;
each mention is a description. A name right before the noun is part of what the group is called.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from analysis.entity_types import NORP, Trait, labels_with
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.name_spans import Name, index_names_by_token
from analysis.nlp.entities.person_names import fold
from analysis.nlp.lexicon import nouns
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.word_lists import read_rows

#: Labels of names that tell which group is meant.
_TELLING = frozenset(labels_with(Trait.GROUP_MODIFIER))


@dataclass(frozen=True)
class GroupMention:
    """A mention of a group: the noun, and the group."""

    token: Token
    entity: Entity


def find_groups(doc: Doc, found: list[Name], blocks: SpanIndex[HasSpan]) -> Iterator[GroupMention]:
    """Yield the mentions of groups outside names, in order; one entity for each group.

    Args:
        doc: The parsed article.
        found: Its names.
        blocks: The blocks to search.
    """
    ends = {name.span.end: name for name in found if name.label in _TELLING}
    covered = index_names_by_token(found)
    entities: dict[str, Entity] = {}
    strings = doc.vocab.strings
    table = doc.to_array(["LEMMA", "TAG"])
    plural = np.isin(table[:, 0], [strings[noun] for noun in _plural()])
    plural &= table[:, 1] == strings["NNS"]
    mass = np.isin(table[:, 0], [strings[noun] for noun in _listed("mass")])
    mass &= np.isin(table[:, 1], [strings[tag] for tag in ("NN", "NNS")])
    for at in np.flatnonzero(plural | mass).tolist():
        token = doc[at]
        if at in covered or token.idx not in blocks or token.dep_ in ("compound", "amod", "nmod"):
            continue
        telling = ends.get(at)
        called = f"{telling.text} {token.lower_}" if telling is not None else token.lower_
        key = f"group|{fold(called)}"
        if key not in entities:
            label = _plural().get(token.lemma_) or _listed("mass")[token.lemma_]
            entities[key] = Entity(key, called, label)
        entities[key].forms[called] += 1
        yield GroupMention(token, entities[key])


@cache
def _plural() -> dict[str, str]:
    """Return the nouns whose plural is a group, and its label."""
    persons = {noun: NORP for noun, about in nouns().items() if about.kind == "person"}
    return persons | _listed("plural")


@cache
def _listed(kind: str) -> dict[str, str]:
    return {
        row["noun"]: row["label"] for row in read_rows("nlp", "groups.csv") if row["as"] == kind
    }
