"""Workbooks for tests, from the XML of their parts."""

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def make_workbook(
    *sheets: str, strings: str = "", styles: str = "", settings: str = "", **parts: str
) -> bytes:
    """Return a workbook of sheets "S1", "S2" … with the XML of their rows.

    Args:
        sheets: The rows of each sheet.
        strings: The texts that cells share.
        styles: The contents of the styles.
        settings: What stands before the list of sheets.
        parts: Whole parts in the place of those made, by name without ".xml": "workbook".
    """
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    # Programs write the addresses of parts from the workbook or, as for even sheets, from the root.
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" '
        f'Target="{"" if n % 2 else "/xl/"}worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    for kind in ("sharedStrings", "styles"):
        links += f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
    contents = {
        "[Content_Types]": f'<Types xmlns="{_TYPES}"><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_KIND}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Target="xl/workbook.xml" Type="{_RELATIONS}/officeDocument"/></Relationships>',
        "xl/workbook": parts.get("workbook")
        or f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{settings}<sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/sharedStrings": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    for n, rows in enumerate(sheets, start=1):
        contents[f"xl/worksheets/sheet{n}"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in contents.items():
            archive.writestr(name if name.endswith(".rels") else f"{name}.xml", xml)
    return stream.getvalue()
