"""Search all texts for a word or a phrase: how often each outlet has it, and every place.

    from analysis.store import Filters, Workspace
    from analysis.store.queries import search

    catalogue = Workspace("work").catalogue()
    query = search.Query("missile test", inflections=True)
    search.count_hits(catalogue, Filters(), query).by_outlet   # with hits per 1,000 words
    search.list_hits(catalogue, Filters(), query)   # left context, keyword, right context, offsets

Headlines, subheads and bodies are searched: the words that rates are counted of on every page.
Case, accents, a final "'s" and the kind of apostrophe do not count. The words of a phrase follow
one another in one block, whatever stands between them (a comma, a hyphen, a quotation mark).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.corpus.inflections import list_inflections
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.evidence import find_passages
from analysis.store.search_index import FREQUENT_NUMBERS, fold, split_words

#: Maximum number of words of a phrase; more are not searched (judgement: a longer one is in one
#: text and its copies, which the page Differences lists).
MAX_WORDS = 20
#: Number of characters of context on each side of a hit: about half a line of a wide page.
CONTEXT_CHARACTERS = 90

#: Maximum number of hits in a file (judgement: more than anybody reads, made in seconds).
MAX_LISTED = 50_000

#: Searches whose counts by article are kept for the next page of their hits: a frequent word of a
#: million articles takes 40 MB.
_CACHED_COUNTS = 4
#: Queries of which the words are kept: each is asked for several times on a page.
_CACHED_QUERIES = 64

#: Columns of the hits.
HIT_COLUMNS = (
    "article_id",
    "outlet_label",
    "published",
    "title",
    "left",
    "keyword",
    "right",
    "start",
    "end",
)


@dataclass(frozen=True)
class Query:
    """What is searched.

    Attributes:
        text: A word, or words that follow one another.
        inflections: Whether other forms of the words count too: "say" also finds "said".
        outlet: The outlet whose hits are listed; all are counted. Empty for all.
    """

    text: str
    inflections: bool = False
    outlet: str = ""


@dataclass(frozen=True)
class HitCounts:
    """How often a word or phrase was found.

    Attributes:
        words: The words of the query as they were searched.
        forms: For each of them the forms that the texts of the workspace have of it; a word without
            any is why there is no hit.
        by_outlet: ``outlet_label``, ``hits``, ``articles`` (those with a hit), ``words`` (of all
            selected articles of the outlet) and ``per_1000`` (hits per 1,000 words) of every
            outlet of the selection, by label.
    """

    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    by_outlet: pd.DataFrame


@dataclass(frozen=True)
class _Word:
    """A word of a phrase, or two frequent ones of it.

    Attributes:
        position: Its position in the phrase.
        numbers: The numbers of its forms.
        uses: How often all texts have them.
        before: The number of the frequent word before it, as the index notes it; 0 for any word.
        after: The same of the word after it.
    """

    position: int
    numbers: tuple[int, ...]
    uses: int
    before: int = 0
    after: int = 0


def count_hits(catalogue: Catalogue, filters: Filters, query: Query) -> HitCounts:
    """Return how often each outlet has a word or phrase; the outlet of the query has no effect.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection of articles; entities and quotations have no effect.
        query: What is searched.

    Raises:
        ValueError: The text has no word, or more than :data:`MAX_WORDS`.
    """
    written, forms, words = _look_up(catalogue, query)
    counts = _count_in_articles(catalogue, filters, words)
    return HitCounts(written, forms, _count_in_outlets(catalogue, filters, counts))


def list_hits(
    catalogue: Catalogue, filters: Filters, query: Query, limit: int = MAX_LISTED, offset: int = 0
) -> pd.DataFrame:
    """Return the places of a word or phrase, by outlet, day, article and position.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection of articles; entities and quotations have no effect.
        query: What is searched.
        limit: Maximum number of hits.
        offset: Number of hits to skip.

    Returns:
        ``article_id``, ``outlet_label``, ``published``, ``title``; ``left``, ``keyword`` and
        ``right``, as the text has them; ``start`` and ``end`` of the keyword in the text.

    Raises:
        ValueError: The text has no word, or more than :data:`MAX_WORDS`.
    """
    written, _, words = _look_up(catalogue, query)
    counts = _count_in_articles(catalogue, filters, words)
    if query.outlet:
        counts = counts[counts["outlet_label"] == query.outlet]
    hits_until = counts["hits"].cumsum().to_numpy()
    first, last = np.searchsorted(hits_until, [offset, offset + limit - 1], side="right")
    on_page = counts["article_no"].iloc[first : last + 1]
    if on_page.empty or limit < 1:
        return pd.DataFrame(columns=list(HIT_COLUMNS))
    skipped = offset - (int(hits_until[first - 1]) if first else 0)
    return _place_hits(_read_hits(catalogue, words, on_page.tolist(), limit, skipped), len(written))


def find_hit_passage(catalogue: Catalogue, article_id: str, start: int, end: int) -> pd.DataFrame:
    """Return the sentence of a hit with the hit marked, as :func:`find_passages` does."""
    span = """
        SELECT article_id, ?::int AS "start", ?::int AS "end", '' AS note
        FROM articles WHERE article_id = ?
    """
    return find_passages(catalogue, span, (start, end, article_id))


@lru_cache(maxsize=_CACHED_QUERIES)
def split_query(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are searched."""
    words = f"list_transform({split_words('?')}, lambda word: {fold('word')})"
    return tuple(catalogue.query(f"SELECT {words} AS words", [text])["words"].iloc[0])


