"""Trimming of the model's entities to the name: without article, role noun or possessive."""

import re
from itertools import pairwise

from spacy.tokens import Token

from analysis.entity_types import GPE, ORG, PERSON, Trait, labels_with
from analysis.nlp.entities import person_names
from analysis.nlp.entities.countries import find_country
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.lexicon import nouns, words

#: Labels with which the model may include the noun before a person's name.
_LABELS_WITH_ROLE = frozenset(labels_with(Trait.SWALLOWS_ROLE))
#: Characters that are no part of a name at its start or end.
_EDGES = " \N{NO-BREAK SPACE}\t\r\n\"'`“”‘’.,;:()[]-–—•|&/<>*"
_CLOSING_BRACKETS = {"(": ")", "[": "]"}
_POSSESSIVE = re.compile(r"['’]s?$")
#: Maximum length of a name whose last apostrophe stays: too short to be a name and a possessive.
_MAX_LENGTH_WITH_APOSTROPHE = 3
_ENDS_IN_INITIAL = re.compile(r"(?:^|[.\s])\w\.$")
_ENDS_IN_SUFFIX = ("Jr.", "Sr.")
_ARTICLE = re.compile(r"(?:[Tt]he|THE|[Aa]n?|this|that|these|those|all|both)\s+")
#: What somebody believes, which names nobody: 'anti-Semitism'.
_PREFIXED_DOCTRINE = re.compile(r"(?:anti|ex|mid|non|post|pre|pro)-[A-Z][a-z]+ism")
#: A prefix that is no part of a name: 'pro-Kremlin', 'anti-Brandt'.
_PREFIX = re.compile(r"(?:anti|ex|mid|non|post|pre|pro|then)-(?=[A-Z])")
#: A word that is no given name: the movement 'Never Trump' is against Trump, whom it names.
_NEVER = re.compile(r"Never (?=[A-Z])")
#: A number that runs on from a name: 'Ann Lee2020'.
_RUN_ON_NUMBER = re.compile(r"[a-z]{2}\d")
#: What follows a person's name in a list; a suffix ('Ray Boon, Jr.') belongs to the name.
_LISTED = re.compile(r", (?!(?:Jr|Sr|I{1,3}|IV)\b)")
#: The network X at the end of a sentence, and the number of characters before it.
_AFTER_X = re.compile(r"\b(?:[Oo]n|via|to|from) X\. $")
_BEFORE_X = 5
#: What follows a word of a name that is cut off: 'Mar-a-Lago'.
_HYPHENATED_ON = re.compile(r"-[a-z]{1,3}-[A-Z]")
#: The number of a channel after a name for it: 'DISH Ch. 349'.
_CHANNEL = re.compile(r"\.? ?\d")
#: Names whose article is part of them.
_OWN_ARTICLE = re.compile(r"The [A-Z]\w+$|The New|The Wall|The Wash")
#: Words in capitals that run into a name: 'NO SHOW KATIE Katie Price', 'CLOSE Ann Lee'.
_CAPITALS = re.compile(r"(?:[A-Z]{4,} |(?:[A-Z][A-Z'’&-]+ ){2,})(?=[A-Z][a-z]\w+ [A-Z][a-z])")
_FULL_NAME = re.compile(r"[A-Z][a-z]\w+(?: [A-Z][\w.'’-]+){1,2}")
#: Up to four more words, and a last one that runs into another.
_FORMAL_NAME = re.compile(
    r"(?: [A-Z(][\w.)'’-]*){0,4}? ([A-Z][\w'’-]+[a-z])(?=[A-Z][A-Za-z]|20\d\d\b)"
)
#: A syllable after a hyphen that ends a word.
_SYLLABLE = re.compile(r"-[a-z]{1,5}(?![\w-])")
#: A word after a space that runs into another: 'LeeThe'.
_RUN_ON = re.compile(r"(?<= )([A-Z][\w'’-]+[a-z]{2})(?=[A-Z][A-Za-z]|20\d\d\b)")
_WORD = re.compile(r"\S+")
_TWICE = re.compile(r"(?P<name>.+) (?P=name)$", re.DOTALL)
#: A name that begins anew and runs on: 'Ann Lee Ann Lee2020'.
_TWICE_RUN_ON = re.compile(r"(?P<name>.+) (?P=name)(?=[A-Z]|\d)")
#: A name that repeats its last words; 'Lee Lee' is one.
_REPEATED = re.compile(r"(?P<name>\S.* (?P<last>\S+(?: \S+){0,3})) (?P=last)$")
#: What begins a list of pictures or films that runs into a name.
_LABEL_OF_LIST = re.compile(r" (?:Photos|Pictures|Videos?)$")
#: A credit: the agency of pictures alone, or after a full name and a slash.
_CREDIT = re.compile(r"(?:\S+ .*|AFP)/(?:AP|AFP|Contributed|EPA|Getty|Handout|Shutterstock)\b")
_GETTY = re.compile(r"Getty(?: Images?\b.+)?$")


