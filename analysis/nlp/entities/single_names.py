"""Persons of one word: only evidence makes one of a word that the model takes for a person.

The model calls many words persons that it does not know: places, brands, teams, parts of longer
names. A word stays a person if the article has it in a fuller name, if a title, a noun for a person
or a clause with "who" is beside one of its uses, if it is the subject of a verb of saying, or if it
is a common given name or family name and no use speaks against it. Other words become what the text
beside them says, are dropped if they are common words of the article, and otherwise get the type
UNCLEAR: nobody is counted as a person who may be none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from analysis.entity_types import GPE, ORG, PERSON, PLACE_LABELS, UNCLEAR
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.token_ids import collect_word_ids
from analysis.word_lists import read_rows

_NOUN_TAGS = frozenset(("NN", "NNS"))
_SINGULAR_TAGS = frozenset(("NN", "NNP"))
_PLURAL_TAGS = frozenset(("NNS", "NNPS"))
_MODIFIERS = frozenset(("compound", "amod", "nmod"))
_PRONOUNS = frozenset(("he", "she", "his", "her", "him", "himself", "herself"))
#: Length of the longest abbreviation of a state ('Calif') and distance of a noun for a place from
#: the first of several names before it: 'Boon and Holt counties' (judgement).
_MAX_ABBREVIATION = 5
_MAX_PLACE_DISTANCE = 3


def settle_single_names(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Return the names; persons of one word keep that type only where something shows it.

    All uses of a word in the article get one type, unless they are dropped.
    """
    parts = {
        part
        for name in names
        if name.label == PERSON and len(name.span) > 1
        for part in person_names.fold(name.text).split()
    }
    uses: dict[str, list[Name]] = {}
    for name in names:
        if name.label == PERSON and len(name.span) == 1 and not _is_known(name.text, parts):
            uses.setdefault(name.text, []).append(name)
    if not uses:
        return list(names)
    settler = _Settler(doc, names, uses)
    labels = {text: settler.choose_label(text) for text in uses}
    return list(_with_labels(names, uses, labels))


def _with_labels(
    names: Sequence[Name], uses: dict[str, list[Name]], labels: dict[str, str]
) -> Iterator[Name]:
    """Yield the names with new labels; those with an empty one are dropped."""
    changed = {id(name) for uses_of_word in uses.values() for name in uses_of_word}
    for name in names:
        if id(name) in changed:
            if not labels[name.text]:
                continue
            name.label = labels[name.text]
        yield name


def _is_known(text: str, parts: set[str]) -> bool:
    """Whether a word is in a fuller name of the article, is listed, or has another type anyway."""
    folded = person_names.fold(text)
    is_family = text.endswith("s") and folded.removesuffix("s") in parts
    if folded in parts or is_family or folded.removesuffix("s") in _one_word_persons():
        return True
    return folded in _one_word_persons() or find_possible_country(text) is not None


