"""Choices that the address of a page keeps, so that a link and the Back button restore them.

Every choice a page makes goes through this module; the shared filters of the sidebar alone are in
:mod:`ui.core.selection`. There are two kinds of widgets:

* A choice among options with ids follows the address, which holds the id: shorter than a label and
  still right when a title is corrected. A link, a click in a chart and the widget all set it there.
* A switch, a search text, a set of labels or a page number is bound to the address by Streamlit.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, takewhile

import streamlit as st

#: Longest number read from the address: offsets and counts are far below 10 ** 9.
_MAX_DIGITS = 9
#: Key of the page of sentences that the evidence panel shows.
EVIDENCE_PAGE = "evidence_page"
#: Choices that open the evidence panel and that closing it removes, those of one value together.
_EVIDENCE = (
    ("finding",),
    ("part", "in_outlet", "part_item"),
    ("label",),
    ("day",),
    ("one", "other"),
    ("speaker", "within"),
    ("utterance",),
    ("passage",),
    ("attitude",),
    ("item", "where"),
    ("clause",),
    ("row", "row_outlet"),
    ("hit",),
    ("issued",),
)
#: Choices of a point of a chart of names. They open the panel too, but stay when it is closed,
#: because other parts of the page follow them.
_POINT = frozenset({"pick", "pick_outlet", "as", "words", "sense", "role"})
_POINT_STATE, _CLOSED = "sentences", "closed"


def read_choice(key: str, options: Collection[str], default: str = "") -> str:
    """Return the choice that the address has under ``key``; ``default`` when it is no option."""
    choice = st.query_params.get(key, default)
    return choice if choice in options else default


def read_number(key: str) -> int | None:
    """Return the number that the address has under ``key``; None when there is none."""
    digits = st.query_params.get(key, "")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_DIGITS
    return int(digits) if is_number else None


def read_all(keys: Sequence[str]) -> tuple[str, ...]:
    """Return what the address has under some keys, sorted, each value once."""
    return tuple(sorted({st.query_params[key] for key in keys if key in st.query_params}))


def read_first(*keys: str) -> tuple[str, ...]:
    """Return what the address has under some keys, up to the first that it has not."""
    return tuple(takewhile(bool, (st.query_params.get(key, "") for key in keys)))


def set_choices(**choices: str) -> None:
    """Set choices in the address, for callbacks; an empty value removes the choice."""
    for key, choice in choices.items():
        if choice:
            st.query_params[key] = choice
        elif key in st.query_params:
            del st.query_params[key]


def select_evidence(**choices: str) -> None:
    """Set what the evidence panel shows, in place of what it showed before; for callbacks.

    Args:
        choices: of one value, as :func:`set_choices` takes them; without any the panel closes.
    """
    others = (group for group in _EVIDENCE if choices.keys().isdisjoint(group))
    is_closed = "pick" in st.query_params and choices.keys().isdisjoint(_POINT)
    state = {_POINT_STATE: _CLOSED if is_closed else ""}
    set_choices(**dict.fromkeys(chain.from_iterable(others), ""), **state, **choices)
    if EVIDENCE_PAGE in st.session_state:
        st.session_state[EVIDENCE_PAGE] = 1


def close_evidence() -> None:
    """Close the evidence panel; a callback."""
    select_evidence()


def carry_choice(key: str, page: str) -> None:
    """Carry a choice over to another page: the links of the navigation have none of them.

    Args:
        key: of the choice, as :func:`read_choice` takes it.
        page: name of the page that runs.
    """
    state = f"_{key}_carried"
    previous_page, choice = st.session_state.get(state, (page, ""))
    if choice and page != previous_page and key not in st.query_params:
        st.query_params[key] = choice
    st.session_state[state] = page, st.query_params.get(key, "")


def is_point_open() -> bool:
    """Return whether the sentences of the selected point of a chart are shown."""
    return not read_choice(_POINT_STATE, {_CLOSED})


def draw_evidence_select(key: str, label: str, options: Mapping[str, str]) -> str:
    """Draw a select box, as :func:`draw_select` does, whose choice opens the evidence panel."""
    labels = _use_plain_ids(options)
    widget = _sync_widget(key, labels, "")
    st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=widget,
        on_change=lambda: select_evidence(**{key: st.session_state[widget]}),
    )
    return str(st.session_state[widget])


def draw_select(
    key: str,
    label: str,
    options: Mapping[str, str],
    default: str = "",
    *,
    resets: Collection[str] = (),
) -> str:
    """Draw a select box that shows the choice in the address, and return the chosen id.

    Args:
        key: the name in the address; the widget's own key is the same with ``_choice`` after it.
        label: of the select box.
        options: labels by id, in the order shown; plain text, not Markdown.
        default: the id chosen when the address has none of the options.
        resets: keys of choices to remove from the address when this one changes.
    """
    labels = _use_plain_ids(options)
    widget = _sync_widget(key, labels, default)
    st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=widget,
        on_change=_sync_address,
        args=(key, resets),
        filter_mode="contains",
    )
    return str(st.session_state[widget])


def draw_segments(
    key: str, label: str, options: Mapping[str, str], default: str, *, resets: Collection[str] = ()
) -> str:
    """Draw a segmented control as :func:`draw_select` draws a select box; labels are Markdown."""
    labels = _use_plain_ids(options)
    widget = _sync_widget(key, labels, default)
    st.segmented_control(
        label,
        list(labels),
        format_func=labels.__getitem__,
        required=True,
        key=widget,
        on_change=_sync_address,
        args=(key, resets),
    )
    return str(st.session_state[widget])


def draw_pills(
    key: str, label: str, options: Sequence[str], default: Sequence[str]
) -> tuple[str, ...]:
    """Draw pills of which several can be chosen; return the chosen ones."""
    chosen = st.pills(
        label,
        options,
        selection_mode="multi",
        default=default,
        key=key,
        bind="query-params",
    )
    return tuple(chosen)


def draw_toggle(key: str, label: str, *, default: bool = False, tooltip: str | None = None) -> bool:
    """Draw a switch; return whether it is on."""
    return bool(st.toggle(label, value=default, key=key, help=tooltip, bind="query-params"))


def turn_on(key: str) -> None:
    """Turn a switch on; for callbacks."""
    st.session_state[key] = True


def draw_search(key: str, label: str, *, placeholder: str = "", width: int | None = None) -> str:
    """Draw a field for a text to search; return it without surrounding blanks."""
    text = st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        width=width or "stretch",
        bind="query-params",
    )
    return str(text).strip()


def draw_pagination(items: int, per_page: int, *, key: str) -> int:
    """Draw the choice of a page of a long list, if it has several; return its number, from 1."""
    pages = max(-(-items // per_page), 1)
    if pages == 1:
        return 1
    return min(int(st.pagination(pages, key=key, bind="query-params")), pages)


def _use_plain_ids(options: Mapping[str, str]) -> dict[str, str]:
    """Return the labels by plain strings: Streamlit treats members of an enum in its own way."""
    return {str(option): label for option, label in options.items()}


def _sync_widget(key: str, options: Collection[str], default: str) -> str:
    """Set the widget to the choice in the address, and return the widget's key."""
    widget = f"{key}_choice"
    st.session_state[widget] = str(read_choice(key, options, default))
    return widget


def _sync_address(key: str, resets: Collection[str]) -> None:
    """Set the address to what the widget was changed to."""
    set_choices(**dict.fromkeys(resets, ""), **{key: st.session_state[f"{key}_choice"]})
