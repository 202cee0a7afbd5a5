"""Reading: files, tables and pages of news become articles with their blocks marked."""

from analysis.ingest.article import Article, Block, text_id
from analysis.ingest.issues import Issue
from analysis.ingest.reader import FORMATS, read_paths, read_upload
from analysis.ingest.segmentation.blocks import mark_blocks

__all__ = [
    "FORMATS",
    "Article",
    "Block",
    "Issue",
    "mark_blocks",
    "read_paths",
    "read_upload",
    "text_id",
]
