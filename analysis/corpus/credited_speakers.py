"""Whether a sentence may report what some speakers said, by whom it credits or names.

A sentence that has words of a statement may only share its topic, which whoever speaks on it shares
too. It reports the statement if it credits its words to one of the speakers or, where it credits
nobody, names one: by a pronoun or by the last word of the name at least. One that credits somebody
else, or names none of them, must have most of the words.
"""

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis.corpus.passages import SURE_THRESHOLD
from analysis.corpus.possible_reports import MIN_MATCHED_SHARE, measure_reported_share
from analysis.corpus.word_normalisation import normalise_words
from analysis.nlp.span_index import SpanIndex

#: Minimum share of the words of what was said, names apart, that a sentence has which neither
#: credits nor names a speaker, and that is as like it as a sure link. Of 14 such marks of SEESAW
#: and the news cluster, 12 of them read only after it was chosen, 12 were right.
MIN_SHARE_OF_OTHERS = 0.6


class SpeakerKeys(NamedTuple):
    """By what some speakers are known again.

    Attributes:
        entities: Their entity ids.
        last_words: Comparable forms of the last words of their names.
    """

    entities: frozenset[str]
    last_words: frozenset[str]

    def has(self, entity: str, name: str) -> bool:
        """Return whether one of the speakers has an entity id, or a name's last word."""
        return entity in self.entities or bool(self.last_words & _read_last_words(name))


#: The speakers of what nobody is known to have said.
NOBODY = SpeakerKeys(frozenset(), frozenset())


class Saying(NamedTuple):
    """What was said, some words of which a sentence must have that may report it.

    Attributes:
        wording: The words; empty if they are a whole sentence.
        speakers: Who said them.
    """

    wording: str = ""
    speakers: SpeakerKeys = NOBODY


class Candidate(NamedTuple):
    """A sentence that resembles another.

    Attributes:
        place: Its article, its first character, and one past its last.
        content: Comparable forms of its content words.
        similarity: The probability that both report the same, 0 to 1.
    """

    place: tuple[str, int, int]
    content: frozenset[str]
    similarity: float


class _Mention(NamedTuple):
    """A place that refers to an entity, or a quotation with whoever says it."""

    start: int
    end: int
    entity: str
    speaker: str


class CreditedSpeakers:
    """Whom the sentences of some articles credit and name."""

    def __init__(self, mentions: pd.DataFrame, quotes: pd.DataFrame) -> None:
        """Keep the tables ``mentions`` and ``quotes``; each article is read when first needed."""
        self._tables = mentions, quotes
        self._mentions_of: dict[str, SpanIndex[_Mention]] = {}
        self._quotes_of: dict[str, SpanIndex[_Mention]] = {}

    @cached_property
    def _mentions(self) -> dict[str, pd.DataFrame]:
        mentions = self._tables[0]
        return _divide(mentions[mentions["entity_id"] != ""].assign(speaker=""))

    @cached_property
    def _quotes(self) -> dict[str, pd.DataFrame]:
        quotes = self._tables[1]
        return _divide(quotes[quotes["speaker"] != ""])

    def can_report(self, saying: Saying, names: Collection[str], sentence: Candidate) -> bool:
        """Return whether a sentence may report what was said.

        Args:
            saying: What was said, and by whom.
            names: Comparable forms of the words of names in its sentence.
            sentence: The sentence that resembles it.
        """
        share = measure_reported_share(saying.wording, names, sentence.content)
        if share < MIN_MATCHED_SHARE:
            return False
        is_alike = sentence.similarity >= SURE_THRESHOLD and share >= MIN_SHARE_OF_OTHERS
        return is_alike or self.can_be_of(sentence.place, sentence.content, saying.speakers)

    def can_be_of(
        self, place: tuple[str, int, int], content: Collection[str], speakers: SpeakerKeys
    ) -> bool:
        """Return whether a sentence can have the words of some speakers, by whom it credits.

        Args:
            place: The article of the sentence, its first character, and one past its last.
            content: Comparable forms of its content words.
            speakers: Who said it; anybody may have if none is known.
        """
        if speakers == NOBODY:
            return True
        key, start, end = place
        quotes = _read_index(self._quotes, self._quotes_of, key).overlapping(start, end)
        if quotes:
            return any(speakers.has(quote.entity, quote.speaker) for quote in quotes)
        if speakers.last_words & set(content):
            return True
        mentions = _read_index(self._mentions, self._mentions_of, key).overlapping(start, end)
        return any(mention.entity in speakers.entities for mention in mentions)


def read_speaker_keys(quotes: pd.DataFrame) -> SpeakerKeys:
    """Return by what the speakers of some quotations are known again.

    Args:
        quotes: Columns speaker and entity_id.
    """
    last_words: frozenset[str] = frozenset()
    return SpeakerKeys(
        frozenset(quotes["entity_id"]) - {""},
        last_words.union(*map(_read_last_words, quotes["speaker"])),
    )


def _divide(spans: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each article."""
    return {str(key): rows for key, rows in spans.groupby("article_id")}


def _read_last_words(name: str) -> frozenset[str]:
    """Return the last word of a name, or of each of several: "Rand Paul; Ted Cruz"."""
    words = (normalise_words(part) for part in name.split(";"))
    return frozenset(forms[-1] for forms in words if forms)


def _read_index(
    tables: dict[str, pd.DataFrame], indexes: dict[str, SpanIndex[_Mention]], article_id: str
) -> SpanIndex[_Mention]:
    """Return the spans of an article, from its rows of a table when they are first needed."""
    if article_id not in indexes:
        rows = tables.get(article_id)
        columns = ("start", "end", "entity_id", "speaker")
        values = (
            () if rows is None else zip(*(rows[name].tolist() for name in columns), strict=True)
        )
        indexes[article_id] = SpanIndex(_Mention(*value) for value in values)
    return indexes[article_id]
