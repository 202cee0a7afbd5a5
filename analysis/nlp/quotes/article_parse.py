"""An article as the extraction of attributions sees it: parse, paragraphs and quoted spans."""

import re
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from analysis.entity_types import PERSON
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import VerbFrame, nouns, verb_frames
from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.attribution import AttributionCandidate, QuoteAttribution
from analysis.nlp.quotes.attribution_syntax import (
    find_source,
    find_speaker,
    is_cue,
    is_finite,
)
from analysis.nlp.quotes.beside_quote import find_named_beside
from analysis.nlp.quotes.leading_phrases import LEADING_WINDOW, find_leading_name
from analysis.nlp.quotes.quotation_marks import QuotedSpan, QuotedSpanIndex
from analysis.nlp.quotes.speakers_by_order import find_speaker_by_order
from analysis.nlp.quotes.work_titles import LONGEST_SMALL_WORD, is_title
from analysis.nlp.span_index import SpanIndex, TextSpan
from analysis.nlp.text_positions import index_blocks
from analysis.nlp.token_ids import find_tokens, get_ids

SENTENCE_ENDS = frozenset(".?!")
#: Kinds of block in which "X: speaker" is an attribution.
_TITLE_KINDS = frozenset(("headline", "caption"))
#: Punctuation that is trimmed from the start and from the end of a candidate.
_TRIMMED_BEFORE = frozenset(",;:-–—")
_TRIMMED_AFTER = _TRIMMED_BEFORE | {"."}
#: The outlet's remark on what somebody says: '…, a reference to the wells', '…, referring to Holt'.
_REMARK = re.compile(
    r",? \(?(?:in )?(?:an? )?(?:apparent |clear |veiled |thinly veiled )?"
    r"(?:reference to|referring to|in reference to|an allusion to|alluding to)\b[^\"“”]*$"
)
#: Whom the outlet has it from, at the end of what somebody says: ', according to two people'.
_SOURCE = re.compile(r"(?:,[\"”]?|(?<=[\"”])) according to\b[^,;]*$", re.IGNORECASE)
#: The shortest content of an attribution, in characters; shorter ones ("so") say nothing.
_MIN_CONTENT = 8

# The following decide whether a quoted span is a quote of its own or a fragment of a clause. The
# numbers are judgement, checked by `python -m benchmarks.quotes`.
#: Characters that may precede a quote of its own, and those after which a sentence can begin.
_BEFORE_QUOTE = frozenset(".?!:;,\"'-–—)…")
_AFTER_SENTENCE = frozenset(".?!\"')…")
#: Words that lead into a fragment.
_LEADS_INTO_FRAGMENT = (" that", " because", " to", " a", " the", " as")
#: Minimum number of words of a quote in the middle of a clause without punctuation before it.
_MIN_WORDS_IN_CLAUSE = 3
#: Minimum number of words of a quote that lacks one of the two signs of a sentence: a capital at
#: its start, punctuation at its end.
_MIN_WORDS_AS_SENTENCE = 4
#: Maximum number of words in marks at the start of a sentence that are a term of it, not a quote.
_MOST_WORDS_AS_TERM = 2
#: Minimum number of words of a quote after a colon.
_MIN_WORDS_AFTER_COLON = 2
#: Minimum number of words of a quote that begins in lower case after a comma or a dash.
_MIN_WORDS_IN_LOWER_CASE = 6
#: How far before a quote an attribution is searched: in characters, then in tokens.
_CUE_WINDOW, _CUE_TOKENS = 60, 8
#: Frames of the verbs that make the words after them a quote of its own.
_QUOTE_FRAMES = VerbFrame.QUOTE | VerbFrame.STANDALONE_QUOTE


