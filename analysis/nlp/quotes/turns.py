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
from itertools import pairwise
from typing import Literal, NamedTuple

from analysis.ingest.article import Block
from analysis.nlp.quotes.turn_labels import (
    Paragraph,
    label_key,
    read_dashed_paragraph,
    read_named_lines,
    read_paragraph,
    without_stray_labels,
)
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
#: Least share of them where the others have no quotation mark and name no speaker.
_LEAST_SHARE_BESIDE_SPEECH = 0.3
#: Most words of a question that is a line of its own.
_MOST_QUESTION_WORDS = 40
#: Fewest questions to "you" of an interview, and fewest questions of one that has fewer of these.
_FEWEST_QUESTIONS, _FEWEST_OTHER_QUESTIONS = 3, 4
#: Fewest time codes at the start of lines that show a transcript, and fewest lines that begin with
#: a dash and fewest questions among them that show a conversation.
_FEWEST_TIME_CODES, _FEWEST_DASHES, _FEWEST_DASHED_QUESTIONS = 4, 4, 2

#: A time code of a recording; "16:05" alone is the time of an entry in a live blog.
_TIME_CODE = re.compile(
    r"(?:[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)(?=\s|$)"
)
_ADDRESSING = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Uu]s|[Yy]ou"
    r"|[Yy]ou['’](?:re|ve|d|ll)|[Yy]our|[Tt]hank|[Tt]hanks|[Yy]es|[Yy]eah|[Ww]elcome)\b"
)
_YOU = re.compile(r"\b[Yy]ou(?:r|rs)?\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Oo]ur)\b")
_QUOTATION_MARK = re.compile(r"[\"“”]")
#: A stage direction: "(APPLAUSE)", "[crosstalk]".
_ASIDE = re.compile(r"[(\[*][^)\]]*[)\]*]\.?$")
_DASH = re.compile(r"[–—-]\s")
#: What a question is printed in where bold letters were lost: "**Why?**"
_EMPHASIS = "*_ \t\n"
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


def find_turns(text: str, blocks: Sequence[Block]) -> tuple[list[Turn], int, TurnState]:
    """Return the turns of an article, where its introduction ends, and whether it has others.

    Args:
        text: The article's text.
        blocks: Its blocks.

    Returns:
        The turns in order; the character where the first of them or the first question begins,
        which ends the introduction (0 without turns); and "read", "unread" or "". The caller
        decides whether it knows the interviewee of the answers. Answers with the state "" are an
        interview only if it does.
    """
    paragraphs = [read_paragraph(text, block) for block in blocks]
    keys = Counter(label_key(paragraph.label) for paragraph in paragraphs if paragraph.label)
    if keys.keys() & _QUESTION_LABELS and sum(keys[key] for key in _QUESTION_LABELS) > 1:
        return _read_interview(paragraphs)
    transcript = _find_transcript(text, paragraphs)
    if transcript is not None:
        first = next(paragraph for paragraph in transcript if paragraph.label)
        return list(_read_transcript(transcript)), first.block.start, "read"
    questions = [
        paragraph
        for number, paragraph in enumerate(paragraphs)
        if _is_question(paragraph) and _is_answered(paragraphs, number)
    ]
    if sum(map(_is_addressed, questions)) >= _FEWEST_QUESTIONS:
        return _read_interview(paragraphs)
    if len(questions) >= _FEWEST_OTHER_QUESTIONS:
        return *_read_interview(paragraphs)[:2], ""
    return [], 0, "unread" if _has_signs_of_speech(paragraphs) else ""


def _find_transcript(text: str, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph] | None:
    """Return the paragraphs with the labels that show a transcript, or None."""
    if _is_transcript(paragraphs):
        return paragraphs
    dashed = [read_dashed_paragraph(text, paragraph.block) for paragraph in paragraphs]
    if _is_transcript(dashed) and _labelled_share(dashed) >= _LEAST_LABELLED_SHARE:
        return dashed
    lines = read_named_lines(paragraphs)
    following = [line if line.speech else after for line, after in pairwise(lines) if line.label]
    is_spoken = sum(map(_is_spoken, following)) >= _LEAST_SPOKEN_SHARE * len(following)
    return lines if is_spoken and _is_transcript(lines) else None


