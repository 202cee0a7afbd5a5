"""Turns: the speeches of a transcript and the answers of an interview, by the labels before them.

A text is read as a transcript if several of its paragraphs begin with labels that return, and most
of what follows the labels addresses somebody ("I", "you") or asks: lists of winners, of facts or of
places have labels too. An interview has "Q:" and "A:", or questions as lines of their own; its
answers belong to the one person whom its introduction presents. Where this is not certain, the
turns are left out, and the article says so. The numbers are judgements, made on 6,000 articles.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from analysis.ingest.article import Block
from analysis.nlp.lexicon import words
from analysis.nlp.quotes.beside_quote import PARTICLES
from analysis.nlp.text_positions import ANNOTATED_KINDS

#: Whether the turns of an article were read: "read", "unread" if it seems to have some that were
#: not understood, or empty if it has none.
TurnState = Literal["read", "unread", ""]

#: Fewest labelled paragraphs of a transcript, and fewest labels of which each returns.
_FEWEST_TURNS, _FEWEST_RETURNING = 4, 2
#: Least share of the turns that address somebody or ask,
_LEAST_SPOKEN_SHARE = 0.5
#: and least share of the paragraphs between the first and the last label that are labelled, for
#: paragraphs without a label to belong to the turn before them.
_LEAST_LABELLED_SHARE = 0.75
#: Most words of a label, of the name in it, and of a question that is a line of its own.
_MOST_LABEL_WORDS, _MOST_NAME_WORDS, _MOST_QUESTION_WORDS = 10, 5, 40
#: Fewest questions of an interview.
_FEWEST_QUESTIONS = 3
#: Fewest time codes at the start of lines that show a transcript.
_FEWEST_TIME_CODES = 4

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
#: A time code of a recording; "16:05" alone is the time of an entry in a live blog.
_TIME_CODE = re.compile(r"(?:[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]|\d{1,2}:\d{2}:\d{2})(?=\s|$)")
_LABEL = re.compile(
    rf"(?:{_TIME}\s*)?(?P<label>(?:\d{{1,3}} )?[A-Z][^:\n\"“”?!;]{{0,60}}?)\s*(?:{_TIME})?:(?=\s|$)"
)
#: A label in a line of its own, with a time code instead of a colon: "Speaker 1  00:12".
_TIMED_LABEL = re.compile(rf"(?P<label>[A-Z][^:\n\"“”?!;]{{0,60}}?)\s+{_TIME}:?\s*$")
#: Words in lower case that a label may contain; some of them the name in it does not.
_NOT_IN_NAMES = frozenset(("of", "for", "and", "at", "in", "on", "to", "this", "that", "with"))
_LABEL_WORDS = PARTICLES | _NOT_IN_NAMES | {"the"}
_ADDRESSING = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Uu]s|[Yy]ou"
    r"|[Yy]ou['’](?:re|ve|d|ll)|[Yy]our|[Tt]hank|[Tt]hanks|[Yy]es|[Yy]eah|[Ww]elcome)\b"
)
_YOU = re.compile(r"\b[Yy]ou(?:r|rs)?\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Oo]ur)\b")
#: A stage direction: "(APPLAUSE)", "[crosstalk]".
_ASIDE = re.compile(r"[(\[*][^)\]]*[)\]*]\.?$")
#: The labels of questions and answers.
_QUESTION_LABELS = frozenset(("q", "question"))
_ANSWER_LABELS = frozenset(("a", "answer"))


class Turn(NamedTuple):
    """What somebody says in one paragraph of a transcript or interview.

    Attributes:
        start: Its first character.
        end: One past its last character.
        label: The label as written; empty for an answer to a question without one.
        label_start: The first character of the label; -1 without one.
        is_answer: Whether it is the interviewee's.
        continues_turn: Whether it continues the turn of the paragraph before.
    """

    start: int
    end: int
    label: str
    label_start: int
    is_answer: bool = False
    continues_turn: bool = False


@dataclass(frozen=True)
class _Paragraph:
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


def find_turns(text: str, blocks: Sequence[Block]) -> tuple[list[Turn], int, TurnState]:
    """Return the turns of an article, where its introduction ends, and whether it has others.

    Args:
        text: The article's text.
        blocks: Its blocks.

    Returns:
        The turns in order; the character where the first of them or the first question begins,
        which ends the introduction (0 without turns); and "read", "unread" or "". The caller
        decides whether it knows the interviewee of the answers.
    """
    paragraphs = [_read_paragraph(text, block) for block in blocks]
    labelled = [paragraph for paragraph in paragraphs if paragraph.label]
    keys = Counter(label_key(paragraph.label) for paragraph in labelled)
    if keys.keys() & _QUESTION_LABELS and sum(keys[key] for key in _QUESTION_LABELS) > 1:
        return _read_interview(paragraphs)
    if _is_transcript(labelled, keys):
        first = labelled[0].block.start
        return list(_read_transcript(paragraphs)), first, "read"
    questions = [
        number
        for number, paragraph in enumerate(paragraphs)
        if _is_question(paragraph) and _is_answered(paragraphs, number)
    ]
    if len(questions) >= _FEWEST_QUESTIONS:
        return _read_interview(paragraphs)
    time_codes = sum(bool(_TIME_CODE.match(paragraph.text)) for paragraph in paragraphs)
    return [], 0, "unread" if time_codes >= _FEWEST_TIME_CODES else ""


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


def _read_paragraph(text: str, block: Block) -> _Paragraph:
    content = text[block.start : block.end]
    timed = _TIMED_LABEL.match(content)
    match = timed or _LABEL.match(content)
    speech = content[match.end() :].lstrip() if match else ""
    is_spoken = bool(timed) or (speech and not speech.startswith(('"', "“", "'", "‘")))
    if match is None or not is_spoken or not _is_label(match["label"]):
        return _Paragraph(block, content, "", -1, content)
    label = match["label"].rstrip()
    return _Paragraph(block, content, label, block.start + match.start("label"), speech)


def _is_label(label: str) -> bool:
    """Return whether the words before a colon may name a speaker: all of them are capitalised."""
    parts = re.findall(r"[^\W\d_][\w.'’-]*", label)
    names = re.findall(r"\w+", label_name(label).casefold())
    return (
        0 < len(names) <= _MOST_NAME_WORDS
        and len(label.split()) <= _MOST_LABEL_WORDS
        and not _NOT_IN_NAMES.intersection(names)
        and all(word[0].isupper() or word.casefold() in _LABEL_WORDS for word in parts)
    )


def _is_transcript(labelled: Sequence[_Paragraph], keys: Counter[str]) -> bool:
    returning = [key for key, count in keys.items() if count > 1]
    if len(labelled) < _FEWEST_TURNS or len(returning) < _FEWEST_RETURNING:
        return False
    speeches = [paragraph for paragraph in labelled if paragraph.speech]
    spoken = sum(_is_spoken(paragraph) for paragraph in speeches)
    has_timed_labels = len(speeches) < len(labelled)
    return has_timed_labels or spoken >= _LEAST_SPOKEN_SHARE * len(labelled)


def _is_spoken(paragraph: _Paragraph) -> bool:
    speech = paragraph.speech
    return bool(_ADDRESSING.search(speech)) or speech.rstrip().endswith("?")


def _read_transcript(paragraphs: Sequence[_Paragraph]) -> Iterator[Turn]:
    """Yield the turns of a transcript; unlabelled paragraphs continue turns only inside one."""
    paragraphs = _without_stray_labels(paragraphs)
    numbers = [number for number, paragraph in enumerate(paragraphs) if paragraph.label]
    inside = paragraphs[numbers[0] : numbers[-1] + 1]
    is_whole = len(numbers) >= _LEAST_LABELLED_SHARE * len(inside)
    has_own_lines = sum(not paragraphs[number].speech for number in numbers) > len(numbers) / 2
    label, label_start, has_speech = "", -1, False
    for paragraph in inside if not has_own_lines else paragraphs[numbers[0] :]:
        if paragraph.label:
            label, label_start, has_speech = paragraph.label, paragraph.label_start, False
        elif not (is_whole or has_own_lines):
            continue
        elif paragraph.block.kind in ("headline", "subhead"):
            label = ""
        if not label:
            continue
        is_annotated = paragraph.block.kind in ANNOTATED_KINDS
        if not is_annotated or not paragraph.speech or _ASIDE.match(paragraph.speech):
            continue
        yield Turn(
            paragraph.speech_start,
            paragraph.block.end,
            label,
            label_start,
            continues_turn=has_speech,
        )
        has_speech = True


def _without_stray_labels(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Return the paragraphs; a single word that labels only one of them is no speaker: "Note:".

    Where all labels are in capitals, "ORR:" before what somebody says is one.
    """
    keys = Counter(label_key(paragraph.label) for paragraph in paragraphs)
    are_capitals = all(not paragraph.label or paragraph.label.isupper() for paragraph in paragraphs)
    return [
        replace(paragraph, label="", label_start=-1, speech=paragraph.text)
        if paragraph.label and _is_stray(paragraph, keys, are_capitals=are_capitals)
        else paragraph
        for paragraph in paragraphs
    ]


