"""The coverage matrix: what is reported by row, the outlets by column, and a button in each cell.

It is a table drawn by a component, so that every mark is a button that opens the outlet's own words
on the same page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd
import streamlit as st

from analysis.charts.outlet_styles import OutletStyle
from analysis.corpus.wording_diff import Change, compare_wordings
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import (
    REPORTING,
    CoverageRow,
    OutletReport,
    ReportState,
    RowKind,
    describe_row,
)
from analysis.findings.utterances import OutletSpread, list_utterance_reports
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import address, data, selection
from ui.sections import utterance_wordings
from ui.sections.coverage_labels import (
    COMPARED,
    EXPLANATIONS,
    KIND_LABELS,
    POSSIBLY,
    SIGNS,
    describe_signs,
)
from ui.widgets import button_table, evidence, evidence_panel, markup
from ui.widgets.markup import Html
from ui.widgets.outlet_chips import build_outlet_chip, build_style_chip

#: Maximum number of outlets with a column of their own.
MAX_COLUMNS = 12
#: Rows of the matrix on the page of a story.
_SHORT_ROWS = 5
#: Number of articles up to which the page of a story shows the matrix: with more it takes seconds
#: the first time (judgement).
MAX_ARTICLES_IN_SHORT = 40
#: Characters of a row's text in the table.
_TEXT_CHARACTERS = 150
#: Least width, in rem, of an outlet's column; in a narrower place the table scrolls sideways.
_COLUMN_WIDTH = 4
#: Separates row and outlet in the id of a cell; neither has a line break.
_SEPARATOR = "\n"
#: Keys of the address that hold the cell whose words are shown.
_ROW, _OUTLET = "row", "row_outlet"

_TABLE = button_table.declare_button_table(
    "parallax_coverage",
    """
table {border-collapse: separate; border-spacing: 0; font-size: .88rem; --text-width: 14.7rem}
th, td {vertical-align: top; text-align: left; padding: .35rem .4rem;
  border-top: 1px solid var(--st-border-color); line-height: 1.35}
thead td, tbody tr:first-child > * {border-top: 0}
thead td, thead th {border-bottom: 1px solid var(--st-border-color)}
thead th {border-top: 0; font-size: .76rem; padding: .35rem .25rem; overflow-wrap: anywhere;
  text-align: center; vertical-align: bottom}
tbody th {position: sticky; left: 0; z-index: 1; font-weight: 400;
  background: var(--st-background-color); overflow-wrap: anywhere}
