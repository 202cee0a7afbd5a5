"""Names of persons freed from words that the model took into them.

The model reads a capital letter as part of the name beside it: 'Will Brandt resign', 'Without
Brandt', 'Brandt Says Budget', 'Brandt Memos'. A word is removed where its part of speech shows that
it is none of a name, or where the article has the name without it.
"""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from analysis.entity_types import NORP, ORG, PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.token_ids import collect_word_ids

#: Parts of speech of words that are in no name, where they begin a sentence or are within a name.
_CLOSED = frozenset(("ADP", "AUX", "CCONJ", "DET", "PRON", "SCONJ", "NUM"))
#: Tags of verbs that end a name in a headline: 'Brandt Says Budget', 'Brandt Are'.
_VERB_TAGS = frozenset(("MD", "VBD", "VBP", "VBZ"))
#: Tags of nouns in the plural.
_PLURAL_TAGS = frozenset(("NNS", "NNPS"))
#: What stands between whoever speaks and the words: 'Said Brandt, "…"'.
_BEFORE_QUOTES = ",:"
#: Number of tokens of a word and the body after it: 'Brandt Democrats'.
_WORD_AND_BODY = 2
#: Minimum length (letters) of a word in capitals that ends no name: 'Brandt MORE'.
_MIN_CAPITALS = 4
#: What such a word is not: initials ('H.W.') or a number ('XXIII').
_NO_WORD = re.compile(r"[^A-Z]|^[IVXLC]+$")


