"""Bytes to text: UTF-8 where it is UTF-8, otherwise the encoding the bytes speak for."""

import codecs
from typing import BinaryIO

import charset_normalizer

#: What formats that are no text begin with.
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"PAR1",
    b"MZ\x90",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16


class NotText(ValueError):
    """The bytes are of a format that is no text, or of no encoding that can be told."""


def decode(data: bytes) -> str:
    """Return the text of the bytes, code point for code point.

    Line ends and control characters stay. A byte order mark says how the bytes are to be read; it
    is no part of the text and is left out.

    Raises:
        NotText: The bytes are no text.
    """
    try:
        return data.decode(encoding_of(data))
    except UnicodeError as error:
        raise NotText("Its bytes are not text of one encoding.") from error


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding of the bytes, or of a sample of them.

    Raises:
        NotText: The bytes are no text.
    """
    _check(data)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if not _is_sparse(data) and _decodes(data, "utf-8"):
        control = sum(data.count(char) for char in range(32) if char not in (9, 10, 12, 13, 27))
        if control * 10 > len(data) > 0:
            raise NotText("More than a tenth of it is control characters.")
        return "utf-8"
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if 0 < high * 20 < len(data) and 0 not in data and _decodes(data, "cp1252"):
        # So few letters beyond ASCII are the marks and accents of a Western text. They are too
        # few to tell the code pages of one family apart by.
        return "cp1252"
    best = charset_normalizer.from_bytes(data).best()
    if best is None or not _decodes(data, best.encoding):
        raise NotText("Its bytes are not text of an encoding that can be told.")
    return best.encoding


def stream_encoding(stream: BinaryIO) -> str:
    """Return the encoding of a stream of any length and put it back to its start.

    The whole stream is checked to be UTF-8; where it is not, the encoding is told by the start and
    by what stands around the first bytes that are not.

    Raises:
        NotText: The stream is no text.
    """
    sample = stream.read(_SAMPLE)
    _check(sample)
    strange = _first_not_utf8(sample, stream)
    stream.seek(0)
    marked = any(sample.startswith(mark) for mark, _ in _MARKS)
    if strange is None and not marked and not _is_sparse(sample):
        return "utf-8"
    sample += strange or b""
    end = sample.rfind(b"\n") + 1  # so that no character is cut in two
    return encoding_of(sample[:end] if end and not marked else sample)


def _first_not_utf8(chunk: bytes, stream: BinaryIO) -> bytes | None:
    """Return the first stretch after the chunk that is not UTF-8, b"" for the chunk itself."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = True
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return b"" if first else chunk
        chunk, first = stream.read(_SAMPLE), False
    return None


def _is_sparse(data: bytes) -> bool:
    """Tell whether so many bytes are zero that they are halves of wider characters."""
    return data.count(0) * 5 >= len(data) > 0


def check_text(stream: BinaryIO) -> None:
    """Look at the start of a stream and put it back.

    Raises:
        NotText: It begins as formats do that are no text.
    """
    _check(stream.read(16))
    stream.seek(0)


def _check(data: bytes) -> None:
    if data.startswith(_BINARY):
        raise NotText("It is not a text but a file of another kind.")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
