"""The scene of an article: who is named where in the running text, and who spoke last."""

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from analysis.nlp.coref.genders import GENDERS, learn_genders
from analysis.nlp.coref.mention_contexts import MentionContext, find_mention_contexts
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.span_index import SpanIndex
from analysis.nlp.text_positions import index_blocks


@dataclass(frozen=True)
class Speaker:
    """A resolved speaker.

    Attributes:
        name: The name to show; empty when unsure.
        key: The key of its entity in the article; empty when there is none.
        resolution: How it was found: named, pronoun, description, continued or empty.
    """

    name: str
    key: str
    resolution: str


NOBODY = Speaker("", "", "")


class DiscourseState:
    """Who is named where in an article, and who spoke last.

    Attributes:
        doc: The parsed article.
        entities: Its entities by key.
        opening: The number of the sentence the running text begins with.
        described: Who was introduced by a description alone, by its noun.
        focus: Who spoke last.
        focus_sentence: The number of the sentence that names that speaker.
        focus_is_person: Whether a noun for a person named that speaker.
    """

    def __init__(
        self, doc: Doc, found: list[Name], entities: dict[str, Entity], inside: QuotedSpanIndex
    ) -> None:
        """Take the article, its names joined into entities, and what stands in quotation marks."""
        self.doc = doc
        self.entities = entities
        self.described: dict[str, Speaker] = {}
        self.focus = NOBODY
        self.focus_sentence = -1
        self.focus_is_person = False
        self._names = SpanIndex(found)
        sentence_starts = doc.to_array("SENT_START") == 1
        self._sentences: list[int] = np.maximum(np.cumsum(sentence_starts) - 1, 0).tolist()
        self._captions = index_blocks(doc, ("caption",))
        self._uses: dict[int | None, list[MentionContext]] = {}
        for use in find_mention_contexts(found, self._sentences, self._captions, inside):
            self._uses.setdefault(self._captions.position_at(use.name.start), []).append(use)
        learned = learn_genders(doc, self._uses.get(None, []), self._sentences, inside)
        self._genders = {key: e.gender or learned.get(key, "") for key, e in entities.items()}
        body = next((block.start for block in doc._.blocks if block.kind == "body"), 0)
        self._offsets = doc.to_array("IDX")
        first = int(np.searchsorted(self._offsets, body))
        self.opening = self._sentences[first] if first < len(doc) else 0

    def sentence_of(self, token: Token) -> int:
        """Return the number of a token's sentence."""
        return self._sentences[token.i]

    def name_at(self, offset: int) -> Name | None:
        """Return the name a character belongs to, or None."""
        return self._names.at(offset)

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that start between two characters."""
        return self._names.starting_in(start, end)

    def uses(self, token: Token) -> list[MentionContext]:
        """Return the names a word may refer to, in order, before and after it.

        They stand outside quotation marks: in the running text, or for a word in a caption in
        the same caption.
        """
        return self._uses.get(self._captions.position_at(token.idx), [])

    def speaker(self, key: str, resolution: str) -> Speaker:
        """Return an entity as a speaker."""
        return Speaker(self.entities[key].name, key, resolution)

    def label(self, speaker: Speaker) -> str:
        """Return the label of a speaker's entity; empty when it has none."""
        return self.entities[speaker.key].label if speaker.key else ""

    def may_be(self, key: str, gender: str) -> bool:
        """Whether nothing tells that an entity is of another gender; an empty one is any."""
        return not gender or self._genders[key] in ("", gender)

    def gender(self, key: str) -> str:
        """Return the gender the text tells of an entity; empty when it tells none."""
        return self._genders[key]

    def is_known(self, key: str) -> bool:
        """Whether the text tells an entity's gender."""
        return bool(self._genders[key])

    def spoke(self, head: Token, speaker: Speaker) -> None:
        """Bring a speaker, named by the phrase of ``head``, into focus; learn from a pronoun."""
        self.focus = speaker
        self.focus_sentence = self.sentence_of(head)
        noun = nouns().get(head.lemma_.lower())
        self.focus_is_person = noun is not None and noun.kind == "person"
        gender = GENDERS.get(head.lower_, "")
        if gender and speaker.key and not self._genders[speaker.key]:
            self._genders[speaker.key] = gender

    def spoke_on(self, offset: int, speaker: Speaker) -> None:
        """Keep a speaker in focus whose words go on at a character."""
        self.focus = speaker
        at = int(np.searchsorted(self._offsets, offset))
        self.focus_sentence = self._sentences[min(at, len(self._sentences) - 1)]
