"""Articles with their quotations, as annotators marked them or as the pipeline predicts them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from benchmarks.article_files import read_json_lines

Spans = tuple[tuple[int, int], ...]


class Attribution(Enum):
    """How a quote is attributed to its speaker."""

    #: Reported as said.
    QUOTE = "quote"
    #: An attitude introduced by a verb of saying ("denounced the plan").
    ATTITUDE_UNDER_SAYING = "attitude under a verb of saying"
    #: Any other attitude ("hopes for the plan").
    OTHER_ATTITUDE = "other attitude"


@dataclass(frozen=True)
class Quote:
    """A marked or predicted quotation.

    Attributes:
        spans: Start and end of each contiguous span, as Python string indices into the text.
        cue: Spans of the words that introduce the quotation.
        speaker: Spans of the words that mention the speaker.
        name: Name of the speaker; empty when unknown.
        utterance: Id shared by the quotations of one utterance across the articles of a story.
        kind: ``direct``, ``mixed`` or ``indirect``.
        attribution: Whether it is reported as said or is an attitude; gold sets do not distinguish.
        accepted: Other names that count as right.
        confidence: Of a prediction, how probable its speaker is.
    """

    spans: Spans
    cue: Spans = ()
    speaker: Spans = ()
    name: str = ""
    utterance: str = ""
    kind: str = ""
    attribution: Attribution = Attribution.QUOTE
    accepted: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class ArticleQuotes:
    """An article with its quotes; predictions leave text, story and outlet empty."""

    article_id: str
    quotes: tuple[Quote, ...]
    text: str = ""
    story: str = ""
    outlet: str = ""


def read_gold_articles(path: Path) -> list[ArticleQuotes]:
    """Read articles with marked quotations, one JSON object per line (``.gz`` or not).

    ``{"id", "text", "story"?, "outlet"?, "quotes": [{"spans": [[start, end], …], "cue": […],
    "speaker": […], "reference": name, "utterance", "kind" or "type"}]}``

    Raises:
        KeyError: An article lacks its text, or a quotation its spans or kind.
    """
    return [_parse_article(record) for record in read_json_lines(path)]


def _parse_article(record: Mapping[str, Any]) -> ArticleQuotes:
    quotes = tuple(
        Quote(
            spans=_parse_spans(quote["spans"]),
            cue=_parse_spans(quote.get("cue")),
            speaker=_parse_spans(quote.get("speaker")),
            name=quote.get("reference") or "",
            utterance=quote.get("utterance") or "",
            kind=quote.get("kind") or quote["type"],
            accepted=tuple(quote.get("accepted") or ()),
        )
        for quote in record["quotes"]
    )
    story, outlet = record.get("story") or "", record.get("outlet") or ""
    return ArticleQuotes(record["id"], quotes, record["text"], story, outlet)


def _parse_spans(pairs: Iterable[Sequence[int]] | None) -> Spans:
    return tuple((start, end) for start, end in pairs or ())
