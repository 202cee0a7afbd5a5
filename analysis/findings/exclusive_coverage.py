"""Only here, not here: what one outlet of a story has and the others lack, and the reverse."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpus import coverage, nearest_sentences
from analysis.corpus.nearest_sentences import told_elsewhere, told_here_alone
from analysis.findings.selection_rows import of_articles
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Kinds of items, and what a page calls them.
KINDS = {
    "utterance": "Utterances",
    "statement": "Statements",
    "entity": "Names",
    "figure": "Figures and dates",
}


@dataclass(frozen=True)
class Here:
    """What tells one outlet from the others of its story.

    Attributes:
        only: kind, shown, article_id, start and count, of what no other outlet has, in the order of
            the text.
        lacking: kind, shown, outlets (how many of the others have it), outlet_label, article_id and
            start of where it stands in one of them; and of the nearest sentence of this outlet:
            near_article, near_start, near (its words), similarity (0 to 1) and possible. What most
            others have comes first.
    """

    only: pd.DataFrame
    lacking: pd.DataFrame


def stories(catalogue: Catalogue, filters: Filters) -> int:
    """Return of how many stories articles are looked at."""
    where, params = filters.articles_where()
    found = catalogue.query(
        f"SELECT count(DISTINCT story_id) AS n FROM articles WHERE {where}", params
    )
    return int(found["n"].iloc[0])


def outlets(catalogue: Catalogue, filters: Filters) -> tuple[str, ...]:
    """Return the labels of the outlets looked at, sorted."""
    return tuple(sorted(of_articles(catalogue, filters, "articles")["outlet_label"].unique()))


def here(catalogue: Catalogue, filters: Filters, outlet: str) -> Here:
    """Compare one outlet with the others looked at, which are of one story."""
    names = ("articles", "sentences", "mentions", "quotes", "figures")
    articles, sentences, *found = (of_articles(catalogue, filters, name) for name in names)
    mentions, quotes, figures = found
    entities = catalogue.query("SELECT entity_id, name FROM entities")
    tables = (articles, mentions, entities, quotes, figures)
    only = coverage.only_here(*tables)
    alone = told_here_alone(articles, sentences)
    only = pd.concat(
        [only, alone.assign(kind="statement", shown=alone["text"], count=1)], ignore_index=True
    )
    only = only[only["outlet_label"] == outlet].sort_values(["article_id", "start"])
    return Here(
        only[["kind", "shown", "article_id", "start", "count"]].reset_index(drop=True),
        _lacking(outlet, articles, sentences, coverage.not_here(*tables)),
    )


def _lacking(
    outlet: str, articles: pd.DataFrame, sentences: pd.DataFrame, missing: pd.DataFrame
) -> pd.DataFrame:
    own, _ = nearest_sentences.statements(articles, sentences)
    labels = articles.set_index("article_id")["outlet_label"]
    told = told_elsewhere(articles, sentences, outlet)
    told = told.assign(kind="statement", shown=told["text"])
    missing = missing[missing["outlet_label"] == outlet]
    missing = missing.assign(outlet_label=missing["article_id"].map(labels))
    columns = ["kind", "shown", "outlets", "outlet_label", "article_id", "start", "end"]
    items = pd.concat([missing[columns], told[columns]], ignore_index=True)
    near = nearest_sentences.nearest(_wanted(items, own), [outlet] * len(items), own)
    named = {"article_id": "near_article", "start": "near_start", "text": "near"}
    near = near.rename(columns=named)[[*named.values(), "similarity", "possible"]]
    return (
        items.drop(columns="end")
        .join(near)
        .sort_values(["outlets", "article_id", "start"], ascending=[False, True, True])
        .reset_index(drop=True)
    )


def _wanted(items: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return what is looked for: of a figure, which says little alone, its sentence."""
    wanted = []
    for row in items.to_dict("records"):
        own = sentences[
            (sentences["article_id"] == row["article_id"])
            & (sentences["start"] <= row["start"])
            & (sentences["end"] >= row["end"])
        ]
        figure = row["kind"] == "figure" and len(own)
        wanted.append(str(own["text"].iloc[0] if figure else row["shown"]))
    return wanted
