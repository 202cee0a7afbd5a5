"""What a pronoun may refer to, and the pronouns in the third person themselves."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from spacy.tokens import Token

from analysis.entity_types import Trait, labels_with

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
#: Relations of the subjects and objects of a verb.
ARGUMENTS = (*SUBJECTS, "dobj", "dative", "pobj")
#: Labels of names to which 'it' can refer.
THING_LABELS = frozenset(labels_with(Trait.IT))


class ReferentKind(Enum):
    """What kind of pronoun refers to something: 'he' or 'she', 'it', or 'they'."""

    PERSON = auto()
    THING = auto()
    SEVERAL = auto()


class Referent(NamedTuple):
    """Something to which a pronoun may refer.

    Attributes:
        token: The head of its phrase.
        verb: The position of the token on which the phrase depends.
        sentence: The number of its sentence.
        key: The key of its entity; empty when it has no name.
        kind: By which kind of pronoun it is referred to; None for none.
        gender: m or f; empty when unknown.
        is_subject: Whether it is the subject of its clause.
        is_quoted: Whether it is between quotation marks.
        is_introduced: Whether the text names its entity here for the first time.
        is_reported: Whether it is in what somebody else says, and does not speak itself.
        candidates: Whom a pronoun may mean that is not resolved; see
            :class:`analysis.nlp.coref.antecedent_weights.Antecedent`.
    """

    token: Token
    verb: int
    sentence: int
    key: str
    kind: ReferentKind | None
    gender: str
    is_subject: bool
    is_quoted: bool
    is_introduced: bool = False
    is_reported: bool = False
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in the third person.

    Attributes:
        token: Its token.
        kind: The kind of referent.
        gender: m or f; empty when it has none.
        sentence: The number of its sentence.
        is_quoted: Whether it is between quotation marks.
        speaker: The key of the person who says it in a quote; empty when there is none.
        ancestors: The positions of the tokens on which it depends, directly or not.
        content: Start and end of what it says, where it names the speaker of a quote or the holder
            of an attitude; None elsewhere. Nobody speaks of oneself by name.
    """

    token: Token
    kind: ReferentKind
    gender: str
    sentence: int
    is_quoted: bool
    speaker: str
    ancestors: frozenset[int]
    content: tuple[int, int] | None = None

    @property
    def is_reflexive(self) -> bool:
        """Whether it refers to an argument of its own verb: 'himself'."""
        return self.token.lower_.endswith(("self", "selves"))

    @property
    def is_argument(self) -> bool:
        """Whether it is a subject or object."""
        return self.token.dep_ in ARGUMENTS
