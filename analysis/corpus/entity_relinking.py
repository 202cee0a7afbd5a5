"""Link the entities of a corpus to which articles were added.

Only the groups of names are linked again (:mod:`analysis.corpus.name_groups`) that a new article
has a name of, or that depend on a story whose articles are others now. The result is that of
linking all articles.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.entities import LinkedEntities, link_entities
from analysis.corpus.name_groups import NAMED, add_names, find_groups


@dataclass(frozen=True)
class FormerLinks:
    """The entities of the corpus before articles were added.

    Attributes:
        linked: The entities and links.
        stories: article_id and story_id of each article.
        names: What the names share, as :func:`add_names` returns it.
    """

    linked: LinkedEntities
    stories: pd.DataFrame
    names: pa.Table


def relink_entities(
    local_entities: pd.DataFrame, stories: pd.DataFrame, former: FormerLinks
) -> tuple[LinkedEntities, pa.Table] | None:
    """Return the entities of all articles, and the names; None if articles were not only added.

    Args:
        local_entities: Rows of ``tables.PARTS["local_entities"]``, by article_id and entity.
        stories: article_id and story_id of each article.
        former: The entities of some of these articles, whose rows were the same.
    """
    is_new = ~local_entities["article_id"].isin(former.stories["article_id"]).to_numpy()
    present = local_entities.loc[~is_new, _LOCAL].reset_index(drop=True)
    links = former.linked.links
    if not present.equals(links[_LOCAL].reset_index(drop=True)):
        return None
    names = add_names(former.names, local_entities.loc[is_new, NAMED].drop_duplicates())
    groups, is_contextual = find_groups(names)
    name_of_row = pd.MultiIndex.from_frame(names.select(NAMED).to_pandas()).get_indexer(
        pd.MultiIndex.from_frame(local_entities[NAMED])
    )
    is_changed = is_new | (
        is_contextual[name_of_row]
        & local_entities["article_id"].isin(_list_moved(former.stories, stories)).to_numpy()
    )
    is_linked = np.isin(groups[name_of_row], groups[name_of_row[is_changed]])
    linked = link_entities(local_entities[is_linked], stories)
    return _merge(links[~is_linked[~is_new]], former.linked.entities, linked), names


def _list_moved(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Return the articles of which a story has others now."""
    both = before.merge(after, on="article_id", how="outer", suffixes=("_before", "_after"))
    both = both.fillna("")
    is_moved = both["story_id_before"] != both["story_id_after"]
    moved = both[is_moved]
    stories = {*moved["story_id_before"], *moved["story_id_after"]} - {""}
    is_touched = both["story_id_before"].isin(stories) | both["story_id_after"].isin(stories)
    return set(both.loc[is_touched, "article_id"])


def _merge(
    links: pd.DataFrame, former_entities: pd.DataFrame, linked: LinkedEntities
) -> LinkedEntities:
    """Return the linked entities with the former ones that still have links."""
    still_linked = former_entities[former_entities["entity_id"].isin(links["entity_id"])]
    return LinkedEntities(
        pd.concat([still_linked, linked.entities]).sort_values("entity_id", ignore_index=True),
        pd.concat([links, linked.links]).sort_values(_LOCAL, ignore_index=True),
    )


_LOCAL = ["article_id", "entity"]
