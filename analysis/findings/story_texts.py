"""The texts of a story, searched for who reports a passage and who certainly does not."""

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

import pandas as pd
from scipy.sparse import csr_matrix

from analysis.corpus.credited_speakers import Saying, read_speaker_keys
from analysis.corpus.nearest_sentences import NearestSentence, SentenceSearch
from analysis.corpus.possible_reports import SaidDays
from analysis.corpus.quoted_words import list_whole_runs
from analysis.corpus.table_rows import list_tuples
from analysis.corpus.wording_search import WordingMatch, WordingSearch
from analysis.findings.absence import AbsenceSearch
from analysis.store.catalogue import Catalogue


class StoryTexts:
    """Searches of the texts of a story; its utterances share them.

    Attributes:
        sentences: Searches the sentences.
        said_days: When something was said.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        sentences: pd.DataFrame,
        *spans: pd.DataFrame,
        compared: csr_matrix | None = None,
    ) -> None:
        """Keep the tables.

        Args:
            articles: Columns article_id, outlet_label, text: one story's.
            sentences: As the table ``sentences``.
            spans: The tables ``mentions``, ``quotes`` and ``figures``.
            compared: As :class:`SentenceSearch` takes it.
        """
        mentions, quotes, figures = spans
        self.sentences = SentenceSearch(articles, sentences, mentions, quotes, compared)
        self.said_days = SaidDays(articles, figures)
        self._tables = articles, sentences

    @cached_property
    def _wordings(self) -> WordingSearch:
        return WordingSearch(self._tables[0])

    def find_wording(self, text: str, outlet: str) -> WordingMatch | None:
        """Return where the texts of an outlet have the words of a text, if they have a run."""
        return self._wordings.find(text, outlet)

    def read_place(self, place: WordingMatch) -> NearestSentence:
        """Return the sentences in which words were found; the words alone, in a caption, say."""
        return self.sentences.read_place(place.article_id, place.start, place.end)

    @cached_property
    def _absence(self) -> AbsenceSearch:
        return AbsenceSearch(*self._tables)

    def find_nearest(
        self, quotes: pd.DataFrame, outlets: Sequence[str]
    ) -> dict[str, NearestSentence | None]:
        """Return, by outlet, the sentence that most likely reports, or has, some quotations.

        Args:
            quotes: Rows of ``quotes``: those of one utterance.
            outlets: The outlets to search.
        """
        speakers = read_speaker_keys(quotes)
        spans = dict.fromkeys(list_tuples(quotes, ("article_id", "start", "end", "text")))
        sayings = {(key, start, end): Saying(text, speakers) for key, start, end, text in spans}
        names = frozenset().union(*map(self.sentences.read_names, sayings))
        said_in = list(list_tuples(quotes, ("article_id", "sentence")))
        whole = list_whole_runs(quotes["text"])
        nearest: dict[str, NearestSentence | None] = {}
        for outlet in outlets:
            if verbatim := self.sentences.find_verbatim(whole, outlet):
                nearest[outlet] = verbatim
                continue
            likely = [
                sentence
                for place, saying in sayings.items()
                if (sentence := self.sentences.find(*place, outlet, saying))
            ]
            likely = [line for line in likely if not self._is_too_old(line, said_in)]
            quoting = (
                None if likely else self.sentences.find_quoting(sayings.values(), names, outlet)
            )
            if quoting and self._is_too_old(quoting, said_in):
                quoting = None
            nearest[outlet] = max(likely, key=lambda line: line.similarity) if likely else quoting
        return nearest

    def _is_too_old(self, sentence: NearestSentence, said_in: list[tuple[str, int]]) -> bool:
        """Return whether a sentence is older than what some sentences report was said."""
        return self.said_days.is_too_old(sentence.article_id, said_in)

    def find_absent(
        self,
        places: Sequence[tuple[str, int]],
        wordings: list[str],
        outlets: Sequence[str],
        speakers: Collection[str] = (),
    ) -> frozenset[str]:
        """Return which of some outlets certainly do not report some passages.

        Args:
            places: article_id and offset of a sentence of each.
            wordings: Their words.
            outlets: The outlets.
            speakers: Whose words a quotation is.
        """
        likelihoods: dict[str, float] = {}
        for outlet in outlets:
            measured = [
                self.sentences.measure_likelihood(key, start, start + 1, outlet)
                for key, start in places
            ]
            comparable = [likelihood for likelihood in measured if likelihood is not None]
            if comparable and len(comparable) == len(measured):
                likelihoods[outlet] = max(comparable)
        if not likelihoods:
            return frozenset()
        return self._absence.find_absent(wordings, likelihoods, speakers)


@lru_cache(maxsize=2)
def read_story_texts(catalogue: Catalogue, article_ids: tuple[str, ...]) -> StoryTexts:
    """Return the searches of some articles."""
    in_story = f"article_id IN ({', '.join('?' * len(article_ids)) or 'NULL'})"
    return StoryTexts(
        *(
            catalogue.query(f"SELECT * FROM {table} WHERE {in_story}", article_ids)
            for table in ("articles", "sentences", "mentions", "quotes", "figures")
        )
    )
