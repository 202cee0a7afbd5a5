"""Rows of a large .xlsx one after another: neither its sheets nor its texts are held in memory.

Libraries hold the texts that cells share (openpyxl) or all cells (python-calamine).
"""

import tempfile
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from typing import IO, NamedTuple, Self

from analysis.ingest.formats.xlsx_values import (
    Cell,
    NumberKind,
    column_index,
    number_kind,
    plain_value,
    unescape,
)
from analysis.ingest.formats.xml_pieces import XmlError, read_xml

#: A row with its number, from 1.
NumberedRow = tuple[int, list[Cell]]
#: What a damaged or hostile workbook raises while it is read.
WORKBOOK_ERRORS = (
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
)
#: Columns of a sheet (Microsoft, "Excel specifications and limits").
_MOST_COLUMNS = 16_384
#: Characters of one row: those of 600 cells that are full; a row is held whole (judgement).
MOST_ROW_CHARACTERS = 20_000_000
#: Sheets, links between parts, or styles of a workbook: three times the styles that a program
#: writes ("Excel specifications and limits").
MOST_ELEMENTS = 200_000
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class StreamedWorkbook:
    """The sheets of an .xlsx, in order; to be closed after use."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Open a workbook.

        Raises:
            WORKBOOK_ERRORS: It cannot be read.
        """
        self._archive = zipfile.ZipFile(stream)
        self._parts = {_normal(name): name for name in self._archive.namelist()}
        book = _Elements({"sheet", "workbookPr"})
        links = _Elements({"Relationship"})
        self._read_part(_WORKBOOK, book)
        self._read_part(_LINKS, links)
        parts = {link["Id"]: _target(link["Target"]) for _, link in links.items}
        kinds = {link["Id"]: link["Type"].rpartition("/")[2] for _, link in links.items}
        self._sheets = [
            (attributes["name"], parts[link_id])
            for name, attributes in book.items
            if name == "sheet"
            and kinds.get(link_id := _local_attribute(attributes, "id")) == "worksheet"
        ]
        self._is_1904 = any(
            item.get("date1904") in {"1", "true"} for name, item in book.items if name != "sheet"
        )
        part_by_kind = {kinds[link_id]: part for link_id, part in parts.items()}
        self._kinds = self._read_styles(part_by_kind.get("styles", ""))
        self._strings = _SharedStrings(self._open(part_by_kind.get("sharedStrings", "")))

    def __enter__(self) -> Self:
        """Return the workbook."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it and remove its texts from the disk."""
        self._strings.close()
        self._archive.close()

    @property
    def sheet_names(self) -> list[str]:
        """The names of the sheets that have cells."""
        return [name for name, _ in self._sheets]

    def read_rows(self, index: int) -> Iterator[NumberedRow]:
        """Yield the rows of a sheet that are not empty."""
        sheet = _SheetCells(self._kinds, is_1904=self._is_1904)
        with self._archive.open(self._parts[self._sheets[index][1]]) as stream:
            for _ in read_xml(stream, sheet):
                for number, cells in sheet.rows:
                    yield number, self._complete(cells)
                sheet.rows.clear()

    def _complete(self, cells: dict[int, "Cell | _Reference"]) -> list[Cell]:
        """Return the cells of a row in order, with the texts that they refer to."""
        row: list[Cell] = [""] * (max(cells) + 1)
        n_characters = 0
        for column, cell in cells.items():
            row[column] = value = (
                self._strings.text(cell.number) if isinstance(cell, _Reference) else cell
            )
            n_characters += len(value) if isinstance(value, str) else 0
            if n_characters > MOST_ROW_CHARACTERS:
                raise XmlError("a row is too long")
        return row

    def _read_part(self, part: str, elements: "_Elements") -> None:
        with self._archive.open(self._parts[part]) as stream:
            for _ in read_xml(stream, elements):
                pass

    def _read_styles(self, part: str) -> list[NumberKind]:
        """Return what the style of each number makes of the number in a cell."""
        if part not in self._parts:
            return []
        styles = _Elements({"numFmt", "cellXfs", "cellStyleXfs", "dxfs", "xf"})
        self._read_part(part, styles)
        codes: dict[str, str] = {}
        kinds: list[NumberKind] = []
        group = ""
        for name, attributes in styles.items:
            if name == "numFmt":
                codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
            elif name != "xf":
                group = name
            elif group == "cellXfs":
                format_id = attributes.get("numFmtId", "0")
                number = int(format_id) if format_id.isdecimal() else 0
                kinds.append(number_kind(number, codes.get(format_id, "")))
        return kinds

    def _open(self, part: str) -> IO[bytes] | None:
        name = self._parts.get(part)
        return self._archive.open(name) if name else None


def _normal(name: str) -> str:
    return name.replace("\\", "/").lower()


def _target(target: str) -> str:
    """Return the name of a part from the address in a link of the workbook."""
    return _normal(target[1:] if target.startswith("/") else f"xl/{target}")


