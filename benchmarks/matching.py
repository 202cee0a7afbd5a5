"""Pairs predicted quotes with marked ones, and compares their speakers.

Spans are compared as sets of the positions of letters and digits, so that quotation marks, spaces
and punctuation at the edges never count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.article_quotes import Quote, Spans

#: Minimum intersection over union of a marked quote and the prediction that finds it. Judgement:
#: the usual value for overlapping spans.
MIN_IOU = 0.5
#: Number of words of a name without middle names.
_FULL_NAME = 2
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Match:
    """A marked quote with the prediction that overlaps it most, or one of the two alone."""

    gold: Quote | None
    predicted: Quote | None
    iou: float = 0.0

    @property
    def is_found(self) -> bool:
        """Whether the overlap is large enough for the marked quote to count as found."""
        return self.iou >= MIN_IOU


def match_quotes(text: str, gold: Sequence[Quote], predicted: Sequence[Quote]) -> list[Match]:
    """Pair the marked quotes of an article one to one with predictions, largest overlap first.

    Returns:
        A match for each marked quote, in order, then one for each unpaired prediction. Predictions
        without a letter or digit are left out. Among equal overlaps, the pair with the later marked
        quote and then the later prediction comes first.
    """
    gold_letters = [find_letter_positions(text, quote.spans) for quote in gold]
    predicted_letters = [find_letter_positions(text, quote.spans) for quote in predicted]
    overlaps = sorted(
        (
            (len(marked & candidate) / len(marked | candidate), i, j)
            for i, marked in enumerate(gold_letters)
            for j, candidate in enumerate(predicted_letters)
            if marked & candidate
        ),
        reverse=True,
    )
    partners: dict[int, tuple[int, float]] = {}
    paired_predictions: set[int] = set()
    for iou, i, j in overlaps:
        if i not in partners and j not in paired_predictions:
            partners[i] = j, iou
            paired_predictions.add(j)
    matches = []
    for i, quote in enumerate(gold):
        if i in partners:
            j, iou = partners[i]
            matches.append(Match(quote, predicted[j], iou))
        else:
            matches.append(Match(quote, None))
    unpaired = (
        j for j, letters in enumerate(predicted_letters) if letters and j not in paired_predictions
    )
    return matches + [Match(None, predicted[j]) for j in unpaired]


def has_right_speaker(text: str, gold: Quote, predicted: Quote) -> bool:
    """Return whether the speaker mentions overlap, or both quotes have none."""
    marked = find_letter_positions(text, gold.speaker)
    candidate = find_letter_positions(text, predicted.speaker)
    return bool(marked & candidate) if marked else not candidate


def list_name_words(name: str) -> list[str]:
    """Return the distinctive words of a name; two names are the same when these are equal.

    Titles and small words (``data/titles.txt``), case, accents, middle initials and the dots of
    initialisms are dropped, and names that any reader takes for the same are made one
    (``data/same_names.txt``).
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'")
    plain = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match[0].replace(".", ""), plain)
    words = re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", plain))
    same_names = _read_same_names()
    words = [same_names.get(word, word) for word in words if word not in _read_titles()] or words
    if len(words) > _FULL_NAME:
        middle = (word for word in words[1:-1] if len(word) > 1)
        words = [words[0], *middle, words[-1]]
    joined = " ".join(words)
    return same_names.get(joined, joined).split()


def is_speech(text: str, quote: Quote) -> bool:
    """Return whether a marked quote is direct, mixed, or has a cue of ``data/saying.txt``."""
    if quote.kind != "indirect":
        return True
    cue = " ".join(text[start:end] for start, end in quote.cue)
    return ":" in cue or bool(_compile_saying_cues().search(cue))


def split_into_spans(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Yield each contiguous span of each quote as a quote of its own."""
    for quote in quotes:
        for span in quote.spans:
            yield replace(quote, spans=(span,))


def find_letter_positions(text: str, spans: Spans) -> set[int]:
    """Return the positions of letters and digits in some spans of a text."""
    return {
        position
        for start, end in spans
        for position in range(start, min(end, len(text)))
        if text[position].isalnum()
    }


@cache
def _read_titles() -> frozenset[str]:
    return frozenset(_read_words("titles.txt"))


@cache
def _read_same_names() -> dict[str, str]:
    """Return the name that each name of ``same_names.txt`` is compared as."""
    pairs = (line.split(" = ") for line in _read_words("same_names.txt"))
    return {name.strip(): compared.strip() for name, compared in pairs}


@cache
def _compile_saying_cues() -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", r"\w*") for form in _read_words("saying.txt"))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def _read_words(file_name: str) -> list[str]:
    lines = (_DATA / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
