"""Whether the outlets of a story that do not quote an utterance report it all the same.

Every page and the briefing ask here, so that all say the same of one outlet.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.nearest_sentences import NearestSentence
from analysis.findings.coverage_row import ReportState
from analysis.findings.report_states import judge_place
from analysis.findings.speaker_names import unify_speakers
from analysis.findings.story_texts import StoryTexts


def find_outlets_without(
    texts: StoryTexts,
    quotes: pd.DataFrame,
    reports: pd.DataFrame,
    fullest: str,
    outlets: Sequence[str],
) -> pd.DataFrame:
    """Return what the outlets that do not quote an utterance have of it.

    Args:
        texts: The texts of the story.
        quotes: Rows of ``quotes``: those of the utterance.
        reports: The fullest report of each outlet: article_id, start, wording, speaker.
        fullest: The fullest wording of all.
        outlets: The outlets.

    Returns:
        One row an outlet, the most similar first: ``outlet_label``, ``possible`` (whether a
        sentence of it may report the same as that of some wording, or has quoted words of it),
        ``verbatim`` (whether it has all of them), ``part`` (whether it has a long part of them),
        ``absent`` (whether it certainly does not report it: see :mod:`analysis.findings.absence`),
        and of the sentence ``article_id``, ``start``, ``end``, ``text`` (empty, -1 if there is
        none) and ``similarity``, 0 to 1.
    """
    starts = [(str(key), int(at)) for key, at in reports[["article_id", "start"]].to_numpy()]
    speakers = set(unify_speakers(reports["speaker"]).values())
    absent = texts.find_absent(starts, reports["wording"].tolist(), outlets, speakers)
    present = [outlet for outlet in outlets if outlet not in absent]
    nearest = texts.find_nearest(quotes, present)
    rows = [
        {"outlet_label": outlet, "absent": outlet in absent}
        | _describe_nearest(texts, fullest, outlet, nearest.get(outlet))
        for outlet in outlets
    ]
    table = pd.DataFrame(rows, columns=["outlet_label", *_KINDS, *_PLACE])
    return table.sort_values(
        ["similarity", "outlet_label"], ascending=[False, True], ignore_index=True
    )


#: Columns of what an outlet has, and of its sentence.
_KINDS = ("possible", "verbatim", "part", "absent")
_PLACE = ("article_id", "start", "end", "text", "similarity")


def read_state(row: Mapping[Hashable, Any]) -> ReportState:
    """Return what a row of :func:`find_outlets_without` says of its outlet."""
    if row["verbatim"]:
        return ReportState.SAME
    if row["part"]:
        return ReportState.PART
    if row["possible"]:
        return ReportState.POSSIBLE
    return ReportState.NOT_FOUND if row["absent"] else ReportState.UNCLEAR


def _describe_nearest(
    texts: StoryTexts, fullest: str, outlet: str, nearest: NearestSentence | None
) -> dict[str, Any]:
    """Return all columns of an outlet but its name and ``absent``."""
    state = ReportState.SAME if nearest and nearest.is_verbatim else None
    place = None if state else texts.find_wording(fullest, outlet)
    if place and (state := judge_place(place, is_quotation=True)):
        nearest = texts.read_place(place)
    return {
        "possible": nearest is not None,
        "verbatim": state is ReportState.SAME,
        "part": state is ReportState.PART,
        "article_id": nearest.article_id if nearest else "",
        "start": nearest.start if nearest else -1,
        "end": nearest.end if nearest else -1,
        "text": nearest.text if nearest else "",
        "similarity": nearest.similarity if nearest else 0.0,
    }
