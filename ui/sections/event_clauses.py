"""Clauses to read: who acts on whom, and who criticises or supports whom, by outlet."""

from collections.abc import Mapping
from enum import StrEnum

import pandas as pd
import streamlit as st

from analysis.findings import event_clauses as clause_findings
from analysis.measures import event_clauses
from analysis.store.filters import Filters
from ui.core import address, data
from ui.widgets import chart, evidence, methods, selectable_table


class ClauseKind(StrEnum):
    """Which clauses are listed."""

    ACTIONS = "agency"
    CRITICISM_AND_SUPPORT = "edges"


_KIND_LABELS: Mapping[str, str] = {
    ClauseKind.ACTIONS: "Who acts on whom",
    ClauseKind.CRITICISM_AND_SUPPORT: "Who criticises or supports whom",
}
_CARDS = {
    ClauseKind.ACTIONS: event_clauses.CARD,
    ClauseKind.CRITICISM_AND_SUPPORT: event_clauses.ATTITUDES_CARD,
}
_QUERIES = {
    ClauseKind.ACTIONS: clause_findings.list_clauses,
    ClauseKind.CRITICISM_AND_SUPPORT: clause_findings.list_criticism_and_support,
}
#: Maximum number of parties to choose from, the most frequent ones.
_MAX_PARTIES = 50
#: Separates article, start and end in the id of a clause.
_SEPARATOR = ":"


def draw_clauses(filters: Filters) -> None:
    """Show the clauses of one kind; a selected row shows its sentence."""
    kind = ClauseKind(
        address.draw_segments(
            "clauses", "Clauses", _KIND_LABELS, ClauseKind.ACTIONS, resets=["clause", "party"]
        )
    )
    card = _CARDS[kind]
    clauses = data.cached_query(_QUERIES[kind], filters)
    if clauses.empty:
        evidence.draw_note(f"No clause of this kind was found. {card.fails}")
        methods.draw_method_expander(card)
        return
    party = address.draw_select("party", "Party", _list_parties(clauses), resets=["clause"])
    if party:
        clauses = clauses[(clauses["agent_id"] == party) | (clauses["patient_id"] == party)]
    st.caption(
        "Sentences to read, without scores or rankings. “Stated by” is the outlet, or whoever it "
        "quotes. Select a row to see its sentence."
    )
    ids = [_build_id(row) for row in clauses[["article_id", "start", "end"]].to_numpy().tolist()]
    selected = address.read_choice("clause", set(ids))
    selectable_table.draw_selectable_table(
        tabulate_clauses(clauses),
        ids,
        key="clause_rows",
        state=(filters, kind, party),
        on_select=lambda clause: address.select_evidence(clause=clause),
        selected=selected,
        alt=f"{len(clauses)} clauses by outlet: actor, verb, target",
    )
    chart.draw_data_table(lambda: tabulate_clauses(clauses), key="clauses_table")
    methods.draw_method_expander(card)
    if selected:
        article_id, start, end = selected.rsplit(_SEPARATOR, 2)
        evidence.draw_evidence(
            data.cached_query(
                clause_findings.find_clause_passage, article_id, int(start), int(end)
            ),
            subject="the clause in its sentence",
        )


def tabulate_clauses(clauses: pd.DataFrame) -> pd.DataFrame:
    """Return clauses as a table to read."""
    readable = clauses.assign(
        certainty=["asserted" if factual else "hedged" for factual in clauses["is_factual"]],
        agent=clauses["agent"].where(clauses["agent"] != "", "(not named)"),
    )
    headings = {"outlet_label": "Outlet", "agent": "Actor", "verb": "Verb", "patient": "Target"}
    if "attitude" in clauses:
        headings |= {"attitude": "Attitude"}
    headings |= {"form": "Form", "certainty": "Certainty", "told_by": "Stated by"}
    return readable[list(headings)].rename(columns=headings)


def _list_parties(clauses: pd.DataFrame) -> dict[str, str]:
    """Return the names of the parties by id, most frequent first."""
    parties = pd.concat(
        [
            clauses[["agent_id", "agent"]].set_axis(["id", "name"], axis=1),
            clauses[["patient_id", "patient"]].set_axis(["id", "name"], axis=1),
        ]
    )
    parties = parties[parties["id"] != ""]
    counts = parties.groupby("id")["name"].agg(["size", "first"]).reset_index()
    counts = counts.sort_values(["size", "id"], ascending=[False, True]).head(_MAX_PARTIES)
    names = dict(zip(counts["id"].astype(str), counts["first"].astype(str), strict=True))
    return {"": "Everybody", **names}


def _build_id(row: list[object]) -> str:
    return _SEPARATOR.join(map(str, row))
