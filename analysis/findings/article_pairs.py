"""Two articles aligned: the passages that both have, and sentences that may be one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.joint_reports import find_joint_reports
from analysis.corpus.passages import ArticleSentences, link_sentences, read_sentences
from analysis.corpus.table_rows import list_values
from analysis.corpus.wording_diff import compare_wordings
from analysis.store.queries.article import AnnotatedArticle

TextSpan = tuple[int, int]
"""First character and one past the last, in an article."""

MatchBasis = Literal["quotation", "words"]
"""Why two passages match: they share an utterance, or words."""

#: Kinds of :class:`analysis.corpus.wording_diff.Change` in which both texts have the words.
_SHARED_CHANGES = ("unchanged", "respelled", "moved")


@dataclass(frozen=True)
class Passage:
    """Linked sentences of two articles, by their number in the column ``sentence``.

    Attributes:
        left: Sentences of the first article, in order.
        right: Sentences of the second.
        similarity: Of the most similar two sentences, 0 to 1; 1 if both sides have the same words.
        via: Why the sides match.
        left_unmatched: Spans of the first article with words that the second does not have.
        right_unmatched: The reverse.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    via: MatchBasis
    left_unmatched: tuple[TextSpan, ...]
    right_unmatched: tuple[TextSpan, ...]


@dataclass(frozen=True)
class PairAlignment:
    """What two articles have in common.

    Attributes:
        passages: Every sentence with a sure link is in exactly one of them, on its side.
        possible: Pairs of sentences, of the first and the second article, that may report the
            same: too uncertain to be counted, too close to be called missing.
        left_joint: Sentences of the first article without any such pair, each with either of two
            neighbouring sentences of the second that may report it together.
        right_joint: The reverse, the sentence of the second article first.
    """

    passages: tuple[Passage, ...]
    possible: tuple[tuple[int, int], ...]
    left_joint: tuple[tuple[int, int], ...] = ()
    right_joint: tuple[tuple[int, int], ...] = ()


def align_pair(left: AnnotatedArticle, right: AnnotatedArticle) -> PairAlignment:
    """Align two articles, read by :func:`analysis.store.queries.article.read_article`."""
    articles = pd.DataFrame([left.article, right.article])
    sentences, quotes, mentions = (
        pd.concat([getattr(left, table), getattr(right, table)], ignore_index=True)
        for table in ("sentences", "quotes", "mentions")
    )
    left_id, right_id = (str(reading.article["article_id"]) for reading in (left, right))
    first, second = (
        read_sentences(article_id, articles, sentences, quotes, mentions)
        for article_id in (left_id, right_id)
    )
    aligned = link_sentences(first, second)
    links, probability = aligned.links, aligned.probability
    is_sure = links["strength"] == "sure"
    return PairAlignment(
        tuple(_build_passages(links[is_sure], left, right)),
        tuple(_list_linked_pairs(links[~is_sure])),
        tuple(_list_joint(first, second, probability, set(links["left_sentence"]))),
        tuple(_list_joint(second, first, probability.T, set(links["right_sentence"]))),
    )


def list_sentence_spans(reading: AnnotatedArticle) -> dict[int, TextSpan]:
    """Return the span of each sentence without surrounding white space, by its number."""
    text = reading.article["text"]
    columns = (reading.sentences[name].tolist() for name in ("sentence", "start", "end"))
    spans = {}
    for sentence, start, end in zip(*columns, strict=True):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        spans[sentence] = (first, first + len(words.strip()))
    return spans


def _list_joint(
    article: ArticleSentences,
    other: ArticleSentences,
    probability: npt.NDArray[np.float64],
    linked: Collection[int],
) -> Iterator[tuple[int, int]]:
    """Yield the unlinked sentences of an article with each that may report it with another."""
    numbers, others = (list_values(side.rows["sentence"]) for side in (article, other))
    for report in find_joint_reports(article.words, other.words, probability):
        if article.is_reporting[report.sentence] and numbers[report.sentence] not in linked:
            for place in sorted({report.first, report.last}):
                yield numbers[report.sentence], others[place]


def _build_passages(
    links: pd.DataFrame, left: AnnotatedArticle, right: AnnotatedArticle
) -> Iterator[Passage]:
    left_spans, right_spans = list_sentence_spans(left), list_sentence_spans(right)
    left_text, right_text = left.article["text"], right.article["text"]
    for left_group, right_group in _group_links(links):
        group_links = links[links["left_sentence"].isin(left_group)]
        left_words, left_offsets = _join_spans(left_text, [left_spans[n] for n in left_group])
        right_words, right_offsets = _join_spans(right_text, [right_spans[n] for n in right_group])
        compared = compare_wordings(left_words, right_words)
        changes = [change for change in compared if change.kind not in _SHARED_CHANGES]
        has_same_words = all(change.kind == "unchanged" for change in compared)
        yield Passage(
            left=tuple(left_group),
            right=tuple(right_group),
            similarity=1.0 if has_same_words else float(group_links["similarity"].max()),
            via="quotation" if (group_links["via"] == "quotation").any() else "words",
            left_unmatched=tuple(_map_to_article([c.left for c in changes], left_offsets)),
            right_unmatched=tuple(_map_to_article([c.right for c in changes], right_offsets)),
        )


def _group_links(links: pd.DataFrame) -> list[tuple[list[int], list[int]]]:
    """Return the sentences that share a passage, those of each side in order.

    Each sentence of the left joins the most similar one of the right; a sentence of the right that
    none joins is added to the most similar one of the left. Following all links at once would
    chain whole paragraphs into one passage.
    """
    best_first = links.sort_values("similarity", ascending=False, kind="stable")
    best_right = dict(_list_linked_pairs(best_first.drop_duplicates("left_sentence")))
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for left, right in sorted(best_right.items()):
        groups.setdefault(right, ([], [right]))[0].append(left)
    for left, right in _list_linked_pairs(best_first.drop_duplicates("right_sentence")):
        if right not in groups:
            groups[best_right[left]][1].append(right)
    return [(left_group, sorted(right_group)) for left_group, right_group in groups.values()]


def _list_linked_pairs(links: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(links["left_sentence"].tolist(), links["right_sentence"].tolist(), strict=True))


def _join_spans(text: str, spans: Sequence[TextSpan]) -> tuple[str, list[tuple[int, TextSpan]]]:
    """Return spans as one text, and the offset in it at which each begins."""
    offsets, pieces, length = [], [], 0
    for start, end in spans:
        offsets.append((length, (start, end)))
        pieces.append(text[start:end])
        length += end - start + 1
    return "\n".join(pieces), offsets


def _map_to_article(
    joined_spans: Sequence[TextSpan], offsets: Sequence[tuple[int, TextSpan]]
) -> Iterator[TextSpan]:
    """Yield spans of a joined text as spans of the article it was joined from."""
    for joined_start, joined_end in joined_spans:
        for offset, (start, end) in offsets:
            first, last = max(joined_start, offset), min(joined_end, offset + end - start)
            if first < last:
                yield start + first - offset, start + last - offset
