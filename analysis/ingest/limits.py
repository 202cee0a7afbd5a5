"""Size limits of reading: settings with a default that the environment can change."""

import os
from dataclasses import dataclass

#: Bytes of a megabyte in limits and messages.
MEGABYTE = 1024 * 1024


#: Maximum ratio of the unpacked size to the packed size, apart from one large file. Text is
#: compressed to a tenth at best; a greater ratio is an attack (judgement).
MAX_EXPANSION = 100


@dataclass(frozen=True)
class Limits:
    """The sizes above which an input is refused.

    ``file_mb`` applies to files that are read whole (texts, web pages, JSON), to uploads, and to
    one record of a table; tables on disk are streamed and may be of any size. ``characters``
    applies to the text of one article, ``field_characters`` to each of its metadata: headline,
    address and the like. ``archive_mb`` is the unpacked size of an archive or a compressed table,
    ``archive_files`` the number of files in an archive, including those of archives inside it.
    ``empty_rows`` is the number of successive rows of a table without a new text after which the
    rest of the table is not read.
    With ``english``, articles in other languages are set aside.
    """

    file_mb: float = 50
    characters: int = 1_000_000
    field_characters: int = 2_000
    archive_mb: float = 20_000
    archive_files: int = 200_000
    empty_rows: int = 100_000
    english: bool = True

    @classmethod
    def from_environment(cls) -> "Limits":
        """Read ``PARALLAX_MAX_FILE_MB`` and the like, and ``PARALLAX_ANY_LANGUAGE``.

        Raises:
            ValueError: A limit is not a positive number.
        """
        return cls(
            file_mb=_positive_number("PARALLAX_MAX_FILE_MB", cls.file_mb),
            characters=int(_positive_number("PARALLAX_MAX_CHARACTERS", cls.characters)),
            field_characters=int(
                _positive_number("PARALLAX_MAX_FIELD_CHARACTERS", cls.field_characters)
            ),
            archive_mb=_positive_number("PARALLAX_MAX_ARCHIVE_MB", cls.archive_mb),
            archive_files=int(_positive_number("PARALLAX_MAX_ARCHIVE_FILES", cls.archive_files)),
            empty_rows=int(_positive_number("PARALLAX_MAX_EMPTY_ROWS", cls.empty_rows)),
            english=os.environ.get("PARALLAX_ANY_LANGUAGE", "").strip() in {"", "0"},
        )

    def unpacked_bytes(self, packed_bytes: int) -> int:
        """Return the most bytes that a compressed file or archive of a size may unpack to."""
        return min(self.archive_bytes, self.file_bytes + MAX_EXPANSION * packed_bytes)

    @property
    def file_bytes(self) -> int:
        """The size limit of a file, in bytes."""
        return int(self.file_mb * MEGABYTE)

    @property
    def archive_bytes(self) -> int:
        """The limit of an archive's unpacked size, in bytes."""
        return int(self.archive_mb * MEGABYTE)


def _positive_number(name: str, default: float) -> float:
    setting = os.environ.get(name, "").strip()
    if not setting:
        return default
    try:
        number = float(setting)
    except ValueError:
        number = 0.0
    if not number > 0 or number == float("inf"):
        raise ValueError(f"{name} must be a positive number, not {setting!r}.")
    return number