class _Settler:
    """Finds the types of the words that an article uses as persons of one word."""

    def __init__(self, doc: Doc, names: Sequence[Name], uses: Mapping[str, Sequence[Name]]) -> None:
        """Collect what the article shows of its names.

        Args:
            doc: The article.
            names: Its names.
            uses: The uses of each word.
        """
        self._tokens = {text: [name.span[0] for name in names_] for text, names_ in uses.items()}
        self._lower_case = collect_word_ids(doc, doc.to_array("IS_LOWER") > 0)
        self._places = {name.span.end for name in names if name.label in PLACE_LABELS}
        self._bodies = {name.span.end: name for name in names if name.label == ORG}
        self._media = set(_iterate_media(self._bodies.values()))
        unsettled = {token.i for tokens in self._tokens.values() for token in tokens}
        #: The last tokens of names that are certainly persons'.
        self._persons = {name.span.root.i for name in names if name.label == PERSON} - unsettled
        self._persons |= {i for i in unsettled if _is_introduced(doc[i])}

    def choose_label(self, text: str) -> str:
        """Return the type of a word; empty if it is no name."""
        tokens = self._tokens[text]
        if text in _titles() and any(map(_is_abbreviated, tokens)):
            return ""  # 'Sgt' of 'Sgt. Boon'
        if label := self._find_stated_label(text, tokens):
            return label
        if self._is_person(text, tokens):
            return PERSON
        return "" if get_string_id(text.lower()) in self._lower_case else UNCLEAR

    def _find_stated_label(self, text: str, tokens: Sequence[Token]) -> str:
        """Return the type that the article states of a word; empty if it states none."""
        if any(map(self._is_acronym_of_body, tokens)):
            return ORG
        if any(_is_office(token) or _is_introduced(token) for token in tokens):
            return PERSON
        if text in self._media:
            return ORG
        for token in tokens:
            if _is_place_by_noun(token) or self._is_state_after_place(token):
                return GPE
            if _is_body_by_noun(token):
                return ORG
        return ""

    def _is_person(self, text: str, tokens: Sequence[Token]) -> bool:
        """Whether anything shows that a word is a person's name, and nothing that it is none."""
        if any(token.i and token.nbor(-1).lower_ in words("versus") for token in tokens):
            return False
        is_word = get_string_id(text.lower()) in self._lower_case
        is_plural = any(token.tag_ in _PLURAL_TAGS for token in tokens)
        if not (is_word or is_plural or text.isupper()) and any(map(self._is_acting, tokens)):
            return True
        if person_names.is_common_given_name(text):
            return not all(_is_at_place(token) or _is_of_thing(token) for token in tokens)
        folded = person_names.fold(text)
        forms = (folded, folded.removesuffix("s"))
        is_family_name = any(map(person_names.is_common_family_name, forms))
        is_else = all(_is_at_place(token) or _is_part(token) for token in tokens)
        return is_family_name and not is_word and not is_else

    def _is_acting(self, token: Token) -> bool:
        """Whether a use is that of a person: it says something, or 'he' or 'she' refers to it."""
        if token.dep_ == "nsubj" and token.head.lower_ in words("attributing"):
            return True
        others = [token.head] if token.dep_ == "conj" else []
        others += [child for child in token.children if child.dep_ == "conj"]
        return any(other.i in self._persons for other in others) or self._has_pronoun(token)

    def _has_pronoun(self, token: Token) -> bool:
        """Whether the first pronoun for a person after a subject can only mean it.

        The pronoun is in the same sentence, or begins the next one; no person is named before it.
        """
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return False
        end = token.sent.end
        if any(i in self._persons for i in range(token.sent.start, end)):
            return False
        following = token.doc[token.i + 1 : end + 1]
        return any(other.lower_ in _PRONOUNS for other in following)

    def _is_state_after_place(self, token: Token) -> bool:
        """Whether a word abbreviates the state of the place before it: 'Holt, Penn.'."""
        if token.i - 1 not in self._places or token.nbor(-1).text != ",":
            return False
        return _is_abbreviated(token) and len(token) <= _MAX_ABBREVIATION

    def _is_acronym_of_body(self, token: Token) -> bool:
        """Whether a word in brackets abbreviates the body before it: 'Boon Holt Office (BHO)'."""
        body = self._bodies.get(token.i - 1)
        if body is None or token.nbor(-1).text != "(":
            return False
        return organisation_names.is_acronym(token.text, body.text)


def _iterate_media(bodies: Iterable[Name]) -> Iterator[str]:
    """Yield the first words of names of media of several words: 'Boon' of 'Boon News'."""
    for body in bodies:
        if len(body.span) > 1 and body.span[-1].lower_ in words("media name"):
            yield body.span[0].text


@cache
def _one_word_persons() -> frozenset[str]:
    """Return the words that name one person wherever they stand: 'napoleon'."""
    return frozenset(row["name"] for row in read_rows("nlp", "one_word_persons.csv"))


@cache
def _titles() -> frozenset[str]:
    """Return the titles as written."""
    return frozenset(row["title"] for row in read_rows("nlp", "titles.csv"))


