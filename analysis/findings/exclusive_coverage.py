"""What one outlet of a story reports and no other does, and what the others report and it omits."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import coverage
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.corpus.quoted_words import Run, list_runs
from analysis.corpus.word_windows import WordWindows
from analysis.findings.report_states import is_statement
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.story_coverage import MENTIONED_SHARE, mark_short_quotes
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Kinds of items and their labels on screen.
ITEM_KINDS = {
    "utterance": "Statements",
    "statement": "Sentences",
    "entity": "Names",
    "figure": "Figures and dates",
}
#: Kinds of items that other words may report.
_SAID = ("utterance", "statement")


@dataclass(frozen=True)
class ExclusiveCoverage:
    """How the coverage of one outlet differs from that of the others in its story.

    Attributes:
        exclusive: what no other outlet has, in text order: kind, text, article_id, start and
            count.
        missing: what this outlet omits, most widely reported first: kind, text, outlets (number
            of other outlets that have it), and an example: outlet_label, article_id, start. For the
            sentence of this outlet that may report the same as the example's: nearest_article_id,
            nearest_start, nearest_text (empty and -1 if none may) and similarity (the probability,
            0 to 1). A statement or sentence that the outlet may report is not among them.
    """

    exclusive: pd.DataFrame
    missing: pd.DataFrame


def count_stories(catalogue: Catalogue, filters: Filters) -> int:
    """Return the number of stories that the filtered articles belong to."""
    where, params = filters.articles_where()
    counts = catalogue.query(
        f"SELECT count(DISTINCT story_id) AS n FROM articles WHERE {where}", params
    )
    return int(counts["n"].iloc[0])


def list_outlets(catalogue: Catalogue, filters: Filters) -> tuple[str, ...]:
    """Return the labels of the outlets of the filtered articles, sorted."""
    return tuple(sorted(read_article_rows(catalogue, filters, "articles")["outlet_label"].unique()))


def find_exclusive_coverage(
    catalogue: Catalogue, filters: Filters, outlet: str
) -> ExclusiveCoverage:
    """Compare one outlet with the others among the filtered articles, which are of one story."""
    articles, sentences, mentions, quotes, figures = (
        read_article_rows(catalogue, filters, table)
        for table in ("articles", "sentences", "mentions", "quotes", "figures")
    )
    entities = catalogue.query("SELECT entity_id, name FROM entities")
    tables = (articles, mentions, entities, quotes, figures)
    search = _StatementSearch(articles, sentences, mentions, quotes)
    statements = search.sentences.find_exclusive_statements(outlet).assign(
        kind="statement", count=1
    )
    exclusive = pd.concat([coverage.find_exclusive_items(*tables), statements], ignore_index=True)
    exclusive = exclusive[exclusive["outlet_label"] == outlet].sort_values(["article_id", "start"])
    exclusive = exclusive[search.mark_exclusive(exclusive)]
    return ExclusiveCoverage(
        exclusive[["kind", "text", "article_id", "start", "count"]].reset_index(drop=True),
        _find_missing(outlet, articles, coverage.find_missing_items(*tables), search),
    )


class _StatementSearch:
    """Searches the outlets' whole texts for what a statement or a sentence says.

    An outlet does not have it only if none of its sentences is like it, its words do not stand near
    each other in the outlet's texts, and these have no run of its words.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        sentences: pd.DataFrame,
        mentions: pd.DataFrame,
        quotes: pd.DataFrame,
    ) -> None:
        self.sentences = SentenceSearch(articles, sentences, mentions, quotes)
        self._windows = WordWindows(articles, sentences)
        self._outlets = tuple(sorted(set(articles["outlet_label"])))
        self._texts = {
            str(outlet): "\n".join(texts)
            for outlet, texts in articles.groupby("outlet_label")["text"]
        }
        self._runs: dict[str, frozenset[Run]] = {}
        self._quotes = quotes

    def mark_exclusive(self, items: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which items of an outlet no other outlet has; of names and figures all.

        Args:
            items: Columns kind, text, outlet_label, article_id, start, end.
        """
        is_short = mark_short_quotes(self._quotes, items)
        return np.array(
            [
                row["kind"] not in _SAID
                or (
                    not short
                    and all(
                        self.is_absent(row, other)
                        for other in self._outlets
                        if other != row["outlet_label"]
                    )
                )
                for row, short in zip(items.to_dict("records"), is_short, strict=True)
            ],
            dtype=bool,
        )

    def is_absent(self, item: Mapping[Hashable, Any], outlet: str) -> bool:
        """Return whether an outlet certainly does not have what a statement or sentence says."""
        text = str(item["text"])
        place = str(item["article_id"]), int(item["start"]), int(item["end"])
        return (
            is_statement(text)
            and self.sentences.is_unreported(*place, outlet)
            and self._windows.measure_coverage(text)[outlet] < MENTIONED_SHARE
            and not self._read_runs(outlet) & list_runs(text)
        )

    def _read_runs(self, outlet: str) -> frozenset[Run]:
        """Return the runs of words of an outlet's texts."""
        if outlet not in self._runs:
            self._runs[outlet] = list_runs(self._texts[outlet])
        return self._runs[outlet]


def _find_missing(
    outlet: str,
    articles: pd.DataFrame,
    items: pd.DataFrame,
    search: _StatementSearch,
) -> pd.DataFrame:
    """Return what an outlet omits, with its own nearest sentence.

    Args:
        outlet: the outlet's label.
        articles: rows of ``articles``.
        items: as returned by :func:`analysis.corpus.coverage.find_missing_items`.
        search: searches the texts.
    """
    labels = articles.set_index("article_id")["outlet_label"]
    statements = search.sentences.find_missing_statements(outlet).assign(kind="statement")
    items = items[items["outlet_label"] == outlet]
    items = items.assign(outlet_label=items["article_id"].map(labels))
    columns = ["kind", "text", "outlets", "outlet_label", "article_id", "start", "end"]
    missing = pd.concat([items[columns], statements[columns]], ignore_index=True)
    is_missing = [
        row["kind"] not in _SAID or search.is_absent(row, outlet)
        for row in missing.to_dict("records")
    ]
    missing = missing[np.array(is_missing, bool)]
    nearest = [
        search.sentences.find(article_id, start, end, outlet)
        for article_id, start, end in zip(
            missing["article_id"], missing["start"], missing["end"], strict=True
        )
    ]
    missing = missing.assign(
        nearest_article_id=[sentence.article_id if sentence else "" for sentence in nearest],
        nearest_start=[sentence.start if sentence else -1 for sentence in nearest],
        nearest_text=[sentence.text if sentence else "" for sentence in nearest],
        similarity=[sentence.similarity if sentence else 0.0 for sentence in nearest],
    )
    return (
        missing.drop(columns="end")
        .sort_values(["outlets", "article_id", "start"], ascending=[False, True, True])
        .reset_index(drop=True)
    )
