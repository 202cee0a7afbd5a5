"""The gold sets of marked quotations, and the quotes predicted for their articles.

A set is a file ``<name>.jsonl`` or ``<name>.jsonl.gz`` in ``quotes/`` of the data folder. The set
of the seeds is part of the project, so it can be scored without any other data.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.ingest import Article, read_paths
from benchmarks.annotated_sets import build_tables
from benchmarks.article_quotes import ArticleQuotes, Attribution, Quote, Spans, read_gold_articles

#: Default data folder, relative to the project's folder.
DATA_FOLDER = Path("../shared/data")
_PROJECT_GOLD = Path(__file__).parent / "gold"
#: Start and end of a span that a row does not have.
_NO_OFFSET = -1


@dataclass(frozen=True)
class ScoringMode:
    """One way to score a set.

    Attributes:
        name: Name to print.
        by_span: As :func:`benchmarks.scoring.score_quotes` takes it.
        speech_only: As :func:`benchmarks.scoring.score_quotes` takes it.
        attitudes: The attitudes that count as predictions, besides quotes.
    """

    name: str
    by_span: bool = False
    speech_only: bool = False
    attitudes: tuple[Attribution, ...] = ()

    def select_quotes(self, predicted: Sequence[ArticleQuotes]) -> list[ArticleQuotes]:
        """Return the predictions without the attitudes that this mode does not count."""
        attributions = (Attribution.QUOTE, *self.attitudes)
        return [
            replace(
                article,
                quotes=tuple(
                    quote for quote in article.quotes if quote.attribution in attributions
                ),
            )
            for article in predicted
        ]


def find_sets(data: Path, name: str = "", *, include_training: bool = False) -> dict[str, Path]:
    """Return the files of the gold sets by name.

    Args:
        data: The data folder; it may be missing.
        name: Only this set.
        include_training: Without a name, include the training sets (``…_train``).

    Raises:
        FileNotFoundError: There is no set of that name.
    """
    files = [*sorted(_PROJECT_GOLD.glob("*.jsonl")), *sorted((data / "quotes").glob("*.jsonl*"))]
    sets = {file.name.partition(".")[0]: file for file in files}
    if not name:
        return {
            key: file for key, file in sets.items() if include_training or not is_training_set(key)
        }
    if name not in sets:
        raise FileNotFoundError(f"No set {name!r}; there are {', '.join(sets)}.")
    return {name: sets[name]}


def is_training_set(name: str) -> bool:
    """Return whether a set is meant for training."""
    return name.endswith("_train")


def list_scoring_modes(gold: Sequence[ArticleQuotes]) -> tuple[ScoringMode, ...]:
    """Return the ways to score a set.

    A row of the quotes table is one contiguous span, so gold with discontinuous quotations is
    scored by span. Such gold marks every attribution, including beliefs and wishes. It is therefore
    scored on everything (with all predicted attitudes), on speech alone (with quotes and attitudes
    under a verb of saying) and, for comparison, on speech with all predictions.
    """
    if any(len(quote.spans) > 1 for article in gold for quote in article.quotes):
        under_saying = (Attribution.ATTITUDE_UNDER_SAYING,)
        all_attitudes = (*under_saying, Attribution.OTHER_ATTITUDE)
        return (
            ScoringMode("by stretch", by_span=True, attitudes=all_attitudes),
            ScoringMode(
                "by stretch, speech", by_span=True, speech_only=True, attitudes=under_saying
            ),
            ScoringMode(
                "by stretch, speech, against all that is found",
                by_span=True,
                speech_only=True,
                attitudes=all_attitudes,
            ),
            ScoringMode("by stretch, quotations alone", by_span=True),
        )
    return (ScoringMode("as marked"),)


def predict_quotes(file: Path) -> list[ArticleQuotes]:
    """Return the predictions for a gold set, with resolved speakers and aligned utterances.

    The articles are read, annotated, written to a workspace and built into tables as the dashboard
    does. The articles of a story share a workspace, and so do those without a story.

    Raises:
        TypeError: An article of the set could not be read.
        ValueError: An article was read with a text other than the marked one.
    """
    gold = {article.article_id: article for article in read_gold_articles(file)}
    stories: dict[str, list[Article]] = defaultdict(list)
    for item in read_paths([file]):
        if not isinstance(item, Article):
            if item.is_warning:
                continue
            raise TypeError(str(item))
        if item.text != gold[item.article_id].text:
            raise ValueError(f"{item.article_id} was read with a text other than the marked one.")
        stories[gold[item.article_id].story].append(item)
    return [quotes for articles in stories.values() for quotes in _predict_story(articles)]


def _predict_story(articles: Sequence[Article]) -> list[ArticleQuotes]:
    tables = build_tables(articles)
    quotes: dict[str, list[Quote]] = {article.article_id: [] for article in articles}
    for row in tables["quotes"].to_pylist():
        quotes[row["article_id"]].append(
            replace(
                _make_quote(row),
                name=row["speaker"],
                utterance=row["utterance_id"],
                kind=row["kind"],
                confidence=row["speaker_confidence"],
            )
        )
    for row in tables["attitudes"].to_pylist():
        is_under_saying = row["is_reporting_verb"]
        quotes[row["article_id"]].append(
            replace(
                _make_quote(row),
                name=row["holder"],
                attribution=Attribution.ATTITUDE_UNDER_SAYING
                if is_under_saying
                else Attribution.OTHER_ATTITUDE,
            )
        )
    return [ArticleQuotes(article_id, tuple(rows)) for article_id, rows in quotes.items()]


def _make_quote(row: Mapping[str, Any]) -> Quote:
    """Return a quote with the offsets of a row of the quotes or attitudes table."""
    return Quote(
        spans=((row["start"], row["end"]),),
        cue=_make_spans(row["cue_start"], row["cue_end"]),
        speaker=_make_spans(row["mention_start"], row["mention_end"]),
    )


def _make_spans(start: int, end: int) -> Spans:
    return () if start == _NO_OFFSET else ((start, end),)
