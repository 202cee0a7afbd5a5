"""The shared filters: sidebar widgets, the ``Filters`` they stand for, the address that keeps them.

Every widget is bound to the address under the name :meth:`Filters.to_query` gives its field. The
address shows names where the filters hold ids; a link may carry either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from analysis.entity_types import plural_name
from analysis.store.filters import Filters
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import filter_choices
from analysis.tables import QUOTE_KINDS
from ui.core import data, navigation

_CURRENT, _QUERY = "_filters", "_query"


def draw_filters() -> Filters:
    """Draw the shared filters in the sidebar and keep what they say; for ``dashboard.py`` alone."""
    shown = _shown()
    _name_ids(shown)
    options = data.cached_query(filter_choices.options)
    with st.sidebar:
        filters = Filters(
            story=_story(shown["story"]),
            outlets=_several("outlet", "Outlets", options.outlets),
            entities=_several("entity", "People, places, organisations", shown["entity"]),
            labels=_several("type", "Types of names", shown["type"]),
            kinds=_several("quote", "Kinds of quotation", shown["quote"]),
            **_days(options),
        )
        if filters != Filters():
            st.button("Clear filters", key="clear_filters", on_click=clear_filters)
        st.caption("The address of this page holds the filters: copy it to share what you see.")
    st.session_state[_CURRENT] = filters
    st.session_state[_QUERY] = _named(filters.to_query(), shown)
    return filters


def get_filters() -> Filters:
    """Return the filters of this run, as :func:`draw_filters` kept them."""
    filters: Filters = st.session_state[_CURRENT]
    return filters


def clear_filters() -> None:
    """Lift every shared filter; a callback of buttons."""
    st.session_state["story"] = ""
    for key in ("outlet", "entity", "type", "quote"):
        st.session_state[key] = []
    for key in ("from", "to"):
        st.session_state[key] = None


def select_story(story_id: str) -> None:
    """Look at one story; a callback."""
    st.session_state["story"] = story_id


def name_entities(entity_ids: Sequence[str]) -> Mapping[str, str]:
    """Return the names shown for some entities, by id; no two share one."""
    shown = data.cached_query(filter_choices.top_entities)
    other = tuple(sorted({entity for entity in entity_ids if entity not in shown}))
    found = {**shown, **(data.cached_query(filter_choices.shown_names, other) if other else {})}
    return {entity: found.get(entity, entity) for entity in entity_ids}


def name_entity_parts(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the names shown for ids that may name one sense of a country; no two share one."""
    parts = {key: entity_queries.part(key) for key in keys}
    names = name_entities(sorted({entity for entity, _ in parts.values()}))
    return {
        key: f"{names[entity]} ({sense})" if sense else names[entity]
        for key, (entity, sense) in parts.items()
    }


def list_entity_choices() -> Mapping[str, str]:
    """Return the names shown for the entities named most, by id."""
    return data.cached_query(filter_choices.top_entities)


def describe_filters() -> str:
    """Return what is looked at in words; any text, to be escaped."""
    filters = get_filters()
    worded = replace(filters, labels=tuple(plural_name(label) for label in filters.labels))
    return worded.sentence(
        {**data.cached_query(filter_choices.stories), **name_entities(filters.entities)}
    )


def draw_page_link(page: str, text: str, **params: str) -> None:
    """Draw a link to another page; the filters stay, ``params`` join them in its address."""
    query = {**st.session_state[_QUERY], **params}
    st.page_link(navigation.get_page_path(page), label=text, query_params=query)


def _shown() -> dict[str, Mapping[str, str]]:
    """Return the names shown for the ids a widget may hold, by the widget's key."""
    options = data.cached_query(filter_choices.options)
    entities = data.cached_query(filter_choices.top_entities)
    asked = (*st.query_params.get_all("entity"), *st.session_state.get("entity", ()))
    known = {*entities, *entities.values()}
    if other := tuple(sorted({item for item in asked if item not in known})):
        entities = {**entities, **data.cached_query(filter_choices.find_entities, other)}
    return {
        "story": data.cached_query(filter_choices.stories),
        "entity": entities,
        "type": {label: plural_name(label) for label in options.labels},
        "quote": {kind: kind.capitalize() for kind in QUOTE_KINDS},
    }


def _name_ids(shown: Mapping[str, Mapping[str, str]]) -> None:
    """Put names in the place of the ids in a link that was just opened.

    A bound widget takes from the address what it shows, and drops what it does not know.
    """
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    named = _named(query, shown)
    if named != query and _CURRENT not in st.session_state:
        st.query_params.from_dict(named)
        st.rerun()


def _named(
    query: Mapping[str, str | list[str]], shown: Mapping[str, Mapping[str, str]]
) -> dict[str, str | list[str]]:
    named: dict[str, str | list[str]] = {}
    for key, value in query.items():
        names = shown.get(key, {})
        if isinstance(value, str):
            named[key] = names.get(value, value)
        else:
            named[key] = [names.get(item, item) for item in value]
    return named


def _story(shown: Mapping[str, str]) -> str:
    story: str = st.selectbox(
        "Story",
        ["", *shown],
        key="story",
        bind="query-params",
        format_func=lambda item: shown.get(item, "All stories"),
    )
    return story


def _several(key: str, label: str, options: Mapping[str, str] | Sequence[str]) -> tuple[str, ...]:
    """Draw the choice of several values; ``options`` may say what each is shown as."""
    shown = options if isinstance(options, Mapping) else {item: item for item in options}
    chosen = st.multiselect(
        label,
        list(shown),
        key=key,
        bind="query-params",
        format_func=lambda item: shown.get(item, item),
        placeholder="All",
    )
    return tuple(chosen)


def _days(options: filter_choices.Options) -> dict[str, date | None]:
    """Draw the choice of days; it opens on demand, for its two calendars are slow to draw."""
    with st.popover("Days of publication", width="stretch"):
        days = {
            "start": _day("from", "Published from", options),
            "end": _day("to", "Published until", options),
        }
    if any(days.values()):
        st.caption(f"Published {_span(**days)}.")
    return days


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return f"on {start}" if start == end else f"from {start} until {end}"
    return f"from {start}" if start else f"until {end}"


def _day(key: str, label: str, options: filter_choices.Options) -> date | None:
    day: date | None = st.date_input(
        label,
        value=None,
        min_value=options.first,
        max_value=options.last,
        key=key,
        bind="query-params",
        format="YYYY-MM-DD",
        disabled=options.first is None,
    )
    return day
