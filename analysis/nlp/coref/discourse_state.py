"""The state of the discourse: who is named where in the running text, and who spoke last."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from spacy.tokens import Doc, Token

from analysis.entity_types import PERSON
from analysis.nlp.coref.genders import GENDERS, learn_genders
from analysis.nlp.coref.mention_contexts import MentionContext, find_mention_contexts
from analysis.nlp.entities import person_names
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.name_mentions import TITLE_KINDS
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.span_index import SpanIndex
from analysis.nlp.text_positions import index_blocks

#: Tokens after the last word of a sentence among which its full stop is: closing marks, a space.
_CLOSING_TOKENS = 3
#: How a speaker was identified; empty when there is none.
Resolution = Literal[
    "named", "pronoun", "description", "representative", "document", "continued", ""
]


@dataclass(frozen=True)
class Speaker:
    """A resolved speaker.

    Attributes:
        name: The name to show; empty when unsure.
        key: The key of its entity in the article; empty when there is none.
        resolution: How it was identified.
        lead: By how much the antecedent of a pronoun is the most salient; 0 for all others.
        confidence: The probability that it is the speaker; see
            :mod:`analysis.nlp.coref.speaker_confidence`.
        is_passing: Whether it is a source to which nothing that follows refers: 'the report'.
    """

    name: str
    key: str
    resolution: Resolution
    lead: float = field(default=0.0, compare=False)
    confidence: float = field(default=0.0, compare=False)
    is_passing: bool = field(default=False, compare=False)

    @property
    def is_referent(self) -> bool:
        """Whether what follows may refer to it."""
        return bool(self.name) and not self.is_passing

    @property
    def is_identified(self) -> bool:
        """Whether it is an entity itself, not somebody described who may speak for one."""
        return bool(self.key) and self.resolution != "representative"


NOBODY = Speaker("", "", "")


class DiscourseState:
    """Who is named where in an article, and who spoke last.

    Attributes:
        doc: The parsed article.
        names: Its names.
        entities: Its entities by key.
        quoted_spans: What is between quotation marks.
        first_body_sentence: The number of the sentence with which the running text begins.
        described_speakers: The speakers introduced by a description alone, by its noun.
        speakers: The speakers so far, by the position of the head of the phrase that names them.
        owners: The keys of the entities to which pronouns refer, by their position: 'his letter'.
        last_speaker: Who spoke last.
        last_speaker_sentence: The number of the sentence that names this speaker.
        last_speaker_token: The position of the head of the phrase that names this speaker.
        last_speaker_group: The key of the group without a name that this phrase mentions.
        is_last_speaker_person: Whether a noun for a person named this speaker.
        is_last_speaker_plural: Whether a plural named this speaker.
    """

    def __init__(
        self,
        doc: Doc,
        names: list[Name],
        entities: dict[str, Entity],
        quoted_spans: QuotedSpanIndex,
    ) -> None:
        """Take an article, its names joined into entities, and its quoted spans."""
        self.doc = doc
        self.names = SpanIndex(names)
        self.entities = entities
        self.quoted_spans = quoted_spans
        self.described_speakers: dict[str, Speaker] = {}
        self.speakers: dict[int, Speaker] = {}
        self.owners: dict[int, str] = {}
        self.last_speaker = NOBODY
        self.last_speaker_sentence = -1
        self.last_speaker_token, self.last_speaker_group = -1, ""
        self.is_last_speaker_person = self.is_last_speaker_plural = False
        sentence_starts = doc.to_array("SENT_START") == 1
        self._sentences: list[int] = np.maximum(np.cumsum(sentence_starts) - 1, 0).tolist()
        self._captions = index_blocks(doc, ("caption",))
        self._titles = index_blocks(doc, TITLE_KINDS)
        self._paragraphs = index_blocks(doc)
        #: The mentions in the running text (None) and in each caption, by its position.
        self._mentions: dict[int | None, list[MentionContext]] = {}
        for mention in find_mention_contexts(names, self._sentences, self._captions, quoted_spans):
            caption = self._captions.position_at(mention.name.start)
            self._mentions.setdefault(caption, []).append(mention)
        #: The gender that the given name of a person rules out, by the key of the person.
        self._excluded = {
            key: person_names.find_excluded_gender(entity.name) if entity.label == PERSON else ""
            for key, entity in entities.items()
        }
        in_text = self._mentions.get(None, [])
        learned = learn_genders(doc, in_text, self._sentences, quoted_spans, self._excluded)
        self._genders = {
            key: entity.gender or learned.get(key, "") for key, entity in entities.items()
        }
        self._offsets = doc.to_array("IDX")
        body = next((block.start for block in doc._.blocks if block.kind == "body"), 0)
        first = int(np.searchsorted(self._offsets, body))
        self.first_body_sentence = self._sentences[first] if first < len(doc) else 0

    def sentence_of(self, token: Token) -> int:
        """Return the number of a token's sentence."""
        return self._sentences[token.i]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence of a character."""
        token = int(np.searchsorted(self._offsets, offset))
        return self._sentences[min(token, len(self._sentences) - 1)]

    def paragraph_of(self, token: Token) -> int | None:
        """Return the number of a token's paragraph; None outside all."""
        return self._paragraphs.position_at(token.idx)

    def is_sentence_end(self, sentence: int) -> bool:
        """Return whether a sentence, by its number, ends as one; teasers and headlines do not."""
        last = bisect_right(self._sentences, sentence) - 1
        tokens = self.doc[max(last - _CLOSING_TOKENS, 0) : last + 1]
        return any(token.text[-1] in ".!?" for token in tokens)

    def is_in_title(self, token: Token) -> bool:
        """Return whether a token is in a headline or subhead."""
        return token.idx in self._titles

    def name_at(self, token: Token) -> Name | None:
        """Return the name that a token begins in, or None."""
        return self.names.at(token.idx)

    def mentions_around(self, token: Token) -> list[MentionContext]:
        """Return the mentions to which a word may refer, in order, before and after it.

        They are outside quotation marks: in the running text, or for a word in a caption in the
        same caption.
        """
        return self._mentions.get(self._captions.position_at(token.idx), [])

    def make_speaker(self, key: str, resolution: Resolution) -> Speaker:
        """Return an entity as a speaker."""
        return Speaker(self.entities[key].name, key, resolution)

    def find_key_of_speaker(self, head: Token) -> str:
        """Return the key of the speaker whom the phrase of ``head`` named; empty if none did."""
        return self.speakers.get(head.i, NOBODY).key

    def label_of(self, speaker: Speaker) -> str:
        """Return the label of a speaker's entity; empty when it has none."""
        return self.entities[speaker.key].label if speaker.key else ""

    def gender_of(self, key: str) -> str:
        """Return the gender of an entity, m or f; empty when the text does not reveal it."""
        return self._genders[key]

    def has_known_gender(self, key: str) -> bool:
        """Return whether the text reveals the gender of an entity."""
        return bool(self._genders[key])

    def has_gendered_name(self, key: str) -> bool:
        """Return whether the given name of an entity leaves it one gender only."""
        return bool(self._excluded[key])

    def can_have_gender(self, key: str, gender: str) -> bool:
        """Return whether an entity may have a gender; an empty ``gender`` stands for any.

        What the text reveals decides; failing that, a given name may exclude the gender.
        """
        known = self._genders[key]
        return not gender or (known == gender if known else self._excluded[key] != gender)

    def update(self, head: Token, speaker: Speaker, group: str = "") -> None:
        """Record the speaker that the phrase of ``head`` refers to.

        Args:
            head: The head of the phrase.
            speaker: The speaker.
            group: The key of the group without a name that the phrase mentions.
        """
        is_taken_up = head.pos_ == "PRON" and not speaker.is_identified
        self.last_speaker = self.speakers[head.i] = speaker
        self.last_speaker_sentence = self.sentence_of(head)
        self.last_speaker_token = head.i
        if not is_taken_up:
            self.last_speaker_group = group
            noun = nouns().get(head.lemma_.lower())
            self.is_last_speaker_person = noun is not None and noun.kind == "person"
            self.is_last_speaker_plural = head.tag_ in ("NNS", "NNPS")

    def learn_gender(self, head: Token, speaker: Speaker) -> None:
        """Record the gender of a speaker or holder to whom the pronoun ``head`` refers."""
        gender = GENDERS.get(head.lower_, "")
        if gender and speaker.is_identified and not self._genders[speaker.key]:
            self._genders[speaker.key] = gender

    def update_continued(self, offset: int, speaker: Speaker) -> None:
        """Record that a speaker's quote continues at a character, without naming the speaker."""
        self.last_speaker = speaker
        self.last_speaker_sentence = self.sentence_at(offset)
