"""Whether the outlets that do not quote an utterance report it all the same."""

from analysis.findings.coverage_row import ReportState
from analysis.findings.utterances import find_outlets_without_utterances
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def judge_missing_reports(
    catalogue: Catalogue, filters: Filters, utterance_ids: tuple[str, ...]
) -> dict[tuple[str, str], ReportState]:
    """Return whether outlets that do not quote an utterance report it, as the coverage matrix does.

    Returns:
        By id of the utterance and label of the outlet: possibly, not found, or unclear.
    """
    state_of = {(True, False): ReportState.POSSIBLE, (False, True): ReportState.NOT_FOUND}
    tables = find_outlets_without_utterances(catalogue, filters, utterance_ids)
    return {
        (key, str(row["outlet_label"])): state_of.get(
            (row["possible"], row["absent"]), ReportState.UNCLEAR
        )
        for key, table in tables.items()
        for row in table.to_dict("records")
    }
