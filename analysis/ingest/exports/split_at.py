"""Division of an export at the marks between its articles."""

import re
from collections.abc import Iterator


def split_at(mark: re.Pattern[str], text: str, *, before: bool) -> Iterator[str]:
    """Yield the parts of a text before each mark and after the last, or only those after a mark."""
    marks = [match.span() for match in mark.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    yield from (part for part in (parts if before else parts[1:]) if part.strip())
