"""How much of the longest version of a statement each outlet quotes, all of its pieces joined.

An outlet may print one statement in two quotations, and one of them may be grouped with another
statement: its share is that of the words that stand in any of its quotations of the speaker.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from analysis.corpus.quoted_words import measure_quoted_share
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
    outlet_of = articles.set_index("article_id")["outlet_label"]
    fullest = quotes.set_index("quote_id")[["text", "kind"]]
    elsewhere = _read_others(catalogue, articles, counted)
    shares: dict[Report, float | None] = {}
    fullest_ids = utterances.set_index("utterance_id")["quote_id"]
    for key, reports in counted.groupby("utterance_id"):
        longest = _list_wordings(fullest.loc[[fullest_ids[key]]])[0]
        others = _select_others(elsewhere, str(key), set(reports["speaker"]) - {""})
        for outlet, pieces in reports.groupby(reports["article_id"].map(outlet_of)):
            more = others[others["outlet_label"] == outlet]
            shares[str(key), str(outlet)] = measure_quoted_share(
                longest, _list_wordings(pieces), _list_wordings(more)
            )
    return shares


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
    quotes: pd.DataFrame, utterance_id: str, speakers: Collection[str]
) -> pd.DataFrame:
    """Return the quotations outside an utterance that may be of one of its speakers."""
    is_described = (quotes["resolution"] == "description") & (quotes["entity_id"] == "")
    is_other = pd.Series(
        [bool(speakers) and is_other_speaker(name, speakers) for name in quotes["speaker"]],
        quotes.index,
        dtype=bool,
    )
    return quotes[(quotes["utterance_id"] != utterance_id) & (is_described | ~is_other)]


def _list_wordings(quotes: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(quotes["text"].tolist(), quotes["kind"].tolist(), strict=True))
