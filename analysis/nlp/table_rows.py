"""An annotated Doc as rows for the part tables."""

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span

from analysis import tables
from analysis.ingest.article import Article
from analysis.nlp.coref.discourse_state import Speaker
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.epithets import Epithet
from analysis.nlp.events import Event
from analysis.nlp.lexicon import frames
from analysis.nlp.numbers.figure_extraction import Figure
from analysis.nlp.quotes.attribution import noun_phrase
from analysis.nlp.quotes.quote_extraction import Quotation
from analysis.nlp.text_positions import TextPositions

Row = dict[str, Any]


def rows_of(doc: Doc) -> dict[str, list[Row]]:
    """Return the rows of one article by table (see :data:`analysis.tables.PARTS`)."""
    article: Article = doc._.article
    places = TextPositions(doc, doc._.blocks)
    found: dict[str, list[Row]] = {
        "articles": [_article(article, places.count_words(tables.COUNTED))],
        "blocks": [
            {"block": number, "kind": block.kind, "start": block.start, "end": block.end}
            for number, block in enumerate(places.blocks)
        ],
        "sentences": [
            {
                "sentence": number,
                "block": sentence.block,
                "block_kind": places.blocks[sentence.block].kind,
                "start": sentence.start,
                "end": sentence.end,
            }
            for number, sentence in enumerate(places.sentences)
        ],
        "local_entities": _entities(doc, places),
        "mentions": _mentions(doc, article.text, places),
        "quotes": _quotes(doc, article, places),
        "attitudes": _attitudes(doc, article, places),
        "figures": [_figure(figure, article.text, places) for figure in doc._.figures],
        "epithets": [_epithet(epithet, places) for epithet in doc._.epithets],
        "events": [_event(event, article.text, places) for event in doc._.events],
    }
    for rows in found.values():
        for row in rows:
            row["article_id"] = article.article_id
    return found


