"""Cached access to the workspace: one catalogue for all sessions, small answers by filters.

A page asks with :func:`ask` and a query function of ``analysis.store``. Answers are cached under
the query's name, its arguments and the catalogue's version, never under a data frame (Streamlit
hashes large frames by a sample only).
"""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from analysis.charts import palette
from analysis.settings import Settings
from analysis.store import queries
from analysis.store.catalogue import Catalogue
from analysis.store.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent


class NoCatalogueError(Exception):
    """The workspace has no catalogue yet."""


def workspace() -> Workspace:
    """Return the workspace shown, as the settings name it."""
    return Workspace(Settings.from_environment().workspace)


def catalogue() -> Catalogue:
    """Return the catalogue shown, shared by all sessions; one built last while another is due.

    Raises:
        NoCatalogueError: none has been built yet.
    """
    now = workspace()
    return _open(str(now.path), now.version)


def is_current() -> bool:
    """Tell whether the catalogue shown is that of the workspace as it is now."""
    return catalogue().version == workspace().version


def ask(query: Callable[Concatenate[Catalogue, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return ``query(catalogue, *args, **kwargs)``, from the cache when it was asked before.

    Args:
        query: a module-level function of ``analysis`` whose first argument is the catalogue; its
            answer is small (what a page shows).
        args: hashable values: filters, ids, numbers.
        kwargs: the same, by name.
    """
    asked = catalogue()
    name = f"{query.__module__}.{query.__qualname__}"
    named = tuple(sorted(kwargs.items()))
    answer: T = _answer(name, str(asked.path), args, named, query, asked)
    return answer


def outlets() -> tuple[str, ...]:
    """Return the labels of all outlets of the workspace, sorted."""
    return ask(queries.outlets)


def looks() -> dict[str, palette.Look]:
    """Return how each outlet of the workspace is drawn, whatever the filters leave."""
    return palette.looks(outlets())


def _is_newest(opened: Catalogue) -> bool:
    now = workspace()
    return opened.version == now.version or now.catalogue() is None


@st.cache_resource(max_entries=4, show_spinner=False, validate=_is_newest)
def _open(path: str, version: str) -> Catalogue:
    found = Workspace(path).catalogue(stale=True)
    if found is None:
        raise NoCatalogueError(path)
    return found


@st.cache_data(max_entries=1000, max_size="200MiB", show_spinner=False)
def _answer(
    name: str,
    path: str,
    args: tuple[Hashable, ...],
    kwargs: tuple[tuple[str, Hashable], ...],
    _query: Callable[..., Any],
    _catalogue: Catalogue,
) -> Any:  # noqa: ANN401
    """Answer a query; the path of the catalogue names the workspace and its version."""
    return _query(_catalogue, *args, **dict(kwargs))
