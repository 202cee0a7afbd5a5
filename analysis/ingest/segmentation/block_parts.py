"""Division of lines into blocks: a line, or parts of it such as its dateline and its credit."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.ingest.article import Block, BlockKind
from analysis.ingest.segmentation.article_head import parts_around_title
from analysis.ingest.segmentation.credits import find_bracketed_credits, opening_agency_length
from analysis.ingest.segmentation.datelines import dateline_length
from analysis.ingest.segmentation.labelled_lines import LabelledLines
from analysis.ingest.segmentation.lines import Line, LineKind

#: A place alone is a dateline only in so many first paragraphs of running text (judgement).
OPENING_LINES = 3
#: The start of a speech in a transcript: "BLAIR: We have waited …".
_SPEAKER = re.compile(r"[A-Z][A-Z .,'’-]{1,40}:\s")
#: What the page of the BBC says before and after an embedded post, in one line with it.
_POST_LABEL = re.compile(r"Skip (?:Facebook|Instagram|Twitter) post(?: \d+)? by \S+(?:\s|$)")
_POST_BUTTON = " Report"


class _Part(NamedTuple):
    """A part of a line: its start and end in the line, and its kind."""

    start: int
    end: int
    kind: BlockKind


def split_into_blocks(labelled: LabelledLines) -> Iterator[Block]:
    """Yield the blocks of lines whose kinds are known; lines without a kind are body."""
    opening_lines_left = OPENING_LINES
    is_transcript = sum(bool(_SPEAKER.match(line.text)) for line in labelled.lines) > 1
    for index, line in enumerate(labelled.lines):
        kind = _block_kind(labelled.kinds[index])
        parts: list[_Part] = []
        if kind == "body":
            length = dateline_length(line.text, is_opening=opening_lines_left > 0)
            # "KARACHI: The …" opens a report, "ORR: The …" is one of many lines of a transcript.
            may_be_speaker = opening_lines_left < OPENING_LINES or is_transcript
            if length and not (may_be_speaker and line.text[length - 1] == ":"):
                parts = [_Part(0, length, "dateline")]
            opening_lines_left = 0 if parts else opening_lines_left - 1
            parts = parts or list(_find_parts_around_post(line.text))
        elif kind == "caption":
            length = opening_agency_length(line)
            parts = [_Part(0, length, "credit")] if length else []
            parts += [
                _Part(start, end, "credit") for start, end in find_bracketed_credits(line.text)
            ]
        elif kind == "headline":
            parts = [_Part(*part) for part in parts_around_title(line.text, labelled.title)]
        credit = labelled.credits.get(index)
        if credit and kind in {"body", "caption"} and (not parts or parts[-1].end <= credit.start):
            parts.append(_Part(credit.start, len(line.text), "credit"))
        yield from _split_line(line, kind, parts)


def _find_parts_around_post(text: str) -> Iterator[_Part]:
    """Yield what is around an embedded post: 'Skip Twitter post by @boon' and 'Report'."""
    label = _POST_LABEL.match(text)
    if label is None:
        return
    yield _Part(0, label.end(), "boilerplate")
    if text.endswith(_POST_BUTTON):
        yield _Part(max(label.end(), len(text) - len(_POST_BUTTON)), len(text), "boilerplate")


def _block_kind(kind: LineKind) -> BlockKind:
    """Return the kind of the blocks in a line of a kind."""
    if kind == "":
        return "body"
    return "boilerplate" if kind == "box" else kind


def _split_line(line: Line, kind: BlockKind, special_parts: list[_Part]) -> Iterator[Block]:
    """Yield the blocks of a line: its special parts, and between them parts of the line's kind."""
    blocks: list[Block] = []
    for start, end, part_kind in _all_parts(line, kind, special_parts):
        text = line.text[start:end]
        text_start = start + len(text) - len(text.lstrip())
        text_end = text_start + len(text.strip())
        if text_start >= text_end:
            continue
        if blocks and not any(map(str.isalnum, text)):
            # A full stop after the brackets of a credit belongs to the credit.
            previous = blocks.pop()
            blocks.append(Block(previous.kind, previous.start, line.start + text_end))
        else:
            blocks.append(Block(part_kind, line.start + text_start, line.start + text_end))
    yield from blocks


def _all_parts(line: Line, kind: BlockKind, special_parts: list[_Part]) -> Iterator[_Part]:
    """Yield the special parts of a line, and the parts of the line's kind around them."""
    position = 0
    for part in special_parts:
        yield _Part(position, part.start, kind)
        yield part
        position = part.end
    yield _Part(position, len(line.text), kind)
