"""Which kind of pronoun refers to what, and which pronouns refer to nothing."""

from spacy.tokens import Token

from analysis.entity_types import NORP, PERSON, PLACE_LABELS
from analysis.nlp.coref.genders import GENDERS
from analysis.nlp.coref.referents import SUBJECTS, THING_LABELS, ReferentKind
from analysis.nlp.lexicon import words

FIRST_PERSON = frozenset(("i", "me", "my", "mine", "myself"))
_THINGS = frozenset(("it", "its", "itself"))
_SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves"))
PRONOUNS = FIRST_PERSON | _THINGS | _SEVERAL | GENDERS.keys()
#: Pronouns that mean the noun before their clause.
RELATIVE_PRONOUNS = frozenset(("who", "which", "that", "whom"))
#: Prepositions of place: 'in Norway' is taken up by 'there', not by 'it'.
_LOCATIVE = frozenset(("in", "at", "near", "from", "inside", "outside", "across", "throughout"))
#: Relations of what makes clear by itself to whom a description refers: 'the president of …'.
_SPECIFYING = ("relcl", "acl", "prep", "appos")


def kind_of_name(token: Token, label: str) -> ReferentKind | None:
    """Return by which kind of pronoun a name is taken up; None for none."""
    if label == PERSON:
        return ReferentKind.PERSON
    if token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE and label in PLACE_LABELS:
        return None
    if label == NORP:
        return ReferentKind.SEVERAL if token.tag_ in ("NNS", "NNPS") else None
    return ReferentKind.THING if label in THING_LABELS else None


def kind_of_pronoun(token: Token) -> ReferentKind:
    """Return what kind of referent a pronoun in the third person has."""
    if token.lower_ in GENDERS:
        return ReferentKind.PERSON
    return ReferentKind.THING if token.lower_ in _THINGS else ReferentKind.SEVERAL


def find_governor(token: Token) -> Token:
    """Return the token on which a noun phrase depends, by its head or the head of a series."""
    while token.dep_ in ("appos", "compound", "conj") and token.head != token:
        token = token.head
    return token.head


def is_expletive(token: Token) -> bool:
    """Return whether 'it' refers to nothing: 'it is clear that', 'it seems', 'it rained'."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in ("seem", "appear", "rain", "snow", "happen"):
        return True
    if token.dep_ not in SUBJECTS or verb.lemma_ != "be":
        return False
    after = [child for child in verb.children if child.i > verb.i]
    if any(child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") for child in after):
        return True
    inner = [c for child in after if child.dep_ in ("acomp", "attr") for c in child.children]
    return any(c.dep_ in ("ccomp", "xcomp", "relcl", "acl", "prep") for c in inner)


def is_specifying(child: Token) -> bool:
    """Return whether a word after a noun tells whom the noun means: 'the president of …'.

    So does an office of the same bearer ('the president and chief executive'), but not another
    person or people: 'the president and his aides', 'the president and voters'.
    """
    if child.dep_ == "prep" and child.lower_ in words("of a time"):
        return False  # 'met the minister over Easter'
    if child.dep_ != "conj":
        return child.dep_ in _SPECIFYING
    has_determiner = any(left.dep_ in ("det", "poss") for left in child.lefts)
    return not (has_determiner or child.tag_ in ("NNS", "NNP", "NNPS"))
