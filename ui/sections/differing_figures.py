"""Figures and spellings that differ between outlets, each with its sentences and their dates."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.differing_figures import STATUSES, Status
from analysis.findings.differing_figures import find_differing_figures
from analysis.store.filters import Filters
from ui.core import address, data
from ui.widgets import chart, evidence, markup
from ui.widgets.article_links import build_article_href
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html, Span
from ui.widgets.outlet_chips import build_outlet_chip

#: Cases on one page, and maximum number of sentences of one value.
_PER_PAGE, _MAX_SENTENCES = 8, 3
#: Labels of the statuses; the empty key selects all cases.
STATUS_LABELS: Mapping[str, str] = {
    "": "All",
    "disagreement": "Disagreements",
    "update": "Updates over time",
    "open": "Both may be right",
    "possible": "Possible",
}
_STATUS_NOTES: Mapping[Status, str] = {
    "disagreement": "The outlets disagree",
    "update": "Written on different days: perhaps an update, no disagreement",
    "open": "As worded, both may be right",
    "possible": "Possibly one event: the same people and place, on days close together",
}
#: Names on screen of the kinds of figures that need another.
_KIND_NAMES = {"quantity": "measure", "percent": "share", "money": "sum"}
_HEADINGS = {
    "case_id": "Case",
    "status": "Confidence",
    "kind": "Kind",
    "thing": "Of what",
    "text": "As written",
    "value": "Read as",
    "unit": "Unit",
    "outlet_label": "Outlet",
    "published": "Published",
    "sentence": "Sentence",
}
_STYLE = Html("""<style>
.px-case {border-top: 1px solid #7A7F8755; padding: .7em 0}
.px-values {display: grid; grid-template-columns: minmax(7em, 14%) 1fr; gap: .3em 1.2em}
.px-values > strong {font-size: 1.15em; overflow-wrap: anywhere}
.px-said {margin: 0 0 .5em; line-height: 1.5; overflow-wrap: anywhere; max-width: 52rem}
@media (max-width: 700px) {.px-values {grid-template-columns: 1fr}}
</style>""")


def draw_differing_figures(filters: Filters) -> None:
    """Show the differences case by case, under a choice of their status."""
    figures = data.cached_query(find_differing_figures, filters)
    if figures.empty:
        evidence.draw_note(
            "No count, sum, date, age or spelling of the same thing was found to differ between "
            "the selected outlets. Figures that are worded too differently are not compared."
        )
        return
    counts = figures.groupby("status")["case_id"].nunique()
    labels = {
        status: f"{label} ({counts[status] if status else figures['case_id'].nunique()})"
        for status, label in STATUS_LABELS.items()
        if not status or status in counts
    }
    status = address.draw_segments("status", "Confidence", labels, "")
    selected = figures[figures["status"] == status] if status else figures
    cases = list(dict.fromkeys(selected["case_id"]))
    page = address.draw_pagination(len(cases), _PER_PAGE, key="differing_page")
    on_page = cases[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    built = (build_case(selected[selected["case_id"] == case_id]) for case_id in on_page)
    markup.render(_STYLE + markup.join(built))
    chart.draw_data_table(
        lambda: tabulate_figures(figures), key="differing", label="All of them as a table"
    )


def build_case(rows: pd.DataFrame) -> Html:
    """Return one case: what is counted, its status, and each value with its sentences.

    Args:
        rows: of one case, as returned by :func:`find_differing_figures`.
    """
    first = rows.iloc[0]
    values = (
        Html("<strong>{}</strong><div>{}</div>").format(
            _choose_wording(group), _build_sentences(group)
        )
        for _, group in rows.groupby("value", sort=False)
    )
    return Html(
        '<section class="px-case"><strong>{}: {}</strong> · <small class="px-note">{}</small>'
        '<div class="px-values">{}</div></section>'
    ).format(
        _KIND_NAMES.get(first["kind"], first["kind"]).capitalize(),
        first["thing"] or "not named",
        _STATUS_NOTES[first["status"]],
        markup.join(values),
    )


def tabulate_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return all cases as a table to read, one row per figure."""
    labels = {status: STATUS_LABELS[status] for status in STATUSES}
    table = figures.assign(
        status=figures["status"].map(labels),
        published=figures["published"].dt.date,
        case_id=figures["case_id"] + 1,
    )
    return table[list(_HEADINGS)].rename(columns=_HEADINGS)


def _choose_wording(rows: pd.DataFrame) -> str:
    """Return the most frequent wording of a value, the shortest of equally frequent ones."""
    counts = rows["text"].value_counts()
    return str(min(counts[counts == counts.max()].index, key=len))


def _build_sentences(rows: pd.DataFrame) -> Html:
    distinct = rows.drop_duplicates(["outlet_label", "sentence"])
    sentences = markup.join(map(_build_sentence, distinct.head(_MAX_SENTENCES).to_dict("records")))
    rest = distinct["outlet_label"].iloc[_MAX_SENTENCES:]
    if rest.empty:
        return sentences
    return sentences + Html('<p class="px-note">and {} more: {}</p>').format(
        len(rest), ", ".join(sorted(set(rest)))
    )


def _build_sentence(row: Mapping[Hashable, Any]) -> Html:
    outlet = row["outlet_label"]
    href = build_article_href(row["article_id"], row["start"])
    mark = Span(row["start"], row["end"], href=href, title="read it in its article")
    return Html('<p class="px-said"><small>{} · {}</small><br>{}</p>').format(
        build_outlet_chip(outlet),
        evidence.format_day(row["published"], UNDATED),
        markup.highlight(row["sentence"], [mark], row["sentence_start"]),
    )
