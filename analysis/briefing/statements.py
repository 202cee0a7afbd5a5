"""The section on who said what: each statement in the words of each outlet that reports it."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.briefing.document import Block, DataTable, PageLink, Paragraph, Section
from analysis.findings.speaker_names import describe_identification
from analysis.findings.timeline import date_reports, read_days
from analysis.findings.utterances import (
    OutletSpread,
    SortOrder,
    find_outlets_without_utterances,
    list_utterance_reports,
)
from analysis.ingest.line_breaks import join_divided_words
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum number of statements, and of outlets of one in their own words. Judgement: what two
#: printed pages hold.
MAX_STATEMENTS, MAX_WORDINGS = 7, 4
#: Maximum number of characters of the words of an outlet: the longest of the seeds are whole.
MAX_CHARACTERS = 270
#: Maximum number of outlets listed as lacking a statement; more are counted (judgement).
_MAX_LACKING = 4
_HEAD = (
    "Speaker",
    "In whose words (verb, quotation type, share of the fullest wording)",
    "Who was first, and the other outlets",
)


def compose_statements(catalogue: Catalogue, filters: Filters, link: PageLink) -> Section:
    """Return the statements that most outlets report, in their words, and who lacks them."""
    reports = list_utterance_reports(catalogue, filters, OutletSpread.SEVERAL, SortOrder.SPREAD)
    ids = list(dict.fromkeys(reports["utterance_id"]))
    if not ids:
        return Section("Who said what, in whose words", ())
    listed_ids = tuple(ids[:MAX_STATEMENTS])
    without = find_outlets_without_utterances(catalogue, filters, listed_ids)
    days = read_days(catalogue, filters)
    rows = tuple(
        _compose_row(reports[reports["utterance_id"] == utterance_id], without[utterance_id], days)
        for utterance_id in listed_ids
    )
    blocks: list[Block] = [DataTable(_HEAD, rows)]
    if len(ids) > MAX_STATEMENTS:
        more = len(ids) - MAX_STATEMENTS
        blocks.append(Paragraph(f"And {more} more statements in several outlets."))
    return Section("Who said what, in whose words", tuple(blocks), link)


def _compose_row(
    reports: pd.DataFrame,
    nearest: pd.DataFrame,
    days: tuple[dict[str, date], dict[str, date | None]],
) -> tuple[str, str, str]:
    first = reports.iloc[0]
    fullest_first = reports.sort_values(
        ["share_reported", "outlet_label"], ascending=[False, True]
    ).to_dict("records")
    lines = [
        f"{row['outlet_label']} ({_describe(row)}): {shorten(str(row['wording']))}"
        for row in fullest_first[:MAX_WORDINGS]
    ]
    if rest := [row["outlet_label"] for row in fullest_first[MAX_WORDINGS:]]:
        lines.append(f"Also in {_list_outlets(rest)}.")
    is_possible = nearest["possible"].astype(bool)
    # That nobody else reports a paraphrase cannot be told by its words.
    is_quoted = fullest_first[0]["kind"] != "indirect"
    is_absent = nearest["absent"].astype(bool) & is_quoted
    others = [
        f"{label} {_list_outlets(sorted(nearest.loc[rows, 'outlet_label']))}"
        for label, rows in (
            ("not quoted in", is_absent),
            ("possibly in", is_possible & ~is_absent),
            ("unclear for", ~is_absent & ~is_possible),
        )
        if rows.any()
    ]
    articles = dict(zip(reports["outlet_label"], reports["article_id"], strict=True))
    known = date_reports(articles, nearest.loc[~is_absent, "outlet_label"].tolist(), *days)
    others = [_describe_first(known), *others] if known else others
    marker = "⚠ credited to " if first["n_speakers"] > 1 else ""
    speaker = first["speaker"] or "not known"
    return (f"{marker}{speaker}", "\n".join(lines), "\n".join(filter(None, others)))


def _describe_first(known: Mapping[str, date]) -> str:
    """Return who reported something first; empty if several did on one day.

    Days are those of the articles with the fullest wordings: how many lie between two outlets is
    not known, since the later may have had a shorter one before.
    """
    first_day = min(known.values())
    first = [outlet for outlet, day in known.items() if day == first_day]
    return f"first in {first[0]}" if len(first) == 1 else ""


def shorten(text: str) -> str:
    """Return words on one line, cut at a word with an ellipsis where they are too many."""
    words = " ".join(join_divided_words(text).split())
    if len(words) <= MAX_CHARACTERS:
        return words
    return words[:MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _describe(report: Mapping[Hashable, Any]) -> str:
    """Return the verb and type of a quotation, its share, and how its speaker was identified."""
    identified = describe_identification({**report, "speaker": report["credited"]})
    share = f"{report['share_reported']:.0%}"
    return ", ".join(filter(None, (report["cue"], report["kind"], share, identified)))


def _list_outlets(outlets: list[str]) -> str:
    if len(outlets) <= _MAX_LACKING:
        return ", ".join(outlets)
    return f"{len(outlets)} outlets"
