"""Who said what: the utterances of the filtered articles, by outlet, and their wordings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import pandas as pd

from analysis.corpus import coverage
from analysis.corpus.table_rows import list_rows, list_tuples, list_values
from analysis.corpus.wording_diff import Change, compare_wordings
from analysis.findings.outlets_without import find_outlets_without
from analysis.findings.quoted_shares import Report, align_shares, measure_quoted_shares
from analysis.findings.speaker_names import list_speakers, unify_speakers
from analysis.findings.story_texts import read_story_texts
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


class SortOrder(StrEnum):
    """The order in which utterances are listed."""

    COVERAGE_DISPARITY = "coverage_disparity"
    SPREAD = "spread"
    SPEAKER = "speaker"
    WORDS = "words"


class OutletSpread(StrEnum):
    """By how many outlets an utterance is reported."""

    SEVERAL = "several"
    ONE = "one"
    ALL = "all"


#: Labels of the orders on screen.
SORT_ORDER_LABELS = {
    SortOrder.COVERAGE_DISPARITY.value: "Biggest coverage gap",
    SortOrder.SPREAD.value: "In most outlets",
    SortOrder.SPEAKER.value: "By speaker",
    SortOrder.WORDS.value: "Longest",
}
#: Labels of the spreads on screen.
OUTLET_SPREAD_LABELS = {
    OutletSpread.SEVERAL.value: "In several outlets",
    OutletSpread.ONE.value: "Only one outlet",
    OutletSpread.ALL.value: "All",
}

#: The column each order sorts by, largest first.
_SORT_COLUMNS = {
    SortOrder.COVERAGE_DISPARITY: "coverage_disparity",
    SortOrder.SPREAD: "outlets",
    SortOrder.WORDS: "words",
}
#: Columns of :func:`list_utterance_reports` that an utterance has once, and those of each report.
_UTTERANCE_COLUMNS = ["utterance_id", "speaker", "n_speakers", "text"]
_UTTERANCE_COLUMNS += ["outlets", "coverage_disparity"]
_OUTLET_COLUMNS = ["utterance_id", "outlet_label", "wording", "speaker", "kind", "cue"]
_OUTLET_COLUMNS += ["share_reported", "mention", "resolution", "article_id"]
#: Sorts after every name.
_LAST_CHARACTER = "\uffff"


def list_utterance_reports(
    catalogue: Catalogue,
    filters: Filters,
    spread: OutletSpread,
    order: SortOrder = SortOrder.COVERAGE_DISPARITY,
    search_text: str = "",
) -> pd.DataFrame:
    """Return which outlet reports which utterance, and how.

    Filters on entities, types and kinds select an utterance when any of its quotations matches;
    the table then has every outlet that reports it.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters.
        spread: by how many outlets an utterance is reported.
        order: the order of the utterances.
        search_text: text that the fullest wording or the speaker's name contains, in any case.

    Returns:
        One row per utterance and outlet: ``utterance_id``, ``speaker``, ``text`` (the fullest
        wording), ``outlets`` (how many report it), ``coverage_disparity`` (mean difference between
        two outlets in the share they report, see :func:`analysis.corpus.coverage.list_utterances`),
        ``outlet_label``; ``wording``, ``credited`` (the speaker's name; empty when unsure),
        ``mention``, ``resolution``, ``kind``, ``cue`` and ``article_id`` of its own fullest
        wording; and ``share_reported`` (share of the words of the fullest wording that it has).
        ``speaker`` names all whom outlets credit ("A or B"), ``n_speakers`` counts them; a name and
        a shorter form of it are one, and who is only described ("a minister") may be any of them.
    """
    by_outlet, utterances = _read_reports(catalogue, filters, spread)
    utterances = _sort_utterances(utterances.rename(columns={"wording": "text"}), order)
    if search_text:
        searched = (utterances["text"] + " " + utterances["speaker"]).str.lower()
        utterances = utterances[searched.str.contains(search_text.lower(), regex=False)]
    return utterances[_UTTERANCE_COLUMNS].merge(
        by_outlet[_OUTLET_COLUMNS].rename(columns={"speaker": "credited"}), on="utterance_id"
    )


# The findings list the same utterances as a table or a grid does, in another order.
@lru_cache(maxsize=2)
def _read_reports(
    catalogue: Catalogue, filters: Filters, spread: OutletSpread
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the reports of the utterances of a spread, and the utterances with their speakers."""
    where, params = filters.where("quotes")
    utterance_ids = f"SELECT utterance_id FROM quotes WHERE {where}"
    if spread is OutletSpread.SEVERAL:
        # Most utterances have one outlet only: reading the wordings of the others alone is faster.
        article_where, article_params = filters.articles_where("a")
        utterance_ids = f"""
            SELECT utterance_id FROM quotes q JOIN articles a USING (article_id)
            WHERE utterance_id IN ({utterance_ids}) AND {article_where}
            GROUP BY utterance_id HAVING count(DISTINCT outlet_label) > 1
        """
        params = [*params, *article_params]
    listed = _list_utterances(*_read_quotes(catalogue, filters, utterance_ids, params))
    _read_searches(catalogue, filters).listed = listed
    by_outlet, utterances = listed.reports, listed.utterances.copy()
    if spread is not OutletSpread.ALL:
        is_in_several = utterances["outlets"] > 1
        utterances = utterances[is_in_several == (spread is OutletSpread.SEVERAL)]
    of_utterance = utterances["utterance_id"].map(list_speakers(by_outlet))
    utterances["speaker"] = [" or ".join(names) for names, _ in of_utterance]
    utterances["n_speakers"] = [n_speakers for _, n_speakers in of_utterance]
    return by_outlet, utterances


def _sort_utterances(utterances: pd.DataFrame, order: SortOrder) -> pd.DataFrame:
    """Sort utterances; ties keep the order by coverage disparity they come in."""
    if order is SortOrder.SPEAKER:
        unknown_last = utterances["speaker"].str.lower().replace("", _LAST_CHARACTER)
        return utterances.assign(name=unknown_last).sort_values("name", kind="stable")
    return utterances.sort_values(_SORT_COLUMNS[order], ascending=False, kind="stable")


@dataclass(frozen=True)
class Wording:
    """How one outlet words an utterance.

    Attributes:
        outlet_label: the outlet.
        article_id: the article of its fullest wording.
        start: offset of that wording in the text.
        kind: direct, mixed or indirect.
        cue: the words that introduce it.
        mention: the words that name the speaker there.
        speaker: the speaker's name in its fullest form; empty when unsure.
        text: the wording.
        confidence: that it reports the utterance, 0 to 1; 1 for the wording others are compared
            with.
        is_described: whether its speaker is only described, and may be anybody.
        has_other_speaker: whether its speaker surely differs from that of the fullest wording.
        has_other_cue: whether its reporting verb differs from that of the fullest wording.
        quotes: how many quotations of the outlet report the utterance.
        share_reported: share of the words of the fullest wording that the outlet reports, 0 to 1.
        share_quoted: the same of the words in quotation marks; None if one of both has none.
        fullest: the fullest wording of all outlets.
        changes: from the fullest wording to this one; None when this is the fullest.
    """

    outlet_label: str
    article_id: str
    start: int
    kind: str
    cue: str
    mention: str
    speaker: str
    text: str
    confidence: float
    is_described: bool
    has_other_speaker: bool
    has_other_cue: bool
    quotes: int
    share_reported: float
    share_quoted: float | None
    fullest: str
    changes: tuple[Change, ...] | None


#: Attributes of :class:`Wording` that are columns of the table of reports.
_REPORT_COLUMNS = (
    "outlet_label",
    "article_id",
    "start",
    "kind",
    "cue",
    "mention",
    "speaker",
    "confidence",
    "is_described",
    "quotes",
    "share_reported",
    "share_quoted",
)


def list_wordings(catalogue: Catalogue, filters: Filters, utterance_id: str) -> list[Wording]:
    """Return the wordings of an utterance: the fullest, then those with the largest share of it."""
    return list_all_wordings(catalogue, filters, (utterance_id,)).get(utterance_id, [])


def list_all_wordings(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> dict[str, list[Wording]]:
    """Return :func:`list_wordings` of several utterances, computed together, by their ids."""
    of_utterances = _read_utterances(catalogue, filters, utterance_ids)
    origins = of_utterances.quotes[["quote_id", "confidence"]]
    reports = of_utterances.reports.merge(origins, on="quote_id")
    fullest = {row["utterance_id"]: row for _, row in of_utterances.utterances.iterrows()}
    shares = measure_shares(catalogue, filters, utterance_ids)
    reports["share_quoted"] = align_shares(shares, reports)
    return {
        str(utterance_id): _build_wordings(rows, fullest[utterance_id])
        for utterance_id, rows in reports.groupby("utterance_id")
    }


def measure_shares(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> dict[Report, float | None]:
    """Return :func:`measure_quoted_shares` of the utterances of a selection."""
    rows = _read_utterances(catalogue, filters, utterance_ids)
    return measure_quoted_shares(catalogue, rows.articles, rows.quotes, rows.utterances)


def _build_wordings(reports: pd.DataFrame, fullest: pd.Series) -> list[Wording]:
    unified = unify_speakers(reports["speaker"])
    rows = [row | {"speaker": unified.get(row["speaker"], "")} for row in list_rows(reports)]
    longest = fullest["quote_id"]
    rows.sort(key=lambda r: (r["quote_id"] != longest, -r["share_reported"], r["outlet_label"]))
    first = rows[0]
    return [
        Wording(
            **{name: row[name] for name in _REPORT_COLUMNS},
            text=row["wording"],
            fullest=fullest["wording"],
            has_other_speaker=not (row["is_described"] or first["is_described"])
            and _are_known_and_differ(row["speaker"], first["speaker"]),
            has_other_cue=_are_known_and_differ(row["cue_lemma"], first["cue_lemma"]),
            changes=None
            if row["quote_id"] == longest
            else tuple(compare_wordings(fullest["wording"], row["wording"])),
        )
        for row in rows
    ]


def group_speakers(wordings: Sequence[Wording]) -> dict[str, tuple[str, ...]]:
    """Return the outlets that credit an utterance to each known speaker."""
    return {
        speaker: tuple(sorted({w.outlet_label for w in wordings if w.speaker == speaker}))
        for speaker in sorted({wording.speaker for wording in wordings} - {""})
    }


def find_outlets_without_utterance(
    catalogue: Catalogue, filters: Filters, utterance_id: str
) -> pd.DataFrame:
    """Return the outlets that do not report an utterance, with their nearest sentence.

    Returns:
        As :func:`analysis.findings.outlets_without.find_outlets_without`, of the filtered outlets
        of the story.
    """
    return find_outlets_without_utterances(catalogue, filters, (utterance_id,))[utterance_id]


def find_outlets_without_utterances(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> dict[str, pd.DataFrame]:
    """Return :func:`find_outlets_without_utterance` of several utterances, by their ids."""
    return _read_searches(catalogue, filters).find(utterance_ids)


class _UtteranceSearches:
    """The outlets without each utterance of a selection, as far as they were asked for."""

    def __init__(self, catalogue: Catalogue, filters: Filters) -> None:
        self._catalogue, self._filters = catalogue, filters
        self._without: dict[str, pd.DataFrame] = {}
        #: The utterances that were listed last.
        self.listed = _NO_UTTERANCES

    def find(self, utterance_ids: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        """Return :func:`find_outlets_without_utterances`; what is new is searched together."""
        if new := tuple(key for key in utterance_ids if key not in self._without):
            # All of them: their shares are asked for next.
            of_utterances = _read_utterances(self._catalogue, self._filters, utterance_ids)
            quotes, reports = of_utterances.quotes, of_utterances.reports
            fullest = dict(list_tuples(of_utterances.utterances, ("utterance_id", "wording")))
            for key in new:
                self._without[key] = self._find_without(
                    of_utterances.articles,
                    quotes[quotes["utterance_id"] == key],
                    reports[reports["utterance_id"] == key],
                    fullest.get(key, ""),
                )
        return {key: self._without[key].copy(deep=False) for key in utterance_ids}

    def _find_without(
        self, articles: pd.DataFrame, quotes: pd.DataFrame, reports: pd.DataFrame, fullest: str
    ) -> pd.DataFrame:
        reports_it = articles["article_id"].isin(quotes["article_id"])
        stories = sorted(set(articles["story_id"][reports_it]))
        story_articles = articles[articles["story_id"].isin(stories)]
        outlets = sorted(set(story_articles["outlet_label"]) - set(reports["outlet_label"]))
        key = tuple(sorted(story_articles["article_id"]))
        texts = read_story_texts(self._catalogue, key)
        return find_outlets_without(texts, quotes, reports, fullest, outlets)


# The findings, the grid and the statements of a briefing ask for some of the same utterances.
@lru_cache(maxsize=2)
def _read_searches(catalogue: Catalogue, filters: Filters) -> _UtteranceSearches:
    return _UtteranceSearches(catalogue, filters)


@dataclass(frozen=True)
class _Utterances:
    """Some utterances of a selection: its articles, their quotes, reports and fullest wordings."""

    articles: pd.DataFrame
    quotes: pd.DataFrame
    reports: pd.DataFrame
    utterances: pd.DataFrame

    def select(self, utterance_ids: tuple[str, ...]) -> "_Utterances | None":
        """Return those with some ids; None without ids, or if one is not among them."""
        known = set(list_values(self.utterances["utterance_id"]))
        if not utterance_ids or not known.issuperset(utterance_ids):
            return None
        return _Utterances(
            self.articles,
            *(
                rows[rows["utterance_id"].isin(utterance_ids)].reset_index(drop=True)
                for rows in (self.quotes, self.reports, self.utterances)
            ),
        )


_NO_UTTERANCES = _Utterances(*[pd.DataFrame({"utterance_id": []})] * 4)


def _list_utterances(articles: pd.DataFrame, quotes: pd.DataFrame) -> _Utterances:
    reports = coverage.list_reports(articles, quotes)
    listed = coverage.list_utterances(articles, quotes, reports)
    return _Utterances(articles, quotes, reports, listed)


# The wordings of an utterance and the outlets without it are asked for together.
@lru_cache(maxsize=8)
def _read_utterances(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> _Utterances:
    # A page and a briefing have listed them just before.
    if listed := _read_searches(catalogue, filters).listed.select(utterance_ids):
        return listed
    placeholders = ", ".join("?" * len(utterance_ids)) or "NULL"
    return _list_utterances(*_read_quotes(catalogue, filters, placeholders, utterance_ids))


def _read_quotes(
    catalogue: Catalogue, filters: Filters, utterance_ids: str, params: Sequence[object]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the filtered articles, and the quotations in them that report some utterances.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters; those on entities and kinds of quotation are ignored.
        utterance_ids: SQL of the utterances' ids.
        params: values of its placeholders.

    Returns:
        article_id, outlet_label and story_id of the articles; the quotations.
    """
    where, article_params = filters.articles_where()
    articles = catalogue.query(
        f"SELECT article_id, outlet_label, story_id FROM articles WHERE {where}", article_params
    )
    quotes = catalogue.query(
        f"""
        SELECT * FROM quotes
        WHERE article_id IN (SELECT article_id FROM articles WHERE {where})
          AND utterance_id <> '' AND utterance_id IN ({utterance_ids})
        ORDER BY article_id, "start", quote_id
        """,
        [*article_params, *params],
    )
    return articles, quotes


def _are_known_and_differ(left: str, right: str) -> bool:
    return bool(left and right) and left != right
