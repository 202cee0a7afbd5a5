"""Read and annotate damaged inputs: nothing may crash, every offset must be inside its text.

    python -m benchmarks.fuzz [--inputs 10000] [--annotated 10000] [--seed 0]

The seed articles, written in every supported format, are damaged at random: bytes are changed,
deleted and repeated, the end is cut off; quotation marks, control and bidirectional characters,
half surrogates and long runs are inserted. Each input is read; the resulting articles are annotated
in batches, shortened to keep the run short. The checks are

- that reading raises nothing and yields an article or an issue for every input;
- that blocks are in order, inside the text, and cover all but white space;
- that every row of every part table is complete, and that its offsets are inside the text and, for
  mentions, quotes and figures, give the row's words;
- that an article annotated alone has the same rows as in its batch.

The first failure is printed with the seed and the number that reproduce it, and ends the run with
exit code 1.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from analysis.ingest import Article
from benchmarks.annotation_checks import check_annotation, read_and_check, shorten_article
from benchmarks.damaged_inputs import make_damaged_inputs

#: Articles that are annotated together.
_BATCH_SIZE = 16
#: Maximum length in characters of a printed failure.
_MAX_MESSAGE = 3000


def main() -> None:
    """Run the fuzzer and print its counts."""
    parser = argparse.ArgumentParser("python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, metavar="N")
    parser.add_argument("--annotated", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    from analysis.nlp import pipeline

    start = time.process_time()
    counts: Counter[str] = Counter()
    batch: list[Article] = []
    for number, (name, data) in enumerate(make_damaged_inputs(options.inputs, options.seed)):
        source = f"seed {options.seed}, input {number} ({name})"
        with _exit_on_failure(source):
            items = list(read_and_check(name, data))
        for item in items:
            counts[type(item).__name__.lower()] += 1
            if isinstance(item, Article) and counts["annotated"] < options.annotated:
                batch.append(shorten_article(item))
                counts["annotated"] += 1
        while len(batch) >= _BATCH_SIZE:
            with _exit_on_failure(source):
                check_annotation(batch[:_BATCH_SIZE], pipeline.annotate)
            batch = batch[_BATCH_SIZE:]
            counts["batches"] += 1
    if batch:
        with _exit_on_failure("the last batch"):
            check_annotation(batch, pipeline.annotate)
    seconds = time.process_time() - start
    print(f"{options.inputs:,} inputs, seed {options.seed}: {dict(counts)}, no failure")
    print(f"{seconds:.0f} s of processor time")


@contextmanager
def _exit_on_failure(source: str) -> Iterator[None]:
    """Print any exception with the input that caused it, and exit with code 1."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - any exception is a failure to report
        print(f"{source}: {type(error).__name__}: {error}"[:_MAX_MESSAGE])
        sys.exit(1)


if __name__ == "__main__":
    main()
