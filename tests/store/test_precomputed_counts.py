"""Precomputed counts agree with counts of the raw rows under each filter and each pair of filters.

The expected counts are made in plain Python from the rows the catalogue is written from, so that
they share nothing with the SQL under test.
"""

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from analysis.store import Catalogue, Filters
from analysis.store.catalogue import write_catalogue
from analysis.store.precomputed_counts import select_top_entities
from analysis.store.queries import entities, overview, quotes
from analysis.tables import COUNTED
from tests.handmade import catalogue_row, filled

#: More entities and speakers than the stories below have.
ALL = 50

TEXT = "x" * 100
#: Article, story, outlet and day: an outlet in two stories, a story on two days, one undated.
ARTICLES = (
    ("a1", "s1", "Ledger", date(2023, 9, 1)),
    ("a2", "s1", "Ledger", date(2023, 9, 5)),
    ("b1", "s1", "Beacon", date(2023, 9, 3)),
    ("b2", "s2", "Beacon", date(2023, 9, 5)),
    ("c1", "s2", "Courier", date(2023, 9, 9)),
    ("c2", "s2", "Courier", None),
)
ENTITIES = {"ann": "PERSON", "bo": "PERSON", "nato": "ORG", "oslo": "GPE", "unmentioned": "ORG"}
#: Article, entity, kind, kind of block and first character.
MENTIONS = (
    ("a1", "ann", "name", "headline", 0),
    ("a1", "ann", "name", "body", 20),
    ("a1", "ann", "pronoun", "body", 30),
    ("a1", "bo", "name", "body", 42),
    ("a1", "nato", "name", "caption", 90),
    ("a2", "ann", "pronoun", "headline", 0),
    ("a2", "ann", "name", "body", 50),
    ("a2", "nato", "name", "subhead", 10),
    ("a2", "", "name", "body", 70),
    ("b1", "bo", "name", "headline", 5),
    ("b1", "bo", "description", "body", 35),
    ("b1", "oslo", "name", "body", 60),
    ("b2", "ann", "name", "body", 80),
    ("b2", "ann", "name", "copied", 90),
    ("b2", "oslo", "name", "headline", 2),
    ("c1", "nato", "name", "body", 12),
    ("c1", "nato", "name", "body", 44),
    ("c2", "bo", "name", "body", 8),
    ("c2", "oslo", "description", "body", 66),
)
#: Article, entity and name of the speaker, kind, kind of block, first character and words.
QUOTES = (
    ("a1", "ann", "Ann", "direct", "body", 40, 5),
    ("a1", "ann", "Ann", "indirect", "body", 52, 3),
    ("a1", "", "A guard", "indirect", "body", 70, 4),
    ("a2", "ann", "Ann", "mixed", "body", 60, 7),
    ("a2", "", "", "direct", "body", 80, 2),
    ("b1", "bo", "Bo", "direct", "headline", 0, 3),
    ("b1", "ann", "Ann", "indirect", "caption", 85, 6),
    ("b2", "nato", "NATO", "indirect", "body", 78, 9),
    ("b2", "ann", "Ann", "direct", "copied", 88, 8),
    ("c1", "nato", "NATO", "mixed", "body", 10, 11),
    ("c2", "", "", "indirect", "body", 5, 1),
    ("c2", "bo", "Bo", "direct", "body", 60, 12),
)
MENTION_LENGTH, QUOTE_LENGTH = 4, 10

FILTERS = {
    "story": {"story": "s1"},
    "outlet": {"outlets": ("Beacon",)},
    "two outlets": {"outlets": ("Beacon", "Ledger")},
    "start": {"start": date(2023, 9, 3)},
    "end": {"end": date(2023, 9, 5)},
    "entity": {"entities": ("ann",)},
    "two entities": {"entities": ("bo", "nato")},
    "label": {"labels": ("PERSON",)},
    "label of the least named": {"labels": ("GPE",)},
    "kind": {"kinds": ("direct",)},
}
VIEWS = [
    pytest.param(Filters(), id="everything"),
    *(pytest.param(Filters(**values), id=name) for name, values in FILTERS.items()),
    *(
        pytest.param(Filters(**(FILTERS[first] | FILTERS[second])), id=f"{first} and {second}")
        for first, second in combinations(FILTERS, 2)
        if not set(FILTERS[first]) & set(FILTERS[second])
    ),
]


