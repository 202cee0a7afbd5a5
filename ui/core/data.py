"""Cached access to the workspace: one catalogue for all sessions, small results by filters.

A page calls :func:`cached_query` with a query function of ``analysis.store``. The cache key is the
catalogue (one version of the workspace), the query and its arguments, never a data frame.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from analysis.charts import outlet_styles
from analysis.settings import Settings
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import keep_text_as_objects
from analysis.store.queries import filter_choices
from analysis.store.workspace import Workspace
from ui.core import address

# Before any data frame of the app is made.
keep_text_as_objects()

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
#: Key in the address of the outlet that is coloured while the others are grey.
HIGHLIGHT = "highlight"
_CATALOGUE, _UNPOOLED = "_catalogue", "_unpooled_catalogue"
#: Key of the session under which the shared filters of a run are kept.
FILTERS_KEY = "_filters"
#: Key of the session under which the groups that outlets are coloured by are kept.
COLOUR_GROUPS_KEY = "_colour_groups"
#: Key of the session under which a run keeps what it says while it computes what takes long.
_PROGRESS = "_progress"
#: Maximum number of cached results; each is about what one page shows.
_MAX_RESULTS = 500
#: Maximum number of open catalogues: the current one and some that sessions still read.
_MAX_CATALOGUES = 4


class NoCatalogueError(Exception):
    """The workspace has no catalogue yet."""


def get_workspace() -> Workspace:
    """Return the workspace that the settings name."""
    return Workspace(Settings.from_environment().workspace)


def open_catalogue() -> None:
    """Choose the catalogue that this run of a page shows; for ``dashboard.py`` alone.

    It is the newest; while another is being built, it is the one built last.

    Raises:
        NoCatalogueError: none has been built yet.
        OverridesError: the file of overrides cannot be understood.
    """
    workspace = get_workspace()
    catalogue = _open(str(workspace.path), workspace.version)
    st.session_state[_CATALOGUE] = st.session_state[_UNPOOLED] = catalogue


def get_catalogue() -> Catalogue:
    """Return the catalogue that this run shows, shared by all sessions that show the same."""
    catalogue: Catalogue = st.session_state[_CATALOGUE]
    return catalogue


def pool_catalogue(catalogue: Catalogue) -> None:
    """Show a catalogue of the same version with pooled outlets in this run."""
    st.session_state[_CATALOGUE] = catalogue


def get_unpooled_catalogue() -> Catalogue:
    """Return the catalogue of this run in which every outlet has its own label."""
    catalogue: Catalogue = st.session_state[_UNPOOLED]
    return catalogue


def find_pooled_outlet(article_id: str) -> str:
    """Return the label of an article's outlet where a group stands in its place; else nothing."""
    unpooled = get_unpooled_catalogue()
    if unpooled is get_catalogue():
        return ""
    return str(_run_query(unpooled, filter_choices.find_outlet, (article_id,), ()))


def is_current() -> bool:
    """Return whether the catalogue shown is that of the workspace's present version."""
    return get_catalogue().version == get_workspace().version


def cached_query(
    query: Callable[Concatenate[Catalogue, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return ``query(catalogue, *args, **kwargs)``, from the cache if it was run before.

    Args:
        query: a module-level function of ``analysis`` whose first argument is the catalogue; its
            result is small (what a page shows).
        args: hashable values: filters, ids, numbers.
        kwargs: the same, by name.
    """
    progress = st.session_state.get(_PROGRESS, "")
    # A spinner appears only where the query takes its time.
    with st.spinner(progress, show_time=True) if progress else nullcontext():
        result: T = _run_query(get_catalogue(), query, args, tuple(sorted(kwargs.items())))
    # pandas copies on write, so this costs nothing and protects the cached frame.
    return result.copy(deep=False) if isinstance(result, pd.DataFrame) else result


def announce_progress(text: str) -> None:
    """Show a text and the seconds that have passed while the queries of this run are computed.

    Args:
        text: what takes long, or nothing.
    """
    st.session_state[_PROGRESS] = text


@contextmanager
def extend_progress(part: str) -> Iterator[None]:
    """Add to what is announced, if anything is, which part of it is computed meanwhile."""
    whole = st.session_state.get(_PROGRESS, "")
    if whole:
        announce_progress(f"{whole} {part}")
    try:
        yield
    finally:
        announce_progress(whole)


def list_outlets() -> tuple[str, ...]:
    """Return the labels of all outlets of the workspace, sorted."""
    return cached_query(filter_choices.list_outlets)


def list_selected_outlets() -> tuple[str, ...]:
    """Return the labels of the outlets that meet this run's filters, sorted."""
    return cached_query(filter_choices.list_outlets, st.session_state[FILTERS_KEY])


def get_highlight() -> str:
    """Return the label of the highlighted outlet of the selection; empty if there is none."""
    return address.read_choice(HIGHLIGHT, list_selected_outlets())


def get_colour_groups() -> Mapping[str, str]:
    """Return the group of each selected outlet where groups are coloured; otherwise nothing."""
    groups: Mapping[str, str] = st.session_state.get(COLOUR_GROUPS_KEY, {})
    return {outlet: groups[outlet] for outlet in list_selected_outlets() if outlet in groups}


def get_outlet_styles() -> Mapping[str, outlet_styles.OutletStyle]:
    """Return the style of each outlet of the workspace.

    The selected outlets have looks of their own, or the look of their group; the others are
    neutral. The same filters give the same looks on every page.
    """
    groups = tuple(get_colour_groups().items())
    return _assign_styles(list_outlets(), list_selected_outlets(), get_highlight(), groups)


@lru_cache(maxsize=_MAX_CATALOGUES)
def _assign_styles(
    outlets: tuple[str, ...],
    selected: tuple[str, ...],
    highlight: str,
    groups: tuple[tuple[str, str], ...],
) -> Mapping[str, outlet_styles.OutletStyle]:
    styles = outlet_styles.assign_styles(selected, highlight=highlight, groups=dict(groups))
    unselected = (outlet for outlet in outlets if outlet not in styles)
    return MappingProxyType({**styles, **dict.fromkeys(unselected, outlet_styles.NEUTRAL_STYLE)})


def _is_newest(catalogue: Catalogue) -> bool:
    workspace = get_workspace()
    return catalogue.path.exists() and (
        catalogue.version == workspace.version or not workspace.catalogue_path.exists()
    )


@st.cache_resource(max_entries=_MAX_CATALOGUES, show_spinner=False, validate=_is_newest)
def _open(path: str, version: str) -> Catalogue:  # noqa: ARG001 - part of the cache key
    catalogue = Workspace(path).catalogue(stale=True)
    if catalogue is None:
        raise NoCatalogueError(path)
    return catalogue


@lru_cache(maxsize=_MAX_RESULTS)
def _run_query(
    catalogue: Catalogue,
    query: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: tuple[Any, ...],
) -> Any:  # noqa: ANN401 - whatever the query returns
    return query(catalogue, *args, **dict(kwargs))
