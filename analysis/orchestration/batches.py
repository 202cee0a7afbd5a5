"""What is still to annotate: inputs read ahead in a thread, without what is done already."""

import math
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from analysis.ingest import read_paths
from analysis.ingest.article import Article
from analysis.ingest.byte_meter import ByteMeter
from analysis.ingest.issues import Issue
from analysis.orchestration.article_versions import Loaded

#: Articles of one part: what an interrupt loses at most.
PART_ARTICLES = 64
# With few articles left, parts get smaller so that every worker has some, but not tiny.
_FEWEST = 8
# Read this far ahead: enough to know soon how many there are, little enough to keep in memory.
_AHEAD_ARTICLES = 4096
_AHEAD_CHARACTERS = 50_000_000


class Intake:
    """The articles of some inputs that are not annotated yet, in batches.

    ``skipped`` counts those done before, and ``total`` is the number of articles to annotate once
    every input is read, until then None.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        done: set[tuple[str, str]],
        loaded: Loaded,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        """Start reading.

        Args:
            paths: Files and folders, as :func:`analysis.ingest.read_paths` takes them.
            done: Article id and :func:`digest` of what is annotated.
            loaded: What is in the workspace already, by whatever pipeline.
            columns: As :func:`analysis.ingest.read_paths` takes them.
        """
        self.skipped = 0
        self.total: int | None = None
        self._done = done
        self._loaded = loaded
        self._columns = columns
        self._meter = ByteMeter()
        self._found = 0
        self._rejected: list[Issue] = []
        self._ready: deque[Article] = deque()
        self._characters = 0
        self._error: Exception | None = None
        self._closed = False
        self._changed = threading.Condition()
        threading.Thread(target=self._read, args=(list(paths),), daemon=True).start()

    def batch(self, workers: int = 1) -> list[Article]:
        """Return the next articles to annotate together, none when there are no more.

        Args:
            workers: Among how many the articles are shared out.

        Raises:
            Exception: whatever reading raised.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._paused or len(self._ready) >= PART_ARTICLES * workers
            )
            if self._error:
                raise self._error
            share = math.ceil(len(self._ready) / workers)
            size = min(max(share, _FEWEST), PART_ARTICLES, len(self._ready))
            batch = [self._ready.popleft() for _ in range(size)]
            self._characters -= sum(len(article.text) for article in batch)
            self._changed.notify_all()
            return batch

    def complaints(self) -> tuple[Issue, ...]:
        """Return what reading complained of since this was last asked."""
        with self._changed:
            told, self._rejected = tuple(self._rejected), []
            return told

    @property
    def expected(self) -> int:
        """How many articles there are to annotate, by the share of the bytes read; 0: unknown."""
        if self.total is not None:
            return self.total
        return round(self._found / self._meter.share) if self._meter.share else 0

    def close(self) -> None:
        """Stop reading."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def _full(self) -> bool:
        many = len(self._ready) >= _AHEAD_ARTICLES
        return many or self._characters >= _AHEAD_CHARACTERS

    @property
    def _paused(self) -> bool:
        return self.total is not None or self._error is not None or self._full

    def _read(self, paths: list[Path]) -> None:
        try:
            self._meter.measure(paths)
            for item in read_paths(paths, column_fields=self._columns, meter=self._meter):
                with self._changed:
                    self._sort_out(item)
                    self._changed.notify_all()
                    self._changed.wait_for(lambda: self._closed or not self._full)
                    if self._closed:
                        return
            with self._changed:
                self.total = self._found
                self._changed.notify_all()
        except Exception as error:  # raised again where the batches are taken
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _sort_out(self, item: Article | Issue) -> None:
        if isinstance(item, Issue):
            self._rejected.append(item)
            return
        made = digest(item)
        item, told = self._loaded.place(item, made)
        if (item.article_id, made) in self._done:
            self.skipped += 1
        else:
            if told:
                self._rejected.append(told)
            self._found += 1
            self._ready.append(item)
            self._characters += len(item.text)


def digest(article: Article) -> str:
    """Return what changes when the article, as read, has to be annotated again."""
    read = (
        article.text,
        article.outlet,
        article.title,
        article.byline,
        article.published,
        article.url,
        article.credit,
        article.blocks,
    )
    return sha256(repr(read).encode()).hexdigest()[:16]
