"""Detection of an encoding that is not stated, from where letters and punctuation marks appear.

English news has few letters beyond ASCII, too few for statistics. But a wrong decoding puts
punctuation marks and letters in places where they do not occur: the quotation marks of a Macintosh
decoded as Western Windows become “ÒWe agree,Ó”, those of a Chinese computer “¡°We agree,¡±”.
"""

import re
import unicodedata
from collections.abc import Iterator

import charset_normalizer

#: The encodings that are tried; the first of those that fit equally well is used.
_CANDIDATES = (
    "cp1252",
    "mac_roman",
    "cp1250",
    "iso8859_2",
    "cp1251",
    "gb18030",
    "cp949",
    "big5",
    "cp932",
)
#: The usual encoding of English text that is not UTF-8.
_USUAL = _CANDIDATES[0]
#: Maximum share of misplaced characters, of those beyond ASCII, for an encoding to fit (judgement).
_MOST_MISPLACED = 0.2
#: Maximum share of bytes beyond ASCII for this method; text with more is left to statistics
#: (judgement).
_MOST_HIGH_BYTES = 0.2
#: Bytes of the sample that is decoded on trial.
_SAMPLE = 1 << 16
#: Longest word that may be without an ASCII letter: "é", "Ää".
_SHORT_WORD = 2
_LINE_WITH_HIGH_BYTE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
#: Characters after which an opening mark may come.
_BEFORE_OPENING = " \t\n\r\xa0([{<\"'“‘„«-–—―/|,;>"
#: Marks after which a letter may not come: a closing quotation mark would.
_BEFORE_CLOSING = frozenset(",.;:!?")
#: Symbols that may follow a letter or a number directly.
_SUFFIXED_SYMBOLS = "²³™®©°"


def guess_encoding(data: bytes) -> str | None:
    """Return the most likely encoding of bytes that are not UTF-8.

    Returns:
        The name of a codec that decodes all of the bytes; None if no encoding is likely.
    """
    high_bytes = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if 0 not in data and 0 < high_bytes <= len(data) * _MOST_HIGH_BYTES:
        encoding = _guess_from_positions(data)
        if encoding is not None:
            return encoding
    best = charset_normalizer.from_bytes(data).best()
    if best is None or not can_decode(data, best.encoding):
        return None
    is_usual = can_decode(data, _USUAL) and data.decode(_USUAL) == data.decode(best.encoding)
    return _USUAL if is_usual else best.encoding


def can_decode(data: bytes, encoding: str) -> bool:
    """Return whether all of the bytes are text in an encoding."""
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _guess_from_positions(data: bytes) -> str | None:
    """Return the encoding with the fewest misplaced characters; None if none fits."""
    sample = b"\n".join(_lines_with_high_bytes(data))
    shares = {
        name: misplaced_share(sample.decode(name, "replace"))
        for name in _CANDIDATES
        if can_decode(data, name)
    }
    if shares.get(_USUAL, 1.0) <= _MOST_MISPLACED:
        return _USUAL
    best = min(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] <= _MOST_MISPLACED else None


def _lines_with_high_bytes(data: bytes) -> Iterator[bytes]:
    size = 0
    for line in _LINE_WITH_HIGH_BYTE.finditer(data):
        yield line[0][: _SAMPLE - size]
        size += len(line[0])
        if size >= _SAMPLE:
            return


def misplaced_share(text: str) -> float:
    """Return the share of the characters beyond ASCII that are where they do not occur."""
    misplaced = total = 0
    for word in _WORD.finditer(text):
        letters = len(_NON_ASCII.findall(word[0]))
        total += letters
        before = text[word.start() - 1 : word.start()]
        misplaced += letters if letters and not _is_plausible_word(word[0], before) else 0
    for char in _NON_ASCII.finditer(text):
        if not char[0].isalpha():
            total += 1
            before = text[char.start() - 1] if char.start() else " "
            after = text[char.end() : char.end() + 1] or " "
            misplaced += not _is_plausible_mark(before, char[0], after)
    return misplaced / total if total else 0.0


def _is_plausible_word(word: str, before: str) -> bool:
    """Return whether a word with letters beyond ASCII could be a word of some language."""
    if before in _BEFORE_CLOSING:
        return False
    scripts = {unicodedata.name(char, "").split(" ", maxsplit=1)[0] for char in word}
    if "LATIN" not in scripts:
        return bool(scripts) and "" not in scripts
    if len(scripts) > 1 or (len(word) > _SHORT_WORD and not any(map(str.isascii, word))):
        return False
    return word.isupper() or not any(
        char.isupper() and not char.isascii() and (index > 0 or word[1:2].isupper())
        for index, char in enumerate(word)
    )


def _is_plausible_mark(before: str, char: str, after: str) -> bool:
    """Return whether a mark beyond ASCII occurs between two such characters."""
    category = unicodedata.category(char)
    if category in {"Pi", "Ps"}:
        return before in _BEFORE_OPENING and not after.isspace()
    if category in {"Pf", "Pe"}:
        return not before.isspace() and (char == "’" or not after.isalpha())
    if char in "¡¿":
        return before in _BEFORE_OPENING and after.isalpha()
    if category == "No" or category.startswith("S"):
        return not after.isalpha() and (not before.isalpha() or char in _SUFFIXED_SYMBOLS)
    if category.startswith("C"):
        return char == "\xad"
    return category in {"Pd", "Zs"} or (
        category == "Po" and not (before.isalpha() and after.isalpha())
    )
