"""The time line of a story: who published when, and who had what first."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from analysis.charts import timeline as timeline_charts
from analysis.findings import extraction_method, timeline
from analysis.findings.timeline import FirstReport
from analysis.store.filters import Filters
from analysis.store.queries import overview as overview_queries
from ui.core import address, data, selection
from ui.widgets import chart, evidence, evidence_panel, markup, selectable_table
from ui.widgets.markup import Html

#: Key in the address of the chosen mark: a day, a blank, and the outlet.
_MARK = "issued"
#: Maximum number of articles that the panel shows of one outlet and day.
_MAX_ARTICLES = 20


def draw_publications(filters: Filters) -> None:
    """Draw who published when; a mark opens the headlines and leads."""
    publications = data.cached_query(timeline.list_publications, filters)
    days = publications["published"].dropna()
    if days.nunique() < 2:  # noqa: PLR2004 - one day is no line
        evidence.draw_note(_describe_single_day(publications))
        return
    chart.draw_chart(
        timeline_charts.draw_timeline(publications, data.get_outlet_styles()),
        key="timeline",
        alt=timeline_charts.describe_timeline(publications),
        table=lambda: timeline_charts.tabulate_publications(publications),
        method=extraction_method.TIMELINE,
        on_select=lambda mark: address.select_evidence(**{_MARK: f"{mark[0]} {mark[1]}"}),
        selected=address.read_choice(_MARK, _list_marks(publications)).split(" ", 1),
        note=timeline_charts.note_undrawn(publications),
    )
    marks = _list_marks(publications)
    mark = address.draw_evidence_select(
        _MARK,
        "Published by",
        {"": "Choose a mark in the chart, or a day here"} | {mark: mark for mark in marks},
    )
    if mark:
        day, outlet = mark.split(" ", 1)
        _draw_articles(filters, date.fromisoformat(day), outlet)


def draw_first_reports(filters: Filters) -> None:
    """List who had which statement or quotation first; a row opens it in the outlets' words."""
    first_reports = data.cached_query(timeline.find_first_reports, filters)
    n_others = first_reports.n_uncertain
    more = " more" if first_reports.reports else ""
    others = (
        f" Of {n_others:,}{more} it is not certain who was first: an article is undated, or an "
        "earlier one of the outlet may have had it."
        if n_others
        else ""
    )
    if not first_reports.reports:
        evidence.draw_note(
            f"There is no statement or quotation of which it is certain who had it first.{others}"
        )
        return
    st.caption(
        "By day of publication, among these articles: what several outlets published on one day is "
        f"“same day”.{others}"
    )
    row_ids = [report.row.row_id for report in first_reports.reports]
    selectable_table.draw_selectable_table(
        tabulate_first_reports(first_reports.reports),
        row_ids,
        key="first_reports",
        state=filters,
        selected=address.read_choice("row", row_ids),
        on_select=lambda row_id: address.select_evidence(row=row_id),
        alt=f"{len(first_reports.reports)} statements and quotations with who had them first",
        columns={"What": st.column_config.TextColumn(width="large")},
    )


def tabulate_first_reports(reports: Sequence[FirstReport]) -> pd.DataFrame:
    """Return who had what first as a table to read."""
    return pd.DataFrame(
        {
            "What": " ".join(report.row.text.split()),
            "First": report.first[0] if report.is_first else "",
            "Same day": "" if report.is_first else ", ".join(report.first),
            "Day": report.day,
            "Later": ", ".join(f"{outlet} (by {day:%-d %b})" for outlet, day in report.later),
        }
        for report in reports
    )


def _list_marks(publications: pd.DataFrame) -> list[str]:
    dated = publications.dropna(subset="published")
    days = dated["published"].dt.strftime("%Y-%m-%d") + " " + dated["outlet_label"]
    return list(dict.fromkeys(days))


def _describe_single_day(publications: pd.DataFrame) -> str:
    days = publications["published"].dropna()
    if days.empty:
        return "No article has a date, so there is no time line."
    n_undated = int(publications["published"].isna().sum())
    undated = f" {n_undated:,} undated." if n_undated else ""
    return f"All dated articles were published on {evidence.format_day(days.iloc[0])}.{undated}"


def _draw_articles(filters: Filters, day: date, outlet: str) -> None:
    """Show the headlines and leads of what an outlet published on a day, in the panel."""
    of_day = Filters(story=filters.story, outlets=(outlet,), start=day, end=day)
    articles = data.cached_query(overview_queries.list_articles, of_day, _MAX_ARTICLES)

    def draw_leads() -> None:
        for article in articles.to_dict("records"):
            title = article["title"] or "No headline"
            markup.render(
                Html("<strong>{}</strong><p>{}</p>").format(
                    title, markup.highlight(article["lead"])
                )
            )
            selection.draw_page_link("article", "Read the article", article=article["article_id"])

    evidence_panel.draw_panel(f"{outlet}, {evidence.format_day(day)}", draw_leads)
