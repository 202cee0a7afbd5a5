"""The reading desk: two or three full texts side by side, with the passages they share numbered."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.corpus import coverage
from analysis.corpus.article_profiles import profile_articles
from analysis.corpus.article_vectors import vectorize_articles
from analysis.corpus.nearest_sentences import MAX_COMPARED_TOGETHER
from analysis.findings.article_pairs import (
    MatchBasis,
    PairAlignment,
    TextSpan,
    align_pair,
    list_sentence_spans,
)
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.story_texts import read_story_texts
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.article import AnnotatedArticle, read_article
from analysis.tables import COUNTED

#: Fewest and most articles on one desk: a fourth column leaves too little width to read
#: (judgement).
MIN_COLUMNS, MAX_COLUMNS = 2, 3
#: Maximum number of articles among which the closest pair is searched, and of pairs whose sentences
#: are compared for it, all of ten outlets. Judgement: what a page may take when it is first opened.
MAX_RANKED_ARTICLES, MAX_RANKED_PAIRS = 400, 45

#: A sentence: the position of its column, and its number in the column ``sentence``.
_Node = tuple[int, int]


@dataclass(frozen=True)
class DeskSentence:
    """One counted sentence of an article.

    Attributes:
        start: First character, without white space around the sentence.
        end: One past the last character.
        block_kind: Kind of its block.
        link: Number of the passage it belongs to; 0 if no other article on the desk has it.
        possible: Sentences that may report the same, alone or two neighbours together, of
            articles without a sure counterpart of it: position of the column, position in the
            column.
        unmatched: Spans with words that no counterpart has.
    """

    start: int
    end: int
    block_kind: str
    link: int = 0
    possible: tuple[tuple[int, int], ...] = ()
    unmatched: tuple[TextSpan, ...] = ()


@dataclass(frozen=True)
class DeskColumn:
    """One article on the desk.

    Attributes:
        reading: The article.
        sentences: Its sentences in headline, subheads and body, in the order of the text.
        linked_with: For each column, how many of these sentences have a sure counterpart there.
    """

    reading: AnnotatedArticle
    sentences: tuple[DeskSentence, ...]
    linked_with: tuple[int, ...]

    @property
    def n_linked(self) -> int:
        """How many sentences have a sure counterpart in another column."""
        return sum(bool(sentence.link) for sentence in self.sentences)

    @property
    def n_possible(self) -> int:
        """How many sentences have no sure counterpart but a possible one."""
        return sum(bool(s.possible and not s.link) for s in self.sentences)


@dataclass(frozen=True)
class DeskLink:
    """A passage that several articles on the desk have.

    Attributes:
        number: From 1, in the order of the first article that has passages.
        sentences: For each column, the positions of its sentences; empty if it has none.
        via: Whether some of them share an utterance, or words only.
        similarity: As of :class:`analysis.findings.article_pairs.Passage`, the largest.
    """

    number: int
    sentences: tuple[tuple[int, ...], ...]
    via: MatchBasis
    similarity: float


@dataclass(frozen=True)
class ReadingDesk:
    """Two or three articles, aligned.

    Attributes:
        columns: The articles.
        links: The passages that several of them have, by number.
        exclusive: What only one of them has, as
            :func:`analysis.corpus.coverage.find_exclusive_items` returns it, with the article's id
            as ``outlet_label``; without quotations of sentences that another may report.
    """

    columns: tuple[DeskColumn, ...]
    links: tuple[DeskLink, ...]
    exclusive: pd.DataFrame


@dataclass(frozen=True)
class PairCount:
    """How much two articles share: the sentences of both, and those with a sure counterpart."""

    left_id: str
    right_id: str
    n_linked: int
    n_sentences: int

    @property
    def share(self) -> float:
        """Share of the sentences of both that have a sure counterpart, 0 to 1."""
        return self.n_linked / self.n_sentences if self.n_sentences else 0.0


def build_reading_desk(catalogue: Catalogue, *article_ids: str) -> ReadingDesk:
    """Align two or three articles.

    Sentences of the second and third article that match the same sentence of the first are one
    passage. Where only those two have it, it is a passage of its own.

    Raises:
        KeyError: An article does not exist.
        ValueError: There are fewer than two or more than three articles.
    """
    if not MIN_COLUMNS <= len(article_ids) <= MAX_COLUMNS:
        raise ValueError(f"a reading desk has two or three articles, not {len(article_ids)}")
    # DuckDB reads them at the same time.
    with ThreadPoolExecutor(len(article_ids)) as threads:
        readings = tuple(threads.map(partial(read_article, catalogue), article_ids))
    pairs = {
        (i, j): align_pair(readings[i], readings[j])
        for i, j in combinations(range(len(readings)), 2)
    }
    numbers = _number_passages(pairs)
    columns = tuple(
        _build_column(place, readings, pairs, numbers) for place in range(len(readings))
    )
    links = tuple(_build_links(columns, pairs, numbers))
    return ReadingDesk(columns, links, _find_exclusive_items(columns))


def rank_pairs(
    catalogue: Catalogue, filters: Filters, article_id: str = ""
) -> tuple[PairCount, ...]:
    """Return pairs of selected articles of different outlets, the closest first.

    The closest are those of whose sentences the largest share has a sure counterpart. The sentences
    of the pairs with the most similar words are compared, at most :data:`MAX_RANKED_PAIRS`; the
    others are left out.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection; empty of pairs if it has more than :data:`MAX_RANKED_ARTICLES`.
        article_id: One article of every pair; empty for all pairs.
    """
    if not _has_pairs(catalogue, filters):
        return ()
    articles = read_article_rows(catalogue, filters, "articles")
    pairs = _select_similar_pairs(articles, article_id)[:MAX_RANKED_PAIRS]
    # The texts of a story of usual size are read, and compared, for its findings too.
    is_whole = len(articles) <= MAX_COMPARED_TOGETHER
    compared = articles["article_id"] if is_whole else {key for pair in pairs for key in pair}
    sentences = read_story_texts(catalogue, tuple(sorted(compared))).sentences
    counts = [PairCount(*pair, *sentences.count_linked(*pair)) for pair in pairs]
    return tuple(
        sorted(counts, key=lambda pair: (-pair.share, -pair.n_linked, pair.left_id, pair.right_id))
    )


# The first article and its counterpart are chosen together.
@lru_cache(maxsize=4)
def _has_pairs(catalogue: Catalogue, filters: Filters) -> bool:
    """Return whether there are pairs to rank, without reading the texts."""
    where, params = filters.articles_where()
    selected = catalogue.query(
        "SELECT count(*) AS articles, count(DISTINCT outlet_label) AS outlets FROM articles "
        f"WHERE {where}",
        params,
    ).iloc[0]
    return bool(selected["articles"] <= MAX_RANKED_ARTICLES and selected["outlets"] > 1)


def _select_similar_pairs(articles: pd.DataFrame, article_id: str) -> list[tuple[str, str]]:
    """Return the ids of the pairs of different outlets whose words are most similar."""
    if articles.empty:
        return []
    words = vectorize_articles(profile_articles(articles)).words
    similarity = (words @ words.T).toarray()
    ids, outlets = articles["article_id"].tolist(), articles["outlet_label"].tolist()
    pairs = [
        (i, j)
        for i, j in combinations(range(len(ids)), 2)
        if outlets[i] != outlets[j] and (not article_id or article_id in {ids[i], ids[j]})
    ]
    pairs.sort(key=lambda pair: -similarity[pair])
    return [(ids[i], ids[j]) for i, j in pairs]


def _number_passages(pairs: Mapping[tuple[int, int], PairAlignment]) -> dict[_Node, int]:
    """Return the number of the passage of each sentence that has one.

    Passages of the first article with the second and third are joined by its sentences. A passage
    of the second and third never joins two of the first: that would chain paragraphs.
    """
    parent: dict[_Node, _Node] = {}

    def find_root(node: _Node) -> _Node:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    def join(node: _Node, other: _Node) -> None:
        earlier, later = sorted((find_root(node), find_root(other)))
        parent[later] = earlier

    for (i, j), pair in pairs.items():
        numbered = set(parent) if i else set()
        for passage in pair.passages:
            left = [(i, sentence) for sentence in passage.left]
            right = [(j, sentence) for sentence in passage.right]
            for nodes, others in ((left, right), (right, left)):
                counterpart = next((node for node in others if node in numbered), others[0])
                for node in nodes:
                    if node not in numbered:
                        join(node, counterpart)
    roots = sorted({find_root(node) for node in parent})
    number_of_root = {root: number for number, root in enumerate(roots, 1)}
    return {node: number_of_root[find_root(node)] for node in parent}


def _build_column(
    place: int,
    readings: Sequence[AnnotatedArticle],
    pairs: Mapping[tuple[int, int], PairAlignment],
    numbers: Mapping[_Node, int],
) -> DeskColumn:
    positions = [_map_positions(reading) for reading in readings]
    spans = list_sentence_spans(readings[place])
    linked: dict[int, set[int]] = {other: set() for other in range(len(readings))}
    possible: dict[int, set[_Node]] = {}
    unmatched: dict[int, list[tuple[TextSpan, ...]]] = {}
    for other, sentences, other_spans, maybe in _list_sides(place, pairs):
        linked[other].update(sentences)
        for sentence, ranges in other_spans.items():
            unmatched.setdefault(sentence, []).append(ranges)
        for sentence, counterpart in maybe:
            if sentence not in linked[other]:
                possible.setdefault(sentence, set()).add((other, counterpart))
    filled = {(other, number) for (other, _), number in numbers.items()}
    kinds = dict(
        readings[place].sentences[["sentence", "block_kind"]].itertuples(index=False, name=None)
    )
    desk_sentences = []
    for sentence in positions[place]:
        number = numbers.get((place, sentence), 0)
        desk_sentences.append(
            DeskSentence(
                *spans[sentence],
                kinds[sentence],
                number,
                tuple(
                    (other, positions[other][counterpart])
                    for other, counterpart in sorted(possible.get(sentence, ()))
                    if (other, number) not in filled
                ),
                _intersect(unmatched.get(sentence, []), spans[sentence]),
            )
        )
    linked_with = tuple(len(linked[other]) for other in range(len(readings)))
    return DeskColumn(readings[place], tuple(desk_sentences), linked_with)


def _list_sides(
    place: int, pairs: Mapping[tuple[int, int], PairAlignment]
) -> Iterator[tuple[int, set[int], dict[int, tuple[TextSpan, ...]], Sequence[tuple[int, int]]]]:
    """Yield what each pair says of one of its articles.

    Yields:
        The other article's place; the linked sentences; the spans of each of them that the other
        does not have; possible links, this article's sentence first.
    """
    for (i, j), pair in pairs.items():
        if place == i:
            unmatched = {n: p.left_unmatched for p in pair.passages for n in p.left}
            yield j, set(unmatched), unmatched, (*pair.possible, *pair.left_joint)
        elif place == j:
            unmatched = {n: p.right_unmatched for p in pair.passages for n in p.right}
            possible = ((right, left) for left, right in pair.possible)
            yield i, set(unmatched), unmatched, (*possible, *pair.right_joint)


def _build_links(
    columns: Sequence[DeskColumn],
    pairs: Mapping[tuple[int, int], PairAlignment],
    numbers: Mapping[_Node, int],
) -> Iterator[DeskLink]:
    quoted: set[int] = set()
    similarity: dict[int, float] = {}
    for (i, _), pair in pairs.items():
        for passage in pair.passages:
            number = numbers[i, passage.left[0]]
            similarity[number] = max(similarity.get(number, 0.0), passage.similarity)
            if passage.via == "quotation":
                quoted.add(number)
    for number in sorted(set(numbers.values())):
        sentences = tuple(
            tuple(n for n, sentence in enumerate(column.sentences) if sentence.link == number)
            for column in columns
        )
        via: MatchBasis = "quotation" if number in quoted else "words"
        yield DeskLink(number, sentences, via, similarity.get(number, 0.0))


def _map_positions(reading: AnnotatedArticle) -> dict[int, int]:
    """Return the position of each counted sentence by its number, in the order of the text."""
    counted = reading.sentences[reading.sentences["block_kind"].isin(COUNTED)]
    return {number: position for position, number in enumerate(counted["sentence"].tolist())}


def _intersect(
    spans_of_pairs: Sequence[tuple[TextSpan, ...]], sentence: TextSpan
) -> tuple[TextSpan, ...]:
    """Return the parts of a sentence that every list of spans covers; none without a list."""
    if not spans_of_pairs:
        return ()
    covered: list[TextSpan] = [sentence]
    for spans in spans_of_pairs:
        overlaps = ((max(a, c), min(b, d)) for a, b in covered for c, d in spans)
        covered = sorted((start, end) for start, end in overlaps if start < end)
    return tuple(covered)


def _find_exclusive_items(columns: Sequence[DeskColumn]) -> pd.DataFrame:
    """Return what only one article has; no quotation of a sentence that another may report."""
    readings = [column.reading for column in columns]
    articles = pd.DataFrame([reading.article for reading in readings])
    mentions, quotes, figures = (
        pd.concat([getattr(reading, table) for reading in readings], ignore_index=True)
        for table in ("mentions", "quotes", "figures")
    )
    names = mentions.drop_duplicates("entity_id")[["entity_id", "name"]]
    # Articles of one outlet can be compared too, so each article counts as an outlet.
    by_article = articles.assign(outlet_label=articles["article_id"])
    items = coverage.find_exclusive_items(by_article, mentions, names, quotes, figures)
    matched = {
        str(column.reading.article["article_id"]): [
            (sentence.start, sentence.end)
            for sentence in column.sentences
            if sentence.link or sentence.possible
        ]
        for column in columns
    }
    is_matched = [
        item["kind"] == "utterance"
        and any(
            start < item["end"] and end > item["start"]
            for start, end in matched[item["article_id"]]
        )
        for item in items.to_dict("records")
    ]
    return items[~np.array(is_matched, bool)].reset_index(drop=True)
