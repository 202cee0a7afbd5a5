"""Whether the outlets that do not quote an utterance report it all the same."""

from dataclasses import replace

from analysis.findings.coverage_row import ReportState
from analysis.findings.outlets_without import read_state
from analysis.findings.utterances import find_outlets_without_utterances
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def judge_missing_reports(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> dict[tuple[str, str], ReportState]:
    """Return whether outlets that do not quote an utterance report it, as the coverage matrix does.

    Returns:
        By id of the utterance and label of the outlet: possibly, not found, unclear, or the same
        words, or a part of them, that were not read as this quotation.
    """
    tables = find_outlets_without_utterances(catalogue, filters, utterance_ids)
    return {
        (key, str(row["outlet_label"])): read_state(row)
        for key, table in tables.items()
        for row in table.to_dict("records")
    }


def list_hidden_outlets(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> frozenset[tuple[str, str]]:
    """Return the outlets all of whose articles on an utterance's story the chosen days leave out.

    Returns:
        Ids of the utterances and labels of the outlets. Undated articles are left out too.
    """
    if not (filters.start or filters.end):
        return frozenset()
    where, params = filters.articles_where("chosen")
    any_day, any_day_params = replace(filters, start=None, end=None).articles_where("others")
    rows = catalogue.query(
        f"""
        SELECT DISTINCT quotes.utterance_id, others.outlet_label
        FROM quotes
        JOIN articles AS quoting ON quoting.article_id = quotes.article_id
        JOIN articles AS others ON others.story_id = quoting.story_id
        WHERE quotes.utterance_id IN (SELECT unnest(?::varchar[])) AND {any_day}
          AND NOT EXISTS (
              SELECT 1 FROM articles AS chosen
              WHERE chosen.story_id = others.story_id
                AND chosen.outlet_label = others.outlet_label AND {where}
          )
        """,
        [list(utterance_ids), *any_day_params, *params],
    )
    return frozenset(zip(rows["utterance_id"].tolist(), rows["outlet_label"].tolist(), strict=True))
