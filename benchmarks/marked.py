"""Articles with quotations, as people marked them or as the pipeline found them."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Spans = tuple[tuple[int, int], ...]
UNDER_SAYING, OTHER = "under a verb of saying", "other"


@dataclass(frozen=True)
class Quotation:
    """A quotation, marked or found; offsets are Python string indices into the article's text.

    ``speaker`` is where the speaker is mentioned, ``name`` who that is (empty: not told), and
    ``utterance`` groups the reports of one utterance across the articles of a story. ``attitude``
    is empty for what is reported as said, :data:`UNDER_SAYING` for an attitude that a verb of
    saying introduces ("denounced the plan"), and :data:`OTHER` for another.
    """

    spans: Spans
    cue: Spans = ()
    speaker: Spans = ()
    name: str = ""
    utterance: str = ""
    kind: str = ""
    attitude: str = ""


@dataclass(frozen=True)
class Marked:
    """An article with its quotations; what was found needs neither text nor story nor outlet."""

    article_id: str
    quotations: tuple[Quotation, ...]
    text: str = ""
    story: str = ""
    outlet: str = ""


def read_marked(path: Path) -> list[Marked]:
    """Read articles with marked quotations, one JSON object a line (``.gz`` or not).

    ``{"id", "text", "story"?, "outlet"?, "quotes": [{"spans": [[start, end], …], "cue": […],
    "speaker": […], "reference": name, "utterance", "kind" or "type"}]}``

    Raises:
        KeyError: when an article lacks a text or a quotation its spans or kind.
    """
    return [_marked(given) for given in read_lines(path)]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, ``.gz`` or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _marked(given: Mapping[str, Any]) -> Marked:
    quotations = tuple(
        Quotation(
            spans=_spans(quote["spans"]),
            cue=_spans(quote.get("cue")),
            speaker=_spans(quote.get("speaker")),
            name=quote.get("reference") or "",
            utterance=quote.get("utterance") or "",
            kind=quote.get("kind") or quote["type"],
        )
        for quote in given["quotes"]
    )
    story, outlet = given.get("story") or "", given.get("outlet") or ""
    return Marked(given["id"], quotations, given["text"], story, outlet)


def _spans(given: Iterable[Sequence[int]] | None) -> Spans:
    return tuple((start, end) for start, end in given or ())