def _has_signs_of_speech(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether lines begin with time codes, or with dashes and some of these ask."""
    time_codes = sum(bool(_TIME_CODE.match(paragraph.text)) for paragraph in paragraphs)
    dashed = [paragraph for paragraph in paragraphs if _DASH.match(paragraph.text)]
    questions = sum(_is_question(line) and _is_addressed(line) for line in dashed)
    has_dashes = len(dashed) >= _FEWEST_DASHES and questions >= _FEWEST_DASHED_QUESTIONS
    return time_codes >= _FEWEST_TIME_CODES or has_dashes


def _is_transcript(paragraphs: Sequence[Paragraph]) -> bool:
    labelled = [paragraph for paragraph in paragraphs if paragraph.label]
    keys = Counter(label_key(paragraph.label) for paragraph in labelled)
    returning = [key for key, count in keys.items() if count > 1]
    if len(labelled) < _FEWEST_TURNS or len(returning) < _FEWEST_RETURNING:
        return False
    speeches = [paragraph for paragraph in labelled if paragraph.speech]
    spoken = sum(map(_is_spoken, speeches))
    has_timed_labels = len(speeches) < len(labelled)
    return has_timed_labels or spoken >= _LEAST_SPOKEN_SHARE * len(labelled)


def _is_spoken(paragraph: Paragraph) -> bool:
    speech = paragraph.speech
    return bool(_ADDRESSING.search(speech)) or speech.rstrip().endswith("?")


def _select_inside(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the paragraphs from the first one with a label to the last one with a label."""
    numbers = [number for number, paragraph in enumerate(paragraphs) if paragraph.label]
    return paragraphs[numbers[0] : numbers[-1] + 1]


def _labelled_share(paragraphs: Sequence[Paragraph]) -> float:
    """Return the share of the paragraphs inside a transcript that have a label."""
    inside = _select_inside(paragraphs)
    return sum(bool(paragraph.label) for paragraph in inside) / len(inside)


def _is_whole_transcript(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether paragraphs without a label belong to the turn before them.

    They do where few have none, and where those neither quote anybody nor tell of a speaker.
    """
    share = _labelled_share(paragraphs)
    if share >= _LEAST_LABELLED_SHARE:
        return True
    inside = _select_inside(paragraphs)
    names = {label_key(paragraph.label) for paragraph in inside if paragraph.label}
    others = [paragraph.text for paragraph in inside if not paragraph.label]
    return share >= _LEAST_SHARE_BESIDE_SPEECH and not any(
        _QUOTATION_MARK.search(text) or not names.isdisjoint(re.findall(r"\w+", text.casefold()))
        for text in others
    )


def _read_transcript(paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    """Yield the turns of a transcript; unlabelled paragraphs continue turns only inside one."""
    paragraphs = without_stray_labels(paragraphs, list(map(_is_spoken, paragraphs)))
    inside = _select_inside(paragraphs)
    labelled = [paragraph for paragraph in inside if paragraph.label]
    has_own_lines = sum(not paragraph.speech for paragraph in labelled) > len(labelled) / 2
    is_whole = has_own_lines or _is_whole_transcript(paragraphs)
    if has_own_lines:
        inside = paragraphs[list(paragraphs).index(inside[0]) :]
    label, label_start, has_speech = "", -1, False
    for paragraph in inside:
        if paragraph.label:
            label, label_start, has_speech = paragraph.label, paragraph.label_start, False
        elif not is_whole:
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


def _read_interview(paragraphs: Sequence[Paragraph]) -> tuple[list[Turn], int, TurnState]:
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


def _is_question(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a question, as a line of its own."""
    text = paragraph.text.strip(_EMPHASIS)
    is_short = len(text.split()) <= _MOST_QUESTION_WORDS
    return not paragraph.label and is_short and text.endswith("?")


def _is_addressed(paragraph: Paragraph) -> bool:
    return bool(_YOU.search(paragraph.text))


def _is_answered(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Return whether somebody speaks for himself in the paragraph after a question."""
    if number + 1 == len(paragraphs):
        return False
    following = paragraphs[number + 1]
    is_speech = following.block.kind in ANNOTATED_KINDS and not _is_question(following)
    return is_speech and bool(_FIRST_PERSON.search(following.text)) and '"' not in following.text
