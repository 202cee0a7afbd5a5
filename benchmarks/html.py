"""Score how well the article of a web page is told from the rest of the page.

    python -m benchmarks.html [--data DIR]

DIR is a checkout of https://github.com/scrapinghub/article-extraction-benchmark, or a folder made
like it: ``ground-truth.json`` has the text of each page under ``articleBody``, by id, and
``html/<id>.html.gz`` the page.

A text is the runs of four words in it; a run that occurs twice counts twice. For each page the
numbers of runs that both texts have, that only ours has, and that only the true text has are
divided by their sum. Precision and recall of a page follow from these, and the figures are their
means over all pages; F1 is that of the two means. A page that is refused has a recall of 0.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.ingest import Article, read_upload
from benchmarks.f_score import compute_f1
from benchmarks.gold_sets import DATA_FOLDER

#: Words of a run, as the authors of the benchmark compare them.
_RUN_WORDS = 4
#: A text with less than this share of the words of the true one is cut short (judgement).
_TRUNCATED_SHARE = 0.5
_GOLD = "ground-truth.json"
_RUNNING_TEXT = frozenset({"body", "subhead", "dateline"})
_WORD = re.compile(r"\w+")

#: Returns the text of a page's article; empty if there is none.
Extractor = Callable[[str, bytes], str]


class PageScore(NamedTuple):
    """The share of the runs of words that both texts have, only ours, and only the true one."""

    shared: float
    only_ours: float
    only_true: float

    @property
    def precision(self) -> float:
        """Share of our runs that are in the true text; 0 without any."""
        ours = self.shared + self.only_ours
        return self.shared / ours if ours else float(not self.only_true)

    @property
    def recall(self) -> float:
        """Share of the runs of the true text that are in ours; 1 if it has none."""
        true = self.shared + self.only_true
        return self.shared / true if true else 1.0


class SetScore(NamedTuple):
    """The figures of all pages, and the names of those refused and cut short."""

    precision: float
    recall: float
    refused: list[str]
    cut_short: list[str]

    @property
    def f1(self) -> float:
        """Harmonic mean of the two means."""
        return compute_f1(self.precision, self.recall)


def main() -> int:
    """Print the figures; return 1 if there are no data."""
    parser = argparse.ArgumentParser("python -m benchmarks.html", description=__doc__)
    default = DATA_FOLDER / "html"
    parser.add_argument("--data", type=Path, default=default, metavar="DIR")
    data = parser.parse_args().data
    if not (data / _GOLD).is_file():
        print(
            f"{data / _GOLD} does not exist. Clone "
            "https://github.com/scrapinghub/article-extraction-benchmark and give its folder: "
            "python -m benchmarks.html --data article-extraction-benchmark",
            file=sys.stderr,
        )
        return 1
    extractors: Mapping[str, Extractor] = {
        "text as loaded": extract_text,
        "running text": extract_running_text,
        "trafilatura by itself": extract_by_library,
    }
    print(f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'refused':>9}{'cut short':>11}")
    for name, extract in extractors.items():
        score = score_pages(data, extract)
        print(
            f"{name:24}{score.precision:10.3f}{score.recall:8.3f}{score.f1:8.3f}"
            f"{len(score.refused):9}{len(score.cut_short):11}"
        )
        for problem, pages in (("refused", score.refused), ("cut short", score.cut_short)):
            if pages:
                print(f"  {problem}: {', '.join(pages)}")
    return 0


def score_pages(data: Path, extract: Extractor) -> SetScore:
    """Return the figures of one way to extract texts."""
    gold = json.loads((data / _GOLD).read_text(encoding="utf-8"))
    scores: list[PageScore] = []
    refused: list[str] = []
    cut_short: list[str] = []
    for name, entry in gold.items():
        with gzip.open(data / "html" / f"{name}.html.gz") as file:
            text = extract(name, file.read())
        scores.append(score_page(text, entry["articleBody"]))
        if not text:
            refused.append(name)
        elif len(_words(text)) < _TRUNCATED_SHARE * len(_words(entry["articleBody"])):
            cut_short.append(name)
    n_pages = max(len(scores), 1)
    return SetScore(
        sum(score.precision for score in scores) / n_pages,
        sum(score.recall for score in scores) / n_pages,
        refused,
        cut_short,
    )


def score_page(text: str, true_text: str) -> PageScore:
    """Return how much of a page's text is in the true text, and the other way round."""
    ours, true = _count_runs(text), _count_runs(true_text)
    shared = (ours & true).total()
    total = (ours | true).total() or 1
    return PageScore(
        shared / total, (ours.total() - shared) / total, (true.total() - shared) / total
    )


def extract_text(name: str, page: bytes) -> str:
    """Return the text that the dashboard loads from a page."""
    return "\n\n".join(article.text for article in _read_page(name, page))


def extract_running_text(name: str, page: bytes) -> str:
    """Return what counts as text of the article: no headline, caption or boilerplate."""
    return "\n\n".join(
        article.text[block.start : block.end]
        for article in _read_page(name, page)
        for block in article.blocks
        if block.kind in _RUNNING_TEXT
    )


def extract_by_library(_name: str, page: bytes) -> str:
    """Return the text that trafilatura extracts with its own settings, without comments."""
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


def _read_page(name: str, page: bytes) -> list[Article]:
    items = read_upload(f"{name}.html", page)
    return [item for item in items if isinstance(item, Article)]


def _count_runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of words of a text; of a shorter text all its words as one."""
    words = _words(text)
    last = max(len(words) - _RUN_WORDS, 0)
    runs = (tuple(words[start : start + _RUN_WORDS]) for start in range(last + 1))
    return Counter(run for run in runs if run)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


if __name__ == "__main__":
    raise SystemExit(main())