def _look_up(
    catalogue: Catalogue, query: Query
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[_Word, ...]]:
    """Return the words of a query, the forms that the texts have of each, and what to search.

    What to search is in the order in which it is searched: the rarest word first.
    """
    written = split_query(catalogue, query.text)
    if not 0 < len(written) <= MAX_WORDS:
        raise ValueError(f"a search needs 1 to {MAX_WORDS} words, not {len(written)}")
    forms_by_word = [list_inflections(word) if query.inflections else (word,) for word in written]
    every = sorted({form for forms in forms_by_word for form in forms} | set(_pair_words(written)))
    rows = catalogue.query(
        f"SELECT word, word_no, n FROM search_words WHERE word IN ({', '.join('?' * len(every))})",
        every,
    )
    known = rows.set_index("word")
    forms = tuple(
        tuple(form for form in of_word if form in known.index) for of_word in forms_by_word
    )
    beside = [
        FREQUENT_NUMBERS.get(of_word[0], 0) if len(of_word) == 1 else 0 for of_word in forms_by_word
    ]
    words = []
    for position, of_word in _plan_search(forms_by_word, beside):
        rows_of_word = known.loc[[form for form in of_word if form in known.index]]
        numbers = tuple(map(int, rows_of_word["word_no"]))
        is_pair = " " in of_word[0]
        before = beside[position - 1] if position and not is_pair else 0
        after = beside[position + 1] if position + 1 < len(beside) and not is_pair else 0
        words.append(_Word(position, numbers, int(rows_of_word["n"].sum()), before, after))
    return written, forms, tuple(sorted(words, key=lambda word: word.uses))


def _pair_words(words: Sequence[str]) -> list[str]:
    """Return each word with the next one, as the index has two frequent words in succession."""
    return [f"{word} {following}" for word, following in pairwise(words)]


def _plan_search(
    forms: Sequence[tuple[str, ...]], frequent: Sequence[int]
) -> list[tuple[int, tuple[str, ...]]]:
    """Return which words of a phrase to search, with their positions.

    A frequent word beside another word is noted at the place of that; others are searched with the
    frequent word beside them, two as one.

    Args:
        forms: The forms of each word of the phrase.
        frequent: The number of each as a frequent word with one form, 0 for the others.
    """
    n_words = len(forms)
    if n_words == 1:
        return [(0, forms[0])]
    searched = []
    covered = -1
    for position, of_word in enumerate(forms):
        beside = [at for at in (position - 1, position + 1) if 0 <= at < n_words]
        if not frequent[position]:
            searched.append((position, of_word))
        elif position > covered and all(frequent[at] for at in beside):
            first = position if position + 1 < n_words else position - 1
            searched.append((first, (f"{forms[first][0]} {forms[first + 1][0]}",)))
            covered = first + 1
    return searched


def _select_places(words: Sequence[_Word], articles: str = "") -> str:
    """Return SQL of ``article_no`` and ``place`` of the first word of each hit.

    Each word in turn, from the rarest on, keeps the places where it stands beside the others.

    Args:
        words: The words, rarest first.
        articles: SQL of a further condition on ``article_no``.
    """
    steps = []
    for number, word in enumerate(words):
        numbers = ", ".join(map(str, word.numbers)) or "NULL"
        places = (
            f"SELECT article_no, place - {word.position} AS place FROM word_places "
            f"WHERE word_no IN ({numbers}){f' AND {articles}' if articles else ''}"
            f"{f' AND before = {word.before}' if word.before else ''}"
            f"{f' AND after = {word.after}' if word.after else ''}"
        )
        if number:
            places = f"FROM ({places}) SEMI JOIN step_{number - 1} USING (article_no, place)"
        steps.append(f"step_{number} AS MATERIALIZED ({places})")
    return f"WITH {', '.join(steps)} FROM step_{len(words) - 1}"


