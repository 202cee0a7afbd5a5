"""The names of articles, and in which stories organisations are named, read piece by piece."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.entity_relinking import StoryNumbers
from analysis.corpus.name_groups import hash_names
from analysis.corpus.name_tokens import NAMED, Hashes
from analysis.entity_types import ORG
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows

_NAME_COUNTS = pa.schema([*((name, pa.string()) for name in NAMED), ("rows", pa.int64())])


class CountedNames(NamedTuple):
    """The names of some articles, and the stories of the organisations among them.

    Attributes:
        counts: Each name, and the number of ``rows`` that have it.
        hashes, stories: The hash of the name of an organisation, and the number of its story.
    """

    counts: pd.DataFrame
    hashes: Hashes
    stories: npt.NDArray[np.integer]


def count_names(local_entities: Rows, stories: StoryNumbers) -> CountedNames:
    """Return the names of some articles."""
    counts, hashes, of_stories = [_NAME_COUNTS.empty_table()], [], []
    for piece in local_entities.read():
        counts.append(_count(piece.select(NAMED)))
        organisations = piece.filter(pc.equal(piece["label"], ORG))
        hashes.append(hash_names(organisations))
        of_stories.append(stories.find(organisations["article_id"]))
    total = pa.concat_tables(counts).group_by(NAMED).aggregate([("rows", "sum")])
    order = [(name, "ascending") for name in NAMED]
    return CountedNames(
        to_frame(total.rename_columns(_NAME_COUNTS.names).sort_by(order)),
        np.concatenate([np.empty(0, np.uint64), *hashes]),
        np.concatenate([np.empty(0, np.int32), *of_stories]),
    )


def _count(names: pa.Table) -> pa.Table:
    counted = names.group_by(NAMED).aggregate([([], "count_all")])
    return counted.rename_columns(_NAME_COUNTS.names).cast(_NAME_COUNTS)
