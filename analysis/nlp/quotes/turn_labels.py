"""Labels: the names or roles with which the paragraphs of a transcript or an interview begin."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.ingest.article import Block
from analysis.nlp.entities.person_names import is_given_name, strip_title
from analysis.nlp.lexicon import words
from analysis.nlp.quotes.beside_quote import PARTICLES

#: Most words of a label, and of the name in it.
_MOST_LABEL_WORDS, _MOST_NAME_WORDS = 10, 5
#: The time of a recording beside a label.
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
_LABEL = re.compile(
    rf"(?:{_TIME}\s*)?(?P<label>(?:\d{{1,3}} )?[A-Z][^:\n\"“”?!;]{{0,60}}?)\s*(?:{_TIME})?:(?=\s|$)"
)
#: A label in a line of its own, with a time code instead of a colon: "Speaker 1  00:12".
_TIMED_LABEL = re.compile(rf"(?P<label>[A-Z][^:\n\"“”?!;]{{0,60}}?)\s+{_TIME}:?\s*$")
#: A label before a dash: "Nora Vale – Welcome back."
_DASHED_LABEL = re.compile(r"(?P<label>[A-Z][^:\n\"“”?!;–—]{0,40}?)\s+(?:[–—]|--?)\s+(?=\S)")
#: The label of a question or an answer, with a full stop or a dash: "Q. Why?", "A – I saw it."
_LETTER_LABEL = re.compile(
    r"(?P<label>[QA]|Question|Answer)(?:\.|\s*(?:[–—]|--?))\s+(?=\S)", re.IGNORECASE
)
#: What is beside a name and no part of it: "(to the clerk)", "[interrupting]".
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
#: Words in lower case that a label may contain; some of them the name in it does not.
_NOT_IN_NAMES = frozenset(("of", "for", "and", "at", "in", "on", "to", "this", "that", "with"))
_LABEL_WORDS = PARTICLES | _NOT_IN_NAMES | {"the"}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its text, its label, where that is, and where its speech begins."""

    block: Block
    text: str
    label: str
    label_start: int
    speech: str

    @property
    def speech_start(self) -> int:
        """The first character of the speech, as an index into the text of the article."""
        return self.block.end - len(self.speech)

    def without_label(self) -> "Paragraph":
        """Return the paragraph with its label as a part of what it says."""
        return replace(self, label="", label_start=-1, speech=self.text)


def label_key(label: str) -> str:
    """Return the part of a label that identifies its speaker: the family name in lower case."""
    name = label_name(label).casefold()
    parts = name.split()
    if not parts:
        return ""
    return name if parts[-1].isdigit() else parts[-1]


def label_name(label: str) -> str:
    """Return a label without the role after a comma or in brackets."""
    return re.split(r"\s*[,(\[]", label, maxsplit=1)[0].strip()


def read_paragraph(text: str, block: Block) -> Paragraph:
    """Return a block with the label before its colon, its time, or the letter before its dash."""
    content = text[block.start : block.end]
    timed = _TIMED_LABEL.match(content)
    match = timed or _LABEL.match(content) or _LETTER_LABEL.match(content)
    return _make_paragraph(block, content, match, is_spoken=timed is not None)


def read_dashed_paragraph(text: str, block: Block) -> Paragraph:
    """Return a block with the label before its dash."""
    content = text[block.start : block.end]
    return _make_paragraph(block, content, _DASHED_LABEL.match(content), is_spoken=False)


def read_named_lines(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs in which lines that are a person's full name, and return, are labels."""
    lines = [paragraph.text.partition("\n")[::2] for paragraph in paragraphs]
    names = Counter(first.strip() for first, _ in lines)
    return [
        replace(paragraph, label=name, label_start=paragraph.block.start, speech=rest.lstrip())
        if names[name := first.strip()] > 1 and _is_full_name(name)
        else paragraph.without_label()
        for paragraph, (first, rest) in zip(paragraphs, lines, strict=True)
    ]


def _make_paragraph(
    block: Block, content: str, match: re.Match[str] | None, *, is_spoken: bool
) -> Paragraph:
    speech = content[match.end() :].lstrip() if match else ""
    is_spoken = is_spoken or bool(speech and not speech.startswith(('"', "“", "'", "‘")))
    if match is None or not is_spoken or not _is_label(match["label"]):
        return Paragraph(block, content, "", -1, content)
    label = match["label"].rstrip()
    return Paragraph(block, content, label, block.start + match.start("label"), speech)


def _is_label(label: str) -> bool:
    """Return whether some words may name a speaker: all outside brackets are capitalised."""
    outside = _BRACKETS.sub("", label)
    parts = re.findall(r"[^\W\d_][\w.'’-]*", outside)
    names = re.findall(r"\w+", label_name(label).casefold())
    return (
        0 < len(names) <= _MOST_NAME_WORDS
        and len(label.split()) <= _MOST_LABEL_WORDS
        and not _NOT_IN_NAMES.intersection(names)
        and all(word[0].isupper() or word.casefold() in _LABEL_WORDS for word in parts)
    )


def _is_full_name(line: str) -> bool:
    """Return whether a line is nothing but a given name and more: 'Nora Vale'."""
    parts = strip_title(label_name(line)).split()
    is_short = 1 < len(parts) <= _MOST_NAME_WORDS and line[-1].isalpha()
    return is_short and _is_label(line) and is_given_name(parts[0])


def without_stray_labels(
    paragraphs: Sequence[Paragraph], spoken: Sequence[bool]
) -> list[Paragraph]:
    """Return the paragraphs; a single word that labels only one of them is no speaker: "Note:".

    Where all labels are in capitals, "ORR:" before what somebody says is one.

    Args:
        paragraphs: The paragraphs.
        spoken: Whether each of them addresses somebody or asks.
    """
    keys = Counter(label_key(paragraph.label) for paragraph in paragraphs)
    are_capitals = all(not paragraph.label or paragraph.label.isupper() for paragraph in paragraphs)
    return [
        paragraph.without_label()
        if paragraph.label and _is_stray(paragraph.label, keys, is_alike=are_capitals and is_spoken)
        else paragraph
        for paragraph, is_spoken in zip(paragraphs, spoken, strict=True)
    ]


def _is_stray(label: str, keys: Counter[str], *, is_alike: bool) -> bool:
    key = label_key(label)
    is_single_word = len(label_name(label).split()) == 1
    return is_single_word and keys[key] == 1 and key not in words("turn role") and not is_alike
