"""Where a name starts and ends within what a model labels: without article, title, possessive."""

import re
from itertools import pairwise

from spacy.tokens import Token

from analysis.entity_types import PERSON, Trait, labels_with
from analysis.nlp.entities import person_names
from analysis.nlp.lexicon import nouns, words

#: Labels with which the model may include the noun before a person's name.
_SWALLOWS_ROLE = frozenset(labels_with(Trait.SWALLOWS_ROLE))
_EDGES = " \t\r\n\"'`“”‘’.,;:()[]-–—•|"
_POSSESSIVE = re.compile(r"['’]s?$")
_ENDS_IN_INITIAL = re.compile(r"(?:^|[.\s])\w\.$")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
#: Names whose article is part of them.
_OWN_ARTICLE = re.compile(r"The [A-Z]\w+$|The New|The Wall|The Wash")
#: Words in capitals that run into a name: 'NO SHOW KATIE Katie Price', 'CLOSE Ann Lee'.
_CAPITALS = re.compile(r"(?:[A-Z]{4,} |(?:[A-Z][A-Z'’&-]+ ){2,})(?=[A-Z][a-z]\w+ [A-Z][a-z])")
_FULL_NAME = re.compile(r"[A-Z][a-z]\w+(?: [A-Z][\w.'’-]+){1,2}")
_WORD = re.compile(r"\S+")
_TWICE = re.compile(r"(?P<name>.+) (?P=name)$", re.DOTALL)


def trim_entity_span(text: str, start: int, end: int, label: str) -> tuple[int, int, str] | None:
    """Return where the name itself starts and ends, and its label, or None when it is no name.

    Args:
        text: The article.
        start: The first character of what the model labels.
        end: One past its last, on the same line.
        label: The model's label. A person behind a noun for one is a person: 'Model Ann Lee'.
    """
    start, end = _without_edges(text, start, end)
    if capitals := _CAPITALS.match(text, start, end):
        start = capitals.end()
    if (behind := _behind_role(text, start, end, label)) > start:
        start, label = behind, PERSON
    if label == PERSON:
        end = _before_repetition(text, start, end)
        start += max(text[start:end].find(person_names.strip_title(text[start:end])), 0)
    lead = _ARTICLE.match(text, start, end)
    if lead and not _OWN_ARTICLE.match(text, start, end):
        start = lead.end()
    tail = _POSSESSIVE.search(text, start, end)
    if tail and end - start > 3:
        end = tail.start()
    name = text[start:end]
    if name.count("(") != name.count(")"):
        end = start + len(name[: max(name.find("("), 0)].rstrip())
    if twice := _TWICE.match(text, start, end):
        end = twice.end("name")
    name = text[start:end]
    if not any(c.isalpha() for c in name) or (label == PERSON and name.islower()):
        return None
    return None if "@" in name or "http" in name or name[0] == "#" else (start, end, label)


def is_role(token: Token) -> bool:
    """Whether a word says what somebody is: a noun for a person, or a title ('Sen.')."""
    if token.ent_type_ == PERSON:
        return False
    noun = nouns().get(token.lemma_.lower())
    if noun is not None:
        return noun.kind == "person"
    if token.pos_ != "PROPN" or token.lower_.strip(".") in words("honorific"):
        return False
    return person_names.strip_title(f"{token.text} Ann Lee") == "Ann Lee"


def _behind_role(text: str, start: int, end: int, label: str) -> int:
    """Where a name starts behind a noun for a person: 'Twitter comedian Ann', 'Model Ann Lee'."""
    if label not in _SWALLOWS_ROLE:
        return start
    parts = list(_WORD.finditer(text, start, end))
    for role, first in reversed(list(pairwise(parts))):
        noun = nouns().get(role.group().lower())
        if noun is None or noun.kind != "person":
            continue
        rest = text[first.start() : end]
        if (
            label == PERSON
            and person_names.parse_name(rest).key
            and not person_names.parse_name(f"A B {rest}").suffix
        ):
            return first.start()
        if _FULL_NAME.fullmatch(rest):
            return first.start()
    return start


def _before_repetition(text: str, start: int, end: int) -> int:
    """Where a name ends whose last word is written twice: 'Ann Lee Lee'; 'Omar Ali Omar' is one."""
    parts = list(_WORD.finditer(text, start, end))
    twice = len(parts) > 2 and parts[-1].group() == parts[-2].group()
    return parts[-2].end() if twice else end


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        if text[start] in "([" and {"(": ")", "[": "]"}[text[start]] in text[start:end]:
            break
        start += 1
    while start < end and text[end - 1] in _EDGES:
        if text.endswith(("Jr.", "Sr."), start, end) or _ENDS_IN_INITIAL.search(text[start:end]):
            break
        end -= 1
    return start, end
