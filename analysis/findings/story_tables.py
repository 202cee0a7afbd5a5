"""The tables of one story that the finders of names read: mentions, quotations and texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from analysis.corpus.item_search import TextIndex
from analysis.corpus.other_names import OtherNames
from analysis.corpus.table_rows import list_tuples
from analysis.entity_types import PERSON
from analysis.findings.earlier_outlets import count_days_earlier
from analysis.findings.finding import TextSpan
from analysis.findings.selection_rows import (
    list_compared_stories,
    read_article_rows,
    read_story_rows,
)
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.tables import COUNTED

#: Types of names that findings report.
_REPORTED_TYPES = (PERSON, "ORG")


@dataclass(frozen=True)
class NamedEntity:
    """Somebody whom the articles name, with the mentions by name in counted blocks, in order."""

    entity_id: str
    name: str
    label: str
    texts: tuple[str, ...]
    outlets: frozenset[str]
    spans: tuple[TextSpan, ...]


@dataclass(frozen=True)
class StoryTables:
    """The tables of the selected articles that several finders read.

    Attributes:
        mentions: Rows of ``mentions`` by name in counted blocks, with outlet_label, name and
            entity_label.
        quotes: Rows of ``quotes`` in counted blocks, with outlet_label.
        outlets: Labels of all selected outlets, sorted.
        texts: What the articles of each outlet say.
        others: Whom the articles name.
        noun: What sentences call an outlet; outlets may be pooled to groups.
        days_earlier: As :func:`count_days_earlier` returns.
    """

    mentions: pd.DataFrame
    quotes: pd.DataFrame
    outlets: tuple[str, ...]
    texts: dict[str, TextIndex]
    others: OtherNames
    noun: str = "outlet"
    days_earlier: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def named(self) -> tuple[NamedEntity, ...]:
        """Those whom the mentions name, in the order of their first ones."""
        names = ("entity_id", "name", "entity_label", "text", "outlet_label")
        rows_of: dict[str, list[tuple[str, ...]]] = {}
        spans_of: dict[str, list[TextSpan]] = {}
        rows = list_tuples(self.mentions, names)
        # Plain lists: each of many small groups of rows would take longer than all of them.
        for row, span in zip(rows, make_spans(self.mentions), strict=True):
            rows_of.setdefault(row[0], []).append(row)
            spans_of.setdefault(row[0], []).append(span)
        return tuple(
            NamedEntity(
                entity_id,
                name=of_entity[0][1],
                label=of_entity[0][2],
                texts=tuple(row[3] for row in of_entity),
                outlets=frozenset(row[4] for row in of_entity),
                spans=tuple(spans_of[entity_id]),
            )
            for entity_id, of_entity in rows_of.items()
        )


@lru_cache(maxsize=2)
def read_tables(catalogue: Catalogue, filters: Filters) -> StoryTables:
    """Return the tables of the selected articles."""
    articles, mentions, quotes = (
        read_article_rows(catalogue, filters, table) for table in ("articles", "mentions", "quotes")
    )
    names = _read_names(catalogue, mentions)
    return _join_tables(articles, mentions, quotes, names, catalogue.outlet_noun)


def _read_names(catalogue: Catalogue, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return ``entity_id``, ``name`` and ``entity_label`` of the mentioned entities."""
    return catalogue.query(
        """
        SELECT entity_id, name, label AS entity_label FROM entities
        WHERE entity_id IN (SELECT unnest(?))
        """,
        [sorted(set(mentions["entity_id"]))],
    )


def _join_tables(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    names: pd.DataFrame,
    noun: str,
) -> StoryTables:
    """Return the tables of some articles, given their rows and the names of entities."""
    others = OtherNames(articles, mentions)  # captions are searched too
    mentions, quotes = (rows[rows["block_kind"].isin(COUNTED)] for rows in (mentions, quotes))
    outlet_of = articles[["article_id", "outlet_label"]]
    by_name = mentions[mentions["kind"] == "name"].merge(names, on="entity_id")
    texts = index_texts(articles)
    return StoryTables(
        mentions=by_name[by_name["entity_label"].isin(_REPORTED_TYPES)].merge(
            outlet_of, on="article_id"
        ),
        quotes=quotes[quotes["entity_id"] != ""].merge(outlet_of, on="article_id"),
        outlets=tuple(sorted(texts)),
        texts=texts,
        others=others,
        noun=noun,
        days_earlier=count_days_earlier(articles),
    )


def index_texts(articles: pd.DataFrame) -> dict[str, TextIndex]:
    """Return the texts of each outlet, to be searched."""
    return {
        str(outlet): TextIndex(texts) for outlet, texts in articles.groupby("outlet_label")["text"]
    }


def read_story_tables(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str]
) -> Iterator[tuple[str, StoryTables]]:
    """Yield the tables of those of some stories of which several outlets are selected."""
    compared = list_compared_stories(catalogue, filters, story_ids)
    if not compared:
        return
    articles, mentions, quotes = (
        read_story_rows(catalogue, filters, compared, table)
        for table in ("articles", "mentions", "quotes")
    )
    names = _read_names(catalogue, mentions)
    for story_id, rows in articles.groupby("story_id"):
        named, quoted = (
            table[table["article_id"].isin(rows["article_id"])] for table in (mentions, quotes)
        )
        yield str(story_id), _join_tables(rows, named, quoted, names, catalogue.outlet_noun)


def make_spans(rows: pd.DataFrame) -> tuple[TextSpan, ...]:
    """Return the places of rows with ``article_id``, ``start`` and ``end``."""
    columns = (rows[name].tolist() for name in ("article_id", "start", "end"))
    return tuple(TextSpan(*span) for span in zip(*columns, strict=True))
