"""An annotated Doc as rows for the part tables."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc, Span

from analysis import tables
from analysis.annotate.mentions import Entity
from analysis.annotate.quotations import Quotation
from analysis.annotate.references import Speaker
from analysis.read.article import Article, Block

_COUNTED = frozenset(tables.COUNTED)
_SUBJECTS = frozenset(("nsubj", "csubj", "agent"))
_OBJECTS = frozenset(("dobj", "nsubjpass", "dative", "iobj", "obj"))


def rows_of(doc: Doc) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of one article by table (see :data:`analysis.tables.PARTS`)."""
    article: Article = doc._.article
    blocks: Sequence[Block] = doc._.blocks
    place = _Place(doc, blocks)
    quotes = _quotes(doc, article, place)
    return {
        "articles": [_article(doc, article, place)],
        "blocks": [
            {
                "article_id": article.article_id,
                "block": number,
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
            }
            for number, block in enumerate(blocks)
        ],
        "sentences": place.sentences(article.article_id),
        "local_entities": _entities(doc, article, place),
        "mentions": _mentions(doc, article, place),
        "quotes": quotes,
        "figures": [
            {
                "article_id": article.article_id,
                "start": figure.start,
                "end": figure.end,
                "text": article.text[figure.start : figure.end],
                "kind": figure.kind,
                "value": figure.value,
                "unit": figure.unit,
                "anchor": figure.anchor,
                **place.of(figure.start),
            }
            for figure in doc._.figures
            if place.kind(figure.start) in ("headline", "body", "subhead", "caption")
        ],
    }


