"""Metadata that a text itself states: headline, byline, date and credit."""

import re
from dataclasses import replace

from analysis.ingest.article import Article
from analysis.ingest.dates import parse_date
from analysis.ingest.segmentation.credits import credited_source
from analysis.ingest.segmentation.line_shapes import byline_name, find_date

#: The marks of a heading in Markdown, and those of an agency's copy: "^Harbour reopens<".
_HEADING_MARKS = re.compile(r"^#{1,6} |^\^|(?<=\w)[<=]$")
#: The kinds of blocks that belong to the running text.
_RUNNING_TEXT = frozenset({"body", "subhead", "dateline"})
#: The kinds of blocks above the first paragraph that can state when the article was published.
_DATED = frozenset({"boilerplate", "byline", "dateline"})


def fill_metadata(article: Article) -> Article:
    """Fill title, byline, date and credit, if they are empty, from the article's own blocks.

    The title is the headline block; the byline is a line that starts with "By"; the date is a line
    of its own, with the byline or in the dateline, above the first paragraph; the credit closes the
    article ("(Yonhap)", "From The Lamp"), and is not the credit of a caption. An outlet is never
    taken from a text.
    """
    title = byline = credit = ""
    published = article.published
    in_running_text = in_prose = False
    previous_kind = ""
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind in _DATED and not in_prose and published is None:
            published = parse_date(find_date(text))
        if block.kind in _RUNNING_TEXT:
            # A credit that prose follows does not close the article.
            in_running_text, credit = True, ""
            in_prose = in_prose or block.kind != "subhead"
        elif block.kind == "headline":
            title = title or _HEADING_MARKS.sub("", " ".join(text.split()))
        elif block.kind == "byline":
            byline = byline or byline_name(text)
        elif block.kind == "credit" and in_running_text and previous_kind != "caption":
            credit = credit or credited_source(text)
        previous_kind = block.kind
    return replace(
        article,
        title=article.title or title,
        byline=article.byline or byline,
        published=published,
        credit=article.credit or credit,
    )
