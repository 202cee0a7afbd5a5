"""Titles of works and programmes in quotation marks, which nobody says: 'on "Fox and Friends"'."""

from spacy.tokens import Doc, Token

from analysis.entity_types import ORG
from analysis.nlp.lexicon import VerbFrame
from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.attribution_syntax import is_cue
from analysis.nlp.quotes.quotation_marks import QuotedSpan
from analysis.nlp.span_index import TextSpan

#: Letters of the longest word that titles do not capitalise: "and", "from" (judgement).
LONGEST_SMALL_WORD = 3
#: Minimum number of words with a capital of a title, and of longer ones after the noun of a work
#: ('the film "Rain"') or of any after an outlet's name ('Fox News' "Hannity"').
_MIN_WORDS, _MIN_WORDS_OF_WORK = 2, 1
#: Maximum number of words of a title that ends with a full stop, as a sentence does too.
_MAX_WORDS_WITH_STOP = 7
#: Number of longer words, all with a capital, from which a longer one is a title: no sentence has
#: so many (judgement).
_SURE_WORDS = 4
#: Parts of speech of the words right before a title: "on", "CNN", the "'s" of "CNN's".
_BEFORE_TITLE = frozenset(("ADP", "NOUN", "PROPN", "PART"))


def is_title(doc: Doc, text: str, block: TextSpan, span: QuotedSpan) -> bool:
    """Return whether a quoted span is the title of a work or a programme.

    Its words are capitalised, and it follows a preposition, a noun, or a verb whose object is the
    addressee; "called it "Fake News"" is no title. One that ends like a sentence follows a
    possessive, "on", "told" or the noun of a work: 'on CNN's "The Lead."'.

    Args:
        doc: The parsed article.
        text: Its text.
        block: The block of the span.
        span: The quoted span.
    """
    words = _find_words(doc, span.inner_start, span.inner_end)
    last = _find_last_before(doc, block, span)
    significant = [word for word in words if len(word) > LONGEST_SMALL_WORD]
    is_capitalised = bool(words) and words[0].text[0].isupper()
    is_capitalised &= all(word.text[0].isupper() for word in significant)
    is_capitalised &= not significant or any(not word.text.isupper() for word in significant)
    is_before_work = text[span.inner_end - 1].isalnum() and _is_before_work(doc, span)
    if is_capitalised and (is_before_work or (last is not None and _is_naming(last))):
        return True
    if last is None or not is_capitalised:
        return False
    is_work = last.lemma_.lower() in listed_words("work")
    is_of_outlet = last.ent_type_ == ORG and _is_possessive(last)
    capitalised = significant if is_work else [word for word in words if word.text[0].isupper()]
    if len(capitalised) < (_MIN_WORDS_OF_WORK if is_work or is_of_outlet else _MIN_WORDS):
        return False
    ending = text[span.inner_start : span.inner_end].rstrip()[-1:]
    if ending in ("?", "!"):
        return is_work
    if ending == ".":
        is_addressed = last.lemma_ in listed_words("needs addressee")
        is_after_place = is_work or is_addressed or _is_possessive(last) or last.lower_ == "on"
        before = last.nbor(-1) if last.i else last
        is_after_place |= last.pos_ == "PROPN" and before.lower_ == "on"  # 'on CBS "Our Week."'
        is_short = len(words) <= _MAX_WORDS_WITH_STOP
        return is_after_place and (is_short or len(significant) >= _SURE_WORDS)
    return last.pos_ in _BEFORE_TITLE or is_cue(last, VerbFrame.ADDRESSEE_OBJECT)


def _is_naming(word: Token) -> bool:
    """Return whether a participle gives a thing its name: 'papers called "Our Wells"'.

    'Dubbed "The Well", the forum': but 'called "Mad Holt" by critics' is what they say.
    """
    is_participle = word.tag_ == "VBN" and word.dep_ in ("acl", "advcl", "amod", "ccomp", "ROOT")
    has_agent = any(child.dep_ == "agent" for child in word.children)
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in word.lefts)
    is_name = word.lower_ in listed_words("naming")
    return is_participle and is_name and not (has_agent or has_subject)


def _find_words(doc: Doc, start: int, end: int) -> list[Token]:
    span = doc.char_span(start, end, alignment_mode="contract")
    return [] if span is None else [token for token in span if token.is_alpha]


def _find_last_before(doc: Doc, block: TextSpan, span: QuotedSpan) -> Token | None:
    """Return the word right before a quoted span in its block; None if punctuation is between."""
    before = doc.char_span(block.start, span.start, alignment_mode="contract")
    if before is None or not len(before):
        return None
    words = [token for token in before[-3:] if not token.is_space]
    if (
        len(words) > 1
        and words[-1].text == ","
        and words[-2].lemma_.lower() in listed_words("work")
    ):
        return words[-2]  # 'in a new book, "The Well"'
    if len(words) > 1 and words[-1].text == "'" and _is_possessive(words[-2]):
        return words[-2]
    return words[-1] if words and not words[-1].is_punct else None


def _is_possessive(word: Token) -> bool:
    """Return whether a word is a possessive ending, or has the bare one: 'on CBS' "Our Week"'."""
    is_bare = word.pos_ == "PROPN" and word.lower_.endswith("s")
    after = word.doc[word.i + 1 : word.i + 2].text
    return word.tag_ == "POS" or (is_bare and not word.whitespace_ and after == "'")


def _is_before_work(doc: Doc, span: QuotedSpan) -> bool:
    """Return whether the noun of a work follows a quoted span: 'the "Dry Wells" blog'."""
    after = doc.char_span(span.end, span.end + 2, alignment_mode="expand")
    return after is not None and after[-1].lemma_.lower() in listed_words("work")
