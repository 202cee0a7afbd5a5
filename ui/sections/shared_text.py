"""Text that outlets share: how much of each article, with whom, and the switch to leave it out."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.findings.shared_text import SharedText, find_shared_text
from analysis.store.filters import Filters
from ui.core import address, data, jobs, selection
from ui.widgets import chart, evidence, markup

_MOST_RUNS = 30
_HOW = {
    "credited": "credited to {origin}",
    "agency": "both credit {origin}",
    "agency in one": "one of them credits {origin}",
    "earlier": "{origin} was published on an earlier day",
    "": "neither credits nor days tell where it comes from",
}
_STYLE = """<style>
.px-share {display: grid; grid-template-columns: minmax(12em, 2fr) 3fr minmax(9em, 1fr);
  gap: .2em 1.2em; align-items: center; padding: .4em 0; border-top: 1px solid #7A7F8755}
.px-bar {background: #7A7F8733; height: .8em; border-radius: 2px}
.px-bar > div {height: 100%; border-radius: 2px}
@media (max-width: 700px) {.px-share {grid-template-columns: 1fr}}
</style>"""


def draw_exclusion_switch() -> None:
    """Draw the switch that leaves copied passages out of every measure of the workspace."""
    workspace = data.get_workspace()
    stands = workspace.overrides.excludes_shared_text
    wanted = st.toggle(
        "Leave copied passages out of every measure, on all pages",
        value=stands,
        key=f"without_copied_{stands}",
        disabled=jobs.get_running_job() is not None,
        help="Sentences that are mostly shared with another outlet are then marked as copied, and "
        "nothing in them is counted. It is kept in the workspace and can be taken back.",
    )
    if wanted != stands:
        workspace.exclude_shared_text(exclude=wanted)
        jobs.rebuild_catalogue(
            "Leaving copied passages out" if wanted else "Taking copied passages in"
        )
        st.rerun()


def draw_shared_text(filters: Filters) -> None:
    """Show the share of each article that another outlet has too, and the passages of a pair."""
    found = data.cached_query(find_shared_text, filters)
    st.caption(
        f"Shared are runs of at least {MIN_SHARED_WORDS} words that two outlets have outside "
        "quotation marks."
    )
    if found.articles.empty:
        evidence.draw_note("No outlet shares such a run with another, and none credits another.")
        return
    st.html(
        _STYLE + "".join(build_share(row) for row in found.articles.head(25).to_dict("records"))
    )
    chart.draw_data_table(
        lambda: tabulate_shared_text(found), key="copied", label="All articles as a table"
    )
    if found.pairs.empty:
        evidence.draw_note("No run of words is shared between the articles looked at.")
        return
    called = dict(zip(found.articles["article_id"], map(_called, _records(found)), strict=True))
    labels = {
        f"{row['left']} {row['right']}": f"{called[row['left']]} and {called[row['right']]}: "
        f"{row['words']:,} words"
        for row in found.pairs.to_dict("records")
    }
    pair = address.draw_select("shared", "Passages shared by", labels, next(iter(labels)))
    st.html(build_passages(found, pair, called))


def build_share(row: Mapping[Hashable, Any]) -> str:
    """Return one article as HTML: outlet, credit, and a bar of how much of it is shared."""
    colour = data.get_outlet_styles()[row["outlet_label"]].colour
    query = {**selection.get_filters().to_query(), "article": str(row["article_id"])}
    href = escape(markup.build_page_href("article", query))
    told = " · ".join(
        filter(
            None,
            (
                evidence.format_day(row["published"]) or "date not known",
                f"credits {row['credit']}" if row["credit"] else "credits nobody",
            ),
        )
    )
    return (
        f'<div class="px-share"><div>{markup.build_chip(row["outlet_label"], colour)}<br>'
        f'<small><a href="{href}" target="_self" style="color:inherit">'
        f"{escape(row['title'] or 'No headline')}</a> · {escape(told)}</small></div>"
        f'<div class="px-bar"><div style="width:{100 * row["share"]:.1f}%;background:{colour}">'
        f"</div></div><div>{row['share']:.0%} shared: {row['copied']:,} of {row['words']:,} words"
        "</div></div>"
    )


def build_passages(found: SharedText, pair: str, called: Mapping[str, str]) -> str:
    """Return the shared passages of two articles as HTML, and where they seem to come from.

    Args:
        found: what is shared.
        pair: the ids of the two articles, a space between.
        called: what each article is called.
    """
    keys = found.pairs["left"] + " " + found.pairs["right"]
    row = found.pairs[keys == pair].iloc[0]
    origin = called.get(row["origin"], row["origin"])
    told = _HOW[row["reason"]].format(origin=origin)
    own = found.runs[(found.runs["left"] + " " + found.runs["right"]) == pair]
    own = own.sort_values("left_start")
    listed = "".join(_run(run) for run in own.head(_MOST_RUNS).to_dict("records"))
    more = len(own) - _MOST_RUNS
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    passage = "passage" if row["runs"] == 1 else "passages"
    return (
        f"<p>{row['words']:,} words in {row['runs']} {passage}; "
        f'{escape(told)}.</p><ul class="px-list">{listed}{rest}</ul>'
    )


def tabulate_shared_text(found: SharedText) -> pd.DataFrame:
    """Return the articles as a table to read."""
    table = found.articles.assign(
        published=found.articles["published"].dt.date, share=(100 * found.articles["share"]).round()
    )
    columns = ["outlet_label", "title", "published", "credit", "words", "copied", "share"]
    return table[columns].set_axis(
        [
            "Outlet",
            "Headline",
            "Published",
            "Credit",
            "Words outside quotations",
            "Shared words",
            "Shared (%)",
        ],
        axis=1,
    )


def _run(run: Mapping[Hashable, Any]) -> str:
    places = (("left", "first"), ("right", "second"))
    links = " · ".join(
        f'<a href="{escape(_href(run, side))}" target="_self">in the {name}</a>'
        for side, name in places
    )
    return f"<li>{escape(run['text'])} <small>({run['words']} words; {links})</small></li>"


def _href(run: Mapping[Hashable, Any], side: str) -> str:
    place = {"article": str(run[side]), "at": str(run[f"{side}_start"])}
    return markup.build_page_href("article", {**selection.get_filters().to_query(), **place})


def _records(found: SharedText) -> list[dict[Hashable, Any]]:
    return found.articles.to_dict("records")


def _called(row: Mapping[Hashable, Any]) -> str:
    return f"{row['outlet_label']} ({evidence.format_day(row['published']) or 'date not known'})"
