"""The words inside quotation marks, as runs that are searched in other texts by their letters."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from analysis.corpus.quoted_mask import mask_quoted
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import normalise_words
from analysis.corpus.wording_diff import mark_reported

#: Number of words in order that two texts share only if one has the other's words, or both have
#: those of a third: longer quotations are searched in pieces of this length. Of 17 sentences of the
#: news cluster with 4 words of a quotation, 13 shared a name alone ("United Nations Security
#: Council").
RUN_WORDS = 6
#: Number of words in order that are hardly shared by chance, however common they are ("a woman that
#: was on top of me"; judgement).
LONG_RUN_WORDS = 8
#: Minimum number of words of a run that say something (judgement).
MIN_CONTENT_WORDS = 2
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)(?=[\"“”«»„]|$)")
_WHOLE = re.compile(r"[\"“”«»„]([^\"“”«»„\[\]]+)[\"“”«»„]?")
#: What an editor put in the place of words, unless it is a part of a word; and a bracket in one.
_INSERTED, _BRACKET = re.compile(r"(?<!\w)\[[^\[\]]*\](?!\w)"), re.compile(r"[\[\]]")

#: Comparable forms of words in order.
Run = tuple[str, ...]


def list_quoted_runs(texts: Iterable[str]) -> frozenset[Run]:
    """Return the runs of the words that quotations have between their marks.

    A short quoted part is one run; runs of common words alone are left out, since other texts have
    them by chance.
    """
    runs: set[Run] = set()
    for text in texts:
        for part in _QUOTED.findall(text):
            forms = tuple(normalise_words(part))
            last = max(len(forms) - RUN_WORDS, 0)
            runs.update(forms[start : start + RUN_WORDS] for start in range(last + 1))
    return _drop_common(runs)


def list_whole_runs(texts: Iterable[str]) -> frozenset[Run]:
    """Return the words of each quotation that is one part in quotation marks and no more.

    Those of fewer than :data:`RUN_WORDS` words, or of common words alone, are left out.
    """
    parts = (_WHOLE.fullmatch(text.strip()) for text in texts)
    runs = (tuple(normalise_words(part[1])) for part in parts if part)
    return _drop_common(run for run in runs if len(run) >= RUN_WORDS)


def list_runs(text: str) -> frozenset[Run]:
    """Return the runs of :data:`RUN_WORDS` words of a text, without those of common words alone.

    One word that says something is enough in a run of :data:`LONG_RUN_WORDS`.
    """
    return list_runs_of_forms(tuple(normalise_words(text)))


def list_runs_of_forms(forms: Run) -> frozenset[Run]:
    """Return :func:`list_runs` of a text, by the comparable forms of all its words."""
    stop_words = load_stop_words()
    # How many of the words before each place say something.
    n_content = list(accumulate((form not in stop_words for form in forms), initial=0))
    return frozenset(
        forms[start : start + length]
        for length, min_content in ((RUN_WORDS, MIN_CONTENT_WORDS), (LONG_RUN_WORDS, 1))
        for start in range(len(forms) - length + 1)
        if n_content[start + length] - n_content[start] >= min_content
    )


def _drop_common(runs: Iterable[Run]) -> frozenset[Run]:
    """Return the runs that say something."""
    stop_words = load_stop_words()
    return frozenset(
        run for run in runs if sum(form not in stop_words for form in run) >= MIN_CONTENT_WORDS
    )


def has_run(sequence: Run, runs: frozenset[Run]) -> bool:
    """Return whether the comparable forms of a sentence contain one of some runs."""
    return any(
        sequence[start : start + length] in runs
        for length in {len(run) for run in runs}
        for start in range(len(sequence) - length + 1)
    )


def measure_quoted_share(
    fullest: tuple[str, str],
    wordings: Iterable[tuple[str, str]],
    elsewhere: Iterable[tuple[str, str]] = (),
) -> float | None:
    """Return the share of the quoted words of a wording that others together have in marks.

    Words outside the marks, such as the lead-in, count on neither side, nor do those that an editor
    put in square brackets. A word counts if it is beside the same word in both; one quoted alone,
    if one of the others has it anywhere.

    Args:
        fullest: The one wording and its kind (``direct``, ``mixed`` or ``indirect``).
        wordings: The pieces in which an outlet reports it, and their kinds.
        elsewhere: Its other quotations; of these, runs of :data:`RUN_WORDS` words count.

    Returns:
        0 to 1; None if ``fullest`` or all of ``wordings`` have no words in quotation marks.
    """
    parts = _list_quoted_parts(*fullest)
    pieces = [piece for wording in wordings for piece in _list_quoted_parts(*wording)]
    if not parts or not pieces:
        return None
    runs = {run for other in elsewhere for run in _list_all_runs(_list_quoted_parts(*other))}
    all_words = {form for piece in pieces for form in piece}
    alone = {piece[0] for piece in pieces if len(piece) == 1}
    n_reported = 0
    for forms in parts:
        listed = all_words if len(forms) == 1 else alone
        is_reported = mark_reported(forms, pieces)
        is_elsewhere = _mark_runs(forms, runs)
        n_reported += sum(
            beside or in_run or form in listed
            for form, beside, in_run in zip(forms, is_reported, is_elsewhere, strict=True)
        )
    return n_reported / sum(map(len, parts))


def _list_all_runs(parts: Iterable[Sequence[str]]) -> Iterator[Run]:
    """Yield the runs of :data:`RUN_WORDS` words of the words in quotation marks."""
    for forms in parts:
        for start in range(len(forms) - RUN_WORDS + 1):
            yield tuple(forms[start : start + RUN_WORDS])


def _mark_runs(forms: Sequence[str], runs: Collection[Run]) -> list[bool]:
    """Return of each word whether it is in one of some runs of :data:`RUN_WORDS` words."""
    marked = [False] * len(forms)
    for start, run in enumerate(_list_all_runs([forms])):
        if run in runs:
            marked[start : start + RUN_WORDS] = [True] * RUN_WORDS
    return marked


def _list_quoted_parts(text: str, kind: str) -> list[list[str]]:
    """Return the comparable words of each run of a quotation that is in quotation marks.

    "[North Korea]" is left out; "[W]e" is a word.
    """
    is_quoted = mask_quoted(text, kind).tolist()
    runs = groupby(zip(text, is_quoted, strict=True), key=itemgetter(1))
    parts = ("".join(letter for letter, _ in run) for quoted, run in runs if quoted)
    words = (normalise_words(_BRACKET.sub("", _INSERTED.sub(" ", part))) for part in parts)
    return [forms for forms in words if forms]
