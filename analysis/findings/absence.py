"""When an outlet is said not to report something: one rule for all pages, findings and marks.

An outlet lacks a statement or quotation only if none of its sentences is at all likely to report
it, its words do not stand near each other in the outlet's texts, and these have no run of its
words. In between nothing is said.
"""

from collections.abc import Collection

import pandas as pd

from analysis.corpus.nearest_sentences import EXCLUSIVE_THRESHOLD
from analysis.corpus.quoted_words import Run, list_runs
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import tokenise
from analysis.corpus.word_windows import WordWindows
from analysis.findings.report_states import is_statement

#: Share of a statement's words, by rarity, that stand near each other in an outlet's text, from
#: which the outlet is not said to lack it (judgement, checked by reading rows: a caption may say
#: it, or several sentences together).
MENTIONED_SHARE = 0.4
#: Minimum number of words of a wording, stop words apart, for it to be missed in a text (judgement:
#: of 152 rows of the news cluster that an outlet lacks, all have three or more).
MIN_SEARCHED_WORDS = 2


def _can_be_searched(wording: str) -> bool:
    """Return whether words say enough to be missed in a text.

    "We have nothing to tell you on this topic" may be "Nothing to say" in a translation.
    """
    content = {token.form for token in tokenise(wording)} - load_stop_words()
    return is_statement(wording) and len(content) >= MIN_SEARCHED_WORDS


class AbsenceSearch:
    """Searches the outlets' whole texts for what a statement or quotation says."""

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame) -> None:
        """Read the texts.

        Args:
            articles: Columns article_id, outlet_label, text: one story's.
            sentences: As the table ``sentences``, captions and the like included.
        """
        self._windows = WordWindows(articles, sentences)
        self._texts = {
            str(outlet): "\n".join(texts)
            for outlet, texts in articles.groupby("outlet_label")["text"]
        }
        self._runs: dict[str, frozenset[Run]] = {}

    def find_absent(
        self, wordings: Collection[str], probabilities: dict[str, float]
    ) -> frozenset[str]:
        """Return the outlets that certainly do not report something.

        Args:
            wordings: What is reported, in the words of those that do.
            probabilities: By outlet that is asked about, the largest probability that one of its
                sentences reports the same; outlets whose sentences cannot be compared are left out.
        """
        unlikely = [
            outlet
            for outlet, probability in probabilities.items()
            if probability < EXCLUSIVE_THRESHOLD
        ]
        if not unlikely or not any(map(_can_be_searched, wordings)):
            return frozenset()
        shares = [self._windows.measure_coverage(text) for text in wordings]
        runs = frozenset().union(*map(list_runs, wordings))
        return frozenset(
            outlet
            for outlet in unlikely
            if max(share[outlet] for share in shares) < MENTIONED_SHARE
            and not self._read_runs(outlet) & runs
        )

    def _read_runs(self, outlet: str) -> frozenset[Run]:
        """Return the runs of words of an outlet's texts."""
        if outlet not in self._runs:
            self._runs[outlet] = list_runs(self._texts[outlet])
        return self._runs[outlet]
