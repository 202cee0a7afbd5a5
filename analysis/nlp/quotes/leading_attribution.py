"""The attribution that leads into a quote: 'She told reporters: "…"', 'Orr: "…"'."""

import re

from spacy.tokens import Token

from analysis.nlp.lexicon import VerbFrame, verb_frames, words
from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import QuoteAttribution
from analysis.nlp.quotes.attribution_syntax import is_negated
from analysis.nlp.quotes.leading_phrases import LEADING_WINDOW, find_leading_name
from analysis.nlp.quotes.quotation_marks import QuotedSpan

#: Frames of the verbs of an attribution before a quote.
_FRAMES = VerbFrame.QUOTE | VerbFrame.STANDALONE_QUOTE | VerbFrame.CLAUSE | VerbFrame.QUESTION
#: Frames of the verbs that may be further from the quote than so many characters: the others say
#: something only beside it ('She began: "…"'; judgement).
_FAR_FRAMES = VerbFrame.QUOTE | VerbFrame.CLAUSE | VerbFrame.QUESTION
_NEAR = 12
#: A name before a colon, alone in its sentence ('Orr: "…"') or after 'Media caption'.
_NAME_AND_COLON = re.compile(
    r"(?:^|[.?!\"'”’)]\s+|\n\s*|\bcaption\s+)"
    r"(?P<name>[A-Z][^,:;.?!\"\n()]{1,40}?)(?:\s\([^)\n]{1,60}\))?:\s*$"
)
#: Verbs that lead into a quote after a colon though they report nothing: "she was blunt: …".
_COLON_VERBS = frozenset(("be", "smile", "laugh", "nod", "shrug", "go", "put"))


def find_leading_cue(article: ArticleParse, quote: QuotedSpan, start: int) -> Token | None:
    """Return the verb of an attribution that leads into a quote: 'He told reporters: "…"'.

    Args:
        article: The article.
        quote: The quote.
        start: Where the quote before it ends, or its paragraph begins.
    """
    before = article.text[start : quote.start].rstrip()
    if not before or before[-1] in SENTENCE_ENDS:
        return None
    cue: Token | None = None
    for token in reversed(article.tokens(start, quote.start)):
        if "\n" in token.text or (token.text in SENTENCE_ENDS and token.is_sent_end):
            break
        if token.lower_ == "according":
            return token
        if article.is_cue(token, _FRAMES) and not is_negated(token):
            is_near = quote.start - token.idx <= _NEAR
            if not is_near and not verb_frames()[token.lemma_].has_any(_FAR_FRAMES):
                continue
            cue = token
            if token.dep_ not in ("relcl", "acl"):
                break
    return cue


def find_leading_phrase(
    article: ArticleParse, quote: QuotedSpan, start: int
) -> QuoteAttribution | None:
    """Return an attribution without a verb of saying that leads into a quote, or None.

    Args:
        article: The article.
        quote: The quote.
        start: Where the quote before it ends, or its paragraph begins.
    """
    start = max(start, quote.start - LEADING_WINDOW)
    before = article.text[start : quote.start]
    if (name := find_leading_name(before)) is not None:
        return article.attribute_to_phrase(start + name[0], start + name[1])
    last = before.rstrip()[-1:]
    if last not in (":", "?", ","):
        return None
    tokens = [token for token in article.tokens(start, quote.start) if not token.is_space]
    owner = _find_owner(tokens, last)
    if owner is not None:
        return QuoteAttribution(None, owner)
    match = _NAME_AND_COLON.search(before)
    if match is not None:
        span = start + match.start("name"), start + match.end("name")
        if article.is_name_of_person(*span) or article.is_known_family_name(match["name"]):
            return article.attribute_to_phrase(*span)
    return _find_colon_speaker(article, tokens) if last == ":" else None


def _find_owner(tokens: list[Token], last: str) -> Token | None:
    """Return whose verdict, answer or reply leads into a quote: "Orr's verdict:", "Her reply?"."""
    sentence = _last_sentence(tokens)
    for token in reversed(sentence):
        is_speech = token.lemma_.lower() in words("speech noun")
        if not is_speech or (last == "," and token.dep_ != "nsubj"):
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        owners += [
            noun
            for child in token.rights
            if child.lower_ in ("of", "from") and last == ":"
            for noun in child.children
            if noun.dep_ == "pobj" and noun.pos_ == "PROPN"
        ]
        if owners and owners[0] in sentence:
            return owners[0]
    return None


def _find_colon_speaker(article: ArticleParse, tokens: list[Token]) -> QuoteAttribution | None:
    """Return the subject of 'Orr was blunt: "…"' or 'Orr issued a statement: "…"', or None."""
    for verb in reversed(_last_sentence(tokens)):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is None or subject.i > verb.i or subject not in tokens:
            continue
        if verb.lemma_ in _COLON_VERBS:
            can_speak = article.is_person(subject)
        elif verb.lemma_ in words("issuing"):
            is_issued = any(
                child.dep_ == "dobj" and child.lemma_.lower() in words("speech noun")
                for child in verb.rights
            )
            can_speak = is_issued and subject.lower_ not in words("no speaker")
        else:
            continue
        return QuoteAttribution(verb, subject) if can_speak else None
    return None


def _last_sentence(tokens: list[Token]) -> list[Token]:
    """Return the tokens after the last full stop, apart from a closing question mark."""
    for number in range(len(tokens) - 2, -1, -1):
        if tokens[number].text in SENTENCE_ENDS:
            return tokens[number + 1 :]
    return tokens
