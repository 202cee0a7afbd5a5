"""Two wordings of one utterance, word by word: what was kept, cut, added and changed."""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from analysis.compare import words
from analysis.compare.words import Token


@dataclass(frozen=True)
class Change:
    """A run of words that fared alike, with its place in both wordings.

    ``kind`` is ``kept``; ``respelled`` (the same word in another spelling or inflection: "defense"
    / "defence"); ``cut`` (in the first only: ``right`` is empty); ``added`` (in the second only:
    ``left`` is empty); or ``changed`` (other words in their place). ``left`` and ``right`` are
    offsets into the two wordings from the first to the last character of the words, so that marks
    and spaces between two changes belong to neither.
    """

    kind: str
    left: tuple[int, int]
    right: tuple[int, int]


def compare_wordings(left: str, right: str) -> list[Change]:
    """Return the changes from ``left`` to ``right``, in order; together they cover every word.

    Words are aligned by their longest common subsequence, compared as in
    :mod:`analysis.compare.words`: case, marks and spelling do not count as changes of wording.
    """
    first, second = words.tokens(left), words.tokens(right)
    changes: list[Change] = []
    at_left = at_right = 0  # up to where the words are told already
    end = (len(first), len(second), 0)
    for i, j, size in [*_common(first, second), end]:
        if i > at_left or j > at_right:
            kind = "added" if i == at_left else "cut" if j == at_right else "changed"
            changes.append(
                Change(kind, _span(first, at_left, i, left), _span(second, at_right, j, right))
            )
        for kind, start, stop in _runs(left, right, first[i : i + size], second[j : j + size]):
            changes.append(
                Change(
                    kind,
                    _span(first, i + start, i + stop, left),
                    _span(second, j + start, j + stop, right),
                )
            )
        at_left, at_right = i + size, j + size
    return changes


def share_kept(fullest: str, others: list[str]) -> float:
    """Return the share of the words of ``fullest`` that one of ``others`` has beside a neighbour.

    A word counts when it stands next to the same word in both, wherever that is, so that a wording
    split in two is kept in full and a paraphrase hardly at all. 1 for an empty ``fullest``.
    """
    whole = words.forms(fullest)
    elsewhere = {pair for other in others for pair in pairwise(["", *words.forms(other), ""])}
    pairs = [pair in elsewhere for pair in pairwise(["", *whole, ""])]
    kept = sum(before or after for before, after in pairwise(pairs))
    return kept / len(whole) if whole else 1.0


def _common(first: list[Token], second: list[Token]) -> list[tuple[int, int, int]]:
    """Return the common runs of words: place in each, and length."""
    steps = Indel.opcodes([token.form for token in first], [token.form for token in second])
    return [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _runs(
    left: str, right: str, first: list[Token], second: list[Token]
) -> list[tuple[str, int, int]]:
    """Split a common run where its spelling begins or ceases to be the same."""
    kinds = [
        "kept" if left[a.start : a.end].lower() == right[b.start : b.end].lower() else "respelled"
        for a, b in zip(first, second, strict=True)
    ]
    bounds = [0, *(at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1]), len(kinds)]
    return [(kinds[start], start, stop) for start, stop in pairwise(bounds) if stop > start]


def _span(tokens: list[Token], start: int, stop: int, text: str) -> tuple[int, int]:
    """Return the characters of some words; of none, the place where they would stand."""
    if start < stop:
        return tokens[start].start, tokens[stop - 1].end
    place = tokens[start].start if start < len(tokens) else len(text)
    return place, place
