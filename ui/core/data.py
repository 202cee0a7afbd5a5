"""Cached access to the workspace: one catalogue for all sessions, small answers by filters.

A page calls :func:`cached_query` with a query function of ``analysis.store``. The cache key is the
catalogue (one version of the workspace), the query and its arguments, never a data frame.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from analysis.charts import outlet_styles
from analysis.settings import Settings
from analysis.store.catalogue import Catalogue
from analysis.store.queries import filter_choices
from analysis.store.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
_CATALOGUE = "_catalogue"
_ANSWERS = 500
"""Most answers kept; each is what one page shows."""


class NoCatalogueError(Exception):
    """The workspace has no catalogue yet."""


def get_workspace() -> Workspace:
    """Return the workspace shown, as the settings name it."""
    return Workspace(Settings.from_environment().workspace)


def open_catalogue() -> None:
    """Choose the catalogue this run of the page shows: the newest; ``dashboard.py`` calls it.

    While another is due it is the one built last.

    Raises:
        NoCatalogueError: none has been built yet.
        OverridesError: when the analyst's decisions cannot be understood.
    """
    now = get_workspace()
    st.session_state[_CATALOGUE] = _open(str(now.path), now.version)


def get_catalogue() -> Catalogue:
    """Return the catalogue this run shows, shared with all sessions that show the same."""
    opened: Catalogue = st.session_state[_CATALOGUE]
    return opened


def is_current() -> bool:
    """Tell whether the catalogue shown is that of the workspace as it is now."""
    return get_catalogue().version == get_workspace().version


def cached_query(
    query: Callable[Concatenate[Catalogue, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return ``query(catalogue, *args, **kwargs)``, from the cache when it was asked before.

    Args:
        query: a module-level function of ``analysis`` whose first argument is the catalogue; its
            answer is small (what a page shows).
        args: hashable values: filters, ids, numbers.
        kwargs: the same, by name.
    """
    answer: T = _answer(get_catalogue(), query, args, tuple(sorted(kwargs.items())))
    # pandas copies on write, so this costs nothing and keeps the cached frame as it is.
    return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer


def list_outlets() -> tuple[str, ...]:
    """Return the labels of all outlets of the workspace, sorted."""
    return cached_query(filter_choices.outlets)


def get_outlet_styles() -> dict[str, outlet_styles.OutletStyle]:
    """Return how each outlet of the workspace is drawn, whatever the filters leave."""
    return outlet_styles.assign_styles(list_outlets())


def _is_newest(opened: Catalogue) -> bool:
    now = get_workspace()
    replaced = not opened.path.exists()
    return not replaced and (opened.version == now.version or not now.catalogue_path.exists())


@st.cache_resource(max_entries=4, show_spinner=False, validate=_is_newest)
def _open(path: str, version: str) -> Catalogue:
    found = Workspace(path).catalogue(stale=True)
    if found is None:
        raise NoCatalogueError(path)
    return found


@lru_cache(maxsize=_ANSWERS)
def _answer(
    opened: Catalogue, query: Callable[..., Any], args: tuple[Any, ...], kwargs: tuple[Any, ...]
) -> Any:  # noqa: ANN401
    return query(opened, *args, **dict(kwargs))
