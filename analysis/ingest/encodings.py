"""Decoding of text: UTF-8 if the bytes are UTF-8, otherwise the most likely encoding.

The encoding is determined in this order: a byte order mark; UTF-8, if all bytes are UTF-8; the
encoding that the document declares, if all bytes are text in it; UTF-8 with a few invalid bytes, if
there are more valid characters beyond ASCII than invalid bytes (text in another encoding hardly
contains a valid one); and otherwise a guess. Uncertain encodings are reported.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from analysis.ingest.encoding_detection import can_decode, guess_encoding
from analysis.ingest.issues import Issue

#: The first bytes of formats that are not text.
_BINARY_SIGNATURES = (
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
#: Bytes at the start of a file in which a signature is searched.
_SIGNATURE_BYTES = 16
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes that are read at a time, and at the start of a stream for a guess.
_SAMPLE = 1 << 16
#: The encoding in which text is usually written that declares a smaller one (WHATWG Encoding).
_ACTUAL_ENCODINGS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
#: Control characters that text contains: tab, line feed, form feed, carriage return, escape.
_TEXT_CONTROLS = frozenset({9, 10, 12, 13, 27})
#: A file with more than one control character in so many bytes is not text (judgement).
_BYTES_PER_CONTROL = 10
#: From one zero in so many bytes on, the bytes are halves of wider characters (judgement).
_BYTES_PER_ZERO = 5
#: Bytes of the widest characters, those of UTF-32.
_WIDEST_CHARACTER = 4
#: What the decoder puts in place of an invalid byte.
_INVALID_BYTE = re.compile("[\udc80-\udcff]")


class NotTextError(ValueError):
    """The bytes are binary, or their encoding cannot be determined."""


@dataclass(frozen=True)
class Encoding:
    """How bytes are decoded: the codec, and how it handles invalid bytes.

    ``problem`` says what is uncertain about the encoding, and ``remedy`` what the user can do;
    both are empty if it is certain.
    """

    name: str
    errors: str = "strict"
    problem: str = ""
    remedy: str = ""

    def issues(self, source_name: str) -> list[Issue]:
        """Return a warning for a file if its encoding is uncertain."""
        if not self.problem:
            return []
        return [Issue(source_name, self.problem, self.remedy, severity="warning")]


def decode_text(data: bytes, declared: str = "") -> tuple[str, Encoding]:
    """Decode bytes, code point for code point, and return how they were decoded.

    Line ends and control characters are kept. A byte order mark is not part of the text.

    Args:
        data: The bytes.
        declared: The codec of the encoding that the document declares; empty for none.

    Raises:
        NotTextError: The bytes are not text.
    """
    encoding = detect_encoding(data, declared)
    try:
        return data.decode(encoding.name, encoding.errors), encoding
    except UnicodeError as error:
        raise NotTextError("Its bytes are not text of one encoding.") from error


def detect_encoding(data: bytes, declared: str = "") -> Encoding:
    """Return how to decode bytes (see :func:`decode_text`).

    Raises:
        NotTextError: The bytes are not text.
    """
    _check_signature(data)
    marked = _marked_encoding(data)
    if marked and marked.name != "utf-8-sig":
        return marked
    if not _has_wide_characters(data):
        check = _Utf8Check()
        check.feed(data, final=True)
        if marked or not check.invalid_bytes:
            _check_controls(data)
            return check.encoding(marked.name if marked else "utf-8")
        if (actual := _actual_encoding(declared)) and can_decode(data, actual):
            return Encoding(actual)
        if check.is_utf8:
            _check_controls(data)
            return check.encoding("utf-8")
    return _guess(data)


def detect_stream_encoding(stream: BinaryIO) -> Encoding:
    """Return how to decode a stream of any length, and rewind it.

    The whole stream is checked to be UTF-8, without holding it. If it is not, the encoding is
    guessed from its start and from the surroundings of the first invalid byte.

    Raises:
        NotTextError: The stream is not text.
    """
    sample = stream.read(_SAMPLE)
    _check_signature(sample)
    marked = _marked_encoding(sample)
    check, invalid_chunk = _check_stream(sample, stream)
    stream.seek(0)
    if marked and marked.name != "utf-8-sig":
        return marked
    if not _has_wide_characters(sample) and (marked or check.is_utf8):
        return check.encoding(marked.name if marked else "utf-8")
    if _has_wide_characters(sample):
        return _guess(sample[: len(sample) // _WIDEST_CHARACTER * _WIDEST_CHARACTER])
    sample += invalid_chunk
    end = sample.rfind(b"\n") + 1  # so that no character is split
    return _guess(sample[:end] or sample)


class _Utf8Check:
    """Counts the valid characters beyond ASCII and the invalid bytes of data in chunks."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._lines = 1
        self.valid_characters = 0
        self.invalid_bytes = 0
        self.first_invalid_line = 0

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Count a chunk; the decoder turns invalid bytes into surrogates."""
        text = self._decoder.decode(data, final)
        if text.isascii():
            self._lines += text.count("\n")
            return
        invalid = len(_INVALID_BYTE.findall(text))
        if invalid and not self.invalid_bytes:
            valid_start = _INVALID_BYTE.split(text, maxsplit=1)[0]
            self.first_invalid_line = self._lines + valid_start.count("\n")
        self._lines += text.count("\n")
        self.invalid_bytes += invalid
        self.valid_characters += len(text) - len(text.encode("ascii", "ignore")) - invalid

    @property
    def is_utf8(self) -> bool:
        """Whether the data is UTF-8, apart from a few invalid bytes."""
        return not self.invalid_bytes or self.valid_characters > self.invalid_bytes

    def encoding(self, name: str) -> Encoding:
        """Return how to decode the data as UTF-8."""
        count = self.invalid_bytes
        if not count:
            return Encoding(name)
        subject = "One of its bytes is" if count == 1 else f"{count:,} of its bytes are"
        return Encoding(
            name,
            "replace",
            f"{subject} not UTF-8, as the rest is, and read as “�”; the first is in line "
            f"{self.first_invalid_line:,}.",
            "Save it again from its origin, as UTF-8.",
        )


def _check_stream(chunk: bytes, stream: BinaryIO) -> tuple[_Utf8Check, bytes]:
    """Check a stream whose first chunk was read.

    Returns:
        The check, and the first of the later chunks with an invalid byte, if the first has none.
    """
    check = _Utf8Check()
    check.feed(chunk)
    invalid_chunk = b""
    while chunk := stream.read(_SAMPLE):
        invalid_before = check.invalid_bytes
        check.feed(chunk)
        if check.invalid_bytes and not invalid_before:
            invalid_chunk = chunk
    check.feed(b"", final=True)
    return check, invalid_chunk


def _guess(data: bytes) -> Encoding:
    name = guess_encoding(data)
    if name is None:
        raise NotTextError("Its bytes are not text of an encoding that can be told.")
    if name.startswith(("utf_16", "utf_32")) or data.isascii():
        return Encoding(name)
    return Encoding(
        name,
        problem=f"It does not say its encoding; it is read as {name}.",
        remedy="If quotation marks or letters look wrong, save it as UTF-8.",
    )


def _marked_encoding(data: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark states, if there is one."""
    return next((Encoding(name) for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _actual_encoding(declared: str) -> str:
    """Return the codec for a declared encoding; empty if the declaration cannot be true.

    A declaration that was read as ASCII is not in an encoding such as UTF-16.
    """
    if not declared:
        return ""
    name = codecs.lookup(declared).name
    actual = _ACTUAL_ENCODINGS.get(name, name)
    return actual if "meta".encode(actual) == b"meta" else ""


def _check_controls(data: bytes) -> None:
    controls = sum(data.count(char) for char in range(32) if char not in _TEXT_CONTROLS)
    if controls * _BYTES_PER_CONTROL > len(data) > 0:
        raise NotTextError("More than a tenth of it is control characters.")


def _has_wide_characters(data: bytes) -> bool:
    """Return whether so many bytes are zero that they are halves of wider characters."""
    return data.count(0) * _BYTES_PER_ZERO >= len(data) > 0


def check_is_text(stream: BinaryIO) -> None:
    """Check the start of a stream, and rewind it.

    Raises:
        NotTextError: It starts like a binary format.
    """
    _check_signature(stream.read(_SIGNATURE_BYTES))
    stream.seek(0)


def _check_signature(data: bytes) -> None:
    if data.startswith(_BINARY_SIGNATURES):
        raise NotTextError("It is not a text but a file of another kind.")
