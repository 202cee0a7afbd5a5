"""The shared filters: sidebar widgets, the ``Filters`` they stand for, and the address.

Streamlit binds every widget to the address under the name that :meth:`Filters.to_query` gives its
field. The address shows names where the filters hold ids; a link may carry either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from analysis.entity_types import plural_name
from analysis.store.filters import Filters
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import filter_choices, overview
from analysis.store.queries.filter_choices import FilterOptions
from analysis.tables import QUOTE_KINDS
from ui.core import address, data, navigation, outlet_modes
from ui.core.outlet_modes import OutletMode

_QUERY, _DESCRIPTION, _LINK_QUERY = "_query", "_description", "_link_query"

_MISSING_STORY, _STORY_OPEN = "_missing_story", "_story_open"

#: Labels by id of a filter's options.
Labels = Mapping[str, str]


def draw_filters(*, can_pool: bool = True) -> Filters:
    """Draw the shared filters in the sidebar and keep their state; for ``dashboard.py`` alone.

    Args:
        can_pool: Whether the page that runs may show groups of outlets in the outlets' place.
    """
    labels = _list_labels()
    _note_missing_story(labels["story"])
    _replace_ids_in_link(labels)
    options = data.cached_query(filter_choices.read_filter_options)
    with st.sidebar:
        story = _draw_story(labels["story"])
        outlets = _draw_multiselect("outlet", "Outlets", _label_as_is(options.outlets))
        mode = outlet_modes.draw_outlet_mode(options.outlets)
        chosen = Filters(
            story=story,
            outlets=outlets,
            entities=_draw_multiselect("entity", "People, places, organisations", labels["entity"]),
            labels=_draw_multiselect("type", "Entity type", labels["type"]),
            kinds=_draw_multiselect("quote", "Quotation type", labels["quote"]),
            **_draw_dates(options),
        )
        link_query = mode.to_query()
        if not can_pool:
            mode = replace(mode, pool_column="")
        filters = outlet_modes.restrict_filters(mode, chosen, options.outlets)
        descriptions = tuple(
            _describe_selection(named, filters, mode)
            for named in (chosen, replace(chosen, story=""))
        )
        if mode.pool_column:
            filters = outlet_modes.pool_outlets(mode, filters, options.outlets)
        several = not filters.story and data.cached_query(overview.count_stories, filters) > 1
        mixed = several and address.draw_toggle(
            "mixed",
            "Compare all stories together",
            tooltip="Outlets are compared within one story; this puts all of them together.",
        )
        if chosen != Filters() or mode.chosen:
            st.button("Clear filters", key="clear_filters", on_click=clear_filters)
    st.session_state[data.FILTERS_KEY] = filters
    st.session_state[data.COLOUR_GROUPS_KEY] = (
        mode.groups.group_outlets(mode.colour_column, options.outlets) if mode.colour_column else {}
    )
    st.session_state[_STORY_OPEN] = mixed or not several
    st.session_state[_LINK_QUERY] = chosen.to_query() | link_query
    st.session_state[_QUERY] = _replace_ids(st.session_state[_LINK_QUERY], labels)
    st.session_state[_DESCRIPTION] = descriptions
    return filters


def get_filters() -> Filters:
    """Return the filters of this run, as :func:`draw_filters` kept them."""
    filters: Filters = st.session_state[data.FILTERS_KEY]
    return filters


def get_link_query() -> Mapping[str, str | list[str]]:
    """Return the parameters of a link that keeps the choices of the sidebar."""
    query: Mapping[str, str | list[str]] = st.session_state[_LINK_QUERY]
    return query


def is_story_missing() -> bool:
    """Return whether the link that opened the app names a story that is not in the workspace."""
    return bool(st.session_state.get(_MISSING_STORY)) and not get_filters().story


def is_story_open() -> bool:
    """Return whether the selection is one story, or the analyst asked to mix several."""
    return bool(st.session_state[_STORY_OPEN])


def clear_filters() -> None:
    """Clear every shared filter; a callback of buttons."""
    st.session_state["story"] = ""
    for key in ("outlet", outlet_modes.GROUP_KEY, "entity", "type", "quote"):
        st.session_state[key] = []
    for key in ("from", "to"):
        st.session_state[key] = None


def select_story(story_id: str) -> None:
    """Filter by one story; a callback."""
    st.session_state["story"] = story_id


def name_entities(entity_ids: Sequence[str]) -> Labels:
    """Return the names shown for some entities, by id; no two entities share one."""
    names = data.cached_query(filter_choices.list_top_entities)
    if rarer := tuple(sorted({entity for entity in entity_ids if entity not in names})):
        names = {**names, **data.cached_query(filter_choices.list_entity_names, rarer)}
    return {entity: names.get(entity, entity) for entity in entity_ids}


def name_entity_parts(keys: Sequence[str]) -> Labels:
    """Return the names shown for ids that may name one sense of a country; no two share one."""
    parts = {key: entity_queries.split_sense(key) for key in keys}
    names = name_entities(sorted({entity for entity, _ in parts.values()}))
    return {
        key: f"{names[entity]} ({sense})" if sense else names[entity]
        for key, (entity, sense) in parts.items()
    }


def list_entity_choices() -> Labels:
    """Return the names shown for the most mentioned entities, by id."""
    return data.cached_query(filter_choices.list_top_entities)


def describe_selection(*, with_story: bool = True) -> str:
    """Return how many articles meet the filters of this run, and the filters in words.

    Args:
        with_story: Whether the story is named; not where the title of the page does it.
    """
    with_its_name, without = st.session_state[_DESCRIPTION]
    return str(with_its_name if with_story else without)


def draw_page_link(page: str, text: str, **params: str) -> None:
    """Draw a link to another page that keeps the filters and adds ``params`` to its address."""
    query = {**st.session_state[_QUERY], **params}
    # Without help="" the tooltip of the page covers what stands around the link.
    st.page_link(navigation.get_page_path(page), label=text, query_params=query, help="")


def _describe_selection(chosen: Filters, filters: Filters, mode: OutletMode) -> str:
    """Return how many articles are selected, and the choices in words.

    Args:
        chosen: The filters of the sidebar.
        filters: The same, restricted to the chosen groups.
        mode: How outlets are shown.
    """
    selected = data.cached_query(filter_choices.count_articles, filters)
    total = data.cached_query(filter_choices.count_articles, Filters())
    outlets = len(data.cached_query(filter_choices.list_outlets, filters))
    parts = [f"{selected:,} of {total:,} articles"]
    if not chosen.outlets:
        parts.append(f"{outlets:,} outlet{'s' * (outlets != 1)}")
    if chosen != Filters():
        parts.append(_describe(chosen))
    parts += mode.describe()
    if data.get_workspace().overrides.excludes_shared_text:
        parts.append("shared text excluded")
    return " · ".join(parts)


def _describe(filters: Filters) -> str:
    """Return filters in words; unescaped text."""
    named = replace(filters, labels=tuple(plural_name(label) for label in filters.labels))
    return named.sentence(
        {**data.cached_query(filter_choices.list_story_names), **name_entities(filters.entities)}
    )


def _list_labels() -> dict[str, Labels]:
    """Return the labels by id of what the widgets offer, by the widget's key."""
    options = data.cached_query(filter_choices.read_filter_options)
    entities = data.cached_query(filter_choices.list_top_entities)
    requested = (*st.query_params.get_all("entity"), *st.session_state.get("entity", ()))
    offered = {*entities, *entities.values()}
    if rarer := tuple(sorted({entity for entity in requested if entity not in offered})):
        entities = {**entities, **data.cached_query(filter_choices.find_entities, rarer)}
    return {
        "story": data.cached_query(filter_choices.list_story_names),
        "entity": entities,
        "type": {label: plural_name(label) for label in options.labels},
        "quote": {kind: kind.capitalize() for kind in QUOTE_KINDS},
    }


