"""Figures and spellings that differ between outlets, each with its sentences and their dates."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.corpus.differing_figures import DifferingFigure, FigureEvidence, FigureValue, Verdict
from analysis.findings.differing_figures import find_differing_figures, find_unjudged_figures
from analysis.store.filters import Filters
from analysis.store.notes import NoteKind
from ui.core import address, data
from ui.widgets import chart, evidence, markup, note_control
from ui.widgets.article_links import build_article_href
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html, Span
from ui.widgets.note_control import NoteTarget, read_noted_passages
from ui.widgets.outlet_chips import build_outlet_chip

#: Cases on one page, and maximum number of sentences of one value.
_PER_PAGE, _MAX_SENTENCES = 8, 3
#: Labels of the verdicts; the empty key selects all cases that are judged.
VERDICT_LABELS: Mapping[str, str] = {
    "": "All",
    Verdict.CONFLICT: "Conflicts",
    Verdict.MAY_CONFLICT: "May conflict",
    Verdict.UPDATE: "Updates over time",
    Verdict.SPELLING: "Spellings",
    Verdict.UNJUDGED: "Not judged",
}
_VERDICT_NOTES: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "conflict",
    Verdict.MAY_CONFLICT: "may conflict, check",
    Verdict.UPDATE: "update: a later figure replaces an earlier one",
    Verdict.SPELLING: "spelled differently",
    Verdict.UNJUDGED: "not judged: the outlets may count different things",
}
#: Names on screen of the kinds of figures that need another.
_KIND_NAMES = {"quantity": "measure", "percent": "share", "money": "sum"}
_STYLE = Html("""<style>
.px-case {border-top: 1px solid #7A7F8755; padding: .7em 0}
.px-values {display: grid; grid-template-columns: minmax(7em, 14%) 1fr; gap: .3em 1.2em}
.px-values > strong {font-size: 1.15em; overflow-wrap: anywhere}
.px-said {margin: 0 0 .5em; line-height: 1.5; overflow-wrap: anywhere; max-width: 52rem}
@media (max-width: 700px) {.px-values {grid-template-columns: 1fr}}
</style>""")


def draw_differing_figures(filters: Filters) -> None:
    """Show the differences case by case, under a choice of their verdict."""
    judged = data.cached_query(find_differing_figures, filters)
    cases = [*judged, *data.cached_query(find_unjudged_figures, filters)]
    if not judged:
        evidence.draw_note(
            "No count, sum, date, time, age or spelling of the same thing was found to differ "
            "between the selected outlets. Figures that are worded too differently are not "
            "judged."
        )
    if not cases:
        return
    labels = count_verdicts(cases)
    verdict = address.draw_segments("verdict", "Verdict", labels, "")
    selected = [case for case in cases if case.verdict == verdict] if verdict else judged
    page = address.draw_pagination(len(selected), _PER_PAGE, key="differing_page")
    on_page = selected[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    markup.render(_STYLE)
    for case in on_page:
        _draw_case(case)
    chart.draw_data_table(
        lambda: tabulate_figures(cases), key="differing", label="All of them as a table"
    )


def count_verdicts(cases: Sequence[DifferingFigure]) -> dict[str, str]:
    """Return the labels of the verdicts that cases have, with the number of these cases.

    What is not judged is not among all cases, and the label of all says so.
    """
    counts = Counter(case.verdict for case in cases)
    n_unjudged = counts[Verdict.UNJUDGED]
    every = "All judged" if n_unjudged else VERDICT_LABELS[""]
    labels = {
        verdict: f"{label} ({counts[Verdict(verdict)]})"
        for verdict, label in VERDICT_LABELS.items()
        if verdict in counts
    }
    return {"": f"{every} ({len(cases) - n_unjudged})", **labels}


def _draw_case(case: DifferingFigure) -> None:
    """Show one case and the control that stars or notes it."""
    evidences = [statement for value in case.tally for statement in value.evidence]
    sentence = (
        f"{case.heading or _KIND_NAMES.get(case.kind, case.kind)} "
        f"({_VERDICT_NOTES[case.verdict]}): {build_tally(case)}"
    )
    target = NoteTarget(
        NoteKind.DIFFERENCE,
        "case",
        lambda: read_noted_passages((e.article_id, e.start, e.end) for e in evidences),
        sentence[:1].upper() + sentence[1:],
    )
    with st.container(gap="xxsmall"):
        markup.render(build_case(case))
        note_control.draw_subject_control(target, draw_first=lambda: None)


def build_case(case: DifferingFigure) -> Html:
    """Return one case: what is counted, the verdict, the tally, and each value's sentences."""
    values = (
        Html("<strong>{}</strong><div>{}</div>").format(value.text, _build_sentences(value))
        for value in case.tally
    )
    return Html(
        '<section class="px-case"><strong>{}: {}</strong> · <small class="px-note">{}</small>'
        '<div>{}</div><div class="px-values">{}</div></section>'
    ).format(
        _KIND_NAMES.get(case.kind, case.kind).capitalize(),
        case.heading or "not named",
        _VERDICT_NOTES[case.verdict],
        build_tally(case),
        markup.join(values),
    )


def build_tally(case: DifferingFigure) -> str:
    """Return the outlets of each value: "3: Ledger, Beacon · 4: Courier"."""
    return " · ".join(f"{value.text}: {', '.join(value.outlets)}" for value in case.tally)


def tabulate_figures(cases: Sequence[DifferingFigure]) -> pd.DataFrame:
    """Return all cases as a table to read, one row per statement of a figure."""
    return pd.DataFrame(
        {
            "Case": number,
            "Verdict": VERDICT_LABELS[case.verdict],
            "Kind": case.kind,
            "Of what": case.heading,
            "As written": statement.text,
            "Read as": value.value,
            "Unit": case.unit,
            "Outlet": statement.outlet_label,
            "Published": statement.published.date() if statement.published else None,
            "Sentence": statement.sentence,
        }
        for number, case in enumerate(cases, start=1)
        for value in case.tally
        for statement in value.evidence
    )


def _build_sentences(value: FigureValue) -> Html:
    distinct = {
        (statement.outlet_label, statement.sentence): statement for statement in value.evidence
    }
    statements = list(distinct.values())
    sentences = markup.join(map(_build_sentence, statements[:_MAX_SENTENCES]))
    rest = statements[_MAX_SENTENCES:]
    if not rest:
        return sentences
    return sentences + Html('<p class="px-note">and {} more: {}</p>').format(
        len(rest), ", ".join(sorted({statement.outlet_label for statement in rest}))
    )


def _build_sentence(statement: FigureEvidence) -> Html:
    href = build_article_href(statement.article_id, statement.start)
    mark = Span(statement.start, statement.end, href=href, title="read it in its article")
    return Html('<p class="px-said"><small>{} · {}</small><br>{}</p>').format(
        build_outlet_chip(statement.outlet_label),
        evidence.format_day(statement.published, UNDATED),
        markup.highlight(statement.sentence, [mark], statement.sentence_start),
    )
