"""Reports of speech while they are looked for, and the article as what looks for them sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from analysis.nlp.lexicon import frames
from analysis.nlp.quotes.attribution import is_cue, source_of, speaker_of
from analysis.nlp.quotes.quotation_marks import QuotedSpan, QuotedSpanIndex
from analysis.nlp.span_index import TextSpan
from analysis.nlp.text_positions import index_blocks

SENTENCE_ENDS = frozenset(".?!")
_TITLES = frozenset(("headline", "caption"))
_LOOSE_BEFORE = frozenset(",;:-–—")
_LOOSE_AFTER = _LOOSE_BEFORE | {"."}
#: Before a quotation of its own stands nothing, or one of these; before a fragment, others.
_OPENERS = frozenset(".?!:;,\"'-–—)…")
_AFTER_WHICH_ANY = frozenset(".?!\"')…")
_LEADS_INTO_FRAGMENT = (" that", " because", " to", " a", " the", " as")
#: A report of fewer characters says nothing ("so", "it was").
_SHORTEST = 8


@dataclass(eq=False)
class AttributionCandidate:
    """One contiguous stretch of reported speech, in characters of the article.

    Attributes:
        start: Its first character.
        end: One past its last.
        cue: The verb that introduces it, or "according"; None when there is none.
        head: The head of the noun phrase that names the speaker.
        shown: The words to show as the cue where they are not the verb alone.
        continues: The stretch it continues.
        marked: Whether it is a quotation in marks that stands on its own.
        single: Whether these marks are single.
        resumes: Whether its closing mark is missing because the next paragraph resumes it.
        confidence: How probable it is that it is attributed, where that was weighed.
    """

    start: int
    end: int
    cue: Token | None = None
    head: Token | None = None
    shown: Span | None = None
    continues: "AttributionCandidate | None" = None
    marked: bool = False
    single: bool = False
    resumes: bool = False
    confidence: float | None = None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with another stretch."""
        return self.start < end and self.end > start


class ArticleParse:
    """An article with its parse, its paragraphs and what stands in quotation marks.

    Attributes:
        doc: The parsed article, with uniform quotation glyphs.
        text: Its text.
        lines: Start and end of the paragraphs to look at, in order.
        titles: Start and end of headlines and captions, where "X: speaker" is read.
        quoted: What stands between quotation marks, in order.
        inside: Answers whether a character stands between quotation marks.
    """

    def __init__(self, doc: Doc) -> None:
        """Take an annotated article: its blocks and its quoted stretches, without overlap."""
        quoted: list[QuotedSpan] = doc._.quoted
        self._blocks = index_blocks(doc)
        self.doc = doc
        self.text: str = doc._.text
        self.lines = self._blocks.spans
        self.titles = index_blocks(doc, _TITLES).spans
        self.quoted = quoted
        self.inside = QuotedSpanIndex(quoted)

    @cached_property
    def alone(self) -> list[QuotedSpan]:
        """The quoted stretches that are quotations of their own, no fragments of a clause."""
        return [stretch for stretch in self.quoted if self._stands_alone(stretch)]

    @cached_property
    def inside_alone(self) -> QuotedSpanIndex:
        """Answers whether a character stands in a quotation of its own."""
        return QuotedSpanIndex(self.alone)

    @cached_property
    def cues(self) -> list[Token]:
        """The reporting verbs outside quotation marks, in order."""
        lemmas = self.doc.to_array("LEMMA")
        known = np.fromiter((get_string_id(lemma) for lemma in frames()), lemmas.dtype)
        candidates = (self.doc[int(at)] for at in np.flatnonzero(np.isin(lemmas, known)))
        return [
            token
            for token in candidates
            if token.pos_ in ("VERB", "AUX")
            and self.in_lines(token.idx)
            and self.inside.at(token.idx) is None
        ]

    def line(self, offset: int) -> TextSpan:
        """Return the paragraph that holds a character, or the next one after it."""
        return self._blocks.at_or_after(offset) or TextSpan(offset, offset)

    def in_lines(self, offset: int) -> bool:
        """Whether a character stands in one of the paragraphs to look at."""
        return offset in self._blocks

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie wholly between two characters."""
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return [] if span is None else list(span)

    def quoted_in(self, start: int, end: int) -> Iterator[QuotedSpan]:
        """Yield the quoted stretches that share a character with ``start`` to ``end``."""
        yield from self.inside.overlapping(start, end)

    def reports(self, word: Token, wanted: str) -> bool:
        """Whether a word outside quotations is a reporting verb with one of the wanted frames."""
        return is_cue(word, wanted) and self.inside_alone.at(word.idx) is None

    def speaker(self, cue: Token) -> Token | None:
        """Return the head of the phrase that speaks with a cue, outside what it introduces."""
        if cue.lower_ == "according":
            return source_of(cue)
        head = speaker_of(cue)
        if head is not None and self.inside_alone.at(head.idx) is not None:
            return None
        return head

    def report(
        self, start: int, end: int, cue: Token | None, head: Token | None, line: tuple[int, int]
    ) -> AttributionCandidate | None:
        """Return a run of tokens as a report, or None when next to nothing is left of it.

        Loose punctuation is trimmed off; it stays within its paragraph, takes in the whole of a
        quoted fragment it cuts, and stops at a quotation that stands on its own.
        """
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in _LOOSE_BEFORE):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE_AFTER):
            end -= 1
        if end <= start:
            return None
        first = max(doc[start].idx, line[0])
        last = min(doc[end - 1].idx + len(doc[end - 1]), line[1])
        for stretch in self.quoted_in(first, last):
            if stretch.start >= last:
                break
            if cue is not None and stretch.start <= cue.idx < stretch.end:
                continue
            if self.inside_alone.at(stretch.start) is None:
                first, last = min(first, stretch.start), max(last, stretch.end)
            elif stretch.start - first > last - stretch.end:
                last = min(last, first + len(self.text[first : stretch.start].rstrip(" ,:")))
            else:
                first = max(first, stretch.end)
        return AttributionCandidate(first, last, cue, head) if last - first >= _SHORTEST else None

    def _stands_alone(self, stretch: QuotedSpan) -> bool:
        """Whether a stretch is a quotation of its own rather than a fragment of a clause."""
        inner = self.text[stretch.inner_start : stretch.inner_end].strip()
        if not inner:
            return False
        line = self.line(stretch.start)
        before = self.text[line[0] : stretch.start].rstrip()
        behind = self.text[stretch.end : stretch.end + 2].lstrip()
        words = len(inner.split())
        first = next((c for c in inner if c.isalnum()), " ")
        capital = first.isupper() or first.isdigit() or inner[0] in "([…."
        ends = inner[-1] in ".,?!…—-" or behind.startswith(",")
        if before.lower().endswith(_LEADS_INTO_FRAGMENT):
            return False
        if before and before[-1] not in _OPENERS:
            upper = capital and not first.isdigit()
            return upper and words >= 3 and ends and self._behind_cue(line[0], stretch.start)
        if not before or before[-1] in _AFTER_WHICH_ANY:
            return capital or (words >= 4 and ends) or self.text.startswith(",", stretch.end)
        if before[-1] == ":":
            return words >= 2
        if stretch.single and not capital:
            return False
        return (capital and (ends or words >= 4)) or (
            words >= 6 and ends and self._behind_cue(line[0], stretch.start)
        )

    def _behind_cue(self, begin: int, start: int) -> bool:
        """Whether an attribution stands shortly before a character of the paragraph."""
        before = self.tokens(max(begin, start - 60), start)[-8:]
        return any(word.lower_ == "according" or is_cue(word, "qd") for word in before)
