"""The gender of persons, learned from the pronouns that can only mean one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from spacy.tokens import Doc

from analysis.entity_types import PERSON
from analysis.nlp.coref.mention_contexts import MentionContext
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
#: So much must speak for a gender, and such a share of all that speaks for one.
_ENOUGH, _SHARE = 2, 0.8


def learn_genders(
    doc: Doc, uses: list[MentionContext], sentences: list[int], inside: QuotedSpanIndex
) -> dict[str, str]:
    """Return the gender (m or f) of the persons whose pronouns tell it, by key of the entity.

    A pronoun tells it where one person alone is named before it in its sentence (two points for a
    subject, one otherwise) or, if nobody is, where the sentence before names one person alone, as
    its subject (one point).

    Args:
        doc: The parsed article.
        uses: The names in its running text, in order.
        sentences: The number of each token's sentence.
        inside: Answers what stands in quotation marks.
    """
    points: dict[str, Counter[str]] = defaultdict(Counter)
    for key, gender, weight in _votes(doc, uses, sentences, inside):
        points[key][gender] += weight
    learned = {}
    for key, told in points.items():
        (gender, most), *_ = told.most_common(1)
        if most >= _ENOUGH and most >= _SHARE * told.total():
            learned[key] = gender
    return learned


def _votes(
    doc: Doc, uses: list[MentionContext], sentences: list[int], inside: QuotedSpanIndex
) -> Iterator[tuple[str, str, int]]:
    persons: dict[int, list[MentionContext]] = defaultdict(list)
    for use in uses:
        if use.name.label == PERSON:
            persons[use.sentence].append(use)
    hashes = [doc.vocab.strings[word] for word in GENDERS]
    for at in np.flatnonzero(np.isin(doc.to_array("LOWER"), hashes)).tolist():
        if inside.at(doc[at].idx) is not None:
            continue
        here = [use for use in persons.get(sentences[at], ()) if use.token < at]
        before = here or persons.get(sentences[at] - 1, [])
        subject = any(use.subject for use in before)
        if len({use.name.key for use in before}) == 1 and (here or subject):
            yield before[0].name.key, GENDERS[doc[at].lower_], 1 + bool(here and subject)
