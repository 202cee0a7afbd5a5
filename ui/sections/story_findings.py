"""The findings on a story: sentences in order of what they tell, each opening its evidence."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analysis.findings.finding import Certainty, Finding, FindingKind
from analysis.findings.selection_rows import read_passages
from analysis.findings.story import find_story_findings
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.notes import NoteKind
from ui.core import address, data
from ui.widgets import evidence
from ui.widgets.note_control import NoteTarget, read_noted_passages

#: What opens the page that has more findings of a kind.
KIND_LABELS = {
    FindingKind.QUOTATION: "Quotation",
    FindingKind.FIGURE: "Figure or spelling",
    FindingKind.EXCLUSIVE: "Only one outlet",
    FindingKind.OMISSION: "Missing",
    FindingKind.SHARED_TEXT: "Shared text",
    FindingKind.FRAMING: "Framing",
}


def draw_findings(
    filters: Filters,
    find: Callable[[Catalogue, Filters], tuple[Finding, ...]] = find_story_findings,
) -> None:
    """Draw the findings on the story of the filters, and the evidence of the chosen one.

    Args:
        filters: they leave the articles of one story.
        find: returns the findings.
    """
    findings = data.cached_query(find, filters)
    if not findings:
        evidence.draw_note(
            "Nothing that differs between these outlets is certain enough to be stated in a "
            "sentence."
        )
        return
    with st.container(gap="xsmall"):
        for number, finding in enumerate(findings, 1):
            _draw_finding(number, finding)
    _draw_chosen(findings)


def _draw_finding(number: int, finding: Finding) -> None:
    is_plain = finding.certainty is Certainty.IN_THE_TEXTS
    kind = KIND_LABELS[finding.kind].replace("outlet", data.get_catalogue().outlet_noun)
    evidence.draw_finding(
        finding.sentence,
        kind if is_plain else f"{kind} · {finding.certainty}",
        key=f"finding_{number}",
        on_click=_select_finding,
        args=(number,),
        target=NoteTarget(
            NoteKind.DIFFERENCE if finding.kind is FindingKind.FIGURE else NoteKind.FINDING,
            finding.kind,
            lambda: read_noted_passages(
                (span.article_id, span.start, span.end) for span in finding.evidence
            ),
            finding.sentence,
        ),
    )


def _select_finding(number: int) -> None:
    address.select_evidence(finding=str(number))


def _draw_chosen(findings: Sequence[Finding]) -> None:
    chosen = address.read_choice("finding", {str(n) for n in range(1, len(findings) + 1)})
    if not chosen:
        return
    finding = findings[int(chosen) - 1]
    spans = pd.DataFrame(
        [(span.article_id, span.start, span.end) for span in finding.evidence],
        columns=["article_id", "start", "end"],
    )
    evidence.draw_evidence(
        read_passages(data.get_catalogue(), spans),
        subject=evidence.PASSAGES,
        sentence=finding.sentence,
    )
