"""The articles that are still to be annotated: read ahead in a thread, handed out in batches."""

import math
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import cast

from analysis.ingest import read_paths
from analysis.ingest.article import Article, Block, BlockKind
from analysis.ingest.byte_meter import ByteMeter
from analysis.ingest.issues import Issue
from analysis.orchestration.article_versions import LoadedArticles
from analysis.store.outdated import read_outdated_articles
from analysis.store.snapshot import Snapshot

#: Articles of one part: what an interrupt loses at most.
PART_ARTICLES = 64
#: With few articles left batches get smaller, so that every worker has one, but not below this.
_SMALLEST_BATCH = 8
#: Articles and characters read ahead: enough to know the total early, little enough for memory.
_AHEAD_ARTICLES = 4096
_AHEAD_CHARACTERS = 50_000_000


class ArticleQueue:
    """The articles to annotate, in batches.

    First come the articles of the workspace that an earlier version of the program annotated, then
    those of the inputs that are not annotated yet.

    Attributes:
        skipped: Number of articles of the inputs that are annotated already.
        total: Number of articles to annotate; None until every input is read.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        snapshot: Snapshot,
        fingerprint: str,
        columns: Mapping[str, str] | None = None,
        *,
        use_names: bool = False,
    ) -> None:
        """Start reading.

        Args:
            paths: Files and folders, as :func:`analysis.ingest.read_paths` takes them.
            snapshot: The workspace before the annotation.
            fingerprint: The pipeline; what it annotated before is skipped.
            columns: As :func:`analysis.ingest.read_paths` takes them.
            use_names: Likewise.
        """
        self.skipped = 0
        self.total: int | None = None
        self._annotated = snapshot.annotated(fingerprint)
        self._loaded = LoadedArticles(snapshot)
        self._columns = columns
        self._use_names = use_names
        self._meter = ByteMeter()
        self._n_queued = 0
        self._issues: list[Issue] = []
        self._ready: deque[Article] = deque()
        self._ready_characters = 0
        self._error: Exception | None = None
        self._closed = False
        self._changed = threading.Condition()
        arguments = (list(paths), snapshot.outdated)
        threading.Thread(target=self._read, args=arguments, daemon=True).start()

    def next_batch(self, workers: int = 1) -> list[Article]:
        """Return the next articles to annotate together; an empty list after the last.

        Args:
            workers: The number of workers that share the articles.

        Raises:
            Exception: Whatever reading raised.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_paused or len(self._ready) >= PART_ARTICLES * workers
            )
            if self._error:
                raise self._error
            share = math.ceil(len(self._ready) / workers)
            size = min(max(share, _SMALLEST_BATCH), PART_ARTICLES, len(self._ready))
            batch = [self._ready.popleft() for _ in range(size)]
            self._ready_characters -= sum(len(article.text) for article in batch)
            self._changed.notify_all()
            return batch

    def take_issues(self) -> tuple[Issue, ...]:
        """Return the issues of reading since the last call."""
        with self._changed:
            issues, self._issues = tuple(self._issues), []
            return issues

    @property
    def expected(self) -> int:
        """Number of articles to annotate, estimated from the bytes read so far; 0 if unknown."""
        if self.total is not None:
            return self.total
        return round(self._n_queued / self._meter.share) if self._meter.share else 0

    def close(self) -> None:
        """Stop reading."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def _is_full(self) -> bool:
        has_many = len(self._ready) >= _AHEAD_ARTICLES
        return has_many or self._ready_characters >= _AHEAD_CHARACTERS

    @property
    def _is_paused(self) -> bool:
        return self.total is not None or self._error is not None or self._is_full

    def _read(self, paths: list[Path], outdated: Mapping[Path, list[str]]) -> None:
        try:
            for article in self._read_outdated(outdated):
                if not self._queue(article):
                    return
            self._meter.measure(paths)
            for item in read_paths(
                paths, column_fields=self._columns, meter=self._meter, use_names=self._use_names
            ):
                with self._changed:
                    article_or_none = self._check(item)
                    self._changed.notify_all()
                if article_or_none is not None and not self._queue(article_or_none):
                    return
                if self._closed:
                    return
            with self._changed:
                self.total = self._n_queued
                self._changed.notify_all()
        except Exception as error:  # noqa: BLE001 - raised again where the batches are taken
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _read_outdated(self, outdated: Mapping[Path, list[str]]) -> Iterator[Article]:
        """Yield the articles of the workspace that have to be annotated anew."""
        total = sum(map(len, outdated.values()))
        if total:
            with self._changed:
                self._issues.append(outdated_issue(total))
        for part, article_ids in outdated.items():
            for fields, blocks in read_outdated_articles(part, article_ids):
                yield Article(
                    **{name: value for name, value in fields.items() if name in _FIELDS},
                    blocks=tuple(
                        Block(cast("BlockKind", kind), start, end) for kind, start, end in blocks
                    ),
                )

    def _check(self, item: Article | Issue) -> Article | None:
        """Return an article that has to be annotated, under an id of its own."""
        if isinstance(item, Issue):
            self._issues.append(item)
            return None
        digest_as_read = digest(item)
        article, issue = self._loaded.assign_id(item, digest_as_read)
        if (article.article_id, digest_as_read) in self._annotated:
            self.skipped += 1
            return None
        if issue:
            self._issues.append(issue)
        return article

    def _queue(self, article: Article) -> bool:
        """Queue an article when there is room; return False when reading has to stop."""
        with self._changed:
            self._annotated.add((article.article_id, digest(article)))
            self._n_queued += 1
            self._ready.append(article)
            self._ready_characters += len(article.text)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closed or not self._is_full)
            return not self._closed


#: Fields of an article that a part may hold, besides its blocks.
_FIELDS = (
    "article_id",
    "text",
    "outlet",
    "title",
    "byline",
    "published",
    "url",
    "credit",
    "source",
)


def outdated_issue(n_articles: int) -> Issue:
    """Return the notice that articles of a workspace are annotated anew."""
    articles = "1 article was" if n_articles == 1 else f"{n_articles:,} articles were"
    return Issue(
        "workspace",
        f"{articles} annotated by an earlier version of Parallax, or a file of theirs was damaged.",
        "Nothing has to be done: they are annotated anew from the texts in the workspace.",
        severity="warning",
    )


def digest(article: Article) -> str:
    """Return a digest that changes when the article, as read, has to be annotated again."""
    state = (
        article.text,
        article.outlet,
        article.title,
        article.byline,
        article.published,
        article.url,
        article.credit,
        article.blocks,
    )
    return sha256(repr(state).encode()).hexdigest()[:16]
