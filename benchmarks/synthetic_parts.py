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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.store import Workspace
from analysis.store.parts import Rows

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
_DIGEST = "synthetic"

Exchange = Callable[[str], str]


@dataclass(frozen=True)
class _PlannedArticle:
    """A synthetic article: whose rows it takes, and what is its own."""

    article_id: str
    template: str
    outlet: str
    published: date
    exchange: Exchange


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
    source: Workspace, target: Workspace, n_articles: int, seed: int = 7
) -> None:
    """Add synthetic articles to a workspace.

    Args:
        source: The workspace of the real articles.
        target: The workspace to write parts to.
        n_articles: The number of synthetic articles.
        seed: Decides which; another seed gives other articles.
    """
    rows_by_article = _read_rows(source)
    plan = _plan_articles(sorted(rows_by_article), n_articles, seed)
    fingerprint = source.snapshot().parts[0].fingerprint
    while batch := list(islice(plan, _PART_ARTICLES)):
        rows = [_vary(rows_by_article[planned.template], planned) for planned in batch]
        target.write_part(rows, fingerprint, {planned.article_id: _DIGEST for planned in batch})


def _read_rows(source: Workspace) -> dict[str, Rows]:
    """Return the rows of each article by table."""
    snapshot = source.snapshot()
    rows_by_article: dict[str, dict[str, list[dict[str, object]]]] = {}
    for name in tables.PARTS:
        table: pa.Table = snapshot.read(name)
        for article_id in pc.unique(table.column("article_id")).to_pylist():
            rows_by_article.setdefault(article_id, {name: [] for name in tables.PARTS})
        for row in table.to_pylist():
            rows_by_article[row["article_id"]][name].append(row)
    return dict(rows_by_article)


def _plan_articles(templates: list[str], n_articles: int, seed: int) -> Iterator[_PlannedArticle]:
    """Yield the articles, story after story."""
    rng = random.Random(seed)
    size, story, template, day = 0, 0, "", _FIRST_DAY
    shared = _make_cipher(rng)
    for number in range(n_articles):
        if not size or size == _MAX_STORY_ARTICLES or rng.random() < _P_NEW_STORY:
            size, story = 0, story + 1
            template, shared = rng.choice(templates), _make_cipher(rng)
            day = _FIRST_DAY + timedelta(rng.randrange(_DAYS))
        size += 1
        key = f"{seed} {number}"
        yield _PlannedArticle(
            sha256(key.encode()).hexdigest()[:16],
            template,
            f"Outlet {min(int(_N_OUTLETS ** rng.random()), _N_OUTLETS)}",
            day + timedelta(rng.randint(0, _STORY_DAYS)),
            _make_exchange(key, shared, _make_cipher(rng)),
        )


def _make_cipher(rng: random.Random) -> dict[int, str]:
    """Return a table for str.translate that exchanges vowels, consonants and digits."""
    cipher: dict[int, str] = {}
    for letters in (_VOWELS, _CONSONANTS, _DIGITS):
        drawn = "".join(rng.sample(letters, len(letters)))
        pairs = zip(letters + letters.upper(), drawn + drawn.upper(), strict=True)
        cipher |= {ord(letter): other for letter, other in pairs}
    return cipher


def _make_exchange(key: str, shared: dict[int, str], alone: dict[int, str]) -> Exchange:
    """Return a function that exchanges the rare words of a string."""
    known: dict[str, str] = {}

    def exchange_word(match: re.Match[str]) -> str:
        word = match.group()
        if word not in known:
            is_shared = sha256(f"{key} {word}".encode()).digest()[0] % 2
            cipher = shared if is_shared else alone
            known[word] = word.translate(cipher) if _is_rare(word) else word
        return known[word]

    return lambda text: _WORD.sub(exchange_word, text)


_rare: dict[str, bool] = {}


def _is_rare(word: str) -> bool:
    if word not in _rare:
        if word[0].isdigit():
            _rare[word] = len(word) >= _MIN_DIGITS and not _YEAR.fullmatch(word)
        else:
            form = word_normalisation.normalise_word(word)
            _rare[word] = bool(word_normalisation.compute_rarity([form])[0] >= _MIN_RARITY)
    return _rare[word]


def _vary(rows: Rows, planned: _PlannedArticle) -> Rows:
    """Return the rows of a real article as those of a synthetic one."""
    return {
        name: [_vary_row(row, planned) for row in table_rows] for name, table_rows in rows.items()
    }


def _vary_row(row: dict[str, object], planned: _PlannedArticle) -> dict[str, object]:
    varied = dict(row)
    for name, value in row.items():
        if name in _TEXT_COLUMNS and isinstance(value, str):
            varied[name] = planned.exchange(value)
        elif name in _TEXT_COLUMNS and isinstance(value, list):
            varied[name] = list(map(planned.exchange, value))
        elif name in _ID_COLUMNS and isinstance(value, str):
            varied[name] = value.replace(planned.template, planned.article_id, 1)
    varied["article_id"] = planned.article_id
    if "outlet" in row:
        is_dated = row["published"] is not None
        published = planned.published if is_dated else None
        varied |= {"outlet": planned.outlet, "published": published}
    return varied


if __name__ == "__main__":
    main()
