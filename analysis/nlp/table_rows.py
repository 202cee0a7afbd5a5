"""An annotated Doc as rows of the part tables."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from spacy.tokens import Doc, Span

from analysis import tables
from analysis.ingest.article import Article
from analysis.ingest.segmentation.reading_text import ReadingText
from analysis.nlp.coref.discourse_state import Speaker
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.epithets import Epithet
from analysis.nlp.events import Event
from analysis.nlp.lexicon import verb_frames
from analysis.nlp.numbers.figure_extraction import Figure
from analysis.nlp.quotes.attribution import Attribution
from analysis.nlp.quotes.attribution_syntax import find_noun_phrase
from analysis.nlp.text_positions import TextPositions

Row = dict[str, Any]
SemanticRole = Literal["speaks", "acts", "acted_upon", "other"]


def make_rows(doc: Doc) -> dict[str, list[Row]]:
    """Return the rows of one article by table (see :data:`analysis.tables.PARTS`)."""
    article: Article = doc._.article
    text = article.text
    positions = TextPositions(doc, doc._.blocks)
    rows_by_table: dict[str, list[Row]] = {
        "articles": [
            _article_row(article, positions.count_words(tables.COUNTED))
            | {"text": doc._.original_text or text, "turns": doc._.turns or ""}
        ],
        "blocks": [
            {"block": number, "kind": block.kind, "start": block.start, "end": block.end}
            for number, block in enumerate(positions.blocks)
        ],
        "sentences": [
            {
                "sentence": number,
                "block": sentence.block,
                "block_kind": positions.blocks[sentence.block].kind,
                "start": sentence.start,
                "end": sentence.end,
            }
            for number, sentence in enumerate(positions.sentences)
        ],
        "local_entities": _entity_rows(doc, positions),
        "mentions": _mention_rows(doc, text, positions),
        "quotes": _quote_rows(doc, article, positions),
        "attitudes": _attitude_rows(doc, article, positions),
        "figures": [_figure_row(figure, text, positions) for figure in doc._.figures],
        "epithets": [_epithet_row(epithet, positions) for epithet in doc._.epithets],
        "events": [_event_row(event, text, positions) for event in doc._.events],
    }
    reading_text: ReadingText | None = doc._.reading_text
    has_moved = reading_text is not None and bool(reading_text.moves)
    for rows in rows_by_table.values():
        for row in rows:
            row["article_id"] = article.article_id
            if reading_text is not None and has_moved:
                _restore_offsets(row, reading_text)
    return rows_by_table


def _restore_offsets(row: Row, reading_text: ReadingText) -> None:
    """Replace the offsets of a row, which are into the text as it was read, by the original's."""
    for column, offset in row.items():
        if column.endswith("start") and offset >= 0:
            row[column] = reading_text.original_start(offset)
        elif column.endswith("end") and offset >= 0:
            row[column] = reading_text.original_end(offset)


def _article_row(article: Article, words: int) -> Row:
    return {
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "url": article.url,
        "credit": article.credit,
        "words": words,
        "source": article.source,
    }


def _entity_rows(doc: Doc, positions: TextPositions) -> list[Row]:
    entities: dict[str, Entity] = doc._.entities
    mentions = Counter(
        name.key for name in doc._.names if positions.block_kind(name.start) in tables.COUNTED
    )
    return [
        {
            "entity": entity.key,
            "name": entity.name,
            "label": entity.label,
            "country": entity.country,
            "aliases": sorted(entity.forms, key=lambda form: (-len(form), form)),
            "roles": entity.roles,
            "gender": entity.gender,
            "mentions": mentions[entity.key],
        }
        for entity in entities.values()
    ]


def _mention_rows(doc: Doc, text: str, positions: TextPositions) -> list[Row]:
    """Return names, what stands beside them, and the pronouns and descriptions of entities.

    Where two mentions cover the same characters, a name comes before a speaker, this before
    another reference, and this before a title or description beside a name.
    """
    names: list[Name] = doc._.names
    entities: dict[str, Entity] = doc._.entities
    speaker_heads = {
        attribution.speaker_head.i
        for _, attribution, _ in _enumerate_attributions(doc)
        if attribution.speaker_head is not None and not attribution.is_attitude
    }
    rows: dict[tuple[int, int], Row] = {}
    for name in names:
        rows[name.start, name.end] = _name_columns(name, _semantic_role(name.span, speaker_heads))
    for _, attribution, speaker in _enumerate_attributions(doc):
        mention = attribution.mention
        if mention is None or not speaker.key:
            continue
        if speaker.resolution in ("pronoun", "description"):
            is_pronoun = len(mention) == 1 and mention[0].pos_ == "PRON"
            columns = _reference_columns(
                "pronoun" if is_pronoun else speaker.resolution,
                entities[speaker.key],
                "acts" if attribution.is_attitude else "speaks",
            )
            rows.setdefault((mention.start_char, mention.end_char), columns)
    for reference in doc._.references:
        span = reference.span
        columns = _reference_columns(
            reference.kind, entities[reference.key], _semantic_role(span, speaker_heads)
        )
        rows.setdefault((span.start_char, span.end_char), columns)
    for apposition in doc._.appositions:
        span = apposition.span
        columns = _reference_columns("apposition", entities[apposition.key], "other")
        rows.setdefault((span.start_char, span.end_char), columns)
    return [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            **columns,
            **positions.position_columns(start),
        }
        for (start, end), columns in sorted(rows.items())
    ]


