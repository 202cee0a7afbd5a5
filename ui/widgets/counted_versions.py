"""Versions of one article among the articles in view, named where they are counted."""

from analysis.findings.counted_versions import describe_counted_versions
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries import overview
from ui.core import data, selection
from ui.widgets import markup
from ui.widgets.markup import Html


def draw_counted_versions() -> None:
    """Say of which outlets of the one story in view several versions of an article are counted."""
    filters = selection.get_filters()
    if data.cached_query(overview.count_stories, filters) != 1:
        return
    sentences = data.cached_query(_describe, filters)
    if sentences:
        href = markup.build_page_href("corpus", selection.get_link_query())
        markup.render(
            Html(
                '<p role="status">{}. <a href="{}" target="_self">Corpus can remove one.</a></p>'
            ).format(". ".join(sentences), href)
        )


def _describe(catalogue: Catalogue, filters: Filters) -> tuple[str, ...]:
    return tuple(describe_counted_versions(read_article_rows(catalogue, filters, "articles")))
