"""The counts made with the catalogue agree with counts of its raw tables, under every filter."""

from collections.abc import Mapping
from datetime import date
from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest

from analysis.store import Catalogue, Filters
from analysis.store.catalogue import write_catalogue
from analysis.store.precomputed_counts import NOBODY, by_voice, ranked
from analysis.tables import COUNTED
from tests.handmade import catalogue_row, filled

#: Article: story, outlet, day of publication, length of the text.
ARTICLES = {
    "a1": ("summit", "Ledger", date(2023, 9, 4), 400),
    "a2": ("summit", "Beacon", date(2023, 9, 6), 300),
    "a3": ("summit", "Courier", None, 500),
    "b1": ("strike", "Ledger", date(2023, 9, 8), 800),
    "b2": ("strike", "Beacon", date(2023, 9, 9), 700),
    "c1": ("flood", "Ledger", date(2023, 9, 5), 100),
    "c2": ("flood", "Courier", date(2023, 9, 6), 900),
}
ENTITIES = {"kim": "PERSON", "lee": "PERSON", "ek": "PERSON", "un": "ORG", "kp": "GPE"}
#: Article, entity, kind, kind of the block, start.
MENTIONS = [
    ("a1", "kim", "name", "headline", 0),
    ("a1", "kim", "name", "body", 40),
    ("a1", "kim", "pronoun", "body", 60),
    ("a1", "kp", "name", "subhead", 90),
    ("a1", "lee", "name", "caption", 120),
    ("a1", "", "pronoun", "body", 130),
    ("a2", "kim", "name", "body", 30),
    ("a2", "un", "name", "headline", 5),
    ("a2", "un", "name", "headline", 12),
    ("a2", "un", "description", "body", 150),
    ("a3", "kp", "name", "body", 100),
    ("a3", "kp", "name", "body", 110),
    ("a3", "lee", "description", "headline", 0),
    ("b1", "lee", "name", "headline", 8),
    ("b1", "lee", "name", "body", 200),
    ("b1", "kim", "name", "boilerplate", 700),
    ("b1", "kp", "pronoun", "body", 400),
    ("b2", "lee", "name", "body", 70),
    ("b2", "kim", "name", "body", 140),
    ("b2", "kim", "pronoun", "copied", 160),
    ("c1", "kim", "name", "body", 10),
    ("c1", "kim", "description", "body", 20),
    ("c1", "ek", "name", "copied", 50),
    ("c2", "kp", "name", "body", 450),
    ("c2", "kim", "name", "headline", 3),
    ("c2", "un", "name", "body", 600),
]
#: Article, speaker's entity, speaker's name, kind, kind of the block, start, words. Each quotation
#: is 50 characters long.
QUOTES = [
    ("a1", "kim", "Kim", "direct", "body", 30, 7),  # mentions its speaker
    ("a1", "kim", "Kim", "indirect", "subhead", 90, 5),  # mentions another entity
    ("a1", "", "", "direct", "body", 200, 4),
    ("a2", "un", "UN", "mixed", "headline", 0, 3),
    ("a2", "", "Ann Roe", "direct", "body", 10, 6),  # a speaker who is no entity names one
    ("a3", "lee", "Lee", "direct", "body", 300, 9),
    ("b1", "lee", "Lee", "mixed", "body", 190, 8),
    ("b1", "kim", "Kim", "direct", "caption", 690, 2),  # counts as a quotation, not in words
    ("b2", "lee", "Lee", "direct", "copied", 60, 11),  # counts nowhere
    ("b2", "kim", "Kim", "direct", "body", 130, 12),
    ("c1", "kim", "Kim", "indirect", "body", 5, 13),
    ("c2", "kp", "North Korea", "direct", "body", 440, 14),
    ("c2", "kp", "North Korea", "direct", "body", 700, 1),
    ("c2", "", "", "indirect", "body", 590, 10),
]
#: A value of each filter that leaves some rows and excludes others.
VALUES: Mapping[str, object] = {
    "story": "summit",
    "outlets": ("Beacon", "Courier"),
    "start": date(2023, 9, 6),
    "end": date(2023, 9, 6),
    "entities": ("kim", "un"),
    "labels": ("GPE", "PERSON"),
    "kinds": ("direct", "mixed"),
}
#: No filter, each filter alone, and each pair.
COMBINATIONS = list(chain.from_iterable(combinations(VALUES, size) for size in range(3)))
ALL_ENTITIES = len(ENTITIES)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory) -> Catalogue:
    rows = {
        "articles": [
            catalogue_row(
                "articles",
                article_id=article_id,
                story_id=story,
                outlet_label=outlet,
                published=day,
                text="x" * length,
            )
            for article_id, (story, outlet, day, length) in ARTICLES.items()
        ],
        "entities": [
            catalogue_row("entities", entity_id=entity_id, name=entity_id, label=label)
            for entity_id, label in ENTITIES.items()
        ],
        "mentions": [
            catalogue_row(
                "mentions",
                article_id=article_id,
                entity_id=entity_id,
                kind=kind,
                block_kind=block_kind,
                start=start,
                end=start + 5,
            )
            for article_id, entity_id, kind, block_kind, start in MENTIONS
        ],
        "quotes": [
            catalogue_row(
                "quotes",
                quote_id=f"{article_id}:{start}",
                article_id=article_id,
                entity_id=entity_id,
                speaker=speaker,
                kind=kind,
                block_kind=block_kind,
                start=start,
                end=start + 50,
                words=words,
            )
            for article_id, entity_id, speaker, kind, block_kind, start, words in QUOTES
        ],
    }
    path = tmp_path_factory.mktemp("catalogue") / "catalogue-v.duckdb"
    write_catalogue(path, filled(**rows))
    return Catalogue(path)


