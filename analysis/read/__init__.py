"""Reading: files, tables and pages of news become articles with their blocks marked."""

from analysis.read.article import Article, Block, Rejected, text_id
from analysis.read.blocks import mark_blocks
from analysis.read.reader import FORMATS, read_paths, read_upload

__all__ = [
    "FORMATS",
    "Article",
    "Block",
    "Rejected",
    "mark_blocks",
    "read_paths",
    "read_upload",
    "text_id",
]