class ArticleParse:
    """An article with its parse, its paragraphs and its quoted spans.

    Attributes:
        doc: The parsed article, with uniform quotation glyphs.
        text: Its text.
        blocks: The blocks to search, in order; each is a paragraph.
        titles: Its headlines and captions, where "X: speaker" is an attribution.
        quoted_spans: What is between quotation marks.
        names: Its named mentions.
    """

    def __init__(self, doc: Doc) -> None:
        """Take an annotated article with its blocks and its quoted spans, without overlap."""
        self.doc = doc
        self.text: str = doc._.text
        self.blocks: SpanIndex[TextSpan] = index_blocks(doc)
        self.titles = index_blocks(doc, _TITLE_KINDS).spans
        self.quoted_spans: QuotedSpanIndex = SpanIndex(doc._.quoted_spans)
        self.names = SpanIndex[Name](doc._.names or ())

    @cached_property
    def standalone_quotes(self) -> QuotedSpanIndex:
        """The quoted spans that are quotes of their own, no fragments of a clause."""
        return SpanIndex(
            span
            for span in self.quoted_spans.spans
            if self._is_standalone(span) and not self.is_title(span)
        )

    @cached_property
    def cues(self) -> list[Token]:
        """The reporting verbs outside quotation marks, in order."""
        lemmas = find_tokens(self.doc, "LEMMA", _get_cue_ids())
        candidates = (self.doc[number] for number in lemmas)
        return [
            token
            for token in candidates
            if token.pos_ in ("VERB", "AUX")
            and token.idx in self.blocks
            and token.idx not in self.quoted_spans
            and not self._is_page_label(token)
        ]

    def _is_page_label(self, word: Token) -> bool:
        """Return whether a word ends a label with which a block begins: 'Story highlights'."""
        start = self.block_at(word.idx).start
        label = self.text[start : word.idx + len(word)].lower()
        return label in listed_words("page label")

    def block_at(self, offset: int) -> TextSpan:
        """Return the block that holds a character, or the next one after it.

        Past the last block this is an empty span.
        """
        return self.blocks.at_or_after(offset) or TextSpan(offset, offset)

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie wholly between two characters."""
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return [] if span is None else list(span)

    def is_cue(self, word: Token, frames: VerbFrame) -> bool:
        """Return whether a word outside quotes is a reporting verb with one of ``frames``."""
        return is_cue(word, frames) and word.idx not in self.standalone_quotes

    def find_speaker(self, cue: Token) -> Token | None:
        """Return the head of the phrase that speaks with a cue, outside quotes, or None."""
        if cue.lower_ == "according":
            return find_source(cue)
        head = find_speaker(cue)
        if head is None or head.idx in self.standalone_quotes:
            return find_speaker_by_order(cue, self.names, self.quoted_spans)
        if head.dep_ == "dobj" and cue.lemma_ in listed_words("quoting"):
            return head  # 'as the reporter Bo Li quoted her'
        has_own_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in cue.lefts)
        if head.i > cue.i or not has_own_subject:
            # "Ann Orr tells CNN's Bo Li", "… and Ann Orr said": a name right before a finite verb
            # is its subject.
            before = self.doc[cue.i - 1] if cue.i > cue.sent.start else None
            is_name = before is not None and before.ent_type_ == PERSON and before.pos_ == "PROPN"
            if is_name and cue.tag_ in ("VBD", "VBZ", "VBP"):
                return before
        return head

    def ending_of(self, quote: QuotedSpan) -> str:
        """Return the mark with which a quote ends: a comma may be after its closing mark."""
        if self._has_comma_after(quote):
            return ","
        return self.text[quote.inner_start : quote.inner_end].rstrip(" \n\t'\"")[-1:]

    def attribute_to_phrase(self, start: int, end: int) -> QuoteAttribution | None:
        """Return the noun phrase between two characters as the speaker; None if it is none."""
        tokens = self.tokens(start, end)
        if not tokens:
            return None
        root = self.doc[tokens[0].i : tokens[-1].i + 1].root
        named = [token for token in tokens if token.pos_ in ("PROPN", "NOUN", "PRON")]
        head = root if root in named else (named[-1] if named else None)
        return QuoteAttribution(None, head) if head is not None else None

    def is_title(self, span: QuotedSpan) -> bool:
        """Return whether a quoted span is the title of a work or a programme."""
        return is_title(self.doc, self.text, self.block_at(span.start), span)

    def is_name_of_person(self, start: int, end: int) -> bool:
        """Return whether the words between two characters are the name of a person."""
        return any(
            name.label == PERSON and name.end >= end - 1
            for name in self.names.starting_in(start, end)
        )

    def is_known_family_name(self, word: str) -> bool:
        """Return whether a word is the last of a person's full name that the article has."""
        return word in self._family_names

    @cached_property
    def _family_names(self) -> set[str]:
        full_names = (name.text.split() for name in self.names.spans if name.label == PERSON)
        return {parts[-1] for parts in full_names if len(parts) > 1}

    def is_person(self, head: Token) -> bool:
        """Return whether the head of a phrase is a person's name, "he", "she", or their noun."""
        name = self.names.at(head.idx)
        if name is not None:
            return name.label == PERSON
        noun = nouns().get(head.lemma_.lower())
        is_described = head.pos_ == "NOUN" and noun is not None and noun.kind == "person"
        return is_described or head.lower_ in ("he", "she")

    def make_candidate(
        self, start: int, end: int, cue: Token | None, speaker_head: Token | None, block: TextSpan
    ) -> AttributionCandidate | None:
        """Return the tokens ``start`` to ``end`` as a candidate, or None when they say nothing.

        Punctuation at both ends is trimmed. The candidate stays within ``block``, includes the
        whole of a quoted fragment it would split, and excludes standalone quotes.
        """
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in _TRIMMED_BEFORE):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in _TRIMMED_AFTER):
            end -= 1
        if end <= start:
            return None
        first = max(doc[start].idx, block.start)
        last = min(doc[end - 1].idx + len(doc[end - 1]), block.end)
        for span in self.quoted_spans.overlapping(first, last):
            if span.start >= last:
                break
            if cue is not None and span.start <= cue.idx < span.end:
                continue
            if span.start not in self.standalone_quotes:
                first, last = min(first, span.start), max(last, span.end)
            elif span.start - first > last - span.end:
                last = min(last, first + len(self.text[first : span.start].rstrip(" ,:")))
            else:
                first = max(first, span.end)
        first = max(first, last - len(self.text[first:last].lstrip()))
        last = _find_end_before_aside(self.text, first, last, cue)
        if last - first < _MIN_CONTENT:
            return None
        return AttributionCandidate(first, last, cue, speaker_head)

    def _is_standalone(self, span: QuotedSpan) -> bool:
        """Return whether a quoted span is a quote of its own rather than a fragment of a clause."""
        inner = self.text[span.inner_start : span.inner_end].strip()
        block = self.block_at(span.start)
        before = self.text[block.start : span.start].rstrip()
        if not inner or before.lower().endswith(_LEADS_INTO_FRAGMENT):
            return False
        words = len(inner.split())
        first = next((char for char in inner if char.isalnum()), " ")
        is_sentence_start = first.isupper() or first.isdigit() or inner[0] in "([…."
        is_sentence_end = inner[-1] in ".,?!…—-" or self._has_comma_after(span)
        if before and before[-1] not in _BEFORE_QUOTE:
            return (
                is_sentence_start
                and not first.isdigit()
                and words >= _MIN_WORDS_IN_CLAUSE
                and is_sentence_end
                and self._is_after_cue(span, block)
            )
        is_long = words >= _MIN_WORDS_AS_SENTENCE
        if not before or before[-1] in _AFTER_SENTENCE:
            is_attributed = self.text.startswith(",", span.end)
            is_named = inner[-1].isalnum() and span.is_closed and self._is_subject(span, block)
            is_sentence = is_sentence_start or (is_long and is_sentence_end) or is_attributed
            is_heading = not before and self._is_heading(span, block)
            return is_sentence and not (is_named or is_heading)
        if before[-1] == ":":
            return words >= _MIN_WORDS_AFTER_COLON or inner[-1] in SENTENCE_ENDS
        if is_sentence_start:
            return is_sentence_end or is_long
        is_clause = words >= _MIN_WORDS_IN_LOWER_CASE and is_sentence_end
        is_quote = not span.has_single_marks and is_clause and self._is_after_cue(span, block)
        is_named = is_sentence_end and find_leading_name(before[-LEADING_WINDOW:]) is not None
        return is_quote or (before[-1] == "," and (is_named or self._is_second_half(span, block)))

    def _is_second_half(self, span: QuotedSpan, block: TextSpan) -> bool:
        """Return whether a short attribution between commas joins a quoted span to one before it.

        '"The bridge," she said, "is old."'
        """
        start = max(block.start, span.start - _CUE_WINDOW)
        first = self.quoted_spans.overlapping(start, span.start)
        if not first or not first[-1].is_closed or self.ending_of(first[-1]) != ",":
            return False
        between = self.tokens(first[-1].end, span.start)
        has_stop = any(word.text in SENTENCE_ENDS and word.is_sent_end for word in between)
        is_reported = any(is_cue(word, _QUOTE_FRAMES) for word in between[:_CUE_TOKENS])
        return not has_stop and (is_reported or find_named_beside(between) is not None)

    def _is_heading(self, span: QuotedSpan, block: TextSpan) -> bool:
        """Return whether a paragraph is nothing but capitalised words in marks: '"A DRY WELL"'."""
        if span.end < block.end and self.text[span.end : block.end].strip():
            return False
        if self.text[: block.start].rstrip().endswith(":"):
            return False
        inner = self.text[span.inner_start : span.inner_end].strip()
        long_words = [word for word in inner.split() if len(word) > LONGEST_SMALL_WORD]
        return inner[-1].isalnum() and all(word[0].isupper() for word in long_words or [inner])

    def _is_subject(self, span: QuotedSpan, block: TextSpan) -> bool:
        """Return whether a sentence tells of what is quoted: '"Peace now" is their motto'.

        Of a word or two it tells with any verb, and a noun may follow: '"Dry" wells cost more'.
        """
        following = [word for word in self.tokens(span.end, block.end) if word.pos_ != "ADV"]
        if not following or find_named_beside(following) is not None:
            return False
        verb = following[0]
        n_words = len(self.text[span.inner_start : span.inner_end].split())
        if n_words <= _MOST_WORDS_AS_TERM and verb.is_lower and verb.pos_ not in ("ADP", "PUNCT"):
            return True
        is_plain = verb.text.islower() and not is_cue(verb, _QUOTE_FRAMES)
        return verb.pos_ in ("VERB", "AUX") and is_plain and is_finite(verb)

    def _has_comma_after(self, span: QuotedSpan) -> bool:
        return self.text[span.end : span.end + 2].lstrip().startswith(",")

    def _is_after_cue(self, span: QuotedSpan, block: TextSpan) -> bool:
        """Return whether an attribution closely precedes a quoted span in its block."""
        start = max(block.start, span.start - _CUE_WINDOW)
        before = self.tokens(start, span.start)[-_CUE_TOKENS:]
        return any(word.lower_ == "according" or is_cue(word, _QUOTE_FRAMES) for word in before)


@cache
def _get_cue_ids() -> frozenset[int]:
    return get_ids(verb_frames())


def _find_end_before_aside(text: str, start: int, end: int, cue: Token | None) -> int:
    """Return where a content ends before the outlet's remark on it, or whom the outlet has it from.

    ``end`` if it has none. A comma inside quotation marks remains.
    """
    remark = _REMARK.search(text, start, end)
    end = end if remark is None else remark.start()
    is_other = cue is not None and cue.lower_ != "according"
    source = _SOURCE.search(text, start, end) if is_other else None
    if source is None:
        return end
    mark = source.group().partition(" ")[0]
    return source.start() + (len(mark) if len(mark) > 1 else 0)
