"""Another story that an article is nearly in, named beside the article with a link."""

from analysis.store.filters import Filters
from analysis.store.queries.article import NearStory
from ui.widgets import markup
from ui.widgets.markup import Html


def build_near_link(story_id: str, title: str) -> Html:
    """Return the words that name the other story, with a link that opens it."""
    # The widget of the filter keeps its story when a link of the app leads to another.
    href = markup.build_page_href("./", Filters(story=story_id).to_query())
    return Html('Also near the story “<a href="{}" target="_self">{}</a>”').format(href, title)


def draw_near_story(near: NearStory) -> None:
    """Show the other story that an article is nearly in, and how sure the grouping is.

    Args:
        near: As :func:`analysis.store.queries.article.find_near_story` returns it.
    """
    articles = f"{near.articles:,} article{'s' * (near.articles != 1)}"
    comparison = (
        "it is alone in its own"
        if near.own_probability is None
        else f"{near.own_probability:.2f} with its own"
    )
    markup.render(
        Html(
            '<p role="status">{} ({}). Mean probability that they report the same event: {:.2f} '
            "with that story, {}. If it belongs there, move it on Corpus.</p>"
        ).format(build_near_link(near.story_id, near.title), articles, near.probability, comparison)
    )
