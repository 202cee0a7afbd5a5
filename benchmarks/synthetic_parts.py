"""Make the parts of a large workspace from a small real one, to measure what building costs.

    python -m benchmarks.synthetic_parts --from WORKSPACE --articles 37000 --out DIR [--seed 7]

Every synthetic article takes all its rows from a real one, so that lengths, mentions, kinds and
positions are distributed as in the real workspace. Its words vary: letters are exchanged (the
length stays) in every word that is rare in news, half of these words in one way for the whole
story, half in another way for each article. Two articles of a story thus share names and words as
reports of one event do, and articles of different stories share little more than any two articles.
Stories contain 1 to 60 articles, outlets publish by Zipf's law, and days spread over ten years.
Unlike ``benchmarks.synthetic``, which writes a catalogue, this leaves the catalogue to be built.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.store import Workspace
from analysis.store.parts import part_names, write_part_tables

# The following numbers are judgement: they resemble a large collection of news.
_N_OUTLETS = 400
#: Probability that an article begins a new story.
_P_NEW_STORY = 0.25
#: Maximum number of articles of a story.
_MAX_STORY_ARTICLES = 60
#: Days over which stories spread, and days over which the articles of a story spread.
_DAYS, _STORY_DAYS = 3650, 4
_FIRST_DAY = date(2014, 1, 1)
#: Rarity (nats) from which a word is exchanged: it is in less than 2 % of all news.
_MIN_RARITY = 4.0
#: Articles of a part, as annotation writes them.
_PART_ARTICLES = 64
_VOWELS, _CONSONANTS, _DIGITS = "aeiou", "bcdfghjklmnpqrstvwxyz", "0123456789"
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: Numbers that are exchanged have at least so many digits; years stay.
_MIN_DIGITS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Columns that hold words of the text.
_TEXT_COLUMNS = frozenset(
    (
        *("title", "text", "name", "aliases", "roles", "epithet", "mention", "speaker"),
        *("holder", "phrase", "word", "agent", "patient", "head_noun", "modifiers"),
        *("predicate", "subject"),
    )
)
#: Columns that hold the id of a row: the article's and a number.
_ID_COLUMNS = frozenset(("quote_id", "continues", "attitude_id"))
#: Rare words are of so many groups; which groups vary with the article differs by article.
_N_GROUPS = 8
_DIGEST = "synthetic"

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int32]


class _Strings(NamedTuple):
    """The strings of one column of one real article.

    Attributes:
        data: All of them, as UTF-8.
        groups: Of each byte, the group of the word it belongs to, from 1; 0 if the byte stays.
        lengths: The bytes of each string.
    """

    data: Bytes
    groups: Bytes
    lengths: Numbers


@dataclass(frozen=True)
class _Template:
    """The rows of a real article by table, and the strings of columns that vary."""

    article_id: str
    rows: dict[str, pa.Table]
    strings: dict[tuple[str, str], _Strings]


@dataclass(frozen=True)
class _PlannedArticle:
    """A synthetic article: whose rows it takes, and what is its own.

    Attributes:
        exchange: What each byte becomes, by the group of its word: (``_N_GROUPS`` + 1) x 256.
    """

    article_id: str
    template: int
    outlet: str
    published: date
    exchange: Bytes


def main() -> None:
    """Make the parts and print their number and size."""
    parser = argparse.ArgumentParser("python -m benchmarks.synthetic_parts", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, default=37_000, metavar="N")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    start = time.perf_counter()
    write_synthetic_parts(
        Workspace(options.source), Workspace(options.out), options.articles, options.seed
    )
    size = sum(file.stat().st_size for file in (options.out / "parts").rglob("*.parquet"))
    seconds = time.perf_counter() - start
    print(f"{options.articles:,} articles, {size / 1e6:,.0f} MB, made in {seconds:.0f} s")


def write_synthetic_parts(
    source: Workspace,
    target: Workspace,
    n_articles: int,
    seed: int = 7,
    *,
    part_articles: int = _PART_ARTICLES,
) -> None:
    """Write synthetic articles to an empty workspace, or the ones that it lacks.

    Args:
        source: The workspace of the real articles.
        target: The workspace to write parts to.
        n_articles: The number of synthetic articles.
        seed: Decides which; another seed gives other articles.
        part_articles: The number of articles of a part.
    """
    templates = _read_templates(source)
    fingerprint = source.snapshot().parts[0].fingerprint
    folder = target.path / "parts"
    plan = _plan_articles([template.article_id for template in templates], n_articles, seed)
    for _ in part_names(folder):
        list(islice(plan, part_articles))
    while batch := list(islice(plan, part_articles)):
        varied = {name: _vary(name, batch, templates) for name in tables.PARTS}
        digests = {planned.article_id: _DIGEST for planned in batch}
        write_part_tables(folder, nullcontext(), varied, fingerprint, digests)


def _read_templates(source: Workspace) -> list[_Template]:
    """Return the rows of each article, by its id."""
    snapshot = source.snapshot()
    rows = {name: snapshot.read(name).combine_chunks() for name in tables.PARTS}
    return [
        _make_template(
            article_id,
            {
                name: table.filter(pc.equal(table["article_id"], article_id)).combine_chunks()
                for name, table in rows.items()
            },
        )
        for article_id in sorted(rows["articles"]["article_id"].to_pylist())
    ]


def _make_template(article_id: str, rows: dict[str, pa.Table]) -> _Template:
    strings: dict[tuple[str, str], _Strings] = {}
    for name, table in rows.items():
        for column in table.schema.names:
            if column in _TEXT_COLUMNS or column in _ID_COLUMNS:
                values = table[column].to_pylist()
                if pa.types.is_list(table.schema.field(column).type):
                    values = [value for some in values for value in some]
                strings[name, column] = _split_strings(values, is_text=column in _TEXT_COLUMNS)
    return _Template(article_id, rows, strings)


def _split_strings(values: Sequence[str], *, is_text: bool) -> _Strings:
    encoded = [value.encode() for value in values]
    data = np.frombuffer(b"".join(encoded), np.uint8)
    groups = np.zeros(len(data), np.uint8)
    start = 0
    for value, in_bytes in zip(values, encoded, strict=True):
        if is_text:
            ends = np.cumsum([0, *(len(character.encode()) for character in value)]) + start
            for match in _WORD.finditer(value):
                groups[ends[match.start()] : ends[match.end()]] = _find_group(match.group())
        start += len(in_bytes)
    return _Strings(data, groups, np.array([len(in_bytes) for in_bytes in encoded], np.int32))


def _plan_articles(
    template_ids: Sequence[str], n_articles: int, seed: int
) -> Iterator[_PlannedArticle]:
    """Yield the articles, story after story; an id has the length of the real article's."""
    rng = random.Random(seed)
    size, template, day = 0, 0, _FIRST_DAY
    shared = _make_cipher(rng)
    for number in range(n_articles):
        if not size or size == _MAX_STORY_ARTICLES or rng.random() < _P_NEW_STORY:
            size, template, shared = 0, rng.randrange(len(template_ids)), _make_cipher(rng)
            day = _FIRST_DAY + timedelta(rng.randrange(_DAYS))
        size += 1
        alone = _make_cipher(rng)
        exchanged = [rng.choice((shared, alone)) for _ in range(_N_GROUPS)]
        yield _PlannedArticle(
            sha256(f"{seed} {number}".encode()).hexdigest()[: len(template_ids[template])],
            template,
            f"Outlet {min(int(_N_OUTLETS ** rng.random()), _N_OUTLETS)}",
            day + timedelta(rng.randint(0, _STORY_DAYS)),
            np.stack([np.arange(256, dtype=np.uint8), *exchanged]),
        )


