"""Count the news articles in which each word occurs: the table behind ``compute_rarity``.

    python -m tools.build_document_frequencies ARTICLES.jsonl.gz "origin of the articles" OUT.csv.gz

Each line of the input is an object with ``title`` and ``text``. Words in fewer than
:data:`MIN_ARTICLES` articles are left out; the row of the empty word has the number of articles.
"""

import csv
import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analysis.corpus import word_normalisation

#: Minimum number of articles of a listed word. Judgement: limits the size of the table.
MIN_ARTICLES = 3
#: Level of compression: the strongest.
_COMPRESSION_LEVEL = 9


def count_articles(texts: Iterable[str]) -> dict[str, int]:
    """Return the number of ``texts`` in which each normalised word occurs; of all texts under "".

    Words in fewer than :data:`MIN_ARTICLES` texts are left out.
    """
    counts: Counter[str] = Counter()
    n_articles = 0
    for text in texts:
        n_articles += 1
        counts.update(set(word_normalisation.normalise_words(text)))
    frequent = {word: count for word, count in sorted(counts.items()) if count >= MIN_ARTICLES}
    return {"": n_articles, **frequent}


def write_counts(counts: dict[str, int], origin: str, path: Path) -> None:
    """Write counts as gzipped CSV, below a comment with their origin."""
    with (
        path.open("wb") as file,
        # Without file name and time, so that the same counts give the same bytes.
        gzip.GzipFile("", "wb", _COMPRESSION_LEVEL, file, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        text.write(f"# {origin}\n")
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(("word", "articles"))
        rows.writerows(counts.items())


def main() -> None:
    """Read the articles named on the command line and write the table."""
    source, origin, out = sys.argv[1:]
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = (json.loads(line) for line in lines)
        counts = count_articles(f"{row['title'] or ''}\n{row['text']}" for row in articles)
    write_counts(counts, origin, Path(out))


if __name__ == "__main__":
    main()