def trim_entity_span(text: str, start: int, end: int, label: str) -> tuple[int, int, str] | None:
    """Return where the name itself starts and ends, and its label, or None when it is no name.

    Args:
        text: The article.
        start: The first character of the model's entity.
        end: One past its last, on the same line.
        label: The model's label. A person after a noun for one is a person: 'Model Ann Lee'.
    """
    start, end = _strip_edges(text, start, end)
    if _PREFIXED_DOCTRINE.fullmatch(text, start, end):
        return None
    if _is_page_furniture(text, start, end, label):
        return None
    start, label = _skip_prefix(text, start, end, label)
    if (after_role := _skip_role(text, start, end, label)) > start:
        start, label = after_role, PERSON
    end = _drop_repeated_words(text, start, _drop_open_bracket(text, start, end))
    end = _drop_label_of_list(text, start, end)
    if label == ORG and ": " in text[start:end]:
        return None  # 'Overnight Health Care: Weber'
    if label == PERSON:
        start = never.end() if (never := _NEVER.match(text, start, end)) else start
        end = _add_syllable(text, start, _drop_listed(text, start, end))
        end = _drop_formal_name(text, start, end)
        start = _skip_lower_case(text, start, end)
        if (before_run_on := _drop_run_on(text, start, end)) is None:
            return None
        end = before_run_on
        start += max(text[start:end].find(person_names.strip_title(text[start:end])), 0)
    article = _ARTICLE.match(text, start, end)
    if article and not _OWN_ARTICLE.match(text, start, end):
        start, end = _strip_edges(text, article.end(), end)  # 'the "Late Show'
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and end - start > _MAX_LENGTH_WITH_APOSTROPHE:
        start, end = _strip_edges(text, start, possessive.start())
    end = _drop_open_bracket(text, start, end)
    if twice := _TWICE.match(text, start, end):
        end = twice.end("name")
    return (start, end, label) if _is_name(text[start:end], label) else None


def _is_page_furniture(text: str, start: int, end: int, label: str) -> bool:
    """Whether a name is a hashtag, a photo credit, a channel, a code or a part of a word.

    'Email Sign' is none before 'Up'. A code is a person's name with a digit that is no listed
    organisation ('COVID-19').
    """
    name = text[start:end]
    if text[max(start - 1, 0)] in "#@" or re.match(r"\w\]\w", name):
        return True
    if _HYPHENATED_ON.match(text, end):
        return True
    if name.endswith(" Ch") and _CHANNEL.match(text, end):
        return True
    if name.endswith(" Sign") and text.startswith(" Up", end):
        return True
    is_listed = find_listed_name(name) or person_names.fold(name) in words("name of an event")
    is_code = label == PERSON and any(c.isdigit() for c in name) and not is_listed
    is_code &= not _RUN_ON_NUMBER.search(name)
    return is_code or _is_credit(text, start, end, label)


def _is_credit(text: str, start: int, end: int, label: str) -> bool:
    """Whether a name credits a picture: to an agency, or as 'Ann Lee/Reuters' to a person."""
    name = text[start:end]
    if _GETTY.match(name) or _CREDIT.match(name):
        return True
    credited, slash, _ = text[start : end + 1].partition("/")
    is_credited = bool(slash) and " " in credited.strip()
    return label == PERSON and (is_credited or name.startswith("Getty Images"))


def _skip_prefix(text: str, start: int, end: int, label: str) -> tuple[int, str]:
    """Return where a name starts after a prefix, words in capitals or the network 'X.'.

    Its label is returned too: what is left of 'pro-Norway' is a place, whoever it was taken for.
    """
    if _AFTER_X.search(text, max(start - _BEFORE_X, 0), start + len("X. ")):
        start += len("X. ")  # 'wrote on X. Ann Lee replied'
    for before_name in (_PREFIX, _CAPITALS):
        if match := before_name.match(text, start, end):
            start = match.end()
            is_country = label == PERSON and find_country(text[start:end]) is not None
            label = GPE if is_country else label
    return start, label


def _drop_open_bracket(text: str, start: int, end: int) -> int:
    """Return where a name ends before a bracket that it does not close."""
    name = text[start:end]
    if name.count("(") == name.count(")"):
        return end
    return start + len(name[: max(name.find("("), 0)].rstrip())


def is_role(token: Token) -> bool:
    """Whether a word is a role of a person: a noun for a person, or a title ('Sen.')."""
    if token.ent_type_ == PERSON:
        return False
    noun = nouns().get(token.lemma_.lower())
    if noun is not None:
        return noun.kind == "person"
    return token.pos_ == "PROPN" and is_title(token)


