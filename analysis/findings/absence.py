"""When an outlet is said not to report something: one rule for all pages, findings and marks.

An outlet lacks a statement or quotation only if none of its sentences is at all likely to report
it, its words do not stand near each other in the outlet's texts, and these have no run of its
words. In between nothing is said. Where an outlet never names who is quoted, only a likelier
sentence stands in the way.
"""

from collections.abc import Collection

import pandas as pd

from analysis.corpus.item_search import TextIndex, list_search_forms
from analysis.corpus.nearest_sentences import EXCLUSIVE_THRESHOLD
from analysis.corpus.quoted_words import (
    Run,
    has_run,
    list_quoted_runs,
    list_runs,
    list_runs_of_forms,
)
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import normalise_words
from analysis.corpus.word_windows import WordWindows
from analysis.entity_types import PERSON
from analysis.findings.report_states import is_statement

#: Share of a statement's words, by rarity, that stand near each other in an outlet's text, from
#: which the outlet is not said to lack it (judgement, checked by reading rows: a caption may say
#: it, or several sentences together).
MENTIONED_SHARE = 0.4
#: Minimum number of words of a wording, stop words apart, for it to be missed in a text (judgement:
#: of 152 rows of the news cluster that an outlet lacks, all have three or more).
MIN_SEARCHED_WORDS = 2
#: Probability below which no sentence of an outlet quotes what stands in quotation marks elsewhere,
#: if its texts do not name the speakers (judgement: of 20 such statements on the news cluster, read
#: one by one, all were right; without the marks, 9 of 29 on the whole were not certain).
UNNAMED_SPEAKER_THRESHOLD = 0.1
#: Minimum number of words of a speaker's name that is searched; a shorter one may be a description
#: (judgement).
_MIN_NAME_WORDS = 2


def _can_be_searched(wording: str) -> bool:
    """Return whether words say enough to be missed in a text.

    "We have nothing to tell you on this topic" may be "Nothing to say" in a translation.
    """
    content = set(normalise_words(wording)) - load_stop_words()
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
        self._forms: dict[str, Run] = {}
        self._indexes = {outlet: TextIndex([text]) for outlet, text in self._texts.items()}

    def find_absent(
        self,
        wordings: Collection[str],
        probabilities: dict[str, float],
        speakers: Collection[str] = (),
    ) -> frozenset[str]:
        """Return the outlets that certainly do not report something.

        Args:
            wordings: What is reported, in the words of those that do.
            probabilities: By outlet that is asked about, the largest probability that one of its
                sentences reports the same; outlets whose sentences cannot be compared are left out.
            speakers: Whose words a quotation is, by all outlets that say so.
        """
        quoted = list_quoted_runs(wordings)
        unlikely = [
            outlet
            for outlet, probability in probabilities.items()
            if probability < EXCLUSIVE_THRESHOLD
            or (
                quoted
                and probability < UNNAMED_SPEAKER_THRESHOLD
                and not self._can_name(outlet, speakers)
                and not has_run(self._read_forms(outlet), quoted)
            )
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

    def _can_name(self, outlet: str, speakers: Collection[str]) -> bool:
        """Return whether the texts of an outlet may name one of some speakers."""
        index = self._indexes[outlet]
        names = [speaker for speaker in speakers if _is_name(speaker)]
        return (
            len(names) < len(speakers)
            or not names
            or any(
                index.has_name(list_search_forms([name], PERSON))
                or index.can_have_name([name], PERSON)
                for name in names
            )
        )

    def _read_forms(self, outlet: str) -> Run:
        """Return the comparable forms of the words of an outlet's texts."""
        if outlet not in self._forms:
            self._forms[outlet] = tuple(normalise_words(self._texts[outlet]))
        return self._forms[outlet]

    def _read_runs(self, outlet: str) -> frozenset[Run]:
        """Return the runs of words of an outlet's texts."""
        if outlet not in self._runs:
            self._runs[outlet] = list_runs_of_forms(self._read_forms(outlet))
        return self._runs[outlet]


def _is_name(speaker: str) -> bool:
    """Return whether a speaker is a name of several words, not a description."""
    words = speaker.split()
    return len(words) >= _MIN_NAME_WORDS and all(word[0].isupper() for word in words)
