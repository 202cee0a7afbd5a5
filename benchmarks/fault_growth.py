"""Hostile texts of two sizes: the time per character must not grow with the length.

Used by ``python -m benchmarks.faults``. Each text is read and annotated at a length and at four
times that length; the exponent of the growth of the processor time is printed. A text is survived
if the exponent is at most 1.3: time that grows with the square of the length has an exponent of 2.
"""

import math
import time
from collections.abc import Callable, Iterator
from functools import partial

from analysis.ingest import Article, read_upload
from analysis.ingest.limits import Limits
from analysis.nlp import pipeline

#: Characters of the longer text, unless :data:`_LENGTHS` says otherwise, and how much longer it is
#: than the other.
_N_CHARACTERS, _FACTOR = 100_000, 4
#: Lengths that texts have had which took for ever: 25,000 names, 10,000 opening quotation marks, a
#: million spaces and line ends, and a word of 200 kB.
_LENGTHS = {
    "names": 350_000,
    "opening quotation marks": 40_000,
    "spaces": 999_000,  # with two sentences, within the limit of an article
    "line ends": 999_000,
    "wide spaces": 999_000,
    "one word": 200_000,
    "one word of figures": 200_000,
}
_MAX_EXPONENT = 1.3
#: Seconds under which the growth is not judged, since starting up costs as much.
_LEAST_SECONDS = 0.3
_SENTENCE = "The harbour of Port Ellen will be closed in May, the council said on Monday. "


def _names(n_characters: int) -> str:
    names = (
        f"{chr(65 + n % 26)}{_letters(n)} {chr(65 + n // 26 % 26)}{_letters(n * 7 + 1)}ov"
        for n in range(n_characters // 14)
    )
    return ". ".join(names) + "."


def _letters(number: int) -> str:
    """Return lower-case letters that stand for a number."""
    return "".join("aeioubdlmnrst"[number // 13**place % 13] for place in range(4))


#: Makes a text of about a number of characters.
TEXTS: dict[str, Callable[[int], str]] = {
    "names": _names,
    "one name again and again": lambda n: "Ann Lee said. " * (n // 14),
    "spaces": lambda n: _SENTENCE + " " * n + _SENTENCE,
    "line ends": lambda n: _SENTENCE + "\n" * n + _SENTENCE,
    "brackets": lambda n: "(" * (n // 2) + "harbour" + ")" * (n // 2),
    "opening quotation marks": lambda n: "“We " * (n // 4),
    "straight quotation marks": lambda n: 'a "b ' * (n // 5),
    "one word": lambda n: "a" * n,
    "one word of figures": lambda n: "1," * (n // 2),
    "abbreviations": lambda n: "U.S. " * (n // 5),
    "and": lambda n: "Ann Lee and " * (n // 12),
    "of": lambda n: "ministry of " * (n // 12),
    "that he said": lambda n: "he said that " * (n // 13),
    "apostrophes": lambda n: "Ann's " * (n // 6),
    "wide spaces": lambda n: _SENTENCE + "\u3000\u200b" * (n // 2),
    "dashes": lambda n: "— " * (n // 2) + _SENTENCE,
}
#: The same, as a web page.
PAGES: dict[str, Callable[[int], str]] = {
    "tags": lambda n: "<div>" * (n // 11) + f"<p>{_SENTENCE}</p>" + "</div>" * (n // 11),
    "open tags": lambda n: "<b>" * (n // 3) + _SENTENCE,
    "attributes": lambda n: f"<p {'a=b ' * (n // 4)}>{_SENTENCE}</p>",
    "comments": lambda n: "<!-- " * (n // 5) + _SENTENCE,
    "entities": lambda n: f"<p>{'&amp;' * (n // 5)} {_SENTENCE}</p>",
}


def measure_growth() -> Iterator[bool]:
    """Read and annotate each text at two lengths; yield whether the time per character is flat."""
    _time("warm.txt", _SENTENCE)
    for name, make in TEXTS.items():
        yield _is_flat(name, "text.txt", make)
    for name, make in PAGES.items():
        yield _is_flat(name, "page.html", partial(_wrap, make))


def _wrap(make: Callable[[int], str], n_characters: int) -> str:
    return f"<html><body>{make(n_characters)}</body></html>"


def _is_flat(name: str, file: str, make: Callable[[int], str]) -> bool:
    length = _LENGTHS.get(name, _N_CHARACTERS)
    short, long = (_time(file, make(length // divisor)) for divisor in (_FACTOR, 1))
    exponent = math.log(long / short, _FACTOR)
    is_flat = exponent <= _MAX_EXPONENT or long < _LEAST_SECONDS
    growth = f"{short:.2f} s, {long:.2f} s, n^{exponent:.1f}{'' if is_flat else ' GROWS'}"
    print(f"  {name}: {length:,} characters, {growth}", flush=True)
    return is_flat


def _time(file: str, text: str) -> float:
    """Return the processor seconds of reading and annotating a text."""
    start = time.process_time()
    items = read_upload(file, text.encode(), Limits(english=False))
    for _ in pipeline.annotate(item for item in items if isinstance(item, Article)):
        pass
    return time.process_time() - start
