"""Blocks: what each stretch of a news text is, told by shape, place, repetition and neighbours.

Prose that is taken for something else is lost to every measure, so a line stays ``body`` unless
something speaks against it. Every step looks at a bounded stretch of a line and a bounded number
of neighbours, so the time grows with the length of the text and no faster.
"""

import re
from collections.abc import Iterator

from analysis.ingest.article import Block
from analysis.ingest.segmentation.article_head import around_title, mark_head
from analysis.ingest.segmentation.credits import (
    closing_credit,
    inner_credits,
    is_agency,
    opens_with_agency,
    source_name,
)
from analysis.ingest.segmentation.labelled_lines import BULLETS, LabelledLines
from analysis.ingest.segmentation.line_shapes import (
    dateline,
    is_byline,
    is_date,
    is_picture_dateline,
)
from analysis.ingest.segmentation.lines import Line, lines
from analysis.ingest.segmentation.phrases import core, is_names, phrase_kind

#: A caption has at most so many words: a longer paragraph with a picture's credit is prose.
CAPTION_WORDS = 120
#: The same where the credit is an agency's name alone, which closes articles too.
AGENCY_CAPTION_WORDS = 70
#: A place alone is believed to be a dateline in so many paragraphs of running text.
OPENING_LINES = 3
#: A line of a sign-up form, or a link in a list, has at most so many words.
BOX_WORDS = 14

_GLUED = re.compile(r"[A-Z][^:\d]{2,60}:[A-Z‘'“\"][^/]")
_SPEAKER = re.compile(r"[A-Z][A-Z .,'’-]{1,40}:\s")
_QUESTION = re.compile(r"\w{1,20}[:.]\s")
_SAYING = re.compile(r"\b(?:said|says|told|added|adding|according|tweeted|wrote)\b")

_PROSE_MARKS = "\"'“”‘’«»()[]"

Cut = tuple[int, int, str]


def mark_blocks(text: str, title: str = "") -> tuple[Block, ...]:
    """Mark the blocks of a news text.

    Args:
        text: The text; paragraphs are lines, or stand apart by empty lines.
        title: The headline where it is known from elsewhere. A line at the top that says the same
            is the headline; without a title the headline is told by its shape.

    Returns:
        Blocks in order that do not overlap and cover every character that is not white space. A
        paragraph may hold several: a dateline and its body, a body or caption and its credit.
    """
    page = LabelledLines(lines(text), " ".join(title[:300].split()))
    _mark_alone(page)
    _mark_captions(page)
    mark_head(page)
    _mark_tail(page)
    _mark_subheads(page)
    return tuple(_blocks(page))


def _mark_alone(page: LabelledLines) -> None:
    """Mark what a line alone tells: boilerplate, rules, labelled captions, lines of credit."""
    for place, line in enumerate(page.lines):
        if _is_rule(line.text) or _is_link(line):
            page.kinds[place] = "boilerplate"
            continue
        page.kinds[place] = phrase_kind(line)
        credit = closing_credit(line.text)
        if credit and credit.start == 0 and page.kinds[place] not in ("boilerplate", "box"):
            page.kinds[place] = "credit"
        elif credit:
            page.credits[place] = credit


def _mark_captions(page: LabelledLines) -> None:
    """Mark captions: a picture's credit, an agency's where no article ends, a repetition."""
    prose = [place for place in page.open() if page.lines[place].prose]
    agency = [place for place in prose if _closes(page, place, "agency")]
    # Where every other paragraph names an agency, they are short reports.
    digest = len(agency) >= 3 and len(agency) * 2 >= len(prose)
    final = max((place for place in prose if not _closes(page, place, "picture")), default=-1)
    for place in page.open():
        line = page.lines[place]
        before = page.lines[place - 1].text if place else ""
        if _doubled(line.text) or is_picture_dateline(line.text):
            page.kinds[place] = "caption"
        elif place and page.kinds[place - 1] == "caption" and before.rstrip(": ").isupper():
            page.kinds[place] = "caption"  # "FILE PHOTO:" stands on a line of its own.
        elif line.words >= 5 and line.text == before:
            page.kinds[place - 1] = page.kinds[place] = "caption"
        elif 4 <= line.words <= 40 and not line.ended and _follows_agency(page, place):
            page.kinds[place] = "caption"
        elif _spoken(line):
            continue
        elif _closes(page, place, "picture") and line.words <= CAPTION_WORDS:
            page.kinds[place] = "caption"
        elif _closes(page, place, "agency") and line.words <= AGENCY_CAPTION_WORDS:
            page.kinds[place] = "" if digest or place == final else "caption"
    for place in page.open(range(len(page.lines) - 1)):
        if page.kinds[place + 1] == "caption" and _titles_caption(page, place):
            page.kinds[place] = "caption"