@lru_cache(maxsize=_CACHED_COUNTS)
def _count_in_articles(
    catalogue: Catalogue, filters: Filters, words: tuple[_Word, ...]
) -> pd.DataFrame:
    """Return the selected articles with a hit: ``article_no``, ``outlet_label`` and ``hits``.

    They are in the order in which hits are listed.
    """
    where, params = filters.articles_where("s")
    return catalogue.query(
        f"""
        SELECT article_no, outlet_label, hits
        FROM (SELECT article_no, count(*) AS hits FROM ({_select_places(words)}) GROUP BY ALL)
        JOIN search_articles s USING (article_no) WHERE {where} ORDER BY listing_no
        """,
        params,
    )


def _count_in_outlets(catalogue: Catalogue, filters: Filters, counts: pd.DataFrame) -> pd.DataFrame:
    where, params = filters.articles_where("s")
    outlets = catalogue.query(
        f"""
        SELECT outlet_label, sum(words)::bigint AS words FROM search_articles s
        WHERE {where} GROUP BY outlet_label ORDER BY outlet_label
        """,
        params,
    )
    by_outlet = counts.groupby("outlet_label")["hits"].agg(["sum", "count"])
    totals = by_outlet.reindex(outlets["outlet_label"], fill_value=0)
    outlets["hits"], outlets["articles"] = totals["sum"].to_numpy(), totals["count"].to_numpy()
    outlets["per_1000"] = 1000 * outlets["hits"] / outlets["words"].where(outlets["words"] > 0)
    return outlets[["outlet_label", "hits", "articles", "words", "per_1000"]]


def _read_hits(
    catalogue: Catalogue, words: Sequence[_Word], articles: Sequence[int], limit: int, offset: int
) -> pd.DataFrame:
    """Return the hits of some articles with their block, its words, and their place among these.

    Args:
        catalogue: The workspace's catalogue.
        words: The words to search.
        articles: Numbers of the articles, in the order in which hits are listed.
        limit: Maximum number of hits.
        offset: Number of hits of these articles to skip.
    """
    condition = f"article_no BETWEEN {min(articles)} AND {max(articles)}"
    return catalogue.query(
        f"""
        WITH hits AS MATERIALIZED (
            SELECT article_no, place
            FROM ({_select_places(words, condition)}) JOIN search_articles USING (article_no)
            WHERE article_no IN ({", ".join(map(str, articles))})
            ORDER BY listing_no, place LIMIT {int(limit)} OFFSET {int(offset)}
        ),
        placed AS (
            SELECT h.article_no, h.place, max(b."start") AS "start"
            FROM hits h JOIN search_blocks b USING (article_no)
            WHERE b."start" <= h.place AND b.{condition} GROUP BY ALL
        )
        SELECT a.article_id, a.outlet_label, a.published, a.title,
               p.place - p."start" AS word, p."start" AS block_start, b.text AS block_text,
               {split_words("b.text")} AS words
        FROM placed p JOIN search_articles a USING (article_no)
        JOIN search_blocks b ON b.article_no = p.article_no AND b."start" = p."start"
        WHERE a.{condition} AND b.{condition}
        ORDER BY a.listing_no, p.place
        """
    )


def _place_hits(rows: pd.DataFrame, n_words: int) -> pd.DataFrame:
    """Return the hits with their texts and offsets, from the words of their blocks."""
    spans_of_blocks: dict[tuple[str, int], list[tuple[int, int]]] = {}
    hits = []
    for row in rows.to_dict("records"):
        key = row["article_id"], row["block_start"]
        text = row["block_text"]
        if key not in spans_of_blocks:
            spans_of_blocks[key] = _locate_words(text, row["words"])
        spans = spans_of_blocks[key]
        start, end = spans[row["word"]][0], spans[row["word"] + n_words - 1][1]
        known = {name: row[name] for name in ("article_id", "outlet_label", "published", "title")}
        texts = {
            "left": text[max(start - CONTEXT_CHARACTERS, 0) : start],
            "keyword": text[start:end],
            "right": text[end : end + CONTEXT_CHARACTERS],
        }
        at = row["block_start"]
        hits.append(known | texts | {"start": at + start, "end": at + end})
    return pd.DataFrame(hits, columns=list(HIT_COLUMNS))


def _locate_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return start and end of each word; between two words there is no letter and no digit."""
    spans = []
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans
