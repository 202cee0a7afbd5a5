"""The index that a search of all texts reads: where each word is in headlines, subheads and bodies.

A word is a number, an abbreviation with full stops ("U.S."), or letters and digits with inner
apostrophes. It is indexed in lower case, without accents and a final "'s", and with one kind of
apostrophe. Four tables of the catalogue are the index; they are computed from its articles and
blocks and are not exported:

- ``search_articles``: ``article_no``, ``listing_no`` (0 … in the order in which hits are listed: by
  outlet, day of publication and id), ``article_id``, ``outlet_label``, ``story_id``, ``published``,
  ``title`` and ``words``. Both numbers are the same until articles are added, which get the numbers
  after those of the others. Sorted by ``article_no``.
- ``search_blocks``: ``article_no``, ``start`` and ``text`` of every block that is searched, since
  reading single texts from ``articles`` is slow. Sorted by both, as hits are listed.
- ``search_words``: ``word``, ``word_no`` and ``n``, how often all texts have it. Two frequent
  words that follow one another are a word too, with a blank between them ("of the").
- ``word_places``: ``word_no``, ``article_no`` and ``place`` of every word of every text. The place
  is the offset of the block plus the number of words before it in the block: successive words have
  successive places, and the last word of a block and the first of the next have not. ``before`` and
  ``after`` are the frequent words beside it, numbered from 1 by :data:`FREQUENT_NUMBERS`, 0 for
  other words: "the president" is read from the places of "president". Sorted, so that a word is
  read without the others.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from analysis.store.range_sorting import attached_file
from analysis.tables import COUNTED
from analysis.word_lists import read_rows

#: Characters of a word after its first: letters, combining marks, digits, soft hyphens and other
#: characters without a width, as RE2 writes them.
_INNER = r"[\p{L}\p{M}\p{N}\x{AD}\x{200B}-\x{200D}\x{2060}]*"
_APOSTROPHES = "'’‘ʼ＇´`"
#: A word, for DuckDB's regular expressions (RE2): an abbreviation, a number, or letters.
WORD = (
    r"(?:\p{L}\.){2,}"
    rf"|\p{{N}}+(?:[.,]\p{{N}}+)*{_INNER}"
    rf"|\p{{L}}{_INNER}(?:[{_APOSTROPHES}]\p{{L}}{_INNER})*"
)
#: Letters that are no letter with an accent to Unicode, and the letters that they are searched by.
_LETTERS, _PLAIN_LETTERS = "łøđħŧ", "lodht"
#: What is removed from a word: characters without a width, and the possessive ending.
_REMOVED = r"[\x{AD}\x{200B}-\x{200D}\x{2060}]|''s$"
_KINDS = ", ".join(repr(kind) for kind in COUNTED)
#: The numbers of the words of which two in succession are indexed as one, and which are noted at
#: the places of the words beside them: a phrase with such a word would have to read the places of
#: tens of millions.
FREQUENT_NUMBERS = {
    row["word"]: number for number, row in enumerate(read_rows("corpus", "frequent_words.csv"), 1)
}
_FREQUENT = ", ".join(f"({word!r}, {number})" for word, number in FREQUENT_NUMBERS.items())


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def fold(word: str) -> str:
    """Return SQL for the indexed form of a word.

    Args:
        word: SQL of the word as written.
    """
    written, plain = _APOSTROPHES[1:] + _LETTERS, "'" * len(_APOSTROPHES[1:]) + _PLAIN_LETTERS
    uniform = f"translate(lower({word}), {_quote(written)}, {_quote(plain)})"
    return f"regexp_replace(strip_accents({uniform}), '{_REMOVED}', '', 'g')"


def split_words(text: str) -> str:
    """Return SQL for the list of the words of a text as written.

    Args:
        text: SQL of the text.
    """
    return f"regexp_extract_all({text}, {_quote(WORD)})"


_LISTING_ORDER = "outlet_label, published NULLS LAST, article_id"
_ARTICLE_COLUMNS = "article_id, outlet_label, story_id, published, title, words"


def _select_blocks(articles: str) -> str:
    """Return SQL of the searched blocks of a table of articles with their texts."""
    return f"""
    SELECT s.article_no, b."start", a.text[b."start" + 1 : b."end"] AS text
    FROM blocks b JOIN {articles} a USING (article_id) JOIN search_articles s USING (article_id)
    WHERE b.kind IN ({_KINDS})
