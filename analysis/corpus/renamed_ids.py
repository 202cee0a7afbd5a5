"""Which entity an id means that a later build no longer gives.

Ids follow from the names and articles alone, so that it does not matter in how many steps a corpus
was loaded. When articles are added, an entity may therefore get another id: 'Sullivan' becomes Jake
Sullivan. What the analyst decided under the former id applies to the entity that has most of its
rows now.
"""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def find_renamed_ids(previous: pa.Table, links: pd.DataFrame) -> dict[str, str]:
    """Return the present id of each former id that is in use no more.

    Args:
        previous: The result of :func:`add_renamed_ids` of the build before.
        links: Columns article_id, entity, entity_id: the links of this build.
    """
    present = links["entity_id"].unique()
    used = pc.unique(previous["entity_id"])
    lost_ids = used.filter(pc.invert(pc.is_in(used, pa.array(present, pa.string()))))
    is_former = pc.equal(previous["article_id"], "")
    # Few ids are lost, and a short list is looked for sooner than a long one.
    is_lost = pc.and_not(pc.is_in(previous["entity_id"], lost_ids), is_former)
    lost = previous.filter(is_lost).to_pandas().astype(str)
    # Merging takes long, and few articles have lost any.
    of_these = links[links["article_id"].isin(lost["article_id"].unique())]
    shared = lost.merge(of_these, on=["article_id", "entity"], suffixes=("_before", "_now"))
    counts = (
        shared.groupby(["entity_id_before", "entity_id_now"])
        .size()
        .reset_index(name="rows")
        .sort_values(["entity_id_before", "rows", "entity_id_now"], ascending=[True, False, True])
        .drop_duplicates("entity_id_before")
    )
    renamed = dict(zip(counts["entity_id_before"], counts["entity_id_now"], strict=True))
    former = previous.filter(is_former)
    if not len(former):
        return renamed
    present_ids = set(present)
    for former_id, later_id in zip(
        former["entity"].to_pylist(), former["entity_id"].to_pylist(), strict=True
    ):
        present_id = later_id if later_id in present_ids else renamed.get(later_id)
        if present_id and former_id not in present_ids:
            renamed.setdefault(former_id, present_id)
    return renamed


def add_renamed_ids(links: pd.DataFrame, renamed: Mapping[str, str]) -> pd.DataFrame:
    """Return the links with one row for each former id: it stands for an entity of no article."""
    rows = [("", former_id, entity_id) for former_id, entity_id in sorted(renamed.items())]
    former = pd.DataFrame(rows, columns=["article_id", "entity", "entity_id"]).astype(str)
    return pd.concat([links, former], ignore_index=True)
