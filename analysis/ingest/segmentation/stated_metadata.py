"""What a text says of itself, for what is not known otherwise: headline, byline, date, credit."""

from dataclasses import replace

from analysis.ingest.article import Article
from analysis.ingest.dates import parse_date
from analysis.ingest.segmentation.credits import credit_name
from analysis.ingest.segmentation.line_shapes import byline_name, stated_date

#: Kinds of blocks after which a credit belongs to a caption, not to the article.
_RUNNING = ("body", "subhead", "dateline")


def complete(article: Article) -> Article:
    """Fill title, byline, published and credit, where empty, from the article's own blocks.

    The title is its headline block; the byline a line that begins with "By"; the date stands alone
    or labelled above the first paragraph; the credit closes the article ("(Yonhap)", "From The
    Lamp"). An outlet is never taken from a text.
    """
    title = byline = credit = ""
    published = article.published
    running = False
    before = ""
    for block in article.blocks:
        said = article.text[block.start : block.end]
        if block.kind in _RUNNING:
            # A credit with prose after it closes no article.
            running, credit = True, ""
        elif block.kind == "headline":
            title = title or " ".join(said.split())
        elif block.kind == "byline":
            byline = byline or byline_name(said)
        elif block.kind == "credit" and running and before != "caption":
            credit = credit or credit_name(said)
        elif block.kind == "boilerplate" and not running and published is None:
            published = parse_date(stated_date(said))
        before = block.kind
    return replace(
        article,
        title=article.title or title,
        byline=article.byline or byline,
        published=published,
        credit=article.credit or credit,
    )
