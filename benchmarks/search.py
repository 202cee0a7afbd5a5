"""Measure how long a phrase takes to count in an index of a million articles.

    python -m benchmarks.search WORKSPACE [--articles 1000000]

The index of the workspace's articles is repeated until it has that many, with the places of the
words of the phrases alone: those of other words are never read. Printed are the processor seconds
of :func:`analysis.store.queries.search.count_hits`, the best of three.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from analysis.store import Filters, Workspace
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import keep_text_as_objects
from analysis.store.queries import search
from analysis.store.queries.search import Query

#: Phrases of rare and frequent words, beside one another and apart.
PHRASES = (
    "president",
    "the",
    "white house",
    "the president",
    "the year",
    "said the",
    "in the",
    "of the people",
    "in the united states",
    "the president of the united states",
    "it was a",
    "people have said that",
)
#: Repetitions of which the best counts.
_REPETITIONS = 3
_LOOK_UP = """
    CREATE TABLE search_words AS FROM small.search_words;
    CREATE TABLE search_articles AS
    SELECT (article_no + copy * {size})::int AS article_no,
           (listing_no + copy * {size})::int AS listing_no, * EXCLUDE (article_no, listing_no, copy)
    FROM small.search_articles, range({copies}) copies(copy) ORDER BY article_no;
"""
_PLACES = """
    SELECT word_no, (article_no + copy * {size})::int AS article_no, place, before, after
    FROM small.word_places, range({copies}) copies(copy)
    WHERE word_no = {word} ORDER BY article_no, place
"""


def main() -> None:
    """Make the index and print the times."""
    parser = argparse.ArgumentParser("python -m benchmarks.search", description=__doc__)
    parser.add_argument("workspace", type=Path, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--phrases", nargs="+", default=PHRASES, metavar="PHRASE")
    options = parser.parse_args()
    keep_text_as_objects()  # as the dashboard does
    source = Workspace(options.workspace).catalogue(stale=True)
    if source is None:
        raise SystemExit(f"{options.workspace} has no catalogue: annotate some articles into it.")
    with TemporaryDirectory() as folder:
        path = Path(folder, "catalogue.duckdb")
        n_articles, n_places = repeat_index(source, path, options.articles, options.phrases)
        print(f"{n_articles:,} articles, {n_places:,} places, {path.stat().st_size / 1e6:,.0f} MB")
        for phrase in options.phrases:
            seconds, hits = time_phrase(path, phrase)
            print(f"{phrase:40}{hits:>14,} hits{seconds:>8.2f} s", flush=True)


def repeat_index(
    source: Catalogue, path: Path, n_articles: int, phrases: list[str]
) -> tuple[int, int]:
    """Write an index with the words of some phrases; return its numbers of articles and places."""
    size = len(source.query("FROM search_articles"))
    copies = max(n_articles // size, 1)
    words = set()
    for phrase in phrases:
        written = search.split_query(source, phrase)
        words |= {*written, *map(" ".join, pairwise(written))}
    numbers = source.query(
        f"SELECT word_no FROM search_words WHERE word IN ({', '.join('?' * len(words))})",
        sorted(words),
    )["word_no"]
    with duckdb.connect(path, config={"memory_limit": "3GB"}) as connection:
        quoted = str(source.path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS small (READ_ONLY)")
        connection.execute(_LOOK_UP.format(size=size, copies=copies))
        connection.execute("CREATE TABLE word_places AS FROM small.word_places LIMIT 0")
        for word in sorted(map(int, numbers)):
            places = _PLACES.format(size=size, copies=copies, word=word)
            connection.execute(f"INSERT INTO word_places {places}")
        count = connection.execute("SELECT count(*) FROM word_places").fetchone()
    return size * copies, int(count[0]) if count else 0


def time_phrase(path: Path, phrase: str) -> tuple[float, int]:
    """Return the processor seconds of counting a phrase, and its hits."""
    seconds = []
    for _ in range(_REPETITIONS):
        catalogue = Catalogue(path)  # counts are kept by catalogue
        start = time.process_time()
        counts = search.count_hits(catalogue, Filters(), Query(phrase))
        seconds.append(time.process_time() - start)
        catalogue.close()
    return min(seconds), int(counts.by_outlet["hits"].sum())


if __name__ == "__main__":
    main()
