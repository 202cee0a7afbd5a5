"""The ages that texts give to named persons.

An age is read where the text puts it beside the name of a person: "Ann Orr, 4, …", "Ann Orr, who is
four, …", "four-year-old Ann Orr", "a four-year-old girl named Ann Orr". Ages of the past ("when he
was nine", "at the age of 30") are left out, and persons to whom one article gives two ages.
"""

import re
from collections.abc import Iterator

import pandas as pd

from analysis import tables
from analysis.entity_types import PERSON
from analysis.nlp.numbers.numerals import MAX_AGE, parse_number

#: The columns of :func:`read_person_ages`.
COLUMNS = ("article_id", "entity_id", "name", "start", "end", "text", "value")
#: Number of characters before and after a name in which its age is searched (judgement: an age in
#: words and three nouns, "seventy-seven-year-old former schoolteacher").
_WINDOW = 60
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_NUMBER = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS})"
_YEARS_OLD = r"[- ]{1,3}years?[- ]{1,3}old"
#: Words between an age and a name that make the age another's: "the 40-year-old son of Ann Orr".
_OTHERS = "(?:of|and|or|to|from|with|in|at|for|by|than|on|who|that|as|after|when|against|told|said)"
#: What ends an age without "years old".
_END = r"(?=,(?! \d)|\.(?!\d)|;)"
_AFTER_NAME = re.compile(
    rf",? (?:who is |is )?(?:an? |the |aged |age )?(?P<age>{_NUMBER}{_YEARS_OLD})\b"
    rf"|, (?:(?:who is |aged |age )(?P<aged>{_NUMBER})\b|(?P<bare>{_NUMBER})){_END}",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    rf"\b(?P<age>{_NUMBER}{_YEARS_OLD})"
    rf"(?:(?: (?!{_OTHERS}\b)[\w-]+){{0,2}}| [\w-]+,? (?:named|called)|(?P<comma> [\w-]+,)) $",
    re.IGNORECASE,
)
#: What follows a name that stands in apposition: "the four-year-old girl, Ann Orr, …".
_END_OF_APPOSITION = re.compile(r"[,.;)]")


def read_person_ages(
    articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Return the ages of named persons, at most one of a person in each article.

    Args:
        articles: Columns article_id, text.
        sentences: As the table ``sentences``; those in counted blocks are read.
        mentions: As the table ``mentions``, with entity_id.

    Returns:
        Columns :data:`COLUMNS`: ``name`` as it stands beside the age, ``value`` in years.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)]
    spans = {
        (article_id, number): (start, end)
        for article_id, number, start, end in counted[
            ["article_id", "sentence", "start", "end"]
        ].itertuples(index=False)
    }
    named = mentions[
        (mentions["label"] == PERSON) & (mentions["kind"] == "name") & (mentions["entity_id"] != "")
    ]
    rows = [
        {"article_id": row["article_id"], "entity_id": row["entity_id"], "name": row["text"]} | age
        for row in named.to_dict("records")
        if (span := spans.get((row["article_id"], row["sentence"]))) is not None
        for age in _find_ages(texts[row["article_id"]], int(row["start"]), int(row["end"]), span)
    ]
    ages = pd.DataFrame(rows, columns=list(COLUMNS))
    by_person = ages.groupby(["article_id", "entity_id"])
    single = ages[by_person["value"].transform("nunique") == 1] if len(ages) else ages
    return single.drop_duplicates(["article_id", "entity_id"], ignore_index=True)


def _find_ages(
    text: str, start: int, end: int, sentence: tuple[int, int]
) -> Iterator[dict[str, object]]:
    """Yield the ages beside a name, with their places in the text."""
    first, last = max(sentence[0], start - _WINDOW), min(sentence[1], end + _WINDOW)
    matches = (
        (_AFTER_NAME.match(text[end:last]), end),
        (_BEFORE_NAME.search(text[first:start]), first),
    )
    for match, offset in matches:
        if match is None:
            continue
        groups = match.groupdict()
        if groups.pop("comma", None) and not _END_OF_APPOSITION.match(text[end:last]):
            continue
        group = next(name for name, words in groups.items() if words)
        value = parse_number(match[group].lower())
        if value and 0 < int(value) <= MAX_AGE:
            yield {
                "start": offset + match.start(group),
                "end": offset + match.end(group),
                "text": match[group],
                "value": value,
            }
