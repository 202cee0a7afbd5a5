"""Issues: what could not be read, or only in part, with what the user can do about it."""

from dataclasses import dataclass
from typing import Literal

#: ``skipped``: the input is left out. ``warning``: it is read, and the user should know something.
Severity = Literal["warning", "skipped"]


@dataclass(frozen=True)
class Issue:
    """A problem with one input: the input's name, what is wrong, and what the user can do.

    ``source`` names the file and, where it holds several articles, the place in it.
    """

    source: str
    problem: str
    remedy: str
    severity: Severity = "skipped"

    def __str__(self) -> str:
        """Return the issue as one line for a log or a page."""
        return f"{self.source}: {self.problem} {self.remedy}"

    @property
    def is_warning(self) -> bool:
        """Whether the input is read all the same."""
        return self.severity == "warning"
