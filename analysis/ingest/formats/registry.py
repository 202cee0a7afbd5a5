"""The formats that articles are read from.

To add a format, write its reader in a file of its own and add one entry to :data:`FORMATS`. The
endings that the command and the upload page accept, and the messages, follow from it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.ingest.archives import ARCHIVE_ENDING
from analysis.ingest.formats.delimited import preview_csv, read_csv_records
from analysis.ingest.formats.feeds import read_feed_records
from analysis.ingest.formats.html import read_html
from analysis.ingest.formats.json_records import (
    preview_json,
    preview_jsonl,
    read_json_records,
    read_jsonl_records,
)
from analysis.ingest.formats.mail import read_mail
from analysis.ingest.formats.markdown import read_markdown
from analysis.ingest.formats.parquet import preview_parquet, read_parquet_records
from analysis.ingest.formats.pdf import read_pdf
from analysis.ingest.formats.plain_text import read_plain_text
from analysis.ingest.formats.rtf import read_rtf
from analysis.ingest.formats.spreadsheets import preview_spreadsheet, read_spreadsheet_records
from analysis.ingest.formats.warc import read_warc_records
from analysis.ingest.formats.word import read_word
from analysis.ingest.limits import Limits
from analysis.ingest.records import ArticleReader, article_reader
from analysis.ingest.source_files import GZIP_ENDING, SourceFile
from analysis.word_lists import read_mapping

#: Reads the first records of a table by column, for the columns that the upload page shows.
PreviewReader = Callable[[SourceFile, Limits], Iterator[Mapping[str, Any]]]


@dataclass(frozen=True)
class Format:
    """A format of input files.

    Attributes:
        name: Its name for users.
        plain_endings: The endings of the names of its files, in lower case, not compressed.
        read: Reads the articles of a file.
        preview: Reads the first records of a table; None for a format that is not a table.
        may_be_gzipped: Whether its files may be compressed, with ".gz" after the ending.
        is_streamed: Whether its files are read in parts; other files are limited in size.
    """

    name: str
    plain_endings: tuple[str, ...]
    read: ArticleReader
    preview: PreviewReader | None = None
    may_be_gzipped: bool = False
    is_streamed: bool = False

    @property
    def is_table(self) -> bool:
        """Whether the format is a table, whose columns the user can assign to fields."""
        return self.preview is not None

    @property
    def endings(self) -> tuple[str, ...]:
        """All endings of the names of its files."""
        gzip_endings = [f"{ending}{GZIP_ENDING}" for ending in self.plain_endings]
        return (*self.plain_endings, *(gzip_endings if self.may_be_gzipped else ()))


#: All formats, in the order in which messages list their endings.
FORMATS = (
    Format("Plain text", (".txt",), read_plain_text),
    Format("Markdown", (".md",), read_markdown),
    Format("Rich Text Format", (".rtf",), read_rtf),
    Format("Word document", (".docx",), read_word),
    Format("PDF", (".pdf",), read_pdf),
    Format("Web page", (".html", ".htm"), read_html),
    Format("E-mail", (".eml",), read_mail),
    Format("Feed", (".rss", ".atom", ".xml"), article_reader(read_feed_records)),
    Format(
        "Web archive",
        (".warc",),
        article_reader(read_warc_records),
        may_be_gzipped=True,
        is_streamed=True,
    ),
    Format(
        "Spreadsheet",
        (".xlsx", ".xls"),
        article_reader(read_spreadsheet_records),
        preview_spreadsheet,
        is_streamed=True,
    ),
    Format("JSON", (".json",), article_reader(read_json_records), preview_json),
    Format(
        "Delimited table",
        (".csv", ".tsv"),
        article_reader(read_csv_records),
        preview_csv,
        may_be_gzipped=True,
        is_streamed=True,
    ),
    Format(
        "JSON lines",
        (".jsonl", ".ndjson"),
        article_reader(read_jsonl_records),
        preview_jsonl,
        may_be_gzipped=True,
        is_streamed=True,
    ),
    Format(
        "Parquet",
        (".parquet",),
        article_reader(read_parquet_records),
        preview_parquet,
        is_streamed=True,
    ),
)
#: The format of each ending.
FORMAT_BY_ENDING = {ending: entry for entry in FORMATS for ending in entry.endings}


@cache
def other_format_remedy(ending: str) -> str:
    """Return what the user can do with a file of a format that is not read."""
    remedies = read_mapping("ingest", "other_formats.csv", "ending", "remedy")
    general = "Save it as text (.txt), as a web page (.html) or as a table (.csv)."
    return remedies.get(ending) or remedies.get(f".{ending.rpartition('.')[2]}") or general


#: The endings of all files that are read, archives included.
ENDINGS = (*FORMAT_BY_ENDING, ARCHIVE_ENDING)
