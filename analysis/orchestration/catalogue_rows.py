"""The rows of a catalogue: those of the parts with stories, entities and utterances."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.corpus.override_application import CorrectedEntities
from analysis.corpus.shared_text_exclusion import exclude_copied_passages
from analysis.orchestration.corpus_computation import Corpus, StoredCorpus
from analysis.orchestration.office_credits import find_holders
from analysis.orchestration.parallel import THIS_PROCESS, Workers, release_memory
from analysis.orchestration.row_queries import RowQueries
from analysis.orchestration.story_grouping import GROUPS
from analysis.orchestration.utterance_alignment import align_utterances
from analysis.store import Snapshot
from analysis.store.build_cache import BuildCache
from analysis.store.catalogue import RowsQuery
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows


def catalogue_tables(
    snapshot: Snapshot,
    corpus: Corpus | StoredCorpus,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> Iterator[tuple[str, pa.Table | RowsQuery]]:
    """Yield name and rows of each table of :data:`analysis.tables.CATALOGUE`, one at a time.

    Mentions, quotations and attitudes get the entity of the whole corpus that the entity of their
    article belongs to, with the analyst's overrides. The name of that entity is the quotation's
    speaker or the attitude's holder. A quotation whose text names an office gets its one holder.

    Args:
        snapshot: The parts and overrides.
        corpus: Its stories and entities.
        build_cache: Results of the build before; a step whose input is the same is not repeated.
        workers: Who shares the work on many new articles.
    """
    source = _read_source(snapshot, None)
    if snapshot.overrides.excludes_shared_text:
        source = _exclude_shared_text(source, corpus.articles)
    entities: pa.Table | RowsQuery
    if isinstance(corpus, StoredCorpus):
        entities = RowsQuery("FROM whole", {}, {"whole": corpus.linked.entities})
        queries = RowQueries.of_files(corpus.linked.links, corpus.linked.entities)
    else:
        entities, queries = corpus.entities, RowQueries.of_corrected(corpus.corrected)
    # Before anything is written: DuckDB and the processes that align do not need memory at once.
    with build_cache.scratch() as folder:
        stream = partial(RowsQuery.stream, scratch=folder, memory_mb=workers.memory.joining_mb)
        holders = find_holders(snapshot, source.quotes, corpus.articles, queries, stream)
    quotes = queries.fill_speakers(source.quotes, holders)
    aligned = align_utterances(quotes, corpus.articles, build_cache, workers)
    release_memory()
    yield "stories", corpus.stories
    yield "entities", entities
    for name, rows in _list_rows(source, corpus.articles, queries):
        yield name, aligned if name == "quotes" else rows


def list_rows_of_articles(
    snapshot: Snapshot, corpus: Corpus, article_ids: Collection[str]
) -> Iterator[tuple[str, RowsQuery]]:
    """Yield name and rows of each table that has rows of articles, for some articles.

    Utterances are empty, and no holder of an office is credited: both depend on the other articles
    of the story.
    """
    articles = corpus.articles[corpus.articles["article_id"].isin(article_ids)]
    links = corpus.corrected.links
    corrected = CorrectedEntities(
        corpus.corrected.entities,
        links[links["article_id"].isin(article_ids)],
        corpus.corrected.words,
        corpus.corrected.merged,
    )
    queries = RowQueries.of_corrected(corrected)
    for name, rows in _list_rows(_read_source(snapshot, article_ids), articles, queries):
        if name == "quotes":
            sql = f"SELECT *, '' AS utterance_id, 0.0::double AS confidence FROM ({rows.sql})"
            yield name, RowsQuery(sql, rows.rows, rows.sides)
        else:
            yield name, rows


@dataclass(frozen=True)
class _Source:
    """The rows of the parts, with or without the text that outlets share."""

    articles: Rows
    blocks: Rows
    sentences: Rows
    mentions: Rows
    quotes: Rows
    figures: Rows
    attitudes: Rows
    epithets: Rows
    events: Rows


def _read_source(snapshot: Snapshot, article_ids: Collection[str] | None) -> _Source:
    return _Source(**{part.name: snapshot.rows(part.name, article_ids) for part in fields(_Source)})


def _list_rows(
    source: _Source, articles: pd.DataFrame, queries: RowQueries
) -> Iterator[tuple[str, RowsQuery]]:
    """Yield the rows of each table that has rows of articles; quotations without utterances."""
    yield "articles", _list_articles(source.articles, articles)
    yield "mentions", queries.fill_entity_ids(source.mentions, "text")
    yield "quotes", queries.fill_speakers(source.quotes)
    yield "attitudes", queries.fill_holders(source.attitudes)
    yield "epithets", queries.fill_entity_ids(source.epithets, "phrase")
    yield "events", queries.fill_agents(source.events)
    for name in ("blocks", "sentences", "figures"):
        yield name, RowsQuery("FROM incoming", {"incoming": getattr(source, name)})


def _list_articles(rows: Rows, articles: pd.DataFrame) -> RowsQuery:
    """Return a query that adds stories and the outlet label to the rows of the articles."""
    described = pa.Table.from_pandas(articles[_DESCRIBED.names], _DESCRIBED, preserve_index=False)
    columns = ", ".join(tables.CATALOGUE["articles"].names)
    sql = f"SELECT {columns} FROM incoming JOIN described USING (article_id)"
    return RowsQuery(sql, {"incoming": rows}, {"described": described})


def _exclude_shared_text(source: _Source, articles: pd.DataFrame) -> _Source:
    """Return the rows without the text outlets share; they are in memory as a whole."""
    rows = {name: to_frame(getattr(source, name).to_table()) for name in _WITH_COPIES}
    rows["articles"] = rows["articles"].merge(articles[_DESCRIBED.names])
    changed = exclude_copied_passages(rows)
    return replace(source, **{name: _in_memory(name, frame) for name, frame in changed.items()})


def _in_memory(name: str, frame: pd.DataFrame) -> Rows:
    schema = tables.PARTS[name].schema
    table = pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)
    return Rows(schema, lambda: iter([table]))


_DESCRIBED = GROUPS.append(pa.field("outlet_label", pa.string()))
#: Tables whose rows depend on what outlets share.
_WITH_COPIES = ("articles", "blocks", "sentences", "mentions", "quotes", "figures")
