"""The comparisons of a story's articles as rows: linked sentences, and figures that differ."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.corpus.differing_figures import Verdict, compare_figures
from analysis.corpus.passages import link_sentences, read_sentences

Row = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]


def list_passages(story: Tables) -> Iterator[Row]:
    """Yield the linked sentences of each two articles of a story.

    Args:
        story: The tables articles, sentences, quotes and mentions of its articles.
    """
    tables = [story[name] for name in ("articles", "sentences", "quotes", "mentions")]
    read = {
        article_id: read_sentences(article_id, *tables)
        for article_id in sorted(story["articles"]["article_id"].astype(str))
    }
    spans = {
        article_id: {
            number: (start, end)
            for number, start, end in article.rows[["sentence", "start", "end"]].itertuples(
                index=False
            )
        }
        for article_id, article in read.items()
    }
    for left, right in combinations(read, 2):
        for link in link_sentences(read[left], read[right]).links.to_dict("records"):
            left_start, left_end = spans[left][link["left_sentence"]]
            right_start, right_end = spans[right][link["right_sentence"]]
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
    """Yield the statements of the figures on which the outlets of a story differ, or may.

    Args:
        story: The tables articles, sentences, figures and mentions of its articles.
        first_case: Number of the first figure.
    """
    tables = (story[name] for name in ("articles", "sentences", "figures", "mentions"))
    compared = compare_figures(*tables)
    cases = [case for case in compared if case.verdict is not Verdict.AGREEMENT]
    for case_id, case in enumerate(cases, first_case):
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
