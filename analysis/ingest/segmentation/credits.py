"""Credits: who took a picture, or which agency or newspaper a text was taken from.

Each function examines a bounded part of a line, so that a long line costs no more. The numbers of
words and characters are judgements, made on the pages of many outlets.
"""

import re
from typing import Literal, NamedTuple

from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import (
    agencies,
    has_name_capitals,
    is_capitalized,
    trim_to_letters,
    words_in_list,
)

#: Characters at the end of a line in which a credit is searched,
_WINDOW = 220
#: in which the credit in brackets before another one is searched,
_BRACKET_WINDOW = 150
#: and in which a name before a slash is searched.
_SLASHED_WINDOW = 80
#: Longest line that is a credit without brackets.
_LONGEST_LINE_CREDIT = 90
#: Characters of a text in which agencies are searched.
_AGENCY_WINDOW = 80
#: Characters at the start of a line in which "From" or "Source" is searched.
_FROM_WINDOW = 40
#: Most words of the name of a newspaper,
_MOST_SOURCE_WORDS = 7
#: of a credit after the last sentence,
_MOST_FINAL_WORDS = 12
#: of a labelled credit in brackets,
_MOST_LABELLED_WORDS = 14
#: and of any other credit.
_MOST_CREDIT_WORDS = 20
#: Numbers of words of an agency's name at the start of a line that are tried.
_AGENCY_NAME_WORDS = (3, 2, 1)

_FROM = re.compile(r"(?:from|source|via|courtesy of)\b:?\s+(?=\S)", re.IGNORECASE)
_DESK_PHRASES = (
    "reporting by",
    "additional reporting",
    "editing by",
    "writing by",
    "with inputs from",
)
_FINAL_BRACKETS = re.compile(r"\s{0,3}(?:\(([^()]{2,140})\)|\[([^\[\]]{2,140})\])\s{0,3}$")
_BRACKETS = re.compile(r"\(([^()]{2,140})\)|\[([^\[\]]{2,140})\]")
_SENTENCE_END = re.compile(r"(?<!\s[A-Z])[.!?…][\"'”’)]{0,2}\s{1,3}(?=[A-Z])|\s\|\s")
_SLASHED_NAME = re.compile(
    r"(?<!\S)(?:[A-Z](?:\.|[\w'’-]{0,20})\s){0,2}[A-Z][\w.'’-]{0,20}\s?/\s?[A-Z][^.;!?]{1,40}$"
)
_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:(?:File\s|Stock\s)?Photo(?:graph)?s?|Photo\s?Credit|Image(?:s| Credit)?"
    r"|Pictures?|Illustration|Credit)(?:\s?:|\s(?:by|courtesy)\b)\s{0,2}(?=[A-Z@])"
)
_LABEL_WORDS = ("Photo", "Image", "Picture", "Illustration", "Credit")
_AGENCY_SEPARATOR = re.compile(r"[/,&|]|\s(?:and|via|for|by)\s|\sphoto\b", re.IGNORECASE)
_NAME_MARKS = str.maketrans("", "", " ./'’-,")

#: "picture" for "(KCNA via Reuters)", which closes captions; "agency" for "(Yonhap)", which closes
#: captions and articles; "desk" for "(Reporting by Ann Orr)".
CreditKind = Literal["picture", "agency", "desk"]


class Credit(NamedTuple):
    """A credit at the end of a line: where it starts in the line, and its kind."""

    start: int
    kind: CreditKind


def find_closing_credit(text: str) -> Credit | None:
    """Return the credit at the end of a line: "(Yonhap)", "(Bo Li/AFP)", "Photo: Bo Li"."""
    offset = max(0, len(text) - _WINDOW)
    tail = text[offset:]
    if tail[-1:] not in (")", "]"):
        return _find_unbracketed_credit(tail, offset)
    start = len(tail)
    kind: CreditKind | None = None
    while match := _FINAL_BRACKETS.search(tail, max(0, start - _BRACKET_WINDOW), start):
        bracketed_kind = _bracketed_kind(match.group(1) or match.group(2))
        if bracketed_kind is None:
            break
        if bracketed_kind == "agency" and match.group(2):
            bracketed_kind = "desk"  # "[Reuters]" names the source of an item in a round-up.
        start = match.start()
        kind = "picture" if "picture" in {bracketed_kind, kind} else bracketed_kind
    if kind is None:
        return _find_unbracketed_credit(tail, offset)
    start += len(tail[start:]) - len(tail[start:].lstrip())
    return Credit(offset + start, kind)


