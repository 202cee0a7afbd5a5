"""Which values of a framing measure may be reported as a finding.

A test can mark a value that tells a reader nothing: a share of few occurrences, an interval without
width (one verb in every article), an outlet that names itself, a day of the week, a speaker that
could not be identified, a word alone that also ends a longer name of the story ("Weber",
"officials"). Such values keep their number and lose their verdict.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.table_rows import list_tuples
from analysis.measures.registry import MEASURES
from analysis.measures.speaker_groups import UNKNOWN as UNKNOWN_GROUP
from analysis.measures.speaker_words import UNKNOWN_SPEAKER

#: Minimum number of occurrences behind a value that is reported: below it one more or one less
#: changes a share by 5 points and more. Judgement.
MIN_OCCURRENCES = 20

#: Minimum number of times an outlet uses what it is said to use more than others: rates of fewer
#: uses mean nothing (the method card of loaded words).
MIN_USES = 5
#: Words that rates are per.
_PER_WORDS = 1000

#: Words of an outlet's name or address that do not distinguish it.
_GENERIC_WORDS = frozenset(["the", "www", "com", "co", "uk", "org", "net", "news", "online", "web"])
#: Days and months; "may" and "march" are other words too.
_CALENDAR_WORDS = frozenset(
    word.lower() for word in (*calendar.day_name, *calendar.month_name[1:])
) - {"may", "march"}
#: Words that link the last word of a name to another.
_LINKS = frozenset(("of", "for", "the", "and"))
_WORD = re.compile(r"\w+")


def mark_reportable(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which values may be reported as a finding.

    Args:
        table: All rows of some measures; columns measure, item, name, outlet_label, value,
            effect, n, low, high, as
            :func:`analysis.findings.framing.compute_measures` returns them.
    """
    names = zip(table["name"].tolist(), table["outlet_label"].tolist(), strict=True)
    is_counted = _mark_counted(table)
    ambiguous = _find_ambiguous(table["name"].unique().tolist())
    by_itself = [
        counted and name not in ambiguous and _is_name_reportable(name, outlet)
        for counted, (name, outlet) in zip(is_counted.tolist(), names, strict=True)
    ]
    return np.array(by_itself, dtype=bool) & _mark_beyond_unknown(table)


def _mark_counted(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which values rest on enough occurrences, and have an interval with a width."""
    value, effect, n, low, high = (
        table[name].to_numpy(float) for name in ("value", "effect", "n", "low", "high")
    )
    is_percent = np.array([MEASURES[key].is_percent for key in table["measure"].tolist()], bool)
    uses = value * n / np.where(is_percent, 1, _PER_WORDS)
    # Fewer uses than in the other outlets may be none at all. Where there is no interval, the last
    # comparison is false too.
    has_uses = (effect < 0) | (np.rint(uses) >= MIN_USES)
    is_counted: npt.NDArray[np.bool_] = (n >= MIN_OCCURRENCES) & has_uses & (low < high)
    return is_counted


def _mark_beyond_unknown(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which values differ from the others whoever the unknown speakers are.

    Where a source's group or country is not stated, it may be the one that is compared: "0 % from
    France" says nothing of an outlet whose sources are all unknown. A larger value must exceed the
    others' mean with all of their unknown words added, a smaller one stay below it with its own
    added (worst-case bounds: Manski, American Economic Review 80, 1990).
    """
    by_outlet, by_item = (
        number_groups(table, ("measure", name)) for name in ("outlet_label", "item")
    )
    is_unknown = table["name"].isin([UNKNOWN_SPEAKER, UNKNOWN_GROUP]).to_numpy()
    value = table["value"].to_numpy(float)
    unknown = np.zeros(len(table))
    np.maximum.at(unknown, by_outlet, np.where(is_unknown, value, 0.0))
    own_unknown = unknown[by_outlet]
    others_value, others_unknown = (
        _compute_mean_of_others(values, by_item) for values in (value, own_unknown)
    )
    is_larger = table["effect"].to_numpy(float) > 0
    beyond: npt.NDArray[np.bool_] = np.where(
        is_larger, value > others_value + others_unknown, value + own_unknown < others_value
    )
    # Values that have no unknown part are judged by their test alone.
    is_known: npt.NDArray[np.bool_] = (own_unknown == 0) & (others_unknown == 0)
    return np.logical_or(beyond, is_known)


def number_groups(table: pd.DataFrame, names: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return a number, from 0 up, for the values that some columns have in each row."""
    number_of: dict[tuple[Any, ...], int] = {}
    keys = list_tuples(table, names)
    return np.array([number_of.setdefault(key, len(number_of)) for key in keys], np.intp)


def _compute_mean_of_others(
    values: npt.NDArray[np.float64], groups: npt.NDArray[np.integer]
) -> npt.NDArray[np.float64]:
    """Return the mean of the other values of each group; 0 where there is none."""
    n_others = np.bincount(groups)[groups] - 1
    others_sum = np.bincount(groups, values)[groups] - values
    mean: npt.NDArray[np.float64] = np.where(n_others, others_sum / np.maximum(n_others, 1), 0.0)
    return mean


@lru_cache(maxsize=4096)
def is_own_name(name: str, outlet: str) -> bool:
    """Return whether a name is that of the outlet that uses it.

    "Fox News" in foxnews.com, "New York Times" in nytimes.com, "UPI" and "United Press
    International" in UPI, "herald" in The Korea Herald; not "Korea" in The Korea Herald.
    """
    name_words, outlet_words = _split_words(name), _split_words(outlet)
    if not (name_words and outlet_words):
        return False
    joined_name, joined_outlet = ("".join(words) for words in (name_words, outlet_words))
    return (
        joined_name in {joined_outlet, joined_outlet.removesuffix("news")}
        or (len(outlet_words) > 1 and name_words == outlet_words[-1:])
        or _take_initials(name_words) == joined_outlet
        or _take_initials(outlet_words) == joined_name
        or any(
            _take_initials(name_words[:place]) + "".join(name_words[place:]) == joined_outlet
            for place in range(2, len(name_words))
        )
    )


def _find_ambiguous(names: Iterable[str]) -> set[str]:
    """Return the words with which names of several words end: "Weber" of "Anna Weber".

    Alone, an article may have used one for whom or what the others name in full. "Library of
    Congress" is not called "Congress".
    """
    words = (name.split() for name in names)
    return {parts[-1] for parts in words if len(parts) > 1 and parts[-2] not in _LINKS}


def _is_name_reportable(name: str, outlet: str) -> bool:
    return (
        name not in {UNKNOWN_SPEAKER, UNKNOWN_GROUP}
        and name.lower() not in _CALENDAR_WORDS
        and not is_own_name(name, outlet)
    )


def _split_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _GENERIC_WORDS]


def _take_initials(words: list[str]) -> str:
    """Return the initials of several words; a single word has none of its own."""
    return "".join(word[0] for word in words) if len(words) > 1 else ""