def _note_missing_story(labels: Labels) -> None:
    """Remember, when a link is opened, that its story is gone: the bound widget drops the name."""
    if data.FILTERS_KEY not in st.session_state and (story := st.query_params.get("story")):
        st.session_state[_MISSING_STORY] = story not in {*labels, *labels.values()}


def _replace_ids_in_link(labels: Mapping[str, Labels]) -> None:
    """Replace the ids in a link that was just opened by labels.

    A bound widget takes labels from the address, and drops what it does not know.
    """
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    labelled = _replace_ids(query, labels)
    if labelled != query and data.FILTERS_KEY not in st.session_state:
        st.query_params.from_dict(labelled)
        st.rerun()


def _replace_ids(
    query: Mapping[str, str | list[str]], labels: Mapping[str, Labels]
) -> dict[str, str | list[str]]:
    labelled: dict[str, str | list[str]] = {}
    for key, value in query.items():
        names = labels.get(key, {})
        if isinstance(value, str):
            labelled[key] = names.get(value, value)
        else:
            labelled[key] = [names.get(item, item) for item in value]
    return labelled


def _label_as_is(options: Sequence[str]) -> dict[str, str]:
    return {option: option for option in options}


def _draw_story(labels: Labels) -> str:
    """Draw the choice of a story, unless there is a single one."""
    if len(labels) == 1:
        return ""
    story: str = st.selectbox(
        "Story",
        ["", *labels],
        key="story",
        bind="query-params",
        format_func=lambda story_id: labels.get(story_id, "All stories"),
        filter_mode="contains",
    )
    return story


def _draw_multiselect(key: str, label: str, options: Labels) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(options),
        key=key,
        bind="query-params",
        format_func=lambda option: options.get(option, option),
        placeholder="All",
        filter_mode="contains",
        select_all=False,
    )
    return tuple(chosen)


def _draw_dates(options: FilterOptions) -> dict[str, date | None]:
    """Draw the choice of dates; it opens on demand, because its two calendars are slow to draw."""
    with st.popover("Published", width="stretch"):
        dates = {
            "start": _draw_date("from", "Published from", options),
            "end": _draw_date("to", "Published until", options),
        }
    st.caption(_describe_choice(dates, options))
    return dates


def _describe_choice(dates: Mapping[str, date | None], options: FilterOptions) -> str:
    """Return the chosen dates, or those there are, and what becomes of undated articles."""
    undated = f"{options.undated:,} undated" if options.undated else ""
    if any(dates.values()):
        left_out = f"; {undated} left out" if undated else ""
        return f"Published {_describe_dates(dates['start'], dates['end'])}{left_out}."
    if options.first is None:
        return "No article has a date."
    span = (
        f"{options.first}"
        if options.first == options.last
        else f"{options.first} to {options.last}"
    )
    return f"{span}{f'; {undated}' if undated else ''}."


def _describe_dates(start: date | None, end: date | None) -> str:
    if start and end:
        return f"on {start}" if start == end else f"from {start} until {end}"
    return f"from {start}" if start else f"until {end}"


def _draw_date(key: str, label: str, options: FilterOptions) -> date | None:
    chosen: date | None = st.date_input(
        label,
        value=None,
        min_value=options.first,
        max_value=options.last,
        key=key,
        bind="query-params",
        format="YYYY-MM-DD",
        disabled=options.first is None,
    )
    return chosen
