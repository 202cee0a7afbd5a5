"""The linked entities of a corpus in files, which are read when they are needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables
from analysis.corpus.entities import LINKS, LinkedEntities
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows


@dataclass(frozen=True)
class StoredEntities:
    """The entities of the corpus before the analyst's overrides, in files.

    Attributes:
        links: The file of rows of ``NUMBERED_LINKS``, by article and local entity.
        entities: The file of rows of ``COUNTED_ENTITIES``, by id.
    """

    links: Path
    entities: Path

    def read(self) -> LinkedEntities:
        """Return them as they are linked in memory, without the counts of aliases."""
        columns = tables.CATALOGUE["entities"].names
        entities, links = pq.read_table(self.entities, columns=columns), self.read_links()
        return LinkedEntities(to_frame(entities), to_frame(links.to_table()))

    def read_ids(self) -> pa.ChunkedArray:
        """Return the ids of the entities."""
        return pq.read_table(self.entities, columns=["entity_id"])["entity_id"]

    def read_links(self) -> Rows:
        """Return article_id, entity and entity_id, to be read piece by piece."""
        return Rows(LINKS, self._read_pieces)

    def _read_pieces(self) -> Iterator[pa.Table]:
        with pq.ParquetFile(self.links, page_checksum_verification=True) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group, LINKS.names).replace_schema_metadata()
