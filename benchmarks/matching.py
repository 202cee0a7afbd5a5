"""Which found quotation is which marked one, and whether it says the same of its speaker.

Spans are compared as sets of the positions of letters and digits, so that quotation marks, spaces
and punctuation at the edges never count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.marked import Quotation, Spans

#: Intersection over union from which a quotation counts as found.
FOUND = 0.5
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Match:
    """A marked quotation with the found one that overlaps it most, or one of them alone."""

    gold: Quotation | None
    predicted: Quotation | None
    iou: float = 0.0

    @property
    def found(self) -> bool:
        """Tell whether the overlap is large enough."""
        return self.iou >= FOUND


def match(text: str, gold: Sequence[Quotation], predicted: Sequence[Quotation]) -> list[Match]:
    """Pair the marked quotations of an article with the found ones.

    Returns:
        A match for each marked quotation, in order, then one for each found quotation left over.
        Found quotations without a letter are left out. Of equal overlaps the later quotation,
        marked and then found, is paired first.
    """
    marked = [letters_in(text, quotation.spans) for quotation in gold]
    found = [letters_in(text, quotation.spans) for quotation in predicted]
    overlaps = sorted(
        (
            (len(one & other) / len(one | other), i, j)
            for i, one in enumerate(marked)
            for j, other in enumerate(found)
            if one & other
        ),
        reverse=True,
    )
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for iou, i, j in overlaps:
        if i not in partner and j not in taken:
            partner[i] = j, iou
            taken.add(j)
    matches = []
    for i, quotation in enumerate(gold):
        if i in partner:
            j, iou = partner[i]
            matches.append(Match(quotation, predicted[j], iou))
        else:
            matches.append(Match(quotation, None))
    left = (j for j, letters in enumerate(found) if letters and j not in taken)
    return matches + [Match(None, predicted[j]) for j in left]


def right_speaker(text: str, gold: Quotation, predicted: Quotation) -> bool:
    """Tell whether the found speaker mention overlaps the marked one, or both have none."""
    marked, found = letters_in(text, gold.speaker), letters_in(text, predicted.speaker)
    return bool(marked & found) if marked else not found


def name_words(name: str) -> list[str]:
    """Return what of a name tells it apart: two names are the same when these are equal."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'")
    words = re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", plain))
    return [word for word in words if word not in _titles()] or words


def is_speech(text: str, quotation: Quotation) -> bool:
    """Tell whether a marked quotation is direct, mixed, or cued by saying (``data/saying.txt``)."""
    if quotation.kind != "indirect":
        return True
    cue = " ".join(text[start:end] for start, end in quotation.cue)
    return ":" in cue or bool(_saying().search(cue))


def split_spans(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Yield each contiguous stretch of quotations as a quotation of its own."""
    for quotation in quotations:
        for span in quotation.spans:
            yield replace(quotation, spans=(span,))


def letters_in(text: str, spans: Spans) -> set[int]:
    """Return the positions of letters and digits in some spans of a text."""
    return {
        place
        for start, end in spans
        for place in range(start, min(end, len(text)))
        if text[place].isalnum()
    }


@cache
def _titles() -> frozenset[str]:
    return frozenset(_lines("titles.txt"))


@cache
def _saying() -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", r"\w*") for form in _lines("saying.txt"))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def _lines(name: str) -> list[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
