"""Inputs of the command that are no files: a text from standard input, and addresses."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits

#: The input that stands for standard input.
STANDARD_INPUT = Path("-")


@contextmanager
def collect_inputs(
    paths: Iterable[Path], addresses: Iterable[str]
) -> Iterator[tuple[list[Path], list[Issue]]]:
    """Provide the files to read, and the issues of addresses.

    A text from standard input and the articles of addresses are files of a temporary folder.

    Args:
        paths: The files and folders; ``-`` stands for standard input.
        addresses: The addresses of pages and feeds.
    """
    issues: list[Issue] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = [
            _read_standard_input(folder) if path == STANDARD_INPUT else path for path in paths
        ]
        for number, address in enumerate(addresses, start=1):
            items = list(_read_address(address))
            issues += [item for item in items if isinstance(item, Issue)]
            articles = [item for item in items if isinstance(item, Article)]
            if articles:
                inputs.append(_write_articles(folder / f"address {number}.jsonl", articles))
        yield inputs, issues


def _read_address(address: str) -> Iterator[Article | Issue]:
    from analysis.ingest.web.read_address import read_address

    return read_address(address)


def _write_articles(path: Path, articles: list[Article]) -> Path:
    from analysis.ingest.web.read_address import articles_as_lines

    path.write_bytes(articles_as_lines(articles))
    return path


def _read_standard_input(folder: Path) -> Path:
    path = folder / "standard input.txt"
    # Reading refuses a file of one byte too many, so an endless input ends here.
    path.write_bytes(sys.stdin.buffer.read(Limits.from_environment().file_bytes + 1))
    return path
