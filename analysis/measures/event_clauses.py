"""Who acts on whom in each outlet: clauses about named parties, to read and not to score."""

import pandas as pd

from analysis.measures.epithet_shares import starts_in_quotes
from analysis.measures.method_card import MethodCard
from analysis.measures.selection import Selection
from analysis.word_lists import read_mapping

CARD = MethodCard(
    name="Agency",
    what="Clauses in which named parties act or are acted upon, by outlet: a table to read.",
    formula=(
        "Every verb in headlines, subheads and body whose subject, object, passive subject or "
        "agent is a name, but for verbs that only report speech. 'Agentless': a passive that does "
        "not say who acted. 'Hedged': negated, asked, conditional, wished, alleged or under a "
        "modal verb, here or above in the sentence. No score is made of them."
    ),
    source=(
        "Transitivity and agency in news: Fowler, Language in the News (1991), ch. 5; passives "
        "without an agent: Trew, 'Theory and ideology at work' (1979)."
    ),
    reliability=(
        "Read off the parse, which gets about nine of ten subjects and objects in news right. "
        "The share of passives does not distinguish outlets (measured on public sets), so it is "
        "not shown as a measure."
    ),
    fails=(
        "Pronouns are not resolved, so what 'he' does is missing, and so are events expressed by "
        "nouns ('the attack by')."
    ),
)
ATTITUDES_CARD = MethodCard(
    name="Criticism and support",
    what="Sentences that say that one party criticises or supports another.",
    formula=(
        "Clauses whose verb is in a hand-made list, whose agent and patient are both named, and "
        "which are stated as a fact: not negated, asked, conditional, wished, alleged or under a "
        "modal verb. "
        "Marked: what the outlet itself says, and what is in a quotation or a reported clause."
    ),
    source="Directed opinions between entities: Park et al., 'Who blames whom in a crisis?', 2021.",
    reliability=(
        "Sentences only: tone toward an entity orders outlets hardly better than chance (54 % on "
        "public data), so no outlet is ranked by it. Most criticism is worded otherwise than "
        "with one verb and two names, and is missed."
    ),
    fails="Irony, and parties named by a pronoun or a description, are not seen.",
)
#: The teller of a clause that is not in a quotation.
OUTLET = "the outlet"
#: The teller of a clause in a quotation without a known speaker.
UNKNOWN_TELLER = "somebody quoted"

_COLUMNS = (
    "outlet_label",
    "agent",
    "verb",
    "patient",
    "form",
    "is_factual",
    "told_by",
    "agent_id",
    "patient_id",
    "article_id",
    "start",
    "end",
)


def list_clauses(selection: Selection) -> pd.DataFrame:
    """Return the clauses of counted text in which somebody named acts or is acted upon.

    With a focus on entities, one of them acts or is acted upon.

    Returns:
        One row per clause, by outlet and position: outlet_label, agent, verb, patient (names of
        entities where known; of the people of a country, "an Afghan", and otherwise the text's
        words), form, is_factual, told_by
        (:data:`OUTLET`, or the speaker of the quotation it is in), agent_id, patient_id,
        article_id, start, end (from the first to the last of agent, verb and patient).
    """
    sampling_units = selection.sampling_units
    events = _drop_reporting_verbs(selection.events, selection.quotes)
    clauses = sampling_units.locate_rows(events)
    names = selection.entities.set_index("entity_id")["name"]
    for side in ("agent", "patient"):
        name = clauses[f"{side}_id"].map(names)
        is_named = name.notna() & ~_is_of_people(clauses, side, selection.mentions)
        clauses[side] = name.where(is_named, clauses[side])
    clauses["told_by"] = _find_tellers(clauses, selection.quotes)
    outlets = sampling_units.blocks["outlet_label"].to_numpy(object)
    clauses["outlet_label"] = outlets[clauses["block_row"]]
    starts = clauses[["start", "agent_start", "patient_start"]]
    first = starts.where(starts >= 0).min(axis=1)
    last = clauses[["end", "agent_end", "patient_end"]].max(axis=1)
    clauses = clauses.assign(start=first.astype(int), end=last.astype(int))
    agents, patients = clauses["agent_id"], clauses["patient_id"]
    clauses = clauses[selection.is_in_focus(agents) | selection.is_in_focus(patients)]
    return clauses.sort_values(["outlet_label", "article_id", "start", "end"])[
        list(_COLUMNS)
    ].reset_index(drop=True)


def select_criticism_and_support(clauses: pd.DataFrame) -> pd.DataFrame:
    """Return the clauses stating as a fact that one party criticises or supports another.

    Args:
        clauses: as returned by :func:`list_clauses`.

    Returns:
        Its rows with a known agent and another known patient, and the column ``attitude``:
        ``criticises`` or ``supports``.
    """
    attitudes = read_mapping("measures", "attitudes.csv", "verb", "attitude")
    agents, patients = clauses["agent_id"], clauses["patient_id"]
    has_two_parties = (agents != "") & (patients != "") & (agents != patients)
    is_attitude = clauses["verb"].isin(attitudes)
    selected = clauses[has_two_parties & clauses["is_factual"].astype(bool) & is_attitude]
    selected = selected.reset_index(drop=True)
    return selected.assign(attitude=selected["verb"].map(attitudes))


def _drop_reporting_verbs(events: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Drop verbs that only report speech: the quotations already show it."""
    cues = set(zip(quotes["article_id"].astype(str), quotes["cue_start"], strict=True))
    places = zip(events["article_id"].astype(str), events["start"], strict=True)
    is_cue = pd.Series([place in cues for place in places], events.index, bool)
    return events[~is_cue | (events["patient_id"] != "")]


def _is_of_people(clauses: pd.DataFrame, side: str, mentions: pd.DataFrame) -> pd.Series:
    """Return whether the agent or patient of each clause is some of the people of a country."""
    people = mentions[mentions["metonymy"] == "people"]
    # The words before the name ("an Afghan") belong to the agent and not to the mention.
    places = set(zip(people["article_id"].astype(str), people["end"], strict=True))
    ends = zip(clauses["article_id"].astype(str), clauses[f"{side}_end"], strict=True)
    return pd.Series([place in places for place in ends], clauses.index, bool)


def _find_tellers(clauses: pd.DataFrame, quotes: pd.DataFrame) -> list[str]:
    """Return who tells each clause: the outlet, or the speaker of the innermost quotation."""
    quotes_by_article: dict[str, list[tuple[int, int, str]]] = {}
    columns = (quotes["start"], quotes["end"], quotes["speaker"])
    for article_id, start, end, speaker in zip(
        quotes["article_id"].astype(str), *columns, strict=True
    ):
        quote = (end - start, start, speaker or UNKNOWN_TELLER)
        quotes_by_article.setdefault(article_id, []).append(quote)
    tellers = []
    is_quoted = starts_in_quotes(clauses, quotes)
    places = zip(clauses["article_id"].astype(str), clauses["start"], is_quoted, strict=True)
    for article_id, offset, in_quote in places:
        around = [
            (length, speaker)
            for length, start, speaker in quotes_by_article.get(article_id, ())
            if start <= offset < start + length
        ]
        tellers.append(min(around)[1] if in_quote else OUTLET)
    return tellers