"""


_SELECT_BLOCKS = _select_blocks("articles")


def _count_written(blocks: str) -> str:
    """Return SQL of each word as written in some blocks, its indexed form, and how often."""
    return f"""
        SELECT written, {fold("written")} AS word, count(*) AS n
        FROM (SELECT unnest({split_words("text")}) AS written FROM {blocks}) GROUP BY written
    """


def _place_words(blocks: str, numbers: str = "search_words") -> str:
    """Return SQL of the places of the words of some blocks; ``written`` has their forms.

    Args:
        blocks: The table of the blocks.
        numbers: A table of the numbers of their words.
    """
    return f"""
        SELECT unnest(list_filter([known.word_no, pairs.word_no], lambda n: n IS NOT NULL))
                   AS word_no, article_no, place,
               coalesce(former.number, 0)::utinyint AS before,
               coalesce(latter.number, 0)::utinyint AS after
        FROM (
            SELECT article_no, ("start" + generate_subscripts(words, 1) - 1)::int AS place,
                   unnest(words) AS written, unnest(list_append(words[2:], NULL)) AS following,
                   unnest(list_prepend(NULL, words)[:len(words)]) AS preceding
            FROM (SELECT article_no, "start", {split_words("text")} AS words FROM {blocks})
        )
        JOIN (SELECT written, word_no FROM written JOIN {numbers} USING (word)) known
            USING (written)
        LEFT JOIN (
            SELECT f.written, s.written AS following, word_no
            FROM frequent f, frequent s JOIN {numbers} p ON p.word = f.word || ' ' || s.word
        ) pairs USING (written, following)
        LEFT JOIN frequent former ON former.written = preceding
        LEFT JOIN frequent latter ON latter.written = following
    """


_PLACE_ORDER = "ORDER BY word_no, article_no, place"
_CREATE_FREQUENT = f"""
    CREATE TEMP TABLE frequent AS
    SELECT written, word, number
    FROM written JOIN (VALUES {_FREQUENT}) numbers(word, number) USING (word)
"""
_PAIRS = """
    SELECT DISTINCT f.word || ' ' || s.word AS word FROM frequent f, frequent s
"""
_COUNT_PAIRS = """
    UPDATE search_words SET n = (
        SELECT count(*) FROM word_places WHERE word_places.word_no = search_words.word_no
    ) WHERE contains(word, ' ');
"""
_NUMBER_ARTICLES = f"""
    CREATE TABLE search_articles AS
    SELECT listing_no AS article_no, listing_no, {_ARTICLE_COLUMNS}
    FROM (SELECT (row_number() OVER (ORDER BY {_LISTING_ORDER}) - 1)::int AS listing_no,
                 {_ARTICLE_COLUMNS} FROM articles)
    ORDER BY article_no;

    CREATE TABLE search_blocks AS {_SELECT_BLOCKS} LIMIT 0;
"""
_INSERT_BLOCKS = f"""
    INSERT INTO search_blocks {_SELECT_BLOCKS} AND s.article_no BETWEEN $first AND $last
    ORDER BY s.article_no, b."start";
