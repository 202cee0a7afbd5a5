"""Write ``docs/tables.md`` from :mod:`analysis.tables`.

python -m tools.document_tables
"""

from pathlib import Path

from analysis.store.exported_tables import EXPORTED
from analysis.table_schema import Table

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"
_INTRODUCTION = """\
# The tables

`python -m analysis export` writes these tables, one file each, and the workspace's DuckDB catalogue
holds them, except `passages` and `differing_figures`, which `export` computes, and `notes`
and `outlet_groups`, which come from `notes.json` and `outlet_groups.json`. Offsets (`start`, `end`)
are Python string indices into `articles.text`; `end` is exclusive. Unknown text is the empty
string; an unknown date is null.

Formats `csv` and `xlsx` are for spreadsheets. Rows with an `article_id` also have `outlet_label`,
`published` and `title` of the article (`left_…` and `right_…` where there are two), and lists are
written as JSON. In `csv`, a text that would run as a formula begins with an apostrophe;
the column `marked` names the columns where it does. Offsets do not count it: remove the apostrophe
first, or use `parquet` or `jsonl`, which hold the texts exactly. In `xlsx`, no text is a formula; a
text longer than 32,767 characters is cut and ends with "…".

This page is generated from `analysis/tables.py`: run `python -m tools.document_tables` after
changing a column.
"""


def render() -> str:
    """Return the text of the page."""
    return "\n".join([_INTRODUCTION, *(_section(table) for table in EXPORTED.values())])


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.type} | {column.meaning} |\n" for column in table.columns]
    head = "| column | type | meaning |\n| --- | --- | --- |\n"
    return f"## `{table.name}`\n\nOne row is {table.row}.\n\n{head}{''.join(rows)}"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
