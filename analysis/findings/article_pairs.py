"""Two articles, row by row: what both have stands side by side, what one has stands alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.corpus import coverage
from analysis.corpus.passages import Aligned, align_passages
from analysis.corpus.wording_diff import compare_wordings
from analysis.store.catalogue import Catalogue
from analysis.store.queries.article import Reading, reading

Stretch = tuple[int, int]
"""First character and one past the last, in an article."""


@dataclass(frozen=True)
class PairRow:
    """Sentences of two articles that report the same; one side is empty where it has none.

    Attributes:
        left: sentences of the first article, in order.
        right: sentences of the second.
        similarity: of the two most alike, 0 to 1.
        via: ``quotation`` where they share an utterance, otherwise ``words``; empty if one has it.
        left_own: stretches of the first whose words the other does not have.
        right_own: the same of the second.
    """

    left: tuple[Stretch, ...]
    right: tuple[Stretch, ...]
    similarity: float = 0.0
    via: str = ""
    left_own: tuple[Stretch, ...] = ()
    right_own: tuple[Stretch, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether both articles have it."""
        return bool(self.left and self.right)


@dataclass(frozen=True)
class Pair:
    """Two articles and how they compare.

    Attributes:
        left: the first article.
        right: the second.
        rows: in the order of the first; what only the second has stands where it has it.
        only: what one of them has and the other has not, as
            :func:`analysis.corpus.coverage.only_here` returns it; ``outlet_label`` holds the
            article's id.
    """

    left: Reading
    right: Reading
    rows: tuple[PairRow, ...]
    only: pd.DataFrame


def pair(catalogue: Catalogue, left: str, right: str) -> Pair:
    """Compare two articles.

    Raises:
        KeyError: when there is no such article.
    """
    ours, theirs = reading(catalogue, left), reading(catalogue, right)
    articles = pd.DataFrame([ours.article, theirs.article])
    sentences, quotes, mentions, figures = (
        pd.concat([getattr(ours, table), getattr(theirs, table)], ignore_index=True)
        for table in ("sentences", "quotes", "mentions", "figures")
    )
    aligned = align_passages(left, right, articles, sentences, quotes)
    names = mentions.drop_duplicates("entity_id")[["entity_id", "name"]]
    # Two articles of one outlet are compared as well, so each stands for itself.
    alone = articles.assign(outlet_label=articles["article_id"])
    only = coverage.only_here(alone, mentions, names, quotes, figures)
    return Pair(ours, theirs, tuple(_rows(aligned, ours, theirs)), only)


def _rows(aligned: Aligned, ours: Reading, theirs: Reading) -> list[PairRow]:
    left, right = _places(ours), _places(theirs)
    links = aligned.links
    rows: list[tuple[float, PairRow]] = []
    after: dict[int, float] = {}  # the row a sentence of the right stands in
    for ours_in, theirs_in in _groups(links):
        own = links[links["left_sentence"].isin(ours_in)]
        row = _shared(ours, theirs, [left[n] for n in ours_in], [right[n] for n in theirs_in])
        via = "quotation" if (own["via"] == "quotation").any() else "words"
        similarity = float(own["similarity"].max())
        rows.append((ours_in[0], PairRow(*row[:2], similarity, via, *row[2:])))
        after.update(dict.fromkeys(theirs_in, float(ours_in[0])))
    rows += [(float(n), PairRow((left[n],), ())) for n in aligned.left_only["sentence"]]
    alone = set(aligned.right_only["sentence"])
    place = -1.0
    for count, n in enumerate(sorted(right)):
        place = after.get(n, place)
        if n in alone:
            rows.append((place + (count + 1) / (len(right) + 2), PairRow((), (right[n],))))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _places(article: Reading) -> dict[int, Stretch]:
    """Return where each sentence stands, without white space at its ends."""
    text = article.article["text"]
    columns = (article.sentences[name].tolist() for name in ("sentence", "start", "end"))
    places = {}
    for sentence, start, end in zip(*columns, strict=True):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        places[sentence] = (first, first + len(words.strip()))
    return places


def _groups(links: pd.DataFrame) -> list[tuple[list[int], list[int]]]:
    """Return the sentences that stand in one row, those of each side in order.

    Each sentence of the left goes with the one of the right most like it, and a sentence of the
    right that none goes with joins the one of the left most like it. All links at once would chain
    whole paragraphs into one row.
    """
    best = links.sort_values("similarity", ascending=False, kind="stable")
    goes_with = dict(_pairs(best.drop_duplicates("left_sentence")))
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for ours, theirs in sorted(goes_with.items()):
        groups.setdefault(theirs, ([], [theirs]))[0].append(ours)
    for ours, theirs in _pairs(best.drop_duplicates("right_sentence")):
        if theirs not in groups:
            groups[goes_with[ours]][1].append(theirs)
    return [(ours, sorted(theirs)) for ours, theirs in groups.values()]


def _pairs(links: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(links["left_sentence"], links["right_sentence"], strict=True))


def _shared(
    ours: Reading, theirs: Reading, left: Sequence[Stretch], right: Sequence[Stretch]
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...], tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return the sentences of both sides, and the stretches whose words are each side's own."""
    text, places = _joined(ours.article["text"], left)
    other, other_places = _joined(theirs.article["text"], right)
    shared = ("kept", "respelled", "moved")
    changes = [c for c in compare_wordings(text, other) if c.kind not in shared]
    return (
        tuple(left),
        tuple(right),
        tuple(_apart([change.left for change in changes], places)),
        tuple(_apart([change.right for change in changes], other_places)),
    )


def _joined(text: str, stretches: Sequence[Stretch]) -> tuple[str, list[tuple[int, Stretch]]]:
    """Return stretches as one text, and where in it each begins."""
    places, pieces, reached = [], [], 0
    for start, end in stretches:
        places.append((reached, (start, end)))
        pieces.append(text[start:end])
        reached += end - start + 1
    return "\n".join(pieces), places


def _apart(spans: Sequence[Stretch], places: Sequence[tuple[int, Stretch]]) -> Iterator[Stretch]:
    """Yield spans of a joined text as stretches of the article it was joined from."""
    for low, high in spans:
        for begins, (start, end) in places:
            first, last = max(low, begins), min(high, begins + end - start)
            if first < last:
                yield start + first - begins, start + last - begins
