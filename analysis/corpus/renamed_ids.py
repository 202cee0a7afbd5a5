"""Which entity an id means that a later build no longer gives.

Ids follow from the names and articles alone, so that it does not matter in how many steps a corpus
was loaded. When articles are added, an entity may therefore get another id: 'Sullivan' becomes Jake
Sullivan. What the analyst decided under the former id applies to the entity that has most of its
rows now.
"""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.entities import LINKS


def find_renamed_ids(
    previous: pa.Table, present_ids: pa.ChunkedArray, links: Iterable[pa.Table]
) -> dict[str, str]:
    """Return the present id of each former id that is in use no more.

    Args:
        previous: article_id, entity, entity_id: the links of the build before, and the rows that
            :func:`list_former_ids` returned for them.
        present_ids: The ids of the entities of this build.
        links: The links of this build, piece by piece.
    """
    used = pc.unique(previous["entity_id"])
    lost_ids = used.filter(pc.invert(pc.is_in(used, pc.unique(present_ids))))
    is_former = pc.equal(previous["article_id"], "")
    # Few ids are lost, and a short list is looked for sooner than a long one.
    is_lost = pc.and_not(pc.is_in(previous["entity_id"], lost_ids), is_former)
    lost = previous.filter(is_lost)
    # Joining takes long, and few articles have lost any.
    articles = pc.unique(lost["article_id"])
    of_these = pa.concat_tables(
        [
            LINKS.empty_table(),
            *(piece.filter(pc.is_in(piece["article_id"], articles)) for piece in links),
        ]
    )
    before, now = (table.to_pandas().astype(str) for table in (lost, of_these))
    shared = before.merge(now, on=["article_id", "entity"], suffixes=("_before", "_now"))
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
    present = set(present_ids.to_pylist())
    for former_id, later_id in zip(
        former["entity"].to_pylist(), former["entity_id"].to_pylist(), strict=True
    ):
        present_id = later_id if later_id in present else renamed.get(later_id)
        if present_id and former_id not in present:
            renamed.setdefault(former_id, present_id)
    return renamed


def list_former_ids(renamed: Mapping[str, str]) -> pa.Table:
    """Return one link for each former id: it stands for an entity of no article."""
    rows = [
        {"article_id": "", "entity": former_id, "entity_id": entity_id}
        for former_id, entity_id in sorted(renamed.items())
    ]
    return pa.Table.from_pylist(rows, LINKS)
