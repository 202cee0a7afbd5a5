"""Issues of inputs grouped by what is wrong, so that thousands of the same are one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.ingest.issues import Issue

#: What differs between issues of one kind: quoted values and numbers.
_VALUE = re.compile(r"“[^”]*”|\d[\d,.]*")

#: Words at the start of a problem that tell its kind, together with the remedy; names of files and
#: of columns can follow (judgement).
_KEY_WORDS = 5


@dataclass
class IssueGroup:
    """Issues of one kind: the first of them, and their number."""

    example: Issue
    count: int = 1

    def __str__(self) -> str:
        """Return the first issue, with the number of the others."""
        kind = "Taken in, but" if self.example.is_warning else "Not taken in"
        others = self.count - 1
        more = (
            f" The same is true of {others:,} other input{'s' * (others != 1)}." if others else ""
        )
        return f"{kind}: {self.example}{more}"


def group_issues(issues: Iterable[Issue]) -> list[IssueGroup]:
    """Return the groups of issues: those that left an input out first, then the largest first."""
    groups: dict[tuple[str, str, str], IssueGroup] = {}
    for issue in issues:
        opening = " ".join(_VALUE.sub("…", issue.problem).split()[:_KEY_WORDS])
        key = (issue.severity, opening, _VALUE.sub("…", issue.remedy))
        if key in groups:
            groups[key].count += 1
        else:
            groups[key] = IssueGroup(issue)
    return sorted(groups.values(), key=lambda group: (group.example.is_warning, -group.count))
