"""Whether one of two sentences with mostly the same words denies what the other says.

Similarity of words is highest where a report is corrected or contradicted: "was on stage" and "was
not on stage", "claimed" and "did not claim", "killed himself" and "was shot by officers", "the 13th
launch" and "the 19th launch". Two such sentences are not reports of the same, whoever is right. The
rule knows negated words (``data/negations.csv``), a list of opposites (``data/opposites.csv``), who
is said to have caused a death, and ordinal numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import normalise_word, split_words
from analysis.nlp.glyphs import normalise
from analysis.word_lists import read_rows

#: Number of words after a negation among which the negated one is searched (judgement: "did not
#: immediately claim").
NEGATION_REACH = 4
#: Number of words after a verb among which its agent or "himself" is searched (judgement: "was shot
#: dead by officers").
AGENT_REACH = 3
#: Number of words after an ordinal number among which what it counts is searched (judgement: "the
#: 13th ballistic missile launch").
ORDINAL_REACH = 3
_ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
#: Ordinal numbers in words, from "third": "first" and "second" have other uses ("a second later").
_ORDINAL_WORDS = (
    *("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
#: Words that a denial ends at: "said no and went on", "would not say what the star …".
_ENDS = frozenset(["and", "but", "say", "said", "saying"])
#: With "since" a negation says when something happened last.
_SINCE = "since"
_REFLEXIVES = frozenset(["himself", "herself", "themselves", "themself", "itself"])
#: Verbs of causing a death or a wound.
_HARMING = frozenset(
    ["kill", "killed", "killing", "shot", "shoot", "shooting", "stabbed", "hanged"]
)


@dataclass(frozen=True)
class SentenceClaims:
    """What a sentence says and denies.

    Attributes:
        asserted: Comparable forms of its words that no negation applies to.
        denied: Those that one applies to.
        is_negated: Whether it has a negation at all.
        is_self_harm: Whether somebody is said to have killed or hurt themselves.
        is_harm_by: Whether somebody is said to have been killed or hurt by somebody.
        ordinals: Its ordinal numbers, each with the words after it.
    """

    asserted: frozenset[str]
    denied: frozenset[str]
    is_negated: bool
    is_self_harm: bool
    is_harm_by: bool
    ordinals: tuple[tuple[str, frozenset[str]], ...] = field(default=())


def read_claims(text: str) -> SentenceClaims:
    """Return what a sentence says and denies."""
    words = [word.lower() for word in split_words(normalise(text))]
    negations = [place for place, word in enumerate(words) if _is_negation(words, place)]
    if _SINCE in words:
        negations = []
    denied_at = {_find_denied(words, place) for place in negations} - {-1}
    return SentenceClaims(
        asserted=frozenset(
            normalise_word(word) for place, word in enumerate(words) if place not in denied_at
        ),
        denied=frozenset(normalise_word(words[place]) for place in denied_at),
        is_negated=bool(negations),
        is_self_harm=_is_harm_followed_by(words, _REFLEXIVES),
        is_harm_by=_is_harm_followed_by(words, frozenset(["by"])),
        ordinals=tuple(_read_ordinals(words)),
    )


def are_opposed(claims: SentenceClaims, other: SentenceClaims) -> bool:
    """Return whether a sentence denies what the other says.

    Only one of them may have a negation: of two negated sentences the words do not tell what each
    denies.
    """
    return (
        _is_denial(claims, other)
        or _is_denial(other, claims)
        or any(
            _has_alone(claims, other, word, opposite) or _has_alone(other, claims, word, opposite)
            for word, opposite in _load_opposites()
        )
        or _are_ordinals_different(claims, other)
        or (claims.is_self_harm and other.is_harm_by and not other.is_self_harm)
        or (other.is_self_harm and claims.is_harm_by and not claims.is_self_harm)
    )


def _read_ordinals(words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the ordinal numbers of a sentence in digits, with the words that they may count."""
    for place, word in enumerate(words):
        is_split = word in _ORDINAL_ENDS and place > 0 and words[place - 1].isdecimal()
        if is_split or word in _ORDINAL_WORDS:
            number = words[place - 1] if is_split else str(_ORDINAL_WORDS.index(word) + 3)
            after = map(normalise_word, words[place + 1 : place + 1 + ORDINAL_REACH])
            yield number, frozenset(after) - load_stop_words()


def _are_ordinals_different(claims: SentenceClaims, other: SentenceClaims) -> bool:
    """Return whether two sentences count one thing by different ordinal numbers."""
    shared = {number for number, _ in claims.ordinals} & {number for number, _ in other.ordinals}
    return not shared and any(
        counted & counted_by_other
        for _, counted in claims.ordinals
        for _, counted_by_other in other.ordinals
    )


def _is_denial(claims: SentenceClaims, other: SentenceClaims) -> bool:
    """Return whether a sentence denies a word that the other asserts."""
    return not other.is_negated and bool((claims.denied - claims.asserted) & other.asserted)


def _has_alone(claims: SentenceClaims, other: SentenceClaims, word: str, opposite: str) -> bool:
    """Return whether a sentence has a word and not its opposite, and the other the reverse."""
    return (
        word in claims.asserted
        and opposite in other.asserted
        and opposite not in claims.asserted
        and word not in other.asserted
    )


def _is_negation(words: Sequence[str], place: int) -> bool:
    following = words[place + 1] if place + 1 < len(words) else ""
    if place > 0 and words[place - 1] in _load_negations("condition"):
        return False  # "dozens, if not hundreds"
    is_parted = following == "t" and words[place].endswith("n")  # "hadn ' t"
    is_listed = words[place] in _load_negations("word", "verb") or words[place].endswith("n't")
    return (is_listed or is_parted) and following not in _load_negations("exception")


def _find_denied(words: Sequence[str], negation: int) -> int:
    """Return the place of the word that a negation applies to; -1 if none follows it closely."""
    for place in range(negation + 1, min(negation + 1 + NEGATION_REACH, len(words))):
        word = words[place]
        if word in _ENDS or word[0].isdigit():
            return -1
        if (
            len(word) > 1
            and not word.endswith("ly")
            and normalise_word(word) not in load_stop_words()
        ):
            return place
    return -1


def _is_harm_followed_by(words: Sequence[str], followers: frozenset[str]) -> bool:
    return any(
        word in _HARMING and not followers.isdisjoint(words[place + 1 : place + 1 + AGENT_REACH])
        for place, word in enumerate(words)
    )


@cache
def _load_negations(*kinds: str) -> frozenset[str]:
    rows = read_rows("corpus", "negations.csv")
    return frozenset(row["word"] for row in rows if row["kind"] in kinds)


@cache
def _load_opposites() -> tuple[tuple[str, str], ...]:
    return tuple(
        (normalise_word(row["word"]), normalise_word(row["opposite"]))
        for row in read_rows("corpus", "opposites.csv")
    )
