"""The verbs that introduce reported speech, and what each may introduce."""

import csv
from functools import cache
from pathlib import Path

_PATH = Path(__file__).parent / "data" / "cues.csv"


@cache
def frames() -> dict[str, frozenset[str]]:
    """Return the frames of each reporting verb by lemma.

    ``q``: a quotation in marks; ``c``: a finite clause; ``w``: a whether/why/how clause only;
    ``i``: "to" and a verb; ``n``: a noun phrase that holds a clause ("allegations that …").
    """
    with _PATH.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["lemma"]: frozenset(row["frames"]) for row in rows}
