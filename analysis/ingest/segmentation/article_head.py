"""The head of a text: headline, byline, date and standfirst before the first running paragraph.

The numbers of words and lines are judgements, made on the pages of many outlets.
"""

from typing import Literal

from analysis.ingest.segmentation.datelines import dateline_length
from analysis.ingest.segmentation.labelled_lines import BULLETS, LabelledLines
from analysis.ingest.segmentation.line_shapes import is_byline, is_date_line, is_person_names
from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.live_blogs import is_post_time
from analysis.ingest.segmentation.phrases import has_name_capitals, trim_to_letters
from analysis.ingest.segmentation.titles import has_similar_words, is_title, is_title_match

#: Most lines of the head.
HEAD_LINES = 14
#: Lines from the first running paragraph on in which a given title is searched too.
_LINES_BELOW_HEAD = 4
#: Most words of a line above the headline that is the name of the site or the section.
_MOST_SECTION_WORDS = 4
#: Fewest words of a part of the headline's line, beside the title, that is a caption or a date.
_FEWEST_WORDS_BESIDE_TITLE = 4
#: Fewest and most words of a headline.
_HEADLINE_WORDS = (4, 30)
#: Fewest words of a headline if no line has the usual number.
_FEWEST_SHORT_HEADLINE_WORDS = 2
#: Fewest and most words of a headline that ends with a full stop.
_ENDED_HEADLINE_WORDS = (5, 25)
#: Lines after a headline with a full stop in which a dateline is searched.
_LINES_TO_DATELINE = 5
#: A word of a headline is significant from so many letters on,
_SIGNIFICANT_LETTERS = 4
#: and at least this share of them is capitalised in a headline in title case.
_LEAST_TITLE_CASE_SHARE = 0.8
#: Most words of a line with a name and, after a comma, a description,
_MOST_DESCRIPTION_WORDS = 9
#: and the fewest and most words of the name.
_NAME_WORDS = (2, 4)


def mark_head(labelled: LabelledLines) -> None:
    """Mark the lines before the first running paragraph, and find that paragraph.

    With a title, the headline is the line that matches it; without one, it is the first line of
    some length that does not end as a sentence. Short lines before the headline are the names of
    the site and the section; lines after it are bylines, dates and standfirsts, which count as
    subheads.
    """
    labelled.first_prose = _find_first_prose(labelled)
    head = labelled.unlabelled(range(min(labelled.first_prose, HEAD_LINES)))
    headline = _find_headline(labelled, head)
    if headline is None:
        headline = _find_title_below_head(labelled)
    for index in head if headline is None else sorted({*head, headline}):
        line = labelled.lines[index]
        is_above_headline = headline is not None and index < headline
        if index == headline:
            labelled.kinds[index] = "headline"
        elif is_byline(line):
            labelled.kinds[index] = "byline"
        elif is_date_line(line) or (is_above_headline and line.word_count <= _MOST_SECTION_WORDS):
            labelled.kinds[index] = "boilerplate"
    has_headline = headline is not None or bool(labelled.title)
    for index in labelled.unlabelled(head):
        labelled.kinds[index] = _kind_in_head(labelled, index, has_headline=has_headline)


def parts_around_title(
    text: str, title: str
) -> list[tuple[int, int, Literal["caption", "boilerplate"]]]:
    """Return the parts before and after the title in the line of the headline.

    Sites put the caption of the picture above the headline before it, and dates after it.

    Returns:
        Start, end and kind of each part of some length.
    """
    start = text.find(title) if title else -1
    if start < 0:
        return []
    end = start + len(title)
    parts: list[tuple[int, int, Literal["caption", "boilerplate"]]] = [
        (0, start, "caption"),
        (end, len(text), "boilerplate"),
    ]
    return [part for part in parts if _has_words(text[part[0] : part[1]])]


