"""Blocks: the parts of a news text by kind, from shape, place, repetition and neighbours.

Prose that is mistaken for something else is lost to every measure, so a line remains ``body``
unless something indicates otherwise. Every step examines a bounded part of a line and a bounded
number of neighbours, so the time is proportional to the length of the text. The numbers of words
and lines are judgements, made on the pages of many outlets.
"""

import re
from dataclasses import replace

from analysis.ingest.article import Block
from analysis.ingest.segmentation.article_head import mark_head
from analysis.ingest.segmentation.block_parts import split_into_blocks
from analysis.ingest.segmentation.credits import (
    CreditKind,
    find_closing_credit,
    is_agency,
    opening_agency_length,
    source_name,
)
from analysis.ingest.segmentation.datelines import is_picture_dateline
from analysis.ingest.segmentation.galleries import find_gallery_lines
from analysis.ingest.segmentation.head_block import find_head_block, find_tail_block
from analysis.ingest.segmentation.labelled_lines import BULLETS, LabelledLines
from analysis.ingest.segmentation.line_shapes import (
    BOX_WORDS,
    has_quotation,
    is_byline,
    is_date_line,
    is_doubled,
    is_link,
    is_mail_lead,
    is_rule,
    is_social_post,
    is_surely_prose,
)
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.link_lists import find_links
from analysis.ingest.segmentation.live_blogs import is_post_time
from analysis.ingest.segmentation.phrases import (
    has_name_capitals,
    phrase_kind,
    trim_to_letters,
)
from analysis.ingest.segmentation.wire_marks import is_wire_mark

#: A caption has at most so many words: a longer paragraph with a picture's credit is prose.
CAPTION_WORDS = 120
#: The same if the credit is an agency's name alone, which also closes articles.
AGENCY_CAPTION_WORDS = 70
#: Fewest and most words of a caption whose agency is named before it.
_WORDS_AFTER_AGENCY = (4, 40)
#: Fewest words of a caption that is repeated in the next line.
_FEWEST_REPEATED_WORDS = 5
#: Most words of a line that is the title of the caption below it.
_MOST_CAPTION_TITLE_WORDS = 8
#: Fewest paragraphs that an agency's name closes in a digest of short reports,
_FEWEST_DIGEST_REPORTS = 3
#: and one in how many paragraphs it closes.
_PARAGRAPHS_PER_REPORT = 2
#: Most words of a line that names the source of the article.
_MOST_SOURCE_LINE_WORDS = 8
#: Most lines from one part of a form to the next.
_LINES_IN_FORM = 4
#: Most words and characters of a subhead.
_MOST_SUBHEAD_WORDS = 12
_LONGEST_SUBHEAD = 90
#: Most words of a subhead that is a question.
_MOST_QUESTION_WORDS = 10
#: Lines before and after a subhead in which the nearest paragraph is searched.
_NEIGHBOUR_LINES = 7
#: Characters of the title that are used.
_LONGEST_TITLE = 300
#: An item of an interview: "Q: Is it safe?".
_INTERVIEW_QUESTION = re.compile(r"\w{1,20}[:.]\s")
#: A line that is only a tag, in files of corpora: "</TEXT>".
_TAG = re.compile(r"</?[A-Za-z]{1,20}>")
#: The kinds of lines that may be between a subhead and its paragraph.
_BETWEEN_PARAGRAPHS = frozenset({"boilerplate", "box", "caption", "credit"})


def mark_blocks(text: str, title: str = "") -> tuple[Block, ...]:
    """Mark the blocks of a news text.

    Args:
        text: The text; paragraphs are lines, or are separated by empty lines.
        title: The headline if it is known from elsewhere. A line at the top that matches it is the
            headline; without a title the headline is recognised by its shape.

    Returns:
        Blocks in order that do not overlap and cover every character that is not white space. A
        paragraph may contain several: a dateline and its body, a body or caption and its credit.
    """
    if tail := find_tail_block(text):
        return (*mark_blocks(text[: tail.end], title), *tail.blocks)
    head = find_head_block(text)
    if head is None:
        return _mark_text(text, title)
    title = title or head.values.get("title", "")
    rest = _mark_text(text[head.end :], title)
    has_headline = any(block.kind == "headline" for block in rest)
    head_blocks = [
        replace(block, kind="boilerplate") if has_headline else block for block in head.blocks
    ]
    moved = (
        replace(block, start=block.start + head.end, end=block.end + head.end) for block in rest
    )
    return (*head_blocks, *moved)


