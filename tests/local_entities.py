"""Local entities and stories written by hand, and what they are linked to."""

from collections.abc import Iterable

import pandas as pd

from analysis import tables
from analysis.corpus.entities import link_entities

LOCAL = tables.PARTS["local_entities"].names
#: (article, name, label) with, where it matters, mentions and country.
Row = tuple[str, str, str] | tuple[str, str, str, int] | tuple[str, str, str, int, str]


def make_local_entities(rows: Iterable[Row]) -> pd.DataFrame:
    """Return the table ``local_entities`` of some rows."""
    records = []
    for number, (article, name, label, *more) in enumerate(rows):
        mentions = more[0] if more else 1
        country = more[1] if len(more) > 1 else ""
        key = f"{label}|{name}|{number}"
        records.append((article, key, name, label, country, [name], [], "", mentions))
    return pd.DataFrame(records, columns=LOCAL)


def make_stories(**stories: str) -> pd.DataFrame:
    """Return one story for each keyword; its articles are separated by spaces."""
    pairs = [
        (article, story) for story, articles in stories.items() for article in articles.split()
    ]
    return pd.DataFrame(pairs, columns=["article_id", "story_id"])


def entity_ids(rows: list[Row], stories: pd.DataFrame | None = None) -> list[str]:
    """Return the entity of each row."""
    local = make_local_entities(rows)
    linked = link_entities(local, stories)
    return list(local.merge(linked.links, on=["article_id", "entity"]).entity_id)
