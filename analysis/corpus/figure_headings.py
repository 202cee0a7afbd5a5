"""What a figure is called in a case: the noun that it counts, and what happened to it."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.clock_times import GAME_CLOCK
from analysis.corpus.figure_matching import ComparedFigures
from analysis.corpus.inflections import list_inflections
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_normalisation import normalise_word, split_words
from analysis.nlp.numbers.numerals import MAGNITUDE

#: Kinds that count something.
_COUNTED = ("count", "money", "percent", "quantity")
#: Number of words after a figure among which the noun that it counts is searched (judgement: "12
#: percent of the salaried workers").
NOUN_REACH = 6
#: Endings of forms of a verb that have the letters of a noun ("yards rushing").
_VERB_ENDINGS = ("ing", "ed")


class SentenceReader:
    """The sentences around the figures of a story."""

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame) -> None:
        """Keep the texts and the sentences of the articles of a story."""
        self._texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        # Plain arrays: to select rows of a short table takes many times longer.
        self._spans = {
            key: (rows["start"].to_numpy(), rows["end"].to_numpy())
            for key, rows in sentences.groupby("article_id")
        }

    def read(self, article_id: str, start: int, end: int) -> tuple[int, str]:
        """Return the sentences that a figure touches, where they start, without outer spaces."""
        starts, ends = self._spans[article_id]
        is_touched = (starts < end) & (ends > start)
        first, last = int(starts[is_touched].min()), int(ends[is_touched].max())
        text = self._texts[article_id][first:last]
        return first + len(text) - len(text.lstrip()), text.strip()


def make_heading(compared: ComparedFigures, positions: list[int], reader: SentenceReader) -> str:
    """Return what the figures of a group count: the most frequent noun, and what happened to it."""
    rows = compared.figures.loc[positions]
    if rows["unit"].iloc[0] == MAGNITUDE:
        return "earthquake"
    if rows["unit"].iloc[0] == GAME_CLOCK:
        return "game clock"
    aspect = compared.things[positions[0]].aspect
    nouns = Counter(
        str(row["head_noun"])
        for position, row in zip(positions, list_rows(rows), strict=True)
        if row["head_noun"]
        and (compared.things[position].noun or not aspect)
        and (row["kind"] not in _COUNTED or _is_followed_by_noun(row, reader))
    )
    noun = nouns.most_common(1)[0][0] if nouns else ""
    return f"{noun or 'people'} ({aspect})" if aspect else noun


def _is_followed_by_noun(figure: Mapping[Hashable, Any], reader: SentenceReader) -> bool:
    """Return whether the head noun of a figure follows it, as what it counts does.

    Where a figure counts nothing, the head noun is the verb or the noun above it: "now *has*
    2,301", "a *mother* of twelve", "for 20 yards *rushing*".
    """
    noun = str(figure["head_noun"])
    if not noun.isalpha() or normalise_word(noun) in load_stop_words():
        return False
    start, sentence = reader.read(figure["article_id"], figure["start"], figure["end"])
    words = split_words(sentence[figure["end"] - start :].lower())[:NOUN_REACH]
    if noun in words and not noun.endswith(_VERB_ENDINGS):
        return True
    forms = {form for form in list_inflections(noun) if not form.endswith(_VERB_ENDINGS)}
    return not forms.isdisjoint(words)
