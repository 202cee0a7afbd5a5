"""Write ``docs/tables.md`` from :mod:`analysis.tables`.

python -m tools.document_tables
"""

from pathlib import Path

from analysis.tables import CATALOGUE, COMPARISONS, Table

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"
_INTRODUCTION = """\
# The tables

`python -m analysis export` writes these tables, one file each, and the workspace's DuckDB catalogue
holds them, except `passages` and `differing_figures`, which `export` computes. Offsets (`start`,
`end`) are Python string indices into `articles.text`; `end` is exclusive. Unknown text is the empty
string; an unknown date is null.

This page is generated from `analysis/tables.py`: run `python -m tools.document_tables` after
changing a column.
"""


def render() -> str:
    """Return the text of the page."""
    documented = (*CATALOGUE.values(), *COMPARISONS.values())
    return "\n".join([_INTRODUCTION, *(_section(table) for table in documented)])


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.type} | {column.meaning} |\n" for column in table.columns]
    head = "| column | type | meaning |\n| --- | --- | --- |\n"
    return f"## `{table.name}`\n\nOne row is {table.row}.\n\n{head}{''.join(rows)}"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
