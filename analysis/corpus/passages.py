"""Sentences of two articles that report the same thing.

Two sentences are linked if the probability that they report the same
(:mod:`analysis.corpus.sentence_similarity`) reaches a threshold and one of them has no likelier
counterpart. Order does not matter: outlets report the same events in another order. A link is sure
where both quote one utterance, or by its certainty (:mod:`analysis.corpus.sure_links`). Where one
of two sentences denies what the other says (:mod:`analysis.corpus.opposed_sentences`), or asks what
the other says, or ends with a colon, or where they share hardly a word, the link is no more than
possible. A sentence that the other one contains word for word is linked surely.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.opposed_sentences import are_opposed, read_claims
from analysis.corpus.sentence_similarity import (
    SentenceWords,
    compare_sentences,
    read_sentence_words,
)
from analysis.corpus.sure_links import LinkCertainty
from analysis.corpus.table_rows import list_values
from analysis.corpus.verbatim_words import is_verbatim

#: Minimum probability of a link that counts (``sure``), and of one shown as possible. Chosen on
#: aligned sentences with each story left out of the training: see benchmarks/history.md.
SURE_THRESHOLD, POSSIBLE_THRESHOLD = 0.55, 0.4
#: Minimum number of content words that two sentences of a sure link share, unless one has all those
#: of the other or both quote one utterance. Of 109 links of bulk that were read, 11 share fewer; 7
#: of these are wrong. With 4 words, dev falls by 2.6 points of F1 (benchmarks/history.md).
MIN_SHARED_WORDS = 3
#: Minimum number of content words in no name, and in no title or description beside one, that such
#: sentences share: "John Kirby, National Security Council coordinator" says nothing of what he
#: said. Of 135 links that were read or are in the gold, 4 share none; 3 of these are wrong.
MIN_TELLING_WORDS = 1
#: The same where each of the sentences has names and they share neither a word of a name nor an
#: entity: the same may happen to two persons or in two places. Of 11 such links (without a shared
#: word), 4 share fewer; 3 of these and none of the others are wrong.
MIN_TELLING_WORDS_OF_OTHERS = 5

#: What may follow the question mark of a sentence.
_CLOSING_MARKS = " \"'”’»)]\n"

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ArticleSentences:
    """The counted sentences of one article, in order.

    Attributes:
        rows: As :func:`read_counted_sentences` returns them.
        words: The content words of each.
    """

    rows: pd.DataFrame
    words: list[SentenceWords]

    @cached_property
    def texts(self) -> list[str]:
        """The text of each sentence."""
        return list_values(self.rows["text"])

    @cached_property
    def is_reporting(self) -> Flags:
        """Which sentences can report: a subhead names a topic."""
        is_said: Flags = self.rows["block_kind"].to_numpy(object) != "subhead"
        return is_said


@dataclass(frozen=True)
class PassageAlignment:
    """Two articles, sentence by sentence.

    Attributes:
        links: One row a pair: left_sentence, right_sentence, similarity (the probability, 0 to 1),
            via (``quotation`` where both quote one utterance, else ``words``) and strength
            (``sure`` or ``possible``), in the order of the left article.
        left_only: The sentences of the left article without a sure link: article_id, sentence,
            start, end.
        right_only: Those of the right article.
        probability: That two sentences report the same, left x right.
    """

    links: pd.DataFrame
    left_only: pd.DataFrame
    right_only: pd.DataFrame
    probability: Array


def align_passages(  # noqa: PLR0917 - two articles and four tables, in their usual order
    left: str,
    right: str,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
) -> PassageAlignment:
    """Link the sentences of two articles that report the same thing.

    Args:
        left: article_id of one article.
        right: article_id of the other.
        articles: Columns article_id, text.
        sentences: As the table ``sentences``; those outside counted blocks are left out.
        quotes: As the table ``quotes``, with utterance_id.
        mentions: As the table ``mentions``, with entity_id.

    Raises:
        KeyError: One of the articles is not among ``articles``.
    """
    return link_sentences(
        *(read_sentences(key, articles, sentences, quotes, mentions) for key in (left, right))
    )


def read_sentences(
    article_id: str,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
) -> ArticleSentences:
    """Return the sentences of one article, from the tables that :func:`align_passages` takes.

    Raises:
        KeyError: The article is not among ``articles``.
    """
    rows = read_counted_sentences(article_id, articles, sentences)
    return ArticleSentences(rows, read_sentence_words(rows, mentions, quotes))


def link_sentences(left: ArticleSentences, right: ArticleSentences) -> PassageAlignment:
    """Link the sentences of two articles that report the same thing."""
    left_rows, right_rows = left.rows, right.rows
    compared = compare_sentences(left.words, right.words)
    probability = compared.probability
    is_link, is_sure = mark_links(left, right, probability)
    i, j = np.nonzero(is_link)
    links = pd.DataFrame(
        {
            "left_sentence": left_rows["sentence"].to_numpy()[i],
            "right_sentence": right_rows["sentence"].to_numpy()[j],
            "similarity": probability[i, j],
            "via": np.where(compared.is_quotation[i, j], "quotation", "words"),
            "strength": np.where(is_sure[i, j], "sure", "possible"),
        }
    )
    return PassageAlignment(
        links=links,
        left_only=_select_unlinked(left_rows, np.any(is_sure, axis=1)),
        right_only=_select_unlinked(right_rows, np.any(is_sure, axis=0)),
        probability=probability,
    )


def mark_links(
    left: ArticleSentences, right: ArticleSentences, probability: Array
) -> tuple[Flags, Flags]:
    """Return which pairs of sentences are linked, and which of these surely.

    Args:
        left: The sentences of one article.
        right: Those of the other.
        probability: That two sentences report the same, left x right.
    """
    likely = np.where(np.outer(left.is_reporting, right.is_reporting), probability, 0.0)
    is_best = mark_best(likely)
    is_sure: Flags = is_best & (likely >= SURE_THRESHOLD)
    texts, others = left.texts, right.texts
    certainty = LinkCertainty(left.words, right.words, probability, POSSIBLE_THRESHOLD)
    for i, j in np.argwhere(is_sure):
        is_sure[i, j] = (
            has_enough_in_common(left.words[i], right.words[j])
            and (
                _are_of_one_utterance(left.words[i], right.words[j])
                or is_verbatim(left.words[i].sequence, right.words[j].sequence)
                or certainty.is_certain(i, j)
            )
            and is_question(texts[i]) == is_question(others[j])
            and is_announcement(texts[i]) == is_announcement(others[j])
            and not are_opposed(read_claims(texts[i]), read_claims(others[j]))
        )
    return is_best & (likely >= POSSIBLE_THRESHOLD), is_sure


def has_enough_in_common(first: SentenceWords, second: SentenceWords) -> bool:
    """Return whether two sentences share enough for a link that counts."""
    shared = first.content & second.content
    if shared in {first.content, second.content} or _are_of_one_utterance(first, second):
        return True
    telling = (first.words & second.words) - first.described - second.described
    are_of_others = bool(first.names and second.names) and not (
        first.names & second.names or first.entities & second.entities
    )
    n_needed = MIN_TELLING_WORDS_OF_OTHERS if are_of_others else MIN_TELLING_WORDS
    return len(shared) >= MIN_SHARED_WORDS and len(telling) >= n_needed


def _are_of_one_utterance(first: SentenceWords, second: SentenceWords) -> bool:
    return bool(first.utterances & second.utterances)


def is_question(sentence: str) -> bool:
    """Return whether a sentence asks, inside quotation marks or not."""
    return sentence.rstrip(_CLOSING_MARKS).endswith("?")


def is_announcement(sentence: str) -> bool:
    """Return whether a sentence only says that something follows: "The statement claims:"."""
    return sentence.rstrip(_CLOSING_MARKS).endswith(":")


def mark_best(similarity: Array) -> Flags:
    """Return which pairs are the best of their row, or of their column."""
    best: Flags = (similarity == similarity.max(axis=1, keepdims=True, initial=0)) | (
        similarity == similarity.max(axis=0, keepdims=True, initial=0)
    )
    return best


def read_counted_sentences(
    article_id: str, articles: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return the counted sentences of one article with their text, in order.

    Raises:
        KeyError: The article is not among ``articles``.
    """
    text = str(articles.set_index("article_id")["text"].loc[article_id])
    counted = sentences[
        (sentences["article_id"] == article_id) & sentences["block_kind"].isin(tables.COUNTED)
    ].sort_values("start", ignore_index=True)
    spans = zip(counted["start"], counted["end"], strict=True)
    return counted.assign(text=[text[start:end] for start, end in spans])


def _select_unlinked(sentences: pd.DataFrame, is_linked: Flags) -> pd.DataFrame:
    unlinked = sentences.loc[~is_linked, ["article_id", "sentence", "start", "end"]]
    return unlinked.reset_index(drop=True)
