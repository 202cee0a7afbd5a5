"""Who is named beside a quote with a verb, by the order of the words: '…," grumbled Ann Orr'.

Parsers misread the words beside a quotation mark: a speaker becomes the object of the verb, and a
noun of the quote its subject. Their order is more certain: a noun phrase and a finite verb, or a
finite verb and a noun phrase, next to the mark.
"""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from analysis.nlp.lexicon import nouns, verb_frames
from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.attribution_syntax import is_finite, is_negated

#: Pronouns that can be the speaker beside a quote.
_SPEAKING_PRONOUNS = frozenset(("he", "she", "they", "we", "i"))
#: Forms of verbs that no quote is said with: copulas and auxiliaries.
_NOT_SAYING = frozenset(("be", "have", "do", "can", "could", "will", "would", "may", "might"))
#: Particles of family names, which taggers take for other words.
PARTICLES = frozenset(
    ("de", "del", "der", "den", "di", "da", "la", "le", "van", "von", "al", "bin", "el")
)
#: Parts of speech inside the noun phrase of a speaker.
_PHRASE = frozenset(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART"))
#: Types of names that cannot speak: "released in September".
_TIMES = frozenset(("DATE", "TIME"))
_NOMINAL = frozenset(("PROPN", "NOUN"))
#: Parts of speech that taggers give to unknown names, which have a capital letter.
_MISREAD_NAMES = frozenset(("ADV", "INTJ", "X"))
#: Parts of speech between a verb and its speaker: "grumbled again"; for a reporting verb also those
#: of particles, which taggers take for prepositions: "chimed in".
_PARTICLES = frozenset(("ADV", "PART"))
_PARTICLES_OF_CUES = _PARTICLES | {"ADP"}
#: Maximum number of tokens of a speaker's phrase, and of particles beside its verb (judgement).
_MAX_PHRASE, _MAX_PARTICLES = 8, 2


class NamedBeside(NamedTuple):
    """A verb beside a quote, the head of the noun phrase beside it, and which of them is first."""

    verb: Token
    speaker_head: Token
    is_inverted: bool


def find_named_beside(tokens: Sequence[Token]) -> NamedBeside | None:
    """Return the verb and the noun phrase with which the words after a quote begin, or None.

    Args:
        tokens: The words after the quote, without what belongs to the next quote.
    """
    words = list(tokens)
    while words and words[0].text in (",", "-", "–", "—"):
        words = words[1:]
    if not words:
        return None
    return _find_inverted(words) or _find_plain(words)


def find_phrase_head(words: Sequence[Token]) -> Token | None:
    """Return the head of the noun phrase with which some words begin, or None.

    A phrase ends before a comma, a preposition or a verb: "Ann Orr", "the mayor", "she".
    """
    if not words:
        return None
    if words[0].pos_ == "PRON":
        return words[0] if words[0].lower_ in _SPEAKING_PRONOUNS else None
    head: Token | None = None
    for token in words[:_MAX_PHRASE]:
        if token.lower_ in PARTICLES:  # "de Boer"
            continue
        if head is None and is_misread_name(token):  # "reports BisNow"
            head = token
            continue
        if token.pos_ not in _PHRASE or (token.tag_ in ("TO", "RP") and head is not None):
            break
        if token.pos_ in _NOMINAL:
            head = token
    return head


def _find_inverted(words: list[Token]) -> NamedBeside | None:
    """Return what '…," chimed in Ann Orr' names."""
    verb = words[0]
    # Whoever follows 'told' is told.
    has_addressee = verb.lemma_ in listed_words("needs addressee")
    if not _is_verb(verb) or is_negated(verb) or has_addressee:
        return None
    after = words[1:]
    particles = _PARTICLES_OF_CUES if verb.lemma_ in verb_frames() else _PARTICLES
    for _ in range(_MAX_PARTICLES):
        if after and after[0].pos_ in particles and find_phrase_head(after[:1]) is None:
            after = after[1:]
    head = find_phrase_head(after)
    return NamedBeside(verb, head, is_inverted=True) if _can_speak(head) and head else None


def _find_plain(words: list[Token]) -> NamedBeside | None:
    """Return what '…," Ann Orr deadpanned' names."""
    head = find_phrase_head(words)
    if head is None or not _can_speak(head):
        return None
    after = words[[word.i for word in words].index(head.i) + 1 :]
    for _ in range(_MAX_PARTICLES):
        if after and after[0].pos_ == "ADV":
            after = after[1:]
    if not after or not _is_verb(after[0]) or is_negated(after[0]):
        return None
    return NamedBeside(after[0], head, is_inverted=False)


def _is_verb(word: Token) -> bool:
    """Return whether a word is a finite verb in lower case other than a copula or an auxiliary.

    A past participle counts: taggers take it for the past tense and the reverse.
    """
    is_tensed = is_finite(word) or word.tag_ in ("VBD", "VBZ", "VBN")
    is_lower = word.text.islower()
    return word.pos_ == "VERB" and is_tensed and is_lower and word.lemma_ not in _NOT_SAYING


def _can_speak(head: Token | None) -> bool:
    """Return whether the head of a phrase is a name, a pronoun, or a noun for a person."""
    if head is None:
        return False
    if head.pos_ in ("PROPN", "PRON") or is_misread_name(head):
        return head.ent_type_ not in _TIMES
    noun = nouns().get(head.lemma_.lower())
    return noun is not None and noun.kind == "person"


def is_misread_name(token: Token) -> bool:
    """Return whether a word with a capital has a part of speech that taggers give to new names."""
    is_capitalised = token.text[0].isupper() and not token.is_sent_start
    return token.pos_ in _MISREAD_NAMES and is_capitalised
