"""Measure articles per second of the whole annotation, against stock spaCy on the same texts.

    python -m benchmarks.throughput [--data DIR] [--articles 500] [--processes 1]

The *whole* annotation reads a JSON lines file, marks blocks, runs the pipeline, makes rows and
writes a part, as ``python -m analysis annotate`` does. *Stock* is ``nlp.pipe`` of the model as
spaCy loads it, on the texts, already in memory; *model* is the same with the accelerated pipeline
(:mod:`analysis.nlp.fast_model`). Every chunk of articles runs through the three, every second one
in reverse order, so that other load on the machine affects all alike. Loading is not timed.
Processor time is printed beside clock time because other programs affect it less.

Every fourth chunk runs a third time, stage by stage, to measure the share of each stage.
"""

import argparse
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Limits each process to one thread; the model's linear algebra reads this when it is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy.language import Language

from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint, model_name, pipeline
from analysis.nlp.fast_model import accelerate
from analysis.nlp.table_rows import make_rows
from analysis.orchestration.batches import digest
from analysis.store import Workspace
from benchmarks.article_files import read_json_lines, write_json_lines
from benchmarks.gold_sets import DATA_FOLDER

#: Texts that the model processes together.
_BATCH_SIZE = 16
#: Articles that run through one arm before the other has its turn.
_CHUNK_SIZE = 25
#: One chunk in so many also runs stage by stage.
_STAGED_EVERY = 4
#: Prefix of the names of the project's pipeline components.
_COMPONENT_PREFIX = "parallax_"
#: What every chunk runs through.
_ARMS = ("stock", "whole", "model")
#: Stages that are spaCy's own work; the others are the project's.
_MODEL_STAGES = ("tokens", "model")
_WARM_UP_TEXT = "Ann Lee said on Monday: “We will go.”"

Record = dict[str, Any]
Seconds = defaultdict[str, float]


def _make_seconds() -> Seconds:
    return defaultdict(float)


@dataclass(frozen=True)
class Timings:
    """Clock and processor seconds by arm, and clock seconds by stage."""

    clock: Seconds = field(default_factory=_make_seconds)
    processor: Seconds = field(default_factory=_make_seconds)
    stages: Seconds = field(default_factory=_make_seconds)

    def add(self, other: "Timings") -> None:
        """Add the seconds of another chunk."""
        for name in ("clock", "processor", "stages"):
            for key, seconds in getattr(other, name).items():
                getattr(self, name)[key] += seconds


def main() -> None:
    """Print the rates, their ratios, and the seconds of each stage."""
    parser = argparse.ArgumentParser("python -m benchmarks.throughput", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--processes", type=int, default=1, metavar="N")
    options = parser.parse_args()
    file = options.data / "bulk" / "news_6k.jsonl.gz"
    chunks = list(enumerate(_read_chunks(file, options.articles)))
    timings = Timings()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.processes, context, _warm_up) as pool:
        for chunk_timings in pool.map(time_chunk, chunks):
            timings.add(chunk_timings)
    n_articles = sum(len(records) for _, records in chunks)
    print_timings(timings, n_articles, options.processes)


def time_chunk(numbered_chunk: tuple[int, list[Record]]) -> Timings:
    """Return the timings of one chunk of articles in each arm and, for some chunks, by stage."""
    number, records = numbered_chunk
    timings = Timings()
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "articles.jsonl"
        write_json_lines(file, records)
        texts = [record["text"] for record in records]
        arms: list[tuple[str, Callable[[], None]]] = [
            ("whole", lambda: _run_whole(file, folder / "whole")),
            ("stock", lambda: _run_model(_load_stock_model(), texts)),
            ("model", lambda: _run_model(_load_fast_model(), texts)),
        ]
        for arm, run in arms if number % 2 == 0 else reversed(arms):
            clock_start, processor_start = time.perf_counter(), time.process_time()
            run()
            timings.clock[arm] += time.perf_counter() - clock_start
            timings.processor[arm] += time.process_time() - processor_start
        if number % _STAGED_EVERY == 0:
            _run_by_stage(file, folder / "stages", timings.stages)
    return timings


