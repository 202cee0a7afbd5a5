"""Two wordings of one utterance, word by word: unchanged, deleted, added, changed or moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise, product
from typing import Literal

from rapidfuzz.distance import Indel

from analysis.corpus import word_normalisation
from analysis.corpus.word_normalisation import Token

#: Minimum length (words) of a run found in another place of the other wording for it to count as
#: moved (judgement: shorter runs recur by chance).
MIN_MOVED_WORDS = 3

ChangeKind = Literal["unchanged", "respelled", "deleted", "added", "changed", "moved"]
#: The first word of a run, and the word after its last.
Run = tuple[int, int]


@dataclass(frozen=True)
class Change:
    """A run of words with the same change, and its place in both wordings.

    ``kind`` is ``unchanged``; ``respelled`` (the same word in another spelling or inflection:
    "defense" / "defence"); ``deleted`` (in the first only: ``right`` is empty); ``added`` (in the
    second only: ``left`` is empty); ``changed`` (other words in their place); or ``moved`` (in
    both, at another place: once with ``right`` empty, at their place in the first, and once with
    ``left`` empty).
    ``left`` and ``right`` are offsets into the two wordings from the first to the last character of
    the words, so that marks and spaces between two changes belong to neither.
    """

    kind: ChangeKind
    left: tuple[int, int]
    right: tuple[int, int]


def compare_wordings(left: str, right: str) -> list[Change]:
    """Return the changes from ``left`` to ``right``, in order; together they cover every word.

    Words are aligned by their longest common subsequence, compared as in
    :mod:`analysis.corpus.word_normalisation`: case, marks and spelling do not count as changes of
    wording.
    """
    first, second = word_normalisation.tokenise(left), word_normalisation.tokenise(right)
    changes: list[Change] = []
    left_done = right_done = 0  # number of words of each wording that the changes cover
    common = [*_common_runs(first, second), (len(first), len(second), 0)]
    moved_from, moved_to = _find_moved(first, second, common)
    for i, j, size in common:
        removed = _split_by_move((left_done, i), moved_from, "deleted")
        inserted = _split_by_move((right_done, j), moved_to, "added")
        if [kind for kind, _ in (*removed, *inserted)] == ["deleted", "added"]:
            spans = _span(first, (left_done, i), left), _span(second, (right_done, j), right)
            changes.append(Change("changed", *spans))
        else:
            before = _span(second, (right_done, right_done), right)
            changes += [Change(kind, _span(first, run, left), before) for kind, run in removed]
            after = _span(first, (i, i), left)
            changes += [Change(kind, after, _span(second, run, right)) for kind, run in inserted]
        for kind, (start, stop) in _split_by_spelling(
            left, right, first[i : i + size], second[j : j + size]
        ):
            spans = (
                _span(first, (i + start, i + stop), left),
                _span(second, (j + start, j + stop), right),
            )
            changes.append(Change(kind, *spans))
        left_done, right_done = i + size, j + size
    return changes


def compute_share_reported(fullest: str, others: list[str]) -> float:
    """Return the share of the words of ``fullest`` that one of ``others`` has beside a neighbour.

    A word counts if it is next to the same word in both, wherever that is, so that a wording split
    in two is reported in full and a paraphrase hardly at all. 1 for an empty ``fullest``.
    """
    forms = word_normalisation.normalise_words(fullest)
    is_reported = mark_reported(forms, map(word_normalisation.normalise_words, others))
    return sum(is_reported) / len(forms) if forms else 1.0


def mark_reported(forms: Sequence[str], others: Iterable[Sequence[str]]) -> list[bool]:
    """Return of each word, by its comparable form, whether others have it beside a neighbour."""
    other_pairs = {pair for other in others for pair in pairwise(["", *other, ""])}
    is_common = [pair in other_pairs for pair in pairwise(["", *forms, ""])]
    return [before or after for before, after in pairwise(is_common)]


def _common_runs(first: list[Token], second: list[Token]) -> list[tuple[int, int, int]]:
    """Return the common runs of words: position in each wording, and length."""
    steps = Indel.opcodes([token.form for token in first], [token.form for token in second])
    return [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _find_moved(
    first: list[Token], second: list[Token], common: list[tuple[int, int, int]]
) -> tuple[set[int], set[int]]:
    """Return which words of both, outside their common runs, are in another place of the other.

    These are runs of :data:`MIN_MOVED_WORDS` words or more, the longest first.
    """
    ends = [(0, 0), *((i + size, j + size) for i, j, size in common)]
    gaps = [(a, i, b, j) for (a, b), (i, j, _) in zip(ends, common, strict=False)]
    left_gaps = [(a, i) for a, i, _, _ in gaps if i - a >= MIN_MOVED_WORDS]
    right_gaps = [(b, j) for _, _, b, j in gaps if j - b >= MIN_MOVED_WORDS]
    moved_from: set[int] = set()
    moved_to: set[int] = set()
    if not left_gaps or not right_gaps:
        return moved_from, moved_to
    matcher = SequenceMatcher(
        None, [token.form for token in first], [token.form for token in second], autojunk=False
    )
    while left_gaps and right_gaps:
        match, left, right = max(
            (
                (matcher.find_longest_match(*left, *right), left, right)
                for left, right in product(left_gaps, right_gaps)
            ),
            key=lambda candidate: (candidate[0].size, -candidate[0].a, -candidate[0].b),
        )
        if match.size < MIN_MOVED_WORDS:
            break
        for gaps_of_side, start, gap, moved in (
            (left_gaps, match.a, left, moved_from),
            (right_gaps, match.b, right, moved_to),
        ):
            moved.update(range(start, start + match.size))
            gaps_of_side.remove(gap)
            gaps_of_side += [(gap[0], start), (start + match.size, gap[1])]
    return moved_from, moved_to


def _split_by_move(run: Run, moved: set[int], kind: ChangeKind) -> list[tuple[ChangeKind, Run]]:
    """Split a run into runs of words that moved and runs of words that are ``kind``."""
    parts: list[tuple[ChangeKind, Run]] = []
    for has_moved, group in groupby(range(*run), key=moved.__contains__):
        words = list(group)
        parts.append(("moved" if has_moved else kind, (words[0], words[-1] + 1)))
    return parts


def _split_by_spelling(
    left: str, right: str, first: list[Token], second: list[Token]
) -> Iterator[tuple[ChangeKind, Run]]:
    """Split a common run wherever its words change between equal and different spelling."""
    is_equal = [
        left[a.start : a.end].lower() == right[b.start : b.end].lower()
        for a, b in zip(first, second, strict=True)
    ]
    start = 0
    for equal, group in groupby(is_equal):
        stop = start + len(list(group))
        yield "unchanged" if equal else "respelled", (start, stop)
        start = stop


def _span(tokens: list[Token], run: Run, text: str) -> tuple[int, int]:
    """Return the characters of a run of words; of an empty run, the place where it would be."""
    start, stop = run
    if start < stop:
        return tokens[start].start, tokens[stop - 1].end
    place = tokens[start].start if start < len(tokens) else len(text)
    return place, place