def _has_words(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS_BESIDE_TITLE


def _find_first_prose(labelled: LabelledLines) -> int:
    """Return the index of the first running paragraph; 0 if there is none.

    If no line is long enough for a paragraph, it is the first line that ends as a sentence.
    """
    for accept_short in (False, True):
        for number, index in enumerate(labelled.unlabelled()):
            line = labelled.lines[index]
            if is_title_match(line.text, labelled.title):
                continue
            if number == 0 and _is_headline_with_full_stop(labelled, index):
                continue
            if line.is_prose or (accept_short and line.is_sentence_end) or _has_dateline(line):
                return index
    return 0


def _find_headline(labelled: LabelledLines, head: list[int]) -> int | None:
    """Return the index of the headline among the lines of the head."""
    candidates = [
        index
        for index in head
        if not is_byline(labelled.lines[index]) and labelled.lines[index].text[-1] not in ",;:—–-"
    ]
    if labelled.title:
        return _find_line_of_title(labelled, candidates)
    if _is_above_time(labelled, candidates):
        return 0
    fewest, most = _HEADLINE_WORDS
    for index in candidates:
        line = labelled.lines[index]
        is_sentence = (
            line.is_sentence_end
            and line.text[-1] != "?"
            and not _is_headline_with_full_stop(labelled, index)
        )
        is_other = line.text[0] in BULLETS or is_date_line(line) or is_person_names(line)
        if fewest <= line.word_count <= most and not is_sentence and not is_other:
            return index
    for index in candidates:
        line = labelled.lines[index]
        is_long_enough = line.word_count >= _FEWEST_SHORT_HEADLINE_WORDS
        if is_long_enough and not line.is_sentence_end and not has_name_capitals(line.text):
            return index
    return None


def _is_above_time(labelled: LabelledLines, candidates: list[int]) -> bool:
    """Return whether the first line is the headline of a live blog, above the time of a post."""
    if 0 not in candidates or len(labelled.lines) == 1:
        return False
    first, second = labelled.lines[:2]
    is_long_enough = first.word_count >= _FEWEST_SHORT_HEADLINE_WORDS
    return is_long_enough and not first.is_sentence_end and is_post_time(second.text)


def _find_line_of_title(labelled: LabelledLines, candidates: list[int]) -> int | None:
    """Return the index of the line that matches the title, else of one with similar words."""
    for is_match in (is_title_match, has_similar_words):
        for index in candidates:
            if is_match(labelled.lines[index].text, labelled.title):
                return index
    return None


def _find_title_below_head(labelled: LabelledLines) -> int | None:
    """Return the index of the line with the title below a caption or standfirst that is prose."""
    last = min(labelled.first_prose + _LINES_BELOW_HEAD, len(labelled.lines))
    indices = labelled.unlabelled(range(last))
    return next(
        (index for index in indices if is_title(labelled.lines[index], labelled.title)), None
    )


def _is_headline_with_full_stop(labelled: LabelledLines, index: int) -> bool:
    """Return whether a first line is a headline though it ends with a full stop.

    It is if its words are capitalised, or a dateline follows.
    """
    line = labelled.lines[index]
    fewest, most = _ENDED_HEADLINE_WORDS
    last = min(index + _LINES_TO_DATELINE + 1, len(labelled.lines))
    following = labelled.unlabelled(range(index + 1, last))
    if not fewest <= line.word_count <= most or not following:
        return False
    words = [trim_to_letters(token) for token in line.tokens]
    significant = [word for word in words if len(word) >= _SIGNIFICANT_LETTERS]
    capitalized = sum(word[:1].isupper() for word in significant)
    is_title_case = capitalized >= _LEAST_TITLE_CASE_SHARE * len(significant)
    return is_title_case or _has_dateline(labelled.lines[following[0]])


def _has_dateline(line: Line) -> bool:
    """Return whether a line starts with a dateline; a place and a colon are not enough."""
    length = dateline_length(line.text, is_opening=True)
    return length > 0 and line.text[length - 1] != ":"


def _kind_in_head(
    labelled: LabelledLines, index: int, *, has_headline: bool
) -> Literal["", "byline", "subhead", "boilerplate"]:
    """Return the kind of a line of the head that is not the headline; empty if unknown."""
    line = labelled.lines[index]
    if line.is_sentence_end or line.text[0] in BULLETS or line.text[-1] in ",;:":
        return ""
    neighbours = [near for near in (index - 1, index + 1) if 0 <= near < labelled.first_prose]
    is_near_byline = any(labelled.kinds[near] == "byline" for near in neighbours)
    if line.text.isupper() and is_near_byline:
        return "boilerplate"
    is_beside_date = any(is_date_line(labelled.lines[near]) for near in neighbours)
    is_name = line.word_count <= _MOST_SECTION_WORDS and has_name_capitals(line.text)
    if is_beside_date and is_name and not is_person_names(line):
        return "boilerplate"
    if is_person_names(line) and (has_headline or is_near_byline):
        return "byline"
    if has_headline and _has_description(line):
        return "byline" if has_name_capitals(line.text) else "subhead"
    return "boilerplate" if line.word_count == 1 or line.text.isupper() else "subhead"


def _has_description(line: Line) -> bool:
    """Return whether a line may be a name with a description: "Ann Orr, our correspondent"."""
    fewest, most = _NAME_WORDS
    name, comma, _ = line.text.partition(",")
    is_short = line.word_count <= _MOST_DESCRIPTION_WORDS
    return bool(comma) and is_short and fewest <= len(name.split()) <= most
