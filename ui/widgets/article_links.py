"""Links in markup to a place in an article; the filters stay in the address."""

from ui.core import selection
from ui.widgets import markup
from ui.widgets.markup import Html


def build_article_href(article_id: str, start: int | None = None) -> str:
    """Return the address of an article, at one of its characters unless ``start`` is None."""
    place = {"article": str(article_id)} | ({} if start is None else {"at": str(start)})
    return markup.build_page_href("article", {**selection.get_link_query(), **place})


def build_article_link(article_id: str, start: int | None, text: str) -> Html:
    """Return ``text``, unescaped until now, as a link to a place in an article."""
    return Html('<a href="{}" target="_self">{}</a>').format(
        build_article_href(article_id, start), text
    )
