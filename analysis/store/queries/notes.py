"""Find the present places of the passages that notes are on, and list notes as a table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.notes import Note, NotedPassage


class Place(StrEnum):
    """What became of a noted passage."""

    UNCHANGED = "in place"
    MOVED = "moved"
    TEXT_GONE = "text changed"
    ARTICLE_GONE = "article gone"


#: Places at which the words of a passage are found.
LOCATED = (Place.UNCHANGED, Place.MOVED)


@dataclass(frozen=True)
class PlacedPassage:
    """A noted passage at its present place.

    Attributes:
        noted: The passage as it was noted.
        place: What became of it.
        article_id: The article that has it now; that of the note if it is gone.
        start: First character; -1 if the words are gone.
        end: One past the last; -1 if the words are gone.
        outlet_label: The outlet.
        title: The headline.
        published: Day of publication, if known.
        story_id: The story; empty if the article is gone.
    """

    noted: NotedPassage
    place: Place
    article_id: str
    start: int
    end: int
    outlet_label: str
    title: str
    published: date | None
    story_id: str

    @property
    def is_located(self) -> bool:
        """Whether the words are in the corpus."""
        return self.place in LOCATED


@dataclass(frozen=True)
class PlacedNote:
    """A note and the present places of its passages."""

    note: Note
    passages: tuple[PlacedPassage, ...]

    def has_overlap(self, article_id: str, start: int, end: int) -> bool:
        """Return whether a passage of it shares words with a range of an article."""
        return any(
            passage.is_located
            and passage.article_id == article_id
            and passage.start < end
            and passage.end > start
            for passage in self.passages
        )


def place_notes(catalogue: Catalogue, notes: Iterable[Note]) -> tuple[PlacedNote, ...]:
    """Return notes with the present places of their passages, in the same order.

    A passage is where its words are: at the noted offsets, or at the only other place of the same
    article. If the article is gone (for instance loaded again under another id), it is in the only
    article of the same outlet that has the words. Words that are at several places, or at none, are
    called gone, never guessed.
    """
    notes = tuple(notes)
    noted = {passage for note in notes for passage in note.passages}
    articles = _read_articles(catalogue, {passage.article_id for passage in noted})
    gone = [passage for passage in noted if passage.article_id not in articles]
    heirs = _find_heirs(catalogue, gone)
    articles |= _read_articles(catalogue, set(heirs.values()))
    places = {
        passage: _place(passage, articles.get(heirs.get(passage, passage.article_id)))
        for passage in noted
    }
    return tuple(
        PlacedNote(note, tuple(places[passage] for passage in note.passages)) for note in notes
    )


def select_notes(
    catalogue: Catalogue, filters: Filters, placed: Iterable[PlacedNote]
) -> tuple[PlacedNote, ...]:
    """Return the notes with a passage in the filtered articles.

    Filters on entities and kinds of quotation are ignored. Notes on articles that are gone are
    selected only by filters that select every article.
    """
    placed = tuple(placed)
    where, params = filters.articles_where()
    if not params:
        return placed
    noted = {passage.article_id for item in placed for passage in item.passages}
    rows = catalogue.query(
        f"""
        SELECT article_id FROM articles
        WHERE {where} AND article_id IN (SELECT unnest(?::varchar[]))
        """,
        [*params, sorted(noted)],
    )
    selected = set(rows["article_id"])
    return tuple(
        item for item in placed if any(passage.article_id in selected for passage in item.passages)
    )


def read_passage(
    catalogue: Catalogue, article_id: str, start: int, end: int | None = None
) -> NotedPassage | None:
    """Return a passage of an article, to put a note on.

    Args:
        catalogue: The workspace's catalogue.
        article_id: The article.
        start: First character.
        end: One past the last; None for the whole sentence at ``start``.

    Returns:
        The passage without surrounding white space; None if the article has no words there.
    """
    rows = catalogue.query(
        """
        SELECT a.text, a.outlet_label, a.title, s."start" AS first, s."end" AS last
        FROM articles a LEFT JOIN sentences s
            ON s.article_id = a.article_id AND s."start" <= $2 AND s."end" > $2
        WHERE a.article_id = $1 LIMIT 1
        """,
        [article_id, start],
    )
    if rows.empty or start < 0:
        return None
    row = rows.iloc[0]
    if end is None:
        if pd.isna(row["first"]):
            return None
        start, end = int(row["first"]), int(row["last"])
    words = row["text"][start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        return None
    return NotedPassage(
        article_id, start, start + len(words), words, row["outlet_label"], row["title"]
    )


def read_evidence(
    catalogue: Catalogue, spans: Iterable[tuple[str, int, int]], maximum: int
) -> list[NotedPassage]:
    """Return the sentences of a finding's evidence, to put a note on.

    Args:
        catalogue: The workspace's catalogue.
        spans: Article, first character and one past the last of each span, which may be a name.
        maximum: Maximum number of passages.

    Returns:
        Whole sentences, each once: the first of each article, then the second of each, and so on,
        in the order of the spans. What is in no sentence is returned as it is.
    """
    spans = list(spans)
    if not spans:
        return []
    rows = catalogue.query(
        """
        WITH spans AS (
            SELECT unnest(?::varchar[]) AS article_id, unnest(?::integer[]) AS "first",
                   unnest(?::integer[]) AS "last", unnest(?::integer[]) AS number
        ),
        whole AS (
            SELECT t.number, t.article_id, least(t."first", min(s."start")) AS "start",
                   greatest(t."last", max(s."end")) AS "end"
            FROM spans t LEFT JOIN sentences s
                ON s.article_id = t.article_id AND s."start" < t."last" AND s."end" > t."first"
            GROUP BY t.number, t.article_id, t."first", t."last"
        ),
        sentences_once AS (
            SELECT article_id, "start", "end", min(number) AS number
            FROM whole GROUP BY article_id, "start", "end"
        )
        SELECT article_id, "start", "end" FROM sentences_once
        ORDER BY row_number() OVER (PARTITION BY article_id ORDER BY number), number LIMIT ?
        """,
        [*map(list, zip(*spans, strict=True)), list(range(len(spans))), maximum],
    )
    passages = (
        read_passage(catalogue, str(row["article_id"]), int(row["start"]), int(row["end"]))
        for _, row in rows.iterrows()
    )
    return [passage for passage in passages if passage]


def tabulate_notes(placed: Sequence[PlacedNote]) -> list[dict[str, Any]]:
    """Return notes as rows of :data:`exported_tables.NOTES`, one for each passage."""
    return [
        {
            "note_id": item.note.note_id,
            "kind": item.note.kind.value,
            "starred": item.note.starred,
            "note": item.note.text,
            "author": item.note.author,
            "created": item.note.created,
            "changed": item.note.changed,
            "subject": item.note.subject,
            "passage": number,
            "story_id": passage.story_id,
            "article_id": passage.article_id,
            "outlet_label": passage.outlet_label,
            "title": passage.title,
            "start": passage.start,
            "end": passage.end,
            "text": passage.noted.text,
            "place": passage.place.value,
        }
        for item in placed
        for number, passage in enumerate(item.passages)
    ]


def _read_articles(catalogue: Catalogue, article_ids: Iterable[str]) -> dict[str, pd.Series]:
    # Rows are read by row id; otherwise the texts of all articles are decompressed.
    rows = catalogue.query(
        """
        WITH wanted AS MATERIALIZED (
            SELECT rowid AS row FROM articles
            WHERE article_id IN (SELECT unnest(?::varchar[]))
        )
        SELECT article_id, outlet_label, title, published, story_id, text FROM articles
        WHERE rowid IN (SELECT row FROM wanted)
        """,
        [sorted(article_ids)],
    )
    return {str(row["article_id"]): row for _, row in rows.iterrows()}


def _find_heirs(catalogue: Catalogue, passages: Sequence[NotedPassage]) -> dict[NotedPassage, str]:
    """Return for passages of articles that are gone the one article of their outlet with them."""
    if not passages:
        return {}
    rows = catalogue.query(
        """
        WITH gone AS (
            SELECT unnest(?::integer[]) AS number, unnest(?::varchar[]) AS outlet,
                   unnest(?::varchar[]) AS words
        )
        SELECT gone.number, articles.article_id FROM gone JOIN articles
            ON articles.outlet_label = gone.outlet AND contains(articles.text, gone.words)
        """,
        [
            list(range(len(passages))),
            [passage.outlet for passage in passages],
            [passage.text for passage in passages],
        ],
    )
    heirs: defaultdict[int, list[str]] = defaultdict(list)
    for number, article_id in zip(rows["number"], rows["article_id"], strict=True):
        heirs[int(number)].append(str(article_id))
    return {passages[number]: ids[0] for number, ids in heirs.items() if len(ids) == 1}


def _place(passage: NotedPassage, article: pd.Series | None) -> PlacedPassage:
    if article is None:
        return PlacedPassage(
            noted=passage,
            place=Place.ARTICLE_GONE,
            article_id=passage.article_id,
            start=-1,
            end=-1,
            outlet_label=passage.outlet,
            title=passage.title,
            published=None,
            story_id="",
        )
    place, start = _find_words(passage, article)
    return PlacedPassage(
        noted=passage,
        place=place,
        article_id=str(article["article_id"]),
        start=start,
        end=-1 if start < 0 else start + len(passage.text),
        outlet_label=str(article["outlet_label"]),
        title=str(article["title"]),
        published=None if pd.isna(article["published"]) else article["published"].date(),
        story_id=str(article["story_id"]),
    )


def _find_words(passage: NotedPassage, article: pd.Series) -> tuple[Place, int]:
    text: str = article["text"]
    is_same = str(article["article_id"]) == passage.article_id
    if is_same and text[passage.start : passage.end] == passage.text:
        return Place.UNCHANGED, passage.start
    start = text.find(passage.text)
    if start < 0 or text.find(passage.text, start + 1) >= 0:
        return Place.TEXT_GONE, -1
    return Place.MOVED, start
