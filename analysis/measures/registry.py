"""All framing measures: the only place where a measure is added.

To add one, write a module with a ``CARD``, ``compute(selection)`` and
``evidence(selection, item, outlet)``, and register it in :data:`MEASURES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import pandas as pd

from analysis.measures import (
    attributed_text,
    distinctive_words,
    epithet_shares,
    house_style,
    loaded_words,
    prominence,
    reporting_verbs,
    share_of_voice,
    voices_by_country,
    voices_by_group,
)
from analysis.measures.method_card import MethodCard
from analysis.measures.selection import Selection
from analysis.measures.speaker_words import Form

MeasureGroup = Literal[
    "Prominence",
    "Share of voice",
    "Sources by type",
    "Reporting verbs",
    "Labels",
    "Wording",
    "Loaded words",
]
"""A heading under which a page lists measures."""

#: The groups in the order of the page.
GROUPS: tuple[MeasureGroup, ...] = get_args(MeasureGroup)

Compute = Callable[[Selection], pd.DataFrame]
"""Returns a table with the columns measure (the key), item, name, outlet_label and
:data:`outlet_comparison.STATISTICS_COLUMNS`. Measures counted together share one function; it
returns the rows of all of them."""

Evidence = Callable[[Selection, str, str], pd.DataFrame]
"""Returns what the value of an item in an outlet was counted from: columns article_id, start, end,
and where (``text`` or ``title``) for a measure that also counts titles that the text lacks."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One registered measure.

    Attributes:
        name: its name on screen.
        group: the heading it is listed under.
        question: the question that its chart answers.
        unit: the unit of its values.
        is_percent: whether its values are shares, shown as percentages.
        counts: what ``n`` counts.
        card: its method.
        compute: computes its values.
        evidence: finds what one value was counted from.
        is_in_corrected_family: whether its tests belong to those that are corrected together, see
            :data:`CORRECTED_FAMILY_SIZE`. The differences of a measure outside can be suggestive
            only.
        is_house_style: whether it concerns house style and not framing; listed separately.
    """

    name: str
    group: MeasureGroup
    question: str
    unit: str
    is_percent: bool
    counts: str
    card: MethodCard
    compute: Compute
    evidence: Evidence
    is_in_corrected_family: bool = False
    is_house_style: bool = False


#: Number of tests that verdicts "over all measures" are corrected for (Bonferroni): the measures in
#: the corrected family, each of which makes one test with its adjusted p-values. Raising it makes
#: every such verdict stricter, so it is changed on purpose and never by registering a measure.
CORRECTED_FAMILY_SIZE = 19


def _prominence(
    key: prominence.ProminenceMeasure,
    *,
    name: str,
    question: str,
    unit: str,
    is_percent: bool,
    counts: str,
) -> Measure:
    return Measure(
        name=name,
        group="Prominence",
        question=question,
        unit=unit,
        is_percent=is_percent,
        counts=counts,
        card=prominence.CARD,
        compute=prominence.compute,
        evidence=partial(prominence.evidence, measure=key),
        is_in_corrected_family=True,
    )


def _voices(
    group: MeasureGroup,
    name: str,
    question: str,
    compute: Compute,
    evidence: Evidence,
    when: str = "",
) -> Measure:
    return Measure(
        name=name,
        group=group,
        question=question,
        unit=f"of the words attributed to anyone{when}",
        is_percent=True,
        counts=f"attributed words{when}",
        card=share_of_voice.CARD,
        compute=compute,
        evidence=evidence,
        is_in_corrected_family=True,
    )


def _speakers(form: Form, name: str, question: str, when: str = "") -> Measure:
    evidence = partial(share_of_voice.evidence, form=form)
    return _voices("Share of voice", name, question, share_of_voice.compute, evidence, when)


def _speaker_groups(form: Form, name: str, question: str, when: str = "") -> Measure:
    evidence = partial(voices_by_group.evidence, form=form)
    return _voices("Sources by type", name, question, voices_by_group.compute, evidence, when)


_EARLY = " in the first third"
_PER_THOUSAND_WORDS = "uses per 1,000 of the outlet's own words"

#: The measures by key, in the order of the page. A key is the ``measure`` of the table's rows and
#: part of links.
MEASURES: dict[str, Measure] = {
    "rate": _prominence(
        "rate",
        name="Mentions",
        question="Who is named most often?",
        unit="mentions by name per 1,000 words",
        is_percent=False,
        counts="words",
    ),
    "share": _prominence(
        "share",
        name="Share of mentions",
        question="Who takes the largest part of all mentions?",
        unit="of all mentions by name",
        is_percent=True,
        counts="mentions by name",
    ),
    "first": _prominence(
        "first",
        name="First mention",
        question="Who is named early, and who late?",
        unit="of the text stands before the first mention",
        is_percent=True,
        counts="articles that name it",
    ),
    "headline": _prominence(
        "headline",
        name="Headline",
        question="Who makes the headline?",
        unit="of articles name it in the headline",
        is_percent=True,
        counts="articles with a headline",
    ),
    "all": _speakers(Form.ALL, "All words", "Who gets to speak?"),
    "direct": _speakers(Form.DIRECT, "In quotation marks", "Who is heard in their own words?"),
    "paraphrased": _speakers(Form.PARAPHRASED, "Paraphrased", "Who is paraphrased?"),
    "early": _speakers(Form.EARLY, "Early", "Who gets to speak early?", _EARLY),
    "group_all": _speaker_groups(Form.ALL, "By group", "Which groups get to speak?"),
    "group_direct": _speaker_groups(
        Form.DIRECT,
        "By group, in quotation marks",
        "Which groups are heard in their own words?",
    ),
    "group_early": _speaker_groups(
        Form.EARLY, "By group, early", "Which groups get to speak early?", _EARLY
    ),
    "country_all": _voices(
        "Sources by type",
        "By country",
        "Voices of which countries get to speak?",
        voices_by_country.compute,
        voices_by_country.evidence,
    ),
    "attributed": Measure(
        name="Attributed text",
        group="Sources by type",
        question="How much of the text is somebody else's word?",
        unit="of the words of the text",
        is_percent=True,
        counts="words",
        card=share_of_voice.CARD,
        compute=attributed_text.compute,
        evidence=attributed_text.evidence,
        is_in_corrected_family=True,
    ),
    "verb": Measure(
        name="Verbs",
        group="Reporting verbs",
        question="With which verbs is speech reported?",
        unit="of the reporting verbs",
        is_percent=True,
        counts="reporting verbs",
        card=reporting_verbs.CARD,
        compute=reporting_verbs.compute_verbs,
        evidence=reporting_verbs.verb_evidence,
        is_in_corrected_family=True,
    ),
    "stance": Measure(
        name="Stance of the verbs",
        group="Reporting verbs",
        question="Do the verbs vouch, doubt or stay neutral?",
        unit="of the reporting verbs",
        is_percent=True,
        counts="reporting verbs",
        card=reporting_verbs.CARD,
        compute=reporting_verbs.compute_stances,
        evidence=reporting_verbs.stance_evidence,
        is_in_corrected_family=True,
    ),
    "label": Measure(
        name="Labels",
        group="Labels",
        question="What is the same one called?",
        unit="of the words by which the outlet calls it",
        is_percent=True,
        counts="labels of the one named",
        card=epithet_shares.CARD,
        compute=epithet_shares.compute,
        evidence=epithet_shares.evidence,
        is_in_corrected_family=True,
    ),
    "word": Measure(
        name="Words",
        group="Wording",
        question="Which words does an outlet use more than the others?",
        unit=_PER_THOUSAND_WORDS,
        is_percent=False,
        counts="own words",
        card=distinctive_words.CARD,
        compute=distinctive_words.compute,
        evidence=distinctive_words.evidence,
        is_in_corrected_family=True,
    ),
    "style": Measure(
        name="House style",
        group="Wording",
        question="What does the style book settle?",
        unit=_PER_THOUSAND_WORDS,
        is_percent=False,
        counts="own words",
        card=house_style.CARD,
        compute=house_style.compute,
        evidence=house_style.evidence,
        is_in_corrected_family=True,
        is_house_style=True,
    ),
    "loaded": Measure(
        name="Loaded words",
        group="Loaded words",
        question="Who judges, hedges or takes for granted?",
        unit=_PER_THOUSAND_WORDS,
        is_percent=False,
        counts="own words",
        card=loaded_words.CARD,
        compute=loaded_words.compute,
        evidence=loaded_words.evidence,
        is_in_corrected_family=True,
    ),
}