class _Place:
    """Where a character stands: its block and its sentence, cut at block borders."""

    def __init__(self, doc: Doc, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._block_starts = [block.start for block in blocks]
        self._rows: list[tuple[int, int, int]] = []
        text = doc.text
        for sentence in doc.sents:
            self._cut(text, sentence)
        self._starts = [start for start, _, _ in self._rows]

    def _cut(self, text: str, sentence: Span) -> None:
        """Part a sentence at the borders of blocks, and leave out the space around it."""
        first = max(self._number(sentence.start_char), 0)
        for number in range(first, len(self.blocks)):
            block = self.blocks[number]
            if block.start >= sentence.end_char:
                break
            start = max(sentence.start_char, block.start)
            end = min(sentence.end_char, block.end)
            piece = text[start:end]
            if piece.strip():
                start += len(piece) - len(piece.lstrip())
                self._rows.append((start, start + len(piece.strip()), number))

    def _number(self, offset: int) -> int:
        return bisect_right(self._block_starts, offset) - 1

    def kind(self, offset: int) -> str:
        """Return the kind of block the character stands in; empty between blocks."""
        number = self._number(offset)
        inside = number >= 0 and offset < self.blocks[number].end
        return self.blocks[number].kind if inside else ""

    def of(self, offset: int) -> dict[str, Any]:
        """Return the sentence and block columns of what starts at ``offset``."""
        sentence = max(bisect_right(self._starts, offset) - 1, 0)
        return {"sentence": sentence, "block_kind": self.kind(offset)}

    def sentences(self, article_id: str) -> list[dict[str, Any]]:
        """Return the rows of the sentences table."""
        return [
            {
                "article_id": article_id,
                "sentence": number,
                "block": block,
                "block_kind": self.blocks[block].kind,
                "start": start,
                "end": end,
            }
            for number, (start, end, block) in enumerate(self._rows)
        ]


def _article(doc: Doc, article: Article, place: _Place) -> dict[str, Any]:
    words = sum(
        1
        for token in doc
        if not token.is_punct and not token.is_space and place.kind(token.idx) in _COUNTED
    )
    return {
        "article_id": article.article_id,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "url": article.url,
        "credit": article.credit,
        "text": article.text,
        "words": words,
        "source": article.source,
    }


def _entities(doc: Doc, article: Article, place: _Place) -> list[dict[str, Any]]:
    counted: dict[str, int] = {}
    for name in doc._.names:
        if place.kind(name.start) in _COUNTED:
            counted[name.key] = counted.get(name.key, 0) + 1
    entities: dict[str, Entity] = doc._.entities
    return [
        {
            "article_id": article.article_id,
            "entity": entity.key,
            "name": entity.name,
            "label": entity.label,
            "country": entity.country,
            "aliases": sorted(entity.forms, key=lambda form: (-len(form), form)),
            "roles": entity.roles,
            "mentions": counted.get(entity.key, 0),
        }
        for entity in entities.values()
    ]


def _mentions(doc: Doc, article: Article, place: _Place) -> list[dict[str, Any]]:
    speaking = {
        (quotation.head.i) for quotation in doc._.quotations if quotation.head is not None
    }
    found = []
    for name in doc._.names:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        role = _role(span, speaking) if span is not None else "other"
        sense = name.country.sense_in(role) if name.country is not None else ""
        found.append(
            {
                "article_id": article.article_id,
                "start": name.start,
                "end": name.end,
                "text": article.text[name.start : name.end],
                "kind": "name",
                "label": name.label,
                "sense": sense,
                "role": role,
                "entity": name.key,
                **place.of(name.start),
            }
        )
    named = {(row["start"], row["end"]) for row in found}
    found += _referring(doc, article, place, named)
    return sorted(found, key=lambda row: (row["start"], row["end"]))


def _referring(
    doc: Doc, article: Article, place: _Place, named: set[tuple[int, int]]
) -> list[dict[str, Any]]:
    """Pronouns and descriptions that were resolved to an entity as speakers."""
    found = []
    quotations: list[Quotation] = doc._.quotations
    speakers: list[Speaker] = doc._.speakers
    for quotation, speaker in zip(quotations, speakers, strict=True):
        mention = quotation.mention
        if mention is None or not speaker.key or speaker.how not in ("pronoun", "description"):
            continue
        where = (mention.start_char, mention.end_char)
        if where in named:
            continue
        named.add(where)
        found.append(
            {
                "article_id": article.article_id,
                "start": where[0],
                "end": where[1],
                "text": article.text[where[0] : where[1]],
                "kind": speaker.how,
                "label": doc._.entities[speaker.key].label,
                "sense": "",
                "role": "speaks",
                "entity": speaker.key,
                **place.of(where[0]),
            }
        )
    return found


def _role(span: Span, speaking: set[int]) -> str:
    """Whether a name speaks, acts, is acted upon, or none of these, by the parse."""
    root = span.root
    if any(token.i in speaking for token in span):
        return "speaks"
    while root.dep_ == "conj":
        root = root.head
    if root.dep_ == "appos":
        root = root.head
    if root.dep_ in _SUBJECTS or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return "acts"
    return "acted_upon" if root.dep_ in _OBJECTS else "other"


def _quotes(doc: Doc, article: Article, place: _Place) -> list[dict[str, Any]]:
    quotations: list[Quotation] = doc._.quotations
    speakers: list[Speaker] = doc._.speakers
    rows = []
    for number, (quotation, speaker) in enumerate(zip(quotations, speakers, strict=True)):
        cue, mention = quotation.cue, quotation.mention
        text = article.text[quotation.start : quotation.end]
        continued = quotation.continues
        rows.append(
            {
                "article_id": article.article_id,
                "quote_id": f"{article.article_id}:{number}",
                "start": quotation.start,
                "end": quotation.end,
                "text": text,
                "kind": quotation.kind,
                "cue": article.text[cue.start_char : cue.end_char] if cue is not None else "",
                "cue_start": cue.start_char if cue is not None else -1,
                "cue_end": cue.end_char if cue is not None else -1,
                "cue_lemma": quotation.cue_lemma,
                "mention": article.text[mention.start_char : mention.end_char]
                if mention is not None
                else "",
                "mention_start": mention.start_char if mention is not None else -1,
                "mention_end": mention.end_char if mention is not None else -1,
                "speaker": speaker.name,
                "how": speaker.how,
                "continues": f"{article.article_id}:{continued}" if continued is not None else "",
                "words": len(text.split()),
                "entity": speaker.key,
                **place.of(quotation.start),
            }
        )
    return rows
