"""The registry of formats, from which everything that depends on the endings follows."""

from analysis.ingest import ENDINGS, FORMATS
from analysis.ingest.formats.registry import FORMAT_BY_ENDING


def test_each_ending_belongs_to_one_format() -> None:
    endings = [ending for entry in FORMATS for ending in entry.endings]
    assert len(set(endings)) == len(endings) == len(FORMAT_BY_ENDING)
    assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


def test_messages_list_the_endings_in_the_order_of_the_registry() -> None:
    assert " ".join(ENDINGS) == (
        ".txt .md .rtf .docx .pdf .html .htm .eml .rss .atom .xml .warc .warc.gz .xlsx .xls "
        ".json .csv .tsv .csv.gz .tsv.gz "
        ".jsonl .ndjson .jsonl.gz .ndjson.gz .parquet .zip"
    )


def test_only_tables_have_columns_and_only_streamed_files_are_compressed() -> None:
    tables = {entry.name for entry in FORMATS if entry.is_table}
    assert tables == {"JSON", "Delimited table", "JSON lines", "Parquet", "Spreadsheet"}
    assert all(entry.is_streamed for entry in FORMATS if entry.may_be_gzipped)
    assert {entry.name for entry in FORMATS if not entry.is_streamed} - tables == {
        "Plain text",
        "Markdown",
        "Word document",
        "PDF",
        "E-mail",
        "Feed",
        "Rich Text Format",
        "Web page",
    }
