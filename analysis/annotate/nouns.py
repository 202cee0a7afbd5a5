"""Nouns that describe a person, an organisation or a country ("the spokesman", "the airline")."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PATH = Path(__file__).parent / "data" / "nouns.csv"


class Noun(NamedTuple):
    """What a noun describes (person, organisation, country), and the gender it tells, if any."""

    kind: str
    gender: str


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns by lemma."""
    with _PATH.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["noun"]: Noun(row["kind"], row["gender"]) for row in rows}
