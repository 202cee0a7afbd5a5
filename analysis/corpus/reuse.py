"""Text that outlets share word for word in one story: agency copy, and what one took from another.

A shared run is a stretch of at least :data:`RUN` words, outside quotation marks, that stands in two
articles in the same order; case, spelling and inflection aside
(:mod:`analysis.corpus.word_normalisation`).
Runs are found by the stretches of :data:`RUN` words that both have and made as long as they go
(Brin, Davis & Garcia-Molina 1995, "Copy detection mechanisms for digital documents"). Words in
quotation marks end a run: the same quotation in two outlets is no copying.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.corpus.quoted_mask import in_marks

#: Words in a row from which it is no chance that two articles have them. Titles and standing
#: phrases ("the Democratic People's Republic of Korea, the North's official name") are shorter.
RUN = 10

_RUN_COLUMNS = ("left", "right", "left_start", "left_end", "right_start", "right_end", "words")


@dataclass(frozen=True)
class Reuse:
    """What the articles of a selection share.

    ``runs``: left, right (article ids, in order), left_start, left_end, right_start, right_end
    (offsets) and words, one row a shared run. ``shares``: article_id, words (outside quotation
    marks, in headline, subheads and body), copied (of them in a shared run) and share, one row an
    article. ``copied``: article_id, start, end: the stretches of each article in any run, apart.
    """

    runs: pd.DataFrame
    shares: pd.DataFrame
    copied: pd.DataFrame


@dataclass(frozen=True)
class _Read:
    """The words of an article that may be shared, with None where a run has to end."""

    forms: list[str]
    starts: list[int]
    ends: list[int]


def find_reuse(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame, run: int = RUN
) -> Reuse:
    """Find the runs of words that articles of one story share.

    Args:
        articles: Columns article_id, story_id, outlet_label, text; two articles of one outlet are
            not compared.
        blocks: As the table ``blocks``.
        quotes: As the table ``quotes``: what they have in quotation marks is left out.
        run: Words a shared run has at least.
    """
    prose = blocks[blocks["kind"].isin(tables.COUNTED)].sort_values(["article_id", "start"])
    lines = dict(iter(prose.groupby("article_id")))
    said = dict(iter(quotes.groupby("article_id")))
    runs: list[tuple[object, ...]] = []
    shares: list[tuple[str, int, int]] = []
    copied: list[tuple[str, int, int]] = []
    for _, story in articles.groupby("story_id", sort=True):
        read = {
            row["article_id"]: _read(
                row["text"], lines.get(row["article_id"]), said.get(row["article_id"])
            )
            for row in story.sort_values("article_id").to_dict("records")
        }
        outlets = dict(zip(story["article_id"], story["outlet_label"], strict=True))
        found = [shared for shared in _runs(read, run) if outlets[shared[0]] != outlets[shared[1]]]
        flags = {key: np.zeros(len(one.forms), bool) for key, one in read.items()}
        for left, right, i, j, length in found:
            flags[left][i : i + length] = True
            flags[right][j : j + length] = True
            ours, theirs = read[left], read[right]
            runs.append(
                (
                    left,
                    right,
                    ours.starts[i],
                    ours.ends[i + length - 1],
                    theirs.starts[j],
                    theirs.ends[j + length - 1],
                    length,
                )
            )
        for key, one in read.items():
            spoken = sum(form != "" for form in one.forms)
            shares.append((key, spoken, int(flags[key].sum())))
            copied += [(key, one.starts[a], one.ends[b - 1]) for a, b in _stretches(flags[key])]
    table = pd.DataFrame(shares, columns=["article_id", "words", "copied"])
    return Reuse(
        pd.DataFrame(runs, columns=list(_RUN_COLUMNS)),
        table.assign(share=table["copied"] / table["words"].clip(lower=1)),
        pd.DataFrame(copied, columns=["article_id", "start", "end"]),
    )


def origins(reuse: Reuse, articles: pd.DataFrame) -> pd.DataFrame:
    """Return for each two articles that share text how much, and where it seems to come from.

    Args:
        reuse: What they share.
        articles: Columns article_id, outlet, credit, published (NaT when not known).

    Returns:
        One row a pair, the most shared first: left, right (article ids), runs, words (shared), and
        origin (the agency, outlet or article id it seems to come from) with how: ``credited``
        (one credits the other's outlet), ``agency`` (both credit the same one), ``agency in one``
        (one credits an agency), ``earlier`` (published on an earlier day: origin is the article's
        id); both empty when nothing tells.
    """
    known = {str(row["article_id"]): row for row in articles.to_dict("records")}
    pairs = reuse.runs.groupby(["left", "right"], as_index=False).agg(
        runs=("words", "size"), words=("words", "sum")
    )
    told = [_origin(known[left], known[right]) for left, right in _ends(pairs)]
    return pairs.assign(
        origin=[origin for origin, _ in told], how=[how for _, how in told]
    ).sort_values(["words", "left", "right"], ascending=[False, True, True], ignore_index=True)


def _ends(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(pairs["left"], pairs["right"], strict=True))


def _origin(left: Mapping[Hashable, Any], right: Mapping[Hashable, Any]) -> tuple[str, str]:
    for one, other in ((left, right), (right, left)):
        if one["credit"] and one["credit"].lower() == other["outlet"].lower():
            return str(other["outlet"]), "credited"
    if left["credit"] and left["credit"].lower() == right["credit"].lower():
        return str(left["credit"]), "agency"
    if left["credit"] or right["credit"]:
        return str(left["credit"] or right["credit"]), "agency in one"
    days = left["published"], right["published"]
    if pd.notna(days[0]) and pd.notna(days[1]) and days[0] != days[1]:
        return str((left if days[0] < days[1] else right)["article_id"]), "earlier"
    return "", ""


def quoted(text: str, quotes: pd.DataFrame | None) -> npt.NDArray[np.bool_]:
    """Return for each character of an article whether it stands in a quotation's marks."""
    flags = np.zeros(len(text), bool)
    for quote in () if quotes is None else quotes.to_dict("records"):
        place = slice(quote["start"], quote["end"])
        flags[place] |= in_marks(text[place], quote["kind"])
    return flags


def _read(text: str, lines: pd.DataFrame | None, quotes: pd.DataFrame | None) -> _Read:
    spoken = quoted(text, quotes)
    read = _Read([], [], [])
    for line in () if lines is None else lines.to_dict("records"):
        for token in word_normalisation.tokens(text[line["start"] : line["end"]]):
            start = line["start"] + token.start
            if not spoken[start]:
                read.forms.append(token.form)
            elif read.forms and read.forms[-1]:
                read.forms.append("")
            else:
                continue
            read.starts.append(start)
            read.ends.append(line["start"] + token.end)
        # A run does not go on from one block into the next.
        if read.forms and read.forms[-1]:
            read.forms.append("")
            read.starts.append(line["end"])
            read.ends.append(line["end"])
    return read


def _runs(read: dict[str, _Read], run: int) -> Iterator[tuple[str, str, int, int, int]]:
    """Yield the longest shared runs of each two articles: ids, places and length in words."""
    where: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for key, one in read.items():
        for place in range(len(one.forms) - run + 1):
            stretch = tuple(one.forms[place : place + run])
            if "" not in stretch:
                where[stretch].append((key, place))
    met: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for places in where.values():
        for (left, i), (right, j) in combinations(places, 2):
            if left != right:
                met[left, right, j - i].append(i)
    for (left, right, apart), starts in sorted(met.items()):
        flags = np.zeros(max(starts) + 1, bool)
        flags[starts] = True
        for first, last in _stretches(flags):
            yield left, right, first, first + apart, last - first + run - 1


def _stretches(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first place of each run that is set, and the one behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
