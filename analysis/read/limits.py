"""How much is read: settings with a default that the environment can change."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is refused as too large.

    ``file_mb`` holds for files that are read whole (texts, pages, lists in one piece), for
    uploads, and for one record of a table; tables on disk are streamed and may be of any size.
    ``characters`` holds for one article.
    """

    file_mb: float = 50
    characters: int = 1_000_000

    @classmethod
    def from_environment(cls) -> "Limits":
        """Read ``PARALLAX_MAX_FILE_MB`` and ``PARALLAX_MAX_CHARACTERS``.

        Raises:
            ValueError: One of them is not a positive number.
        """
        return cls(
            file_mb=_positive("PARALLAX_MAX_FILE_MB", cls.file_mb),
            characters=int(_positive("PARALLAX_MAX_CHARACTERS", cls.characters)),
        )

    @property
    def file_bytes(self) -> int:
        """The size limit of a file, in bytes."""
        return int(self.file_mb * 1024 * 1024)


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
