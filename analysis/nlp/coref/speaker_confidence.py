"""How probable it is that a resolved speaker is the right one.

The probability depends on how the speaker was identified, and for a pronoun on the lead of its
antecedent. It is the share of right speakers on the seeds, on 21 marked articles and on 22 articles
of a benchmark of sourcing, rounded; ``benchmarks/README.md`` has the counts.
"""

from dataclasses import replace

from analysis.nlp.coref.discourse_state import Resolution, Speaker

#: Share of right speakers by how they were identified: with an entity, and without one.
_SHARES: dict[Resolution, tuple[float, float]] = {
    "named": (0.95, 0.75),
    "description": (0.85, 0.65),
    "representative": (0.9, 0.9),
    "document": (0.85, 0.5),
    "continued": (0.95, 0.9),
}
#: Lead of an antecedent from which it is clear, and the share of right speakers from it and below.
_CLEAR_LEAD, _CLEAR_SHARE, _CLOSE_SHARE = 0.6, 0.95, 0.9


def set_confidence(speaker: Speaker, lead: float | None = None) -> Speaker:
    """Return a speaker with its confidence; a blank one has none.

    Args:
        speaker: The speaker.
        lead: Of a pronoun, the lead of its antecedent; None for all other speakers.
    """
    if not speaker.name:
        return speaker
    if lead is not None:
        confidence = _CLEAR_SHARE if lead >= _CLEAR_LEAD else _CLOSE_SHARE
    else:
        with_entity, without_entity = _SHARES[speaker.resolution]
        confidence = with_entity if speaker.key else without_entity
    return replace(speaker, confidence=confidence)
