"""The rows of tables as spreadsheets have them: with the article of each row, without formulas.

In CSV a text that would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, their wide
forms, ``|``, a tab or a line end) is prefixed with an apostrophe, and the column ``marked`` names
the columns where it is; offsets do not count the apostrophe. In Excel every text is a text.
"""

import re

import pyarrow as pa

from analysis import tables
from analysis.table_schema import Table

#: First characters of a text that make a spreadsheet run it as a formula.
FORMULA = "=+-@|＝＋－＠\t\r\n"

#: Columns that hold the id of an article, and the prefix of what is added about that article.
_ARTICLE_IDS = {"article_id": "", "left_id": "left_", "right_id": "right_"}
#: What is added about an article.
_ADDED = ("outlet_label", "published", "title")
#: The column that names the columns whose cell begins with a mark.
_MARKED = "marked"

#: SQL and name of a column, and its type.
_Selected = tuple[str, str, pa.DataType]


def select_spreadsheet_rows(table: Table, source: str, *, has_marks: bool) -> str:
    """Return the SQL of the rows of a table with outlet, date and headline of their articles.

    Args:
        table: The table.
        source: The SQL name of the table; that of articles is ``catalogue.articles``.
        has_marks: Whether texts that would run as formulas get an apostrophe before them. A column
            ``marked`` then names the columns in which the cell has one.
    """
    columns, joins = _join_articles(table)
    cells = [f'{_cell(sql, kind, has_marks=has_marks)} AS "{name}"' for sql, name, kind in columns]
    if has_marks:
        cells.append(f"{_list_marked(columns)} AS {_MARKED}")
    return f"SELECT {', '.join(cells)} FROM {source} AS rows{joins}"


def _join_articles(table: Table) -> tuple[list[_Selected], str]:
    columns: list[_Selected] = []
    joins = ""
    for column in table.columns:
        columns.append((f'rows."{column.name}"', column.name, column.type))
        if column.name not in _ARTICLE_IDS or table.name == "articles":
            continue
        prefix = _ARTICLE_IDS[column.name]
        article = f'"{prefix}article"'
        joins += f" LEFT JOIN catalogue.articles AS {article}"
        joins += f' ON {article}.article_id = rows."{column.name}"'
        types = tables.CATALOGUE["articles"].schema
        columns += [
            (f'{article}."{name}"', prefix + name, types.field(name).type)
            for name in _ADDED
            if prefix + name not in table.names
        ]
    return columns, joins


def _cell(sql: str, kind: pa.DataType, *, has_marks: bool) -> str:
    if pa.types.is_list(kind):
        return f"to_json({sql})"
    if pa.types.is_string(kind) and has_marks:
        return rf"regexp_replace({sql}, '^([{re.escape(FORMULA)}])', '''\1')"
    return sql


def _list_marked(columns: list[_Selected]) -> str:
    """Return the SQL of the names of the columns whose cell begins with a mark."""
    pattern = f"'^[{re.escape(FORMULA)}]'"
    marked = [
        f"CASE WHEN regexp_matches({sql}, {pattern}) THEN '{name}' END"
        for sql, name, kind in columns
        if pa.types.is_string(kind)
    ]
    return f"concat_ws(' ', {', '.join(marked)})" if marked else "''"
