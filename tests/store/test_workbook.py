"""Workbooks: the limits of sheets and cells."""

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from analysis.store import workbook
from analysis.store.workbook import MAX_CHARACTERS, write_sheets


def batches(values, column="text"):
    return pa.table({column: values}).to_reader()


def read(path):
    opened = CalamineWorkbook.from_path(path)
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


@pytest.mark.parametrize(("n_rows", "names"), [(4, ["t"]), (5, ["t", "t (2)"])])
def test_rows_beyond_what_a_sheet_holds_continue_on_another(tmp_path, monkeypatch, n_rows, names):
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    write_sheets(tmp_path / "a.xlsx", [("t", batches([f"row {n}" for n in range(n_rows)]))])
    sheets = read(tmp_path / "a.xlsx")
    assert list(sheets) == names
    assert all(sheet[0] == ["text"] for sheet in sheets.values())
    assert sum(len(sheet) - 1 for sheet in sheets.values()) == n_rows


@pytest.mark.parametrize(("length", "ending"), [(MAX_CHARACTERS, "aa"), (MAX_CHARACTERS + 1, "a…")])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path, length, ending):
    write_sheets(tmp_path / "a.xlsx", [("t", batches(["a" * length]))])
    (cell,) = read(tmp_path / "a.xlsx")["t"][1]
    assert len(cell) == MAX_CHARACTERS
    assert cell.endswith(ending)


def test_a_table_without_rows_has_its_header(tmp_path):
    empty = pa.table({"text": pa.array([], pa.string())})
    write_sheets(tmp_path / "a.xlsx", [("t", empty.to_reader())])
    assert read(tmp_path / "a.xlsx") == {"t": [["text"]]}


def test_numbers_stay_numbers_and_what_looks_like_one_stays_a_text(tmp_path):
    write_sheets(tmp_path / "a.xlsx", [("n", batches([1.5], "n")), ("t", batches(["007"]))])
    sheets = read(tmp_path / "a.xlsx")
    assert sheets["n"][1] == [1.5]
    assert sheets["t"][1] == ["007"]


def test_a_workbook_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_sheets(tmp_path / "missing" / "a.xlsx", [("t", batches(["a"]))])
