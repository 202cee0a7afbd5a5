"""How much of the longest version of a statement each outlet quotes, all of its pieces joined.

An outlet may print one statement in two quotations, and one of them may be grouped with another
statement: its share is that of the words that stand in any of its quotations of the speaker.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.quoted_words import measure_quoted_share
from analysis.corpus.table_rows import list_rows
from analysis.findings.speaker_names import is_other_speaker
from analysis.store.catalogue import Catalogue
from analysis.tables import COUNTED

#: An utterance and an outlet that reports it.
Report = tuple[str, str]


def measure_quoted_shares(
    catalogue: Catalogue, articles: pd.DataFrame, quotes: pd.DataFrame, utterances: pd.DataFrame
) -> dict[Report, float | None]:
    """Return the share of the quoted words of the longest version that each outlet quotes.

    Args:
        catalogue: The workspace's catalogue.
        articles: Columns article_id, outlet_label, story_id: the selection.
        quotes: The quotations of the utterances in it, as the table ``quotes``.
        utterances: Columns utterance_id and quote_id (of the fullest wording).

    Returns:
        0 to 1 by utterance and outlet; None where one of both has no words in quotation marks.
    """
    counted = quotes[quotes["block_kind"].isin(COUNTED)]
    outlet_of = dict(zip(articles["article_id"], articles["outlet_label"], strict=True))
    texts = dict(zip(quotes["quote_id"], _list_wordings(quotes), strict=True))
    elsewhere = list_rows(_read_others(catalogue, articles, counted))
    pieces: dict[Report, list[tuple[str, str]]] = {}
    speakers: dict[str, set[str]] = {}
    for row in list_rows(counted[["utterance_id", "article_id", "speaker", "text", "kind"]]):
        key = str(row["utterance_id"])
        report = key, str(outlet_of[row["article_id"]])
        pieces.setdefault(report, []).append((row["text"], row["kind"]))
        speakers.setdefault(key, set()).update({row["speaker"]} - {""})
    fullest_ids = zip(utterances["utterance_id"], utterances["quote_id"], strict=True)
    longest = {str(key): texts[quote_id] for key, quote_id in fullest_ids}
    others = {key: _select_others(elsewhere, key, names) for key, names in speakers.items()}
    return {
        (key, outlet): measure_quoted_share(
            longest[key],
            wordings,
            [(row["text"], row["kind"]) for row in others[key] if row["outlet_label"] == outlet],
        )
        for (key, outlet), wordings in pieces.items()
    }


def align_shares(shares: Mapping[Report, float | None], reports: pd.DataFrame) -> pd.Series:
    """Return the share of each of some reports, by their utterance_id and outlet_label."""
    keys = zip(reports["utterance_id"], reports["outlet_label"], strict=True)
    return pd.Series([shares[key] for key in keys], reports.index, dtype=object)


def _read_others(
    catalogue: Catalogue, articles: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Return all quotations with marks that the outlets of some have in the same stories."""
    reporting = articles[articles["article_id"].isin(quotes["article_id"])]
    is_of_them = articles["outlet_label"].isin(reporting["outlet_label"])
    of_outlets = articles[is_of_them & articles["story_id"].isin(reporting["story_id"])]
    keys = of_outlets["article_id"].tolist()
    placeholders = ", ".join("?" * len(keys)) or "NULL"
    rows = catalogue.query(
        "SELECT article_id, utterance_id, text, kind, speaker, entity_id, resolution, block_kind "
        f"FROM quotes WHERE kind <> 'indirect' AND article_id IN ({placeholders}) "
        'ORDER BY article_id, "start", quote_id',
        keys,
    )
    outlet_of = of_outlets.set_index("article_id")["outlet_label"]
    rows = rows[rows["block_kind"].isin(COUNTED)]
    return rows.assign(outlet_label=rows["article_id"].map(outlet_of))


def _select_others(
    quotes: Sequence[Mapping[Hashable, Any]], utterance_id: str, speakers: Collection[str]
) -> list[Mapping[Hashable, Any]]:
    """Return the quotations outside an utterance that may be of one of its speakers."""
    is_other = {
        name: bool(speakers) and is_other_speaker(name, speakers)
        for name in {row["speaker"] for row in quotes}
    }
    return [
        row
        for row in quotes
        if row["utterance_id"] != utterance_id
        and (_is_described(row) or not is_other[row["speaker"]])
    ]


def _is_described(quote: Mapping[Hashable, Any]) -> bool:
    """Return whether a speaker is only described, and may be anybody."""
    return bool(quote["resolution"] == "description" and quote["entity_id"] == "")


def _list_wordings(quotes: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(quotes["text"].tolist(), quotes["kind"].tolist(), strict=True))
