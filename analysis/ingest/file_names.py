"""Outlet, date and headline in the names of files and folders, for articles that do not state them.

Read are "The Lamp/2023-09-05_harbour.txt" and "The Lamp_2023-09-05_Harbour closed.txt". Names can
mean something else, so the user decides whether they count.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from analysis.ingest.archives import ARCHIVE_ENDING
from analysis.ingest.article import Article, text_id
from analysis.ingest.dates import parse_date
from analysis.ingest.issues import Issue
from analysis.ingest.segmentation.phrases import has_name_capitals
from analysis.ingest.written_dates import date_pattern
from analysis.word_lists import read_rows

_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)"
)
#: A date of eight figures with the year at the end: read if day and month can be told apart.
_YEAR_LAST = re.compile(r"(?<!\d)(\d\d)(\d\d)((?:19|20)\d\d)(?!\d)")
_DATED_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(\d\d)/(\d\d)/")
#: What parts the pieces of a name.
_SEPARATOR = re.compile(r"_+|\s+[-–—]\s+|,\s+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}")
#: Pieces that number a file: "001", "a12".
_NUMBERING = re.compile(r"[a-zA-Z]{0,3}\d*")
#: Most words of an outlet's name.
_MOST_OUTLET_WORDS = 6
#: Pieces after a date of which the first can be the outlet: it and the headline.
_OUTLET_AND_TITLE = 2
#: Examples that the message names.
_MOST_EXAMPLES = 3


#: Characters at the edges of the pieces.
_EDGES = " -–—,()[]"


@dataclass(frozen=True)
class NameMetadata:
    """What the name of a file seems to state; empty for nothing."""

    outlet: str = ""
    published: date | None = None
    title: str = ""


def read_name(name: str) -> NameMetadata:
    """Return what a name states: its folders and the file's name, divided by "/".

    The outlet is the folder of the file, or what the file's name has before the date. Folders with
    general names ("articles", "2023") are no outlets, and a headline has several words.
    """
    *folders, base = PurePosixPath(name).parts or ("",)
    stem = base.partition(".")[0] if base.count(".") == 1 else PurePosixPath(base).stem
    match = (
        _DATE.search(stem)
        or date_pattern().search(stem.replace("_", " "))
        or next(filter(_read_year_last, _YEAR_LAST.finditer(stem)), None)
    )
    published = _read_date(match[0]) if match else _read_dated_folders(folders)
    before, after = (stem[: match.start()], stem[match.end() :]) if match else ("", "")
    outlet = next((part for part in reversed(folders) if not _is_general(part)), "")
    pieces = [piece.strip(_EDGES) for piece in _SEPARATOR.split(before)]
    pieces = [piece for piece in pieces if not _NUMBERING.fullmatch(piece)]
    if not outlet and len(pieces) == 1 and not _is_general(pieces[0]):
        outlet = pieces[0]
    first, rest = _split_outlet(after)
    if not outlet and first:
        outlet, after = first, rest
    title = " ".join(_SEPARATOR.sub(" ", after).split()).strip(_EDGES)
    return NameMetadata(outlet, published, title if " " in title and "_" not in after[1:] else "")


def _split_outlet(after: str) -> tuple[str, str]:
    """Return the outlet between the date and a headline of several words, and that headline."""
    pieces = [piece for part in _SEPARATOR.split(after) if (piece := part.strip(_EDGES))]
    is_outlet = (
        len(pieces) == _OUTLET_AND_TITLE
        and " " in pieces[1]
        and has_name_capitals(pieces[0])
        and not _is_general(pieces[0])
    )
    return (pieces[0], pieces[1]) if is_outlet else ("", after)


def _read_dated_folders(folders: list[str]) -> date | None:
    """Return the date of folders for the year, the month and the day: "2023/09/05"."""
    match = _DATED_FOLDERS.search("/".join([*folders, ""]))
    return parse_date("-".join(match.groups())) if match else None


def _read_date(written: str) -> date | None:
    """Return a date in a name; with full stops the day comes first, unless the year does."""
    if match := _YEAR_LAST.fullmatch(written):
        return _read_year_last(match)
    is_year_first = written[:4].isdecimal()
    return parse_date(re.sub(r"[_.]", "-", written) if is_year_first else written)


def _read_year_last(match: re.Match[str]) -> date | None:
    """Return the only day that eight figures with the year at the end name: "25092023"."""
    first, second, year = match.groups()
    days = {
        parse_date(f"{year}-{month}-{day}") for day, month in ((first, second), (second, first))
    }
    days.discard(None)
    return days.pop() if len(days) == 1 else None


@dataclass
class NameReader:
    """Fills articles from the names of their files, or counts what the names would fill."""

    is_used: bool
    _examples: dict[str, NameMetadata] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def apply(self, article: Article, name: str) -> Article:
        """Return an article with what its file's name states and it does not state itself."""
        if article.where or (article.outlet and article.published):
            return article
        stated = read_name(name)
        outlet = article.outlet or stated.outlet
        published = article.published or stated.published
        if (outlet, published) == (article.outlet, article.published):
            return article
        if not self.is_used:
            self._counts[name] += 1
            if len(self._examples) < _MOST_EXAMPLES:
                self._examples[name] = stated
            return article
        article_id = article.article_id
        if article_id == text_id(article.text, article.outlet, article.url):
            article_id = text_id(article.text, outlet, article.url)
        return replace(
            article,
            article_id=article_id,
            outlet=outlet,
            published=published,
            title=article.title or stated.title,
        )

    def issues(self) -> list[Issue]:
        """Return one warning if names would have filled articles."""
        if not self._examples:
            return []
        examples = "; ".join(
            f"{name}: {' · '.join(filter(None, (stated.outlet, str(stated.published or ''))))}"
            for name, stated in self._examples.items()
        )
        return [
            Issue(
                "Names of files",
                f"{len(self._counts):,} names of files and folders seem to tell the outlet or the "
                f"date, which their articles do not state ({examples}).",
                "To use them, tick “Take outlet and date from names” on the page Corpus, or give "
                "the option --names.",
                severity="warning",
            )
        ]


def _is_general(name: str) -> bool:
    """Return whether a name is that of a collection, not of an outlet.

    An outlet has a capital at its start, or is a domain.
    """
    if not (name[:1].isupper() or _DOMAIN.fullmatch(name)):
        return True
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if not words or name.lower().endswith(ARCHIVE_ENDING) or len(words) > _MOST_OUTLET_WORDS:
        return True
    return all(word in _general_names() for word in words)


@cache
def _general_names() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("ingest", "general_names.csv"))