def _mark_text(text: str, title: str) -> tuple[Block, ...]:
    """Mark the blocks of a text without a head block."""
    labelled = LabelledLines(split_lines(text), " ".join(title[:_LONGEST_TITLE].split()))
    _mark_single_lines(labelled)
    _mark_captions(labelled)
    mark_head(labelled)
    for index in find_links(labelled):
        labelled.kinds[index] = "box"
    _mark_tail(labelled)
    _mark_subheads(labelled)
    return tuple(split_into_blocks(labelled))


def _mark_single_lines(labelled: LabelledLines) -> None:
    """Mark lines that reveal their kind by themselves: boilerplate, rules, captions, credits."""
    for index, line in enumerate(labelled.lines):
        is_mark = (
            is_rule(line.text)
            or is_link(line)
            or is_post_time(line.text)
            or bool(_TAG.fullmatch(line.text))
        )
        is_of_agency = is_wire_mark(line.text, index, len(labelled.lines))
        if is_mark or is_of_agency or is_mail_lead(line.text):
            labelled.kinds[index] = "boilerplate"
            continue
        kind = phrase_kind(line)
        labelled.kinds[index] = kind
        credit = find_closing_credit(line.text)
        if credit and credit.start == 0 and kind not in {"boilerplate", "box"}:
            labelled.kinds[index] = "credit"
        elif credit:
            labelled.credits[index] = credit


def _mark_captions(labelled: LabelledLines) -> None:
    """Mark captions: galleries, repeated lines, lines with the credit of a picture or an agency."""
    gallery = find_gallery_lines([line.text for line in labelled.lines])
    for index in labelled.unlabelled():
        if index in gallery:
            labelled.kinds[index] = "caption"
    paragraphs = [index for index in labelled.unlabelled() if labelled.lines[index].is_prose]
    is_digest = _is_digest(labelled, paragraphs)
    final_paragraph = max(
        (index for index in paragraphs if not _has_closing_credit(labelled, index, "picture")),
        default=-1,
    )
    for index in labelled.unlabelled():
        line = labelled.lines[index]
        if (
            is_doubled(line.text)
            or is_picture_dateline(line.text)
            or _is_after_photo_label(labelled, index)
        ):
            labelled.kinds[index] = "caption"
        elif _is_repeated_line(labelled, index):
            labelled.kinds[index - 1] = labelled.kinds[index] = "caption"
        elif _is_caption_after_agency(labelled, index) or _has_caption_credit(
            labelled, index, may_be_agency=not is_digest and index != final_paragraph
        ):
            labelled.kinds[index] = "caption"
    for index in labelled.unlabelled(range(len(labelled.lines) - 1)):
        if labelled.kinds[index + 1] == "caption" and _is_title_of_caption(labelled, index):
            labelled.kinds[index] = "caption"


def _is_digest(labelled: LabelledLines, paragraphs: list[int]) -> bool:
    """Return whether so many paragraphs name an agency that they are short reports."""
    reports = sum(_has_closing_credit(labelled, index, "agency") for index in paragraphs)
    return reports >= _FEWEST_DIGEST_REPORTS and reports * _PARAGRAPHS_PER_REPORT >= len(paragraphs)


def _mark_tail(labelled: LabelledLines) -> None:
    """Mark the lines after the last long paragraph: credits, lists of links, sign-up forms."""
    last_prose = max(
        (index for index in labelled.unlabelled() if is_surely_prose(labelled.lines[index])),
        default=-1,
    )
    tail = range(max(last_prose, labelled.first_prose) + 1, len(labelled.lines))
    for index in labelled.unlabelled(tail):
        line = labelled.lines[index]
        if line.word_count <= _MOST_SOURCE_LINE_WORDS and source_name(line.text):
            labelled.kinds[index] = "credit"
        elif is_byline(line):
            labelled.kinds[index] = "byline"
        elif is_date_line(line):
            labelled.kinds[index] = "boilerplate"
    last_box = -1
    for index in tail:
        if labelled.kinds[index] == "box":
            # Lines between two parts of a form belong to the form.
            if last_box >= 0 and index - last_box <= _LINES_IN_FORM:
                _extend_box(labelled, range(last_box + 1, index))
            last_box = index
        elif (
            last_box >= 0
            and not labelled.kinds[index]
            and not labelled.lines[index].is_sentence_end
        ):
            _extend_box(labelled, range(index, index + 1))


def _mark_subheads(labelled: LabelledLines) -> None:
    """Mark short lines without a full stop that precede running text."""
    for index in labelled.unlabelled(range(labelled.first_prose + 1, len(labelled.lines) - 1)):
        if _is_subhead(labelled, index) and not is_date_line(labelled.lines[index]):
            labelled.kinds[index] = "subhead"


def _has_closing_credit(labelled: LabelledLines, index: int, kind: CreditKind) -> bool:
    """Return whether a line closes with a credit of a kind."""
    credit = labelled.credits.get(index)
    return credit is not None and credit.kind == kind


