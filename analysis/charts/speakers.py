"""Who is quoted most: the rows of the ranking, the table to read, and a sentence."""

import pandas as pd

#: Name of the speaker of quotations whose speaker could not be named with confidence.
UNKNOWN_SPEAKER = "Speaker not known"
#: Maximum number of speakers in the ranking.
_MAX_SPEAKERS = 15
#: Maximum number of speakers, and of outlets of each, that a sentence names.
_MAX_TOP_SPEAKERS, _MAX_NAMED = 4, 3


def select_top_speakers(speakers: pd.DataFrame, limit: int = _MAX_SPEAKERS) -> pd.DataFrame:
    """Return the most quoted speakers for :func:`analysis.charts.ranking.draw_ranking`.

    Args:
        speakers: as :func:`analysis.store.queries.quotes.count_words_by_speaker` returns it.
        limit: maximum number of speakers.

    Returns:
        ``entity_id`` (of the speaker, or the name), ``name``, ``outlet_label`` and ``part``, the
        quoted words; quotations whose speaker is not known are left out.
    """
    known = speakers[speakers["speaker"] != ""]
    top = known[known["speaker_id"].isin(known["speaker_id"].unique()[:limit])]
    columns = {"speaker_id": "entity_id", "speaker": "name", "words": "part"}
    return top.rename(columns=columns)[["entity_id", "name", "outlet_label", "part"]]


def tabulate_speakers(speakers: pd.DataFrame) -> pd.DataFrame:
    """Return the speakers as a table to read, one row per speaker and outlet."""
    named = name_unknown(speakers)
    return named[["speaker", "outlet_label", "words", "quotes", "articles"]].set_axis(
        ["Speaker", "Outlet", "Quoted words", "Quotations", "Articles"], axis=1
    )


def describe_top_speakers(speakers: pd.DataFrame) -> str:
    """Return who speaks most in which outlets: "Who speaks most: Ann Lee in A; Bo Ek in B".

    Args:
        speakers: ``speaker_id``, ``speaker`` and ``outlet_label`` with quoted ``words``.

    Returns:
        The sentence; empty for one outlet, or if no speaker is known.
    """
    named = speakers[(speakers["speaker"] != "") & (speakers["words"] > 0)]
    if named["outlet_label"].nunique() < 2:  # noqa: PLR2004 - nothing to compare
        return ""
    is_most = named["words"] == named.groupby("outlet_label")["words"].transform("max")
    top = named[is_most].drop_duplicates("outlet_label", keep=False)  # two may speak alike
    by_speaker = sorted(
        (sorted(rows["outlet_label"]), str(rows["speaker"].iloc[0]))
        for _, rows in top.groupby("speaker_id")
    )
    by_speaker.sort(key=lambda item: -len(item[0]))
    parts = [
        f"{speaker} in "
        + (", ".join(outlets) if len(outlets) <= _MAX_NAMED else f"{len(outlets)} outlets")
        for outlets, speaker in by_speaker[:_MAX_TOP_SPEAKERS]
    ]
    rest = len(by_speaker) - len(parts)
    if rest > 0:
        parts.append(f"{rest} other{'s' * (rest != 1)} elsewhere")
    return f"Who speaks most: {'; '.join(parts)}." if parts else ""


def name_unknown(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with a name in its column ``speaker`` where that is empty."""
    return table.assign(speaker=table["speaker"].where(table["speaker"] != "", UNKNOWN_SPEAKER))
