"""How well quotations of one utterance are found across outlets, and what a story costs.

    python -m benchmarks.alignment [--data DIR] [--no-times]

``pairs`` are pairs of quotations of two articles of a story that report one utterance, in the sets
whose utterances people marked: first of the quotations as marked, which judges the alignment
alone, then of the quotations as the project finds them, where one that is missed loses its pairs.
Intervals are bootstrapped over articles; with five articles they say little.

The times are the processor's, for one story of 5, 20 and 100 articles of the news cluster, put
together whatever they report, so that everything is compared with everything.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analysis.corpus import coverage, nearest_sentences, passages, utterances
from analysis.corpus.differing_figures import find_differing_figures
from analysis.corpus.reuse import find_reuse
from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import catalogue_tables
from analysis.store import Workspace
from analysis.store.data_frames import to_frame
from benchmarks.gold_sets import DATA, find_sets, predict
from benchmarks.marked import Marked, Quotation, read_marked
from benchmarks.scoring import score

_SIZES = (5, 20, 100)


def main() -> None:
    """Score the pairs and print the times."""
    parser = argparse.ArgumentParser("python -m benchmarks.alignment", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--no-times", action="store_true", help="score the pairs only")
    options = parser.parse_args()
    print(f"{'set':14}{'quotations':12}{'p':>8}{'r':>8}{'F1':>8}{'':>17}{'pairs':>8}{'marked':>8}")
    for name, file in find_sets(options.data).items():
        gold = read_marked(file)
        if not any(quotation.utterance for article in gold for quotation in article.quotations):
            continue
        _show(name, "as marked", gold, aligned(gold))
        _show(name, "as found", gold, predict(file))
    if not options.no_times:
        _show_times(options.data / "stories" / "news_cluster_dev.jsonl.gz")


def aligned(gold: Sequence[Marked]) -> list[Marked]:
    """Return the marked quotations with the utterances the project gives them."""
    rows = pd.DataFrame([row for article in gold for row in _rows(article)])
    stories = pd.DataFrame(
        [(article.article_id, article.story) for article in gold],
        columns=["article_id", "story_id"],
    )
    found = utterances.align_utterances(rows, stories).set_index("quote_id")["utterance_id"]
    return [
        replace(
            article,
            quotations=tuple(
                replace(quotation, utterance=str(found[_quote_id(article, number)]))
                for number, quotation in enumerate(article.quotations)
            ),
        )
        for article in gold
    ]


def _show(name: str, which: str, gold: Sequence[Marked], found: Sequence[Marked]) -> None:
    result = score(gold, found)
    figures, (low, high) = result.figures(), result.intervals()["pairs_f"]
    shares = "".join(f"{100 * (figures[f'pairs_{part}'] or 0):>8.1f}" for part in "prf")
    counts = f"{result.totals['pair_predicted']:>8}{result.totals['pair_gold']:>8}"
    print(f"{name:14}{which:12}{shares}  [{100 * low:5.1f}, {100 * high:5.1f}]{counts}")


def _rows(article: Marked) -> list[dict[str, str]]:
    first = article.text.partition("\n")[0]
    headed = not first.rstrip().endswith((".", "”", '"'))
    return [
        {
            "article_id": article.article_id,
            "quote_id": _quote_id(article, number),
            "text": " ".join(article.text[start:end] for start, end in quotation.spans),
            "kind": quotation.kind,
            "speaker": quotation.name,
            "entity_id": "",
            "block_kind": "headline" if headed and _ends(quotation) <= len(first) else "body",
        }
        for number, quotation in enumerate(article.quotations)
    ]


def _quote_id(article: Marked, number: int) -> str:
    return f"{article.article_id}:{number:03d}"


def _ends(quotation: Quotation) -> int:
    return max(end for _, end in quotation.spans)


def _show_times(file: Path) -> None:
    """Print the seconds each step takes for one story, by its number of articles."""
    with TemporaryDirectory() as folder:
        tables = _annotated(file, Path(folder), max(_SIZES))
    _times(tables, 2)  # the first use loads word lists
    print(f"\n{'articles':>10}{'quotations':>12}", end="")
    print("".join(f"{step:>14}" for step in _STEPS) + "   seconds of the processor")
    for size in _SIZES:
        quotes, times = _times(tables, size)
        print(f"{size:>10}{quotes:>12}" + "".join(f"{seconds:>14.2f}" for seconds in times))


def _annotated(file: Path, folder: Path, articles: int) -> dict[str, pd.DataFrame]:
    """Return the tables of articles of the largest stories, as if all were one story."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    sizes = Counter(record["story"] for record in records)
    records.sort(key=lambda record: (-sizes[record["story"]], record["story"]))
    chosen = folder / "articles.jsonl"
    chosen.write_text("\n".join(map(json.dumps, records[:articles])), encoding="utf-8")
    read = [item for item in read_paths([chosen]) if isinstance(item, Article)]
    workspace = Workspace(folder / "workspace")
    digests = {article.article_id: digest(article) for article in read}
    workspace.write_part(annotate(read), fingerprint(), digests)
    built = catalogue_tables(workspace.snapshot())
    tables = {name: to_frame(rows) for name, rows in built}
    tables["articles"]["story_id"] = "one"
    return tables


def _times(tables: dict[str, pd.DataFrame], size: int) -> tuple[int, list[float]]:
    """Return the number of quotations of some articles and the seconds of each step."""
    articles = tables["articles"].head(size)
    part = {
        name: rows[rows["article_id"].isin(articles["article_id"])]
        for name, rows in tables.items()
        if "article_id" in rows
    }
    part["entities"] = tables["entities"]
    seconds = []
    for step in _STEPS.values():
        started = time.process_time()
        step(part)
        seconds.append(time.process_time() - started)
    return len(part["quotes"]), seconds


def _passages(part: dict[str, pd.DataFrame]) -> None:
    left, right = part["articles"]["article_id"].head(2)
    passages.align_passages(
        left,
        right,
        part["articles"],
        part["sentences"],
        part["quotes"],
        part["mentions"],
    )


def _not_here(part: dict[str, pd.DataFrame]) -> None:
    coverage.find_missing_items(
        part["articles"], part["mentions"], part["entities"], part["quotes"], part["figures"]
    )


_STEPS: dict[str, Callable[[dict[str, pd.DataFrame]], object]] = {
    "utterances": lambda part: utterances.align_utterances(part["quotes"], part["articles"]),
    "matrix": lambda part: coverage.list_utterances(part["articles"], part["quotes"]),
    "two articles": _passages,
    "not here": _not_here,
    "statements": lambda part: nearest_sentences.find_exclusive_statements(
        part["articles"], part["sentences"]
    ),
    "figures": lambda part: find_differing_figures(
        part["articles"], part["sentences"], part["figures"], part["mentions"]
    ),
    "shared text": lambda part: find_reuse(part["articles"], part["blocks"], part["quotes"]),
}


if __name__ == "__main__":
    main()
