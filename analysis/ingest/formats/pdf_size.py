"""The unpacked size of the streams of a PDF file, measured without unpacking all of them."""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pdfminer.pdftypes import PDFStream

#: pdfminer holds what ``RunLengthDecode`` unpacks as a list, with so many bytes for each.
_RUN_LENGTH_WEIGHT = 8
#: The length that ends what ``RunLengthDecode`` packs (ISO 32000-1, 7.4.5).
_END_OF_RUNS = 128


def is_larger_unpacked(stream: BinaryIO, most_bytes: int) -> bool:
    """Return whether the streams of a PDF file, pictures aside, unpack to more than some bytes.

    Filters that pack text are counted, of streams with several the largest step.

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
    from pdfminer.pdftypes import LITERALS_RUNLENGTH_DECODE

    content = packed.get_rawdata() or b""
    largest = len(content)
    for name, _ in packed.get_filters():
        most = most_bytes // (_RUN_LENGTH_WEIGHT if name in LITERALS_RUNLENGTH_DECODE else 1)
        unpacked = _unpack(name, content, most)
        if unpacked is None:
            break
        content = unpacked
        if len(content) > most:
            return most_bytes + 1
        largest = max(largest, len(content))
    return largest


def _unpack(name: object, content: bytes, most_bytes: int) -> bytes | None:
    """Return what a filter unpacks, or a little more than some bytes of it.

    None stands for a filter that packs pictures, and for content that is damaged or encrypted.
    """
    from pdfminer import pdftypes
    from pdfminer.ascii85 import ascii85decode, asciihexdecode
    from pdfminer.lzw import LZWDecoder

    # The two filters of ASCII unpack to four times their size at most.
    unpackers: Sequence[tuple[tuple[object, ...], Callable[[], bytes]]] = (
        (
            pdftypes.LITERALS_FLATE_DECODE,
            lambda: zlib.decompressobj().decompress(content, most_bytes + 1),
        ),
        (
            pdftypes.LITERALS_LZW_DECODE,
            lambda: _take(LZWDecoder(io.BytesIO(content)).run(), most_bytes),
        ),
        (pdftypes.LITERALS_RUNLENGTH_DECODE, lambda: _take(_iterate_runs(content), most_bytes)),
        (pdftypes.LITERALS_ASCII85_DECODE, lambda: ascii85decode(content)),
        (pdftypes.LITERALS_ASCIIHEX_DECODE, lambda: asciihexdecode(content)),
    )
    unpack = next((unpack for names, unpack in unpackers if name in names), None)
    try:
        return unpack() if unpack else None
    except (zlib.error, ValueError, TypeError, IndexError):
        return None


def _take(pieces: Iterable[bytes], most_bytes: int) -> bytes:
    """Return pieces as one until they are longer than some bytes."""
    taken: list[bytes] = []
    size = 0
    for piece in pieces:
        taken.append(piece)
        size += len(piece)
        if size > most_bytes:
            break
    return b"".join(taken)


def _iterate_runs(content: bytes) -> Iterator[bytes]:
    """Yield the runs of ``RunLengthDecode`` (ISO 32000-1, 7.4.5)."""
    place = 0
    while place < len(content) and content[place] != _END_OF_RUNS:
        length = content[place]
        if length < _END_OF_RUNS:
            yield content[place + 1 : place + 2 + length]
            place += length + 2
        else:
            yield content[place + 1 : place + 2] * (257 - length)
            place += 2
