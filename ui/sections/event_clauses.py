"""Clauses to read: who acts on whom, and who criticises or supports whom, by outlet."""

import pandas as pd
import streamlit as st

from analysis.findings import event_clauses as clause_findings
from analysis.measures import event_clauses
from analysis.store.filters import Filters
from ui.core import address, data
from ui.sections import framing as framing_sections
from ui.widgets import chart, evidence, selectable_table

AGENCY, EDGES = "agency", "edges"
_KINDS = {AGENCY: "Who acts on whom", EDGES: "Who criticises or supports whom"}
_CARDS = {AGENCY: event_clauses.CARD, EDGES: event_clauses.ATTITUDES_CARD}
_LIST = {AGENCY: clause_findings.list_clauses, EDGES: clause_findings.list_criticism_and_support}
_ACTORS = 50


def draw_clauses(filters: Filters) -> None:
    """Show the clauses of one kind; a row chosen shows its sentence."""
    kind = address.draw_segments("clauses", "Clauses", _KINDS, AGENCY, lift=["clause", "party"])
    table = data.cached_query(_LIST[kind], filters)
    if table.empty:
        evidence.draw_note(f"No clause of the kind was found. {_CARDS[kind].fails}")
        framing_sections.draw_method(_CARDS[kind])
        return
    party = address.draw_select("party", "Party", _parties(table), lift=["clause"])
    if party:
        table = table[(table["agent_id"] == party) | (table["patient_id"] == party)]
    st.caption(
        "No score and no ranking: sentences to read. 'Told by' is the outlet, or whoever it "
        "quotes. Pick a row to see its sentence."
    )
    ids = [_key(row) for row in table[["article_id", "start", "end"]].to_numpy().tolist()]
    chosen = address.read_choice("clause", set(ids))
    selectable_table.draw_selectable_table(
        tabulate_clauses(table),
        ids,
        key="clause_rows",
        state=(filters, kind, party),
        pick=lambda picked: address.set_choices(clause=picked),
        chosen=chosen,
        alt=f"{len(table)} clauses by outlet: agent, verb, patient",
    )
    chart.draw_data_table(lambda: tabulate_clauses(table), key="clauses_table")
    framing_sections.draw_method(_CARDS[kind])
    if chosen:
        article_id, start, end = chosen.rsplit(":", 2)
        evidence.draw_evidence(
            data.cached_query(
                clause_findings.find_clause_passage, article_id, int(start), int(end)
            ),
            key="clause_evidence",
            what="the clause in its sentence",
        )


def tabulate_clauses(table: pd.DataFrame) -> pd.DataFrame:
    """Return clauses as a table to read."""
    told = table.assign(
        fact=["as a fact" if is_factual else "open" for is_factual in table["is_factual"]],
        agent=table["agent"].where(table["agent"] != "", "(not told)"),
    )
    headings = {"outlet_label": "Outlet", "agent": "Actor", "verb": "Verb", "patient": "Target"}
    if "attitude" in table:
        headings |= {"attitude": "Attitude"}
    headings |= {"form": "Form", "fact": "Told", "told_by": "Told by"}
    return told[list(headings)].rename(columns=headings)


def _parties(table: pd.DataFrame) -> dict[str, str]:
    """Return the parties of the clauses, most frequent first: name by id."""
    both = pd.concat(
        [
            table[["agent_id", "agent"]].set_axis(["id", "name"], axis=1),
            table[["patient_id", "patient"]].set_axis(["id", "name"], axis=1),
        ]
    )
    both = both[both["id"] != ""]
    often = both.groupby("id")["name"].agg(["size", "first"]).reset_index()
    often = often.sort_values(["size", "id"], ascending=[False, True]).head(_ACTORS)
    named = dict(zip(often["id"].astype(str), often["first"].astype(str), strict=True))
    return {"": "Everybody", **named}


def _key(row: list[object]) -> str:
    return ":".join(map(str, row))
