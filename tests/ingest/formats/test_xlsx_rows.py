"""Workbooks that are read row after row: their cells are those of the library for small ones."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook

from analysis.ingest.formats import xlsx_rows
from analysis.ingest.formats.xlsx_rows import WORKBOOK_ERRORS, StreamedWorkbook
from tests.ingest.formats.xlsx_parts import make_workbook

STRINGS = (
    "<si><t>The harbour is closed.</t></si>"
    '<si><t xml:space="preserve"> spaces </t></si><si><t> spaces\n</t></si>'
    '<si><r><rPr><b/></rPr><t>Rich</t></r><r><t xml:space="preserve"> text</t></r>'
    "<rPh><t>guide</t></rPh></si>"
    "<si><t>one_x000D_\ntwo_x005F_x000D_ &amp; three\r\nfour_xD800_</t></si>"
    "<si/><si><t/></si><si><t>a<![CDATA[<b>]]>“é”</t></si>"
)
FORMATS = ("yyyy\\-mm\\-dd", "[h]:mm", '0.0 "days"', "[Red]0", "[$-409]d-mmm", "0_d", "0;dd")
STYLES = (
    "<numFmts>"
    + "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for number, code in enumerate(FORMATS, start=164)
    )
    + '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 46, 21, *range(164, 171)))
    + "</cellXfs>"
)
NUMBERS = ("45174", "45174.5", "0.25", "0", "1", "59", "60", "61", "-1", "3000000", "1E3", "x")
TYPED = (
    '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>'
    '<c t="str"><f>A1</f><v> a_x000D_b </v></c><c><f>A1</f><v>4.5</v></c>'
    '<c t="d"><v>2023-09-05</v></c><c t="d"><v>2023-09-05T10:00:00</v></c>'
    '<c t="d"><v>10:00:00</v></c><c t="d"><v>2023-09-05T10:00:00.5Z</v></c><c/><c s="1"/>'
    '<c t="inlineStr"><is><t> in_x000D_line </t></is></c><c t="inlineStr"><is/></c>'
    '<c t="inlineStr"><is><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r>'
    '<rPh><t>guide</t></rPh></is></c><c t="s"/><c t="n"><v>7</v></c>'
)


def rows_of_library(data: bytes, index: int) -> list[tuple[int, list[object]]]:
    """Return the rows that are not empty, without the empty cells at their ends."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(index)
    return trimmed(enumerate(sheet.iter_rows(), start=1))


def streamed_rows(data: bytes, index: int = 0) -> list[tuple[int, list[object]]]:
    with StreamedWorkbook(io.BytesIO(data)) as workbook:
        return trimmed(workbook.read_rows(index))


def trimmed(rows):
    trimmed_rows = []
    for number, cells in rows:
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            trimmed_rows.append((number, cells))
    return trimmed_rows


def everything(settings: str = "") -> bytes:
    shared = "".join(f'<c t="s"><v>{number}</v></c>' for number in (*range(8), 0))
    numbers = "".join(
        "<row>" + "".join(f'<c s="{style}"><v>{number}</v></c>' for number in NUMBERS) + "</row>"
        for style in range(12)
    )
    gaps = (
        '<row r="3"><c r="A3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="5"/>'
        '<row r="7"><c r="AB7" t="b"><v>1</v></c><c><v>3</v></c></row>'
    )
    return make_workbook(
        f"<row>{shared}</row>",
        numbers,
        f"<row>{TYPED}</row>",
        gaps,
        "",
        strings=STRINGS,
        styles=STYLES,
        settings=settings,
    )


@pytest.mark.parametrize("settings", ["", '<workbookPr date1904="1"/>'], ids=["1900", "1904"])
def test_all_kinds_of_cells_are_those_that_the_library_gives(settings):
    data = everything(settings)
    for index in range(5):
        expected = rows_of_library(data, index)
        rows = streamed_rows(data, index)
        assert rows == expected
        types = [[type(cell) for cell in cells] for _, cells in rows]
        assert types == [[type(cell) for cell in cells] for _, cells in expected]


def test_cells_have_the_values_that_their_formats_state():
    (_, shared), *_ = streamed_rows(everything())
    assert shared[3:5] == ["Rich text", "one\r\ntwo_x000D_ & three\nfour_xD800_"]
    rows = [cells for _, cells in streamed_rows(everything(), 1)]
    assert rows[0][:2] == [45174.0, 45174.5]
    assert rows[1][:3] == [date(2023, 9, 5), datetime(2023, 9, 5, 12), time(6)]  # noqa: DTZ001
    assert rows[3][2] == timedelta(hours=6)


def test_texts_are_found_in_any_order():
    strings = "".join(f"<si><t>{'text ' * 400}{number}</t></si>" for number in range(500))
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in (499, 0, 250, 500))
    ((_, cells),) = streamed_rows(make_workbook(f"<row>{row}</row>", strings=strings))
    assert [cell.split()[-1] for cell in cells] == ["499", "0", "250"]


def test_a_chart_is_no_sheet_of_cells():
    data = make_workbook("<row><c><v>1</v></c></row>")
    with StreamedWorkbook(io.BytesIO(data)) as workbook:
        assert workbook.sheet_names == ["S1"]
    assert streamed_rows(data) == [(1, [1.0])]


@pytest.mark.parametrize(("most", "is_read"), [(60, True), (59, False)])
@pytest.mark.parametrize("kind", ["shared", "inline", "plain"])
def test_a_row_may_have_as_many_characters_as_the_limit(monkeypatch, kind, most, is_read):
    monkeypatch.setattr(xlsx_rows, "MOST_ROW_CHARACTERS", most)
    cell = {
        "shared": '<c t="s"><v>0</v></c>',
        "inline": f'<c t="inlineStr"><is><t>{"a" * 30}</t></is></c>',
        "plain": f'<c t="str"><v>{"a" * 30}</v></c>',
    }[kind]
    data = make_workbook(f"<row>{cell * 2}</row>", strings=f"<si><t>{'a' * 30}</t></si>")
    if is_read:
        assert streamed_rows(data) == [(1, ["a" * 30] * 2)]
    else:
        with pytest.raises(WORKBOOK_ERRORS, match="too long"):
            streamed_rows(data)


@pytest.mark.parametrize(("most", "is_read"), [(4, True), (3, False)])
def test_a_workbook_may_have_as_many_styles_as_the_limit(monkeypatch, most, is_read):
    monkeypatch.setattr(xlsx_rows, "MOST_ELEMENTS", most)
    data = make_workbook("", styles="<cellXfs>" + "<xf/>" * 3 + "</cellXfs>")
    if is_read:
        assert streamed_rows(data) == []
    else:
        with pytest.raises(WORKBOOK_ERRORS, match="too many"):
            streamed_rows(data)


def test_cells_right_of_the_last_column_of_a_sheet_are_left_out():
    row = '<row><c r="XFD1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>'
    ((_, cells),) = streamed_rows(make_workbook(row))
    assert (len(cells), cells[-1]) == (16_384, 1.0)


@pytest.mark.parametrize(
    "data",
    [
        make_workbook("<row><c></row>"),
        make_workbook("", workbook="<workbook>"),
        make_workbook("<row r='9'><c t='s'><v>" + "9" * 5000 + "</v></c></row>"),
    ],
    ids=["broken sheet", "broken workbook", "endless number"],
)
def test_a_broken_workbook_raises_errors_that_are_known(data):
    with pytest.raises(WORKBOOK_ERRORS):
        streamed_rows(data)
