"""One utterance in the words of each outlet, against its fullest wording."""

from collections.abc import Iterator
from html import escape

import pandas as pd
import streamlit as st

from analysis.corpus.wording_diff import Change
from analysis.findings.utterances import Wording
from ui.core import data, selection
from ui.widgets import markup

_LONGEST_CUT = 18
_STYLE = """<style>
.px-wording {line-height: 1.6; overflow-wrap: anywhere}
.px-wording del {opacity: .72; text-decoration: line-through; margin: 0 .25em}
.px-wording ins {text-decoration: underline; text-decoration-thickness: 2px; font-weight: 600;
  background: #009E7326}
.px-wording .px-respelled {border-bottom: 2px dotted currentColor}
.px-wording .px-moved {border-bottom: 2px dashed currentColor}
</style>"""
_LEGEND = (
    '<p class="px-wording">Against the fullest wording: kept · <del>cut</del> · '
    '<ins>added, or put in its place</ins> · <span class="px-respelled">spelled or inflected '
    'otherwise</span> · <span class="px-moved">moved</span></p>'
)


def draw_wordings(wordings: list[Wording], *, key: str) -> None:
    """Show the wordings of one utterance, each with how it is attributed and a link.

    Args:
        wordings: as :func:`analysis.findings.utterances.list_wordings` returns them; not empty.
        key: unique name on the page.
    """
    st.html(_STYLE + _LEGEND)
    grid = st.grid(2, min_column_width=320, border=True, key=key)
    for wording in wordings:
        with grid.cell():
            st.html(build_card(wording, data.get_outlet_styles()[wording.outlet_label].colour))
            selection.draw_page_link(
                "article", "Read in its article", article=wording.article_id, at=str(wording.start)
            )


def draw_missing(found: pd.DataFrame) -> None:
    """Show the outlets that do not report an utterance, and what comes nearest to it in each.

    Args:
        found: as :func:`analysis.findings.utterances.find_outlets_without_utterance` returns it.
    """
    if found.empty:
        return
    st.html("<strong>Not reported</strong>")
    grid = st.grid(2, min_column_width=320, border=True, key="not_reported")
    for row in found.to_dict("records"):
        with grid.cell():
            outlet = markup.build_chip(
                row["outlet_label"], data.get_outlet_styles()[row["outlet_label"]].colour
            )
            if not row["article_id"]:
                st.html(f"<strong>{outlet}</strong><p>No sentence shares a word with it.</p>")
                continue
            how = "Possibly in other words" if row["possible"] else "Nearest sentence"
            st.html(
                f"<strong>{outlet}</strong><div><small>{how}: {row['similarity']:.0%} of the "
                f'words</small></div><p class="px-wording">{escape(row["text"])}</p>'
            )
            selection.draw_page_link(
                "article",
                "Read in its article",
                article=str(row["article_id"]),
                at=str(row["start"]),
            )


def build_card(wording: Wording, colour: str) -> str:
    """Return one wording as HTML: outlet, attribution as written, and the marked words."""
    return (
        f"<div><strong>{markup.build_chip(wording.outlet_label, colour)}</strong></div>"
        f"<div><small>{escape(_attribution(wording))}</small></div>"
        f'<p class="px-wording">{build_marked_wording(wording)}</p>'
    )


def build_marked_wording(wording: Wording) -> str:
    """Return the words as HTML, with what was cut from and added to the fullest wording."""
    if wording.changes is None:
        return markup.escape_visibly(wording.text)
    return "".join(_pieces(wording.text, wording.fullest, wording.changes))


def _pieces(text: str, fullest: str, changes: tuple[Change, ...]) -> Iterator[str]:
    reached = 0
    for change in changes:
        start, end = change.right
        yield markup.escape_visibly(text[reached:start])
        before, after = fullest[slice(*change.left)], text[start:end]
        reached = end
        if change.kind == "kept":
            yield markup.escape_visibly(after)
        elif change.kind == "moved":
            # Where it stood before nothing is shown: the words are there already.
            yield f'<span class="px-moved">{markup.escape_visibly(after)}</span>' if after else ""
        elif change.kind == "respelled":
            shown = markup.escape_visibly(after)
            yield f'<span class="px-respelled" title="{escape(before)}">{shown}</span>'
        else:
            yield _cut(before) + (f"<ins>{markup.escape_visibly(after)}</ins>" if after else "")
    yield markup.escape_visibly(text[reached:])


def _cut(before: str) -> str:
    words = before.split()
    if not words:
        return ""
    if len(words) <= _LONGEST_CUT:
        return f"<del>{markup.escape_visibly(before)}</del>"
    ends = f"{' '.join(words[:6])} … {' '.join(words[-4:])}"
    return f'<del title="{escape(before)}">{markup.escape_visibly(ends)} ({len(words)} words)</del>'


def _attribution(wording: Wording) -> str:
    said = " ".join(filter(None, (wording.mention, wording.cue)))
    parts = (
        "fullest wording"
        if wording.changes is None
        else f"{wording.share_reported:.0%} of the fullest",
        wording.kind,
        f"“{said}”" if said else "no cue",
        "" if not wording.speaker or wording.speaker in said else f"that is {wording.speaker}",
        "attributed to someone else" if wording.has_other_speaker else "",
        "another verb" if wording.has_other_cue else "",
        f"{wording.quotes} stretches" if wording.quotes > 1 else "",
        "" if wording.changes is None else f"confidence {wording.confidence:.2f}",
    )
    return " · ".join(filter(None, parts))
