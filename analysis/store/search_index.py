"""The index that a search of all texts reads: where each word is in headlines, subheads and bodies.

A word is a number, an abbreviation with full stops ("U.S."), or letters and digits with inner
apostrophes. It is indexed in lower case, without accents and a final "'s", and with one kind of
apostrophe. Four tables of the catalogue are the index; they are computed from its articles and
blocks and are not exported:

- ``search_articles``: ``article_no`` (0 … in the order in which hits are listed: by outlet, day of
  publication and id), ``article_id``, ``outlet_label``, ``story_id``, ``published``, ``title`` and
  ``words``. Sorted by number.
- ``search_blocks``: ``article_no``, ``start`` and ``text`` of every block that is searched, since
  reading single texts from ``articles`` is slow. Sorted by both, as hits are listed.
- ``search_words``: ``word``, ``word_no`` and ``n``, how often all texts have it. Sorted by word.
- ``word_places``: ``word_no``, ``article_no`` and ``place`` of every word of every text. The place
  is the offset of the block plus the number of words before it in the block: successive words have
  successive places, and the last word of a block and the first of the next have not. Sorted, so
  that a word is read without the others.
"""

import duckdb

from analysis.tables import COUNTED

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


#: Texts are split twice, so that their words never have to be kept all at once.
INDEX = f"""
    CREATE TABLE search_articles AS
    SELECT (row_number() OVER (ORDER BY outlet_label, published NULLS LAST, article_id) - 1)::int
               AS article_no,
           article_id, outlet_label, story_id, published, title, words
    FROM articles ORDER BY article_no;

    CREATE TABLE search_blocks AS
    SELECT s.article_no, b."start", a.text[b."start" + 1 : b."end"] AS text
    FROM blocks b JOIN articles a USING (article_id) JOIN search_articles s USING (article_id)
    WHERE b.kind IN ({_KINDS}) ORDER BY s.article_no, b."start";

    CREATE TEMP TABLE written AS
    SELECT written, {fold("written")} AS word, count(*) AS n
    FROM (SELECT unnest({split_words("text")}) AS written FROM search_blocks) GROUP BY written;

    CREATE TABLE search_words AS
    SELECT word, (row_number() OVER (ORDER BY word) - 1)::int AS word_no, n
    FROM (SELECT word, sum(n)::bigint AS n FROM written GROUP BY word) ORDER BY word;

    CREATE TABLE word_places AS
    SELECT word_no, article_no, place
    FROM (
        SELECT article_no, ("start" + generate_subscripts(words, 1) - 1)::int AS place,
               unnest(words) AS written
        FROM (SELECT article_no, "start", {split_words("text")} AS words FROM search_blocks)
    ) JOIN (SELECT written, word_no FROM written JOIN search_words USING (word)) USING (written)
    ORDER BY word_no, article_no, place;

    DROP TABLE written;
"""


def create_search_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of the index in an open catalogue that has its articles and blocks."""
    connection.execute(INDEX)
