"""Whether articles of different days open with the same event.

An affair goes on for weeks: its articles share names and background, while each opens with an event
of its own. Two articles that days lie between therefore report the same event only if their leads
are alike, as are those of a late report of the same, and so does an article without a date beside
one with a date. Articles of the same days are written while the event is new, and open with it in
many ways; nothing follows from their leads.

The constants are chosen on the public sets and on 494 pairs of articles of a large corpus that were
read (benchmarks/history.md): 163 pairs are of two events and were in one story.
"""

import numpy as np
import numpy.typing as npt

#: Cosine of the leads from which dated articles are not doubted. Between .13 and .17 the pairs
#: hardly change; above .15 events of the news cluster lose more articles.
_LEAD_DATED = 0.15
#: The same where one date is unknown: of one topic in other years, leads are more alike than in the
#: affair of a week. At .2 a fifth fewer pairs of two events are apart.
_LEAD_ONE_UNDATED = 0.25
#: What each unit of the cosine below that takes from the logit of the probability. With 12 the
#: public sets are grouped as well; with 20 the news cluster is grouped worse (B-cubed F1 .902
#: instead of .916).
_SLOPE = 15.0
#: Maximum that is taken from the logit. More changes nothing.
_MAX_DOUBT = 2.0
#: Days between two publications up to which nothing is taken, and from which on all is (judgement:
#: follow-ups of an event end within a week).
_NO_DOUBT_DAYS, _FULL_DOUBT_DAYS = 3.0, 7.0
#: Probabilities are kept so far from 0 and 1 that their logit is finite.
_SMALLEST = 1e-12

Array = npt.NDArray[np.float64]
IsTrue = npt.NDArray[np.bool_]


def doubt_other_leads(
    probability: Array, lead_similarity: Array, days_apart: Array, *, is_one_undated: IsTrue
) -> Array:
    """Return lower probabilities of pairs that days lie between and that open with other things.

    Args:
        probability: That the articles of each pair report the same event.
        lead_similarity: The cosine of their leads.
        days_apart: The days between their publications, NaN where a date is unknown.
        is_one_undated: Whether one date is unknown and no day in common takes its place.
    """
    ramp = (days_apart - _NO_DOUBT_DAYS) / (_FULL_DOUBT_DAYS - _NO_DOUBT_DAYS)
    amount = np.where(is_one_undated, 1.0, np.clip(np.nan_to_num(ramp), 0.0, 1.0))
    alike_from = np.where(is_one_undated, _LEAD_ONE_UNDATED, _LEAD_DATED)
    doubt = amount * np.clip(_SLOPE * (alike_from - lead_similarity), 0.0, _MAX_DOUBT)
    certain = np.clip(probability, _SMALLEST, 1 - _SMALLEST)
    doubted: Array = 1 / (1 + (1 - certain) / certain * np.exp(doubt))
    return np.where(doubt > 0, doubted, probability)
