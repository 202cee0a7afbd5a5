"""Bytes to text: UTF-8 where it is UTF-8, otherwise the encoding the bytes speak for.

An encoding is taken in this order: the one that a byte order mark names; UTF-8, where all bytes are
UTF-8; the one the document declares, where all bytes are text of it; UTF-8 with the odd wrong byte,
where more characters beyond ASCII are whole than bytes stand alone (text of another encoding hardly
holds a whole one); and else the one that is guessed. What is not certain of it is told.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from analysis.ingest.encoding_detection import decodes, guessed
from analysis.ingest.issues import Issue

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


#: Names that are given to encodings smaller than what is written under them, as browsers read them.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_STRAY = re.compile("[\udc80-\udcff]")


class NotText(ValueError):
    """The bytes are of a format that is no text, or of no encoding that can be told."""


@dataclass(frozen=True)
class Encoding:
    """How bytes are read as text: the codec and what it does with bytes that are none of its own.

    ``problem`` says what is not certain of it, and ``remedy`` what can be done; empty where all is.
    """

    name: str
    errors: str = "strict"
    problem: str = ""
    remedy: str = ""

    def told(self, source: str) -> list[Issue]:
        """Return the message on what is not certain, for a file; none where all is."""
        return (
            [Issue(source, self.problem, self.remedy, severity="warning")] if self.problem else []
        )


def text_of(data: bytes, declared: str = "") -> tuple[str, Encoding]:
    """Return the text of the bytes, code point for code point, and how they were read.

    Line ends and control characters stay. A byte order mark says how the bytes are to be read; it
    is no part of the text and is left out.

    Args:
        data: The bytes.
        declared: The codec of the encoding that the document itself names; empty for none.

    Raises:
        NotText: The bytes are no text.
    """
    encoding = encoding_of(data, declared)
    try:
        return data.decode(encoding.name, encoding.errors), encoding
    except UnicodeError as error:
        raise NotText("Its bytes are not text of one encoding.") from error


def encoding_of(data: bytes, declared: str = "") -> Encoding:
    """Return how the bytes, or a sample of them, are read (see :func:`text_of`).

    Raises:
        NotText: The bytes are no text.
    """
    _check(data)
    marked = _marked(data)
    if marked and marked.name != "utf-8-sig":
        return marked
    check = _Utf8Check()
    if not _is_sparse(data):
        check.feed(data, final=True)
        if marked or not check.stray:
            _check_control(data)
            return check.encoding(marked.name if marked else "utf-8")
        if (meant := _meant(declared)) and decodes(data, meant):
            return Encoding(meant)
        if check.is_utf8:
            _check_control(data)
            return check.encoding("utf-8")
    return _guess(data)


def encoding_of_stream(stream: BinaryIO) -> Encoding:
    """Return how a stream of any length is read, and put it back to its start.

    The whole stream is checked to be UTF-8, and never held whole; where it is not, the encoding is
    told by the start and by what stands around the first bytes that are not.

    Raises:
        NotText: The stream is no text.
    """
    sample = stream.read(_SAMPLE)
    _check(sample)
    marked = _marked(sample)
    check, strange = _checked(sample, stream)
    stream.seek(0)
    if marked and marked.name != "utf-8-sig":
        return marked
    if not _is_sparse(sample) and (marked or check.is_utf8):
        return check.encoding(marked.name if marked else "utf-8")
    sample += strange
    end = sample.rfind(b"\n") + 1  # so that no character is cut in two
    return _guess(sample[:end] or sample)


class _Utf8Check:
    """Counts what of some bytes, given in pieces, is UTF-8 beyond ASCII and what is not."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._lines = 1
        self.whole = 0
        self.stray = 0
        self.first_line = 0

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Count a piece; bytes that are part of no character are surrogates for the decoder."""
        text = self._decoder.decode(data, final)
        if text.isascii():
            self._lines += text.count("\n")
            return
        stray = len(_STRAY.findall(text))
        if stray and not self.stray:
            self.first_line = self._lines + _STRAY.split(text, maxsplit=1)[0].count("\n")
        self._lines += text.count("\n")
        self.stray += stray
        self.whole += len(text) - len(text.encode("ascii", "ignore")) - stray

    @property
    def is_utf8(self) -> bool:
        """Whether it is UTF-8, odd wrong bytes aside."""
        return not self.stray or self.whole > self.stray

    def encoding(self, name: str) -> Encoding:
        """Return how what was counted is read as UTF-8."""
        if not self.stray:
            return Encoding(name)
        wrong = "One of its bytes is" if self.stray == 1 else f"{self.stray:,} of its bytes are"
        return Encoding(
            name,
            "replace",
            f"{wrong} not UTF-8, as the rest is, and read as “�”; the first is in line "
            f"{self.first_line:,}.",
            "Save it again from its origin, as UTF-8.",
        )


def _checked(chunk: bytes, stream: BinaryIO) -> tuple[_Utf8Check, bytes]:
    """Return the check of a stream, and the first chunk after the given one that is not UTF-8."""
    check = _Utf8Check()
    check.feed(chunk)
    strange = b""
    while chunk := stream.read(_SAMPLE):
        before = check.stray
        check.feed(chunk)
        if check.stray and not before:
            strange = chunk
    check.feed(b"", final=True)
    return check, strange


def _guess(data: bytes) -> Encoding:
    name = guessed(data)
    if name is None:
        raise NotText("Its bytes are not text of an encoding that can be told.")
    if name.startswith(("utf_16", "utf_32")) or data.isascii():
        return Encoding(name)
    return Encoding(
        name,
        problem=f"It does not say its encoding; it is read as {name}.",
        remedy="If quotation marks or letters look wrong, save it as UTF-8.",
    )


def _marked(data: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark names."""
    return next((Encoding(name) for mark, name in _MARKS if data.startswith(mark)), None)


def _meant(declared: str) -> str:
    """Return the codec for a declared encoding; empty where a declaration cannot stand in it."""
    if not declared:
        return ""
    name = codecs.lookup(declared).name
    meant = _MEANT.get(name, name)
    return meant if "meta".encode(meant) == b"meta" else ""


def _check_control(data: bytes) -> None:
    control = sum(data.count(char) for char in range(32) if char not in (9, 10, 12, 13, 27))
    if control * 10 > len(data) > 0:
        raise NotText("More than a tenth of it is control characters.")


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
