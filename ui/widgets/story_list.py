"""The stories of the selection: a page that compares outlets works on one of them at a time."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.overview import STRIP, tabulate_stories
from analysis.findings.loose_stories import find_loose_stories
from analysis.findings.story_names import list_top_differences
from analysis.store.queries import overview
from ui.core import address, data, selection
from ui.widgets import button_table, chart, evidence, markup
from ui.widgets.markup import Html

#: Number of stories on one page of the list.
_PER_PAGE = 10
#: Maximum number of articles of a story whose difference is looked for: that of five takes 0.1 s.
_MAX_ARTICLES = 30
#: Key of the list, and of the story that it reports.
_LIST = "stories"

_TABLE = button_table.declare_button_table(
    "parallax_stories",
    """
table {border-collapse: collapse; font-size: .92rem}
col.number {width: 4.8rem}
col.days {width: 13rem}
th, td {vertical-align: top; text-align: left; padding: .45rem .5rem; line-height: 1.35;
  border-top: 1px solid var(--st-border-color); overflow-wrap: anywhere; font-weight: 400}
thead th {border-top: 0; font-size: .82rem}
td.number, th.number {text-align: right}
tbody tr {cursor: pointer}
tbody tr:hover {background: var(--st-secondary-background-color)}
strong {display: block; font-weight: 600}
small {display: block}
.strip {display: flex; align-items: flex-end; gap: 1px; height: 1.3rem;
  border-bottom: 1px solid var(--st-border-color)}
.strip i {flex: 1; background: var(--st-primary-color)}
@container (max-width: 560px) {
  col.number {width: 4.1rem}
  col.days {width: 7rem}
  th, td {padding: .45rem .25rem}
}
@container (max-width: 420px) {col.days, .days {display: none}}
""",
)


def list_title_outlets() -> list[str]:
    """Return the outlets whose headline is the title of the one story in view."""
    filters = selection.get_filters()
    if data.cached_query(overview.count_stories, filters) != 1:
        return []
    stories = data.cached_query(overview.list_stories, filters, 1)
    return data.cached_query(overview.list_headline_outlets, str(stories["story_id"].iloc[0]))


def draw_stories() -> None:
    """List the selected stories, those in most outlets first; a selected row opens its story."""
    filters = selection.get_filters()
    total = data.cached_query(overview.count_stories, filters)
    page = address.draw_pagination(total, _PER_PAGE, key="stories_page")
    first = (page - 1) * _PER_PAGE
    stories = data.cached_query(overview.list_stories, filters, _PER_PAGE, first)
    story_ids = tuple(stories["story_id"])
    table = tabulate_stories(
        stories,
        data.cached_query(overview.count_articles_by_day, filters, story_ids),
        data.cached_query(
            list_top_differences,
            filters,
            tuple(stories.loc[stories["articles"] <= _MAX_ARTICLES, "story_id"]),
        ),
        data.cached_query(find_loose_stories, story_ids),
    )
    on_page = f", {len(stories)} on this page" if len(stories) < total else ""
    one_at_a_time = (
        ""
        if selection.is_story_open()
        else " Outlets are compared within one story at a time, unless “Compare all stories "
        "together” is on."
    )
    st.caption(
        f"{total:,} stories, those in most outlets first{on_page}; below each is the most telling "
        f"person or organisation that one outlet alone names, or does not name.{one_at_a_time}"
    )
    button_table.draw_button_table(
        _TABLE,
        build_table(story_ids, table),
        key=_LIST,
        on_cell=lambda: selection.select_story(st.session_state[_LIST]["cell"]),
    )
    chart.draw_download(
        lambda: table.drop(columns=STRIP, errors="ignore"),
        key=_LIST,
        label=chart.label_rows(len(table)),
    )


def build_table(story_ids: Sequence[str], table: pd.DataFrame) -> Html:
    """Return the stories as a table whose rows open them; bars show the articles over time.

    Args:
        story_ids: the ids, in the order of the rows.
        table: as :func:`tabulate_stories` returns it.
    """
    rows = markup.join(
        Html(
            '<tr data-cell="{}"><th scope="row"><button type="button" data-cell="{}">'
            "<strong>{}</strong>{}<small>{}</small></button></th>"
            '<td class="number">{}</td><td class="number">{}</td><td class="days">{}</td></tr>'
        ).format(
            story_id,
            story_id,
            row["Story"],
            row["Difference"],
            row["Events"],
            f"{row['Outlets']:,}",
            f"{row['Articles']:,}",
            _build_strip(row.get(STRIP)) + Html("<small>{}</small>").format(_describe_days(row)),
        )
        for story_id, row in zip(story_ids, table.to_dict("records"), strict=True)
    )
    return Html(
        '<table><colgroup><col><col class="number" span="2"><col class="days"></colgroup>'
        '<thead><tr><th scope="col">Story</th><th scope="col" class="number">Outlets</th>'
        '<th scope="col" class="number">Articles</th>'
        '<th scope="col" class="days">Published</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(rows)


def _build_strip(numbers: list[int] | float | None) -> Html:
    if not isinstance(numbers, list):  # the story has no date
        return Html("")
    most = max(numbers)
    bars = (Html('<i style="height:{:.0f}%"></i>').format(100 * n / most) for n in numbers)
    return Html('<div class="strip" aria-hidden="true">{}</div>').format(markup.join(bars))


def _describe_days(row: Mapping[Hashable, Any]) -> str:
    first, last = (evidence.format_day(row[name], evidence.UNDATED) for name in ("First", "Last"))
    return first if first == last else f"{first} to {last}"
