"""Count how often each word is used in news outside quotation marks: the prior of wording.

    python -m tools.build_word_rates [--data DIR]

Reads ``bulk/news_6k.jsonl.gz`` of the data folder and writes
``analysis/measures/data/word_rates.csv.gz``: the comparable forms used :data:`LEAST` times or more,
and under the empty word the sum of all uses.
"""

import argparse
from collections import Counter
from pathlib import Path

from analysis.corpus.word_normalisation import normalise_word
from analysis.measures import outlet_text
from benchmarks.gold_sets import DATA
from benchmarks.marked import read_lines
from tools.build_document_frequencies import write

LEAST = 10
_OUT = Path("analysis/measures/data/word_rates.csv.gz")
_ORIGIN = (
    "Uses of words outside quotation marks in 6,000 news articles of 2012 to 2020 (Baly et al., "
    "EMNLP 2020, github.com/ramybaly/Article-Bias-Prediction, Apache-2.0), American spelling, "
    "stemmed; counted by tools/build_word_rates.py. The empty word: all uses."
)


def count(texts: list[str]) -> dict[str, int]:
    """Return the uses of each comparable form, and under "" their sum."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(normalise_word(word) for word in outlet_text.list_words_outside_quotes(text))
    kept = {word: uses for word, uses in sorted(found.items()) if uses >= LEAST}
    return {"": found.total(), **kept}


def main() -> None:
    """Read the articles and write the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    folder = parser.parse_args().data
    counts = count([row["text"] for row in read_lines(folder / "bulk" / "news_6k.jsonl.gz")])
    write(counts, _ORIGIN, _OUT)
    print(f"{len(counts) - 1:,} words of {counts['']:,} uses")


if __name__ == "__main__":
    main()
