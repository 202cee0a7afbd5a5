"""The unpacked size of the streams of a PDF file, measured without unpacking all of them."""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pdfminer.pdftypes import PDFStream


def is_larger_unpacked(stream: BinaryIO, most_bytes: int) -> bool:
    """Return whether the streams of a PDF file, pictures aside, unpack to more than some bytes.

    Only what ``FlateDecode`` packs is counted, the filter that nearly all files use.

    Args:
        stream: The file; its position is at the start afterwards.
        most_bytes: The bytes that all streams may have together.
    """
    total = 0
    for packed in _iterate_streams(stream):
        total += _measure(packed, most_bytes - total)
        if total > most_bytes:
            break
    stream.seek(0)
    return total > most_bytes


def _iterate_streams(stream: BinaryIO) -> Iterator["PDFStream"]:
    """Yield the streams that are no pictures."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjectNotFound, PDFStream

    document = PDFDocument(PDFParser(stream))
    for object_id in {number for xref in document.xrefs for number in xref.get_objids()}:
        try:
            content = document.getobj(object_id)
        except PDFObjectNotFound:
            continue
        if isinstance(content, PDFStream) and "Image" not in str(content.get("Subtype")):
            yield content


def _measure(packed: "PDFStream", most_bytes: int) -> int:
    """Return the unpacked size of a stream; a larger one than some bytes is not read to its end."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE

    content = packed.get_rawdata() or b""
    for name, _ in packed.get_filters():
        if name not in LITERALS_FLATE_DECODE:
            break
        try:
            content = zlib.decompressobj().decompress(content, most_bytes + 1)
        except zlib.error:
            break  # damaged, or encrypted
        if len(content) > most_bytes:
            break
    return len(content)
