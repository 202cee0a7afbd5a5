"""The measures in one list, as a page offers them."""

from dataclasses import dataclass

from analysis.framing import prominence, verbs, voice
from analysis.framing.card import MethodCard


@dataclass(frozen=True)
class Measure:
    """One measure, as a page offers it.

    Attributes:
        name: what it is called.
        group: the heading it stands under.
        question: what a chart of it answers.
        unit: of its values.
        percent: whether values are shares, shown as percentages.
        counts: what ``n`` counts.
        card: its method.
    """

    name: str
    group: str
    question: str
    unit: str
    percent: bool
    counts: str
    card: MethodCard


PROMINENCE, VOICE, VERBS = "Prominence", "Voice share", "Reporting verbs"

MEASURES = {
    "rate": Measure(
        "Mentions",
        PROMINENCE,
        "Who is named most often?",
        "mentions by name per 1,000 words",
        False,
        "words",
        prominence.CARD,
    ),
    "share": Measure(
        "Share of mentions",
        PROMINENCE,
        "Who takes the largest part of all mentions?",
        "of all mentions by name",
        True,
        "mentions by name",
        prominence.CARD,
    ),
    "first": Measure(
        "First mention",
        PROMINENCE,
        "Who is named early, and who late?",
        "of the text stands before the first mention",
        True,
        "articles that name it",
        prominence.CARD,
    ),
    "headline": Measure(
        "Headline",
        PROMINENCE,
        "Who makes the headline?",
        "of articles name it in the headline",
        True,
        "articles with a headline",
        prominence.CARD,
    ),
    "all": Measure(
        "All words",
        VOICE,
        "Who gets the word?",
        "of the words attributed to anyone",
        True,
        "attributed words",
        voice.CARD,
    ),
    "direct": Measure(
        "In quotation marks",
        VOICE,
        "Who is heard in their own words?",
        "of the words attributed to anyone",
        True,
        "attributed words",
        voice.CARD,
    ),
    "paraphrased": Measure(
        "Paraphrased",
        VOICE,
        "Who is paraphrased?",
        "of the words attributed to anyone",
        True,
        "attributed words",
        voice.CARD,
    ),
    "verb": Measure(
        "Verbs",
        VERBS,
        "With which verbs is speech reported?",
        "of the reporting verbs",
        True,
        "reporting verbs",
        verbs.CARD,
    ),
    "stance": Measure(
        "Stance of the verbs",
        VERBS,
        "Do the verbs vouch, doubt or stay neutral?",
        "of the reporting verbs",
        True,
        "reporting verbs",
        verbs.CARD,
    ),
}
GROUPS = (PROMINENCE, VOICE, VERBS)