def _mark_tail(page: LabelledLines) -> None:
    """Mark what follows the last long paragraph: credits, lists of links, sign-up forms."""
    last = max((place for place in page.open() if _is_long(page.lines[place])), default=-1)
    tail = range(max(last, page.opening) + 1, len(page.lines))
    for place in page.open(tail):
        line = page.lines[place]
        if line.words <= 8 and source_name(line.text):
            page.kinds[place] = "credit"
        elif is_byline(line):
            page.kinds[place] = "byline"
        elif is_date(line):
            page.kinds[place] = "boilerplate"
    box = -1
    for place in tail:
        if page.kinds[place] == "box":
            # What stands between two parts of a form belongs to the form.
            if box >= 0 and place - box <= 4:
                _fill(page, range(box + 1, place))
            box = place
        elif box >= 0 and not page.kinds[place] and not page.lines[place].ended:
            _fill(page, range(place, place + 1))


def _mark_subheads(page: LabelledLines) -> None:
    """Mark short lines without a full stop that stand alone before running text."""
    for place in page.open(range(page.opening + 1, len(page.lines) - 1)):
        if _is_subhead(page, place):
            page.kinds[place] = "subhead"


def _blocks(page: LabelledLines) -> Iterator[Block]:
    """Yield the blocks, paragraphs with a dateline or a credit in parts."""
    expected = OPENING_LINES
    transcript = sum(bool(_SPEAKER.match(line.text)) for line in page.lines) > 1
    for place, line in enumerate(page.lines):
        kind = {"": "body", "box": "boilerplate"}.get(page.kinds[place], page.kinds[place])
        cuts: list[Cut] = []
        if kind == "body":
            length = dateline(line.text, opening=expected > 0)
            # "KARACHI: The …" opens a report, "ORR: The …" one of many lines of a transcript.
            spoken = line.text[length - 1] == ":" and (expected < OPENING_LINES or transcript)
            if length and not spoken:
                cuts.append((0, length, "dateline"))
            expected = 0 if cuts else expected - 1
        elif kind == "caption":
            cuts += [(start, end, "credit") for start, end in inner_credits(line.text)]
        elif kind == "headline":
            cuts += around_title(line.text, page.title)
        credit = page.credits.get(place)
        if credit and kind in ("body", "caption") and (not cuts or cuts[-1][1] <= credit.start):
            cuts.append((credit.start, len(line.text), "credit"))
        yield from _cut(line, kind, cuts)


def _cut(line: Line, kind: str, cuts: list[Cut]) -> Iterator[Block]:
    """Yield the parts of a line: those cut out of it, and between them the line's own kind."""
    parts: list[Cut] = []
    place = 0
    for start, end, cut in [*cuts, (len(line.text), len(line.text), kind)]:
        for low, high, name in ((place, start, kind), (start, end, cut)):
            part = line.text[low:high]
            low += len(part) - len(part.lstrip())
            high = low + len(part.strip())
            if low >= high:
                continue
            if parts and not any(map(str.isalnum, part)):
                # A full stop after the brackets goes with them.
                parts[-1] = (parts[-1][0], high, parts[-1][2])
            else:
                parts.append((low, high, name))
        place = end
    for low, high, name in parts:
        yield Block(name, line.start + low, line.start + high)


def _closes(page: LabelledLines, place: int, kind: str) -> bool:
    """Tell whether a line closes with a credit of the kind."""
    credit = page.credits.get(place)
    return credit is not None and credit.kind == kind


