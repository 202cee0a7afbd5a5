"""One pipeline for all tests of annotation, and short ways to query its rows."""

from functools import cache

import pytest

from analysis.ingest.article import Article


@pytest.fixture(scope="session")
def annotated():
    """Annotate one text: its rows by table."""
    from analysis.nlp.pipeline import annotate

    @cache
    def rows(text, title=""):
        (rows_by_table,) = annotate([Article("a", text, title=title)])
        return rows_by_table

    return rows


@pytest.fixture(scope="session")
def quotes(annotated):
    """Return the quotes of a text."""
    return lambda text, title="": annotated(text, title)["quotes"]


@pytest.fixture(scope="session")
def quote(quotes):
    """Return the only quote of a text."""

    def only_quote(text, title=""):
        (row,) = quotes(text, title)
        return row

    return only_quote


@pytest.fixture(scope="session")
def speakers(quotes):
    """Return the speakers of a text's quotes, in order."""
    return lambda text, title="": [row["speaker"] for row in quotes(text, title)]


@pytest.fixture(scope="session")
def names(annotated):
    """Return the named mentions of a text as (words, label)."""
    return lambda text: [
        (row["text"], row["label"]) for row in annotated(text)["mentions"] if row["kind"] == "name"
    ]


@pytest.fixture(scope="session")
def entities(annotated):
    """Return the entities of a text by name."""
    return lambda text: {row["name"]: row for row in annotated(text)["local_entities"]}