def is_title(token: Token) -> bool:
    """Whether a word before a person's name is a title ('Sen.') and no honorific ('Mr.')."""
    if token.ent_type_ == PERSON or token.lower_.strip(".") in words("honorific"):
        return False
    return person_names.strip_title(f"{token.text} Ann Lee") == "Ann Lee"


def _is_name(name: str, label: str) -> bool:
    if not any(c.isalpha() for c in name) or (label == PERSON and name.islower()):
        return False
    return not ("@" in name or "http" in name or name[0] == "#")


def _drop_listed(text: str, start: int, end: int) -> int:
    """Return where a person's name ends before what follows it in a list: 'Boon, Ray Holt'."""
    listed = _LISTED.search(text, start, end)
    return listed.start() if listed else end


def _add_syllable(text: str, start: int, end: int) -> int:
    """Return where a name ends whose last syllable the model left out: 'Moon Jae-in'."""
    syllable = _SYLLABLE.match(text, end)
    if syllable is None:
        return end
    first_word = person_names.fold(text[start:end].split(maxsplit=1)[0])
    parsed = person_names.parse_name(text[start : syllable.end()])
    return syllable.end() if parsed.is_full and parsed.surname == first_word else end


def _drop_formal_name(text: str, start: int, end: int) -> int:
    """Return where a name ends before a formal name that runs into the next line of a page.

    'Joe Boon Joseph (Joe) BoonMayor', of which the model reads 'Joe Boon Joseph', is Joe Boon.
    """
    formal = _FORMAL_NAME.match(text, end)
    if formal is None:
        return end
    surname = re.compile(rf"(?<![\w-]){re.escape(formal.group(1))}(?= )")
    repeated = surname.search(text, start, end)
    return repeated.end() if repeated else end


def _drop_run_on(text: str, start: int, end: int) -> int | None:
    """Return where a name ends that runs into the next line of a page: 'Ann LeeThe Hill'.

    It runs on if its last word is elsewhere a word of its own. None if the whole name is not: a
    name that only such a line has ('Mary LeeThe Hill') may be cut off at its start too.
    """
    end = twice.end("name") if (twice := _TWICE_RUN_ON.match(text, start, end)) else end
    for run_on in _RUN_ON.finditer(text, start, end):
        if _has_word(text, run_on.group(1)):
            return run_on.end(1) if _has_word(text, text[start : run_on.end(1)]) else None
    return end


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _skip_role(text: str, start: int, end: int, label: str) -> int:
    """Return where a name starts after a noun for a person: 'Twitter comedian Ann'.

    A body may be named after a person with a title, so that two names that are known must follow:
    'Leeds Police Superintendent Ann Lee'.
    """
    if label not in _LABELS_WITH_ROLE and label != ORG:
        return start
    for word, next_word in reversed(list(pairwise(_WORD.finditer(text, start, end)))):
        noun = nouns().get(word.group().lower())
        if noun is None or noun.kind != "person":
            continue
        rest = text[next_word.start() : end]
        if label == ORG:
            given_name, _, family_name = rest.partition(" ")
            is_person = person_names.is_listed_full_name(given_name, family_name)
            return next_word.start() if is_person and word.start() > start else start
        is_suffix_alone = bool(person_names.parse_name(f"A B {rest}").suffix)
        if label == PERSON and person_names.parse_name(rest).key and not is_suffix_alone:
            return next_word.start()
        if _FULL_NAME.fullmatch(rest):
            return next_word.start()
    return start


def _drop_repeated_words(text: str, start: int, end: int) -> int:
    """Return where a name ends that repeats its last words: 'Ann Lee Lee', but 'Omar Ali Omar'."""
    repeated = _REPEATED.match(text, start, end)
    return repeated.end("name") if repeated else end


def _drop_label_of_list(text: str, start: int, end: int) -> int:
    """Return where a name ends before the beginning of the next line: 'Ann Lee Photos: …'."""
    label = _LABEL_OF_LIST.search(text, start, end)
    return label.start() if label and text[end : end + 1] == ":" else end


def _skip_lower_case(text: str, start: int, end: int) -> int:
    """Return where a person's name starts after other words: 'to call up Ann Lee'."""
    for word in _WORD.finditer(text, start, end):
        if not word.group().islower() or word.group() in person_names.particles():
            return word.start()
        if "-" in word.group():
            return start  # 'al-Bureij'
    return start


def _strip_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end without punctuation; brackets, suffixes and initials stay whole."""
    while start < end and text[start] in _EDGES:
        closing = _CLOSING_BRACKETS.get(text[start])
        if closing is not None and closing in text[start:end]:
            break
        start += 1
    while start < end and text[end - 1] in _EDGES:
        if text.endswith(_ENDS_IN_SUFFIX, start, end) or _ENDS_IN_INITIAL.search(text[start:end]):
            break
        end -= 1
    return start, end
