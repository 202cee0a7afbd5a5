"""The comparisons of a story's articles as rows: linked sentences, and figures that differ."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.corpus.differing_figures import find_differing_figures
from analysis.corpus.passages import align_passages

Row = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]


def list_passages(story: Tables) -> Iterator[Row]:
    """Yield the linked sentences of each two articles of a story.

    Args:
        story: The tables articles, sentences, quotes and mentions of its articles.
    """
    by_article = {
        name: {str(key): rows for key, rows in story[name].groupby("article_id")}
        for name in ("articles", "sentences", "quotes", "mentions")
    }
    empty = {name: story[name].head(0) for name in by_article}
    for left, right in combinations(sorted(by_article["articles"]), 2):
        pair = [
            pd.concat([rows.get(left, empty[name]), rows.get(right, empty[name])])
            for name, rows in by_article.items()
        ]
        links = align_passages(left, right, *pair).links
        keys = zip(pair[1]["article_id"], pair[1]["sentence"], strict=True)
        offsets = zip(pair[1]["start"].tolist(), pair[1]["end"].tolist(), strict=True)
        spans = dict(zip(keys, offsets, strict=True))
        for link in links.to_dict("records"):
            left_start, left_end = spans[left, link["left_sentence"]]
            right_start, right_end = spans[right, link["right_sentence"]]
            yield {
                "left_id": left,
                "left_start": left_start,
                "left_end": left_end,
                "right_id": right,
                "right_start": right_start,
                "right_end": right_end,
                "similarity": link["similarity"],
                "kind": link["via"],
                "strength": link["strength"],
            }


def list_differing_figures(story: Tables, first_case: int) -> Iterator[Row]:
    """Yield the statements of the figures on which the outlets of a story differ.

    Args:
        story: The tables articles, sentences, figures and mentions of its articles.
        first_case: Number of the first figure.
    """
    tables = (story[name] for name in ("articles", "sentences", "figures", "mentions"))
    for case_id, case in enumerate(find_differing_figures(*tables), first_case):
        for value in case.tally:
            for statement in value.evidence:
                yield {
                    "story_id": case.story_id,
                    "case_id": case_id,
                    "verdict": str(case.verdict),
                    "kind": case.kind,
                    "heading": case.heading,
                    "value": value.value,
                    "unit": case.unit,
                    "similarity": case.similarity,
                    "outlet_label": statement.outlet_label,
                    "article_id": statement.article_id,
                    "start": statement.start,
                    "end": statement.end,
                    "text": statement.text,
                }
