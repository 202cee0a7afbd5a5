"""Score how well the quotes of one utterance are aligned across outlets, and time one story.

    python -m benchmarks.alignment [--data DIR] [--no-times]

The figures are about pairs of quotes of two articles of a story that report one utterance, in the
gold sets with marked utterances. They are computed twice: on the marked quotes, which scores the
alignment alone, and on the predicted quotes, where a missed quote loses its pairs. Intervals are
bootstrapped over articles; with five articles they say little.

The times are processor seconds for one story of 5, 20 and 100 articles of the news cluster. These
articles are treated as one story whatever they report, so that everything is compared with
everything.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analysis.corpus import coverage, passages, utterances
from analysis.corpus.differing_figures import find_differing_figures
from analysis.corpus.reuse import find_reuse
from analysis.corpus.statement_clusters import join_statements
from analysis.store.data_frames import to_frame
from benchmarks.annotated_sets import build_tables
from benchmarks.article_files import read_articles, read_json_lines, write_json_lines
from benchmarks.article_quotes import ArticleQuotes, Quote, read_gold_articles
from benchmarks.gold_sets import DATA_FOLDER, find_sets, predict_quotes
from benchmarks.scoring import score_quotes

#: Numbers of articles of the timed stories.
_STORY_SIZES = (5, 20, 100)
#: Number of articles that run before the first timing, to load the word lists.
_WARM_UP_ARTICLES = 2


def main() -> None:
    """Score the pairs and print the times."""
    parser = argparse.ArgumentParser("python -m benchmarks.alignment", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--no-times", action="store_true", help="score the pairs only")
    options = parser.parse_args()
    print(f"{'set':14}{'quotations':12}{'p':>8}{'r':>8}{'F1':>8}{'':>17}{'pairs':>8}{'marked':>8}")
    for name, file in find_sets(options.data).items():
        gold = read_gold_articles(file)
        if not any(quote.utterance for article in gold for quote in article.quotes):
            continue
        _print_pair_figures(name, "as marked", gold, align_marked_quotes(gold))
        _print_pair_figures(name, "as found", gold, predict_quotes(file))
    if not options.no_times:
        _print_times(options.data / "stories" / "news_cluster_dev.jsonl.gz")


def align_marked_quotes(gold: Sequence[ArticleQuotes]) -> list[ArticleQuotes]:
    """Return the marked quotes with the utterances that the project's alignment assigns."""
    rows = pd.DataFrame([row for article in gold for row in _make_quote_rows(article)])
    stories = pd.DataFrame(
        [(article.article_id, article.story) for article in gold],
        columns=["article_id", "story_id"],
    )
    utterance_ids = utterances.align_utterances(rows, stories).set_index("quote_id")["utterance_id"]
    return [
        replace(
            article,
            quotes=tuple(
                replace(quote, utterance=str(utterance_ids[_make_quote_id(article, number)]))
                for number, quote in enumerate(article.quotes)
            ),
        )
        for article in gold
    ]


def _print_pair_figures(
    set_name: str,
    quotes: str,
    gold: Sequence[ArticleQuotes],
    predicted: Sequence[ArticleQuotes],
) -> None:
    score = score_quotes(gold, predicted)
    figures, (low, high) = score.compute_figures(), score.compute_intervals()["pairs_f"]
    percents = "".join(f"{100 * (figures[f'pairs_{part}'] or 0):>8.1f}" for part in "prf")
    counts = f"{score.totals['pair_predicted']:>8}{score.totals['pair_gold']:>8}"
    print(f"{set_name:14}{quotes:12}{percents}  [{100 * low:5.1f}, {100 * high:5.1f}]{counts}")


def _make_quote_rows(article: ArticleQuotes) -> list[dict[str, str]]:
    """Return the marked quotes as rows of the quotes table."""
    first_line = article.text.partition("\n")[0]
    has_headline = not first_line.rstrip().endswith((".", "”", '"'))
    return [
        {
            "article_id": article.article_id,
            "quote_id": _make_quote_id(article, number),
            "text": " ".join(article.text[start:end] for start, end in quote.spans),
            "kind": quote.kind,
            "speaker": quote.name,
            "entity_id": "",
            "block_kind": "headline"
            if has_headline and _get_end(quote) <= len(first_line)
            else "body",
        }
        for number, quote in enumerate(article.quotes)
    ]


def _make_quote_id(article: ArticleQuotes, number: int) -> str:
    return f"{article.article_id}:{number:03d}"


def _get_end(quote: Quote) -> int:
    return max(end for _, end in quote.spans)


def _print_times(file: Path) -> None:
    """Print the seconds of each step for one story, by its number of articles."""
    tables = _build_single_story(file, max(_STORY_SIZES))
    _time_steps(tables, _WARM_UP_ARTICLES)
    print(f"\n{'articles':>10}{'quotations':>12}", end="")
    print("".join(f"{step:>14}" for step in _STEPS) + "   seconds of the processor")
    for size in _STORY_SIZES:
        n_quotes, times = _time_steps(tables, size)
        print(f"{size:>10}{n_quotes:>12}" + "".join(f"{seconds:>14.2f}" for seconds in times))


def _build_single_story(file: Path, n_articles: int) -> dict[str, pd.DataFrame]:
    """Return the tables of articles of the largest stories, as if all were one story."""
    records: list[dict[str, Any]] = list(read_json_lines(file))
    sizes = Counter(record["story"] for record in records)
    records.sort(key=lambda record: (-sizes[record["story"]], record["story"]))
    with TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        write_json_lines(source, records[:n_articles])
        built = build_tables(read_articles([source]))
    tables = {name: to_frame(table) for name, table in built.items()}
    tables["articles"]["story_id"] = "story"
    return tables


def _time_steps(tables: dict[str, pd.DataFrame], n_articles: int) -> tuple[int, list[float]]:
    """Return the number of quotes of the first articles and the seconds of each step."""
    articles = tables["articles"].head(n_articles)
    story = {
        name: rows[rows["article_id"].isin(articles["article_id"])]
        for name, rows in tables.items()
        if "article_id" in rows
    }
    story["entities"] = tables["entities"]
    times = []
    for step in _STEPS.values():
        start = time.process_time()
        step(story)
        times.append(time.process_time() - start)
    return len(story["quotes"]), times


def _align_two_articles(story: dict[str, pd.DataFrame]) -> None:
    left, right = story["articles"]["article_id"].head(2)
    passages.align_passages(
        left,
        right,
        story["articles"],
        story["sentences"],
        story["quotes"],
        story["mentions"],
    )


def _find_missing_items(story: dict[str, pd.DataFrame]) -> None:
    coverage.find_missing_items(
        story["articles"], story["mentions"], story["entities"], story["quotes"], story["figures"]
    )


def _join_statements(story: dict[str, pd.DataFrame]) -> None:
    join_statements(
        story["articles"],
        story["sentences"],
        story["mentions"],
        story["quotes"],
        story["figures"],
    )


#: The timed steps by the heading of their column.
_STEPS: dict[str, Callable[[dict[str, pd.DataFrame]], object]] = {
    "utterances": lambda story: utterances.align_utterances(story["quotes"], story["articles"]),
    "matrix": lambda story: coverage.list_utterances(story["articles"], story["quotes"]),
    "two articles": _align_two_articles,
    "not here": _find_missing_items,
    "statements": _join_statements,
    "figures": lambda story: find_differing_figures(
        story["articles"], story["sentences"], story["figures"], story["mentions"]
    ),
    "shared text": lambda story: find_reuse(story["articles"], story["blocks"], story["quotes"]),
}


if __name__ == "__main__":
    main()
