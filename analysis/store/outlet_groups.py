"""The analyst's groups of outlets: ``outlet_groups.json``, written to be read by people.

::

    {
      "columns": {
        "country": {"NTD": "US", "The Korea Herald": "South Korea"},
        "ownership": {"NTD": "private"}
      }
    }

A column has any name; it maps the label of an outlet to a value. An outlet without a value is
:data:`NOT_GIVEN`. Values of outlets that the workspace does not have (yet) are kept. Keys that this
module does not know are kept unchanged.

Every change reads the file under a lock and replaces it in one step; the state before stays as a
backup.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.store.decision_files import describe_remedy, read_json, replace_text

#: Stands for the value of an outlet that has none.
NOT_GIVEN = "not given"
#: A label that no outlet has: of outlets that a filter leaves out of pooled ones.
NO_OUTLET = "\n"
#: Maximum number of columns, and of characters of a name of a column and of a value. Judgement: a
#: table that people fill in by hand, and values that fit a legend.
MAX_COLUMNS, MAX_CHARACTERS = 20, 60
#: Maximum number of outlets that are named because they are not loaded.
_MAX_NAMED = 5


class OutletGroupsError(ValueError):
    """The groups cannot be understood or kept; the message says where, and what to do."""


@dataclass(frozen=True)
class OutletGroups:
    """The groups of the outlets of a workspace.

    Attributes:
        columns: For each column, the value of each outlet that has one, by the outlet's label.
        other: What else the file holds.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)

    def get_value(self, column: str, outlet: str) -> str:
        """Return the value of an outlet, :data:`NOT_GIVEN` if it has none."""
        return self.columns.get(column, {}).get(outlet, NOT_GIVEN)

    def group_outlets(self, column: str, outlets: Iterable[str]) -> dict[str, str]:
        """Return the value of each outlet in a column."""
        return {outlet: self.get_value(column, outlet) for outlet in outlets}

    def name_pools(self, column: str, outlets: Iterable[str]) -> dict[str, str]:
        """Return what takes the place of each outlet: its value, or "country not given"."""
        return {
            outlet: f"{column} {NOT_GIVEN}" if value == NOT_GIVEN else value
            for outlet, value in self.group_outlets(column, outlets).items()
        }

    def list_values(self, column: str, outlets: Iterable[str]) -> list[str]:
        """Return the values that some outlets have, sorted; :data:`NOT_GIVEN` is last."""
        values = set(self.group_outlets(column, outlets).values())
        return sorted(values, key=lambda value: (value == NOT_GIVEN, value))

    def select_outlets(
        self, outlets: Iterable[str], chosen: Mapping[str, Iterable[str]]
    ) -> tuple[str, ...]:
        """Return the outlets that have one of the chosen values in each chosen column."""
        chosen_values = {column: set(values) for column, values in chosen.items()}
        return tuple(
            outlet
            for outlet in outlets
            if all(
                self.get_value(column, outlet) in values for column, values in chosen_values.items()
            )
        )

    def list_spellings(self) -> list[tuple[str, ...]]:
        """Return the values of one column that differ only in case, each set of them sorted."""
        spellings: dict[tuple[str, str], set[str]] = {}
        for column, values in self.columns.items():
            for value in values.values():
                spellings.setdefault((column, _fold(value)), set()).add(value)
        return [tuple(sorted(values)) for values in spellings.values() if len(values) > 1]

    def list_rows(self) -> list[dict[str, str]]:
        """Return the groups as rows of :data:`analysis.store.exported_tables.OUTLET_GROUPS`."""
        return [
            {"outlet_label": outlet, "group_column": column, "group_value": value}
            for column, values in self.columns.items()
            for outlet, value in sorted(values.items())
        ]

    def with_table(self, table: Mapping[str, Mapping[str, str]]) -> "OutletGroups":
        """Return these groups with the values of a table; other values stay.

        Args:
            table: As ``columns``; an empty value removes the outlet's value. A column that differs
                from one there is only in case or blanks is that one.

        Raises:
            OutletGroupsError: A name or value is too long, or there are too many columns.
        """
        columns = {column: dict(values) for column, values in self.columns.items()}
        for column, values in table.items():
            name = _match(_clean(column), _index_spellings(columns))
            value_by_outlet = columns.setdefault(name, {})
            for outlet, value in values.items():
                value_by_outlet.pop(outlet, None)
                if cleaned := _clean(value):
                    value_by_outlet[outlet] = cleaned
        _check(columns)
        return replace(self, columns=columns)

    def with_names(self, names: Mapping[str, str]) -> "OutletGroups":
        """Return these groups with the values of renamed outlets under their new names too.

        Args:
            names: The new name of each outlet. Values that a new name has already stay; so do those
                of the old name, for when the change is undone.
        """
        columns = {
            column: {name: values[outlet] for outlet, name in names.items() if outlet in values}
            | dict(values)
            for column, values in self.columns.items()
        }
        return replace(self, columns=columns)

    def without_column(self, column: str) -> "OutletGroups":
        """Return these groups without a column."""
        columns = {name: values for name, values in self.columns.items() if name != column}
        return replace(self, columns=columns)