def print_timings(timings: Timings, n_articles: int, n_processes: int) -> None:
    """Print rates, ratios and stages."""
    print(f"{n_articles} articles, {n_processes} process(es), {model_name()}\n")
    print(f"{'articles a second':24}{'clock':>10}{'processor':>12}")
    by_clock = (timings.clock, timings.processor)
    for arm in _ARMS:
        rates = (n_processes * n_articles / seconds[arm] for seconds in by_clock)
        print(f"{arm:24}" + "{:>10.2f}{:>12.2f}".format(*rates))
    for arm in ("whole", "model"):
        ratios = (seconds["stock"] / seconds[arm] for seconds in by_clock)
        print(f"{arm + ' / stock':24}" + "{:>10.3f}{:>12.3f}".format(*ratios))
    total = sum(timings.stages.values())
    print(f"\n{'stage (some chunks)':24}{'seconds':>10}{'of the whole':>14}")
    for stage, seconds in timings.stages.items():
        print(f"{stage:24}{seconds:>10.2f}{seconds / total:>14.1%}")
    own_steps = total - sum(timings.stages[stage] for stage in _MODEL_STAGES)
    print(f"{'own steps together':24}{own_steps:>10.2f}{own_steps / total:>14.1%}")


def _read_chunks(file: Path, n_articles: int) -> Iterator[list[Record]]:
    records = islice(read_json_lines(file), n_articles)
    while chunk := list(islice(records, _CHUNK_SIZE)):
        yield chunk


def _warm_up() -> None:
    for load in (_load_stock_model, _load_fast_model):
        _run_model(load(), [_WARM_UP_TEXT])
    list(pipeline.annotate([Article("warm", _WARM_UP_TEXT)]))
    fingerprint()


def _run_whole(file: Path, folder: Path) -> None:
    articles = _read_articles(file)
    digests = {article.article_id: digest(article) for article in articles}
    rows = pipeline.annotate(articles, _BATCH_SIZE)
    Workspace(folder).write_part(rows, fingerprint(), digests)


@cache
def _load_stock_model() -> Language:
    return spacy.load(model_name())


@cache
def _load_fast_model() -> Language:
    acceleration = accelerate(spacy.load(model_name()), _load_stock_model)
    if acceleration.reason:
        print(acceleration.reason)
    return acceleration.nlp


def _run_model(nlp: Language, texts: list[str]) -> None:
    for _ in nlp.pipe(texts, batch_size=_BATCH_SIZE):
        pass


def _run_by_stage(file: Path, folder: Path, seconds: Seconds) -> None:
    """Run the stages of the whole annotation one after the other and add their seconds."""

    @contextmanager
    def time_stage(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[name] += time.perf_counter() - start

    nlp = pipeline.load()
    parser_position = nlp.pipe_names.index("parser")
    components = [name for name in nlp.pipe_names if name.startswith(_COMPONENT_PREFIX)]
    after_parser = [name for name in components if nlp.pipe_names.index(name) > parser_position]
    before_parser = [name for name in components if name not in after_parser]

    with time_stage("reading and blocks"):
        articles = _read_articles(file)
    with time_stage("tokens"):
        docs = [pipeline.make_doc(nlp, article) for article in articles]
    for name in before_parser:
        with time_stage(name.removeprefix(_COMPONENT_PREFIX)):
            for doc in docs:
                nlp.get_pipe(name)(doc)
    with time_stage("model"), nlp.select_pipes(disable=components):
        docs = list(nlp.pipe(docs, batch_size=_BATCH_SIZE))
    for name in after_parser:
        with time_stage(name.removeprefix(_COMPONENT_PREFIX)):
            for doc in docs:
                nlp.get_pipe(name)(doc)
    with time_stage("rows"):
        rows = [make_rows(doc) for doc in docs]
    with time_stage("part"):
        digests = {article.article_id: digest(article) for article in articles}
        Workspace(folder).write_part(rows, fingerprint(), digests)


def _read_articles(file: Path) -> list[Article]:
    articles = []
    for item in read_paths([file]):
        if isinstance(item, Article):
            articles.append(item)
        elif not item.is_warning:
            raise TypeError(str(item))
    return articles


if __name__ == "__main__":
    main()