def _is_stray(paragraph: _Paragraph, keys: Counter[str], *, are_capitals: bool) -> bool:
    key = label_key(paragraph.label)
    is_single_word = len(label_name(paragraph.label).split()) == 1
    is_alike = are_capitals and paragraph.label.isupper() and _is_spoken(paragraph)
    return is_single_word and keys[key] == 1 and key not in words("turn role") and not is_alike


def _read_interview(paragraphs: Sequence[_Paragraph]) -> tuple[list[Turn], int, TurnState]:
    """Return the answers of an interview, and where its first question begins."""
    turns: list[Turn] = []
    first = -1
    is_answered = is_open = False
    for number, paragraph in enumerate(paragraphs):
        key = label_key(paragraph.label)
        is_labelled_question = key in _QUESTION_LABELS
        if is_labelled_question or (key not in _ANSWER_LABELS and _is_question(paragraph)):
            is_open = is_labelled_question or _is_answered(paragraphs, number)
            if is_open and first < 0:
                first = paragraph.block.start
            is_answered = False
            continue
        is_turn = first >= 0 and (key in _ANSWER_LABELS or is_open)
        if is_turn and is_answered and not _FIRST_PERSON.search(paragraph.speech):
            is_open = is_turn = False  # The interview may be over.
        if not is_turn or paragraph.block.kind not in ANNOTATED_KINDS or not paragraph.speech:
            continue
        is_labelled = key in _ANSWER_LABELS
        label, label_start = (paragraph.label, paragraph.label_start) if is_labelled else ("", -1)
        start = paragraph.speech_start if is_labelled or not paragraph.label else -1
        if start < 0:
            start = paragraph.block.start
        turns.append(
            Turn(
                start,
                paragraph.block.end,
                label,
                label_start,
                is_answer=True,
                continues_turn=is_answered,
            )
        )
        is_answered = True
    return turns, max(first, 0), "read" if turns else "unread"


def _is_question(paragraph: _Paragraph) -> bool:
    """Return whether a paragraph is a question to somebody, as a line of its own."""
    text = paragraph.text.rstrip()
    is_short = len(text.split()) <= _MOST_QUESTION_WORDS
    return not paragraph.label and is_short and text.endswith("?") and bool(_YOU.search(text))


def _is_answered(paragraphs: Sequence[_Paragraph], number: int) -> bool:
    """Return whether somebody speaks for himself in the paragraph after a question."""
    if number + 1 == len(paragraphs):
        return False
    following = paragraphs[number + 1]
    is_speech = following.block.kind in ANNOTATED_KINDS and not _is_question(following)
    return is_speech and bool(_FIRST_PERSON.search(following.text)) and '"' not in following.text
