"""Checks of Office files before a library opens them: what they are, and what they unpack to."""

import zipfile
import zlib
from typing import BinaryIO

from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.messages import error_text
from analysis.ingest.source_files import SourceFile
from analysis.word_lists import read_mapping

#: The first bytes of the older Office formats, and of new ones that are locked with a password.
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of the contents of a file that is locked with a password, as OLE stores it.
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
#: Maximum ratio of the unpacked size to the file's size. Office XML is compressed to a thirtieth at
#: best; a greater ratio is an attack (judgement).
_MAX_EXPANSION = 200
#: The part that every file of a format has, in lower case, and the ending of its names (ECMA-376).
_ENDING_BY_PART = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsb",
    "ppt/presentation.xml": ".pptx",
}
#: The part in which other formats name themselves, how their names begin, and their endings.
_TYPE_PART = "mimetype"
_ENDING_BY_TYPE = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/epub+zip": ".epub",
}
#: Longest name of a type that is read, in bytes.
_LONGEST_TYPE = 100


def office_issue(
    source: SourceFile,
    stream: BinaryIO,
    limits: Limits,
    *,
    kind: str,
    own_ending: str,
    most_bytes: int,
) -> Issue | None:
    """Return what keeps an Office file (.docx, .xlsx) from being opened; None if nothing does.

    Args:
        source: The file.
        stream: Its contents; its position is unchanged.
        limits: The size limits.
        kind: What the file should be, for messages: "Word document".
        own_ending: The ending of the names of such files, whatever this one is called.
        most_bytes: The unpacked size above which it is refused.
    """
    start = stream.read(len(OLE_SIGNATURE))
    stream.seek(0)
    if start == OLE_SIGNATURE:
        return Issue(
            source.name,
            f"It is locked with a password, or is no {kind} of the present format.",
            "Open it in its program and save a copy without a password in the present format.",
        )
    try:
        unpacked = unpacked_bytes(stream)
        ending = _find_ending(stream)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        return Issue(
            source.name,
            f"It cannot be opened as a {kind}: {error_text(error)}.",
            "Open it in its program and save it again; if it does not open there, the copy is "
            "damaged: fetch it again.",
        )
    finally:
        stream.seek(0)
    if unpacked > min(most_bytes, limits.file_bytes + _MAX_EXPANSION * source.size):
        return Issue(
            source.name,
            f"It unpacks to {unpacked / MEGABYTE:,.0f} MB, which is more than is read of a {kind}.",
            "Save it in parts, or as text or .csv.",
        )
    if ending and ending != own_ending:
        remedies = read_mapping("ingest", "other_formats.csv", "ending", "remedy")
        return Issue(
            source.name,
            f"It is a file of the format {ending}, although its name ends in {source.ending}.",
            remedies.get(ending, f"Change the end of its name to {ending}."),
        )
    return None


def explain_error(error: Exception) -> str:
    """Return why an Office file that opens cannot be read on; no code of the program."""
    return "a part of it is missing" if isinstance(error, KeyError) else error_text(error)


def _find_ending(stream: BinaryIO) -> str:
    """Return the ending of the names of files of this format; empty if it is none of those known.

    Raises:
        zipfile.BadZipFile: It is no Office file.
    """
    with zipfile.ZipFile(stream) as archive:
        names = {info.filename.lower().replace("\\", "/"): info for info in archive.infolist()}
        for part, ending in _ENDING_BY_PART.items():
            if part in names:
                return ending
        if _TYPE_PART not in names:
            return ""
        try:
            with archive.open(names[_TYPE_PART]) as contents:
                kind = contents.read(_LONGEST_TYPE).decode("ascii", errors="replace").strip()
        except (RuntimeError, zlib.error):  # encrypted, damaged
            return ""
    return _ENDING_BY_TYPE.get(kind, "")


def unpacked_bytes(stream: BinaryIO) -> int:
    """Return what the parts of an Office file (.docx, .xlsx) unpack to, as the file states it.

    Raises:
        zipfile.BadZipFile: It is no Office file.
    """
    with zipfile.ZipFile(stream) as archive:
        return sum(info.file_size for info in archive.infolist())


def is_encrypted(data: bytes) -> bool:
    """Return whether an OLE file holds nothing but a locked Office file."""
    return data.startswith(OLE_SIGNATURE) and _ENCRYPTED_NAME in data
