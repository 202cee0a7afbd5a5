"""The section on who said what: each statement in the words of each outlet that reports it."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from analysis.briefing.document import Block, DataTable, PageLink, Paragraph, Section
from analysis.corpus.possible_reports import MIN_DAYS_OLDER
from analysis.corpus.table_rows import list_rows, list_tuples
from analysis.findings.quoted_shares import align_shares
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.speaker_names import describe_identification, is_other_speaker
from analysis.findings.timeline import date_reports, read_days, read_latest_days
from analysis.findings.utterances import (
    OutletSpread,
    SortOrder,
    find_outlets_without_utterances,
    list_utterance_reports,
    measure_shares,
)
from analysis.ingest.line_breaks import join_divided_words
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum number of statements, and of outlets of one in their own words. Judgement: what two
#: printed pages hold.
MAX_STATEMENTS, MAX_WORDINGS = 6, 4
#: Maximum number of characters of the words of an outlet: the longest of the seeds are whole.
MAX_CHARACTERS = 270
#: Maximum number of outlets listed as lacking a statement; more are counted (judgement).
_MAX_LACKING = 4
_HEAD = (
    "Speaker",
    "In whose words (verb, quotation type, share of the longest version that it quotes in all)",
)
_FIRST = "first in "
#: What is said of outlets all of whose articles are days older than the statement.
_EARLIER = "published days earlier: "
#: What the last column holds; of some statements it is not known who was first.
_WITH_FIRST, _WITHOUT_FIRST = "Who was first, and the other outlets", "The other outlets"


class _Days(NamedTuple):
    """The day of each dated article, and of the earliest and the latest article of each outlet."""

    of_article: dict[str, date]
    earliest: dict[str, date | None]
    latest: dict[str, date]


def compose_statements(
    catalogue: Catalogue,
    filters: Filters,
    link: PageLink,
    missing: Mapping[str, Collection[str]],
) -> Section:
    """Return the statements that most outlets report, in their words, and who lacks them.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        link: The page that has all statements.
        missing: Whom each outlet does not name, by its label.
    """
    reports = list_utterance_reports(catalogue, filters, OutletSpread.SEVERAL, SortOrder.SPREAD)
    ids = list(dict.fromkeys(reports["utterance_id"]))
    if not ids:
        return Section("Who said what, in whose words", ())
    listed_ids = tuple(ids[:MAX_STATEMENTS])
    without = find_outlets_without_utterances(catalogue, filters, listed_ids)
    days = _Days(*read_days(catalogue, filters), read_latest_days(catalogue, filters))
    quotes = _list_attributed(catalogue, filters)
    shares = measure_shares(catalogue, filters, listed_ids)
    reports = reports[reports["utterance_id"].isin(listed_ids)]
    reports = reports.assign(share_quoted=align_shares(shares, reports))
    rows = tuple(
        _compose_row(of_utterance, _credit(without[key], of_utterance, quotes), days, missing)
        for key in listed_ids
        for of_utterance in [reports[reports["utterance_id"] == key]]
    )
    is_first_known = any(row[-1].startswith(_FIRST) for row in rows)
    last_column = _WITH_FIRST if is_first_known else _WITHOUT_FIRST
    blocks: list[Block] = [DataTable((*_HEAD, last_column), rows)]
    if len(ids) > MAX_STATEMENTS:
        more = len(ids) - MAX_STATEMENTS
        blocks.append(
            Paragraph(f"And {more} more statement{'s' * (more != 1)} in several outlets.")
        )
    return Section("Who said what, in whose words", tuple(blocks), link)


def _list_attributed(catalogue: Catalogue, filters: Filters) -> dict[str, list[tuple[int, str]]]:
    """Return where, by article, quotations of known speakers begin, and whose they are.

    Who is only described may be anybody.
    """
    quotes = read_article_rows(catalogue, filters, "quotes")
    names = ("article_id", "start", "speaker", "resolution", "entity_id")
    of_article: dict[str, list[tuple[int, str]]] = {}
    for key, start, speaker, resolution, entity_id in list_tuples(quotes, names):
        if speaker and (resolution != "description" or entity_id):
            of_article.setdefault(key, []).append((start, speaker))
    return of_article


def _credit(
    nearest: pd.DataFrame, reports: pd.DataFrame, quotes: Mapping[str, Sequence[tuple[int, str]]]
) -> pd.DataFrame:
    """Return the nearest sentences with ``credited``: another speaker whose words they report.

    Args:
        nearest: What comes nearest to a statement in each outlet without it.
        reports: The reports of the statement.
        quotes: As :func:`_list_attributed` returns them.
    """
    speakers = set(reports["credited"]) - {""}
    credited = []
    for row in list_rows(nearest):
        end = row["start"] + len(row["text"])
        of_article = quotes.get(row["article_id"], ())
        names = [name for start, name in of_article if row["start"] <= start < end]
        is_other = bool(speakers) and all(is_other_speaker(name, speakers) for name in names)
        credited.append(names[0] if is_other and names else "")
    return nearest.assign(credited=credited)


def _compose_row(
    reports: pd.DataFrame,
    nearest: pd.DataFrame,
    days: _Days,
    missing: Mapping[str, Collection[str]],
) -> tuple[str, str, str]:
    first = reports.iloc[0]
    rows = reports.to_dict("records")
    fullest = next(row for row in rows if row["wording"] == first["text"])
    fullest_first = sorted(rows, key=_rank_by_share)
    lines = [
        f"{row['outlet_label']} ({_describe(row)}): {shorten(str(row['wording']))}"
        for row in fullest_first[:MAX_WORDINGS]
    ]
    if rest := [row["outlet_label"] for row in fullest_first[MAX_WORDINGS:]]:
        lines.append(f"Also in {_list_outlets(rest)}.")
    unnamed = {outlet for outlet, names in missing.items() if first["speaker"] in names}
    is_quoted = fullest["kind"] != "indirect"
    others = _describe_others(reports, nearest, days, unnamed, is_quoted=is_quoted)
    marker = "⚠ credited to " if first["n_speakers"] > 1 else ""
    speaker = first["speaker"] or "not known"
    return (f"{marker}{speaker}", "\n".join(lines), "\n".join(others))


def _describe_others(
    reports: pd.DataFrame,
    nearest: pd.DataFrame,
    days: _Days,
    unnamed: Collection[str],
    *,
    is_quoted: bool,
) -> list[str]:
    """Return who reported a statement first, and what is known of the outlets without it.

    Args:
        reports: The reports of the statement.
        nearest: What comes nearest to it in each outlet without it, as of :func:`_credit`.
        days: The days of articles and outlets.
        unnamed: The outlets that do not name the speaker.
        is_quoted: Whether the fullest report has words in quotation marks.
    """
    is_verbatim, is_part = (nearest[name].astype(bool) for name in ("verbatim", "part"))
    is_possible = nearest["possible"].astype(bool) & ~is_verbatim & ~is_part
    # That nobody else reports a paraphrase cannot be told by its words.
    is_absent = nearest["absent"].astype(bool) & is_quoted
    articles = dict(zip(reports["outlet_label"], reports["article_id"], strict=True))
    reported = [days.of_article[key] for key in articles.values() if key in days.of_article]
    # As where a sentence is too old to report what was said.
    before = min(reported, default=date.min + timedelta(MIN_DAYS_OLDER)) - timedelta(MIN_DAYS_OLDER)
    is_earlier = nearest["outlet_label"].map(lambda name: days.latest.get(name, date.max) <= before)
    of_other = nearest["credited"].where(~is_absent, "")
    is_rest = ~is_absent & (of_other == "") & ~is_verbatim & ~is_part
    is_earlier &= is_rest & ~is_possible
    is_unnamed = is_rest & ~is_earlier & nearest["outlet_label"].isin(unnamed)
    is_rest &= ~is_earlier & ~is_unnamed
    others = [
        f"{before}{_list_outlets(sorted(outlets))}{after if len(outlets) == 1 else of_several}"
        for before, after, of_several, rows in (
            *(
                (before, credit, credit, rows & ~is_absent & (of_other == name))
                for before, rows in (
                    ("the same words in ", is_verbatim),
                    ("a part of the words in ", is_part),
                    ("possibly in ", is_possible & (is_rest | (of_other != ""))),
                )
                for name in sorted(set(of_other), key=lambda name: (not name, name))
                for credit in [f", credited to {name}" if name else ""]
            ),
            ("not quoted in ", "", "", is_absent),
            (_EARLIER, "", "", is_earlier),
            ("", " does not name this speaker", " do not name this speaker", is_unnamed),
            ("not certain whether ", " reports it", " report it", is_rest & ~is_possible),
        )
        if (outlets := nearest.loc[rows, "outlet_label"].tolist())
    ]
    uncertain = nearest.loc[~is_absent, "outlet_label"].tolist()
    known = date_reports(articles, uncertain, days.of_article, days.earliest)
    return list(filter(None, [_describe_first(known) if known else "", *others]))


def _describe_first(known: Mapping[str, date]) -> str:
    """Return who reported something first; empty if several did on one day.

    Days are those of the articles with the fullest wordings: how many lie between two outlets is
    not known, since the later may have had a shorter one before.
    """
    first_day = min(known.values())
    first = [outlet for outlet, day in known.items() if day == first_day]
    return f"{_FIRST}{first[0]}" if len(first) == 1 else ""


def shorten(text: str) -> str:
    """Return words on one line, cut at a word with an ellipsis where they are too many."""
    words = " ".join(join_divided_words(text).split())
    if len(words) <= MAX_CHARACTERS:
        return words
    return words[:MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _rank_by_share(report: Mapping[Hashable, Any]) -> tuple[bool, float, float, str]:
    """Sort reports by the share that is shown; those that have none are last."""
    share = report["share_quoted"]
    return share is None, -(share or 0), -report["share_reported"], report["outlet_label"]


def _describe(report: Mapping[Hashable, Any]) -> str:
    """Return the verb and type of a quotation, its share, and how its speaker was identified."""
    identified = describe_identification({**report, "speaker": report["credited"]})
    quoted = report["share_quoted"]
    share = "" if quoted is None else f"{quoted:.0%}"
    return ", ".join(filter(None, (report["cue"], report["kind"], share, identified)))


def _list_outlets(outlets: list[str]) -> str:
    if len(outlets) <= _MAX_LACKING:
        return ", ".join(outlets)
    return f"{len(outlets)} outlets"