def _follows_agency(page: LabelledLines, place: int) -> bool:
    """Tell whether an agency's name, in the line or above it, leads into the words."""
    if place == 0 or page.lines[place].text[0] in BULLETS:
        return False
    above = page.kinds[place - 1] == "credit" and is_agency(page.lines[place - 1].text)
    return above or opens_with_agency(page.lines[place])


def _titles_caption(page: LabelledLines, place: int) -> bool:
    """Tell whether a short line names what the caption below it shows."""
    line, caption = page.lines[place], page.lines[place + 1]
    if line.words > 8 or line.ended:
        return False
    shown = {core(token) for token in caption.tokens}
    if all(core(token) in shown for token in line.tokens):
        return True
    return place > 0 and line.gap and not caption.gap and is_names(line.text)


def _fill(page: LabelledLines, places: range) -> None:
    """Take lines into the box they stand in, if they are short and quote nobody."""
    inside = page.open(places)
    found = [page.lines[place] for place in inside]
    if all(line.words <= BOX_WORDS and not _is_long(line) for line in found):
        for place in inside:
            page.kinds[place] = "box"


def _is_long(line: Line) -> bool:
    """Tell whether a line is surely of the article: longer than a form's, or somebody's words."""
    quoted = any(mark in line.text for mark in '"“”')
    return (line.words > BOX_WORDS and line.ended) or (quoted and line.prose) or line.words >= 25


def _is_subhead(page: LabelledLines, place: int) -> bool:
    """Tell whether a line has the shape of a subhead, stands after prose and before more of it."""
    line = page.lines[place]
    first = core(line.text)[:1]
    if line.words > 12 or len(line.text) > 90 or not first or first.islower():
        return False
    asks = line.text[-1] == "?" and line.words <= 10 and not _QUESTION.match(line.text)
    if (line.ended and not asks) or line.text[-1] in ",;:—–-" or line.text[0] in BULLETS:
        return False
    after, before = _neighbour(page, place, 1), _neighbour(page, place, -1)
    if _embedded(line) or not after or not before or before.text[-1] == ":":
        return False
    # A sentence that a link or a page break cut in two is no subhead.
    cut = after.text[0].islower() or after.text[0] in ",.;:)(’”"
    if cut or line.text.count("“") != line.text.count("”"):
        return False
    return after.prose and before.ended and after.words > line.words


def _neighbour(page: LabelledLines, place: int, step: int) -> Line | None:
    """Return the nearest line before or after, boilerplate and captions aside."""
    for near in range(place + step, place + 8 * step, step):
        if not 0 <= near < len(page.lines):
            return None
        if page.kinds[near] not in ("boilerplate", "box", "caption", "credit"):
            return page.lines[near]
    return None


def _is_rule(text: str) -> bool:
    """Tell whether a line is nothing but marks: "* * *", "___"; a quotation mark is prose."""
    return len(text) < 200 and not any(char.isalnum() or char in _PROSE_MARKS for char in text)


def _is_link(line: Line) -> bool:
    """Tell whether a line is an address, a link in square brackets, or "More trouble:What next"."""
    if line.words == 1:
        return line.text.startswith(("http://", "https://", "www.", "pic.twitter.com/"))
    if line.text[0] == "[" and line.text[-1] == "]" and 3 <= line.words <= 25:
        return True
    return line.words <= 30 and not line.ended and bool(_GLUED.match(line.text))


def _doubled(text: str) -> bool:
    """Tell whether a text of some length is the same words twice, as captions come to be."""
    half = (len(text) - 1) // 2
    return half > 40 and text[half].isspace() and text[:half] == text[len(text) - half :]


def _spoken(line: Line) -> bool:
    """Tell whether the line quotes somebody, as prose does and captions seldom do."""
    quoted = any(mark in line.text for mark in '"“”')
    return line.text.startswith(("“", '"')) or (quoted and bool(_SAYING.search(line.text[:1500])))


def _embedded(line: Line) -> bool:
    """Tell whether a line is a post of a social network."""
    return "@" in line.text or "http" in line.text or "pic.twitter" in line.text
