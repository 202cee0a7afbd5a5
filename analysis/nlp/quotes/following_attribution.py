"""The attribution after a quote: '…," she said', '…," grumbled Ann Orr', '… (Orr)'."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from analysis.nlp.lexicon import VerbFrame, verb_frames, words
from analysis.nlp.quotes.according_to import find_signature
from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import QuoteAttribution
from analysis.nlp.quotes.attribution_syntax import is_finite, is_negated
from analysis.nlp.quotes.beside_quote import find_named_beside, find_phrase_head
from analysis.nlp.quotes.quotation_marks import QuotedSpan

#: Frames of the verbs of an attribution after a quote.
_FRAMES = VerbFrame.QUOTE | VerbFrame.STANDALONE_QUOTE | VerbFrame.CLAUSE
#: How many tokens after a quote "according to" may begin.
_ACCORDING_DISTANCE = 3
#: Minimum number of words after a quote of which the last may be a misread verb: "Herald notes".
_MIN_MISREAD = 2
#: "as Ann Orr put it", and "was Ann Orr's reply".
_PUT_IT = re.compile(r"[\s,]*as\s+(?P<name>[^,.;:()\"]{2,60}?)\s+(?:once\s+)?put(?:s)?\s+it\b")
_OWNED = re.compile(
    r"[\s,]*(?:was|is|came|comes)\s+(?P<name>[A-Z][^,.;:()\"]{1,60}?)'s\s+(?P<noun>[a-z]+)\b"
)
#: A name in brackets after a quote.
_BRACKETED = re.compile(r"\s{0,3}\((?P<name>[A-Z][^()\d,;:]{1,40})\)")

#: A name alone between the comma of a quote and a full stop: '"…," Mr. Orr.'
_ALONE = re.compile(
    r"[\s,]{1,2}(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s)?[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})"
    r"\.(?=\s|$)"
)


def find_following_attribution(
    article: ArticleParse, quote: QuotedSpan, end: int
) -> QuoteAttribution | None:
    """Return the attribution after a quote, or None.

    Args:
        article: The article.
        quote: The quote.
        end: Where the next quote begins, or the paragraph ends.
    """
    tokens = [token for token in article.tokens(quote.end, end) if not token.is_space]
    cue = _find_cue(article, tokens)
    if cue is not None and not _has_own_content(article, quote, tokens, cue, end):
        return QuoteAttribution(cue, _find_speaker(article, tokens, cue))
    if cue is None and (attribution := _find_unlisted_verb(article, quote, tokens)) is not None:
        return attribution
    if cue is None and (attribution := _find_misread_verb(article, quote, tokens)) is not None:
        return attribution
    return _find_without_verb(article, quote, end)


def is_sentence_start_after(article: ArticleParse, quote: QuotedSpan) -> bool:
    """Return whether a sentence ends with a quote and the next word has a capital letter."""
    if article.ending_of(quote) not in SENTENCE_ENDS | {"…"}:
        return False
    following = article.text[quote.end : quote.end + 3].lstrip()
    return following[:1].isupper()


def _find_cue(article: ArticleParse, tokens: Sequence[Token]) -> Token | None:
    """Return the verb of an attribution after a quote: '…," she said' or '…," said X'."""
    for token in tokens:
        if token.text in SENTENCE_ENDS and not _is_abbreviation(token):
            break
        if article.is_cue(token, _FRAMES):
            if token.dep_ not in ("relcl", "amod") and not is_negated(token):
                return token
        elif token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "ccomp", "parataxis"):
            break
    nearest = tokens[:_ACCORDING_DISTANCE]
    return next((token for token in nearest if token.text == "according"), None)


def _is_abbreviation(stop: Token) -> bool:
    """Return whether a full stop ends a word before a name: 'Sens. Ann Orr and Bo Holt said'."""
    is_last = stop.i + 1 >= len(stop.doc) or stop.is_sent_end
    return not is_last and stop.text == "." and stop.nbor().pos_ == "PROPN" and stop.dep_ == "punct"


def _find_speaker(article: ArticleParse, tokens: Sequence[Token], cue: Token) -> Token | None:
    """Return the head of the phrase that speaks with a cue, by the parse or the order of words."""
    head = article.find_speaker(cue)
    if head is not None:
        return head
    named = find_named_beside(tokens)
    if named is not None and named.verb == cue:
        return named.speaker_head
    return _find_described_beside(article, tokens, cue)


def _find_described_beside(
    article: ArticleParse, tokens: Sequence[Token], cue: Token
) -> Token | None:
    """Return the person whom a description parts from the verb: '…," Ann Orr, a dean, said'.

    Parsers may take a noun of the quote for the subject, and the person for what describes it.
    """
    before = [token for token in tokens if token.i < cue.i]
    while before and before[0].text == ",":
        before = before[1:]
    head = find_phrase_head(before)
    if head is None or head.pos_ != "PROPN" or cue.tag_ not in ("VBD", "VBZ"):
        return None
    description = [token for token in before if token.i > head.i]
    is_apposed = len(description) > len(",,") and description[0].text == description[-1].text == ","
    is_broken = any(is_finite(token) or token.idx in article.quoted_spans for token in description)
    return head if is_apposed and not is_broken and article.is_person(head) else None


def _has_own_content(
    article: ArticleParse, quote: QuotedSpan, tokens: Sequence[Token], cue: Token, end: int
) -> bool:
    """Return whether the verb after a finished sentence reports something else.

    In '"It is closed." Orr said the works go on', the verb has a clause of its own; in '"It is
    closed." Orr agreed' it needs none.
    """
    if not is_sentence_start_after(article, quote) or cue.lower_ == "according":
        return False
    if article.text[quote.end : end].rstrip().endswith(":"):
        return True
    has_addressee = VerbFrame.ADDRESSEE_OBJECT in verb_frames()[cue.lemma_]
    for child in cue.rights:
        is_object = child.dep_ == "dobj" and not has_addressee
        if child.dep_ in ("ccomp", "xcomp", "acomp", "oprd") or is_object:
            return child not in tokens[: _phrase_length(tokens)] or child.dep_ != "dobj"
    if article.ending_of(quote) != ".":
        return False
    return cue.lower_ not in words("attributing")


def _phrase_length(tokens: Sequence[Token]) -> int:
    """Return how many tokens an inverted attribution takes up: 'asked Ann Orr'."""
    named = find_named_beside(tokens)
    if named is None or not named.is_inverted:
        return 0
    return next(n for n, token in enumerate(tokens, start=1) if token == named.speaker_head)


def _find_unlisted_verb(
    article: ArticleParse, quote: QuotedSpan, tokens: Sequence[Token]
) -> QuoteAttribution | None:
    """Return a name and any finite verb beside the closing mark of a quote."""
    named = find_named_beside(tokens)
    if named is None:
        return None
    ending = article.ending_of(quote)
    if named.is_inverted:
        is_beside = True
    elif ending == ",":
        is_beside = not any(child.dep_ == "dobj" for child in named.verb.rights)
    else:
        is_pronoun = named.speaker_head.pos_ == "PRON" and named.speaker_head.text.islower()
        is_beside = is_pronoun and ending in ("?", "!", "…", "—")
    if not is_beside:
        return None
    return QuoteAttribution(named.verb, named.speaker_head)


def _find_misread_verb(
    article: ArticleParse, quote: QuotedSpan, tokens: Sequence[Token]
) -> QuoteAttribution | None:
    """Return the attribution whose verb taggers take for a plural: '…," the Oslo Times notes'."""
    words_after = list(tokens)
    while words_after and words_after[0].text == ",":
        words_after = words_after[1:]
    stop = next((n for n, word in enumerate(words_after) if word.text in SENTENCE_ENDS), 0)
    phrase = words_after[:stop]
    if article.ending_of(quote) != "," or len(phrase) < _MIN_MISREAD:
        return None
    *_, speaker, verb = phrase
    is_plural = verb.tag_ in ("NNS", "NNPS") and verb.lemma_ in verb_frames()
    is_broken = any(word.is_punct or word.pos_ in ("VERB", "AUX") for word in phrase)
    if not is_plural or speaker.pos_ != "PROPN" or is_broken:
        return None
    return QuoteAttribution(verb, speaker)


def _find_without_verb(
    article: ArticleParse, quote: QuotedSpan, end: int
) -> QuoteAttribution | None:
    """Return an attribution without a verb of saying: a signature, "(Orr)", "as Orr put it"."""
    if (signature := find_signature(article, quote.end)) is not None:
        span, head = signature
        return QuoteAttribution(None, head, span)
    text = article.text
    if (match := _PUT_IT.match(text, quote.end, end)) is not None:
        return article.attribute_to_phrase(*match.span("name"))
    match = _OWNED.match(text, quote.end, end)
    if match is not None and match["noun"] in words("speech noun"):
        return article.attribute_to_phrase(*match.span("name"))
    is_open = article.ending_of(quote) == ","
    for pattern in (_BRACKETED, _ALONE) if is_open else (_BRACKETED,):
        match = pattern.match(text, quote.end, end)
        if match is not None and article.is_name_of_person(*match.span("name")):
            return article.attribute_to_phrase(*match.span("name"))
    return None
