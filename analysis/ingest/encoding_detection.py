"""Which encoding bytes are of that do not say it: judged by how their letters and marks stand.

Press texts in English have few letters beyond ASCII, too few for statistics. But where a reading is
wrong, marks stand where no mark stands, and letters where no letter does: the quotation marks of a
Macintosh read as Western Windows give “ÒWe agree,Ó”, those of a Chinese machine “¡°We agree,¡±”.
"""

import re
import unicodedata
from collections.abc import Iterator

import charset_normalizer

#: The encodings that are tried; where several read equally well, the first is taken.
_TRIED = (
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
_USUAL = _TRIED[0]
#: The usual encoding is kept while no larger share of what is beyond ASCII stands wrong.
_FEW_WRONG = 0.2
#: A text of which no larger share of the bytes is beyond ASCII is judged by how they stand.
_MOSTLY_ASCII = 0.2
_SAMPLE = 1 << 16
_HIGH = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = " \t\n\r\xa0([{<\"'“‘„«-–—―/|,;>"


def guessed(data: bytes) -> str | None:
    """Return the encoding that the bytes, which are not UTF-8, are most likely of.

    Returns:
        The name of a codec that decodes all of the bytes; None where no encoding is likely.
    """
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if 0 not in data and 0 < high <= len(data) * _MOSTLY_ASCII:
        found = _by_standing(data)
        if found is not None:
            return found
    best = charset_normalizer.from_bytes(data).best()
    return best.encoding if best is not None and decodes(data, best.encoding) else None


def decodes(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes are text of an encoding from the first to the last."""
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _by_standing(data: bytes) -> str | None:
    """Return the encoding under which the fewest letters and marks stand wrong; None at a loss."""
    sample = b"\n".join(_lines_beyond_ascii(data))
    shares = {
        name: wrong_share(sample.decode(name, "replace")) for name in _TRIED if decodes(data, name)
    }
    if shares.get(_USUAL, 1.0) <= _FEW_WRONG:
        return _USUAL
    best = min(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] <= _FEW_WRONG else None


def _lines_beyond_ascii(data: bytes) -> Iterator[bytes]:
    size = 0
    for found in _HIGH.finditer(data):
        yield found[0][: _SAMPLE - size]
        size += len(found[0])
        if size >= _SAMPLE:
            return


def wrong_share(text: str) -> float:
    """Return the share of the characters beyond ASCII that stand where such characters do not."""
    wrong = total = 0
    for found in _WORD.finditer(text):
        beyond = len(_BEYOND.findall(found[0]))
        total += beyond
        before = text[found.start() - 1 : found.start()]
        wrong += beyond if beyond and not _is_word(found[0], before) else 0
    for found in _BEYOND.finditer(text):
        if not found[0].isalpha():
            total += 1
            before = text[found.start() - 1] if found.start() else " "
            wrong += not _stands(before, found[0], text[found.end() : found.end() + 1] or " ")
    return wrong / total if total else 0.0


def _is_word(word: str, before: str) -> bool:
    """Tell whether letters beyond ASCII stand in a word as they do in words of some language."""
    if before in tuple(",.;:!?"):
        return False  # Where a mark that closes a quotation would be.
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in word}
    if "LATIN" not in scripts:
        return bool(scripts) and "" not in scripts
    if len(scripts) > 1 or (len(word) > 2 and not any(map(str.isascii, word))):
        return False
    return word.isupper() or not any(
        char.isupper() and not char.isascii() and (at > 0 or word[1:2].isupper())
        for at, char in enumerate(word)
    )


def _stands(before: str, char: str, after: str) -> bool:
    """Tell whether a mark beyond ASCII stands between two characters as such marks do."""
    kind = unicodedata.category(char)
    if kind in ("Pi", "Ps"):
        return before in _OPENING and not after.isspace()
    if kind in ("Pf", "Pe"):
        return not before.isspace() and (char == "’" or not after.isalpha())
    if char in "¡¿":
        return before in _OPENING and after.isalpha()
    if kind == "No" or kind.startswith("S"):
        return not after.isalpha() and (not before.isalpha() or char in "²³™®©°")
    if kind.startswith("C"):
        return char == "\xad"
    return kind in ("Pd", "Zs") or (kind == "Po" and not (before.isalpha() and after.isalpha()))