def select_articles(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    articles = catalogue.query("FROM articles")
    if filters.story:
        articles = articles[articles["story_id"] == filters.story]
    if filters.outlets:
        articles = articles[articles["outlet_label"].isin(filters.outlets)]
    if filters.start:
        articles = articles[articles["published"] >= pd.Timestamp(filters.start)]
    if filters.end:
        articles = articles[articles["published"] <= pd.Timestamp(filters.end)]
    return articles[["article_id", "outlet_label", "text"]].rename(columns={"text": "article"})


def count_mentions(
    catalogue: Catalogue, filters: Filters, limit: int, *, names_only: bool
) -> pd.DataFrame:
    """Count the mentions of the most mentioned entities, from the raw tables."""
    mentions = catalogue.query("FROM mentions")
    mentions = mentions[mentions["block_kind"].isin(COUNTED) & (mentions["entity_id"] != "")]
    is_name = mentions["kind"] == "name"
    names = mentions.loc[is_name, "entity_id"].value_counts()
    order = sorted(ENTITIES, key=lambda entity_id: (-names.get(entity_id, 0), entity_id))
    if names_only:
        mentions = mentions[is_name]
    if filters.entities:
        mentions = mentions[mentions["entity_id"].isin(filters.entities)]
    if filters.labels:
        mentions = mentions[mentions["entity_id"].map(ENTITIES).isin(filters.labels)]
    mentions = mentions.merge(select_articles(catalogue, filters), on="article_id")
    rows = []
    for (entity_id, outlet), group in mentions.groupby(["entity_id", "outlet_label"]):
        is_headline = group["block_kind"] == "headline"
        below = group[~is_headline].groupby("article_id")
        shares = below["start"].min() / below["article"].first().str.len()
        headlines = group.loc[is_headline, "article_id"].nunique()
        rows.append((entity_id, outlet, len(group), headlines, shares.mean()))
    columns = ["entity_id", "outlet_label", "n", "headlines", "first"]
    counts = pd.DataFrame(rows, columns=columns)
    totals = counts.groupby("entity_id")["n"].sum().to_dict()
    top = sorted(totals, key=lambda entity_id: (-totals[entity_id], order.index(entity_id)))[:limit]
    counts["total"] = counts["entity_id"].map(totals)
    return counts[counts["entity_id"].isin(top)]


def read_mention_counts(
    catalogue: Catalogue, filters: Filters, limit: int, *, names_only: bool
) -> pd.DataFrame:
    tables, params = ranked(filters, limit, named=names_only)
    return catalogue.query(
        f"""
        WITH {tables}
        SELECT r.entity_id, c.outlet_label, c.n, c.headlines, c.first, r.total
        FROM counted c JOIN ranked r USING (entity_no)
        """,
        params,
    )


def count_quotes(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Count the quotations by outlet and speaker, from the raw tables."""
    mentions = catalogue.query("FROM mentions")
    quotes = catalogue.query("FROM quotes")
    if filters.entities:
        of_entities = mentions[mentions["entity_id"].isin(filters.entities)]
        is_named = [
            (
                (of_entities["article_id"] == quote.article_id)
                & (of_entities["start"] >= quote.start)
                & (of_entities["end"] <= quote.end)
            ).any()
            for quote in quotes.itertuples()
        ]
        quotes = quotes[quotes["entity_id"].isin(filters.entities) | np.array(is_named)]
    if filters.labels:
        quotes = quotes[quotes["entity_id"].map(ENTITIES).isin(filters.labels)]
    if filters.kinds:
        quotes = quotes[quotes["kind"].isin(filters.kinds)]
    quotes = quotes.merge(select_articles(catalogue, filters), on="article_id")
    speaker_id = quotes["entity_id"].where(quotes["entity_id"] != "", quotes["speaker"])
    quotes["speaker_id"] = speaker_id.where(speaker_id != "", NOBODY)
    rows = []
    for (outlet, speaker), group in quotes.groupby(["outlet_label", "speaker_id"]):
        counted = group[group["block_kind"].isin(COUNTED)]
        rows.append(
            (
                outlet,
                speaker,
                group["speaker"].iloc[0],
                group["entity_id"].iloc[0],
                (group["block_kind"] != "copied").sum(),
                len(counted),
                counted["words"].sum(),
                counted["article_id"].nunique(),
            )
        )
    columns = [
        *("outlet_label", "speaker_id", "speaker", "entity_id"),
        *("quotes", "counted", "words", "articles"),
    ]
    return pd.DataFrame(rows, columns=columns)


def read_quote_counts(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    return catalogue.query(*by_voice(filters))


def as_rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows sorted, with shares rounded and absent ones as None, so that they compare."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows = [
        tuple(round(value, 9) if isinstance(value, float) else value for value in row)
        for row in plain.itertuples(index=False)
    ]
    return sorted(rows, key=str)


@pytest.mark.parametrize("fields", COMBINATIONS, ids=lambda fields: "+".join(fields) or "none")
@pytest.mark.parametrize("names_only", [True, False], ids=["names", "all mentions"])
@pytest.mark.parametrize("limit", [1, 2, ALL_ENTITIES])
def test_mentions_are_counted_as_in_the_raw_tables(catalogue, fields, names_only, limit):
    filters = Filters(**{field: VALUES[field] for field in fields})
    expected = count_mentions(catalogue, filters, limit, names_only=names_only)
    counts = read_mention_counts(catalogue, filters, limit, names_only=names_only)
    assert as_rows(counts[expected.columns]) == as_rows(expected)


@pytest.mark.parametrize("fields", COMBINATIONS, ids=lambda fields: "+".join(fields) or "none")
def test_quotations_are_counted_as_in_the_raw_tables(catalogue, fields):
    filters = Filters(**{field: VALUES[field] for field in fields})
    expected = count_quotes(catalogue, filters)
    counts = read_quote_counts(catalogue, filters)
    assert as_rows(counts[expected.columns]) == as_rows(expected)


@pytest.mark.parametrize("field", VALUES)
def test_each_filter_changes_the_counts_it_applies_to(catalogue, field):
    everything, filtered = Filters(), Filters(**{field: VALUES[field]})
    quotes = as_rows(count_quotes(catalogue, filtered))
    assert len(quotes) > 0
    assert quotes != as_rows(count_quotes(catalogue, everything))
    mentions = as_rows(count_mentions(catalogue, filtered, ALL_ENTITIES, names_only=True))
    assert len(mentions) > 0
    all_mentions = as_rows(count_mentions(catalogue, everything, ALL_ENTITIES, names_only=True))
    assert (mentions != all_mentions) == (field != "kinds")