"""
#: Texts are split twice, so that their words never have to be kept all at once.
_NUMBER_WORDS = f"""
    CREATE TEMP TABLE written AS {_count_written("search_blocks")};

    {_CREATE_FREQUENT};

    CREATE TABLE search_words AS
    SELECT word, (row_number() OVER (ORDER BY word) - 1)::int AS word_no, n
    FROM (SELECT word, sum(n)::bigint AS n FROM written GROUP BY word
          UNION ALL SELECT word, 0 FROM ({_PAIRS})) ORDER BY word;

    CREATE TABLE word_places AS {_place_words("search_blocks")} LIMIT 0;
"""
_INSERT_PLACES = f"INSERT INTO word_places {_place_words('search_blocks')} {_PLACE_ORDER};"
#: The places are first written as they are met, beside the catalogue, where there are many.
_WRITE_UNSORTED = f"CREATE TABLE unsorted.places AS {_place_words('search_blocks')};"
_INSERT_RANGE = f"""
    INSERT INTO word_places
    FROM unsorted.places WHERE word_no BETWEEN $first AND $last {_PLACE_ORDER};
"""
_FINISH = f"""
    {_COUNT_PAIRS}
    DELETE FROM search_words WHERE n = 0;

    DROP TABLE written; DROP TABLE frequent;
"""
#: All statements that create the index, for what tells one layout from another.
INDEX = (
    _NUMBER_ARTICLES
    + _INSERT_BLOCKS
    + _NUMBER_WORDS
    + _INSERT_PLACES
    + _WRITE_UNSORTED
    + _INSERT_RANGE
    + _FINISH
)
#: Words whose texts, and places that, are sorted at a time, so that the memory for it does not
#: grow with the number of texts (measured: benchmarks/history.md).
SORTED_WORDS, SORTED_PLACES = 20_000_000, 8_000_000
_REMOVE = """
    CREATE TEMP TABLE removed AS
    SELECT article_no FROM search_articles WHERE article_id IN (FROM replaced);
    UPDATE search_words SET n = search_words.n - lost.n
    FROM (SELECT word_no, count(*) AS n FROM word_places
          WHERE article_no IN (FROM removed) GROUP BY word_no) lost
    WHERE search_words.word_no = lost.word_no;
    DELETE FROM search_articles WHERE article_no IN (FROM removed);
    DELETE FROM search_blocks WHERE article_no IN (FROM removed);
    DELETE FROM word_places WHERE article_no IN (FROM removed);
    DROP TABLE removed;
"""
_ADD = f"""
    CREATE TEMP TABLE former_numbers AS SELECT article_id, article_no FROM search_articles;
    DROP TABLE search_articles;
    CREATE TABLE search_articles AS
    SELECT coalesce(article_no, (SELECT coalesce(max(article_no), -1) FROM former_numbers)
               + row_number() OVER (PARTITION BY article_no IS NULL ORDER BY {_LISTING_ORDER})
           )::int AS article_no,
           (row_number() OVER (ORDER BY {_LISTING_ORDER}) - 1)::int AS listing_no,
           {_ARTICLE_COLUMNS}
    FROM articles LEFT JOIN former_numbers USING (article_id) ORDER BY article_no;

    CREATE TEMP TABLE added_blocks AS
    {_select_blocks("added_texts")} ORDER BY s.article_no, b."start";
    INSERT INTO search_blocks FROM added_blocks;

    CREATE TEMP TABLE written AS {_count_written("added_blocks")};
    {_CREATE_FREQUENT};
    CREATE TEMP TABLE added_words AS
    SELECT word, sum(n)::bigint AS n FROM written GROUP BY word
    UNION ALL SELECT word, 0 FROM ({_PAIRS});
    CREATE TEMP TABLE added_numbers AS
    SELECT word, word_no FROM search_words WHERE word IN (SELECT word FROM added_words);
    UPDATE search_words SET n = search_words.n + added.n
    FROM (FROM added_numbers JOIN added_words USING (word) WHERE n > 0) added
    WHERE search_words.word_no = added.word_no;
    CREATE TEMP TABLE new_words AS
    SELECT word, ((SELECT coalesce(max(word_no), -1) FROM search_words)
               + row_number() OVER (ORDER BY word))::int AS word_no, n
    FROM added_words WHERE word NOT IN (SELECT word FROM added_numbers) ORDER BY word;
    INSERT INTO search_words FROM new_words;
    INSERT INTO added_numbers SELECT word, word_no FROM new_words;
    CREATE TEMP TABLE added_places AS
    {_place_words("added_blocks", "added_numbers")} {_PLACE_ORDER};
    INSERT INTO word_places FROM added_places;
    UPDATE search_words SET n = search_words.n + added.n
    FROM (SELECT word_no, count(*) AS n FROM added_places GROUP BY word_no) added
    WHERE search_words.word_no = added.word_no AND contains(word, ' ');
    DROP TABLE former_numbers; DROP TABLE added_blocks; DROP TABLE written; DROP TABLE added_words;
    DROP TABLE frequent; DROP TABLE added_places; DROP TABLE added_texts; DROP TABLE added_numbers;
    DROP TABLE new_words;