def _make_cipher(rng: random.Random) -> Bytes:
    """Return for each byte what it becomes: vowels, consonants and digits are exchanged."""
    cipher = np.arange(256, dtype=np.uint8)
    for letters in (_VOWELS, _CONSONANTS, _DIGITS):
        drawn = "".join(rng.sample(letters, len(letters)))
        for before, after in ((letters, drawn), (letters.upper(), drawn.upper())):
            cipher[list(before.encode())] = list(after.encode())
    return cipher


_group_by_word: dict[str, int] = {}


def _find_group(word: str) -> int:
    if word not in _group_by_word:
        group = 1 + sha256(word.encode()).digest()[0] % _N_GROUPS
        _group_by_word[word] = group if _is_rare(word) else 0
    return _group_by_word[word]


def _is_rare(word: str) -> bool:
    if word[0].isdigit():
        return len(word) >= _MIN_DIGITS and not _YEAR.fullmatch(word)
    form = word_normalisation.normalise_word(word)
    return bool(word_normalisation.compute_rarity([form])[0] >= _MIN_RARITY)


def _vary(table: str, batch: Sequence[_PlannedArticle], templates: Sequence[_Template]) -> pa.Table:
    """Return the rows of synthetic articles of a table."""
    schema = tables.PARTS[table].schema
    pieces = [templates[planned.template].rows[table] for planned in batch]
    columns = []
    for field in schema:
        together = pa.concat_tables([piece.select([field.name]) for piece in pieces])[field.name]
        whole = together.combine_chunks().cast(field.type)
        if field.name == "article_id":
            whole = _repeat([planned.article_id for planned in batch], pieces)
        elif field.name == "outlet":
            whole = _repeat([planned.outlet for planned in batch], pieces)
        elif field.name == "published":
            days = pa.array([planned.published for planned in batch], pa.date32())
            whole = pc.if_else(pc.is_valid(whole), days, whole)
        elif field.name in _TEXT_COLUMNS or field.name in _ID_COLUMNS:
            strings = _exchange((table, field.name), batch, templates)
            is_list = pa.types.is_list(field.type)
            whole = pa.ListArray.from_arrays(whole.offsets, strings) if is_list else strings
        columns.append(whole)
    return pa.table(columns, schema=schema)


def _repeat(values: Sequence[str], pieces: Sequence[pa.Table]) -> pa.Array:
    """Return the value of each article for each of its rows."""
    rows = np.repeat(np.arange(len(values)), [len(piece) for piece in pieces])
    return pa.array(values, pa.string()).take(pa.array(rows))


def _exchange(
    column: tuple[str, str], batch: Sequence[_PlannedArticle], templates: Sequence[_Template]
) -> pa.Array:
    """Return the strings of synthetic articles."""
    strings = [templates[planned.template].strings[column] for planned in batch]
    data = [
        planned.exchange[some.groups, some.data]
        for planned, some in zip(batch, strings, strict=True)
    ]
    if column[1] in _ID_COLUMNS:
        for planned, some, of_article in zip(batch, strings, data, strict=True):
            article_id = np.frombuffer(planned.article_id.encode(), np.uint8)
            starts = (np.cumsum(some.lengths) - some.lengths)[some.lengths > 0]
            of_article[starts[:, None] + np.arange(len(article_id))] = article_id
    lengths = np.concatenate([some.lengths for some in strings])
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    buffers = (pa.py_buffer(array) for array in (offsets, np.concatenate(data)))
    return pa.Array.from_buffers(pa.string(), len(lengths), [None, *buffers])


if __name__ == "__main__":
    main()
