"""Reading of files, folders, archives and uploads: their articles, one at a time."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.ingest.archives import ARCHIVE_ENDING
from analysis.ingest.article import Article, assign_new_id, text_id
from analysis.ingest.byte_meter import ByteMeter
from analysis.ingest.duplicates import NearDuplicateIndex
from analysis.ingest.file_names import NameReader
from analysis.ingest.formats.registry import FORMAT_BY_ENDING, other_format_remedy
from analysis.ingest.issues import Issue
from analysis.ingest.languages import foreign_language
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.messages import error_text
from analysis.ingest.records import ArticleReader
from analysis.ingest.source_files import SourceFile
from analysis.ingest.source_finder import SourceFinder

_LOG = logging.getLogger(__name__)


def read_paths(
    paths: Iterable[Path],
    limits: Limits | None = None,
    column_fields: Mapping[str, str] | None = None,
    meter: ByteMeter | None = None,
    *,
    use_names: bool = False,
) -> Iterator[Article | Issue]:
    """Read the articles of files, folders and archives.

    Articles are yielded as they are read, in the order of the paths and, in folders, of names;
    tables and JSON lines are streamed. What cannot be read is yielded as an :class:`Issue` in its
    place, and reading continues. An article without an id has the hash of its text as its id. An
    article with the id and the text of an earlier one is skipped; one with the id of an earlier
    article and another text gets another id, and one that nearly duplicates an earlier article is
    kept, both with a warning. Articles in other languages than English are skipped.

    Args:
        paths: Files, folders (including all folders inside them) and archives, in the formats of
            :data:`analysis.ingest.FORMATS`.
        limits: The size limits; by default those of the environment.
        column_fields: For tables, the field of a column by the column's name, if the name does not
            state it; empty for a column that is ignored.
        meter: Counts the bytes that are read.
        use_names: Whether outlet and date are taken from the names of files and folders where an
            article does not state them; otherwise a warning tells that they could be.
    """
    limits = limits or Limits.from_environment()
    sources = SourceFinder(FORMAT_BY_ENDING, limits, column_fields, meter).find(paths)
    names = NameReader(is_used=use_names)
    yield from _deduplicate(_skip_foreign(_read_sources(sources, limits, names), limits))
    yield from names.issues()


def read_upload(name: str, data: bytes, limits: Limits | None = None) -> Iterator[Article | Issue]:
    """Read the articles of an uploaded file.

    The format follows from the ending of the name, and is checked by the contents. The size is
    checked, whatever a page has checked before.

    Args:
        name: The file's name as uploaded; only its last part is used.
        data: Its bytes.
        limits: The size limits; by default those of the environment.
    """
    limits = limits or Limits.from_environment()
    source = SourceFile.from_upload(name, data)
    if source.size > limits.file_bytes:
        yield _too_large_issue(source, limits)
        return
    sources: Iterable[SourceFile | Issue] = [source]
    if source.ending == ARCHIVE_ENDING:
        sources = SourceFinder(FORMAT_BY_ENDING, limits).find_in_upload(source)
    names = NameReader(is_used=False)
    yield from _deduplicate(_skip_foreign(_read_sources(sources, limits, names), limits))


def _read_sources(
    sources: Iterable[SourceFile | Issue], limits: Limits, names: NameReader
) -> Iterator[Article | Issue]:
    for source in sources:
        if isinstance(source, Issue):
            yield source
            continue
        file_format = FORMAT_BY_ENDING.get(source.ending)
        if file_format is None:
            problem = (
                f"{source.ending} files are not read." if source.ending else "It has no ending."
            )
            yield Issue(source.name, problem, other_format_remedy(source.ending))
        elif not file_format.is_streamed and source.size > limits.file_bytes:
            yield _too_large_issue(source, limits)
        else:
            for item in _read_source(file_format.read, source, limits):
                yield item if isinstance(item, Issue) else names.apply(item, source.name)


def _read_source(
    read: ArticleReader, source: SourceFile, limits: Limits
) -> Iterator[Article | Issue]:
    """Yield the articles of a file, and an issue if reading it fails."""
    try:
        yield from read(source, limits)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Issue(source.name, f"It cannot be read: {reason}.", "Check that it may be read.")
    except Exception as error:  # noqa: BLE001 - no file, whatever is in it, may stop the others
        _LOG.exception("%s could not be read.", source.name)
        yield Issue(
            source.name,
            f"It could not be read to its end ({type(error).__name__}: {error_text(error)}).",
            "Save it in another format; the log says where reading failed.",
        )


def _too_large_issue(source: SourceFile, limits: Limits) -> Issue:
    return Issue(
        source.name,
        f"It has {source.size / MEGABYTE:,.1f} MB; {limits.file_mb:g} MB are read at most.",
        "Split it, give a table on disk as .jsonl or .parquet, or raise PARALLAX_MAX_FILE_MB.",
    )


def _skip_foreign(items: Iterable[Article | Issue], limits: Limits) -> Iterator[Article | Issue]:
    """Replace articles in other languages than English by an issue."""
    for item in items:
        if not limits.english or isinstance(item, Issue):
            yield item
        elif language := foreign_language(item.text):
            yield Issue(
                item.place,
                f"It seems to be in another language than English ({language}).",
                "Only English is annotated; to load it all the same, set PARALLAX_ANY_LANGUAGE=1.",
            )
        else:
            yield item


def _deduplicate(items: Iterable[Article | Issue]) -> Iterator[Article | Issue]:
    """Yield each article once, under an id of its own, with an issue for each that differs."""
    digests: dict[str, bytes] = {}
    index = NearDuplicateIndex()
    for item in items:
        if isinstance(item, Issue):
            yield item
            continue
        article = item
        digest = bytes.fromhex(text_id(article.text, article.outlet))
        if digests.get(article.article_id, digest) != digest:
            article, warning = assign_new_id(article, "read before it")
            if article.article_id not in digests:
                yield warning
        if article.article_id in digests:
            yield Issue(
                article.place,
                f"The article “{article.article_id}” is there already, with the same text.",
                "Nothing is lost; to keep both, give each an id of its own.",
            )
            continue
        digests[article.article_id] = digest
        if near_duplicate := index.find_and_add(article):
            yield Issue(
                article.place,
                f"It is nearly the same as {near_duplicate.name}: "
                f"{near_duplicate.similarity:.0%} of the wording.",
                "Both are kept; remove one on the page Corpus if it is one article.",
                severity="warning",
            )
        yield article