def _local_attribute(attributes: dict[str, str], name: str) -> str:
    """Return the attribute with a name and a prefix, such as "r:id"."""
    return next((attributes[key] for key in attributes if key.endswith(f":{name}")), "")


class _Reference(NamedTuple):
    """A cell whose text is the shared one with a number."""

    number: int


class _Elements:
    """Collects elements with some names and their attributes."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self.items: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._names:
            self.items.append((name, attributes))
            if len(self.items) > MOST_ELEMENTS:
                raise XmlError("it has too many sheets or styles")

    def end(self, name: str) -> None:
        pass

    def add_text(self, text: str) -> None:
        pass


class _Texts:
    """Collects the text of elements "t" but those of a phonetic guide ("rPh")."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._text: list[str] = []
        self.is_read = self._is_preserved = self._is_guide = False
        self.n_characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._is_guide = True
        elif name == "t" and not self._is_guide:
            self.is_read = True
            self._is_preserved = attributes.get("xml:space") == "preserve"

    def end(self, name: str) -> None:
        if name == "rPh":
            self._is_guide = False
        elif name == "t" and self.is_read:
            self.is_read = False
            if self._text:
                text = "".join(self._text)
                self._parts.append(unescape(text, is_preserved=self._is_preserved))
                self._text.clear()

    def add_text(self, text: str) -> None:
        if self.is_read:
            self.n_characters += len(text)
            if self.n_characters > MOST_ROW_CHARACTERS:
                raise XmlError("a text is too long")
            self._text.append(text)

    def take(self) -> str:
        """Return the text since the last call."""
        text = "".join(self._parts)
        self._parts.clear()
        self.n_characters = 0
        return text


class _SharedStrings:
    """The texts that cells refer to by number, on disk; they are read as far as they are needed."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._texts = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by close()
        self._ends = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._ends.write(bytes(8))
        self._stream = stream
        self._collected = _Texts()
        self._new: list[bytes] = []
        self._n_texts = self._n_bytes = 0
        self._pieces = read_xml(stream, self) if stream else iter(())

    def close(self) -> None:
        self._texts.close()
        self._ends.close()
        if self._stream:
            self._stream.close()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._collected.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "si":
            self._new.append(self._collected.take().encode())
        else:
            self._collected.end(name)

    def add_text(self, text: str) -> None:
        self._collected.add_text(text)

    def text(self, index: int) -> str:
        """Return the text with a number; empty if there is none."""
        while index >= self._n_texts:
            if next(self._pieces, self) is self:
                return ""
            self._store()
        if index < 0:
            return ""
        self._ends.seek(8 * index)
        start, end = array("Q", self._ends.read(16))
        self._texts.seek(start)
        return self._texts.read(end - start).decode()

    def _store(self) -> None:
        ends = array("Q")
        for text in self._new:
            self._n_bytes += len(text)
            ends.append(self._n_bytes)
        self._texts.seek(0, 2)
        self._texts.write(b"".join(self._new))
        self._ends.seek(0, 2)
        self._ends.write(ends.tobytes())
        self._n_texts += len(self._new)
        self._new.clear()


class _SheetCells:
    """Collects the rows of a sheet."""

    def __init__(self, kinds: list[NumberKind], *, is_1904: bool) -> None:
        self._kinds, self._is_1904 = kinds, is_1904
        self.rows: list[tuple[int, dict[int, Cell | _Reference]]] = []
        self._row: dict[int, Cell | _Reference] = {}
        self._number = self._n_characters = 0
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._value: list[str] = []
        self._is_value = False
        self._inline = _Texts()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() else self._number + 1
            self._row, self._column, self._n_characters = {}, -1, 0
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            column = column_index(letters) if letters else None
            self._column = self._column + 1 if column is None else column
            self._attributes = attributes
            self._value.clear()
        elif name == "v":
            self._is_value = True
        else:
            self._inline.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self._is_value = False
        elif name == "c":
            value = self._cell()
            if value != "" and self._column < _MOST_COLUMNS:
                self._row[self._column] = value
        elif name == "row":
            if self._row:
                self.rows.append((self._number, self._row))
                self._row = {}
        else:
            self._inline.end(name)

    def add_text(self, text: str) -> None:
        if self._is_value:
            self._value.append(text)
        else:
            self._inline.add_text(text)
            if not self._inline.is_read:
                return
        self._n_characters += len(text)
        if self._n_characters > MOST_ROW_CHARACTERS:
            raise XmlError("a row is too long")

    def _cell(self) -> Cell | _Reference:
        kind = self._attributes.get("t", "")
        inline, text = self._inline.take(), "".join(self._value)
        if kind == "inlineStr":
            return inline
        if not text:
            return ""
        if kind == "s":
            return _Reference(int(text)) if text.strip().isdecimal() else ""
        style = self._attributes.get("s", "")
        index = int(style) if style.isdecimal() else len(self._kinds)
        number = self._kinds[index] if index < len(self._kinds) else "number"
        return plain_value(kind, text, number, is_1904=self._is_1904)
