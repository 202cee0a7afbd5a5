"""Attributions: what an article attributes to somebody, during extraction and as the result.

The terms are those of attribution research: an attribution has a content (``start`` to ``end``), a
cue that introduces it, and a source, here called speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from spacy.tokens import Span, Token

QuoteKind = Literal["direct", "mixed", "indirect"]


class QuoteAttribution(NamedTuple):
    """What attributes a quote: its cue, the head of its speaker's phrase, and the words to show."""

    cue: Token | None
    speaker_head: Token | None
    cue_span: Span | None = None


class KnownSpeaker(NamedTuple):
    """The speaker of a turn: the name to show, the entity's key, and how it was identified."""

    name: str
    key: str
    resolution: Literal["named", "description", ""]


@dataclass(eq=False)
class AttributionCandidate:
    """One contiguous span of an article that may be attributed to somebody.

    Attributes:
        start: Its first character.
        end: One past its last character.
        cue: The verb that introduces it, or "according"; None when there is none.
        speaker_head: The head of the noun phrase that names the speaker.
        cue_span: The words to show as the cue where they are not the verb alone.
        continues: The candidate it continues.
        is_direct: Whether it is a quote in quotation marks that is no part of a sentence.
        has_single_marks: Whether these marks are single.
        continues_next_paragraph: Whether its closing mark is missing because the next paragraph
            continues the quote.
        is_turn: Whether it is a turn of a transcript or interview, without quotation marks.
        is_led: Whether it is a paragraph without quotation marks after a colon, or a post.
        known_speaker: The speaker of such a turn.
        mention: The words that name this speaker.
        has_unread_attribution: Whether an attribution follows that was not understood; such a
            quote continues no other.
        confidence: For an attitude the probability that it is attributed, otherwise None.
    """

    start: int
    end: int
    cue: Token | None = None
    speaker_head: Token | None = None
    cue_span: Span | None = None
    continues: "AttributionCandidate | None" = None
    is_direct: bool = False
    has_single_marks: bool = False
    continues_next_paragraph: bool = False
    is_turn: bool = False
    is_led: bool = False
    known_speaker: KnownSpeaker | None = None
    mention: Span | None = None
    has_unread_attribution: bool = False
    confidence: float | None = None

    def has_overlap(self, start: int, end: int) -> bool:
        """Return whether it shares a character with ``start`` to ``end``."""
        return self.start < end and self.end > start

    def copy_attribution(self, other: "AttributionCandidate") -> None:
        """Take over the cue and the speaker of another candidate."""
        self.cue, self.speaker_head, self.cue_span = other.cue, other.speaker_head, other.cue_span


@dataclass
class Attribution:
    """A quote or an attitude: one contiguous span that the article attributes to somebody.

    Attributes:
        start: Its first character.
        end: One past its last character.
        kind: direct, mixed or indirect, by how much of it is in quotation marks.
        cue: The words that introduce it.
        mention: The words that name the speaker or holder.
        speaker_head: The head of that noun phrase.
        continues: The position, among the article's attributions, of the one it continues.
        cue_lemma: The dictionary form of the cue.
        confidence: For an attitude the probability that it is attributed; None for a quote.
        known_speaker: The speaker of a turn of a transcript or interview; None for other quotes.
    """

    start: int
    end: int
    kind: QuoteKind
    cue: Span | None = None
    mention: Span | None = None
    speaker_head: Token | None = None
    continues: int | None = None
    cue_lemma: str = ""
    confidence: float | None = None
    known_speaker: KnownSpeaker | None = None

    @property
    def is_attitude(self) -> bool:
        """Whether it is attributed without being reported as said."""
        return self.confidence is not None


def find_joint_span(content: Attribution, contents: Sequence[Attribution]) -> tuple[int, int]:
    """Return start and end of all that the cue of a content attributes as speech, or as attitude.

    Args:
        content: One of the contents.
        contents: All contents of a speaker or holder.
    """
    parts = [
        other
        for other in contents
        if other.cue == content.cue and other.is_attitude == content.is_attitude
    ]
    return min(part.start for part in parts), max(part.end for part in parts)
