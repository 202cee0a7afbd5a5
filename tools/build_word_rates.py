"""Count the uses of each word in news outside quotation marks: the prior of distinctive words.

    python -m tools.build_word_rates [--data DIR]

Reads ``bulk/news_6k.jsonl.gz`` of the data folder and writes
``analysis/measures/data/word_rates.csv.gz``: the normalised words with at least :data:`MIN_USES`
uses; the row of the empty word has the sum of all uses.
"""

import argparse
from collections import Counter
from pathlib import Path

from analysis.corpus.word_normalisation import normalise_word
from analysis.measures import outlet_text
from benchmarks.article_files import read_json_lines
from benchmarks.gold_sets import DATA_FOLDER
from tools.build_document_frequencies import write_counts

#: Minimum number of uses of a listed word. Judgement: limits the size of the table.
MIN_USES = 10
_OUT = Path("analysis/measures/data/word_rates.csv.gz")
_ORIGIN = (
    "Uses of words outside quotation marks in 6,000 news articles of 2012 to 2020 (Baly et al., "
    "EMNLP 2020, github.com/ramybaly/Article-Bias-Prediction, Apache-2.0), American spelling, "
    "stemmed; counted by tools/build_word_rates.py. The empty word: all uses."
)


def count_uses(texts: list[str]) -> dict[str, int]:
    """Return the number of uses of each normalised word, and under "" their sum."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(normalise_word(word) for word in outlet_text.list_words_outside_quotes(text))
    frequent = {word: uses for word, uses in sorted(counts.items()) if uses >= MIN_USES}
    return {"": counts.total(), **frequent}


def main() -> None:
    """Read the articles and write the counts."""
    parser = argparse.ArgumentParser("python -m tools.build_word_rates", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    articles = parser.parse_args().data / "bulk" / "news_6k.jsonl.gz"
    counts = count_uses([record["text"] for record in read_json_lines(articles)])
    write_counts(counts, _ORIGIN, _OUT)
    print(f"{len(counts) - 1:,} words of {counts['']:,} uses")


if __name__ == "__main__":
    main()
