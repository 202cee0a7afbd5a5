"""Text that outlets share word for word in one story: agency copy, and what one took from another.

What counts as shared is defined in :mod:`analysis.corpus.shared_text`. Words in quotation marks end
a run, and so does the end of a block.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.corpus.agency_addresses import find_agency, is_same_agency
from analysis.corpus.quoted_mask import mask_article_quotes
from analysis.corpus.shared_text import (
    MIN_SHARED_WORDS,
    SharedRun,
    consecutive_runs,
    find_shared_runs,
)
from analysis.corpus.table_rows import list_rows

#: What suggests where shared text comes from; empty when nothing does.
OriginReason = Literal["credited", "agency", "agency in one", "earlier", ""]

_RUN_COLUMNS = ("left", "right", "left_start", "left_end", "right_start", "right_end", "words")

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Reuse:
    """What the articles of a selection share.

    ``runs``: left, right (article ids, in order), left_start, left_end, right_start, right_end
    (offsets) and words, one row per shared run. ``shares``: article_id, words (outside quotation
    marks, in headline, subheads and body), copied (how many of them are in a shared run) and share,
    one row per article. ``copied``: article_id, start, end: the parts of each article that are in
    any run, without overlap.
    """

    runs: pd.DataFrame
    shares: pd.DataFrame
    copied: pd.DataFrame


@dataclass(frozen=True)
class _Words:
    """The words of a story's articles outside quotation marks, article after article.

    ``forms`` holds an empty string where a run has to end.
    """

    articles: list[str]
    forms: list[str]
    starts: list[int]
    ends: list[int]

    def append(self, article: str, form: str, start: int, end: int) -> None:
        self.articles.append(article)
        self.forms.append(form)
        self.starts.append(start)
        self.ends.append(end)


def find_reuse(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    min_words: int = MIN_SHARED_WORDS,
) -> Reuse:
    """Find the runs of words that articles of one story share.

    Args:
        articles: Columns article_id, story_id, outlet_label, text; two articles of one outlet are
            not compared.
        blocks: As the table ``blocks``.
        quotes: As the table ``quotes``: their words in quotation marks are left out.
        min_words: Minimum length of a shared run.
    """
    counted = blocks[blocks["kind"].isin(tables.COUNTED)].sort_values(["article_id", "start"])
    blocks_by_article = dict(iter(counted.groupby("article_id")))
    quotes_by_article = dict(iter(quotes.groupby("article_id")))
    runs: list[tuple[object, ...]] = []
    shares: list[tuple[str, int, int]] = []
    copied: list[tuple[str, int, int]] = []
    for _, story in articles.groupby("story_id", sort=True):
        words = _Words([], [], [], [])
        outlets = dict(zip(story["article_id"], story["outlet_label"], strict=True))
        for row in list_rows(story.sort_values("article_id")):
            key = row["article_id"]
            _read_words(
                words, key, row["text"], blocks_by_article.get(key), quotes_by_article.get(key)
            )
        is_copied = np.zeros(len(words.forms), bool)
        for run in find_shared_runs(words.articles, words.forms, min_words):
            if outlets[words.articles[run.left]] != outlets[words.articles[run.right]]:
                runs.append(_run_row(words, run))
                is_copied[run.left : run.left + run.words] = True
                is_copied[run.right : run.right + run.words] = True
        shares += _shares(sorted(outlets), words, is_copied)
        copied += [
            (words.articles[first], words.starts[first], words.ends[after - 1])
            for first, after in consecutive_runs(is_copied)
        ]
    table = pd.DataFrame(shares, columns=["article_id", "words", "copied"])
    return Reuse(
        pd.DataFrame(runs, columns=list(_RUN_COLUMNS)),
        table.assign(share=table["copied"] / table["words"].clip(lower=1)),
        pd.DataFrame(copied, columns=["article_id", "start", "end"]),
    )


def _drop_repeats(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the runs without those at a place of a longer one, on either side.

    A caption that one article repeats is in the other once: its words are shared once.
    """
    is_first = []
    taken: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in list_rows(runs.sort_values("words", ascending=False, kind="stable")):
        places = [
            (taken[row["left"], row["right"], side], (row[f"{side}_start"], row[f"{side}_end"]))
            for side in ("left", "right")
        ]
        is_free = all(
            end <= other_start or start >= other_end
            for spans, (start, end) in places
            for other_start, other_end in spans
        )
        is_first.append(is_free)
        if is_free:
            for spans, place in places:
                spans.append(place)
    order = runs["words"].sort_values(ascending=False, kind="stable").index
    return runs.loc[order[np.array(is_first, bool)]].sort_index()


