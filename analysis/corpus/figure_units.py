"""Lengths in one unit, so that 200 feet and 60 metres are compared.

The words of the text stay as they are; the lengths of a story are compared in their own unit where
all have one, and in metres otherwise.
"""

import re
from functools import cache

import pandas as pd

from analysis.corpus.table_rows import list_rows
from analysis.word_lists import read_rows

#: The unit of lengths that are given in several.
BASIC_UNIT = "metre"
#: Decimals to which a converted value is rounded (judgement: without any, 2,000 feet would be 610
#: metres and seem rounded; with one they are 609.6).
_DECIMALS = 1
_WORDS = re.compile(r"[a-z]+")
#: Letters after a number that are a unit of length: not "5m" (million), and no speed ("20km/h").
_JOINED = re.compile(r"(?<=\d)[a-z]{2,}\b(?!/)")
#: Words of areas and volumes, whose sizes are others.
_NO_LENGTH = frozenset({"square", "sq", "cubic", "cu"})


def read_joined_units(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return figures with each number as a length that a unit follows without a space: "2,000ft".

    Args:
        figures: As the table ``figures``.
        articles: Columns article_id, text.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = list_rows(figures)
    for row in rows:
        text = texts[row["article_id"]]
        unit = _JOINED.match(text, row["end"])
        if row["kind"] == "count" and row["value"] and unit and unit[0] in _load_units():
            row.update(kind="quantity", end=unit.end(), text=row["text"] + unit[0])
    return pd.DataFrame(rows, columns=figures.columns)


def unify_units(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of a story with its lengths in one unit.

    Args:
        figures: As the table ``figures``, of one story.
    """
    rows = list_rows(figures)
    units = [
        _read_unit(row["text"]) if row["kind"] == "quantity" and row["value"] else ("", 0.0)
        for row in rows
    ]
    is_mixed = len({unit for unit, _ in units if unit}) > 1
    for row, (unit, size) in zip(rows, units, strict=True):
        if unit and is_mixed:
            row.update(unit=BASIC_UNIT, value=_convert(row["value"], size))
        elif unit:
            row["unit"] = unit
    return pd.DataFrame(rows, columns=figures.columns)


def _read_unit(text: str) -> tuple[str, float]:
    """Return the unit of length that ends a figure, and its size in metres.

    Areas, volumes, speeds and lengths in two units at once ("6 feet 4 inches") have none.
    """
    words, units = _WORDS.findall(text.lower()), _load_units()
    named = [word for word in words if word in units]
    if len(named) != 1 or named[0] != words[-1] or _NO_LENGTH.intersection(words):
        return "", 0.0
    return units[named[0]]


def _convert(value: str, size: float) -> str:
    number = round(float(value) * size, _DECIMALS)
    return str(int(number)) if number == int(number) else str(number)


@cache
def _load_units() -> dict[str, tuple[str, float]]:
    rows = read_rows("corpus", "units.csv")
    return {row["word"]: (row["unit"], float(row["size"])) for row in rows}
