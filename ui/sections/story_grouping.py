"""The part of the page Corpus about stories: how articles are grouped, and articles to move."""

import streamlit as st

from analysis.corpus.stories import PROBABILITY_THRESHOLD
from analysis.store.queries import corpus as corpus_queries
from analysis.store.queries import filter_choices
from analysis.store.workspace import Workspace
from ui.core import data, jobs
from ui.core.overrides import apply_override
from ui.widgets import article_choice

#: The choice of a story of its own for an article; no story has this id.
_OWN_STORY = "\n"
#: Range and step of the slider: below, everything is one story; above, nearly nothing is.
_LOWEST, _HIGHEST, _STEP = 0.1, 0.9, 0.05
#: Decimals of a threshold: those of :data:`_STEP`.
_DECIMALS = 2


def draw_threshold() -> None:
    """Draw the slider for the probability above which articles are one story."""
    override = data.get_workspace().overrides.story_threshold
    current = PROBABILITY_THRESHOLD if override is None else override
    stories = len(data.cached_query(filter_choices.list_story_names))
    default = (
        "the default"
        if current == PROBABILITY_THRESHOLD
        else f"the default is {PROBABILITY_THRESHOLD}"
    )
    st.caption(
        f"Articles that report one event with a mean probability of at least {current:.2f} "
        f"({default}) are one story. There {'is' if stories == 1 else 'are'} now {stories:,} "
        f"{'story' if stories == 1 else 'stories'}; a stricter grouping makes more and smaller "
        "ones. Two events in one story mislead more than one event in two stories."
    )
    threshold = st.slider(
        "Story grouping: broader ↔ stricter",
        _LOWEST,
        _HIGHEST,
        min(max(current, _LOWEST), _HIGHEST),
        _STEP,
        key=f"threshold_{current}",
        help="Probability that two articles report the same event, by their words, leads, names, "
        "numbers and dates: 0 for nothing in common, 1 for the same text.",
    )
    with st.container(horizontal=True):
        is_unchanged = _is_equal(threshold, current)
        if st.button("Regroup", key="group", disabled=jobs.is_busy() or is_unchanged):
            is_default = _is_equal(threshold, PROBABILITY_THRESHOLD)
            _set_threshold(None if is_default else round(threshold, _DECIMALS))
        if override is not None and st.button(
            "Default grouping", key="default_grouping", disabled=jobs.is_busy()
        ):
            _set_threshold(None)


def draw_move() -> None:
    """Draw the widgets that move an article into another story, and that undo moves."""
    articles = article_choice.list_articles()
    stories = data.cached_query(filter_choices.list_story_names)
    with st.grid(2, min_column_width=300):
        article = st.selectbox(
            "Article to move",
            ["", *articles],
            format_func=lambda article_id: articles.get(article_id, "Choose one"),
        )
        current = data.cached_query(corpus_queries.find_story_id, article) if article else ""
        target = st.selectbox(
            "Into the story",
            ["", *(story for story in stories if story != current), _OWN_STORY],
            format_func=lambda story_id: (
                "A story of its own"
                if story_id == _OWN_STORY
                else stories.get(story_id, "Choose one")
            ),
        )
    if st.button("Move", key="move", disabled=jobs.is_busy() or not (article and target)):
        is_own = target == _OWN_STORY
        neighbour = (
            "" if is_own else data.cached_query(corpus_queries.find_first_article_id, target)
        )
        apply_override(
            lambda workspace: workspace.move_article(article, neighbour), "Moving an article"
        )
    _draw_moved()


def _is_equal(threshold: float, other: float) -> bool:
    """Return whether two thresholds are the same position of the slider."""
    return abs(threshold - other) <= _STEP / 2


def _set_threshold(threshold: float | None) -> None:
    apply_override(
        lambda workspace: workspace.set_story_threshold(threshold), "Grouping articles into stories"
    )


def _draw_moved() -> None:
    """List the articles that were moved, to undo it."""
    moved = data.get_workspace().overrides.moved
    if not moved:
        return
    names = data.cached_query(corpus_queries.name_articles, tuple(sorted(moved)))
    chosen = st.multiselect(
        "Moved articles, to put back where the grouping puts them",
        list(moved),
        format_func=lambda article_id: names.get(article_id, article_id),
        key="put_back",
    )

    def put_back(workspace: Workspace) -> None:
        for article in chosen:
            workspace.move_article(article, None)

    if st.button("Put back", key="unmove", disabled=jobs.is_busy() or not chosen):
        apply_override(put_back, "Putting articles back")
