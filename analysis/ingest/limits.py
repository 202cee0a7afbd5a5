"""How much is read: settings with a default that the environment can change."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is refused as too large.

    ``file_mb`` holds for files that are read whole (texts, pages, lists in one piece), for
    uploads, and for one record of a table; tables on disk are streamed and may be of any size.
    ``characters`` holds for one article, ``field_characters`` for what is known of it: headline,
    address and the like. ``archive_mb`` is what an archive or a packed table may hold unpacked,
    ``archive_files`` how many files an archive may hold, archives within archives counted in.
    ``english`` sets articles in other languages aside.
    """

    file_mb: float = 50
    characters: int = 1_000_000
    field_characters: int = 2_000
    archive_mb: float = 20_000
    archive_files: int = 200_000
    english: bool = True

    @classmethod
    def from_environment(cls) -> "Limits":
        """Read ``PARALLAX_MAX_FILE_MB`` and the like, and ``PARALLAX_ANY_LANGUAGE``.

        Raises:
            ValueError: One that is to be a number is not a positive one.
        """
        return cls(
            file_mb=_positive("PARALLAX_MAX_FILE_MB", cls.file_mb),
            characters=int(_positive("PARALLAX_MAX_CHARACTERS", cls.characters)),
            field_characters=int(_positive("PARALLAX_MAX_FIELD_CHARACTERS", cls.field_characters)),
            archive_mb=_positive("PARALLAX_MAX_ARCHIVE_MB", cls.archive_mb),
            archive_files=int(_positive("PARALLAX_MAX_ARCHIVE_FILES", cls.archive_files)),
            english=os.environ.get("PARALLAX_ANY_LANGUAGE", "").strip() in ("", "0"),
        )

    @property
    def file_bytes(self) -> int:
        """The size limit of a file, in bytes."""
        return int(self.file_mb * 1024 * 1024)

    @property
    def archive_bytes(self) -> int:
        """The size limit of what an archive holds unpacked, in bytes."""
        return int(self.archive_mb * 1024 * 1024)


def _positive(name: str, default: float) -> float:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not value > 0 or value == float("inf"):
        raise ValueError(f"{name} must be a positive number, not {given!r}.")
    return value
