"""All framing measures: the only place from which pages, findings and downloads know them.

To add one, write a module with a ``CARD``, ``compute(selection)`` and
``evidence(selection, item, outlet)``, and register it in :data:`MEASURES`. Its calibration is
measured only if ``benchmarks/framing_null.py`` lists it too.
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
        claim: what an outlet with a larger value does, before "than the others"; ``{}`` is the name
            of the item.
        converse: the same of an outlet with a smaller value.
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
    claim: str
    converse: str
    is_house_style: bool = False


#: Number of tests that verdicts "over all measures" are corrected for (Bonferroni): the measures in
#: the corrected family, each of which makes one test with its adjusted p-values. Raising it makes
#: every such verdict stricter, so it is changed on purpose and never by registering a measure.
CORRECTED_FAMILY_SIZE = 19


# What the measures of one module have in common.
_prominence = partial(
    Measure,
    group="Prominence",
    card=prominence.CARD,
    compute=prominence.compute,
    is_in_corrected_family=True,
)
_voices = partial(
    Measure,
    unit="of the words attributed to anyone",
    is_percent=True,
    counts="attributed words",
    card=share_of_voice.CARD,
    is_in_corrected_family=True,
)
_speakers = partial(_voices, group="Share of voice", compute=share_of_voice.compute)
_speaker_groups = partial(
    _voices,
    group="Sources by type",
    compute=voices_by_group.compute,
)
_EARLY_UNIT = "of the words attributed to anyone in the first third"
_EARLY_COUNTS = "attributed words in the first third"
_PER_THOUSAND_WORDS = "uses per 1,000 of the outlet's own words"

#: The measures by key, in the order of the page. A key is the ``measure`` of the table's rows and
#: part of links.
MEASURES: dict[str, Measure] = {
    "rate": _prominence(
        name="Mentions",
        question="Who is named most often?",
        claim="names {} more often",
        converse="names {} less often",
        unit="mentions by name per 1,000 words",
        is_percent=False,
        counts="words",
        evidence=partial(prominence.evidence, measure="rate"),
    ),
    "share": _prominence(
        name="Share of mentions",
        question="Who takes the largest part of all mentions?",
        claim="gives {} a larger part of all mentions",
        converse="gives {} a smaller part of all mentions",
        unit="of all mentions by name",
        is_percent=True,
        counts="mentions by name",
        evidence=partial(prominence.evidence, measure="share"),
    ),
    "first": _prominence(
        name="First mention",
        question="Who is named early, and who late?",
        claim="names {} later",
        converse="names {} earlier",
        unit="of the text comes before the first mention",
        is_percent=True,
        counts="articles that name it",
        evidence=partial(prominence.evidence, measure="first"),
    ),
    "headline": _prominence(
        name="Headline",
        question="Who makes the headline?",
        claim="has {} in the headline more often",
        converse="has {} in the headline less often",
        unit="of articles name it in the headline",
        is_percent=True,
        counts="articles with a headline",
        evidence=partial(prominence.evidence, measure="headline"),
    ),
    "all": _speakers(
        name="All words",
        question="Who gets to speak?",
        claim="gives {} more room to speak",
        converse="gives {} less room to speak",
        evidence=partial(share_of_voice.evidence, form=Form.ALL),
    ),
    "direct": _speakers(
        name="In quotation marks",
        question="Who is heard in their own words?",
        claim="quotes {} at greater length",
        converse="quotes {} at less length",
        evidence=partial(share_of_voice.evidence, form=Form.DIRECT),
    ),
    "paraphrased": _speakers(
        name="Paraphrased",
        question="Who is paraphrased?",
        claim="paraphrases {} at greater length",
        converse="paraphrases {} at less length",
        evidence=partial(share_of_voice.evidence, form=Form.PARAPHRASED),
    ),
    "early": _speakers(
        name="Early",
        question="Who gets to speak early?",
        claim="gives {} more room at the beginning",
        converse="gives {} less room at the beginning",
        unit=_EARLY_UNIT,
        counts=_EARLY_COUNTS,
        evidence=partial(share_of_voice.evidence, form=Form.EARLY),
    ),
    "group_all": _speaker_groups(
        name="By group",
        question="Which groups get to speak?",
        claim="gives sources of the type “{}” more room to speak",
        converse="gives sources of the type “{}” less room to speak",
        evidence=partial(voices_by_group.evidence, form=Form.ALL),
    ),
    "group_direct": _speaker_groups(
        name="By group, in quotation marks",
        question="Which groups are heard in their own words?",
        claim="quotes sources of the type “{}” at greater length",
        converse="quotes sources of the type “{}” at less length",
        evidence=partial(voices_by_group.evidence, form=Form.DIRECT),
    ),
    "group_early": _speaker_groups(
        name="By group, early",
        question="Which groups get to speak early?",
        claim="gives sources of the type “{}” more room at the beginning",
        converse="gives sources of the type “{}” less room at the beginning",
        unit=_EARLY_UNIT,
        counts=_EARLY_COUNTS,
        evidence=partial(voices_by_group.evidence, form=Form.EARLY),
    ),
    "country_all": _voices(
        name="By country",
        group="Sources by type",
        question="Which countries get to speak?",
        claim="gives sources of the country “{}” more room to speak",
        converse="gives sources of the country “{}” less room to speak",
        compute=voices_by_country.compute,
        evidence=voices_by_country.evidence,
    ),
    "attributed": Measure(
        name="Attributed text",
        group="Sources by type",
        question="How much of the text is somebody else's word?",
        claim="has more words {}",
        converse="has fewer words {}",
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
        claim="reports with “{}”, in any of its forms, more often",
        converse="reports with “{}”, in any of its forms, less often",
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
        claim="reports with {} more often",
        converse="reports with {} less often",
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
        question="What is the same person or thing called?",
        claim="writes “{}” more often",
        converse="writes “{}” less often",
        unit="of the words by which the outlet calls it",
        is_percent=True,
        counts="labels of the entity",
        card=epithet_shares.CARD,
        compute=epithet_shares.compute,
        evidence=epithet_shares.evidence,
        is_in_corrected_family=True,
    ),
    "word": Measure(
        name="Words",
        group="Wording",
        question="Which words does an outlet use more than the others?",
        claim="uses the word “{}”, in any of its forms, more often",
        converse="uses the word “{}”, in any of its forms, less often",
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
        claim="writes {} more often",
        converse="writes {} less often",
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
        claim="uses more {}",
        converse="uses fewer {}",
        unit=_PER_THOUSAND_WORDS,
        is_percent=False,
        counts="own words",
        card=loaded_words.CARD,
        compute=loaded_words.compute,
        evidence=loaded_words.evidence,
        is_in_corrected_family=True,
    ),
}