def _is_abbreviated(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().text == "."


def _is_office(token: Token) -> bool:
    """Whether a word names the holder of an office: 'the Queen'."""
    before = token.nbor(-1) if token.i else None
    has_article = before is not None and before.lower_ == "the" and before.head == token
    return has_article and _kind(token) == "person"


def _is_place_by_noun(token: Token) -> bool:
    """Whether a noun for a place is beside a name.

    'The Boon region', 'Boon and Holt counties', 'her town, Boon', 'the city of Boon'.
    """
    head = token.head
    if token.dep_ in _MODIFIERS and head.i > token.i and head.lemma_.lower() in words("place"):
        return head.tag_ in (*_NOUN_TAGS, "NNPS") and head.i - token.i <= _MAX_PLACE_DISTANCE
    if token.dep_ == "appos" and head.tag_ == "NN" and head.lemma_.lower() in words("place"):
        return True
    is_object = token.dep_ == "pobj" and head.lower_ == "of" and head.i + 1 == token.i
    return is_object and head.head.lemma_.lower() in words("place")


def _is_body_by_noun(token: Token) -> bool:
    """Whether a noun for a body is beside a name: 'energy company Boon', 'the bank, Boon,'."""
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    if before is not None and before.is_lower and before.tag_ == "NN":
        is_beside = before.head == token or (token.dep_ == "appos" and token.head == before)
        if is_beside and _kind(before) == "organisation":
            return True
    if token.dep_ == "appos" and token.head.tag_ == "NN" and _kind(token.head) == "organisation":
        return True
    return any(
        child.dep_ == "appos"
        and child.i > token.i
        and child.tag_ == "NN"
        and _kind(child) == "organisation"
        for child in token.children
    )


def _kind(token: Token) -> str:
    noun = nouns().get(token.lemma_.lower())
    return "" if noun is None else noun.kind


def _is_introduced(token: Token) -> bool:
    """Whether a title, a noun for a person or a clause with "who" is beside a name."""
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    if before is not None:
        if before.text[0].isupper() and _is_title(before.text, token.text):
            return True
        is_noun = before.is_lower and before.tag_ in _SINGULAR_TAGS and _kind(before) == "person"
        is_named = before.lower_ in words("naming") and _kind(before.head) == "person"
        is_beside = before.head == token or token.head == before
        is_beside |= token.dep_ == "poss" and before.head == token.head  # 'my son Boon's life'
        if is_named or (is_noun and is_beside):
            return True
    if token.dep_ == "appos" and _kind(token.head) == "person" and token.head.is_lower:
        return True
    if token.dep_ == "poss" and token.head.lower_ in words("relative"):
        return True
    if token.dep_ == "compound" and token.head.lemma_.lower() in words("kin"):
        return True
    return token.dep_ != "pobj" and any(map(_is_of_person, token.children))


def _is_title(word: str, name: str) -> bool:
    """Whether a word is a title before a name, as in 'Mr. Boon', 'King Boon', 'Justices Boon'."""
    return any(
        person_names.strip_title(f"{title} {name}") == name
        or person_names.parse_name(f"{title} {name}").is_regnal
        for title in (word, word.removesuffix("s"))
    )


def _is_of_person(child: Token) -> bool:
    """Whether what follows a name says that it is a person: ', a lawyer', ', who left'."""
    if child.dep_ == "appos":
        return child.tag_ in _SINGULAR_TAGS and _kind(child) == "person"
    return child.dep_ == "relcl" and any(token.lower_ in ("who", "whom") for token in child.lefts)


def _is_of_thing(token: Token) -> bool:
    """Whether a word says more of a common noun for no person: 'Boon students'."""
    head = token.head
    is_before_noun = token.dep_ in _MODIFIERS and head.i > token.i and head.tag_ in _NOUN_TAGS
    return is_before_noun and _kind(head) != "person"


def _is_at_place(token: Token) -> bool:
    """Whether a word is where something is ('at Boon', 'an Oscar' is none either)."""
    if (
        token.dep_ == "pobj"
        and token.head.i + 1 == token.i
        and token.head.lower_ in words("before a place")
    ):
        return True
    before = token.nbor(-1) if token.i else None
    is_counted = before is not None and before.lower_ in ("a", "an") and before.head == token
    return is_counted and token.dep_ not in _MODIFIERS


def _is_part(token: Token) -> bool:
    """Whether a capitalised word before belongs to a name: 'Library' of 'the Boon Library'."""
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    return (
        before is not None
        and before.is_title
        and before.head == token
        and (before.dep_ in _MODIFIERS)
    )
