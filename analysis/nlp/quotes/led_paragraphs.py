"""Paragraphs that an attribution at the end of the paragraph before leads into: 'Orr wrote:'.

A paragraph without quotation marks after such a colon is a quote too. Whether a further paragraph
belongs to it no text shows, so it is left out. Where the quote itself was a picture or an embedded
post, the outlet's own text follows the colon. It shows by what lies between, by a label ('PHOTO:'),
by an attribution of its own, or by telling of the speaker in the third person.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from analysis.nlp.lexicon import VerbFrame, nouns, verb_frames, words
from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate, QuoteAttribution
from analysis.nlp.quotes.attribution_syntax import is_finite, is_negated
from analysis.nlp.span_index import TextSpan

#: Frames of the verbs that lead into a paragraph.
_FRAMES = VerbFrame.QUOTE
#: Most tokens from the verb to its colon: 'wrote in a letter to the board on Monday:'. This and the
#: following number are judgement, tried on `bulk` (benchmarks/history.md).
_MOST_TO_COLON = 12
#: Fewest words of a paragraph without quotation marks.
_FEWEST_WORDS = 6
#: What may begin a paragraph that somebody says something in: a mark of a list may not.
_OPENINGS = frozenset("[(")
#: A label of one or two words that begins a paragraph: 'PHOTO:', 'Read more:'.
_LABEL = re.compile(r"\W*\w+(?: \w+)?:(?=\s|\Z)")
_BODY = "body"
_COLON = ":"


def find_led_paragraphs(article: ArticleParse) -> Iterator[AttributionCandidate]:
    """Yield the paragraphs without quotation marks at their start that a colon leads into."""
    for before, block in pairwise(article.doc._.blocks):
        if before.kind != _BODY or block.kind != _BODY:
            continue
        paragraph = TextSpan(block.start, block.end)
        attribution = find_attribution_before(article, paragraph)
        content = None if attribution is None else _find_content(article, paragraph)
        if content is None or attribution is None or attribution.speaker_head is None:
            continue
        if not _is_about(article, content, attribution.speaker_head):
            yield AttributionCandidate(
                *content, attribution.cue, attribution.speaker_head, is_led=True
            )


def remove_outlets_words(candidates: Sequence[AttributionCandidate]) -> list[AttributionCandidate]:
    """Return candidates without the led paragraphs that attribute something to somebody else."""
    credited = [other for other in candidates if not other.is_led and _is_of_other(other)]
    return [
        candidate
        for candidate in candidates
        if not candidate.is_led
        or not any(other.has_overlap(candidate.start, candidate.end) for other in credited)
    ]


def _is_of_other(candidate: AttributionCandidate) -> bool:
    """Return whether a sentence is somebody's who is not 'I'; a clause in brackets is beside it."""
    head, cue = candidate.speaker_head, candidate.cue
    is_of_sentence = cue is None or cue.dep_ == "ROOT" or cue.lower_ == "according"
    return is_of_sentence and head is not None and head.lower_ not in words("author")


def find_attribution_before(article: ArticleParse, block: TextSpan) -> QuoteAttribution | None:
    """Return the attribution that ends the paragraph before another with a colon, or None.

    Args:
        article: The article.
        block: The paragraph that it leads into.
    """
    number = article.blocks.position_at(block.start)
    if not number:
        return None
    before = article.blocks.spans[number - 1]
    text = article.text[before.start : before.end].rstrip()
    if not text.endswith(_COLON):
        return None
    tokens = article.tokens(before.start, before.start + len(text))[:-1]
    cue = _find_last_verb(tokens[-_MOST_TO_COLON:])
    if cue is None or not article.is_cue(cue, _FRAMES) or _has_other_content(article, cue):
        return None
    speaker_head = article.find_speaker(cue)
    if speaker_head is None or speaker_head.lower_ in words("no speaker"):
        return None
    return QuoteAttribution(cue, speaker_head)


def _find_last_verb(tokens: Sequence[Token]) -> Token | None:
    """Return the last finite verb or participle of a sentence without a full stop, or None."""
    for token in reversed(tokens):
        if token.text in SENTENCE_ENDS and token.is_sent_end:
            return None
        if is_finite(token) or token.tag_ == "VBG":
            return token
    return None


def _has_other_content(article: ArticleParse, cue: Token) -> bool:
    """Return whether a verb before a colon tells something else, or of nothing that was said.

    'what the senators have said so far:', 'would have said:', 'continued to press him:', 'relating
    the results:', 'The roof leaks, reported the Herald:', '"It leaks," she went on:'.
    """
    if is_negated(cue) or cue.dep_ == "relcl":
        return True
    has_mark = article.quoted_spans.has_overlap(cue.sent.start_char, cue.idx)
    is_after_content = cue.tag_ != "VBG" and cue.i > 0 and cue.nbor(-1).text == ","
    is_unsaid = any(child.lower_ == "what" or child.tag_ == "MD" for child in cue.lefts)
    has_addressee = VerbFrame.ADDRESSEE_OBJECT in verb_frames()[cue.lemma_]
    speech = words("speech noun") | words("announcing")
    has_object = any(
        child.dep_ in ("xcomp", "ccomp", "dobj")
        and child.i > cue.i
        and child.lemma_.lower() not in speech
        and not (child.dep_ == "dobj" and has_addressee)
        for child in cue.rights
    )
    return has_mark or is_after_content or is_unsaid or has_object


def _find_content(article: ArticleParse, block: TextSpan) -> TextSpan | None:
    """Return the words of a paragraph that can be what somebody says, or None."""
    text = article.text[block.start : block.end]
    start = block.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    is_opening = article.text[start : start + 1].isupper() or article.text[start] in _OPENINGS
    is_label = _LABEL.match(article.text, start, end) is not None
    if not is_opening or is_label or article.text[end - 1] == _COLON:
        return None
    tokens = article.tokens(start, end)
    is_long = sum(token.is_alpha for token in tokens) >= _FEWEST_WORDS
    return TextSpan(start, end) if is_long and any(map(is_finite, tokens)) else None


def _is_about(article: ArticleParse, content: TextSpan, speaker_head: Token) -> bool:
    """Return whether a paragraph tells of its speaker or a person as an outlet does.

    'The singer, 41, has been on tour', 'She sang in Oslo', 'Orr sang'; not 'I know that she sang'.
    """
    tokens = article.tokens(*content)
    if any(token.lower_ in words("first or second person") for token in tokens):
        return False
    subject = next((token for token in tokens if token.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    noun = nouns().get(subject.lemma_.lower())
    is_person = noun is not None and noun.kind == "person" and subject.tag_ == "NN"
    is_described = is_person and subject.left_edge.lower_ == "the"
    speaker = article.names.at(speaker_head.idx)
    speaker_words = {speaker_head.text} if speaker is None else set(speaker.text.split())
    return is_described or subject.lower_ in ("he", "she") or subject.text in speaker_words
