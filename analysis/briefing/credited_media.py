"""The media that an article credits: in its dateline, its credits and lines of agencies alone."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from analysis.ingest.segmentation.phrases import agencies
from analysis.word_lists import read_rows

#: What stands between the names of a credit: "(Bo Li/AFP via Getty Images)", "Reuters - AP";
#: and what follows them: "Reuters contributed to this report."
_BETWEEN = re.compile(
    r"[,&|():;\[\]]|\s[-–—]+\s|\s?\b(?:and|via|for|by|from)\b\s|\sphotos?\b"
    r"|\s(?:also |has |have )?contributed to this (?:report|story|article)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()]{2,140})\)")
#: Number of letters up to which an agency is written in capitals (judgement: initials).
_INITIALS = 4
#: Number of letters up to which small ones are the initials of a writer ("ab/rt", judgement).
_WRITER_INITIALS = 2


def list_credited_media(articles: pd.DataFrame, blocks: pd.DataFrame) -> dict[str, list[str]]:
    """Return the media that each article credits, by article, each once.

    Args:
        articles: Columns article_id, credit, text.
        blocks: Columns article_id, start, end, kind.
    """
    rows = articles.set_index("article_id").to_dict("index")
    credited = {
        str(key): (_find_agencies(row["credit"], "credit") or [row["credit"]])
        if row["credit"]
        else []
        for key, row in rows.items()
    }
    for row in blocks.to_dict("records"):
        text = str(rows[row["article_id"]]["text"])[row["start"] : row["end"]]
        names = credited[row["article_id"]]
        names += [name for name in _find_agencies(text, row["kind"]) if name not in names]
    return credited


def _find_agencies(text: str, kind: str) -> list[str]:
    """Return the agencies of a block; in a dateline a place may have the name of an agency."""
    if kind == "dateline":
        return [
            name for part in _BRACKETED.findall(text) for name in _find_agencies(part, "credit")
        ]
    pieces = list(_split(text))
    names = [_spell(piece) for piece in pieces if _is_agency(piece)]
    is_credit = kind == "credit" or (kind == "caption" and len(names) == len(pieces))
    return list(dict.fromkeys(names)) if is_credit else []


def _split(text: str) -> Iterator[str]:
    for piece in _BETWEEN.split(text):
        # A stroke is part of few names ("RFE/RL"), a hyphen of many ("Agence France-Presse").
        parts = _list_parts(piece, "/")
        names = [piece] if _is_agency(piece) and not all(map(_is_agency, parts)) else parts
        for name in map(_strip, names):
            joint = _list_parts(name, "-")
            is_joint = not _is_agency(name) and all(map(_is_agency, joint))
            yield from joint if is_joint else [name]


def _list_parts(name: str, mark: str) -> list[str]:
    return list(filter(None, map(_strip, name.split(mark))))


def _strip(name: str) -> str:
    return name.strip(" .—–-")


def _is_agency(name: str) -> bool:
    """Return whether a name is a listed agency's; two small letters are a writer's initials."""
    bare = _strip(name)
    is_writer = bare.islower() and len(bare) <= _WRITER_INITIALS
    return bare.upper() in agencies() and not is_writer


def unify_agency(name: str) -> str:
    """Return the name under which an agency is listed that signs with several."""
    return _read_names().get(name.upper(), name)


def list_agency_names(name: str) -> set[str]:
    """Return a name and all names of the agency that is listed under it."""
    return {name, *(form for form, agency in _read_names().items() if agency == name)}


def _spell(name: str) -> str:
    return unify_agency(name.upper() if len(name) <= _INITIALS else name)


@cache
def _read_names() -> dict[str, str]:
    return {row["name"]: row["agency"] for row in read_rows("briefing", "agency_names.csv")}
