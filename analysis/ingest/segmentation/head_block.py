"""Head and tail block: lines that state the metadata of a text, such as "Source: The Lamp".

Forms: labelled lines ("Title: …"), YAML front matter between "---", the head of a mail, and tags
("<title>…</title>"). The lines are boilerplate, except that the value of the title is the headline.
The tail block is labelled lines at the end of a text.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple

from analysis.ingest.article import Block, BlockKind
from analysis.word_lists import read_rows

#: Characters at the start of a text in which a head block is searched.
_WINDOW = 4_000
#: Most lines of a head block without front matter (judgement).
_MOST_LINES = 20
#: Fewest labelled lines of a head block: one line with a colon can be a headline (judgement).
_FEWEST_LABELS = 2
#: Characters of a label.
_LONGEST_LABEL = 30
_FRONT_MATTER = re.compile(
    r"\ufeff?\s*(---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)"
    r"(?:\r\n|\r|\n)\1[ \t]*(?=\r|\n|\Z)",
    re.DOTALL,
)
_LINE = re.compile(r"[^\r\n]+")
_LABELLED = re.compile(
    rf"[ \t>*#]*(?P<label>[^\W\d][\w /()-]{{0,{_LONGEST_LABEL}}}?)[ \t*]*[:=]"
    r"[ \t*]*(?P<value>.*?)[ \t]*"
)
_TAGGED = re.compile(
    r"[ \t]*<(?P<label>\w{2,20})>[ \t]*(?P<value>.*?)[ \t]*</(?P=label)>[ \t]*", re.IGNORECASE
)
_TAG_ALONE = re.compile(r"[ \t]*</?\w{2,20}>[ \t]*")
_QUOTES = "\"'"
_BULLET = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")
#: A value of YAML that is on the indented lines below its label.
_FOLDED = re.compile(r"[>|][-+]?")
#: A link of a note-taking program: "[[Ann Lee]]", "[[people/lee|Ann Lee]]".
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
#: Most words of a headline above the labelled lines.
_MOST_HEADLINE_WORDS = 30
#: Fields of which one is below a headline without a label; a report can begin with other labels.
_SIGNS_BELOW_HEADLINE = frozenset({"outlet", "published", "url"})
#: Labels of the head of a mail: with them "From" names a sender, else, in catalogues, an outlet.
_MAIL_LABELS = frozenset({"to", "sent", "cc", "subject", "messageid", "replyto"})
#: Where a value is that is no part of the text by itself.
_NOWHERE = -1


class HeadBlock(NamedTuple):
    """The head block of a text: its values by field, its blocks, and where it ends."""

    values: dict[str, str]
    blocks: tuple[Block, ...]
    end: int


class _HeadLine(NamedTuple):
    field: str
    value: str
    start: int
    value_start: int
    end: int
    label: str = ""


def find_tail_block(text: str) -> HeadBlock | None:
    """Return the labelled lines at the end of a text that name its outlet; None if it has none.

    The ``end`` of the block is where it begins.
    """
    window = max(0, len(text) - _WINDOW)
    labelled = list(
        takewhile(
            lambda line: line.field not in {"", "text"},
            reversed([*_read_lines(text, window, len(text))]),
        )
    )
    lines = labelled[_MOST_LINES - 1 :: -1]
    known = {line.field for line in lines if line.field != "other"}
    is_cited = any(line.label == "sourcecitation" for line in lines)
    if len(lines) < _FEWEST_LABELS or not (is_cited or ("outlet" in known and len(known) > 1)):
        return None
    start = lines[0].start
    if not text[:start].strip():
        return None
    block = _head_block(
        text, [line._replace(value_start=_NOWHERE) for line in lines], len(text), start
    )
    return block._replace(end=start)


def find_head_block(text: str) -> HeadBlock | None:
    """Return the head block of a text; None if it has none."""
    front = _FRONT_MATTER.match(text, 0, _WINDOW)
    if front:
        lines = list(_read_lines(text, front.start("head"), front.end("head")))
        return _head_block(text, lines, front.end())
    opening = list(islice(_read_lines(text, 0, min(len(text), _WINDOW)), _MOST_LINES + 1))
    headline = opening[0] if opening and _can_be_headline(text, opening[0]) else None
    lines = _take_labelled(text, opening[1 if headline else 0 :])
    end = lines[-1].end if lines else 0
    known = {line.field for line in lines if line.field not in {"other", "text"}}
    if len(lines) < _FEWEST_LABELS or len(known) < _FEWEST_LABELS or not text[end:].strip():
        return None
    if headline:
        if not known & _SIGNS_BELOW_HEADLINE or "title" in known:
            return None
        lines = [headline._replace(field="title"), *lines]
    return _head_block(text, lines, end)


def _can_be_headline(text: str, line: _HeadLine) -> bool:
    """Return whether a line without a label can be the headline above labelled lines."""
    n_words = len(text[line.start : line.end].split())
    is_short = 0 < n_words <= _MOST_HEADLINE_WORDS
    return not line.field and is_short and not line.value.endswith((".", ":", ";", ","))


def _take_labelled(text: str, lines: list[_HeadLine]) -> list[_HeadLine]:
    """Return the labelled lines at the start of some lines, with at most an empty line between.

    A label that introduces the text ("Text:") is the last of them, without what is beside it.
    """
    labelled: list[_HeadLine] = []
    for line in lines[:_MOST_LINES]:
        end = labelled[-1].end if labelled else line.start
        if not line.field or line.start - end > _longest_gap(text, end):
            break
        labelled.append(line)
        if line.field == "text":
            break
    return labelled


def _longest_gap(text: str, end: int) -> int:
    """Return the most characters between two lines of a head block: an empty line."""
    return 4 if text[end : end + 2] == "\r\n" else 2


def _read_lines(text: str, start: int, end: int) -> Iterator[_HeadLine]:
    """Yield the lines of a part of a text with the field of their label; empty if it has none."""
    field = ""
    lines = list(_LINE.finditer(text, start, end))
    below = -1
    for number, line in enumerate(lines):
        if not line.group().strip(" \t\ufeff>") or number == below:
            continue
        tagged = _TAGGED.fullmatch(text, line.start(), line.end())
        match = tagged or _LABELLED.fullmatch(text, line.start(), line.end())
        label = _key(match["label"]) if match else ""
        field = _field_of(match, label) if match else field
        if match and field == "text":
            yield _HeadLine(field, "", line.start(), _NOWHERE, match.start("value"), label)
        elif match and field and _has_value_below(text, lines, number, match):
            below = number + 1
            value = lines[below].group().strip()
            value_start = lines[below].start() + lines[below].group().index(value)
            yield _HeadLine(field, value, line.start(), value_start, lines[below].end(), label)
        elif match and field:
            value, value_start = _unquoted(match["value"], match.start("value"))
            if _FOLDED.fullmatch(value):
                value, value_start = _folded_value(lines[number + 1 :]), _NOWHERE
            yield _HeadLine(field, value, line.start(), value_start, line.end(), label)
        elif _TAG_ALONE.fullmatch(line.group()):
            yield _HeadLine("other", "", line.start(), line.end(), line.end())
        elif (item := _BULLET.fullmatch(line.group())) and field:
            value, _ = _unquoted(item["value"], 0)
            yield _HeadLine(field, value, line.start(), _NOWHERE, line.end())
        else:
            field = ""
            value = line.group().strip()
            value_start = line.start() + line.group().index(value)
            yield _HeadLine("", value, line.start(), value_start, line.end())


def _field_of(match: re.Match[str], label: str) -> str:
    """Return the field of a label; that of an unknown tag in capitals ("<DOCNO>") is "other"."""
    is_tag = match.re is _TAGGED and match["label"].isupper()
    return _labels().get(label, "other" if is_tag else "")


def _has_value_below(
    text: str, lines: list[re.Match[str]], number: int, match: re.Match[str]
) -> bool:
    """Return whether the value of a label is on the line below it, without a label of its own."""
    label_line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else None
    if match["value"] or following is None or match.re is _TAGGED:
        return False
    line = following.group()
    is_next = len(text[label_line.end() : following.start()].strip("\r")) == 1
    is_value = line[:1] not in " \t-" and 0 < len(line.split()) <= _MOST_HEADLINE_WORDS
    labelled = _LABELLED.fullmatch(line)
    return is_next and is_value and not (labelled and _key(labelled["label"]) in _labels())


def _folded_value(lines: list[re.Match[str]]) -> str:
    """Return the indented lines that follow a label as one."""
    indented = takewhile(lambda line: line.group()[:1] in " \t", lines)
    return " ".join(" ".join(line.group() for line in indented).split())


def _unquoted(value: str, start: int) -> tuple[str, int]:
    if len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0]:
        value, start = value[1:-1], start + 1
    link = _WIKI_LINK.fullmatch(value)
    return (link[1], start + link.start(1)) if link else (value, start)


def _head_block(text: str, lines: list[_HeadLine], end: int, start: int = 0) -> HeadBlock:
    values: dict[str, list[str]] = {}
    blocks: list[Block] = []
    for line in _with_named_outlet(lines):
        if line.field not in {"", "other", "text"} and line.value:
            values.setdefault(line.field, []).append(line.value)
        is_title = line.field == "title" and line.value and line.value_start != _NOWHERE
        if is_title and not any(block.kind == "headline" for block in blocks):
            title_end = line.value_start + len(line.value)
            _add(blocks, text, "boilerplate", line.start, line.value_start)
            _add(blocks, text, "headline", line.value_start, title_end)
            _add(blocks, text, "boilerplate", title_end, line.end)
    first = blocks[0].start if blocks else end
    before: list[Block] = []
    _add(before, text, "boilerplate", start, first)
    _add(blocks, text, "boilerplate", blocks[-1].end if blocks else first, end)
    joined = {
        field: ", ".join(items) if field == "byline" else items[0]
        for field, items in values.items()
    }
    return HeadBlock(joined, (*before, *blocks), end)


def _with_named_outlet(lines: list[_HeadLine]) -> list[_HeadLine]:
    """Return lines in which "From" names the outlet, unless they are the head of a mail.

    A publisher counts only if no other label names the outlet.
    """
    labels = {line.label for line in lines}
    if "from" in labels and labels.isdisjoint(_MAIL_LABELS):
        lines = [
            line._replace(field="outlet")
            if line.label == "from" and "@" not in line.value
            else line
            for line in lines
        ]
    named = any(line.field == "outlet" and line.label != "publisher" for line in lines)
    return [
        line._replace(field="other") if named and line.label == "publisher" else line
        for line in lines
    ]


def _add(blocks: list[Block], text: str, kind: BlockKind, start: int, end: int) -> None:
    """Add a block without the white space around it, if anything is left."""
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += len(part) - len(part.lstrip())
        blocks.append(Block(kind, start, start + len(stripped)))


def field_of_label(label: str) -> str:
    """Return the field of a label: "other" for one that heads have, empty for any other."""
    return _labels().get(_key(label), "")


def _key(label: str) -> str:
    return "".join(filter(str.isalnum, label.casefold()))


@cache
def _labels() -> dict[str, str]:
    rows = read_rows("ingest", "head_labels.tsv")
    return {row["label"]: row["field"] for row in rows}
