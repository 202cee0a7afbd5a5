"""Whether the story in view may have several events, and its parts, each with a link."""

from collections.abc import Collection, Mapping

from analysis.findings import story_parts
from analysis.findings.loose_stories import describe_looseness, find_loose_stories
from analysis.findings.story_parts import StoryPart, StoryParts
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices, overview
from ui.core import data, selection
from ui.widgets import markup
from ui.widgets.markup import Html

#: Parameters of a link.
LinkQuery = Mapping[str, str | list[str]]


def draw_story_parts(page: str, compared: Collection[str] = ()) -> None:
    """Say that the articles of the one story in view may report several events, if so.

    Args:
        page: The address of the page that is drawn, for the links to one part.
        compared: Ids of the articles that it compares; if none, it compares the outlets.
    """
    filters = selection.get_filters()
    if data.cached_query(overview.count_stories, filters) != 1:
        return
    (story_id,) = data.cached_query(overview.list_stories, filters, 1)["story_id"]
    means = data.cached_query(find_loose_stories, (story_id,)).values()
    articles = data.cached_query(story_parts.find_story_parts, filters)
    is_mixed = (
        _are_of_several_parts(compared, articles)
        if compared
        else len(data.list_selected_outlets()) > 1
    )
    sentences = describe_story_parts(
        articles,
        selection.get_link_query(),
        page,
        is_mixed=is_mixed,
        noun=data.get_catalogue().outlet_noun,
    )
    sentences = markup.join(
        [*(Html("{}. ").format(describe_looseness(n)) for n in means), sentences]
    )
    if sentences:
        markup.render(Html('<p role="status">{}</p>').format(sentences))


def describe_story_parts(
    articles: StoryParts, query: LinkQuery, page: str, *, is_mixed: bool, noun: str = "outlet"
) -> Html:
    """Return what is said of parts and undated articles; empty of one part that is dated.

    Args:
        articles: The parts of the story in view.
        query: Parameters of a link to the selection.
        page: As :func:`draw_story_parts`.
        is_mixed: Whether the page compares articles of several parts.
        noun: The word for an outlet.
    """
    sentences = []
    if len(articles.parts) > 1:
        named = articles.parts[: story_parts.MAX_PARTS]
        links = [_build_link(part, query, page, noun) for part in named]
        n_more = len(articles.parts) - len(named)
        links += [Html("{:,} more").format(n_more)] if n_more else []
        gap = story_parts.describe_gap(articles.parts)
        sentences.append(Html("{}: {}.").format(gap, Html(" · ").join(links)))
        sentences.append(
            Html("What is compared here mixes them; a date opens its articles alone.")
            if is_mixed
            else Html("A date opens its articles alone.")
        )
    if undated := story_parts.describe_undated(articles):
        sentences.append(Html("{}").format(undated))
    return Html(" ").join(sentences)


def _are_of_several_parts(article_ids: Collection[str], articles: StoryParts) -> bool:
    """Return whether the dated articles among some are of more than one part."""
    days = [data.cached_query(filter_choices.find_day, article_id) for article_id in article_ids]
    parts = {
        part for part in articles.parts for day in days if day and part.first <= day <= part.last
    }
    return len(parts) > 1


def _build_link(part: StoryPart, query: LinkQuery, page: str, noun: str) -> Html:
    days = Filters(start=part.first, end=part.last).to_query()
    return Html('<a href="{}" target="_self">{}</a> ({})').format(
        markup.build_page_href(page, {**query, **days}),
        story_parts.describe_days(part),
        story_parts.count_part(part, noun),
    )
