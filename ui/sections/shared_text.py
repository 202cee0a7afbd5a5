"""Text that outlets share: how much of each article, with whom, and the switch to exclude it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.findings.shared_text import SharedText, find_shared_text
from analysis.store.filters import Filters
from ui.core import address, data, jobs
from ui.core.overrides import apply_override
from ui.widgets import chart, evidence, markup
from ui.widgets.article_links import build_article_href, build_article_link
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html
from ui.widgets.outlet_chips import build_outlet_chip

#: Articles on one page, and maximum number of shared passages of two articles that are listed.
_PER_PAGE, _MAX_PASSAGES = 25, 30
#: The likely origin of shared text, by the reason of
#: :func:`analysis.corpus.reuse.find_origins`.
_ORIGIN_SENTENCES = {
    "credited": "credited to {origin}",
    "agency": "both name {origin}",
    "agency in one": "one of them names {origin}",
    "earlier": "{origin} was published on an earlier day",
    "": "neither credits nor dates suggest where it comes from",
}
_HEADINGS = {
    "outlet_label": "Outlet",
    "title": "Headline",
    "published": "Published",
    "credit": "Credit",
    "agency": "Agency by address",
    "words": "Words outside quotations",
    "copied": "Shared words",
    "share": "Shared (%)",
}
_STYLE = Html("""<style>
.px-share {display: grid; grid-template-columns: minmax(12em, 2fr) 3fr minmax(9em, 1fr);
  gap: .2em 1.2em; align-items: center; padding: .4em 0; border-top: 1px solid #7A7F8755}
.px-bar {background: #7A7F8733; height: .8em; border-radius: 2px}
.px-bar > div {height: 100%; border-radius: 2px}
@media (max-width: 700px) {.px-share {grid-template-columns: 1fr}}
</style>""")


def draw_exclusion_switch() -> None:
    """Draw the switch that excludes shared text from every measure of the workspace."""
    is_excluded = data.get_workspace().overrides.excludes_shared_text
    exclude = st.toggle(
        "Exclude shared text everywhere",
        value=is_excluded,
        key=f"without_copied_{is_excluded}",
        disabled=jobs.is_busy(),
        help="Sentences that are mostly shared with another outlet are then marked as copied and "
        "not counted on any page. The workspace keeps this setting; it can be switched off again.",
    )
    if exclude != is_excluded:
        apply_override(
            lambda workspace: workspace.exclude_shared_text(exclude=exclude),
            "Excluding shared text" if exclude else "Including shared text",
        )


def draw_shared_text(filters: Filters) -> None:
    """Show the share of each article that another outlet has too, and the passages of a pair."""
    shared = data.cached_query(find_shared_text, filters)
    st.caption(f"Runs of {MIN_SHARED_WORDS} or more identical words outside quotation marks.")
    if shared.pairs.empty:
        evidence.draw_note("No two outlets of the selection share such a run.")
        return
    articles = shared.articles.to_dict("records")
    sharing = [row for row in articles if row["copied"]]
    page = address.draw_pagination(len(sharing), _PER_PAGE, key="shared_page")
    on_page = sharing[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    markup.render(_STYLE + markup.join(map(build_share, on_page)))
    evidence.draw_note(describe_rest(len(articles) - len(sharing)))
    chart.draw_data_table(
        lambda: tabulate_shared_text(shared), key="copied", label="All articles as a table"
    )
    names = {str(row["article_id"]): _name_article(row) for row in articles}
    labels = {
        f"{row['left']} {row['right']}": f"{names[row['left']]} and {names[row['right']]}: "
        f"{row['words']:,} words"
        for row in shared.pairs.to_dict("records")
    }
    pair = address.draw_select("shared", "Passages shared by", labels, next(iter(labels)))
    markup.render(build_passages(shared, pair, names))


def build_share(row: Mapping[Hashable, Any]) -> Html:
    """Return one article: outlet, credit, and a bar of how much of it is shared."""
    colour = data.get_outlet_styles()[row["outlet_label"]].colour
    details = (
        evidence.format_day(row["published"], UNDATED),
        describe_source(row),
    )
    return Html(
        '<div class="px-share"><div>{}<br>'
        '<small><a href="{}" target="_self" style="color:inherit">{}</a> · {}</small></div>'
        '<div class="px-bar"><div style="width:{:.1f}%;background:{}"></div></div>'
        "<div>{:.0%} shared: {:,} of {:,} words</div></div>"
    ).format(
        build_outlet_chip(row["outlet_label"]),
        build_article_href(row["article_id"]),
        row["title"] or "No headline",
        " · ".join(details),
        100 * row["share"],
        colour,
        row["share"],
        row["copied"],
        row["words"],
    )


def describe_rest(count: int) -> str:
    """Return how many articles share no text; empty if there is none."""
    if not count:
        return ""
    return f"{count:,} more article{'s share' if count > 1 else ' shares'} none."


def describe_source(row: Mapping[Hashable, Any]) -> str:
    """Return the agency that an article names: in its text, or else in its address."""
    if row["credit"]:
        return f"credits {row['credit']}"
    return f"{row['agency']} by its address" if row["agency"] else "no credit found"


def build_passages(shared: SharedText, pair: str, names: Mapping[str, str]) -> Html:
    """Return the shared passages of two articles, and their likely origin.

    Args:
        shared: what is shared.
        pair: the ids of the two articles, separated by a space.
        names: the name of each article by id.
    """
    row = _select_pair(shared.pairs, pair).iloc[0]
    origin = names.get(row["origin"], row["origin"])
    runs = _select_pair(shared.runs, pair).sort_values("left_start")
    rest = len(runs) - _MAX_PASSAGES
    return Html('<p>{:,} words in {} {}; {}.</p><ul class="px-list">{}{}</ul>').format(
        row["words"],
        row["runs"],
        "passage" if row["runs"] == 1 else "passages",
        _ORIGIN_SENTENCES[row["reason"]].format(origin=origin),
        markup.join(map(_build_run, runs.head(_MAX_PASSAGES).to_dict("records"))),
        Html("<li>and {} more</li>").format(rest) if rest > 0 else "",
    )


def tabulate_shared_text(shared: SharedText) -> pd.DataFrame:
    """Return the articles as a table to read."""
    articles = shared.articles
    table = articles.assign(
        published=articles["published"].dt.date, share=(100 * articles["share"]).round()
    )
    return table[list(_HEADINGS)].rename(columns=_HEADINGS)


def _select_pair(table: pd.DataFrame, pair: str) -> pd.DataFrame:
    return table[table["left"] + " " + table["right"] == pair]


def _build_run(run: Mapping[Hashable, Any]) -> Html:
    return Html("<li>{} <small>({} words; {} · {})</small></li>").format(
        run["text"],
        run["words"],
        build_article_link(run["left"], run["left_start"], "in the first"),
        build_article_link(run["right"], run["right_start"], "in the second"),
    )


def _name_article(row: Mapping[Hashable, Any]) -> str:
    return f"{row['outlet_label']} ({evidence.format_day(row['published'], UNDATED)})"
