import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures.selection import Selection

_MENTION = re.compile(r"\{(\w+):([^{}]*)\}")
_QUOTE_COLUMNS = [
    "article_id",
    "quote_id",
    "start",
    "end",
    "text",
    "kind",
    "mention",
    "speaker",
    "entity_id",
    "cue",
    "cue_start",
    "cue_end",
    "cue_lemma",
    "continues",
]
_LEMMAS = {"said": "say", "claimed": "claim"}


def _read(article_id, outlet_label, title, lines):
    """Read lines in which {doe:Jane Doe} is a mention of the entity doe."""
    text, blocks, mentions = "", [], []
    for kind, line in lines:
        start = len(text)
        copied = 0
        for match in _MENTION.finditer(line):
            text += line[copied : match.start()]
            mentions.append(
                (article_id, len(text), len(text) + len(match[2]), "name", match[1], kind)
            )
            text += match[2]
            copied = match.end()
        text += line[copied:]
        blocks.append((article_id, len(blocks), kind, start, len(text)))
        text += "\n"
    return (article_id, outlet_label, title, text), blocks, mentions


@pytest.fixture
def build():
    """Build a selection of invented articles: (article_id, outlet_label, title, [(kind, line)])."""

    def build_selection(*articles):
        parts = [_read(*article) for article in articles]
        mention_columns = ["article_id", "start", "end", "kind", "entity_id", "block_kind"]
        block_columns = ["article_id", "block", "kind", "start", "end"]
        entities = [("doe", "Jane Doe", ["Doe"]), ("roe", "John Roe", ["Roe"])]
        epithet_columns = ["article_id", "start", "end", "word", "phrase", "entity_id", "country"]
        return Selection(
            articles=pd.DataFrame(
                [article for article, _, _ in parts],
                columns=["article_id", "outlet_label", "title", "text"],
            ).assign(story_id="s"),
            blocks=pd.DataFrame(
                [row for _, rows, _ in parts for row in rows], columns=block_columns
            ),
            mentions=pd.DataFrame(
                [row for _, _, rows in parts for row in rows], columns=mention_columns
            ).assign(metonymy=""),
            quotes=pd.DataFrame(columns=_QUOTE_COLUMNS),
            epithets=pd.DataFrame(columns=[*epithet_columns, "sentence"]),
            events=pd.DataFrame(columns=["article_id", "start", "end"]),
            entities=pd.DataFrame(entities, columns=["entity_id", "name", "aliases"]).assign(
                label="PERSON", country=""
            ),
        )

    return build_selection


@pytest.fixture
def quote():
    """Add quotations: (article_id, words, kind, speaker, entity_id, cue, continues)."""

    def add_quotes(selection, *quotes):
        texts = selection.articles.set_index("article_id")["text"]
        rows = []
        for number, (key, words, kind, speaker, entity_id, cue, continues) in enumerate(quotes):
            start = texts[key].index(words)
            cue_start = texts[key].index(cue) if cue else -1
            rows.append(
                {
                    "article_id": key,
                    "quote_id": f"{key}:{number}",
                    "start": start,
                    "end": start + len(words),
                    "text": words,
                    "kind": kind,
                    "mention": speaker,
                    "speaker": speaker,
                    "entity_id": entity_id,
                    "cue": cue,
                    "cue_start": cue_start,
                    "cue_end": cue_start + len(cue) if cue else -1,
                    "cue_lemma": _LEMMAS.get(cue, cue),
                    "continues": continues,
                }
            )
        return replace(selection, quotes=pd.DataFrame(rows, columns=_QUOTE_COLUMNS))

    return add_quotes


@pytest.fixture
def reverse():
    """Return the selection with the rows of all tables in reverse order."""

    def reverse_rows(selection):
        tables = ("articles", "blocks", "mentions", "quotes", "epithets", "events", "entities")
        return replace(selection, **{name: getattr(selection, name).iloc[::-1] for name in tables})

    return reverse_rows


@pytest.fixture
def talk(build, quote):
    """Two outlets: one quotes Doe and Roe, the other an unknown speaker."""
    selection = build(
        (
            "a",
            "Herald",
            "",
            [
                ("body", "“We won the vote today,” Doe said. “All of us,” she went on."),
                ("body", "Roe claimed that he had “never lost” before."),
                ("caption", "“Thank you,” Doe said on Monday."),
            ],
        ),
        ("b", "Post", "", [("body", "The vote was over, it was said."), ("body", "No more.")]),
    )
    return quote(
        selection,
        ("a", "“We won the vote today,”", "direct", "Doe", "doe", "said", ""),
        ("a", "“All of us,”", "direct", "", "", "", "a:0"),
        ("a", "that he had “never lost” before", "mixed", "Roe", "", "claimed", ""),
        ("a", "“Thank you,”", "direct", "Doe", "doe", "", ""),
        ("b", "The vote was over", "indirect", "", "", "said", ""),
    )


@pytest.fixture
def described_talk(talk):
    """The talk with an epithet that says who Doe is, and a state of that country."""
    epithets = pd.DataFrame(
        [("a", "doe", "French army chief", "FR", 0)],
        columns=["article_id", "entity_id", "phrase", "country", "sentence"],
    )
    state = pd.DataFrame(
        [("france", "France", ["France"], "GPE", "FR")],
        columns=["entity_id", "name", "aliases", "label", "country"],
    )
    entities = pd.concat([talk.entities, state], ignore_index=True)
    return replace(talk, epithets=epithets, entities=entities)
