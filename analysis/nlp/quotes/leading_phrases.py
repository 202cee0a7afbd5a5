"""Phrases without a verb of saying that lead into a quote: 'In the words of Ann Orr, "…"'."""

import re

#: "To quote Ann Orr:", "In the words of Ann Orr,", "As Ann Orr put it,", "Ann Orr was like,",
#: "Ann Orr goes,", "From Ann Orr:".
_PHRASES = tuple(
    re.compile(pattern + r"\s*[,:]?\s*$", re.IGNORECASE)
    for pattern in (
        r"\b(?:to quote|in the words of)\s+(?P<name>[^,:;.]{2,60}?)",
        r"\bas\s+(?P<name>[^,:;.]{2,60}?)\s+(?:once\s+)?puts?\s+it",
        r"\bin\s+(?P<name>[^,:;.]{2,60}?)'s\s+(?:own\s+)?words",
        r"(?:^|[.?!\"]\s)(?P<name>[^\s,:;.]{2,30}(?:\s[^\s,:;.]{2,30})?)\s+(?:was|is) like",
        r"(?:^|[.?!\"]\s)(?P<name>[^\s,:;.]{2,30}(?:\s[^\s,:;.]{2,30})?)\s+goes(?=,)",
        r"(?:^|[.?!\"]\s)from\s+(?:the\s)?(?P<name>[^\s,:;.]{2,30}(?:\s[^\s,:;.]{2,30}){0,3})(?=:)",
    )
)
#: How far before a quote such phrases are searched, in characters.
LEADING_WINDOW = 120


def find_leading_name(before: str) -> tuple[int, int] | None:
    """Return start and end of the name in a phrase that ends some text, or None.

    Args:
        before: The text before a quote.
    """
    for pattern in _PHRASES:
        if (match := pattern.search(before)) is not None:
            return match.span("name")
    return None