def _name_columns(name: Name, semantic_role: SemanticRole) -> Row:
    country = name.country
    return {
        "kind": "name",
        "label": name.label,
        "metonymy": country.metonymy if country is not None else "",
        "semantic_role": semantic_role,
        "epithet": name.epithet,
        "entity": name.key,
    }


def _reference_columns(kind: str, entity: Entity, semantic_role: SemanticRole) -> Row:
    return {
        "kind": kind,
        "label": entity.label,
        "metonymy": "",
        "epithet": "",
        "semantic_role": semantic_role,
        "entity": entity.key,
    }


def _semantic_role(span: Span, speaker_heads: set[int]) -> SemanticRole:
    """Return whether an entity speaks, acts, is acted upon, or none of these, by the parse."""
    if any(number in speaker_heads for number in range(span.start, span.end)):
        return "speaks"
    root = span.root
    while root.dep_ == "conj":
        root = root.head
    if root.dep_ == "appos":
        root = root.head
    if root.dep_ in ("nsubj", "csubj") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return "acts"
    return "acted_upon" if root.dep_ in ("dobj", "nsubjpass", "dative") else "other"


def _quote_rows(doc: Doc, article: Article, positions: TextPositions) -> list[Row]:
    quotes = [item for item in _enumerate_attributions(doc) if not item[1].is_attitude]
    # A pull quote continues a quotation that follows it, so every identifier is made first.
    ids = {number: f"{article.article_id}:{at}" for at, (number, *_) in enumerate(quotes)}
    rows: list[Row] = []
    for number, quote, speaker in quotes:
        row = _attribution_columns(quote, article.text, positions) | {
            "quote_id": ids[number],
            "kind": quote.kind,
            "speaker": speaker.name,
            "resolution": speaker.resolution,
            "speaker_confidence": speaker.confidence,
            "continues": "" if quote.continues is None else ids[quote.continues],
            "entity": speaker.key,
        }
        rows.append(row)
    return rows


def _attitude_rows(doc: Doc, article: Article, positions: TextPositions) -> list[Row]:
    rows: list[Row] = []
    for _, attitude, holder in _enumerate_attributions(doc):
        if not attitude.is_attitude:
            continue
        row = _attribution_columns(attitude, article.text, positions) | {
            "attitude_id": f"{article.article_id}:a{len(rows)}",
            "is_reporting_verb": attitude.cue_lemma in verb_frames(),
            "holder": holder.name,
            "resolution": holder.resolution,
            "confidence": attitude.confidence,
            "entity": holder.key,
        }
        rows.append(row)
    return rows


def _enumerate_attributions(doc: Doc) -> Iterator[tuple[int, Attribution, Speaker]]:
    """Yield the position of each attribution, the attribution, and its speaker or holder."""
    for number, pair in enumerate(zip(doc._.attributions, doc._.speakers, strict=True)):
        yield number, *pair


def _attribution_columns(attribution: Attribution, text: str, positions: TextPositions) -> Row:
    """Return the columns common to quotes and attitudes."""
    content = text[attribution.start : attribution.end]
    return {
        "start": attribution.start,
        "end": attribution.end,
        "text": content,
        **_span_columns("cue", attribution.cue, text),
        "cue_lemma": attribution.cue_lemma,
        **_span_columns("mention", attribution.mention, text),
        "words": len(content.split()),
        **positions.position_columns(attribution.start),
    }


def _span_columns(column: str, span: Span | None, text: str) -> Row:
    """Return the columns of a cue or mention: its words, start and end; -1 when there is none."""
    if span is None:
        return {column: "", f"{column}_start": -1, f"{column}_end": -1}
    start, end = span.start_char, span.end_char
    return {column: text[start:end], f"{column}_start": start, f"{column}_end": end}


def _figure_row(figure: Figure, text: str, positions: TextPositions) -> Row:
    return {
        "start": figure.start,
        "end": figure.end,
        "text": text[figure.start : figure.end],
        "kind": figure.kind,
        "value": figure.value,
        "unit": figure.unit,
        "head_noun": figure.head_noun,
        "modifiers": figure.syntax.modifiers,
        "predicate": figure.syntax.predicate,
        "role": figure.syntax.role,
        "subject": figure.syntax.subject,
        "scope": figure.syntax.scope,
        **positions.position_columns(figure.start),
    }


def _epithet_row(epithet: Epithet, positions: TextPositions) -> Row:
    return {
        "start": epithet.start,
        "end": epithet.end,
        "word": epithet.word,
        "pos": epithet.pos,
        "kind": epithet.kind,
        "phrase": epithet.phrase,
        "country": epithet.country,
        "entity": epithet.key,
        **positions.position_columns(epithet.start),
    }


def _event_row(event: Event, text: str, positions: TextPositions) -> Row:
    verb, agent, patient = event.verb, event.agent, event.patient
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    agent_phrase = None if agent is None else find_noun_phrase(agent)
    patient_phrase = None if patient is None else find_noun_phrase(patient)
    return {
        "start": verb.idx,
        "end": verb.idx + len(verb),
        "verb": " ".join([verb.lemma_.lower(), *particles]),
        "form": event.form,
        "is_factual": event.is_factual,
        **_span_columns("agent", agent_phrase, text),
        **_span_columns("patient", patient_phrase, text),
        "agent_entity": event.agent_key,
        "patient_entity": event.patient_key,
        **positions.position_columns(verb.idx),
    }
