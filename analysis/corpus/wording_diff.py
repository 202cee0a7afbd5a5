"""Two wordings of one utterance, word by word: what was kept, cut, added and changed."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise, product

from rapidfuzz.distance import Indel

from analysis.corpus import word_normalisation
from analysis.corpus.word_normalisation import Token

#: So many words in one run that stand elsewhere in the other wording have moved.
MOVED = 3


@dataclass(frozen=True)
class Change:
    """A run of words that fared alike, with its place in both wordings.

    ``kind`` is ``kept``; ``respelled`` (the same word in another spelling or inflection: "defense"
    / "defence"); ``cut`` (in the first only: ``right`` is empty); ``added`` (in the second only:
    ``left`` is empty); ``changed`` (other words in their place); or ``moved`` (in both, at another
    place: once with ``right`` empty, where they stand in the first, and once with ``left`` empty).
    ``left`` and ``right`` are offsets into the two wordings from the first to the last character of
    the words, so that marks and spaces between two changes belong to neither.
    """

    kind: str
    left: tuple[int, int]
    right: tuple[int, int]


def compare_wordings(left: str, right: str) -> list[Change]:
    """Return the changes from ``left`` to ``right``, in order; together they cover every word.

    Words are aligned by their longest common subsequence, compared as in
    :mod:`analysis.corpus.word_normalisation`: case, marks and spelling do not count as changes of
    wording.
    """
    first, second = word_normalisation.tokens(left), word_normalisation.tokens(right)
    changes: list[Change] = []
    at_left = at_right = 0  # up to where the words are told already
    common = [*_common(first, second), (len(first), len(second), 0)]
    moved_from, moved_to = _moved(first, second, common)
    for i, j, size in common:
        gone = _parted(at_left, i, moved_from, "cut")
        come = _parted(at_right, j, moved_to, "added")
        if [kind for kind, _, _ in (*gone, *come)] == ["cut", "added"]:
            changes.append(
                Change("changed", _span(first, at_left, i, left), _span(second, at_right, j, right))
            )
        else:
            here, there = _span(second, at_right, at_right, right), _span(first, i, i, left)
            changes += [Change(kind, _span(first, a, b, left), here) for kind, a, b in gone]
            changes += [Change(kind, there, _span(second, a, b, right)) for kind, a, b in come]
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
    whole = word_normalisation.forms(fullest)
    elsewhere = {
        pair for other in others for pair in pairwise(["", *word_normalisation.forms(other), ""])
    }
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


def _moved(
    first: list[Token], second: list[Token], common: list[tuple[int, int, int]]
) -> tuple[set[int], set[int]]:
    """Return which words of both, outside their common runs, stand in another place of the other.

    These are runs of :data:`MOVED` words or more, the longest first.
    """
    ends = [(0, 0), *((i + size, j + size) for i, j, size in common)]
    gaps = [(a, i, b, j) for (a, b), (i, j, _) in zip(ends, common, strict=False)]
    lefts = [(a, i) for a, i, _, _ in gaps if i - a >= MOVED]
    rights = [(b, j) for _, _, b, j in gaps if j - b >= MOVED]
    if not lefts or not rights:
        return set(), set()
    ours, theirs = [token.form for token in first], [token.form for token in second]
    found: tuple[set[int], set[int]] = set(), set()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    while lefts and rights:
        match, left, right = max(
            (
                (matcher.find_longest_match(*left, *right), left, right)
                for left, right in product(lefts, rights)
            ),
            key=lambda hit: (hit[0].size, -hit[0].a, -hit[0].b),
        )
        if match.size < MOVED:
            break
        for side, at, gap, moved in (
            (lefts, match.a, left, found[0]),
            (rights, match.b, right, found[1]),
        ):
            moved.update(range(at, at + match.size))
            side.remove(gap)
            side += [(gap[0], at), (at + match.size, gap[1])]
    return found


def _parted(start: int, stop: int, moved: set[int], kind: str) -> list[tuple[str, int, int]]:
    """Part some words into runs that moved and runs that did not, which are of a kind."""
    parts = []
    for here, run in groupby(range(start, stop), key=moved.__contains__):
        places = list(run)
        parts.append(("moved" if here else kind, places[0], places[-1] + 1))
    return parts


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