thead td {position: sticky; left: 0; z-index: 3}
td {text-align: center}
tbody th button {display: block; width: 100%}
td button {font-size: 1.15rem; min-width: 2rem; padding: .1rem .3rem; text-align: center}
td button small {display: block; font-size: .75rem; overflow-wrap: anywhere}
tr[aria-current] th, tr[aria-current] td {background: var(--st-secondary-background-color)}
.who {display: block; font-weight: 600}
.kind {opacity: .85; font-size: .78rem}
@container (max-width: 640px) {th > span {display: block !important; margin: 0 auto !important}}
@container (max-width: 560px) {table {--text-width: 9.5rem}}
""",
)


def draw_matrix(rows: Sequence[CoverageRow], filters: Filters, *, key: str) -> None:
    """Draw rows of the matrix, and the words of the chosen cell.

    Args:
        rows: the rows to draw; not empty.
        filters: the current filters; they leave one story.
        key: unique name on the page.
    """
    columns = select_columns(data.cached_query(compute_coverage, filters), data.get_highlight())
    st.caption(describe_signs(rows, columns))
    table = build_table(
        rows,
        columns,
        data.get_outlet_styles(),
        address.read_choice(_ROW, {row.row_id for row in rows}),
    )
    button_table.draw_button_table(_TABLE, table, key=key, on_cell=lambda: select_cell(key))
    draw_cell_words(data.cached_query(compute_coverage, filters))


def draw_short_matrix(filters: Filters) -> None:
    """Draw the first rows of the matrix with a link to all of them, on the page of a story."""
    count = data.cached_query(filter_choices.count_articles, filters)
    if count <= MAX_ARTICLES_IN_SHORT:
        rows = data.cached_query(compute_coverage, filters)
        if not rows:
            evidence.draw_note("Nothing was found that two outlets of this selection report.")
            return
        draw_matrix(rows[:_SHORT_ROWS], filters, key="short_coverage")
        text = f"All {len(rows)} rows on the page Coverage"
    else:
        text = f"Coverage: what each outlet reports, sentence by sentence, of {count:,} articles"
    selection.draw_page_link("coverage", text)


def describe_quotations_left_out(rows: Sequence[CoverageRow], filters: Filters) -> str:
    """Return how many quotations of the page Quotes have no row here, and why; else nothing.

    Args:
        rows: all rows of the filters.
        filters: the current filters. With entities, types or kinds the two pages select otherwise,
            and nothing is said.
    """
    if filters.entities or filters.labels or filters.kinds:
        return ""
    reports = data.cached_query(list_utterance_reports, filters, OutletSpread.SEVERAL)
    row_ids = {row.row_id for row in rows}
    count = sum(
        f"{RowKind.QUOTATION}:{utterance}" not in row_ids
        for utterance in set(reports["utterance_id"])
    )
    if not count:
        return ""
    subject = f"{count} more quotations have" if count > 1 else "1 more quotation has"
    return f"On the page Quotes, {subject} no row here: too short, or certain in one outlet only."


def select_columns(rows: Sequence[CoverageRow], highlight: str = "") -> tuple[str, ...]:
    """Return the outlets with a column of their own: those that report most of the rows.

    Args:
        rows: all rows.
        highlight: an outlet that has a column in any case.
    """
    outlets = [report.outlet for report in rows[0].reports] if rows else []
    if len(outlets) <= MAX_COLUMNS:
        return tuple(outlets)
    counts = Counter(outlet for row in rows for outlet in row.reporting)
    ranked = sorted(outlets, key=lambda outlet: (outlet != highlight, -counts[outlet], outlet))
    return tuple(sorted(ranked[: MAX_COLUMNS - 1]))


def build_table(
    rows: Sequence[CoverageRow],
    columns: Sequence[str],
    styles: Mapping[str, OutletStyle],
    current: str = "",
) -> Html:
    """Return rows of the matrix as a table of buttons.

    Args:
        rows: the rows.
        columns: the outlets with a column of their own; the others share the last one.
        styles: the outlets' styles.
        current: id of the row whose words are shown.
    """
    rest = len(rows[0].reports) - len(columns) if rows else 0
    head = markup.join(
        Html('<th scope="col">{}</th>').format(build_style_chip(outlet, styles[outlet]))
        for outlet in columns
    )
    if rest:
        head += Html('<th scope="col">{} more</th>').format(rest)
    names = [*columns, f"{rest} more"] if rest else columns
    widths = button_table.compute_column_widths(names, _COLUMN_WIDTH)
    return Html(
        '<table style="min-width:calc(var(--text-width) + {:.1f}rem)">'
        '<colgroup><col style="width:var(--text-width)">{}</colgroup>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(
        sum(widths),
        button_table.build_columns(widths),
        head,
        markup.join(_build_row(row, columns, is_current=row.row_id == current) for row in rows),
    )


def tabulate_rows(rows: Sequence[CoverageRow]) -> pd.DataFrame:
    """Return all rows as a table to read: one line per row and outlet, with its own words."""
    return pd.DataFrame(
        {
            "Kind": KIND_LABELS[row.kind],
            "What": row.text,
            "Reported by": len(row.reporting),
            "Independent": len(row.voices),
            "Outlets": len(row.reports),
            "Outlet": report.outlet,
            "How": report.state.value,
            "Its own words": report.text,
            "Speaker": report.speaker,
            "Reporting verb": report.cue,
            "Figure": report.value,
        }
        for row in rows
        for report in row.reports
    )


def _build_row(row: CoverageRow, columns: Sequence[str], *, is_current: bool) -> Html:
    reports = {report.outlet: report for report in row.reports}
    speakers = " or ".join(name for name, _ in row.speakers)
    warning = "⚠ " if row.has_speaker_conflict else ""
    is_named = bool(speakers) and row.kind is RowKind.QUOTATION
    wording = f"wording of {row.outlet}" if row.outlet else ""
    speaker = f"{warning}{speakers}" if is_named else ""
    kind = " · ".join(filter(None, (KIND_LABELS[row.kind], speaker, wording)))
    head = Html(
        '<th scope="row"><button type="button" data-cell="{}"><span class="who">{}</span>{}'
        '<span class="kind"><br>{}</span></button></th>'
    ).format(
        build_cell_id(row),
        describe_row(row),
        markup.shorten(" ".join(row.text.split()), _TEXT_CHARACTERS),
        kind,
    )
    cells = markup.join(_build_cell(row, reports[outlet]) for outlet in columns)
    others = [report for outlet, report in reports.items() if outlet not in columns]
    if others:
        cells += _build_rest(row, others)
    current = Html(' aria-current="true"') if is_current else Html("")
    return Html("<tr{}>{}{}</tr>").format(current, head, cells)


def _build_cell(row: CoverageRow, report: OutletReport) -> Html:
    if report.state is ReportState.UNCLEAR:
        return Html("<td></td>")
    label = f"{report.outlet}: {EXPLANATIONS[report.state]}"
    hint = f"{label}. {POSSIBLY}" if report.state is ReportState.POSSIBLE else label
    value = Html("<small>{}</small>").format(report.value) if report.value else Html("")
    return Html(
        '<td><button type="button" data-cell="{}" aria-label="{}" title="{}">{}{}</button></td>'
    ).format(
        build_cell_id(row, report.outlet),
        f"{label}{f', {report.value}' if report.value else ''}",
        hint,
        SIGNS[report.state],
        value,
    )


def _build_rest(row: CoverageRow, reports: Sequence[OutletReport]) -> Html:
    n_reporting = sum(report.state in REPORTING for report in reports)
    n_missing = sum(report.state is ReportState.NOT_FOUND for report in reports)
    have = f"{n_reporting} {'has' if n_reporting == 1 else 'have'} it" if n_reporting else ""
    text = " ".join(filter(None, (have, f"✕ {n_missing}" if n_missing else "")))
    if not text:
        return Html("<td></td>")
    return Html(
        '<td><button type="button" data-cell="{}" aria-label="{}"><small>{}</small></button></td>'
    ).format(
        build_cell_id(row),
        f"{len(reports)} more outlets: {n_reporting} report it, {n_missing} do not",
        text,
    )


def build_cell_id(row: CoverageRow, outlet: str = "") -> str:
    """Return the id of a cell, as :func:`select_cell` takes it; without an outlet of the row."""
    return f"{row.row_id}{_SEPARATOR}{outlet}"


def select_cell(key: str, trigger: str = "cell") -> None:
    """Open the words of the cell that a component reported; a callback.

    Args:
        key: of the component.
        trigger: the value that it set: the id of the cell.
    """
    row_id, outlet = st.session_state[key][trigger].split(_SEPARATOR)
    address.select_evidence(**{_ROW: row_id, _OUTLET: outlet})


def draw_cell_words(
    rows: Sequence[CoverageRow], subjects: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Show the words of the cell that the address names: the outlet's own, then the others'.

    Args:
        rows: the rows that it may be in.
        subjects: for ids of rows the sentence of the outlet that was clicked.
    """
    by_id = {row.row_id: row for row in rows}
    row = by_id.get(address.read_choice(_ROW, set(by_id)))
    if row is None:
        return
    outlet = address.read_choice(_OUTLET, {report.outlet for report in row.reports})
    # Under the name of an outlet stand its own words alone.
    own_words = next((report.text for report in row.reports if report.outlet == outlet), "")
    own_text = subjects.get(row.row_id, own_words)
    text = markup.shorten(" ".join((own_text or row.text).split()))
    subject = f"{outlet}: {text}" if own_text else f"{describe_row(row)}: {text}"
    evidence_panel.draw_panel(subject, lambda: draw_row_words(row, outlet))


