"""Reading of news: files, tables and web pages become articles whose blocks are marked."""

from analysis.ingest.article import Article, Block, text_id
from analysis.ingest.formats.registry import ENDINGS, FORMATS
from analysis.ingest.issues import Issue
from analysis.ingest.reader import read_paths, read_upload
from analysis.ingest.segmentation.blocks import mark_blocks

__all__ = [
    "ENDINGS",
    "FORMATS",
    "Article",
    "Block",
    "Issue",
    "mark_blocks",
    "read_paths",
    "read_upload",
    "text_id",
]
