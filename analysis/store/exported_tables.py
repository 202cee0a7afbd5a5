"""The tables that ``export`` writes: the catalogue's, comparisons, notes, groups of outlets."""

import pyarrow as pa

from analysis.table_schema import Column, Table
from analysis.tables import CATALOGUE, COMPARISONS

_STRING, _INT = pa.string(), pa.int32()

#: The analyst's stars and notes.
NOTES = Table(
    "notes",
    "a passage that was starred or noted; a note on several passages has a row for each",
    (
        Column("note_id", _STRING, "the note"),
        Column("kind", _STRING, "sentence, quotation, finding or difference"),
        Column("starred", pa.bool_(), "whether it is starred"),
        Column("note", _STRING, "the text of the note; empty for a star alone"),
        Column("author", _STRING, "who made it; empty when not known"),
        Column("created", _STRING, "when, in UTC (ISO 8601)"),
        Column("changed", _STRING, "when it was last changed, likewise"),
        Column("subject", _STRING, "the sentence of a finding or difference; otherwise empty"),
        Column("passage", _INT, "number of the passage in the note, from 0"),
        Column("story_id", _STRING, "the story; empty if the article is gone"),
        Column("article_id", _STRING, "the article"),
        Column("outlet_label", _STRING, "its outlet; as it was noted if the article is gone"),
        Column("title", _STRING, "its headline, likewise"),
        Column("start", _INT, "first character at present; -1 if the words are gone"),
        Column("end", _INT, "one past the last character; -1 if the words are gone"),
        Column("text", _STRING, "the words of the passage when it was noted"),
        Column("place", _STRING, "in place, moved, text changed or article gone"),
    ),
)

#: The analyst's groups of outlets.
OUTLET_GROUPS = Table(
    "outlet_groups",
    "the value of an outlet in one of the analyst's columns",
    (
        Column("outlet_label", _STRING, "the outlet; it may have no article in the workspace"),
        Column("group_column", _STRING, "the name of the column, e.g. country"),
        Column("group_value", _STRING, "the value"),
    ),
)

#: All tables, by name.
EXPORTED: dict[str, Table] = (
    CATALOGUE | COMPARISONS | {NOTES.name: NOTES, OUTLET_GROUPS.name: OUTLET_GROUPS}
)
