"""How an outlet reports what a row of the coverage does: in the same words, others, or in part."""

import re
from collections.abc import Hashable, Mapping
from difflib import SequenceMatcher
from typing import Any

from analysis.corpus.nearest_sentences import MIN_STATEMENT_WORDS
from analysis.corpus.page_text import is_page_text
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import compute_rarity, normalise_words
from analysis.corpus.word_vectors import compare_words
from analysis.corpus.wording_diff import compute_share_reported
from analysis.corpus.wording_search import WordingMatch
from analysis.findings.coverage_row import ReportState

#: Minimum share of the words of two sentences that are the same, in order, for "same words"
#: (Ratcliff & Metzener 1988; judgement: below it a clause differs).
SAME_WORDS_SHARE = 0.8
#: Minimum share of the fullest wording that an outlet has for "same words" of a quotation; with
#: less it reports it in part (judgement: a word or two of ten may be left out or edited).
WHOLE_SHARE = 0.85
#: A sentence of less than this share of the row's words reports it in part: of the linked pairs of
#: the aligned sentences that differ so much in length, 84 % are marked as partial.
PART_SHARE = 0.6
#: Minimum share of the words of a quotation that an outlet prints, and minimum number of them
#: without a word between, to report it in part (judgement: eight words are hardly shared by
#: chance; scattered phrases of another speech on the matter are).
PRINTED_SHARE, PRINTED_WORDS = 0.3, 8
#: Minimum share of the words of a wording that have a like word in the fullest one, by their rarity
#: in news, for a quotation not in the same words; below it the two may be of one speech and say
#: something else (judgement, checked by reading rows of the news cluster).
COMMON_WORDS_SHARE = 0.5

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")

#: A row of a table.
Row = Mapping[Hashable, Any]


def is_statement(text: str) -> bool:
    """Return whether a sentence says something: names, dates and text of the page do not."""
    words = text.split()
    return (
        len(words) >= MIN_STATEMENT_WORDS
        and any(word[0].islower() for word in words)
        and not is_page_text(text)
    )


def can_agree(first: Row, second: Row) -> bool:
    """Return whether two sentences of a text can report the same: no question, no other numbers."""
    texts = [str(row["text"]) for row in (first, second)]
    in_text = all(row["block_kind"] == "body" for row in (first, second))
    if not in_text or any(text.rstrip("\"'”’").endswith("?") for text in texts):
        return False
    numbers, others = (set(_NUMBER.findall(text)) for text in texts)
    return not numbers or not others or bool(numbers & others)


def has_shared_words(text: str, other: str) -> bool:
    """Return whether two texts have nearly the same words."""
    left, right = (normalise_words(wording) for wording in (text, other))
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= SAME_WORDS_SHARE


def judge_quotation(row: Row, fullest: str) -> ReportState:
    """Return how an outlet reports an utterance.

    Args:
        row: The report of the outlet.
        fullest: The fullest wording of all outlets.
    """
    wording = str(row["wording"])
    is_whole = compute_share_reported(fullest, [wording]) >= WHOLE_SHARE
    if is_whole and has_shared_words(wording, fullest):
        return ReportState.SAME
    if _measure_common_words(wording, fullest) < COMMON_WORDS_SHARE:
        return ReportState.POSSIBLE
    if row["kind"] != "indirect":
        return ReportState.PART
    # A paraphrase of a part of it may as well be one of something else.
    has_all = _measure_common_words(fullest, wording) >= COMMON_WORDS_SHARE
    return ReportState.REWORDED if has_all else ReportState.POSSIBLE


def _measure_common_words(wording: str, fullest: str) -> float:
    """Return the share of the words of a wording, by rarity, that have a like word in another."""
    words, others = (
        sorted(set(normalise_words(text)) - load_stop_words()) for text in (wording, fullest)
    )
    if not words or not others:
        return 0.0
    rarity = compute_rarity(words)
    return float(compare_words(words, others).max(axis=1) @ rarity / rarity.sum())


def judge_place(place: WordingMatch, *, is_quotation: bool) -> ReportState | None:
    """Return how an outlet reports the words of a row that stand in its texts.

    Args:
        place: Where they stand.
        is_quotation: Whether the row is a quotation, a part of which is enough.

    Returns:
        The same words, or in part; None if it has too few of them to tell.
    """
    if place.share >= (WHOLE_SHARE if is_quotation else SAME_WORDS_SHARE):
        return ReportState.SAME
    has_part = place.share >= PRINTED_SHARE and place.longest_run >= PRINTED_WORDS
    return ReportState.PART if is_quotation and has_part else None


def judge_sentence(typical: Row, outlet_row: Row, n_words: int) -> ReportState:
    """Return how an outlet reports a statement.

    Args:
        typical: The sentence that stands for the row.
        outlet_row: The outlet's sentence.
        n_words: The words of all its sentences that report it.
    """
    if has_shared_words(typical["text"], outlet_row["text"]):
        return ReportState.SAME
    is_part = n_words < PART_SHARE * typical["words"]
    return ReportState.PART if is_part else ReportState.REWORDED
