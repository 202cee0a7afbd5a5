"""The weights of what speaks for an antecedent, and the lead from which it is named.

Pronouns, descriptions and the speakers among both are resolved alike: each entity that is possible
gets the sum of the weights of what speaks for it, and the one with the highest score is named if it
leads by :data:`MARGIN` over every other; in doubt nobody is. The weights are judgement, since
learned ones were no better; ``python -m benchmarks.entities`` and ``python -m benchmarks.quotes``
measure their effect, and ``benchmarks/history.md`` tells what was tried.
"""

from collections.abc import Callable, Mapping
from math import inf
from typing import NamedTuple

#: Minimum lead of the best antecedent over the second; below it nobody is named. Of 30 pronouns of
#: unmarked articles that were read, 8 of 17 were right below it and 12 of 13 from it to 0.4.
MARGIN = 0.25

# Where it is.
#: Weight of a mention in the sentence of a pronoun; one sentence before it is 1/2, then 1/3.
SAME_SENTENCE = 1.5
#: Weight of a subject, and how fast a pronoun's falls with the distance in sentences. This decay,
#: the weight of each mention and that of the last speaker are the best of those tried on the sets
#: that ``benchmarks.quotes`` scores and on 47 pronouns of other articles that were read.
SUBJECT, SUBJECT_DECAY = 0.6, 2.0
#: Weight of who is named in an earlier sentence of the pronoun's paragraph, where nobody is in its
#: own (judgement; of the 29 speakers that this and the candidates of unresolved pronouns gave in
#: 800 articles, which were read, 25 were right).
SAME_PARAGRAPH = 0.2
#: Weight of the subject of a clause that contains the pronoun.
EMBEDDING_SUBJECT = 0.5
#: Weight of a subject when the pronoun is a subject too.
PARALLEL = 0.25
#: Malus when only one of the two is between quotation marks.
QUOTED = -0.4
#: Malus of what is inside the phrase of another noun.
MODIFIER = -0.3
#: Malus of who is only talked about in what somebody else says, for a pronoun that heads a quote:
#: 'Police said Lee fled. "…," he said.' (judgement).
REPORTED = -0.3
#: Malus of a person whom a pronoun that heads a quote names in what it says, since hardly anybody
#: speaks so of themselves: '"Holt will win," he told Orr' (judgement).
NAMED_IN_SPEECH = -0.8
#: Weight of each mention.
MENTION = 0.03

# What fits it.
#: Weight of a gender that the text reveals.
KNOWN_GENDER = 0.25
#: Malus of one whose gender the text does not reveal, against one of known gender: with a given
#: name of that gender, and without (the leads of the wrong ones among 37 pronouns that were read
#: are up to 0.28).
GENDERED_NAME, UNKNOWN_GENDER = -0.15, -0.55
#: Malus of what has no name, against a name; and for a pronoun that heads a quote, for which the
#: smallest lead over it suffices (judgement; of the 25 speakers that this gave in 1,600 articles
#: that were read, 22 are right).
NAMELESS, NAMELESS_SPEAKER = -0.15, -0.3
#: Weight of a title or a name that has all words of a description.
FITTING = 2.0
#: Weight of a person whom the opening introduces with a title after 'a top official'.
INTRODUCED = 1.0
#: Malus of each word of a description that the article does not say of somebody.
UNSUPPORTED_WORD = -0.4
#: Malus against another who has the title too and was named just before.
ALIKE = -0.6
#: Score that a description must exceed by the margin to mean anybody.
NOBODY_DESCRIBED = 1.0

# Who speaks.
#: Weight of the last speaker for what heads a quote, and how fast a pronoun's falls with the
#: distance in sentences.
LAST_SPEAKER, LAST_SPEAKER_DECAY = 0.4, 0.35
#: Weight of the last speaker for a description that heads a quote.
LAST_SPEAKER_DESCRIBED = 0.8
#: Weight of a subject that the sentence before names for the first time, where the pronoun heads a
#: quote: 'Ann Orr welcomed the plan. "…," she said.'
NEWCOMER = 0.5
#: Weight of a person who speaks in the sentence before a quote that a pronoun heads, by name or as
#: somebody described: 'Ann Orr told Holt that the wells are dry. "…," she said.' (Of the quotes
#: that it changed in 450 articles, which were read.)
TAKEN_UP = 0.5
#: Weight of the one person whom the sentence before such a quote is about, without speaking: 'Orr
#: brushed off what Holt had said. "…," she said.' (judgement, on 200 articles).
ACTING = 0.4


class Antecedent(NamedTuple):
    """To whom a pronoun or description refers.

    Attributes:
        key: The key of the entity; :data:`analysis.nlp.coref.salience.DESCRIBED` for a last
            speaker whom the text only describes; empty when there is none.
        lead: By how much its score exceeds that of the next one that has a name or spoke last;
            infinite when there is none. What has no name competes for the antecedent only: where a
            name leads over it, it hardly ever turns out to be meant.
        candidates: Where two are close, the keys that are, each with how far it is behind the
            first; the empty one stands for what has no name.
    """

    key: str = ""
    lead: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()


NO_ANTECEDENT = Antecedent()


def choose(
    scores: Mapping[str, float], weigh_rival: Callable[[str, str], float] = lambda *_: 0.0
) -> Antecedent:
    """Return the key with the highest score; candidates without a key when two are close.

    Args:
        scores: The score of each key; what has no name has the empty one.
        weigh_rival: Returns what is to be added to the lead of the first key over the second.
    """
    if not scores:
        return NO_ANTECEDENT
    best, *others = sorted(scores, key=lambda key: -scores[key])
    leads = {key: scores[best] - scores[key] + weigh_rival(best, key) for key in others}
    close = [(key, scores[best] - scores[key]) for key, lead in leads.items() if lead < MARGIN]
    if close:
        return Antecedent(candidates=((best, 0.0), *close))
    return Antecedent(best, min((lead for key, lead in leads.items() if key), default=inf))