"""


def create_search_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of the index in an open catalogue that has its articles and blocks."""
    connection.execute(_NUMBER_ARTICLES)
    for first, last in _divide(connection, _COUNT_WORDS_BY_ARTICLE, SORTED_WORDS):
        connection.execute(_INSERT_BLOCKS, {"first": first, "last": last})
    connection.execute(_NUMBER_WORDS)
    row = connection.execute("SELECT sum(n) FROM search_words").fetchone()
    if row and row[0] and row[0] > SORTED_PLACES:
        with attached_file(connection):
            with _joining_as_written(connection):
                connection.execute(_WRITE_UNSORTED)
            for first, last in _divide(connection, _COUNT_PLACES_BY_WORD, SORTED_PLACES):
                connection.execute(_INSERT_RANGE, {"first": first, "last": last})
    else:
        with _joining_as_written(connection):
            connection.execute(_INSERT_PLACES)
    connection.execute(_FINISH)


@contextmanager
def _joining_as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep the vocabulary in memory and let the words of the texts pass by.

    DuckDB takes the words of a list for a single row, and would keep those of all texts instead.
    """
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    yield
    connection.execute("RESET disabled_optimizers")


#: What numbers are divided by: a number and how much there is of it.
_COUNT_WORDS_BY_ARTICLE = "SELECT article_no AS number, words AS n FROM search_articles"
_COUNT_PLACES_BY_WORD = "SELECT word_no AS number, count(*) AS n FROM unsorted.places GROUP BY ALL"


def _divide(connection: duckdb.DuckDBPyConnection, counts: str, size: int) -> list[tuple[int, int]]:
    """Return first and last number of the ranges of numbers that have about ``size`` together.

    Args:
        connection: The catalogue.
        counts: SQL of each ``number`` and its ``n``.
        size: How much a range has.
    """
    query = f"""
        SELECT min(number), max(number)
        FROM (SELECT number, (sum(n) OVER (ORDER BY number) - 1) // {size} AS part FROM ({counts}))
        GROUP BY part ORDER BY 1
    """
    return connection.execute(query).fetchall()


def update_search_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Index the articles that an open catalogue has in place of others, or in addition.

    The temporary table ``replaced`` has the ids of those that the index is to lose.
    """
    connection.execute(_REMOVE)
    added = connection.execute(
        "SELECT article_id FROM articles WHERE article_id NOT IN "
        "(SELECT article_id FROM search_articles)"
    ).fetchall()
    # Listed in the statement, so that DuckDB reads only the texts near these articles.
    ids = ", ".join(_quote(article_id) for (article_id,) in added) or "NULL"
    connection.execute(
        "CREATE TEMP TABLE added_texts AS "
        f"SELECT article_id, text FROM articles WHERE article_id IN ({ids})"
    )
    connection.execute(_ADD)
    connection.execute("DELETE FROM search_words WHERE n = 0")
