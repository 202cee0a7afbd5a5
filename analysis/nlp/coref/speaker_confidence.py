"""How probable it is that a resolved speaker is the right one, and from when a speaker is shown.

The probability depends on how the speaker was identified, and for a pronoun on the lead of its
antecedent. It is learned by ``python -m tools.train_speaker_confidence``;
``data/speaker_confidence.md`` describes the data, the counts and the limits.
"""

from collections import defaultdict
from dataclasses import replace
from functools import cache

from analysis.nlp.coref.discourse_state import NOBODY, Speaker
from analysis.word_lists import read_rows

#: Package and name of the list of confidences.
LIST = ("nlp", "speaker_confidence.csv")
#: Minimum lead of the antecedent of a pronoun over another name; below it the speaker stays blank.
#: Of 30 such pronouns of unmarked articles that were read, 8 of 17 were right below it and 12 of 13
#: from it to 0.4.
MIN_LEAD = 0.25


@cache
def _load_confidences() -> dict[tuple[str, bool], list[tuple[float, float]]]:
    """Return leads with their confidences, from high to low, by resolution and known entity."""
    confidences: dict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for row in read_rows(*LIST):
        cell = (float(row["lead"]), float(row["confidence"]))
        confidences[row["resolution"], row["entity"] == "1"].append(cell)
    return {kind: sorted(cells, reverse=True) for kind, cells in confidences.items()}


def set_confidence(speaker: Speaker) -> Speaker:
    """Return a speaker with its confidence; a blank one has none.

    The highest lead of the list that the lead of its antecedent reaches decides.
    """
    if not speaker.name:
        return speaker
    cells = _load_confidences()[speaker.resolution, bool(speaker.key)]
    confidence = next(confidence for lead, confidence in cells if speaker.lead >= lead)
    return replace(speaker, confidence=confidence)


def blank_if_unsure(speaker: Speaker) -> Speaker:
    """Return the speaker whom a pronoun means, or nobody when another name is about as likely."""
    return speaker if speaker.lead >= MIN_LEAD else NOBODY
