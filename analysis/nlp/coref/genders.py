"""The gender of persons, learned from the pronouns that can refer to only one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from analysis.entity_types import PERSON
from analysis.nlp.coref.mention_contexts import MentionContext
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.token_ids import find_tokens, get_ids

#: The gender (m or f) of each pronoun that has one.
GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_PRONOUN_IDS = get_ids(GENDERS)
#: Minimum number of points for a gender, and its minimum share of a person's points. By judgement:
#: one pronoun of a subject suffices, and a fifth of the pronouns may be somebody else's.
_MIN_POINTS, _MIN_SHARE = 2, 0.8


def learn_genders(
    doc: Doc,
    mentions: list[MentionContext],
    sentences: list[int],
    quoted_spans: QuotedSpanIndex,
    excluded: Mapping[str, str],
) -> dict[str, str]:
    """Return the gender (m or f) that pronouns reveal, by the key of the person.

    A pronoun counts for the only person named before it in its sentence (two points if one of
    these names is a subject, otherwise one). If nobody is named there, it counts for the only
    person named in the sentence before, provided one of those names is a subject (one point).

    Args:
        doc: The parsed article.
        mentions: The names in its running text, in order.
        sentences: The number of each token's sentence.
        quoted_spans: What is between quotation marks.
        excluded: The gender that a person's given name rules out, by the key of the person.
    """
    points: dict[str, Counter[str]] = defaultdict(Counter)
    for key, gender, weight in _find_votes(doc, mentions, sentences, quoted_spans, excluded):
        points[key][gender] += weight
    genders: dict[str, str] = {}
    for key, votes in points.items():
        (gender, most), *_ = votes.most_common(1)
        if most >= _MIN_POINTS and most >= _MIN_SHARE * votes.total():
            genders[key] = gender
    return genders


def _find_votes(
    doc: Doc,
    mentions: list[MentionContext],
    sentences: list[int],
    quoted_spans: QuotedSpanIndex,
    excluded: Mapping[str, str],
) -> Iterator[tuple[str, str, int]]:
    """Yield a person, a gender and its points for each pronoun that reveals one."""
    persons: dict[int, list[MentionContext]] = defaultdict(list)
    for mention in mentions:
        if mention.name.label == PERSON:
            persons[mention.sentence].append(mention)
    for number in find_tokens(doc, "LOWER", _PRONOUN_IDS):
        pronoun = doc[number]
        if pronoun.idx in quoted_spans:
            continue
        sentence, gender = sentences[number], GENDERS[pronoun.lower_]
        possible = {
            at: [mention for mention in persons.get(at, ()) if excluded[mention.name.key] != gender]
            for at in (sentence, sentence - 1)
        }
        in_sentence = [mention for mention in possible[sentence] if mention.token < number]
        before = in_sentence or possible[sentence - 1]
        has_subject = any(mention.is_subject for mention in before)
        is_only_person = len({mention.name.key for mention in before}) == 1
        if is_only_person and (in_sentence or has_subject):
            points = 1 + bool(in_sentence and has_subject)
            yield before[0].name.key, gender, points