def write_story(path, names, labels, mentions=MENTIONS, *, without=""):
    """Write a catalogue whose entities have such names and types, perhaps without an article."""
    rows = list_rows(names, labels, mentions)
    for table in ("articles", "blocks", "mentions", "quotes"):
        rows[table] = [row for row in rows[table] if row["article_id"] != without]
    write_catalogue(path, filled(**rows))
    return path


def list_rows(names, labels, mentions):
    """Return the rows of the tables of a catalogue."""
    return {
        "articles": [
            catalogue_row(
                "articles",
                article_id=key,
                story_id=story,
                outlet_label=outlet,
                published=day,
                text=TEXT,
            )
            for key, story, outlet, day in ARTICLES
        ],
        "blocks": [
            catalogue_row("blocks", article_id=article[0], kind="body", start=4, end=len(TEXT))
            for article in ARTICLES
        ],
        "entities": [
            catalogue_row("entities", entity_id=entity, name=names[entity], label=labels[entity])
            for entity in labels
        ],
        "mentions": [
            catalogue_row(
                "mentions",
                article_id=article,
                entity_id=entity,
                kind=kind,
                block_kind=block_kind,
                start=start,
                end=start + MENTION_LENGTH,
            )
            for article, entity, kind, block_kind, start in mentions
        ],
        "quotes": [
            catalogue_row(
                "quotes",
                quote_id=f"{article}:{start}",
                article_id=article,
                entity_id=entity,
                speaker=names.get(entity, speaker),
                kind=kind,
                block_kind=block_kind,
                start=start,
                end=start + QUOTE_LENGTH,
                words=words,
            )
            for article, entity, speaker, kind, block_kind, start, words in QUOTES
        ],
    }


