"""Credits: who took a picture, or which agency or paper a text was taken from.

Each function looks at a bounded stretch of a line, so that none costs more on a long one.
"""

import re
from typing import NamedTuple

from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import (
    agencies,
    core,
    is_capital,
    is_names,
    names_of,
)

_FROM = re.compile(r"(?:from|source|via|courtesy of)\b:?\s+(?=\S)", re.IGNORECASE)
_DESK = ("reporting by", "additional reporting", "editing by", "writing by", "with inputs from")
_GROUP = re.compile(r"\s{0,3}(?:\(([^()]{2,140})\)|\[([^\[\]]{2,140})\])\s{0,3}$")
_GROUPS = re.compile(r"\(([^()]{2,140})\)|\[([^\[\]]{2,140})\]")
_SENTENCE_END = re.compile(r"(?<!\s[A-Z])[.!?…][\"'”’)]{0,2}\s{1,3}(?=[A-Z])|\s\|\s")
_SLASHED_NAME = re.compile(
    r"(?<!\S)(?:[A-Z](?:\.|[\w'’-]{0,20})\s){0,2}[A-Z][\w.'’-]{0,20}\s?/\s?[A-Z][^.;!?]{1,40}$"
)
_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:(?:File\s|Stock\s)?Photo(?:graph)?s?|Photo\s?Credit|Image(?:s| Credit)?"
    r"|Pictures?|Illustration|Credit)(?:\s?:|\s(?:by|courtesy)\b)\s{0,2}(?=[A-Z@])"
)
_LABEL_WORDS = ("Photo", "Image", "Picture", "Illustration", "Credit")
_LINE_CREDIT = 90
_SLASHED = re.compile(r"[/,&|]|\s(?:and|via|for|by)\s|\sphoto\b", re.IGNORECASE)


class Credit(NamedTuple):
    """A closing credit: where it begins in the line, and of what kind it is.

    ``kind`` is "picture" for "(KCNA via Reuters)", which closes captions; "agency" for "(Yonhap)",
    which closes captions and articles; "desk" for "(Reporting by Ann Orr)".
    """

    start: int
    kind: str


def closing_credit(text: str) -> Credit | None:
    """Return the credit that a line closes with: "(Yonhap)", "(Bo Li/AFP)", "Photo: Bo Li"."""
    offset = max(0, len(text) - 220)
    tail = text[offset:]
    start, found = len(tail), ""
    if tail[-1:] not in (")", "]"):
        return _open_credit(tail, offset)
    while match := _GROUP.search(tail, max(0, start - 150), start):
        kind = _bracketed_kind(match.group(1) or match.group(2))
        if not kind:
            break
        if kind == "agency" and match.group(2):
            kind = "desk"  # "[Reuters]" names the source of an item in a round-up.
        start = match.start()
        found = "picture" if "picture" in (kind, found) else kind
    if found:
        start += len(tail[start:]) - len(tail[start:].lstrip())
        return Credit(offset + start, found)
    return _open_credit(tail, offset)


def inner_credits(text: str) -> list[tuple[int, int]]:
    """Return where the bracketed credits of a caption stand, closing ones and others."""
    return [
        match.span()
        for match in _GROUPS.finditer(text)
        if _bracketed_kind(match.group(1) or match.group(2))
    ]


def opens_with_agency(line: Line) -> bool:
    """Tell whether an agency's name leads into other words: "Getty Images Crowds in Rome"."""
    for count in (3, 2, 1):
        name = " ".join(line.tokens[:count]).rstrip(":-–—| ").upper()
        if name in agencies():
            rest = [token for token in line.tokens[count:] if core(token) or token.isdigit()]
            return bool(rest) and is_capital(rest[0])
    return False


def is_agency(text: str) -> bool:
    """Tell whether the text is the name of one or more news agencies: "AP", "Reuters, AFP"."""
    parts = [part.strip(" .—–-") for part in _SLASHED.split(text[:80])]
    return all(part.upper() in agencies() for part in parts)


def credit_name(text: str) -> str:
    """Return the agency or paper that a closing credit names; empty when it names none.

    "(Yonhap)" and "— Reuters" name an agency, "From The Lamp" a paper; "Ann Orr contributed to this
    report." names neither.
    """
    if source := source_name(text):
        return source
    name = text.strip(" \t\n()[].—–-")
    return name if is_agency(name) else ""


def source_name(text: str) -> str:
    """Return the name in "From The Lamp" or "Source: The Lamp"; empty for other lines."""
    match = _FROM.match(text[:40])
    name = " ".join(text[match.end() :].split()) if match else ""
    return (
        name if name and len(name.split()) <= 7 and name[-1] not in ".!?" and is_names(name) else ""
    )


def _open_credit(tail: str, offset: int) -> Credit | None:
    """Find a credit without brackets: a whole line, or what follows the last sentence."""
    kind = _credit_kind(tail) if len(tail) <= _LINE_CREDIT and not offset else ""
    if kind == "agency" or (kind and ("/" in tail or " via " in tail)):
        return Credit(0, kind)
    labelled = any(word in tail for word in _LABEL_WORDS)
    starts = [match.start() for match in _LABEL.finditer(tail)] if labelled else []
    if not starts and "/" not in tail:
        return None
    starts += [match.end() for match in _SENTENCE_END.finditer(tail)]
    start = max(starts, default=len(tail))
    last = tail[start:]
    label = _LABEL.match(last)
    if len(last.split()) <= 12 and (
        (label and is_names(last[label.end() :]))
        or ("/" in last and _credit_kind(last) == "picture")
    ):
        return Credit(offset + start, "picture")
    # "… in Paris on Monday Bo Li/Reuters": a name before a stroke, where no sentence ends.
    slashed = _SLASHED_NAME.search(tail, max(0, len(tail) - 80))
    if slashed and _credit_kind(slashed.group()) == "picture":
        return Credit(offset + slashed.start(), "picture")
    return None


def _bracketed_kind(content: str) -> str:
    """Return the kind of credit that stands in brackets; empty for other words."""
    if content.casefold().startswith(_DESK):
        return "desk"
    if _LABEL.match(content) and len(content.split()) <= 14:
        return "picture"
    # "(Ann Orr/Lamp News)": in brackets the stroke tells, whoever the two are.
    name, stroke, _ = content.partition("/")
    letters = content.translate(str.maketrans("", "", " ./'’-,"))
    named = stroke and letters.isalpha() and is_names(content) and len(name.split()) > 1
    return _credit_kind(content) or ("picture" if named else "")


def _credit_kind(content: str) -> str:
    """Return "agency" or "picture" for words that are such a credit; empty for others."""
    content = content.strip()
    if is_agency(content):
        slashed = "/" in content or " via " in content
        return "picture" if slashed else "agency"
    tokens = content.replace("/", " / ").split()
    if len(tokens) > 20:
        return ""
    photo, loose = names_of("photo"), names_of("joining")
    for token in tokens:
        word = core(token)
        plain = is_capital(word) or word.casefold() in photo or word in loose
        if not plain and word.upper() not in agencies():
            return ""
    if len(tokens) > 1 and any(core(token).casefold() in photo for token in tokens):
        return "picture"
    parts = [part.strip(" .") for part in content.split("/")]
    known = any(part.upper() in agencies() for part in parts)
    return "picture" if len(parts) > 1 and known else ""
