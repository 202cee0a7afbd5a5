"""Two articles side by side: aligned sentences share a row, unmatched ones have their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.corpus import coverage
from analysis.corpus.passages import PassageAlignment, align_passages
from analysis.corpus.wording_diff import compare_wordings
from analysis.store.catalogue import Catalogue
from analysis.store.queries.article import AnnotatedArticle, read_article

TextSpan = tuple[int, int]
"""First character and one past the last, in an article."""

MatchBasis = Literal["quotation", "words", ""]
"""Why two passages match: they share an utterance, or words; empty where there is no match."""

#: Kinds of :class:`analysis.corpus.wording_diff.Change` in which both texts have the words.
_SHARED_CHANGES = ("kept", "respelled", "moved")


@dataclass(frozen=True)
class PairRow:
    """Sentences of two articles that report the same; one side is empty where it has none.

    Attributes:
        left: sentences of the first article, in order.
        right: sentences of the second.
        similarity: of the most similar two sentences, 0 to 1.
        via: why the sides match.
        left_unmatched: spans of the first article with words that the second does not have.
        right_unmatched: the reverse.
        possible: where one side is empty, the sentences of that side's article that may report
            the same: too uncertain to be counted, too close to be called missing.
    """

    left: tuple[TextSpan, ...]
    right: tuple[TextSpan, ...]
    similarity: float = 0.0
    via: MatchBasis = ""
    left_unmatched: tuple[TextSpan, ...] = ()
    right_unmatched: tuple[TextSpan, ...] = ()
    possible: tuple[TextSpan, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether both articles have it."""
        return bool(self.left and self.right)


@dataclass(frozen=True)
class ArticlePair:
    """Two aligned articles.

    Attributes:
        left: the first article.
        right: the second.
        rows: in the order of the first article; sentences of the second alone follow the row of
            the sentence before them.
        exclusive: what only one of them has, as returned by
            :func:`analysis.corpus.coverage.find_exclusive_items`, with the article's id as
            ``outlet_label``.
    """

    left: AnnotatedArticle
    right: AnnotatedArticle
    rows: tuple[PairRow, ...]
    exclusive: pd.DataFrame


def align_pair(catalogue: Catalogue, left_id: str, right_id: str) -> ArticlePair:
    """Align two articles.

    Raises:
        KeyError: when an article does not exist.
    """
    left, right = read_article(catalogue, left_id), read_article(catalogue, right_id)
    articles = pd.DataFrame([left.article, right.article])
    sentences, quotes, mentions, figures = (
        pd.concat([getattr(left, table), getattr(right, table)], ignore_index=True)
        for table in ("sentences", "quotes", "mentions", "figures")
    )
    aligned = align_passages(left_id, right_id, articles, sentences, quotes, mentions)
    names = mentions.drop_duplicates("entity_id")[["entity_id", "name"]]
    # Two articles of one outlet can be compared too, so each article counts as an outlet.
    by_article = articles.assign(outlet_label=articles["article_id"])
    exclusive = coverage.find_exclusive_items(by_article, mentions, names, quotes, figures)
    return ArticlePair(left, right, tuple(_build_rows(aligned, left, right)), exclusive)


def _build_rows(
    aligned: PassageAlignment, left: AnnotatedArticle, right: AnnotatedArticle
) -> list[PairRow]:
    left_spans, right_spans = _trim_sentences(left), _trim_sentences(right)
    is_sure = aligned.links["strength"] == "sure"
    links = aligned.links[is_sure]
    possible = _list_linked_pairs(aligned.links[~is_sure])
    possible_right = _map_counterparts(possible, right_spans)
    possible_left = _map_counterparts([(right, left) for left, right in possible], left_spans)
    rows: list[tuple[float, PairRow]] = []
    row_of_right: dict[int, float] = {}
    for left_group, right_group in _group_links(links):
        group_links = links[links["left_sentence"].isin(left_group)]
        row = _build_shared_row(
            left,
            right,
            [left_spans[sentence] for sentence in left_group],
            [right_spans[sentence] for sentence in right_group],
            group_links,
        )
        rows.append((left_group[0], row))
        row_of_right.update(dict.fromkeys(right_group, float(left_group[0])))
    rows += [
        (
            float(sentence),
            PairRow((left_spans[sentence],), (), possible=possible_right.get(sentence, ())),
        )
        for sentence in aligned.left_only["sentence"]
    ]
    right_only = set(aligned.right_only["sentence"])
    position = -1.0
    for order, sentence in enumerate(sorted(right_spans)):
        position = row_of_right.get(sentence, position)
        if sentence in right_only:
            # A fraction below 1 keeps the sentence between two rows of the first article.
            fraction = (order + 1) / (len(right_spans) + 2)
            row = PairRow((), (right_spans[sentence],), possible=possible_left.get(sentence, ()))
            rows.append((position + fraction, row))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _map_counterparts(
    pairs: Sequence[tuple[int, int]], spans: dict[int, TextSpan]
) -> dict[int, tuple[TextSpan, ...]]:
    """Return for each sentence of one article the spans of those of the other it is paired with."""
    counterparts: dict[int, tuple[TextSpan, ...]] = {}
    for sentence, counterpart in pairs:
        counterparts[sentence] = (*counterparts.get(sentence, ()), spans[counterpart])
    return counterparts


def _trim_sentences(article: AnnotatedArticle) -> dict[int, TextSpan]:
    """Return the span of each sentence without surrounding white space."""
    text = article.article["text"]
    columns = (article.sentences[name].tolist() for name in ("sentence", "start", "end"))
    spans = {}
    for sentence, start, end in zip(*columns, strict=True):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        spans[sentence] = (first, first + len(words.strip()))
    return spans


def _group_links(links: pd.DataFrame) -> list[tuple[list[int], list[int]]]:
    """Return the sentences that share a row, those of each side in order.

    Each sentence of the left joins the most similar one of the right; a sentence of the right that
    none joins is added to the most similar one of the left. Following all links at once would
    chain whole paragraphs into one row.
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
    return list(zip(links["left_sentence"], links["right_sentence"], strict=True))


def _build_shared_row(
    left: AnnotatedArticle,
    right: AnnotatedArticle,
    left_spans: Sequence[TextSpan],
    right_spans: Sequence[TextSpan],
    links: pd.DataFrame,
) -> PairRow:
    """Return the row of linked sentences, with the words that only one side has."""
    left_text, left_offsets = _join_spans(left.article["text"], left_spans)
    right_text, right_offsets = _join_spans(right.article["text"], right_spans)
    changes = [
        change
        for change in compare_wordings(left_text, right_text)
        if change.kind not in _SHARED_CHANGES
    ]
    return PairRow(
        left=tuple(left_spans),
        right=tuple(right_spans),
        similarity=float(links["similarity"].max()),
        via="quotation" if (links["via"] == "quotation").any() else "words",
        left_unmatched=tuple(_map_to_article([c.left for c in changes], left_offsets)),
        right_unmatched=tuple(_map_to_article([c.right for c in changes], right_offsets)),
    )


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
