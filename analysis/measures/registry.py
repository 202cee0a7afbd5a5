"""The measures in one list, as a page offers them."""

from dataclasses import dataclass

from analysis.measures import (
    distinctive_words,
    epithet_shares,
    loaded_words,
    prominence,
    reporting_verbs,
    share_of_voice,
)
from analysis.measures.method_card import MethodCard


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
        style: whether it tells of a style book and not of framing; listed apart.
    """

    name: str
    group: str
    question: str
    unit: str
    percent: bool
    counts: str
    card: MethodCard
    style: bool = False


PROMINENCE, VOICE, VOICES = "Prominence", "Voice share", "Groups of voices"
VERBS, LABELS, WORDING, LOADED = "Reporting verbs", "Labels", "Wording", "Loaded words"


def _prominence(name: str, question: str, unit: str, percent: bool, counts: str) -> Measure:
    return Measure(name, PROMINENCE, question, unit, percent, counts, prominence.CARD)


def _share(group: str, name: str, question: str, when: str = "") -> Measure:
    unit = f"of the words attributed to anyone{when}"
    return Measure(
        name, group, question, unit, True, f"attributed words{when}", share_of_voice.CARD
    )


_EARLY = " in the first third"
_OWN = "of the outlet's own words"

MEASURES = {
    "rate": _prominence(
        "Mentions", "Who is named most often?", "mentions by name per 1,000 words", False, "words"
    ),
    "share": _prominence(
        "Share of mentions",
        "Who takes the largest part of all mentions?",
        "of all mentions by name",
        True,
        "mentions by name",
    ),
    "first": _prominence(
        "First mention",
        "Who is named early, and who late?",
        "of the text stands before the first mention",
        True,
        "articles that name it",
    ),
    "headline": _prominence(
        "Headline",
        "Who makes the headline?",
        "of articles name it in the headline",
        True,
        "articles with a headline",
    ),
    "all": _share(VOICE, "All words", "Who gets the word?"),
    "direct": _share(VOICE, "In quotation marks", "Who is heard in their own words?"),
    "paraphrased": _share(VOICE, "Paraphrased", "Who is paraphrased?"),
    "early": _share(VOICE, "Early", "Who gets the word early?", _EARLY),
    "group_all": _share(VOICES, "By group", "Which groups get the word?"),
    "group_direct": _share(
        VOICES, "By group, in quotation marks", "Which groups are heard in their own words?"
    ),
    "group_early": _share(VOICES, "By group, early", "Which groups get the word early?", _EARLY),
    "country_all": _share(VOICES, "By country", "Voices of which countries get the word?"),
    "attributed": Measure(
        "Attributed text",
        VOICES,
        "How much of the text is somebody else's word?",
        "of the words of the text",
        True,
        "words",
        share_of_voice.CARD,
    ),
    "verb": Measure(
        "Verbs",
        VERBS,
        "With which verbs is speech reported?",
        "of the reporting verbs",
        True,
        "reporting verbs",
        reporting_verbs.CARD,
    ),
    "stance": Measure(
        "Stance of the verbs",
        VERBS,
        "Do the verbs vouch, doubt or stay neutral?",
        "of the reporting verbs",
        True,
        "reporting verbs",
        reporting_verbs.CARD,
    ),
    "label": Measure(
        "Labels",
        LABELS,
        "What is the same one called?",
        "of the words by which the outlet calls it",
        True,
        "labels of the one named",
        epithet_shares.CARD,
    ),
    "word": Measure(
        "Words",
        WORDING,
        "Which words does an outlet use more than the others?",
        f"uses per 1,000 {_OWN}",
        False,
        "own words",
        distinctive_words.CARD,
    ),
    "style": Measure(
        "House style",
        WORDING,
        "What does the style book settle?",
        f"uses per 1,000 {_OWN}",
        False,
        "own words",
        distinctive_words.STYLE_CARD,
        style=True,
    ),
    "loaded": Measure(
        "Loaded words",
        LOADED,
        "Who judges, hedges or takes for granted?",
        f"uses per 1,000 {_OWN}",
        False,
        "own words",
        loaded_words.CARD,
    ),
}
GROUPS = (PROMINENCE, VOICE, VOICES, VERBS, LABELS, WORDING, LOADED)
