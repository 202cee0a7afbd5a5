"""Pooled outlets against a catalogue whose articles have the groups as their outlets."""

import pandas as pd
import pytest

from analysis.findings.story import find_story_findings
from analysis.store.filters import Filters
from analysis.store.outlet_groups import NO_OUTLET
from analysis.store.pooled_catalogue import PooledCatalogue
from analysis.store.queries import entities, filter_choices, overview, quotes
from tests.random_stories import make_story

LABELS = {"Paper 0": "east", "Paper 1": "west", "Paper 2": "east"}
QUERIES = {
    "outlets": filter_choices.list_outlets,
    "articles": lambda catalogue, filters: overview.list_articles(catalogue, filters, 100, 0),
    "stories": lambda catalogue, filters: overview.list_stories(catalogue, filters, 10),
    "words": lambda catalogue, filters: entities.count_words_by_outlet(catalogue, filters, 9, ""),
    "speakers": quotes.count_words_by_speaker,
    "quotes": lambda catalogue, filters: quotes.list_quotes(catalogue, filters, "", 100, 0),
    "findings": find_story_findings,
}


@pytest.fixture
def catalogues(tmp_path):
    """A catalogue with pooled outlets, and one whose articles have the groups as outlets."""
    story = make_story(3, 4)
    pooled = PooledCatalogue(story.save(tmp_path / "outlets"), LABELS)
    for row in story.rows["articles"]:
        row["outlet_label"] = LABELS.get(row["outlet_label"], row["outlet_label"])
    grouped = story.save(tmp_path / "groups")
    grouped.outlet_noun = pooled.outlet_noun
    return pooled, grouped


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(story="s"), Filters(outlets=("east",)), Filters(kinds=("direct",))],
    ids=["all", "story", "group", "kind"],
)
def test_every_query_sees_groups_as_outlets(catalogues, filters):
    pooled, grouped = catalogues
    for name, query in QUERIES.items():
        result, expected = query(pooled, filters), query(grouped, filters)
        if isinstance(expected, pd.DataFrame):
            pd.testing.assert_frame_equal(result, expected, check_dtype=False, obj=name)
        else:
            assert result == expected, name


def test_sentences_on_pooled_outlets_speak_of_groups(catalogues):
    pooled, _ = catalogues
    sentences = " ".join(finding.sentence for finding in find_story_findings(pooled, Filters()))
    assert "east and west report" in sentences
    assert "Not quoted in" in sentences
    assert "outlet" not in sentences


def test_the_counts_computed_ahead_are_those_of_the_groups(catalogues):
    pooled, grouped = catalogues
    for table, key in (
        ("counts_by_entity", "entity_no"),
        ("voices_by_outlet", "speaker_id"),
    ):
        value = "mentions" if key == "entity_no" else "quotes"
        sql = f"SELECT outlet_label, {key}, sum({value})::int AS n FROM {table} GROUP BY ALL "
        sql += "ORDER BY ALL"
        pd.testing.assert_frame_equal(pooled.query(sql), grouped.query(sql))
    assert (
        not pooled.query("FROM voices_by_outlet").duplicated(["outlet_label", "speaker_id"]).any()
    )


def test_no_table_has_the_label_of_a_pooled_outlet(catalogues):
    pooled, _ = catalogues
    tables = pooled.query(
        "SELECT DISTINCT table_name FROM duckdb_columns() WHERE column_name = 'outlet_label' "
        "AND database_name <> 'unpooled'"
    )["table_name"]
    assert {"articles", "counts_by_story", "search_articles"} <= set(tables)
    for table in tables:
        labels = pooled.query(f'SELECT DISTINCT outlet_label FROM "{table}"')["outlet_label"]
        assert set(labels) <= {"east", "west", "Paper 3"}, table


def test_a_group_that_is_filtered_out_is_no_outlet_of_the_story(tmp_path):
    catalogue = make_story(3, 3).save(tmp_path)
    pooled = PooledCatalogue(catalogue, {**LABELS, "Paper 1": NO_OUTLET})
    assert pooled.query("SELECT outlets FROM stories")["outlets"].tolist() == [1]
    assert pooled.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [3]


def test_the_pooled_catalogue_reads_no_other_file(catalogues):
    with pytest.raises(Exception, match="disabled"):
        catalogues[0].query("FROM read_csv('/etc/hostname')")