NAMES = {"ann": "Ann", "bo": "Bo", "nato": "NATO", "oslo": "Oslo", "unmentioned": "Unmentioned"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalogue") / "catalogue-v.duckdb"
    return Catalogue(write_story(path, NAMES, ENTITIES))


def _outlets(filters):
    """Return the outlet of each article that the filters choose."""
    return {
        key: outlet
        for key, story, outlet, day in ARTICLES
        if (not filters.story or story == filters.story)
        and (not filters.outlets or outlet in filters.outlets)
        and (not filters.start or (day is not None and day >= filters.start))
        and (not filters.end or (day is not None and day <= filters.end))
    }


def _mention_counts(filters, *, named):
    """Return mentions, headlines and mean first position by entity and outlet."""
    outlets = _outlets(filters)
    starts = defaultdict(list)
    for article, entity, kind, block_kind, start in MENTIONS:
        if (
            article in outlets
            and entity
            and block_kind in COUNTED
            and (kind == "name" or not named)
            and (not filters.entities or entity in filters.entities)
            and (not filters.labels or ENTITIES[entity] in filters.labels)
        ):
            starts[entity, outlets[article], article].append((block_kind, start))
    by_outlet = defaultdict(list)
    for (entity, outlet, _), places in starts.items():
        by_outlet[entity, outlet].append(places)
    counts = {}
    for key, articles in by_outlet.items():
        below = [[start for kind, start in places if kind != "headline"] for places in articles]
        firsts = [min(places) / len(TEXT) for places in below if places]
        counts[key] = (
            sum(map(len, articles)),
            sum(any(kind == "headline" for kind, _ in places) for places in articles),
            pytest.approx(sum(firsts) / len(firsts)) if firsts else None,
        )
    return counts


def _chosen_quotes(filters):
    """Yield outlet and row of each quotation that the filters choose."""
    outlets = _outlets(filters)
    for quote in QUOTES:
        article, entity, _, kind, _, start, _ = quote
        quoted = {entity} | {
            mention[1]
            for mention in MENTIONS
            if mention[0] == article
            and start <= mention[4]
            and mention[4] + MENTION_LENGTH <= start + QUOTE_LENGTH
        }
        if (
            article in outlets
            and (not filters.entities or quoted & set(filters.entities))
            and (not filters.labels or ENTITIES.get(entity) in filters.labels)
            and (not filters.kinds or kind in filters.kinds)
        ):
            yield outlets[article], quote


def _speaker_counts(filters):
    """Return articles, quotations and words by speaker and outlet, in counted blocks."""
    rows = defaultdict(list)
    for outlet, (article, entity, speaker, _, block_kind, _, words) in _chosen_quotes(filters):
        if block_kind in COUNTED:
            rows[entity or speaker.lower() or quotes.NOBODY, outlet].append((article, words))
    return {
        key: (
            len({article for article, _ in places}),
            len(places),
            sum(words for _, words in places),
        )
        for key, places in rows.items()
    }


def _rows(table, keys, values):
    """Return the rows of a query by their keys, a missing number as None."""
    table = table.astype(object).where(table.notna(), None)
    return {
        tuple(row[key] for key in keys): tuple(row[value] for value in values)
        for row in table.to_dict("records")
    }


@pytest.mark.parametrize("named", [True, False], ids=["names", "all mentions"])
@pytest.mark.parametrize("filters", VIEWS)
def test_entities_are_counted_as_in_the_mentions(catalogue, filters, named):
    table = entities.measure_prominence(catalogue, filters, ALL, names_only=named)
    counts = _rows(table, ("entity_id", "outlet_label"), ("n", "headlines", "first"))
    assert counts == _mention_counts(filters, named=named)


@pytest.mark.parametrize("filters", VIEWS)
def test_the_entities_of_a_short_list_are_those_mentioned_most(catalogue, filters):
    totals = defaultdict(int)
    for (entity, _), (n, _, _) in _mention_counts(filters, named=True).items():
        totals[entity] += n
    for limit in range(1, len(ENTITIES)):
        table = entities.measure_prominence(catalogue, filters, limit)
        listed = table.groupby("entity_id")["n"].sum().to_dict()
        assert (
            sorted(listed.values(), reverse=True) == sorted(totals.values(), reverse=True)[:limit]
        )
        assert listed.items() <= totals.items()


@pytest.mark.parametrize("filters", VIEWS)
def test_speakers_are_counted_as_in_the_quotations(catalogue, filters):
    table = quotes.count_words_by_speaker(catalogue, filters)
    counts = _rows(table, ("speaker_id", "outlet_label"), ("articles", "quotes", "words"))
    assert counts == _speaker_counts(filters)


@pytest.mark.parametrize("filters", VIEWS)
def test_quotations_in_all_are_those_not_set_aside_as_copied(catalogue, filters):
    chosen = [quote for _, quote in _chosen_quotes(filters) if quote[4] != "copied"]
    assert overview.count_totals(catalogue, filters)["quotations"] == len(chosen)


@pytest.mark.parametrize(
    ("filters", "table"),
    [
        (Filters(), "counts_by_entity"),
        (Filters(entities=("ann",)), "counts_by_entity"),
        (Filters(entities=("ann",), outlets=("Beacon",)), "counts_by_entity"),
        (Filters(outlets=("Beacon",)), "counts_by_outlet"),
        (Filters(outlets=("Beacon",), labels=("GPE",)), "counts_by_outlet"),
        (Filters(outlets=("Beacon",), story="s1"), "counts_by_story"),
        (Filters(end=date(2023, 9, 5)), "counts_by_story"),
    ],
)
def test_a_selection_is_counted_in_the_table_that_is_sorted_for_it(filters, table):
    query, _ = select_top_entities(filters, ALL, names_only=True)
    assert f"FROM {table} c " in query