def _article(article: Article, words: int) -> Row:
    return {
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


def _entities(doc: Doc, places: TextPositions) -> list[Row]:
    counted: dict[str, int] = {}
    for name in doc._.names:
        if places.block_kind(name.start) in tables.COUNTED:
            counted[name.key] = counted.get(name.key, 0) + 1
    entities: dict[str, Entity] = doc._.entities
    return [
        {
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


def _mentions(doc: Doc, text: str, places: TextPositions) -> list[Row]:
    """Names, and the pronouns and descriptions that were resolved to an entity."""
    names: list[Name] = doc._.names
    quotations: list[Quotation] = doc._.quotations
    speakers: list[Speaker] = doc._.speakers
    speaking = {
        quotation.head.i
        for quotation in quotations
        if quotation.head is not None and quotation.confidence is None
    }
    rows: dict[tuple[int, int], Row] = {}
    for name in names:
        role = _role(name.span, speaking)
        rows[name.start, name.end] = {
            "kind": "name",
            "label": name.label,
            "metonymy": name.country.metonymy_in(role) if name.country is not None else "",
            "semantic_role": role,
            "epithet": name.epithet,
            "entity": name.key,
        }
    for quotation, speaker in zip(quotations, speakers, strict=True):
        mention = quotation.mention
        if (
            mention is None
            or not speaker.key
            or speaker.resolution not in ("pronoun", "description")
        ):
            continue
        relative = len(mention) == 1 and mention[0].pos_ == "PRON"
        referring = {
            "kind": "pronoun" if relative else speaker.resolution,
            "label": doc._.entities[speaker.key].label,
            "metonymy": "",
            "epithet": "",
            "semantic_role": "speaks" if quotation.confidence is None else "acts",
            "entity": speaker.key,
        }
        rows.setdefault((mention.start_char, mention.end_char), referring)
    for reference in doc._.references:
        referring = {
            "kind": reference.kind,
            "label": doc._.entities[reference.key].label,
            "metonymy": "",
            "epithet": "",
            "semantic_role": _role(reference.span, speaking),
            "entity": reference.key,
        }
        rows.setdefault((reference.span.start_char, reference.span.end_char), referring)
    return [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            **row,
            **places.position_columns(start),
        }
        for (start, end), row in sorted(rows.items())
    ]


def _role(span: Span, speaking: set[int]) -> str:
    """Whether a name speaks, acts, is acted upon, or none of these, by the parse."""
    if any(at in speaking for at in range(span.start, span.end)):
        return "speaks"
    root = span.root
    while root.dep_ == "conj":
        root = root.head
    if root.dep_ == "appos":
        root = root.head
    if root.dep_ in ("nsubj", "csubj") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return "acts"
    acted_upon = root.dep_ in ("dobj", "nsubjpass", "dative")
    return "acted_upon" if acted_upon else "other"


def _quotes(doc: Doc, article: Article, places: TextPositions) -> list[Row]:
    ids: dict[int, str] = {}
    rows = []
    for number, quotation, speaker in _attributed(doc):
        if quotation.confidence is not None:
            continue
        ids[number] = f"{article.article_id}:{len(ids)}"
        row = _attribution(quotation, article.text, places) | {
            "quote_id": ids[number],
            "kind": quotation.kind,
            "speaker": speaker.name,
            "resolution": speaker.resolution,
            "continues": "" if quotation.continues is None else ids[quotation.continues],
            "entity": speaker.key,
        }
        rows.append(row)
    return rows


def _attitudes(doc: Doc, article: Article, places: TextPositions) -> list[Row]:
    rows: list[Row] = []
    for _, attitude, holder in _attributed(doc):
        if attitude.confidence is None:
            continue
        row = _attribution(attitude, article.text, places) | {
            "attitude_id": f"{article.article_id}:a{len(rows)}",
            "is_reporting_verb": attitude.cue_lemma in frames(),
            "holder": holder.name,
            "resolution": holder.resolution,
            "confidence": attitude.confidence,
            "entity": holder.key,
        }
        rows.append(row)
    return rows


def _attributed(doc: Doc) -> Iterator[tuple[int, Quotation, Speaker]]:
    for number, pair in enumerate(zip(doc._.quotations, doc._.speakers, strict=True)):
        yield number, *pair


def _attribution(quotation: Quotation, whole: str, places: TextPositions) -> Row:
    """The columns of quotations and attitudes alike."""
    text = whole[quotation.start : quotation.end]
    return {
        "start": quotation.start,
        "end": quotation.end,
        "text": text,
        **_words("cue", quotation.cue, whole),
        "cue_lemma": quotation.cue_lemma,
        **_words("mention", quotation.mention, whole),
        "words": len(text.split()),
        **places.position_columns(quotation.start),
    }


def _words(column: str, span: Span | None, text: str) -> Row:
    """The columns of a cue or mention: its words, and where they start and end."""
    if span is None:
        return {column: "", f"{column}_start": -1, f"{column}_end": -1}
    start, end = span.start_char, span.end_char
    return {column: text[start:end], f"{column}_start": start, f"{column}_end": end}


def _figure(figure: Figure, text: str, places: TextPositions) -> Row:
    return {
        "start": figure.start,
        "end": figure.end,
        "text": text[figure.start : figure.end],
        "kind": figure.kind,
        "value": figure.value,
        "unit": figure.unit,
        "head_noun": figure.head_noun,
        **places.position_columns(figure.start),
    }


def _epithet(epithet: Epithet, places: TextPositions) -> Row:
    return {
        "start": epithet.start,
        "end": epithet.end,
        "word": epithet.word,
        "pos": epithet.pos,
        "kind": epithet.kind,
        "phrase": epithet.phrase,
        "country": epithet.country,
        "entity": epithet.key,
        **places.position_columns(epithet.start),
    }


def _event(event: Event, text: str, places: TextPositions) -> Row:
    particles = [child for child in event.verb.children if child.dep_ == "prt"]
    start = event.verb.idx
    return {
        "start": start,
        "end": start + len(event.verb),
        "verb": " ".join([event.verb.lemma_.lower(), *(part.lower_ for part in particles)]),
        "form": event.form,
        "is_factual": event.is_factual,
        **_words("agent", None if event.agent is None else noun_phrase(event.agent), text),
        **_words("patient", None if event.patient is None else noun_phrase(event.patient), text),
        "agent_entity": event.agent_key,
        "patient_entity": event.patient_key,
        **places.position_columns(start),
    }
