"""The analyst's groups of outlets in the sidebar: to filter, to colour, and to pool the outlets.

Pooling replaces the catalogue of a run by one in which groups take the outlets' place, so that
every page follows (:mod:`analysis.store.pooled_catalogue`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import streamlit as st

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.outlet_groups import NO_OUTLET, OutletGroups, OutletGroupsError
from analysis.store.pooled_catalogue import PooledCatalogue
from ui.core import data

#: Keys of the widgets and of the address.
GROUP_KEY, MODE_KEY = "outlet_group", "show_outlets"
#: Choice of outlets as they are.
_SEPARATE = "Each outlet"
_COLOURED, _POOLED = "Coloured by {}", "Grouped by {}"
#: Between a column and a value in an option of the filter.
_SEPARATOR = ": "
#: Maximum number of pooled catalogues that are open at a time.
_MAX_POOLED = 4


@dataclass(frozen=True)
class OutletMode:
    """What the sidebar says of groups.

    Attributes:
        groups: All groups.
        chosen: The values chosen in the filter, by column.
        colour_column: The column that outlets are coloured by; empty for none.
        pool_column: The column whose values take the outlets' place; empty for none.
    """

    groups: OutletGroups = field(default_factory=OutletGroups)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    colour_column: str = ""
    pool_column: str = ""

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the parameters of a link to this choice."""
        query: dict[str, str | list[str]] = {}
        if self.chosen:
            query[GROUP_KEY] = _list_options(self.chosen)
        if self.pool_column or self.colour_column:
            query[MODE_KEY] = _name_mode(self.pool_column, self.colour_column)
        return query

    def describe(self) -> list[str]:
        """Return the choice in words; unescaped text."""
        parts = [
            f"outlets with {column}: {' or '.join(values)}"
            for column, values in self.chosen.items()
        ]
        if self.pool_column:
            parts.append(f"grouped by {self.pool_column}: its values take the outlets’ place")
        if self.colour_column:
            parts.append(f"coloured by {self.colour_column}")
        return parts


def draw_outlet_mode(outlets: Sequence[str]) -> OutletMode:
    """Draw the filter by group and the choice of how outlets are shown, if there are groups.

    Args:
        outlets: Labels of all outlets.
    """
    try:
        groups = data.get_workspace().outlet_groups.read()
    except OutletGroupsError as error:
        st.error("The groups of outlets cannot be read.")
        st.text(str(error))
        return OutletMode()
    columns = [column for column, values in groups.columns.items() if values]
    if not columns:
        return OutletMode(groups)
    options = _list_options({column: groups.list_values(column, outlets) for column in columns})
    selected = st.multiselect(
        "Outlet groups",
        options,
        key=GROUP_KEY,
        bind="query-params",
        placeholder="All",
        filter_mode="contains",
        select_all=False,
    )
    modes = {_SEPARATE: ("", "")}
    for column in columns:
        modes[_name_mode("", column)] = ("", column)
        modes[_name_mode(column, "")] = (column, "")
    mode = st.selectbox(
        "Show outlets",
        list(modes),
        key=MODE_KEY,
        bind="query-params",
        help="Coloured: outlets of one group look alike. Grouped: on the pages that compare "
        "outlets, each group takes the place of its outlets.",
    )
    chosen: dict[str, tuple[str, ...]] = {}
    for option in selected:
        column, value = next(
            (name, option.removeprefix(name + _SEPARATOR))
            for name in sorted(columns, key=len, reverse=True)
            if option.startswith(name + _SEPARATOR)
        )
        chosen[column] = (*chosen.get(column, ()), value)
    pool_column, colour_column = modes[mode]
    return OutletMode(groups, chosen, colour_column, pool_column)


def restrict_filters(mode: OutletMode, filters: Filters, outlets: Sequence[str]) -> Filters:
    """Return the filters with the outlets of the chosen groups alone.

    Args:
        mode: The choice.
        filters: As chosen in the sidebar.
        outlets: Labels of all outlets.
    """
    if not mode.chosen:
        return filters
    selected = mode.groups.select_outlets(filters.outlets or outlets, mode.chosen)
    return replace(filters, outlets=selected or (NO_OUTLET,))


def pool_outlets(mode: OutletMode, filters: Filters, outlets: Sequence[str]) -> Filters:
    """Show groups in the outlets' place in this run; return the filters by group.

    Args:
        mode: The choice, with a column to pool by.
        filters: As :func:`restrict_filters` returns them.
        outlets: Labels of all outlets.
    """
    labels = mode.groups.name_pools(mode.pool_column, outlets)
    if filters.outlets:
        labels = {
            outlet: label if outlet in filters.outlets else NO_OUTLET
            for outlet, label in labels.items()
        }
    data.pool_catalogue(_pool(data.get_catalogue(), tuple(sorted(labels.items()))))
    if not filters.outlets:
        return filters
    selected_labels = {labels.get(outlet, NO_OUTLET) for outlet in filters.outlets}
    return replace(filters, outlets=tuple(selected_labels))


@lru_cache(maxsize=_MAX_POOLED)
def _pool(catalogue: Catalogue, labels: tuple[tuple[str, str], ...]) -> PooledCatalogue:
    return PooledCatalogue(catalogue, dict(labels))


def _list_options(values_by_column: dict[str, tuple[str, ...]] | dict[str, list[str]]) -> list[str]:
    return [
        f"{column}{_SEPARATOR}{value}"
        for column, values in values_by_column.items()
        for value in values
    ]


def _name_mode(pool_column: str, colour_column: str) -> str:
    return _POOLED.format(pool_column) if pool_column else _COLOURED.format(colour_column)
