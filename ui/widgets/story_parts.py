"""The parts of the story in view, each with a link to its articles alone."""

from dataclasses import replace

from analysis.findings import story_parts
from analysis.findings.story_parts import StoryPart, StoryParts
from analysis.store.filters import Filters
from ui.core import data
from ui.widgets import markup
from ui.widgets.markup import Html

#: Maximum number of parts that are named (judgement: two lines).
MAX_PARTS = 6


def draw_story_parts(filters: Filters, page: str) -> None:
    """Say that the articles of a story may report several events, if their dates suggest it.

    Args:
        filters: The selection; it leaves the articles of one story.
        page: The address of the page that is drawn, for the links to one part.
    """
    sentences = describe_story_parts(
        data.cached_query(story_parts.find_story_parts, filters), filters, page
    )
    if sentences:
        markup.render(Html('<p role="status">{}</p>').format(sentences))


def describe_story_parts(articles: StoryParts, filters: Filters, page: str) -> Html:
    """Return what is said of parts and undated articles; empty of one part that is dated."""
    sentences = []
    if len(articles.parts) > 1:
        named = articles.parts[:MAX_PARTS]
        links = [_build_link(part, filters, page) for part in named]
        n_more = len(articles.parts) - len(named)
        links += [Html("{:,} more").format(n_more)] if n_more else []
        sentences.append(
            Html(
                "{}: {}. What is compared here mixes them; a date opens its articles alone."
            ).format(story_parts.describe_gap(articles.parts), Html(" · ").join(links))
        )
    if undated := story_parts.describe_undated(articles):
        sentences.append(Html("{}").format(undated))
    return Html(" ").join(sentences)


def _build_link(part: StoryPart, filters: Filters, page: str) -> Html:
    of_part = replace(filters, start=part.first, end=part.last)
    return Html('<a href="{}" target="_self">{}</a> ({})').format(
        markup.build_page_href(page, of_part.to_query()),
        story_parts.describe_days(part),
        story_parts.count_part(part),
    )
