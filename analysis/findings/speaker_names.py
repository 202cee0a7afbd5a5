"""Names of speakers whom outlets credit with the same words: which of them are one person's."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

_NO_ATTRIBUTION: Mapping[Hashable, Any] = {
    "speaker": "",
    "mention": "",
    "resolution": "",
    "cue": "",
}

#: How a speaker was identified whose words another or a document gives.
SPEAKS_THROUGH = {"document", "representative"}


def unify_speakers(names: Iterable[str]) -> dict[str, str]:
    """Return the fullest form of each speaker whom outlets credit with the same words.

    "Kirby" is "John Kirby" where no other Kirby is credited. An unknown speaker (an empty name) is
    left out.
    """
    words_of = {name: frozenset(name.casefold().split()) for name in names if name}
    # Of forms that differ in capitals alone, the one with most of them stands for all.
    spelled: dict[frozenset[str], str] = {}
    for name, words in words_of.items():
        spelled[words] = max(spelled.get(words, name), name, key=_count_capitals)
    unified = {}
    for name, words in words_of.items():
        fuller = [other for other in spelled if words < other]
        fullest = [other for other in fuller if not any(other < third for third in spelled)]
        unified[name] = spelled[fullest[0] if len(fullest) == 1 else words]
    return unified


def is_other_speaker(name: str, names: Collection[str]) -> bool:
    """Return whether a known speaker is none of some others, in whatever form of the name."""
    if not name:
        return False
    words = name.casefold().split()
    if words and all(set(words).isdisjoint(other.casefold().split()) for other in names):
        return True  # the quick answer for most: no form of one name has a word of the other
    unified = unify_speakers([name, *names])
    return unified[name] not in {unified[other] for other in names if other}


def list_speakers(reports: pd.DataFrame) -> dict[str, tuple[list[str], int]]:
    """Return whom outlets credit with each utterance, and how many of them surely differ.

    Who is only described ("a minister") may be any other, and is left out where another is known.

    Args:
        reports: Columns ``utterance_id``, ``speaker`` and ``is_described``.
    """
    identified: dict[str, list[str]] = {}
    described: dict[str, list[str]] = {}
    columns = (reports["utterance_id"], reports["speaker"], reports["is_described"])
    for key, speaker, is_described in zip(*columns, strict=True):
        identified.setdefault(key, []).append("" if is_described else speaker)
        described.setdefault(key, []).append(speaker if is_described else "")
    speakers: dict[str, tuple[list[str], int]] = {}
    for key, names in identified.items():
        unified = sorted(set(unify_speakers(names).values()))
        others = sorted(set(unify_speakers(described[key]).values()))
        speakers[key] = (unified, len(unified)) if unified else (others, len(others[:1]))
    return speakers


def describe_identification(quote: Mapping[Hashable, Any]) -> str:
    """Return how a speaker was identified; empty if the words beside the quotation name them.

    For example "called “a US source” there", or "identified by “the letter”" of whoever speaks by a
    document or a representative.

    Args:
        quote: The columns speaker, mention and resolution of the table ``quotes``.
    """
    speaker, mention = str(quote["speaker"]), str(quote["mention"])
    if not speaker or quote["resolution"] in {"", "named"}:
        return ""
    if quote["resolution"] == "continued" or not mention:
        return "identified by what precedes"
    if speaker in mention:
        return ""
    speaks_through = quote["resolution"] in SPEAKS_THROUGH
    return f"identified by “{mention}”" if speaks_through else f"called “{mention}” there"


def select_attribution(quotes: Iterable[Mapping[Hashable, Any]]) -> Mapping[Hashable, Any]:
    """Return the first of some quotations whose speaker is known; an empty one if none is."""
    return next((quote for quote in quotes if quote["speaker"]), _NO_ATTRIBUTION)


def _count_capitals(name: str) -> int:
    return sum(letter.isupper() for letter in name)
