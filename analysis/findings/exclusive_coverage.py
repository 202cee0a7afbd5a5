"""What one outlet of a story reports and no other does, and what the others report and it omits."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpus import coverage, nearest_sentences
from analysis.corpus.nearest_sentences import find_exclusive_statements, find_missing_statements
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Kinds of items and their labels on screen.
ITEM_KINDS = {
    "utterance": "Utterances",
    "statement": "Statements",
    "entity": "Names",
    "figure": "Figures and dates",
}


@dataclass(frozen=True)
class ExclusiveCoverage:
    """How the coverage of one outlet differs from that of the others in its story.

    Attributes:
        exclusive: what no other outlet has, in text order: kind, text, article_id, start and
            count.
        missing: what this outlet omits, most widely reported first: kind, text, outlets (number
            of other outlets that have it), and an example: outlet_label, article_id, start. For the
            nearest sentence of this outlet: nearest_article_id, nearest_start, nearest_text,
            similarity (0 to 1) and possible (whether it may report the item).
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
    statements = find_exclusive_statements(articles, sentences)
    statements = statements.assign(kind="statement", count=1)
    exclusive = pd.concat([coverage.find_exclusive_items(*tables), statements], ignore_index=True)
    exclusive = exclusive[exclusive["outlet_label"] == outlet].sort_values(["article_id", "start"])
    return ExclusiveCoverage(
        exclusive[["kind", "text", "article_id", "start", "count"]].reset_index(drop=True),
        _find_missing(outlet, articles, sentences, coverage.find_missing_items(*tables)),
    )


def _find_missing(
    outlet: str, articles: pd.DataFrame, sentences: pd.DataFrame, items: pd.DataFrame
) -> pd.DataFrame:
    """Return what an outlet omits, with its own nearest sentence.

    Args:
        outlet: the outlet's label.
        articles: rows of ``articles``.
        sentences: rows of ``sentences``.
        items: as returned by :func:`analysis.corpus.coverage.find_missing_items`.
    """
    story_sentences = nearest_sentences.read_statements(articles, sentences)
    labels = articles.set_index("article_id")["outlet_label"]
    statements = find_missing_statements(articles, sentences, outlet)
    statements = statements.assign(kind="statement")
    items = items[items["outlet_label"] == outlet]
    items = items.assign(outlet_label=items["article_id"].map(labels))
    columns = ["kind", "text", "outlets", "outlet_label", "article_id", "start", "end"]
    missing = pd.concat([items[columns], statements[columns]], ignore_index=True)
    queries = _make_search_texts(missing, story_sentences)
    nearest = nearest_sentences.find_nearest_sentences(
        queries, [outlet] * len(missing), story_sentences
    )
    renamed = {
        "article_id": "nearest_article_id",
        "start": "nearest_start",
        "text": "nearest_text",
    }
    nearest = nearest.rename(columns=renamed)[[*renamed.values(), "similarity", "possible"]]
    return (
        missing.drop(columns="end")
        .join(nearest)
        .sort_values(["outlets", "article_id", "start"], ascending=[False, True, True])
        .reset_index(drop=True)
    )


def _make_search_texts(items: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return the text to search for each item: for a figure, its whole sentence.

    A figure alone has too few words for a meaningful similarity.
    """
    texts = []
    for item in items.to_dict("records"):
        around = sentences[
            (sentences["article_id"] == item["article_id"])
            & (sentences["start"] <= item["start"])
            & (sentences["end"] >= item["end"])
        ]
        has_sentence = item["kind"] == "figure" and len(around)
        texts.append(str(around["text"].iloc[0] if has_sentence else item["text"]))
    return texts
