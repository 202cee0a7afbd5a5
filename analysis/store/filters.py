"""The selection of an analyst: one value that is a condition in SQL, a link, and a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from analysis import tables

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: The parameter of a link for each field.
_QUERY = {
    "story": "story",
    "outlets": "outlet",
    "start": "from",
    "end": "to",
    "entities": "entity",
    "labels": "type",
    "kinds": "quote",
}


@dataclass(frozen=True)
class Filters:
    """The selection of an analyst; an empty field restricts nothing.

    Story, outlets and dates select articles. Entities and labels select mentions, entities and,
    by their speaker, quotations; they never select articles, since an outlet that does not name
    an entity is a finding. Several values of one field are alternatives; all fields must hold. The
    order of values does not matter, and a reversed date range is put in order.
    """

    story: str = ""
    outlets: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    entities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Normalise the fields, so that equal selections are equal values.

        Raises:
            ValueError: A kind is not one of :data:`analysis.tables.QUOTE_KINDS`.
        """
        for name in ("outlets", "entities", "labels", "kinds"):
            values = tuple(sorted({value for value in getattr(self, name) if value}))
            object.__setattr__(self, name, values)
        if unknown := set(self.kinds) - set(tables.QUOTE_KINDS):
            raise ValueError(f"no such kind of quotation: {sorted(unknown)}")
        if self.start and self.end and self.start > self.end:
            start, end = self.end, self.start
            object.__setattr__(self, "start", start)
            object.__setattr__(self, "end", end)

    def articles_where(self, alias: str = "articles") -> tuple[str, list[object]]:
        """Return a condition on the table ``articles`` and its parameters.

        Articles without a date do not satisfy a condition on dates.

        Args:
            alias: The name of the table in the query (never a user's text).
        """
        return _all(
            _within(f"{alias}.story_id", (self.story,) if self.story else ()),
            _within(f"{alias}.outlet_label", self.outlets),
            (f"{alias}.published >= ?", [self.start]) if self.start else None,
            (f"{alias}.published <= ?", [self.end]) if self.end else None,
        )

    def where(self, table: str, alias: str | None = None) -> tuple[str, list[object]]:
        """Return a condition on a table of the catalogue and its parameters.

        Args:
            table: A table of :data:`analysis.tables.CATALOGUE`.
            alias: The name of the table in the query, by default its own.

        Returns:
            SQL for a WHERE clause (``TRUE`` if nothing is restricted), and the values of its ``?``.
            Entities are those mentioned in the selected articles; quotations and attitudes of an
            entity are its own and those that name it.
        """
        name = alias or table
        if table == "articles":
            return self.articles_where(name)
        if table == "stories":
            return _all(self._in_articles(f"{name}.story_id", "story_id"))
        if table == "entities":
            sql, params = self._select_mentioned()
            return _all(
                _within(f"{name}.entity_id", self.entities),
                _within(f"{name}.label", self.labels),
                (f"{name}.entity_id IN ({sql})", params) if sql else None,
            )
        in_articles = self._in_articles(f"{name}.article_id", "article_id")
        if table not in ("mentions", "quotes", "attitudes"):
            return _all(in_articles)
        entity = f"{name}.entity_id"
        return _all(
            in_articles,
            _within(entity, self.entities)
            if table == "mentions"
            else self._quotes_of_entities(name),
            self._has_label(entity),
            _within(f"{name}.kind", self.kinds) if table == "quotes" else None,
        )

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the parameters of a link to this selection, without the empty ones."""
        query: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                plain = value.isoformat() if isinstance(value, date) else value
                query[_QUERY[field.name]] = list(plain) if isinstance(plain, tuple) else plain
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> "Filters":
        """Return the selection of a link, without its invalid parts."""
        values = {name: _texts(query.get(key, ())) for name, key in _QUERY.items()}
        return cls(
            story=next(iter(values["story"]), ""),
            outlets=values["outlets"],
            start=_parse_day(values["start"]),
            end=_parse_day(values["end"]),
            entities=values["entities"],
            labels=values["labels"],
            kinds=tuple(kind for kind in values["kinds"] if kind in tables.QUOTE_KINDS),
        )

    def sentence(self, names: Mapping[str, str]) -> str:
        """Return the selection in words: "Kim Jong Un in UPI and NTD, 31 Aug to 6 Sep 2023".

        What is not restricted is not named; without any restriction there are no words.

        Args:
            names: Names of stories, entities and labels by id; an id without one is shown itself.

        Returns:
            Plain text with names as they are: escape it before it becomes markup.
        """
        subjects = [_join([names.get(entity, entity) for entity in self.entities])]
        if self.labels:
            types = _join([names.get(label, label) for label in self.labels], "or")
            subjects.append(f"of type {types}" if self.entities else f"Entities of type {types}")
        subject = " ".join(part for part in subjects if part)
        outlets = _join(self.outlets)
        if subject:
            clauses = [f"{subject} in {outlets}" if outlets else subject]
        else:
            clauses = [outlets] if outlets else []
        if self.story:
            clauses.append(f"on “{names.get(self.story, self.story)}”")
        if self.kinds:
            clauses.append(f"{_join(self.kinds)} quotations only")
        if self.start or self.end:
            clauses.append(
                f"{_format_period(self.start, self.end)} (articles without a date left out)"
            )
        return ", ".join(clauses)

    def _in_articles(self, column: str, article_column: str) -> tuple[str, list[object]] | None:
        sql, params = self.articles_where()
        if not params:
            return None
        return f"{column} IN (SELECT articles.{article_column} FROM articles WHERE {sql})", params

    def _select_mentioned(self) -> tuple[str, list[object]]:
        """Return a query for the entities mentioned in the selected articles, if restricted."""
        in_articles = self._in_articles("mentions.article_id", "article_id")
        if in_articles is None:
            return "", []
        condition, params = in_articles
        return f"SELECT mentions.entity_id FROM mentions WHERE {condition}", params

    def _quotes_of_entities(self, name: str) -> tuple[str, list[object]] | None:
        """Return a condition on the speaker, or on a name in the quotation."""
        by_speaker = _within(f"{name}.entity_id", self.entities)
        named = _within("named.entity_id", self.entities)
        if by_speaker is None or named is None:
            return None
        inside = (
            f"EXISTS (FROM mentions AS named WHERE named.article_id = {name}.article_id"
            f' AND named."start" >= {name}."start" AND named."end" <= {name}."end"'
            f" AND {named[0]})"
        )
        return f"({by_speaker[0]} OR {inside})", [*by_speaker[1], *named[1]]

    def _has_label(self, column: str) -> tuple[str, list[object]] | None:
        """Return a condition on the entity's label, which that of a mention may differ from."""
        condition = _within("entities.label", self.labels)
        if condition is None:
            return None
        sql, params = condition
        return f"{column} IN (SELECT entities.entity_id FROM entities WHERE {sql})", params


def _within(column: str, values: Sequence[str]) -> tuple[str, list[object]] | None:
    if not values:
        return None
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _all(*conditions: tuple[str, list[object]] | None) -> tuple[str, list[object]]:
    restrictions = [condition for condition in conditions if condition is not None]
    params = [param for _, values in restrictions for param in values]
    return " AND ".join(sql for sql, _ in restrictions) or "TRUE", params


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value)
    return tuple(text for text in texts if text and _is_encodable(text))


def _is_encodable(text: str) -> bool:
    """Return whether the database accepts the text; it refuses half a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _parse_day(texts: Sequence[str]) -> date | None:
    try:
        return date.fromisoformat(texts[0]) if texts else None
    except ValueError:
        return None


def _join(values: Sequence[str], word: str = "and") -> str:
    if not values:
        return ""
    *most, last = values
    return f"{', '.join(most)} {word} {last}" if most else last


def _format_period(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return f"from {_format_day(start)}" if start else f"until {_format_day(end)}"
    if start == end:
        return _format_day(start)
    first = _format_day(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
        if start.month == end.month:
            first = str(start.day)
    return f"{first} to {_format_day(end)}"


def _format_day(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
