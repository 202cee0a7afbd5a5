"""One utterance in the words of each outlet, compared with its fullest wording."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd
import streamlit as st

from analysis.corpus.wording_diff import Change
from analysis.findings.coverage_row import ReportState
from analysis.findings.outlets_without import read_state
from analysis.findings.utterances import Wording, group_speakers
from analysis.store.notes import NoteKind
from ui.widgets import evidence, markup
from ui.widgets.markup import Html
from ui.widgets.outlet_chips import build_outlet_chip

#: A longer deletion is shortened to its first and last words; the tooltip has it whole.
_MAX_DELETED_WORDS = 18
_FIRST_WORDS, _LAST_WORDS = 6, 4
#: Styles of a diff.
STYLE = Html("""<style>
.px-wording {line-height: 1.6; overflow-wrap: anywhere}
.px-wording del {opacity: .72; text-decoration: line-through; margin: 0 .25em}
.px-wording ins {text-decoration: underline; text-decoration-thickness: 2px; font-weight: 600;
  background: #009E7326}
.px-wording .px-respelled {border-bottom: 2px dotted currentColor}
.px-wording .px-moved {border-bottom: 2px dashed currentColor}
</style>""")
#: What a sentence of an outlet has of an utterance that it does not quote.
_NOTES = {
    ReportState.SAME: "The same words, not read as this quotation",
    ReportState.PART: "A part of the words, not read as this quotation",
    ReportState.POSSIBLE: "Possibly in other words",
}
_UNCLEAR = "Some words are alike, too few to say that it is reported or is not."
#: The marks of a diff as its legend shows them.
_DELETED, _INSERTED = Html("<del>deleted</del>"), Html("<ins>inserted</ins>")
_RESPELLED = Html('<span class="px-respelled">respelled</span>')
_MOVED = Html('<span class="px-moved">moved</span>')
_ENTRIES: Mapping[str, tuple[Html, ...]] = {
    "deleted": (_DELETED,),
    "added": (_INSERTED,),
    "changed": (_DELETED, _INSERTED),
    "respelled": (_RESPELLED,),
    "moved": (_MOVED,),
}


def draw_reports(wordings: list[Wording], missing: pd.DataFrame) -> None:
    """Show an utterance in the words of each outlet, and the outlets without a quote of it.

    Args:
        wordings: as returned by :func:`analysis.findings.utterances.list_wordings`; not empty.
        missing: as returned by
            :func:`analysis.findings.utterances.find_outlets_without_utterance`.
    """
    _draw_wordings(wordings)
    if not missing.empty:
        _draw_missing(missing)


def build_card(wording: Wording, outlet: Html) -> Html:
    """Return one wording: outlet, attribution as written, and the marked words."""
    return Html(
        '<div><strong>{}</strong></div><div><small>{}</small></div><p class="px-wording">{}</p>'
    ).format(
        outlet,
        _describe_attribution(wording),
        build_marked_wording(wording),
    )


def build_marked_wording(wording: Wording) -> Html:
    """Return the words, with what was deleted from and inserted into the fullest wording."""
    if wording.changes is None:
        return markup.escape_visibly(wording.text)
    return build_diff(wording.fullest, wording.text, wording.changes)


def build_diff(before: str, after: str, changes: Iterable[Change]) -> Html:
    """Return a text with what was deleted from and inserted into another one.

    Args:
        before: the other text.
        after: the text.
        changes: from ``before`` to ``after``.
    """
    return markup.join(_build_pieces(after, before, changes))


def build_legend(compared: str, changes: Iterable[Change]) -> Html:
    """Return what the marks of some changes mean; nothing where no word is marked.

    Args:
        compared: what is compared, e.g. "Compared with the fullest version".
        changes: the changes that are shown.
    """
    drawn = {
        entry
        for change in changes
        # Nothing marks the place that moved words have in the first text.
        if change.kind != "moved" or change.right[1] > change.right[0]
        for entry in _ENTRIES.get(change.kind, ())
    }
    if not drawn:
        return Html("")
    entries = [entry for entry in (_DELETED, _INSERTED, _RESPELLED, _MOVED) if entry in drawn]
    return Html('<p class="px-wording">{}: same · {}</p>').format(
        compared, Html(" · ").join(entries)
    )


def _draw_wordings(wordings: list[Wording]) -> None:
    changes = (change for wording in wordings for change in wording.changes or ())
    markup.render(STYLE + build_legend("Compared with the fullest version", changes))
    credited = describe_other_speakers(wordings)
    if credited:
        evidence.draw_note(f"⚠ Outlets credit these words to different people: {credited}.")
    for wording in wordings:
        with st.container(border=True, gap=None):
            markup.render(build_card(wording, build_outlet_chip(wording.outlet_label)))
            evidence.draw_article_link(
                wording.article_id,
                wording.start,
                noted=(wording.start, wording.start + len(wording.text)),
                kind=NoteKind.QUOTATION,
            )


def describe_other_speakers(wordings: list[Wording]) -> str:
    """Return who credits whom ("Ann Lee: Ledger; Bo Ek: Beacon"); empty if all may credit one."""
    credited = group_speakers([wording for wording in wordings if not wording.is_described])
    if len(credited) < 2:  # noqa: PLR2004 - one speaker is no difference
        return ""
    return "; ".join(f"{speaker}: {', '.join(outlets)}" for speaker, outlets in credited.items())


def _draw_missing(outlets: pd.DataFrame) -> None:
    markup.render(Html("<strong>No quote found</strong>"))
    for row in outlets.to_dict("records"):
        chip = build_outlet_chip(row["outlet_label"])
        with st.container(border=True, gap=None):
            if not row["possible"]:
                note = "No sentence was found that reports it." if row["absent"] else _UNCLEAR
                markup.render(Html("<strong>{}</strong><p>{}</p>").format(chip, note))
                continue
            card = Html(
                '<strong>{}</strong><div><small>{}</small></div><p class="px-wording">{}</p>'
            ).format(chip, _NOTES[read_state(row)], row["text"])
            markup.render(card)
            evidence.draw_article_link(str(row["article_id"]), row["start"])


def _build_pieces(text: str, fullest: str, changes: Iterable[Change]) -> Iterator[Html]:
    position = 0
    for change in changes:
        start, end = change.right
        yield markup.escape_visibly(text[position:start])
        yield build_change(change, fullest[slice(*change.left)], text[start:end])
        position = end
    yield markup.escape_visibly(text[position:])


def build_change(change: Change, before: str, after: str) -> Html:
    """Return the words of a change, marked by its kind.

    Args:
        change: the change.
        before: its words in the first text.
        after: its words in the second text.
    """
    words = markup.escape_visibly(after)
    match change.kind:
        case "unchanged":
            return words
        case "moved":
            # Nothing marks the words' place in the fullest wording: they are in both.
            return Html('<span class="px-moved">{}</span>').format(words) if after else Html("")
        case "respelled":
            return Html('<span class="px-respelled" title="{}">{}</span>').format(before, words)
        case "deleted" | "added" | "changed":
            inserted = Html("<ins>{}</ins>").format(words) if after else Html("")
            return _build_deletion(before) + inserted


def _build_deletion(deleted: str) -> Html:
    words = deleted.split()
    if not words:
        return Html("")
    if len(words) <= _MAX_DELETED_WORDS:
        return Html("<del>{}</del>").format(markup.escape_visibly(deleted))
    ends = f"{' '.join(words[:_FIRST_WORDS])} … {' '.join(words[-_LAST_WORDS:])}"
    return Html('<del title="{}">{} ({} words)</del>').format(
        deleted, markup.escape_visibly(ends), len(words)
    )


def _describe_attribution(wording: Wording) -> str:
    attribution = " ".join(filter(None, (wording.mention, wording.cue)))
    parts = (
        "fullest version" if wording.changes is None else _describe_share(wording),
        wording.kind,
        f"“{attribution}”" if attribution else "no reporting verb",
        _describe_speaker(wording, attribution),
        "attributed to someone else" if wording.has_other_speaker else "",
        "another verb" if wording.has_other_cue else "",
        f"{wording.quotes} quotations" if wording.quotes > 1 else "",
        "" if wording.changes is None else f"confidence {wording.confidence:.2f}",
    )
    return " · ".join(filter(None, parts))


def _describe_share(wording: Wording) -> str:
    """Return how much of the fullest version an outlet quotes; of paraphrases, reports."""
    if not wording.share_quoted:
        return f"{100 * wording.share_reported:.0f}\N{NO-BREAK SPACE}% of the wording"
    return f"{100 * wording.share_quoted:.0f}\N{NO-BREAK SPACE}% of the quoted words"


def _describe_speaker(wording: Wording, attribution: str) -> str:
    """Return who the speaker is, unless the attribution says so."""
    if not wording.speaker or wording.speaker in attribution:
        return ""
    if not wording.mention:
        return f"speaker: {wording.speaker}"
    return f"“{wording.mention}” = {wording.speaker}"
