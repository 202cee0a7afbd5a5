"""Annotation written by hand, for tests of what becomes of it."""

from datetime import date

import pyarrow as pa

from analysis import tables

DEFAULTS = {
    pa.string(): "",
    pa.int32(): 0,
    pa.date32(): None,
    pa.list_(pa.string()): [],
    pa.bool_(): False,
    pa.float64(): 1.0,
}


def row(table: str, **values: object) -> dict[str, object]:
    """Return a row of a part table; columns that are not given are empty."""
    columns = tables.PARTS[table].columns
    assert set(values) <= {column.name for column in columns}
    return {column.name: DEFAULTS[column.type] for column in columns} | values


def annotated(
    article_id: str,
    text: str = "“We will talk,” Ann Lee said.",
    speaker: str = "Ann Lee",
    **article: object,
) -> dict[str, list[dict[str, object]]]:
    """Return one article's annotation: a block, a sentence, a named speaker, a quotation."""
    inside = {"article_id": article_id, "start": 0, "end": len(text), "block_kind": "body"}
    article = {"words": len(text.split()), "published": date(2023, 9, 6)} | article
    return {
        "articles": [row("articles", article_id=article_id, text=text, **article)],
        "blocks": [row("blocks", article_id=article_id, kind="body", start=0, end=len(text))],
        "sentences": [row("sentences", **inside)],
        "local_entities": [
            row(
                "local_entities",
                article_id=article_id,
                entity="0",
                name=speaker,
                label="PERSON",
                aliases=[speaker, speaker.rsplit(maxsplit=1)[-1]],
                mentions=1,
            )
        ],
        "mentions": [
            row("mentions", **inside, text=speaker, kind="name", label="PERSON", entity="0"),
            row("mentions", **inside, text="somebody", kind="description", label="PERSON"),
        ],
        "quotes": [
            row(
                "quotes",
                **inside,
                quote_id=f"{article_id}:0",
                text="We will talk",
                kind="direct",
                cue="said",
                speaker=speaker.rsplit(maxsplit=1)[-1],
                words=3,
                entity="0",
            )
        ],
        "attitudes": [
            row(
                "attitudes",
                **inside,
                attitude_id=f"{article_id}:a0",
                text="the talks",
                cue="wants",
                cue_lemma="want",
                holder=speaker.rsplit(maxsplit=1)[-1],
                confidence=0.8,
                words=2,
                entity="0",
            )
        ],
        "figures": [],
        "epithets": [],
        "events": [],
    }


def catalogue_row(table: str, **values: object) -> dict[str, object]:
    """Return a row of a catalogue table; columns that are not given are empty."""
    columns = tables.CATALOGUE[table].columns
    assert set(values) <= {column.name for column in columns}
    return {column.name: DEFAULTS[column.type] for column in columns} | values


def filled(**rows: list[dict[str, object]]) -> list[tuple[str, pa.Table]]:
    """Return every catalogue table with the rows given, in the form a catalogue is written from."""
    return [
        (name, pa.Table.from_pylist(rows.get(name, []), schema=table.schema))
        for name, table in tables.CATALOGUE.items()
    ]
