"""Rich Text Format: one article, or an export of a press database."""

import re
import sys
from collections.abc import Iterator

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import read_articles_in_text, read_bytes
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile

#: A text with more than one control character in so many characters is damaged (judgement).
_CHARACTERS_PER_CONTROL = 50
#: Characters of an invalid code that a message quotes.
_LONGEST_CODE = 20
#: Lowest code: RTF writes codes above 0x7FFF as negative numbers, to which 0x10000 is added.
_LOWEST_CODE = -0x10000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
#: A character by its code; an escaped backslash is matched first, since it starts no code.
_CHARACTER_CODE = re.compile(r"\\\\|\\u(-?\d{1,10})\d*")

#: The end of a cell of a table; the library would write "|", a character that texts have too.
_CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z])")


def read_rtf(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article, or the articles of an export, of a file in Rich Text Format."""
    from striprtf.striprtf import rtf_to_text

    data = read_bytes(source)
    if not data.lstrip().startswith(b"{\\rtf"):
        yield Issue(source.name, "It is not Rich Text Format.", "Save it again as .rtf or .txt.")
        return
    # The format is ASCII with escapes; other bytes are in the code page that it names.
    rtf, invalid_codes = _replace_invalid_codes(data.decode("cp1252", "replace"))
    rtf = _CELL_END.sub(r"\\tab", rtf)
    try:
        text = _join_surrogates(rtf_to_text(rtf, errors="replace"))
    except Exception as error:  # noqa: BLE001 - a hostile file can break the parser in any way
        yield Issue(
            source.name,
            f"Its Rich Text Format cannot be read: {type(error).__name__}.",
            "Save it as a .txt file.",
        )
        return
    if len(_CONTROL.findall(text)) * _CHARACTERS_PER_CONTROL > len(text):
        yield Issue(
            source.name,
            "It holds control characters where its text should be.",
            "Save it again as .rtf or .txt.",
        )
        return
    if invalid_codes:
        yield Issue(
            source.name,
            f"It writes a sign by a number that is no sign's ({invalid_codes[0]}), read as “�”: "
            f"{len(invalid_codes):,} in all.",
            "Save it again from its origin.",
            severity="warning",
        )
    yield from read_articles_in_text(text, source, limits)


def _replace_invalid_codes(rtf: str) -> tuple[str, list[str]]:
    """Replace the codes of no character by that of “�”.

    Returns:
        The rich text, and the codes that were replaced.
    """
    invalid_codes: list[str] = []

    def replacement(match: re.Match[str]) -> str:
        if match[1] is None or _LOWEST_CODE <= int(match[1]) <= sys.maxunicode:
            return match[0]
        invalid_codes.append(match[0][:_LONGEST_CODE])
        return rf"\u{ord('�')}"

    return _CHARACTER_CODE.sub(replacement, rtf), invalid_codes


def _join_surrogates(text: str) -> str:
    """Join the two halves of each character beyond 16 bits."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
