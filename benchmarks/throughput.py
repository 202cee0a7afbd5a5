"""Articles a second of the whole annotation, against the bare model on the same texts.

    python -m benchmarks.throughput [--data DIR] [--articles 500] [--processes 1]

The *whole* reads a file of JSON lines, marks blocks, runs the pipeline, makes rows and writes a
part, as ``python -m analysis annotate`` does. The *bare* is ``nlp.pipe`` of the same model on the
texts, already in memory. Every chunk of articles runs through both, in the order whole, bare, bare,
whole, so that whatever else the machine does falls on both alike. Loading is not timed. Beside the
time on the clock stands the processor's time, which other programs disturb less.

Every fourth chunk runs a third time, stage by stage, to tell where the time goes.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Each process is to have one thread: read when the model's linear algebra is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy.language import Language

from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint, model_name, pipeline
from analysis.nlp.table_rows import make_rows
from analysis.orchestration.batches import digest
from analysis.store import Workspace
from benchmarks.gold_sets import DATA

BATCH = 16
#: Articles that run through one arm before the other has its turn.
CHUNK = 25
_STAGED_EVERY = 4
_OWN = "parallax_"

Record = dict[str, Any]
Seconds = defaultdict[str, float]


def _zero() -> Seconds:
    return defaultdict(float)


@dataclass(frozen=True)
class Timed:
    """Seconds on the clock and of the processor by arm, and on the clock by stage."""

    clock: Seconds = field(default_factory=_zero)
    processor: Seconds = field(default_factory=_zero)
    stages: Seconds = field(default_factory=_zero)

    def add(self, other: "Timed") -> None:
        """Add the seconds of another chunk."""
        for name in ("clock", "processor", "stages"):
            for key, seconds in getattr(other, name).items():
                getattr(self, name)[key] += seconds


def main() -> None:
    """Measure and print both rates, their ratio, and the seconds of each stage."""
    parser = argparse.ArgumentParser("python -m benchmarks.throughput", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--processes", type=int, default=1, metavar="N")
    options = parser.parse_args()
    chunks = list(enumerate(_chunks(options.data / "bulk" / "news_6k.jsonl.gz", options.articles)))
    timed = Timed()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.processes, context, _warm_up) as pool:
        for part in pool.map(measure, chunks):
            timed.add(part)
    articles = sum(len(chunk) for _, chunk in chunks)
    show(timed, articles, options.processes)


def measure(numbered: tuple[int, list[Record]]) -> Timed:
    """Return the times of one chunk of articles through both arms and, of some, by stage."""
    number, records = numbered
    timed = Timed()
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "articles.jsonl"
        file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        texts = [record["text"] for record in records]
        arms: list[tuple[str, Callable[[], None]]] = [
            ("whole", lambda: _whole(file, folder / "whole")),
            ("bare", lambda: _bare(texts)),
        ]
        for arm, run in arms if number % 2 == 0 else reversed(arms):
            clock, processor = time.perf_counter(), time.process_time()
            run()
            timed.clock[arm] += time.perf_counter() - clock
            timed.processor[arm] += time.process_time() - processor
        if number % _STAGED_EVERY == 0:
            _by_stage(file, folder / "stages", timed.stages)
    return timed


def show(timed: Timed, articles: int, processes: int) -> None:
    """Print the figures."""
    print(f"{articles} articles, {processes} process(es), {model_name()}\n")
    print(f"{'articles a second':24}{'clock':>10}{'processor':>12}")
    for arm in ("bare", "whole"):
        rates = (processes * articles / seconds[arm] for seconds in (timed.clock, timed.processor))
        print(f"{arm:24}" + "{:>10.2f}{:>12.2f}".format(*rates))
    ratios = (seconds["bare"] / seconds["whole"] for seconds in (timed.clock, timed.processor))
    print(f"{'whole / bare':24}" + "{:>10.3f}{:>12.3f}".format(*ratios))
    bare = timed.stages["model"]
    print(f"\n{'stage (some chunks)':24}{'seconds':>10}{'of the model':>14}")
    for stage, seconds in timed.stages.items():
        print(f"{stage:24}{seconds:>10.2f}{seconds / bare:>14.1%}")


def _chunks(file: Path, articles: int) -> Iterator[list[Record]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in islice(lines, articles))
        while chunk := list(islice(records, CHUNK)):
            yield chunk


def _warm_up() -> None:
    _bare(["Ann Lee said on Monday: “We will go.”"])
    list(pipeline.annotate([Article("warm", "Ann Lee said on Monday: “We will go.”")]))
    fingerprint()


def _whole(file: Path, folder: Path) -> None:
    articles = _read(file)
    digests = {article.article_id: digest(article) for article in articles}
    rows = pipeline.annotate(articles, BATCH)
    Workspace(folder).write_part(rows, fingerprint(), digests)


_model: list[Language] = []


def _bare(texts: list[str]) -> None:
    if not _model:
        _model.append(spacy.load(model_name()))
    for _ in _model[0].pipe(texts, batch_size=BATCH):
        pass


def _by_stage(file: Path, folder: Path, seconds: Seconds) -> None:
    """Add the seconds of each stage of the whole, run one after the other over the chunk."""

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds[name] += time.perf_counter() - started

    nlp = pipeline.load()
    own = [name for name in nlp.pipe_names if name.startswith(_OWN)]
    after = [name for name in own if nlp.pipe_names.index(name) > nlp.pipe_names.index("parser")]
    with stage("reading and blocks"):
        articles = _read(file)
    with stage("tokens"):
        docs = [pipeline.make_doc(nlp, article) for article in articles]
    for name in (name for name in own if name not in after):
        with stage(name.removeprefix(_OWN)):
            for doc in docs:
                nlp.get_pipe(name)(doc)
    with stage("model"), nlp.select_pipes(disable=own):
        docs = list(nlp.pipe(docs, batch_size=BATCH))
    for name in after:
        with stage(name.removeprefix(_OWN)):
            for doc in docs:
                nlp.get_pipe(name)(doc)
    with stage("rows"):
        rows = [make_rows(doc) for doc in docs]
    with stage("part"):
        digests = {article.article_id: digest(article) for article in articles}
        Workspace(folder).write_part(rows, fingerprint(), digests)


def _read(file: Path) -> list[Article]:
    articles = []
    for item in read_paths([file]):
        if not isinstance(item, Article):
            raise ValueError(str(item))  # noqa: TRY004 - an input was wrong, not a type
        articles.append(item)
    return articles


if __name__ == "__main__":
    main()
