"""Score sourced statements by the rule of the sourcing benchmark of Santa Clara University.

The benchmark (Vincent et al. 2025, Markkula Center for Applied Ethics) marks in each article the
statements that have a source, and the name of the source. A statement is found when a piece of it
between commas resembles a piece of a predicted quote; its source is right when the names resemble
each other. The scores are those of :func:`rapidfuzz.fuzz.ratio`, from 0 to 100.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from analysis.ingest import Article, read_paths
from benchmarks.annotated_sets import build_tables
from benchmarks.article_files import read_json_lines
from benchmarks.reliability import Judgement

#: Name of the set on the command line, and its file in the data folder.
SOURCING_SET, _FILE = "scu", Path("outside/scu_dev.jsonl.gz")
#: Score that the best pieces of a statement and of a quote must exceed (the benchmark's rule).
_MIN_PIECE_SCORE = 70
#: Minimum score of a whole statement and a whole quote, of the quote that is most like a statement
#: and of a further one (the benchmark's rule).
_MIN_WHOLE_SCORE, _MIN_FURTHER_SCORE = 30, 20
#: Score that two names must exceed to be one (the benchmark's rule).
_MIN_NAME_SCORE = 80
#: Score of the sets of words of two names from which one is a form of the other.
_MIN_FORM_SCORE = 90
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"”’]?\s+")
_COMMAS = re.compile(r",\s*")


class Statement(NamedTuple):
    """A statement or quote and the name of its source, both in lower case.

    Attributes:
        text: What is stated.
        source: The name of its source; empty when unknown.
        confidence: Of a prediction, how probable its source is.
    """

    text: str
    source: str
    confidence: float = 0.0


@dataclass(frozen=True)
class SourcingScore:
    """The counts of a scored set.

    Attributes:
        n_statements: Statements that the benchmark marks.
        n_found: Statements that a quote resembles.
        n_quotes: Quotes that were predicted.
        n_used: Quotes that resemble a statement.
        names: How many statements found have a source of which verdict: ``right``, ``form`` (a
            longer or shorter form), ``blank``, ``other``, or ``unnamed`` where only the prediction
            names one.
        judgements: Whether the sources that quotes were given are right, with their confidence.
    """

    n_statements: int
    n_found: int
    n_quotes: int
    n_used: int
    names: Counter[str]
    judgements: tuple[Judgement, ...] = ()

    def share(self, verdict: str) -> float:
        """Return the share of a verdict among the statements found."""
        return self.names[verdict] / max(self.names.total(), 1)


def find_sourcing_file(data: Path) -> Path:
    """Return the file of the set in the data folder; it may be missing."""
    return data / _FILE


def score_sourcing(file: Path) -> SourcingScore:
    """Annotate the articles of the set, build their tables and return the score.

    Raises:
        TypeError: An article of the set could not be read.
    """
    articles: list[Article] = []
    for item in read_paths([file]):
        if not isinstance(item, Article):
            if item.is_warning:
                continue
            raise TypeError(str(item))
        articles.append(item)
    tables = build_tables(articles)
    names = {row["entity_id"]: row["name"] for row in tables["entities"].to_pylist()}
    quotes: dict[str, list[Statement]] = defaultdict(list)
    for row in tables["quotes"].to_pylist():
        text = _fold(row["text"]).strip('“”"')
        source = _fold(_find_source(row, names))
        quotes[row["article_id"]].append(Statement(text, source, row["speaker_confidence"]))
    return score_statements(
        (_read_statements(record), quotes[record["id"]]) for record in read_json_lines(file)
    )


def score_statements(
    articles: Iterable[tuple[Sequence[Statement], Sequence[Statement]]],
) -> SourcingScore:
    """Return the score of articles, each with its marked statements and its predicted quotes."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    judgements: list[Judgement] = []
    for statements, quotes in articles:
        matched, n_used = _match(statements, quotes)
        counts.update(statements=len(statements), found=len(matched))
        counts.update(quotes=len(quotes), used=n_used)
        for number, quote in matched.items():
            verdict = _judge_source(statements[number].source, quotes[quote].source)
            names[verdict] += 1
            if verdict not in ("blank", "unnamed") and quotes[quote].source:
                judgements.append(Judgement(quotes[quote].confidence, verdict == "right"))
    return SourcingScore(
        counts["statements"],
        counts["found"],
        counts["quotes"],
        counts["used"],
        names,
        tuple(judgements),
    )


def _read_statements(record: Mapping[str, Any]) -> list[Statement]:
    return [Statement(_fold(row["text"]), _fold(row["name"])) for row in record["statements"]]


def _find_source(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the name of the entity of a quote, or its speaker; a mere description is no name."""
    name = names.get(row["entity_id"] or "", "")
    is_described = row["resolution"] in ("description", "")
    return name or ("" if is_described else row["speaker"])


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().strip())


def _match(
    statements: Sequence[Statement], quotes: Sequence[Statement]
) -> tuple[dict[int, int], int]:
    """Return the best quote of each statement found, and how many quotes resemble a statement.

    Each statement takes the quote most like it; then each quote left over joins the statement most
    like it.
    """
    matches: dict[int, list[tuple[float, int]]] = defaultdict(list)
    used: set[int] = set()
    scores = [[_score_pieces(statement, quote) for quote in quotes] for statement in statements]
    for number, row in enumerate(scores):
        if not quotes:
            break
        quote = max(range(len(quotes)), key=row.__getitem__)
        if _is_match(row[quote], statements[number], quotes[quote], _MIN_WHOLE_SCORE):
            matches[number].append((row[quote], quote))
            used.add(quote)
    for quote in range(len(quotes)):
        if quote in used or not statements:
            continue
        column = [row[quote] for row in scores]
        number = max(range(len(statements)), key=column.__getitem__)
        score = column[number]
        is_further = bool(matches[number]) and score > _MIN_PIECE_SCORE
        if is_further or _is_match(score, statements[number], quotes[quote], _MIN_FURTHER_SCORE):
            matches[number].append((score, quote))
            used.add(quote)
    return {
        number: max(candidates)[1] for number, candidates in matches.items() if candidates
    }, len(used)


def _is_match(score: float, statement: Statement, quote: Statement, min_whole: float) -> bool:
    if score <= _MIN_PIECE_SCORE:
        return False
    return fuzz.ratio(statement.text, quote.text) >= min_whole or quote.text in statement.text


def _score_pieces(statement: Statement, quote: Statement) -> float:
    """Return the best score of a piece of a statement and a piece of a quote."""
    return max(
        (
            fuzz.ratio(a, b)
            for a in _split_pieces(statement.text)
            for b in _split_pieces(quote.text)
        ),
        default=0.0,
    )


def _split_pieces(text: str) -> list[str]:
    """Return the pieces of a text between commas and sentence ends."""
    sentences = _SENTENCE_ENDS.split(text)
    return [piece.strip() for part in sentences for piece in _COMMAS.split(part) if piece.strip()]


def _judge_source(marked: str, predicted: str) -> str:
    """Return how the predicted name of a source compares with the marked one."""
    if marked == predicted or fuzz.ratio(marked, predicted) > _MIN_NAME_SCORE:
        return "right"
    if not predicted:
        return "blank"
    if fuzz.token_set_ratio(marked, predicted) >= _MIN_FORM_SCORE:
        return "form"
    return "other" if marked else "unnamed"
