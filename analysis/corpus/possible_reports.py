"""Whether a sentence that resembles another can report the same, although that is not certain.

Two sentences may be alike by their names and by what stands around a quotation. What is reported is
said by the other words, and nobody reports what was said days later.
"""

from collections.abc import Collection
from datetime import timedelta
from functools import cache

import pandas as pd

from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import compute_rarity, normalise_words
from analysis.corpus.word_vectors import compare_words
from analysis.nlp.lexicon import verb_frames

#: Minimum share of the words of what is reported, names apart and by rarity in news, that have a
#: like word in a sentence (of 20 sentences below it on the news cluster, read one by one, 15 said
#: something else; from there to 0.25, 6 of 11).
MIN_MATCHED_SHARE = 0.2
#: Minimum number of these words, reporting verbs apart, that a sentence has itself, or all of them
#: where there are fewer. Of 43 marks of SEESAW and the news cluster with fewer, read one by one, 31
#: said something else.
MIN_TELLING_WORDS = 2
#: Minimum number of days by which an article is older than what was said. Judgement: outlets of two
#: time zones date one day differently.
MIN_DAYS_OLDER = 2
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def has_reported_words(wording: str, names: Collection[str], content: Collection[str]) -> bool:
    """Return whether a sentence has enough of the words of what is reported.

    The arguments are those of :func:`measure_reported_share`.
    """
    return measure_reported_share(wording, names, content) >= MIN_MATCHED_SHARE


def measure_reported_share(wording: str, names: Collection[str], content: Collection[str]) -> float:
    """Return the share of the words of what is reported that have a like word in a sentence.

    Names are left out, unless there is nothing else: then all of them must be there. The share is 0
    if too few of the words themselves are there.

    Args:
        wording: What is reported.
        names: Comparable forms of the words of names in its sentence.
        content: Comparable forms of the words of the other sentence.
    """
    reported = set(normalise_words(wording)) - load_stop_words()
    words = sorted(reported - set(names))
    if not words or not content:
        return float(reported <= set(content))
    telling = set(words) - load_reporting_words()
    if len(telling & set(content)) < min(MIN_TELLING_WORDS, len(telling)):
        return 0.0
    rarity = compute_rarity(words)
    matched = compare_words(words, sorted(content)).max(axis=1)
    return float(matched @ rarity / max(rarity.sum(), 1e-9))


class SaidDays:
    """The days on which sentences say that something was said: "said on Monday"."""

    def __init__(self, articles: pd.DataFrame, figures: pd.DataFrame) -> None:
        """Date the weekdays of reporting verbs by the day of their article.

        Args:
            articles: Columns article_id, published (NaT when not known).
            figures: As the table ``figures``.
        """
        dated = articles.dropna(subset="published")
        columns = (dated[name].tolist() for name in ("article_id", "published"))
        self._published: dict[str, pd.Timestamp] = dict(zip(*columns, strict=True))
        self._days: dict[tuple[str, int], pd.Timestamp] = {}
        verbs = verb_frames()
        dates = figures[(figures["kind"] == "date") & figures["head_noun"].isin(verbs)]
        names = ("article_id", "sentence", "text")
        for key, sentence, text in zip(*(dates[name].tolist() for name in names), strict=True):
            if key in self._published and text.lower() in _WEEKDAYS:
                published = self._published[key]
                ago = (published.weekday() - _WEEKDAYS.index(text.lower())) % len(_WEEKDAYS)
                self._days[key, sentence] = published - timedelta(days=ago)

    def is_too_old(self, article_id: str, sentences: Collection[tuple[str, int]]) -> bool:
        """Return whether an article was published days before what some sentences report was said.

        Where one of their own articles is older than that, a date is wrong and nothing is known.

        Args:
            article_id: The article.
            sentences: The article and number of each sentence.
        """
        days = [self._days[sentence] for sentence in sentences if sentence in self._days]
        published = self._published.get(article_id)
        if not days or published is None:
            return False
        reported = [self._published[key] for key, _ in sentences if key in self._published]
        is_dated_well = min(days) <= min(reported)
        return bool(is_dated_well and min(days) - published >= timedelta(days=MIN_DAYS_OLDER))


@cache
def load_reporting_words() -> frozenset[str]:
    """Return the comparable forms of reporting verbs."""
    return frozenset(form for verb in verb_frames() for form in normalise_words(verb))