def draw_row_words(row: CoverageRow, outlet: str = "") -> None:
    """Show a row in the outlets' own words.

    Args:
        row: the row.
        outlet: the outlet that comes first; empty for none.
    """
    if row.has_speaker_conflict:
        credited = "; ".join(f"{name}: {', '.join(outlets)}" for name, outlets in row.speakers)
        evidence.draw_note(f"⚠ Outlets credit these words to different people: {credited}.")
    markup.render(utterance_wordings.STYLE)
    copies = [voice for voice in row.voices if len(voice) > 1]
    for report in row.reports:
        if report.outlet == outlet:
            _draw_report(report, row)
    others = [report for report in row.reports if report.outlet != outlet]
    possible = [
        report
        for state in (ReportState.LINKED, ReportState.POSSIBLE)
        for report in others
        if report.state is state
    ]
    if outlet:
        markup.render(Html("<strong>The other outlets</strong>"))
    for report in (*(r for r in others if r.state in REPORTING), *possible):
        _draw_report(report, row)
    for voice in copies:
        evidence.draw_note(f"One voice, by text they share: {', '.join(voice)}.")
    missing = [report.outlet for report in others if report.state is ReportState.NOT_FOUND]
    if missing:
        evidence.draw_note(f"No sentence that reports it was found in {', '.join(missing)}.")
    unclear = [report.outlet for report in others if report.state is ReportState.UNCLEAR]
    if unclear:
        evidence.draw_note(f"Cannot be told, by words alone: {', '.join(unclear)}.")


