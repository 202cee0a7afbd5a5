"""The head of a text: headline, byline, date and standfirst before the first running paragraph."""

from analysis.ingest.segmentation.labelled_lines import BULLETS, LabelledLines
from analysis.ingest.segmentation.line_shapes import dateline, is_byline, is_date, is_people
from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import core, is_names

#: The head is looked at in so many lines.
HEAD_LINES = 14


def mark_head(page: LabelledLines) -> None:
    """Mark what stands before the first running paragraph, and find that paragraph.

    With a title, the headline is the line that says the same; without one, the first line of some
    length that does not end as a sentence. Short lines before it are the site's and the section's
    names; those after it bylines, dates and standfirsts, which count as subheads.
    """
    page.opening = _first_prose(page)
    head = page.open(range(min(page.opening, HEAD_LINES)))
    headline = _headline(page, head)
    if headline is None:
        # A caption or a standfirst that reads as prose may stand above it.
        above = page.open(range(min(page.opening + 4, len(page.lines))))
        same = (place for place in above if _is_title(page.lines[place], page.title))
        headline = next(same, None)
    for place in head if headline is None else sorted({*head, headline}):
        line = page.lines[place]
        if place == headline:
            page.kinds[place] = "headline"
        elif is_byline(line):
            page.kinds[place] = "byline"
        elif is_date(line) or (headline is not None and place < headline and line.words <= 4):
            page.kinds[place] = "boilerplate"
    named = headline is not None or bool(page.title)
    for place in page.open(head):
        page.kinds[place] = _kind(page, place, named)


def around_title(text: str, title: str) -> list[tuple[int, int, str]]:
    """Return what stands before and after the title in the line of the headline: parts and kinds.

    Sites set the caption of the picture above before it, and dates after it.
    """
    place = text.find(title) if title else -1
    if place < 0:
        return []
    before, after = (0, place, "caption"), (place + len(title), len(text), "boilerplate")
    return [part for part in (before, after) if len(text[part[0] : part[1]].split()) > 3]


def _first_prose(page: LabelledLines) -> int:
    """Return the place of the first running paragraph; 0 when there is none.

    Where no line is long enough to be one, it is the first that ends as a sentence.
    """
    for any_sentence in (False, True):
        for number, place in enumerate(page.open()):
            line = page.lines[place]
            if _same(line.text, page.title) or (number == 0 and _is_ended_headline(page, place)):
                continue
            if line.prose or (any_sentence and line.ended) or _has_dateline(line):
                return place
    return 0


def _headline(page: LabelledLines, head: list[int]) -> int | None:
    """Return the place of the headline among the lines of the head."""
    free = [
        place
        for place in head
        if not is_byline(page.lines[place]) and page.lines[place].text[-1] not in ",;:—–-"
    ]
    if page.title:
        for alike in (_same, _akin):
            for place in free:
                if alike(page.lines[place].text, page.title):
                    return place
        return None
    for place in free:
        line = page.lines[place]
        closed = line.ended and line.text[-1] != "?" and not _is_ended_headline(page, place)
        other = line.text[0] in BULLETS or is_date(line) or is_people(line)
        if 4 <= line.words <= 30 and not closed and not other:
            return place
    for place in free:
        line = page.lines[place]
        if line.words >= 2 and not line.ended and not is_names(line.text):
            return place
    return None


def _is_ended_headline(page: LabelledLines, place: int) -> bool:
    """Tell whether a first line is a headline though a full stop follows it.

    Its words have capitals, or a dateline follows it.
    """
    line = page.lines[place]
    after = page.open(range(place + 1, min(place + 6, len(page.lines))))
    if not 5 <= line.words <= 25 or not after:
        return False
    firm = [token for token in line.tokens if len(core(token)) > 3]
    titled = sum(core(token)[:1].isupper() for token in firm)
    return titled >= 0.8 * len(firm) or _has_dateline(page.lines[after[0]])


def _has_dateline(line: Line) -> bool:
    """Tell whether a line begins with a dateline; a place and a colon are not enough here."""
    length = dateline(line.text, opening=True)
    return length > 0 and line.text[length - 1] != ":"


def _kind(page: LabelledLines, place: int, named: bool) -> str:
    """Return the kind of a line of the head that is no headline; ``named``: one is known."""
    line = page.lines[place]
    if line.ended or line.text[0] in BULLETS or line.text[-1] in ",;:":
        return ""
    around = {page.kinds[near] for near in (place - 1, place + 1) if 0 <= near < page.opening}
    if line.text.isupper() and "byline" in around:
        return "boilerplate"
    if is_people(line) and (named or "byline" in around):
        return "byline"
    name, comma, _ = line.text.partition(",")
    if named and comma and line.words <= 9 and 2 <= len(name.split()) <= 4:
        return "byline" if is_names(line.text) else "subhead"
    return "boilerplate" if line.words == 1 or line.text.isupper() else "subhead"


def _is_title(line: Line, title: str) -> bool:
    """Tell whether a line is the title and no sentence of the text that says the same."""
    return bool(title) and not line.ended and _letters(line.text) == _letters(title)


def _same(text: str, title: str) -> bool:
    """Tell whether a line is the title, or as much of it as a site leaves or adds to."""
    if not title or len(text) > 2 * len(title) + 40:
        return False
    one, other = sorted((_letters(text), _letters(title)), key=len)
    most = max(20, 0.6 * len(other))
    return bool(one) and (one == other or (len(one) >= most and other.startswith(one)))


def _akin(text: str, title: str) -> bool:
    """Tell whether a line is another wording of the title: most of its words are the same."""
    one, other = ({core(word) for word in side[:300].casefold().split()} for side in (text, title))
    common = len((one & other) - {""})
    return common >= 3 and common >= 0.6 * min(len(one), len(other))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:400].casefold()))
