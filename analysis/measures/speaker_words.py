"""The words that each speaker is quoted with, and whether they are the speaker's own.

The words of every quotation are counted for its speaker: those in quotation marks as *direct*, the
others as *paraphrased*. A quotation that continues another and has no speaker of its own counts for
the speaker of the other.
"""

import re
from enum import StrEnum
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.corpus.quoted_mask import mask_quoted
from analysis.measures.selection import Selection
from analysis.measures.speaker_groups import describe_speakers
from analysis.measures.stats.outlet_comparison import (
    STATISTICS_COLUMNS,
    Array,
    compare_outlets,
)
from analysis.measures.stats.sampling_units import (
    SamplingUnits,
    count_matrix,
)


class Form(StrEnum):
    """Which of a speaker's words count."""

    ALL = "all"
    DIRECT = "direct"
    PARAPHRASED = "paraphrased"
    EARLY = "early"


class Grouping(StrEnum):
    """What speakers are taken together by."""

    SPEAKER = "speaker"
    GROUP = "group"
    COUNTRY = "country"


#: Name of the speaker of quotations without a known one; their ``speaker_key`` is empty.
UNKNOWN_SPEAKER = "speaker not found"
#: Quotations that start in this part of the text are early. A judgement: the first third.
EARLY_SHARE = 1 / 3

_WORD = re.compile(r"\S+")
_COLUMNS = (
    "speaker_key",
    "speaker",
    "entity_id",
    "outlet_label",
    "form",
    "words",
    *STATISTICS_COLUMNS,
)


def compare_speakers(selection: Selection, by: Grouping = Grouping.SPEAKER) -> pd.DataFrame:
    """Compare outlets on the share of attributed words that each speaker has.

    The forms of all words are tested together, early words on their own.

    Args:
        selection: the tables.
        by: whether speakers are taken together by group or country.

    Returns:
        One row per speaker, outlet and form: speaker_key, speaker, entity_id, outlet_label, form,
        words, and :data:`STATISTICS_COLUMNS`; n is the outlet's attributed words, for early words
        the early ones.
    """
    sampling_units = selection.sampling_units
    blocks = sampling_units.blocks
    spoken = _list_spoken_words(sampling_units, selection, by)
    if spoken.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    tables = []
    for is_early, rows in spoken.groupby(spoken["form"] == Form.EARLY):
        counts, items, occurrences = count_matrix(rows, "item", rows["amount"], len(blocks))
        attributed = rows if is_early else rows[rows["form"] == Form.ALL]
        base = _sum_by_block(attributed, len(blocks))
        tables.append(compare_outlets(blocks, counts, base, items, occurrences=occurrences))
    speakers = spoken.drop_duplicates("item")
    speakers = speakers[["item", "speaker_key", "speaker", "entity_id", "form"]]
    table = pd.concat(tables).merge(speakers, left_on="key", right_on="item")
    names = table["entity_id"].map(selection.entities.set_index("entity_id")["name"])
    table["speaker"] = names.astype(object).fillna(table["speaker"])
    table["words"] = table["count"].round().astype(int)
    return table[list(_COLUMNS)]


def list_quotes(
    selection: Selection, speaker_key: str, form: Form, by: Grouping = Grouping.SPEAKER
) -> pd.DataFrame:
    """Return the quotations in which a speaker has words of a form.

    Args:
        selection: the tables, of one outlet.
        speaker_key: the speaker, group or country.
        form: which words count.
        by: what the key is one of.

    Returns:
        Columns article_id, start, end, quote_id, in text order.
    """
    sampling_units = selection.sampling_units
    spoken = _list_spoken_words(sampling_units, selection, by)
    quotes = spoken[(spoken["speaker_key"] == speaker_key) & (spoken["form"] == form)]
    quotes = quotes.sort_values(["article_id", "start", "quote_id"], ignore_index=True)
    return quotes[["article_id", "start", "end", "quote_id"]]


def _list_spoken_words(
    sampling_units: SamplingUnits, selection: Selection, by: Grouping
) -> pd.DataFrame:
    """Return the quotations in counted text, one row per form in which they have words.

    Adds speaker_key, block_row, form, amount (words) and item (speaker and form).
    """
    quotes, all_words, direct = _count_words(selection)
    if by is not Grouping.SPEAKER:
        together = describe_speakers(quotes, selection.epithets, selection.entities)[by]
        quotes = quotes.assign(speaker_key=together, speaker=together, entity_id="")
    chars_before, article_chars = sampling_units.measure_position(quotes)
    amounts = {
        Form.ALL: all_words,
        Form.DIRECT: direct,
        Form.PARAPHRASED: all_words - direct,
        Form.EARLY: all_words * (chars_before <= EARLY_SHARE * article_chars),
    }
    spoken = pd.concat([quotes.assign(form=form, amount=amounts[form]) for form in Form])
    spoken = spoken[spoken["amount"] > 0]
    return spoken.assign(item=spoken["speaker_key"] + "\n" + spoken["form"])


# Speakers are compared by themselves, by group and by country.
@lru_cache(maxsize=1)
def _count_words(selection: Selection) -> tuple[pd.DataFrame, Array, Array]:
    """Return the quotations in counted text, the words of each, and those in quotation marks."""
    quotes = selection.sampling_units.locate_rows(_resolve_speakers(selection.quotes))
    n_words, n_direct = [], []
    for text, kind in zip(quotes["text"].tolist(), quotes["kind"].tolist(), strict=True):
        starts = [match.start() for match in _WORD.finditer(text)]
        n_words.append(len(starts))
        n_direct.append(int(mask_quoted(text, kind)[starts].sum()))
    return quotes, np.array(n_words, float), np.array(n_direct, float)


def _resolve_speakers(quotes: pd.DataFrame) -> pd.DataFrame:
    """Add ``speaker_key``; quotations that continue another get the other's speaker."""
    columns = ["article_id", "quote_id", "start", "end", "text", "kind", "mention"]
    resolved = (
        quotes[[*columns, "speaker", "entity_id"]].astype(str).astype({"start": int, "end": int})
    )
    links = (quotes["quote_id"], quotes["continues"], quotes["speaker"], quotes["entity_id"])
    speakers = {
        str(quote_id): (str(continues), str(name), str(entity_id))
        for quote_id, continues, name, entity_id in zip(*links, strict=True)
    }
    pairs = [_follow_continuations(quote_id, speakers) for quote_id in resolved["quote_id"]]
    return resolved.assign(
        speaker=pd.Series([name or UNKNOWN_SPEAKER for name, _ in pairs], resolved.index, str),
        entity_id=pd.Series([entity_id for _, entity_id in pairs], resolved.index, str),
        speaker_key=pd.Series(
            [entity_id or name.casefold() for name, entity_id in pairs], resolved.index, str
        ),
    )


def _follow_continuations(
    quote_id: str, speakers: dict[str, tuple[str, str, str]]
) -> tuple[str, str]:
    """Return name and entity_id of the first known speaker back along ``continues``.

    Args:
        quote_id: where to start.
        speakers: the quotation continued, the speaker's name and entity_id, by quote_id.

    Returns:
        Two empty strings when no quotation on the way has a speaker.
    """
    visited = set()
    while quote_id in speakers and quote_id not in visited:
        visited.add(quote_id)
        quote_id, name, entity_id = speakers[quote_id]
        if name or entity_id:
            return name, entity_id
    return "", ""


def _sum_by_block(spoken: pd.DataFrame, n_blocks: int) -> Array:
    sums = np.zeros((n_blocks, 1))
    np.add.at(sums[:, 0], spoken["block_row"], spoken["amount"])
    return sums