def mend_person_names(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names, those of persons without words that are no part of them."""
    names = list(names)
    titled = set(_iterate_titled_surnames(names))
    names = [part for name in names for part in _split_surname_alone(name, titled)]
    full_names, surnames = _collect_known_names(names)
    others = {name.text for name in names if name.label != PERSON}
    known_names = surnames | {e for text in full_names for e in _iterate_endings(text)}
    in_lower_case = _collect_lower_case(names)
    for name in names:
        if name.label == PERSON and _is_office_of_place(name.span):
            continue
        if name.label == PERSON and (label := _find_label_of_end(name.span)):
            last = name.span[-1:]
            yield Name(last.start_char, name.end, _text(last), label, last)
            continue
        if name.label != PERSON or len(name.span) == 1 or "\n" in name.text:
            yield _find_person_in_body(name, full_names)
            continue
        span = _drop_verb_of_saying(name.span, full_names)
        span = _drop_by_part_of_speech(span)
        span = _drop_other_name(span, full_names, others)
        span = _drop_common_noun(span, known_names, in_lower_case)
        if len(span) == len(name.span):
            yield name
        else:
            yield Name(span.start_char, span.end_char, _text(span), PERSON, span)


def _iterate_titled_surnames(names: Iterable[Name]) -> Iterator[str]:
    """Yield the words alone before which the article has a title: 'Mr. Brandt'."""
    for name in names:
        if name.label != PERSON or len(name.span) > 1 or name.span.start == 0:
            continue
        titled = f"{name.span[0].nbor(-1).text} {name.text}"
        is_titled = person_names.strip_title(titled) == name.text
        if is_titled and not person_names.is_common_given_name(name.text):
            yield name.text


def _split_surname_alone(name: Name, titled: set[str]) -> Iterator[Name]:
    """Yield a surname that stands alone elsewhere, and what runs into it.

    'Brandt Ada Boon' is Brandt and Ada Boon; 'Brandt Democrats' and 'Brandt Norway' are no persons.
    """
    if name.label != PERSON or not titled:
        yield name
        return
    span = name.span
    first = span[0].text
    is_surname_first = person_names.parse_name(name.text).surname == person_names.fold(first)
    if first not in titled or is_surname_first or len(span) == 1:
        yield name
        return
    rest = span[1:]
    if len(rest) > 1 and person_names.is_common_given_name(rest[0].text):
        yield Name(name.start, span[:1].end_char, first, PERSON, span[:1])
        yield Name(rest.start_char, name.end, _text(rest), PERSON, rest)
    elif _is_other_than_surname(_text(rest)):
        yield Name(name.start, span[:1].end_char, first, PERSON, span[:1])
    else:
        yield name


def _is_other_than_surname(text: str) -> bool:
    is_listed = bool(organisation_names.find_listed_name(text))
    return is_listed or find_possible_country(text, PERSON) is not None


def _collect_known_names(names: Iterable[Name]) -> tuple[set[str], set[str]]:
    """Return the full names of the article, and the words that stand for a person alone."""
    persons = [name for name in names if name.label == PERSON]
    full_names = {name.text for name in persons if person_names.parse_name(name.text).is_full}
    surnames = {person_names.parse_name(text).surname for text in full_names}
    alone = {name.text for name in persons if person_names.fold(name.text) in surnames}
    return full_names, alone


def _iterate_endings(full_name: str) -> Iterator[str]:
    """Yield a name, and its last words: 'Ada Boon Ray', 'Boon Ray'; at least two words."""
    words_of_name = full_name.split()
    for start in range(len(words_of_name) - 1):
        yield " ".join(words_of_name[start:])


def _is_office_of_place(span: Span) -> bool:
    """Whether words name an office and nobody: 'County Sheriff', 'State Senator'."""
    *before, last = span
    noun = nouns().get(last.lower_)
    is_office = noun is not None and noun.kind == "person" and bool(before)
    return is_office and all(token.lower_ in words("place") for token in before)


def _find_label_of_end(span: Span) -> str:
    """Return the label of a party's members or a network after one word; empty if there are none.

    'Boon Democrats', 'Secret Facebook'; but 'Ada Facebook' would be somebody, and the 'Log Cabin
    Republicans' are a body. A person whose surname stands before a party is found by it.
    """
    last = span[-1]
    if len(span) != _WORD_AND_BODY or not last.text[0].isupper():
        return ""
    if last.tag_ in _PLURAL_TAGS and last.lower_ in words("party name"):
        return NORP
    is_network = last.lower_ in words("platform") and not person_names.is_given_name(span[0].text)
    return ORG if is_network else ""


def _find_person_in_body(name: Name, full_names: set[str]) -> Name:
    """Return 'Ada Boon' for the body 'Republican Ada Boon', if the article names her elsewhere.

    'Friends of Ada Boon' is a body.
    """
    span = name.span
    for start in range(1, len(span) - 1) if name.label == ORG else ():
        rest = span[start:]
        if _text(rest) in full_names and span[start - 1].is_title:
            return Name(rest.start_char, name.end, _text(rest), PERSON, rest)
    return name


def _drop_verb_of_saying(span: Span, full_names: set[str]) -> Span:
    """Return 'Brandt' for 'Said Brandt, "…"', if the article has a full name that ends so."""
    first, *_, last = span
    following = span.doc[span.end : span.end + 1].text
    is_before_quote = bool(following) and following in _BEFORE_QUOTES
    if not (_is_sentence_start(span) and is_before_quote and first.lower_ in words("attributing")):
        return span
    surname = person_names.fold(last.text)
    parsed = (person_names.parse_name(text) for text in full_names)
    is_known = any(
        name.surname == surname and person_names.fold(first.text) not in name.given_names
        for name in parsed
    )
    return span[1:] if is_known else span


def _drop_by_part_of_speech(span: Span) -> Span:
    """Return a name without words whose part of speech is that of no name."""
    while len(span) > 1 and _is_sentence_start(span) and span[0].pos_ in _CLOSED:
        span = span[1:]
    for number, token in enumerate(span[1:], start=1):
        is_of_place = number == 1 and token.lower_ == "of"  # 'George of Cambridge'
        if _is_name_end(token) and not is_of_place:
            return _strip_punctuation(span[:number])
    return span


def _strip_punctuation(span: Span) -> Span:
    while len(span) > 1 and span[-1].is_punct:
        span = span[:-1]
    return span


def _is_sentence_start(span: Span) -> bool:
    token = span[0]
    return bool(token.is_sent_start) or (token.i > 0 and token.nbor(-1).is_punct)


def _is_name_end(token: Token) -> bool:
    """Whether a word after the first of a name is none of the name."""
    if token.text in {"-", "–", "—"}:
        return bool(token.i and token.nbor(-1).whitespace_)
    if token.is_upper and len(token.text) >= _MIN_CAPITALS and not _NO_WORD.search(token.text):
        return not token.nbor(-1).is_upper
    is_capitalised = token.text[0].isupper()
    is_function_word = token.lower_ in words("function") and token.pos_ in _CLOSED
    return is_function_word or (is_capitalised and token.tag_ in _VERB_TAGS) or token.is_digit


def _drop_other_name(span: Span, full_names: set[str], others: set[str]) -> Span:
    """Return a known full name without the name of something else before it.

    'Reuters Ada Boon' where Ada Boon is named elsewhere, and Reuters is listed or named too. An
    adjective ('Poor Ada Boon') and a plural are no part of the name either, nor is any word that
    is nobody's given name before one that is ('Crooked Ada Boon').
    """
    for start in range(1, len(span) - 1):
        before, rest = _text(span[:start]), _text(span[start:])
        is_other = before in others or bool(organisation_names.find_listed_name(before))
        is_other |= span[start - 1].tag_ in _PLURAL_TAGS or span[start - 1].pos_ == "ADJ"
        is_other |= _is_before_given_name(span, start)
        if rest in full_names and is_other:
            return span[start:]
    return span


def _is_before_given_name(span: Span, start: int) -> bool:
    """Whether a given name begins at a token, and none before it, nor an initial."""
    return person_names.is_common_given_name(span[start].text) and not any(
        person_names.is_common_given_name(token.text) or len(token.text.strip(".")) == 1
        for token in span[:start]
    )


def _drop_common_noun(span: Span, known_names: set[str], in_lower_case: set[int]) -> Span:
    """Return a known name without a noun after it: 'Brandt Memos'.

    The noun is a plural, or a last word that the article has in lower case.
    """
    for end in range(len(span) - 1, 0, -1):
        is_last = end == len(span) - 1
        is_common = span[end].tag_ in _PLURAL_TAGS
        is_common |= is_last and span[end].lower in in_lower_case
        if is_common and _text(span[:end]) in known_names:
            return span[:end]
    return span


def _collect_lower_case(names: Iterable[Name]) -> set[int]:
    """Return the numbers of the words of the article that have the form of their lower case."""
    docs = {id(name.span.doc): name.span.doc for name in names}
    in_lower_case: set[int] = set()
    for doc in docs.values():
        in_lower_case |= collect_word_ids(doc, doc.to_array("ORTH") == doc.to_array("LOWER"))
    return in_lower_case


def _text(span: Span) -> str:
    return str(span.doc._.text[span.start_char : span.end_char])
