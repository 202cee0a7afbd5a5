"""The number of words of a text: one definition for every count, share and rate."""

from collections.abc import Iterable


def count_words(text: str, spans: Iterable[tuple[int, int]]) -> int:
    """Return the number of words in some spans of a text: what white space separates.

    Args:
        text: The text.
        spans: First character, and one past the last, of each span.
    """
    return sum(len(text[start:end].split()) for start, end in spans)
