"""The part of the page Corpus about stories: the cut that groups articles, and articles to move."""

import streamlit as st

from analysis.corpus.stories import SIMILARITY_THRESHOLD
from analysis.store.queries import corpus as corpus_queries
from analysis.store.queries import filter_choices
from ui.core import data, jobs
from ui.widgets import article_choice

_ALONE = "\n"  # no story has this id
_LOWEST, _HIGHEST, _STEP = 0.05, 0.5, 0.01


def draw_threshold() -> None:
    """Show the similarity from which articles are one story, to change."""
    workspace = data.get_workspace()
    decided = workspace.overrides.story_threshold
    stands = SIMILARITY_THRESHOLD if decided is None else decided
    stories = len(data.cached_query(filter_choices.stories))
    usual = (
        "the usual cut"
        if stands == SIMILARITY_THRESHOLD
        else f"the usual cut is {SIMILARITY_THRESHOLD}"
    )
    st.caption(
        f"Articles whose mean similarity is at least {stands:.2f} ({usual}) are one story: "
        f"{stories:,} here. A higher cut merges less; two events in one story are the worse error."
    )
    wanted = st.slider(
        "Cut of stories",
        _LOWEST,
        _HIGHEST,
        min(max(stands, _LOWEST), _HIGHEST),
        _STEP,
        key=f"cut_{stands}",
        help="Similarity of the words, rare ones weighing more, less by the days between two "
        "articles; 0 for nothing in common, 1 for the same text.",
    )
    with st.container(horizontal=True):
        changed = abs(wanted - stands) > _STEP / 2
        if st.button("Group again", key="group", disabled=_busy() or not changed):
            workspace.set_story_threshold(
                None if abs(wanted - SIMILARITY_THRESHOLD) < _STEP / 2 else round(wanted, 2)
            )
            jobs.rebuild_catalogue("Grouping articles into stories")
            st.rerun()
        if decided is not None and st.button("Usual cut", key="usual_cut", disabled=_busy()):
            workspace.set_story_threshold(None)
            jobs.rebuild_catalogue("Grouping articles into stories")
            st.rerun()


def draw_move() -> None:
    """Let an article be put into another story, and moves be undone."""
    listed = article_choice.list_articles()
    stories = data.cached_query(filter_choices.stories)
    with st.grid(2, min_column_width=300):
        article = st.selectbox(
            "Article to move", ["", *listed], format_func=lambda key: listed.get(key, "Choose one")
        )
        here = data.cached_query(corpus_queries.story_of, article) if article else ""
        others = [story for story in stories if story != here]
        target = st.selectbox(
            "Into the story",
            ["", *others, _ALONE],
            format_func=lambda key: (
                "A story of its own" if key == _ALONE else stories.get(key, "Choose one")
            ),
        )
    if st.button("Move", key="move", disabled=_busy() or not (article and target)):
        beside = "" if target == _ALONE else data.cached_query(corpus_queries.article_of, target)
        data.get_workspace().move_article(article, beside)
        jobs.rebuild_catalogue("Moving an article")
        st.rerun()
    _moved()


def _moved() -> None:
    """List the articles that were moved, to undo it."""
    moved = data.get_workspace().overrides.moved
    if not moved:
        return
    names = data.cached_query(corpus_queries.names, tuple(sorted(moved)))
    chosen = st.multiselect(
        "Moved articles, to put back where the cut puts them",
        list(moved),
        format_func=lambda key: names.get(key, key),
        key="put_back",
    )
    if st.button("Put back", key="unmove", disabled=_busy() or not chosen):
        for article in chosen:
            data.get_workspace().move_article(article, None)
        jobs.rebuild_catalogue("Putting articles back")
        st.rerun()


def _busy() -> bool:
    return jobs.get_running_job() is not None