def find_bracketed_credits(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each bracketed credit in a caption, closing or not."""
    return [
        match.span()
        for match in _BRACKETS.finditer(text)
        if _bracketed_kind(match.group(1) or match.group(2))
    ]


def opening_agency_length(line: Line) -> int:
    """Return the length of an agency's name before other words: "Getty Images Crowds in Rome".

    It is 0 where no agency's name begins the line, or no word with a capital follows it.
    """
    for count in _AGENCY_NAME_WORDS:
        name = " ".join(line.tokens[:count]).rstrip(":-–—| ")
        if name.upper() in agencies():
            words = [
                token for token in line.tokens[count:] if trim_to_letters(token) or token.isdigit()
            ]
            is_before_words = bool(words) and is_capitalized(words[0])
            return len(name) if is_before_words and line.text.startswith(name) else 0
    return 0


def is_agency(text: str) -> bool:
    """Return whether a text is the name of one or more news agencies: "AP", "Reuters, AFP"."""
    names = [name.strip(" .—–-") for name in _AGENCY_SEPARATOR.split(text[:_AGENCY_WINDOW])]
    return all(name.upper() in agencies() for name in names)


def credited_source(text: str) -> str:
    """Return the agency or newspaper that a closing credit names; empty if it names none.

    "(Yonhap)" and "— Reuters" name an agency, "From The Lamp" a newspaper; "Ann Orr contributed to
    this report." names neither.
    """
    if source := source_name(text):
        return source
    name = text.strip(" \t\n()[].—–-")
    return name if is_agency(name) else ""


def source_name(text: str) -> str:
    """Return the name in "From The Lamp" or "Source: The Lamp"; empty for other lines."""
    match = _FROM.match(text[:_FROM_WINDOW])
    name = " ".join(text[match.end() :].split()) if match else ""
    if not name or len(name.split()) > _MOST_SOURCE_WORDS or name[-1] in ".!?":
        return ""
    return name if has_name_capitals(name) else ""


def _find_unbracketed_credit(tail: str, offset: int) -> Credit | None:
    """Return a credit without brackets: a whole line, or what follows the last sentence.

    Args:
        tail: The end of a line.
        offset: Where it starts in the line.
    """
    kind = _credit_kind(tail) if len(tail) <= _LONGEST_LINE_CREDIT and not offset else None
    if kind == "agency" or (kind and ("/" in tail or " via " in tail)):
        return Credit(0, kind)
    may_have_label = any(word in tail for word in _LABEL_WORDS)
    starts = [match.start() for match in _LABEL.finditer(tail)] if may_have_label else []
    if not starts and "/" not in tail:
        return None
    starts += [match.end() for match in _SENTENCE_END.finditer(tail)]
    start = max(starts, default=len(tail))
    if _is_picture_credit(tail[start:]):
        return Credit(offset + start, "picture")
    # "… in Paris on Monday Bo Li/Reuters": a name before a slash, without the end of a sentence.
    slashed_name = _SLASHED_NAME.search(tail, max(0, len(tail) - _SLASHED_WINDOW))
    if slashed_name and _credit_kind(slashed_name.group()) == "picture":
        return Credit(offset + slashed_name.start(), "picture")
    return None


def _is_picture_credit(text: str) -> bool:
    """Return whether the text after the last sentence is the credit of a picture."""
    if len(text.split()) > _MOST_FINAL_WORDS:
        return False
    label = _LABEL.match(text)
    if label and has_name_capitals(text[label.end() :]):
        return True
    return "/" in text and _credit_kind(text) == "picture"


def _bracketed_kind(content: str) -> CreditKind | None:
    """Return the kind of the credit in brackets; None if it is none."""
    if content.casefold().startswith(_DESK_PHRASES):
        return "desk"
    if _LABEL.match(content) and len(content.split()) <= _MOST_LABELLED_WORDS:
        return "picture"
    if kind := _credit_kind(content):
        return kind
    # "(Ann Orr/Lamp News)": in brackets the slash is enough, whoever the two are.
    name, slash, _ = content.partition("/")
    is_alphabetic = content.translate(_NAME_MARKS).isalpha()
    if slash and is_alphabetic and has_name_capitals(content) and len(name.split()) > 1:
        return "picture"
    return None


def _credit_kind(content: str) -> CreditKind | None:
    """Return "agency" or "picture" for words that are such a credit; None for others."""
    content = content.strip()
    if is_agency(content):
        # "(dpa/ap)" ends a report, "AFP/Getty Images" a caption.
        is_of_picture = ("/" in content and not content.islower()) or " via " in content
        return "picture" if is_of_picture else "agency"
    tokens = content.replace("/", " / ").split()
    if len(tokens) > _MOST_CREDIT_WORDS:
        return None
    words = [trim_to_letters(token) for token in tokens]
    if not all(map(_can_be_in_credit, words)):
        return None
    photo_words = words_in_list("photo")
    if len(words) > 1 and any(word.casefold() in photo_words for word in words):
        return "picture"
    names = [name.strip(" .") for name in content.split("/")]
    names_agency = any(name.upper() in agencies() for name in names)
    return "picture" if len(names) > 1 and names_agency else None


def _can_be_in_credit(word: str) -> bool:
    return (
        is_capitalized(word)
        or word.casefold() in words_in_list("photo")
        or word in words_in_list("joining")
        or word.upper() in agencies()
    )