def _draw_report(report: OutletReport, row: CoverageRow) -> None:
    """Show how an outlet reports a row: its sentence, and the day of its article."""
    notes = {
        ReportState.NOT_FOUND: "No sentence of this outlet was found that reports it.",
        ReportState.UNCLEAR: "Some words are alike, too few to say that it is reported or is not.",
    }
    attribution = (report.speaker, report.identified, report.cue and f"“{report.cue}”")
    day = (
        evidence.format_day(
            data.cached_query(filter_choices.find_day, report.article_id), evidence.UNDATED
        )
        if report.article_id
        else ""
    )
    heading = " · ".join(
        filter(None, (day, describe_state(report, row), report.value, *attribution))
    )
    with st.container(border=True, gap=None):
        markup.render(
            Html(
                "<div><strong>{}</strong></div><div><small>{}</small></div>"
                '<p class="px-wording">{}</p>'
            ).format(
                build_outlet_chip(report.outlet),
                heading,
                _mark_words(report, row) or notes.get(report.state, ""),
            )
        )
        if report.state is ReportState.POSSIBLE:
            st.caption(POSSIBLY)
        if report.article_id:
            evidence.draw_article_link(report.article_id, report.start)


def _mark_words(report: OutletReport, row: CoverageRow) -> Html:
    """Return an outlet's words; nearly the same words with what differs from the row's marked."""
    changes = _find_changes(report, row)
    if not changes:
        return markup.highlight(report.text)
    return utterance_wordings.build_diff(row.text, report.text, changes)


def _find_changes(report: OutletReport, row: CoverageRow) -> list[Change]:
    """Return how the same words differ from the row's; empty where they do not, or are others."""
    if report.state is not ReportState.SAME or report.outlet == row.outlet:
        return []
    changes = compare_wordings(row.text, report.text)
    return changes if any(change.kind != "unchanged" for change in changes) else []


def describe_state(report: OutletReport, row: CoverageRow) -> str:
    """Return how an outlet reports a row, and whose wording it is compared with."""
    if row.outlet and report.outlet == row.outlet:
        return "the wording that the others are compared with"
    labels = COMPARED if row.outlet else EXPLANATIONS
    label = labels[report.state].format(row.outlet)
    return f"nearly {label}" if _find_changes(report, row) else label
