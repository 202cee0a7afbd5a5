"""Whether two quotations that are alike, and not both in quotation marks, say the same.

Reported speech is alike by its topic: "there was no sanctions violation" and a promise to "deal
seriously" with violators of sanctions have one speaker and most of the shorter wording in common.
So one may not deny what the other says, nor ask what the other states unless most of the words are
the same, and they must share words that are no names. An unknown or another speaker is more likely
to have said something else, so more words are needed, and a word or two in quotation marks do not
tell who said them.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.opposed_sentences import SentenceClaims, are_opposed, read_claims
from analysis.corpus.quoted_mask import mask_quoted
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.utterance_rules import SAME_WORDS_SHARE, PairMeasures, SpeakerRelation
from analysis.corpus.word_normalisation import locate_words

#: Minimum number of words in quotation marks that are judged on their own where the speakers are
#: not known to be the same, and that say the same whatever denial stands beside them. Of 12 such
#: pairs of SEESAW and the news cluster with fewer words, 8 are of two utterances.
MIN_PART_WORDS = 3
#: Minimum number of shared content words in no name, by how the speakers compare. Of 96 pairs with
#: an unknown speaker, 13 share fewer than 2; 11 of these are of two utterances.
MIN_TELLING_WORDS: dict[SpeakerRelation, int] = {"same": 1, "unknown": 2, "different": 1}
#: Minimum similarity of two quotations of one speaker that share a single word in no name. Of 36
#: links of SEESAW and the news cluster below it, 25 are of two utterances, 6 of one, 5 doubtful.
MIN_ONE_WORD_SIMILARITY = 0.6
#: Minimum similarity of a reported question and what is no question: "whether the bill would raise
#: the age" is not said by who wants it raised. Of four such pairs of bulk and SEESAW below it,
#: three are of two utterances and one is doubtful; the four above it, from .82 on, are of one.
MIN_QUESTION_SIMILARITY = 0.75
#: Words that begin a reported question, as in :mod:`analysis.nlp.quotes.clause_candidates`; others
#: ("what", "who", "when") as often begin what is no question.
_ASKING = ("whether ", "how ", "why ")
#: Last place of a first word, after an opening quotation mark: its capital letter tells nothing.
_FIRST_PLACE = 1


class _Content(NamedTuple):
    """The content words of a wording, those in names, and the number of its quoted words."""

    words: frozenset[str]
    names: frozenset[str]
    n_quoted: int


class UtteranceContents:
    """What the quotations of a story say."""

    def __init__(self, quotes: pd.DataFrame) -> None:
        """Read the columns text, kind and block_kind of the quotations; each when first needed."""
        columns = (quotes[name].tolist() for name in ("text", "kind", "block_kind"))
        self._rows: list[tuple[str, str, str]] = list(zip(*columns, strict=True))
        self._read = cache(self._read_content)
        self._claims = cache(self._read_claims)

    def drop_short_parts(
        self, i: int, j: int, measures: PairMeasures, contained: float
    ) -> PairMeasures:
        """Return what two quotations share without quoted parts of too few words.

        Args:
            i: The position of the one.
            j: That of the other.
            measures: What they share.
            contained: The similarity of all their words.
        """
        part, other_part = (
            share if self._read(position).n_quoted >= MIN_PART_WORDS else 0.0
            for position, share in ((i, measures.part), (j, measures.other_part))
        )
        similarity = max(contained, part, other_part)
        return measures._replace(similarity=similarity, part=part, other_part=other_part)

    def can_be_one(self, i: int, j: int, measures: PairMeasures, relation: SpeakerRelation) -> bool:
        """Return whether two quotations, not both in quotation marks, can be of one utterance."""
        shares = ((i, measures.part), (j, measures.other_part))
        n_same = max(
            self._read(place).n_quoted if share >= SAME_WORDS_SHARE else 0
            for place, share in shares
        )
        if n_same < MIN_PART_WORDS and are_opposed(self._claims(i), self._claims(j)):
            return False
        is_unlike = measures.similarity < MIN_QUESTION_SIMILARITY
        if is_unlike and self._is_question(i) != self._is_question(j):
            return False
        first, second = self._read(i), self._read(j)
        if first.words == second.words or (relation == "same" and n_same):
            return True
        telling = (first.words & second.words) - first.names - second.names
        is_weak = relation == "same" and measures.similarity < MIN_ONE_WORD_SIMILARITY
        return len(telling) >= MIN_TELLING_WORDS[relation] + is_weak

    def _is_question(self, position: int) -> bool:
        """Return whether a quotation is a reported question."""
        text, kind, _ = self._rows[position]
        return kind == "indirect" and text.lower().startswith(_ASKING)

    def _read_claims(self, position: int) -> SentenceClaims:
        return read_claims(self._rows[position][0])

    def _read_content(self, position: int) -> _Content:
        text, kind, block_kind = self._rows[position]
        starts, forms = locate_words(text)
        words = frozenset(forms) - load_stop_words()
        # In a headline any word may have a capital letter.
        names = {
            form
            for start, form in zip(starts, forms, strict=True)
            if text[start].isupper() and start > _FIRST_PLACE and block_kind != "headline"
        }
        n_quoted = int(mask_quoted(text, kind)[np.array(starts, int)].sum())
        return _Content(words, words & names, n_quoted)
