import re
from types import SimpleNamespace

import pandas as pd
import pytest

_MARK = re.compile(r"\{(\w+):([^{}]*)\}")


def _read(article_id, outlet_label, title, lines):
    """Read lines in which {doe:Jane Doe} is a mention of the entity doe."""
    text, blocks, mentions = "", [], []
    for kind, line in lines:
        start = len(text)
        at = 0
        for match in _MARK.finditer(line):
            text += line[at : match.start()]
            mentions.append(
                (article_id, len(text), len(text) + len(match[2]), "name", match[1], kind)
            )
            text += match[2]
            at = match.end()
        text += line[at:]
        blocks.append((article_id, len(blocks), kind, start, len(text)))
        text += "\n"
    return (article_id, outlet_label, title, text), blocks, mentions


@pytest.fixture
def build():
    """Build the tables of invented articles: (article_id, outlet_label, title, [(kind, line)])."""

    def tables(*given):
        read = [_read(*article) for article in given]
        mention_columns = ["article_id", "start", "end", "kind", "entity_id", "block_kind"]
        block_columns = ["article_id", "block", "kind", "start", "end"]
        entities = [("doe", "Jane Doe", ["Doe"]), ("roe", "John Roe", ["Roe"])]
        return SimpleNamespace(
            articles=pd.DataFrame(
                [article for article, _, _ in read],
                columns=["article_id", "outlet_label", "title", "text"],
            ).assign(story_id="s"),
            blocks=pd.DataFrame(
                [row for _, rows, _ in read for row in rows], columns=block_columns
            ),
            mentions=pd.DataFrame(
                [row for _, _, rows in read for row in rows], columns=mention_columns
            ),
            entities=pd.DataFrame(entities, columns=["entity_id", "name", "aliases"]).assign(
                label="PERSON"
            ),
        )

    return tables


@pytest.fixture
def quote():
    """Return a quotations table from (article_id, words, kind, speaker, entity, cue, continues)."""

    def table(articles, *rows):
        texts = articles.set_index("article_id")["text"]
        found = []
        for number, (key, words, kind, speaker, entity, cue, continues) in enumerate(rows):
            start = texts[key].index(words)
            cue_start = texts[key].index(cue) if cue else -1
            found.append(
                {
                    "article_id": key,
                    "quote_id": f"{key}:{number}",
                    "start": start,
                    "end": start + len(words),
                    "text": words,
                    "kind": kind,
                    "mention": speaker,
                    "speaker": speaker,
                    "entity_id": entity,
                    "cue_start": cue_start,
                    "cue_end": cue_start + len(cue) if cue else -1,
                    "cue_lemma": {"said": "say", "claimed": "claim", "": ""}.get(cue, cue),
                    "continues": continues,
                }
            )
        columns = [
            "article_id",
            "quote_id",
            "start",
            "end",
            "text",
            "kind",
            "mention",
            "speaker",
            "entity_id",
            "cue_start",
            "cue_end",
            "cue_lemma",
            "continues",
        ]
        return pd.DataFrame(found, columns=columns)

    return table