#: Of a workspace without groups.
NO_GROUPS = OutletGroups()


class OutletGroupStore:
    """The groups of a workspace's outlets, in its file."""

    def __init__(self, path: Path, lock: Callable[[], AbstractContextManager[object]]) -> None:
        """Name the file, which need not exist, and the lock under which it is changed."""
        self.path = path
        self._lock = lock

    def read(self) -> OutletGroups:
        """Return the groups; without a file there are none.

        Raises:
            OutletGroupsError: The file cannot be understood; says where, and what to do.
        """
        try:
            return _parse(read_json(self.path, OutletGroupsError), self.path.name)
        except OutletGroupsError as error:
            remedy = describe_remedy(self.path, "move the file away to begin anew")
            raise OutletGroupsError(f"{error}. {remedy}") from error

    def change(self, change: Callable[[OutletGroups], OutletGroups]) -> OutletGroups:
        """Change the groups, e.g. ``lambda groups: groups.with_table(table)``; return them.

        Raises:
            OutletGroupsError: The file cannot be understood, or ``change`` raised it; nothing is
                written.
        """
        with self._lock():
            groups = change(self.read())
            text = json.dumps({"columns": groups.columns, **groups.other}, ensure_ascii=False)
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
            replace_text(self.path, text)
        return groups