def find_origins(reuse: Reuse, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how much text each two articles share, and where it seems to come from.

    Args:
        reuse: The text they share.
        articles: Columns article_id, outlet, credit, url, published (NaT when not known).

    Returns:
        One row per pair, the most shared first: left, right (article ids), runs, words (shared),
        and origin (the agency, outlet or article id it seems to come from) with reason:
        ``credited`` (one credits the other's outlet), ``agency`` (both name the same agency, in
        their credit or address), ``agency in one`` (one names an agency), ``earlier`` (published on
        an earlier day: origin is the article's id); both are empty when nothing suggests an origin.
    """
    rows = {str(row["article_id"]): row for row in list_rows(articles)}
    pairs = (
        _drop_repeats(reuse.runs)
        .groupby(["left", "right"], as_index=False)
        .agg(runs=("words", "size"), words=("words", "sum"))
    )
    likely = [
        _likely_origin(rows[left], rows[right])
        for left, right in zip(pairs["left"], pairs["right"], strict=True)
    ]
    return pairs.assign(
        origin=[origin for origin, _ in likely], reason=[reason for _, reason in likely]
    ).sort_values(["words", "left", "right"], ascending=[False, True, True], ignore_index=True)


def _likely_origin(
    left: Mapping[Hashable, Any], right: Mapping[Hashable, Any]
) -> tuple[str, OriginReason]:
    for article, other in ((left, right), (right, left)):
        if article["credit"] and article["credit"].lower() == other["outlet"].lower():
            return str(other["outlet"]), "credited"
    agencies = [
        str(article["credit"]) or find_agency(str(article["url"])) for article in (left, right)
    ]
    if all(agencies) and is_same_agency(*agencies):
        return agencies[0], "agency"
    if any(agencies):
        return agencies[0] or agencies[1], "agency in one"
    days = left["published"], right["published"]
    if pd.notna(days[0]) and pd.notna(days[1]) and days[0] != days[1]:
        return str((left if days[0] < days[1] else right)["article_id"]), "earlier"
    return "", ""


def _read_words(
    words: _Words,
    article: str,
    text: str,
    blocks: pd.DataFrame | None,
    quotes: pd.DataFrame | None,
) -> None:
    """Append the words of one article that may be shared."""
    is_quoted = mask_article_quotes(text, quotes)
    can_go_on = False  # whether the next word can continue a run
    for block in () if blocks is None else list_rows(blocks):
        for token in word_normalisation.tokenise(text[block["start"] : block["end"]]):
            start, end = block["start"] + token.start, block["start"] + token.end
            if not is_quoted[start]:
                words.append(article, token.form, start, end)
                can_go_on = True
            elif can_go_on:
                words.append(article, "", start, end)
                can_go_on = False
        if can_go_on:
            words.append(article, "", block["end"], block["end"])
            can_go_on = False


def _run_row(words: _Words, run: SharedRun) -> tuple[object, ...]:
    left_last, right_last = run.left + run.words - 1, run.right + run.words - 1
    return (
        words.articles[run.left],
        words.articles[run.right],
        words.starts[run.left],
        words.ends[left_last],
        words.starts[run.right],
        words.ends[right_last],
        run.words,
    )


def _shares(article_ids: list[str], words: _Words, is_copied: Flags) -> list[tuple[str, int, int]]:
    """Return each article with the number of its words and of those that are copied."""
    totals = Counter(
        article for article, form in zip(words.articles, words.forms, strict=True) if form
    )
    copied = Counter(
        article for article, flag in zip(words.articles, is_copied, strict=True) if flag
    )
    return [(article, totals[article], copied[article]) for article in article_ids]
