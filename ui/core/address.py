"""Choices of one page that its address keeps by id: the article, the speaker, the utterance.

A widget bound to the address puts there what it *shows*. An article's or a quotation's id is
shorter and stays right when a title is corrected, so these widgets follow the address instead: it
alone says what is chosen, and a link, the Back button, a click in a chart and the widget all go
through it.
"""

from collections.abc import Collection, Mapping

import streamlit as st


def read_choice(key: str, options: Collection[str], default: str = "") -> str:
    """Return what the address chooses under ``key``; ``default`` when that is no option."""
    asked = st.query_params.get(key, default)
    return asked if asked in options else default


def read_number(key: str) -> int | None:
    """Return the number the address has under ``key``; None when there is none."""
    asked = st.query_params.get(key, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None


def set_choices(**values: str) -> None:
    """Set choices in the address, for callbacks; an empty value removes the choice."""
    for key, value in values.items():
        if value:
            st.query_params[key] = value
        elif key in st.query_params:
            del st.query_params[key]


def draw_select(
    key: str,
    label: str,
    options: Mapping[str, str],
    default: str = "",
    *,
    lift: Collection[str] = (),
) -> str:
    """Draw a select box that shows what the address chooses, and return that id.

    Args:
        key: the name in the address; the widget's own key is the same with ``_choice`` after it.
        label: what is chosen.
        options: id -> shown text, in the order shown; plain text, not Markdown.
        default: the id chosen when the address has none of the options.
        lift: names of choices that a new one here makes meaningless.
    """
    widget = _set(key, options, default)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=widget,
        on_change=_follow,
        args=(key, lift),
    )
    return str(st.session_state[widget])


def draw_segments(
    key: str, label: str, options: Mapping[str, str], default: str, *, lift: Collection[str] = ()
) -> str:
    """Draw a segmented control, as :func:`draw_select` draws a select box; labels are Markdown."""
    widget = _set(key, options, default)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        required=True,
        key=widget,
        on_change=_follow,
        args=(key, lift),
    )
    return str(st.session_state[widget])


def _set(key: str, options: Collection[str], default: str) -> str:
    """Let the widget show what the address chooses, and return the widget's key."""
    widget = f"{key}_choice"
    st.session_state[widget] = read_choice(key, options, default)
    return widget


def _follow(key: str, lift: Collection[str]) -> None:
    set_choices(**dict.fromkeys(lift, ""), **{key: st.session_state[f"{key}_choice"]})
