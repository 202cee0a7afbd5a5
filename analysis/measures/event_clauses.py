"""Who acts on whom in each outlet: the clauses of chosen entities, to read and not to score."""

import pandas as pd

from analysis.measures.epithet_shares import within
from analysis.measures.method_card import MethodCard
from analysis.measures.stats.sampling_units import units
from analysis.word_lists import read_mapping

CARD = MethodCard(
    name="Agency",
    what="Clauses in which those named act or are acted upon, by outlet: a table to read.",
    formula=(
        "Every verb in headlines, subheads and body whose subject, object, passive subject or "
        "agent is a name, but for verbs that only report speech. 'Agentless': a passive that does "
        "not tell who acted. 'Open': negated, asked, conditional or under a modal verb. No score "
        "is made of them."
    ),
    source=(
        "Transitivity and agency in news: Fowler, Language in the News (1991), ch. 5; passives "
        "without an agent: Trew, 'Theory and ideology at work' (1979)."
    ),
    reliability=(
        "Read off the parse, which takes some nine of ten subjects and objects right in news. "
        "The share of passives does not tell outlets apart (measured on public sets), so it is "
        "not shown as a measure."
    ),
    fails=(
        "Pronouns are not resolved, so what 'he' does is missing, and so are acts told by nouns "
        "('the attack by')."
    ),
)
EDGES_CARD = MethodCard(
    name="Criticism and support",
    what="Sentences that tell that one party criticises or supports another.",
    formula=(
        "Clauses whose verb is in a hand-made list, whose agent and patient are both named, and "
        "which are told as a fact: not negated, asked, conditional or under a modal verb. Apart: "
        "what the outlet tells itself, and what stands in a quotation or a reported clause."
    ),
    source="Directed opinions between entities: Park et al., 'Who blames whom in a crisis?', 2021.",
    reliability=(
        "Sentences only: tone toward an entity orders outlets hardly better than chance (54 % on "
        "public data), so no outlet is ranked by it. Most criticism is told in other words than "
        "one verb and two names, and is not found."
    ),
    fails="Irony, and parties named by a pronoun or a description, are not seen.",
)
OUTLET = "the outlet"


def clauses(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    events: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
) -> pd.DataFrame:
    """Return the clauses of an outlet's counted text in which somebody named acts or is acted upon.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``.
        events: As the table ``events``.
        quotes: As the table ``quotes``.
        entities: As the table ``entities``.

    Returns:
        One row a clause, by outlet and place: outlet_label, agent, verb, patient (the names of
        entities where they are known, the text's words otherwise), form, open, told_by (``the
        outlet``, or whoever is quoted with it), agent_id, patient_id, article_id, start, end (from
        the first to the last of agent, verb and patient).
    """
    cut = units(articles, blocks)
    placed = cut.place(_without_speech(events, quotes))
    names = entities.set_index("entity_id")["name"]
    for side in ("agent", "patient"):
        named = placed[f"{side}_id"].map(names)
        placed[side] = named.where(named.notna(), placed[side])
    placed["told_by"] = _told_by(placed, quotes)
    placed["outlet_label"] = cut.blocks["outlet_label"].to_numpy(object)[placed["row"]]
    spans = placed[["start", "agent_start", "patient_start"]]
    first = spans.where(spans >= 0).min(axis=1)
    last = placed[["end", "agent_end", "patient_end"]].max(axis=1)
    placed = placed.assign(start=first.astype(int), end=last.astype(int))
    return placed.sort_values(["outlet_label", "article_id", "start", "end"])[
        list(_COLUMNS)
    ].reset_index(drop=True)


def edges(told: pd.DataFrame) -> pd.DataFrame:
    """Return the clauses that tell that one party criticises or supports another, as a fact.

    Args:
        told: As :func:`clauses` returns them.

    Returns:
        Its rows with a known agent and patient, two parties, and the column ``attitude``:
        ``criticises`` or ``supports``.
    """
    attitudes = read_mapping("measures", "attitudes.csv", "verb", "attitude")
    sure = (told["agent_id"] != "") & (told["patient_id"] != "") & told["is_factual"].astype(bool)
    sure &= (told["agent_id"] != told["patient_id"]) & told["verb"].isin(attitudes)
    found = told[sure].reset_index(drop=True)
    return found.assign(attitude=found["verb"].map(attitudes))


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


def _without_speech(events: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Leave out verbs that only report what is said: quotations tell that."""
    cues = set(zip(quotes["article_id"].astype(str), quotes["cue_start"], strict=True))
    places = zip(events["article_id"].astype(str), events["start"], strict=True)
    reports = pd.Series([place in cues for place in places], events.index, bool)
    return events[~reports | (events["patient_id"] != "")]


def _told_by(placed: pd.DataFrame, quotes: pd.DataFrame) -> list[str]:
    """Return who tells each clause: the outlet, or the speaker of the innermost quotation."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for article, start, end, speaker in zip(
        quotes["article_id"].astype(str),
        quotes["start"],
        quotes["end"],
        quotes["speaker"],
        strict=True,
    ):
        spans.setdefault(article, []).append((end - start, start, speaker or "somebody quoted"))
    tellers = []
    quoted = within(placed, quotes)
    for article, at, inside in zip(placed["article_id"], placed["start"], quoted, strict=True):
        around = [
            (length, speaker)
            for length, start, speaker in spans.get(str(article), ())
            if start <= at < start + length
        ]
        tellers.append(min(around)[1] if inside else OUTLET)
    return tellers
