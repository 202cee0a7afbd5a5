"""What is looked at: one value that is a condition in SQL, a link, and a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from analysis import tables

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: How the fields are called in a link.
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
    """What an analyst looks at; an empty field restricts nothing.

    Story, outlets and dates choose articles. Entities and labels choose mentions, entities and,
    by their speaker, quotations; they never choose articles, since an outlet that does not name
    an entity is a finding. Values of one field widen, fields narrow. The order of the values does
    not matter, and a date range given backwards is turned round.
    """

    story: str = ""
    outlets: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    entities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Bring the fields into one form, so that equal views are equal values.

        Raises:
            ValueError: when a kind is none of :data:`analysis.tables.QUOTE_KINDS`.
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

        Articles without a date do not meet a condition on dates.

        Args:
            alias: What the table is called in the query (never a user's text).
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
            alias: What the table is called in the query, by default its name.

        Returns:
            SQL that may stand after WHERE (``TRUE`` when nothing is restricted), and the values
            for its ``?``. Entities are those mentioned in the articles looked at; quotations and
            attitudes of an entity are its own and those that name it.
        """
        name = alias or table
        if table == "articles":
            return self.articles_where(name)
        if table == "stories":
            return _all(self._looked_at(f"{name}.story_id", "story_id"))
        if table == "entities":
            sql, params = self._mentioned()
            return _all(
                _within(f"{name}.entity_id", self.entities),
                _within(f"{name}.label", self.labels),
                (f"{name}.entity_id IN ({sql})", params) if sql else None,
            )
        chosen = self._looked_at(f"{name}.article_id", "article_id")
        if table not in ("mentions", "quotes", "attitudes"):
            return _all(chosen)
        entity = f"{name}.entity_id"
        return _all(
            chosen,
            _within(entity, self.entities) if table == "mentions" else self._quoting(name),
            self._labelled(entity),
            _within(f"{name}.kind", self.kinds) if table == "quotes" else None,
        )

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the parameters of a link to this view, without the empty ones."""
        query: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                plain = value.isoformat() if isinstance(value, date) else value
                query[_QUERY[field.name]] = list(plain) if isinstance(plain, tuple) else plain
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> "Filters":
        """Return the view a link asks for; what is not valid in it is left out."""
        given = {name: _texts(query.get(key, ())) for name, key in _QUERY.items()}
        return cls(
            story=next(iter(given["story"]), ""),
            outlets=given["outlets"],
            start=_day(given["start"]),
            end=_day(given["end"]),
            entities=given["entities"],
            labels=given["labels"],
            kinds=tuple(kind for kind in given["kinds"] if kind in tables.QUOTE_KINDS),
        )

    def sentence(self, names: Mapping[str, str]) -> str:
        """Return the view in words: "Kim Jong Un in UPI and NTD, 31 Aug to 6 Sep 2023".

        Args:
            names: Names of stories, entities and labels by their ids; an id without one stands for
                itself.

        Returns:
            Plain text with names as they came: escape it before it becomes markup.
        """
        looked_for = [_list([names.get(entity, entity) for entity in self.entities])]
        if self.labels:
            types = _list([names.get(label, label) for label in self.labels], "or")
            looked_for.append(f"of type {types}" if self.entities else f"Entities of type {types}")
        subject = " ".join(part for part in looked_for if part)
        outlets = _list(self.outlets)
        if subject:
            clauses = [f"{subject} in {outlets or 'all outlets'}"]
        else:
            clauses = [outlets or "All outlets"]
        if self.story:
            clauses.append(f"on “{names.get(self.story, self.story)}”")
        if self.kinds:
            clauses.append(f"{_list(self.kinds)} quotations only")
        if self.start or self.end:
            clauses.append(f"{_period(self.start, self.end)} (articles without a date left out)")
        return ", ".join(clauses)

    def _looked_at(self, column: str, article_column: str) -> tuple[str, list[object]] | None:
        sql, params = self.articles_where()
        if not params:
            return None
        return f"{column} IN (SELECT articles.{article_column} FROM articles WHERE {sql})", params

    def _mentioned(self) -> tuple[str, list[object]]:
        """Return a query for the entities mentioned in the articles looked at, if restricted."""
        chosen = self._looked_at("mentions.article_id", "article_id")
        if chosen is None:
            return "", []
        return f"SELECT mentions.entity_id FROM mentions WHERE {chosen[0]}", chosen[1]

    def _quoting(self, name: str) -> tuple[str, list[object]] | None:
        """By speaker or by a name in the stretch: both are quotations of interest."""
        spoken = _within(f"{name}.entity_id", self.entities)
        named = _within("named.entity_id", self.entities)
        if spoken is None or named is None:
            return None
        inside = (
            f"EXISTS (FROM mentions AS named WHERE named.article_id = {name}.article_id"
            f' AND named."start" >= {name}."start" AND named."end" <= {name}."end"'
            f" AND {named[0]})"
        )
        return f"({spoken[0]} OR {inside})", [*spoken[1], *named[1]]

    def _labelled(self, column: str) -> tuple[str, list[object]] | None:
        """By the entity's label: a single mention's label may differ from it."""
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
    given = [condition for condition in conditions if condition is not None]
    params = [param for _, values in given for param in values]
    return " AND ".join(sql for sql, _ in given) or "TRUE", params


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value)
    return tuple(text for text in texts if text and _encodable(text))


def _encodable(text: str) -> bool:
    """Tell whether the database can take the text: half a surrogate pair it cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _day(texts: Sequence[str]) -> date | None:
    try:
        return date.fromisoformat(texts[0]) if texts else None
    except ValueError:
        return None


def _list(values: Sequence[str], word: str = "and") -> str:
    if not values:
        return ""
    *most, last = values
    return f"{', '.join(most)} {word} {last}" if most else last


def _period(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return f"from {_written(start)}" if start else f"until {_written(end)}"
    if start == end:
        return _written(start)
    first = _written(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
        if start.month == end.month:
            first = str(start.day)
    return f"{first} to {_written(end)}"


def _written(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
