"""How often a team or a fighter won and lost, as texts give it: "the Colts (10-5)"."""

import re
from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd

from analysis import tables
from analysis.corpus.table_rows import list_rows

#: Kind of a record of wins and losses among the figures that are compared.
KIND = "record"
#: Maximum difference of wins and of losses together of two records of one team (judgement: texts of
#: one event are a game or two apart).
MAX_GAMES_APART = 3
#: Number of characters before a record in which the name and the words of a record are searched.
_WINDOW = 80
_RECORD = re.compile(r"(?<![\d–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d%–-]|\s?(?:yard|percent|year))")
#: A record in brackets after its name; it may have more after a comma ("52-3, 46 knockouts").
_AFTER_NAME = re.compile(r"(?:’s|'s)?\s?\($")
_END = re.compile(r"[),]")
#: What precedes a record that a clause gives of a team.
_IN_CLAUSE = re.compile(
    r"\b(?:record (?:\w+ )?(?:to|of|at)|(?:improved|fell|dropped|rose|moved|stands?|stood)"
    r"(?: \w+ record)? (?:to|at))\s(?:an? )?$"
)
#: What follows a record in a clause: nothing that its numbers could count ("3-4 weeks").
_AFTER_CLAUSE = re.compile(
    r"[^\w\s-]|\s*$|\s(?:on|in|with|after|overall|and|this|for|by|when|while|but|at|record)\b"
)
#: Words of sport, one of which the sentence of a record has unless it has two records in brackets.
_SPORT = re.compile(
    r"\b(?:w[io]ns?|winning|los(?:t|e|es|ing|s)|beat(?:s|en|ing)?|defeat\w*|victor(?:y|ies)|record"
    r"|improved|games?|season|playoffs?|league|knockouts?|KOs?|fights?|bouts?|champions?"
    r"|passes|touchdowns?|quarterback|rebounds?|innings?|coach)\b"
)
_IN_BRACKETS = re.compile(rf"\((?:{_RECORD.pattern})")
#: Words of votes and rulings, whose numbers look like records: "the Senate (52-48)".
_VOTE = re.compile(
    r"\b(?:vot\w*|rul(?:ed|es|ing)|[Ss]upreme [Cc]ourt|justices|[Ss]enat\w*|Congress|bill|polls?"
    r"|elect\w*|ballots?|lawmakers|parliament|majority)\b"
)


def read_win_records(
    articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame
) -> list[dict[Hashable, Any]]:
    """Return the records of wins and losses, as rows of figures, with whose they are as noun.

    Args:
        articles: Columns article_id, text.
        sentences: As the table ``sentences``; those in counted blocks are read.
        mentions: As the table ``mentions``, with entity_id.
    """
    names: dict[tuple[str, int], list[dict[Hashable, Any]]] = {}
    is_named = (mentions["kind"] == "name") & (mentions["entity_id"] != "")
    for mention in list_rows(mentions[is_named].sort_values("start")):
        names.setdefault((mention["article_id"], mention["sentence"]), []).append(mention)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)]
    return [
        row
        for sentence in list_rows(counted)
        for row in _read_sentence(
            sentence,
            texts[sentence["article_id"]],
            names.get((sentence["article_id"], sentence["sentence"]), []),
        )
    ]


def _read_sentence(
    sentence: dict[Hashable, Any], text: str, names: list[dict[Hashable, Any]]
) -> Iterator[dict[Hashable, Any]]:
    if not _is_of_sport(text[sentence["start"] : sentence["end"]]):
        return
    for match in _RECORD.finditer(text, sentence["start"], sentence["end"]):
        before = text[max(match.start() - _WINDOW, sentence["start"]) : match.start()]
        earlier = [name for name in names if name["end"] <= match.start()]
        if not earlier:
            continue
        name = earlier[-1]
        is_bracketed = _AFTER_NAME.fullmatch(text[name["end"] : match.start()])
        is_whole = bool(_END.match(text[match.end() : match.end() + 1]))
        is_in_clause = (
            len(before) >= match.start() - name["end"]
            and _IN_CLAUSE.search(before)
            and _AFTER_CLAUSE.match(text[match.end() : sentence["end"]])
        )
        if (is_bracketed and is_whole) or is_in_clause:
            yield {
                "article_id": sentence["article_id"],
                "sentence": sentence["sentence"],
                "block_kind": sentence["block_kind"],
                "start": match.start(),
                "end": match.end(),
                "text": match[0],
                "kind": KIND,
                "value": f"{match[1]}-{match[2]}",
                "unit": "",
                "head_noun": name["text"],
                "subject": name["entity_id"],
                "modifiers": "",
                "predicate": "",
                "role": "",
                "scope": "",
            }


def _is_of_sport(sentence: str) -> bool:
    """Return whether a sentence tells of wins and losses, and of no vote or ruling."""
    has_sport = _SPORT.search(sentence) or len(_IN_BRACKETS.findall(sentence)) > 1
    return bool(has_sport) and not _VOTE.search(sentence)


def count_games_apart(value: str, other: str) -> int:
    """Return by how many wins and losses two records differ."""
    pairs = zip(value.split("-"), other.split("-"), strict=True)
    return sum(abs(int(number) - int(other_number)) for number, other_number in pairs)
