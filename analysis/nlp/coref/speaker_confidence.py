"""How probable it is that a resolved speaker is the right one.

The probability depends on how the speaker was identified, and for a pronoun on the lead of its
antecedent. It is learned by ``python -m tools.train_speaker_confidence``;
``data/speaker_confidence.md`` describes the data, the counts and the limits.
"""

from collections import defaultdict
from dataclasses import replace
from functools import cache

from analysis.nlp.coref.discourse_state import Speaker
from analysis.word_lists import read_rows

#: Package and name of the list of confidences.
LIST = ("nlp", "speaker_confidence.csv")


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
