"""Sentences of the page around an article: forms, players, links, and captions of galleries.

Lines of such text are blocks of their own, which are not compared. Where a page was saved without
its lines they stand among the sentences of a paragraph, and are known by their words alone.
"""

import re
from functools import cache

from analysis.ingest.segmentation.phrases import agencies
from analysis.word_lists import read_rows

#: The number of a picture at the start of its caption: "3/34", "1 of 26".
_PICTURE_NUMBER = re.compile(r"\d{1,3}(?:/| of )\d{1,3}\s+(?:\d|Full\b|Photos?\b|[A-Z]{2})")
#: Maximum number of words of the credit that ends a caption: "Getty Images" (judgement).
_MAX_CREDIT_WORDS = 2
#: Credits that end a headline too: "Ship Was Watched, Says Agency".
_COMMON_NOUNS = frozenset({"AGENCY", "AGENCIES", "STAFF"})


def is_page_text(text: str) -> bool:
    """Return whether a sentence is text of the page around an article, and reports nothing.

    A sentence with words in double quotation marks is none: somebody may say "sign up".
    """
    line = " ".join(text.split())
    if any(mark in line for mark in '"“”'):
        return False
    folded = line.casefold()
    starts, within = _phrases()
    return (
        folded.startswith(starts)
        or any(phrase in folded for phrase in within)
        or _PICTURE_NUMBER.match(line) is not None
        or _has_credit_at_end(line)
    )


def _has_credit_at_end(line: str) -> bool:
    """Return whether a line ends, without a full stop, with the agency of a picture."""
    words = line.split()
    endings = (words[-count:] for count in range(1, _MAX_CREDIT_WORDS + 1))
    return any(
        ending[0][0].isupper() and " ".join(ending).upper() in agencies() - _COMMON_NOUNS
        for ending in endings
    )


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phrases that begin a sentence, and those that are anywhere in it."""
    rows = read_rows("corpus", "page_phrases.csv")
    starts, within = (
        tuple(row["phrase"] for row in rows if row["where"] == where)
        for where in ("start", "within")
    )
    return starts, within
