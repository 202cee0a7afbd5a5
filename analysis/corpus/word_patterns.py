"""Word lists as parts of regular expressions."""

import re

from analysis.word_lists import read_rows


def list_words(name: str, kind: str) -> frozenset[str]:
    """Return the words of one kind.

    Args:
        name: The file name of a list with the columns ``words`` and ``as``, the kind.
        kind: The kind.
    """
    return frozenset(row["words"] for row in read_rows("corpus", name) if row["as"] == kind)


def join_words(name: str, kind: str) -> str:
    """Return the words of one kind, as :func:`list_words`, as alternatives, the longest first."""
    longest_first = sorted(list_words(name, kind), key=lambda words: (-len(words), words))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