def read_group_table(
    name: str, content: bytes, outlets: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Read a table of outlets and their groups.

    Args:
        name: Name of the file; its ending tells the format: csv, tsv, xlsx, xls or ods.
        content: Its bytes.
        outlets: Labels of known outlets; a name in the table that differs from one only in case
            or blanks is taken for it.

    Returns:
        As ``OutletGroups.columns``; cells without a value are left out.

    Raises:
        OutletGroupsError: It is no such table, has no column for the outlet, or two values of an
            outlet in one column.
    """
    from analysis.ingest.formats.registry import FORMAT_BY_ENDING  # pages start without it
    from analysis.ingest.limits import Limits
    from analysis.ingest.record_fields import columns_by_field
    from analysis.ingest.source_files import SourceFile

    source = SourceFile.from_upload(name, content)
    form = FORMAT_BY_ENDING.get(source.ending)
    if form is None or form.preview is None:
        raise OutletGroupsError(f"{name} is no table: give a .csv, .tsv or .xlsx file")
    rows = list(form.preview(source, Limits.from_environment()))
    if not rows:
        raise OutletGroupsError(f"{name} is empty, or it cannot be read")
    header = list(rows[0])
    in_outlet = columns_by_field(dict.fromkeys(header), {}).get("outlet", [])
    if not in_outlet:
        raise OutletGroupsError(
            f"{name} has no column “outlet”: name the outlets in one, and their groups in others"
        )
    columns = _list_columns(column for column in header if column != in_outlet[0])
    if not columns:
        raise OutletGroupsError(f"{name} has no column beside “{in_outlet[0]}”")
    table: dict[str, dict[str, str]] = {column: {} for column in columns.values()}
    labels = _index_spellings(outlets)
    for row in rows[1:]:
        label = _clean(row.get(in_outlet[0]))
        outlet = _match(label, labels)
        labels.setdefault(_fold(label), outlet)
        cells = {column: _clean(row.get(column)) for column in columns}
        for column, value in cells.items() if outlet else ():
            if value and table[columns[column]].setdefault(outlet, value) != value:
                raise OutletGroupsError(
                    f"{name} has two values of {outlet} in “{columns[column]}”: "
                    f"“{table[columns[column]][outlet]}” and “{value}”"
                )
    _check(table)
    return table


def describe_group_table(table: Mapping[str, Mapping[str, str]], outlets: Collection[str]) -> str:
    """Return in words which columns a table has, and which outlets have a value in it."""
    named = {outlet for values in table.values() for outlet in values}
    known = len(named.intersection(outlets))
    unknown = sorted(named.difference(outlets))
    verb, whose = ("is", "its") if len(unknown) == 1 else ("are", "their")
    names = ", ".join(unknown[:_MAX_NAMED]) + (" …" if len(unknown) > _MAX_NAMED else "")
    rest = f"; {len(unknown):,} more ({names}) {verb} not loaded, and {whose} values are kept"
    return (
        f"Loaded {', '.join(table)}: {known:,} of {len(outlets):,} outlets have a value"
        f"{rest if unknown else ''}."
    )


def _list_columns(header: Iterable[str]) -> dict[str, str]:
    """Return the names of groups by column; columns that differ only in case or blanks are one."""
    names: dict[str, str] = {}
    return {
        column: names.setdefault(_fold(column), _clean(column))
        for column in header
        if column.strip()
    }


def _index_spellings(names: Iterable[str]) -> dict[str, str]:
    """Return names by themselves and, the first of those alike, without case."""
    names = tuple(names)
    return {_fold(name): name for name in reversed(names)} | {name: name for name in names}


def _match(name: str, spellings: Mapping[str, str]) -> str:
    """Return the indexed name that is equal, or else equal but for case and blanks, or the name."""
    return spellings.get(name, spellings.get(_fold(name), name))


def _fold(name: str) -> str:
    return _clean(name).casefold()


def _clean(cell: object) -> str:
    """Return a cell as text with single blanks; an empty one as an empty text."""
    return "" if cell is None else " ".join(str(cell).split())


def _check(columns: Mapping[str, Mapping[str, str]]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise OutletGroupsError(f"at most {MAX_COLUMNS} columns can be kept, not {len(columns)}")
    for column, values in columns.items():
        if not column:
            raise OutletGroupsError("a column has no name")
        for text in (column, *values.values()):
            if len(text) > MAX_CHARACTERS:
                raise OutletGroupsError(
                    f"“{text[:MAX_CHARACTERS]}…” is longer than {MAX_CHARACTERS} characters"
                )


def _parse(content: object, name: str) -> OutletGroups:
    if not isinstance(content, dict):
        raise OutletGroupsError(f"{name} must hold one JSON object")
    columns = content.pop("columns", {})
    if not isinstance(columns, dict):
        raise OutletGroupsError(f"{name}: 'columns' must map names to the outlets' values")
    for column, values in columns.items():
        is_mapping = isinstance(values, dict)
        if not is_mapping or not all(isinstance(value, str) for value in values.values()):
            raise OutletGroupsError(f"{name}: column {column!r} must map outlets to texts")
    try:
        _check(columns)
    except OutletGroupsError as error:
        raise OutletGroupsError(f"{name}: {error}") from error
    return OutletGroups(columns, content)
