"""Count the news articles each word occurs in: the table behind ``compute_rarity``.

    python -m tools.build_document_frequencies ARTICLES.jsonl.gz "where they are from" OUT.csv.gz

Each line of the input is an object with ``title`` and ``text``. Words found in fewer than
:data:`LEAST` articles are left out; the row with the empty word holds the number of articles.
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

LEAST = 3


def count(texts: Iterable[str]) -> dict[str, int]:
    """Return in how many of ``texts`` each comparable word occurs, and under "" how many there are.

    Words found in fewer than :data:`LEAST` texts are left out.
    """
    found: Counter[str] = Counter()
    articles = 0
    for text in texts:
        articles += 1
        found.update(set(word_normalisation.normalise_words(text)))
    kept = {word: count for word, count in sorted(found.items()) if count >= LEAST}
    return {"": articles, **kept}


def write(counts: dict[str, int], origin: str, path: Path) -> None:
    """Write the counts, under a comment that says where they are from, as gzipped CSV."""
    with (
        path.open("wb") as file,
        # No file name and no time inside: the same counts give the same bytes.
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
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
        counts = count(f"{row['title'] or ''}\n{row['text']}" for row in articles)
    write(counts, origin, Path(out))


if __name__ == "__main__":
    main()