def _is_after_photo_label(labelled: LabelledLines, index: int) -> bool:
    """Return whether a label such as "FILE PHOTO:" has the line above for itself."""
    if index == 0 or labelled.kinds[index - 1] != "caption":
        return False
    return labelled.lines[index - 1].text.rstrip(": ").isupper()


def _is_repeated_line(labelled: LabelledLines, index: int) -> bool:
    line = labelled.lines[index]
    return (
        index > 0
        and line.word_count >= _FEWEST_REPEATED_WORDS
        and line.text == labelled.lines[index - 1].text
    )


def _is_caption_after_agency(labelled: LabelledLines, index: int) -> bool:
    """Return whether a line is a caption because an agency's name, in it or above, precedes it."""
    line = labelled.lines[index]
    fewest, most = _WORDS_AFTER_AGENCY
    if index == 0 or not fewest <= line.word_count <= most or line.is_sentence_end:
        return False
    if line.text[0] in BULLETS:
        return False
    previous = labelled.lines[index - 1]
    is_below_agency = labelled.kinds[index - 1] == "credit" and is_agency(previous.text)
    return is_below_agency or bool(opening_agency_length(line))


def _has_caption_credit(labelled: LabelledLines, index: int, *, may_be_agency: bool) -> bool:
    """Return whether a line is a caption because of the credit that closes it.

    Args:
        labelled: The lines.
        index: The index of the line.
        may_be_agency: Whether an agency's name makes it a caption too.
    """
    line = labelled.lines[index]
    if has_quotation(line):
        return False
    if _has_closing_credit(labelled, index, "picture"):
        return line.word_count <= CAPTION_WORDS
    is_short = line.word_count <= AGENCY_CAPTION_WORDS
    return may_be_agency and is_short and _has_closing_credit(labelled, index, "agency")


def _is_title_of_caption(labelled: LabelledLines, index: int) -> bool:
    """Return whether a short line names the subject of the caption below it."""
    line, caption = labelled.lines[index], labelled.lines[index + 1]
    if line.word_count > _MOST_CAPTION_TITLE_WORDS or line.is_sentence_end:
        return False
    caption_words = set(map(trim_to_letters, caption.tokens))
    if all(trim_to_letters(token) in caption_words for token in line.tokens):
        return True
    is_separate = line.follows_gap and not caption.follows_gap
    return index > 0 and is_separate and has_name_capitals(line.text)


def _extend_box(labelled: LabelledLines, indices: range) -> None:
    """Add lines to the list or form that they are in, if they are short and quote nobody."""
    indices_in_box = labelled.unlabelled(indices)
    lines = [labelled.lines[index] for index in indices_in_box]
    if all(line.word_count <= BOX_WORDS and not is_surely_prose(line) for line in lines):
        for index in indices_in_box:
            labelled.kinds[index] = "box"


def _is_subhead(labelled: LabelledLines, index: int) -> bool:
    """Return whether a line has the shape of a subhead, and is between two paragraphs."""
    line = labelled.lines[index]
    if not _has_subhead_shape(line):
        return False
    following, previous = _neighbour(labelled, index, 1), _neighbour(labelled, index, -1)
    if is_social_post(line) or not following or not previous or previous.text[-1] == ":":
        return False
    # A sentence that a link or a page break divides has no subhead.
    is_divided = following.text[0].islower() or following.text[0] in ",.;:)(’”"
    if is_divided or line.text.count("“") != line.text.count("”"):
        return False
    return (
        following.is_prose and previous.is_sentence_end and following.word_count > line.word_count
    )


def _has_subhead_shape(line: Line) -> bool:
    first_letter = trim_to_letters(line.text)[:1]
    if line.word_count > _MOST_SUBHEAD_WORDS or len(line.text) > _LONGEST_SUBHEAD:
        return False
    if not first_letter or first_letter.islower():
        return False
    is_question = (
        line.text[-1] == "?"
        and line.word_count <= _MOST_QUESTION_WORDS
        and not _INTERVIEW_QUESTION.match(line.text)
    )
    if line.is_sentence_end and not is_question:
        return False
    return line.text[-1] not in ",;:—–-" and line.text[0] not in BULLETS


def _neighbour(labelled: LabelledLines, index: int, step: int) -> Line | None:
    """Return the nearest line before or after that is not boilerplate, a caption or a credit."""
    for distance in range(1, _NEIGHBOUR_LINES + 1):
        near = index + distance * step
        if not 0 <= near < len(labelled.lines):
            return None
        if labelled.kinds[near] not in _BETWEEN_PARAGRAPHS:
            return labelled.lines[near]
    return None
