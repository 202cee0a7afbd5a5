"""Figures of the same thing that outlets give, and names that they spell differently.

Figures of the same thing are found by :mod:`analysis.corpus.figure_matching`, names in several
spellings by :mod:`analysis.corpus.spelling_variants`. All statements of one figure make one case,
those that agree included, with a tally of outlets by value and a :class:`Verdict`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

import numpy as np
import pandas as pd

from analysis.corpus.figure_groups import NUMBERS, are_different, group_pairs, relate_figures
from analysis.corpus.figure_headings import SentenceReader, make_heading
from analysis.corpus.figure_matching import (
    MAX_MAGNITUDES_APART,
    ComparedFigures,
    Pair,
    match_figures,
)
from analysis.corpus.figure_things import Agreement, is_counted_in_many_ways
from analysis.corpus.figure_values import (
    ValueRelation,
    has_bound,
    relate_values,
)
from analysis.corpus.person_ages import read_person_ages
from analysis.corpus.spelling_variants import find_spelling_variants
from analysis.corpus.table_rows import list_rows
from analysis.corpus.unjudged_figures import list_unjudged_figures
from analysis.nlp.numbers.numerals import MAGNITUDE

#: Headings of numbers that are put together by their unit, not by their noun.
_UNJUDGED_HEADINGS = {"time": "times of day", "quantity": "measures", "money": "sums"}
#: Kinds whose value may grow from one day to the next.
_GROWING = ("count", "money", "percent")
#: Minimum similarity of the words around two figures that conflict (judgement, checked by reading
#: cases: benchmarks/history.md); below it they may.
CONFLICT_THRESHOLD = 0.4
#: The same of two figures of which the later one updates the other; below it they may be of two
#: events of a story (judgement: the two of bulk news that were read below it are).
UPDATE_THRESHOLD = 0.2
#: Maximum time between two articles that give ages more than a year apart for the ages to conflict
#: (judgement: between them lies one birthday at most).
MAX_TIME_BETWEEN_AGES = pd.Timedelta(days=365)
#: Time between two articles from which ages one year apart are no difference: a birthday between
#: them is then as likely as an error (judgement).
BIRTHDAY_TIME = pd.Timedelta(days=30)


class Verdict(StrEnum):
    """What is known of figures that differ, the most certain first.

    ``CONFLICT``: noun, subject, time and scope agree, so one of them is wrong. ``MAY_CONFLICT``:
    one of these is not stated, so it is for a person to check. ``UPDATE``: a count, sum or share
    whose one value all articles give before the other, in words with a similarity of at least
    ``UPDATE_THRESHOLD``, none in the past. ``SPELLING``: a name in two spellings. ``UNJUDGED``:
    whether the numbers are of one thing is not known (:mod:`analysis.corpus.unjudged_figures`).
    ``AGREEMENT``: they do not differ by more than rounding.
    """

    CONFLICT = "conflict"
    MAY_CONFLICT = "may conflict"
    UPDATE = "update"
    SPELLING = "spelling"
    UNJUDGED = "not judged"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class FigureEvidence:
    """One statement of a figure: a place in an article, with its sentence.

    ``sentence`` begins at the offset ``sentence_start`` of the article; ``published`` is None when
    it is not known.
    """

    article_id: str
    outlet_label: str
    published: pd.Timestamp | None
    start: int
    end: int
    text: str
    sentence_start: int
    sentence: str


@dataclass(frozen=True)
class FigureValue:
    """One value of a figure, and who gives it.

    Attributes:
        value: The normalised value, as in the table ``figures``; for a name its spelling.
        text: The most frequent wording.
        outlets: The outlets that give it, sorted.
        evidence: Their statements, by day and outlet.
    """

    value: str
    text: str
    outlets: tuple[str, ...]
    evidence: tuple[FigureEvidence, ...]


@dataclass(frozen=True)
class DifferingFigure:
    """A figure, or the spelling of a name, on which outlets of a story differ or agree.

    Attributes:
        story_id: The story.
        kind: The kind of figure, as in the table ``figures``, or "record" (wins and losses) or
            "spelling".
        heading: What is counted or dated: the noun with what happened to it ("people killed"), or
            the name; empty if the text does not name it.
        verdict: What is known of the difference.
        unit: The unit or the currency; empty if there is none.
        similarity: Of the words around the two most similar figures that differ, 0 to 1.
        tally: The values in order, with the outlets of each.
    """

    story_id: str
    kind: str
    heading: str
    verdict: Verdict
    unit: str
    similarity: float
    tally: tuple[FigureValue, ...]


def find_differing_figures(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
) -> list[DifferingFigure]:
    """Return the figures of the same thing that differ between the outlets of a story.

    Args:
        articles: As :func:`compare_figures` takes it, as the others.
        sentences: Their sentences.
        figures: Their figures.
        mentions: Their mentions.

    Returns:
        The cases, the most certain and most similar first, spellings last.
    """
    cases = compare_figures(articles, sentences, figures, mentions)
    return [case for case in cases if case.verdict not in (Verdict.AGREEMENT, Verdict.UNJUDGED)]


def compare_figures(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
) -> list[DifferingFigure]:
    """Return the figures of the same thing that outlets of a story give, equal or not.

    Args:
        articles: Columns article_id, story_id, outlet_label, published (NaT when not known), text.
        sentences: As the table ``sentences``.
        figures: As the table ``figures``; those in headline, subheads and body are compared.
        mentions: As the table ``mentions``, with entity_id.

    Returns:
        The cases, the most certain and most similar first; spellings, numbers that are not judged
        and agreements last.
    """
    cases: list[DifferingFigure] = []
    for story_id, story in articles.groupby("story_id", sort=True):
        if len(set(story["outlet_label"])) > 1:
            of_story = [
                rows[rows["article_id"].isin(story["article_id"])]
                for rows in (sentences, figures, mentions)
            ]
            reader = SentenceReader(story, of_story[0])
            ages = read_person_ages(story, of_story[0], of_story[2])
            of_story[1] = _leave_out(of_story[1], ages)
            cases += _find_figure_cases(match_figures(story, *of_story), str(story_id), reader)
            cases += _find_age_cases(ages, story, str(story_id), reader)
            cases += _find_spelling_cases(of_story[2], story, str(story_id), reader)
    order = list(Verdict)
    return sorted(cases, key=lambda case: (order.index(case.verdict), -case.similarity))


def pair_differing_figures(
    cases: Iterable[DifferingFigure],
) -> Iterator[tuple[FigureEvidence, FigureEvidence]]:
    """Yield each two statements of figures that differ by more than rounding."""
    for case in cases:
        if case.verdict in (Verdict.SPELLING, Verdict.AGREEMENT):
            continue
        for value, other in combinations(case.tally, 2):
            if case.kind in NUMBERS and (
                relate_values(value.text, value.value, other.text, other.value)
                is ValueRelation.SAME
            ):
                continue
            yield from product(value.evidence, other.evidence)


def _find_figure_cases(
    compared: ComparedFigures, story_id: str, reader: SentenceReader
) -> Iterator[DifferingFigure]:
    """Yield each group of figures of the same thing, and the numbers of one word."""
    figures, all_rows = compared.figures, list_rows(compared.figures)
    judged: set[int] = set()
    for of_group in group_pairs(compared):
        positions = sorted({place for pair in of_group for place in (pair.i, pair.j)})
        differing = [pair for pair in of_group if are_different(all_rows[pair.i], all_rows[pair.j])]
        strongest = max(differing or of_group, key=lambda pair: pair.similarity)
        rows = figures.loc[positions]
        if differing:
            judged.update(positions)
        verdict = _judge(compared, rows, differing) if differing else Verdict.AGREEMENT
        case = verdict, positions, strongest.similarity
        yield _make_case(compared, case, story_id, reader)
    for positions, similarity in list_unjudged_figures(compared, judged):
        unjudged = _make_case(compared, (Verdict.UNJUDGED, positions, similarity), story_id, reader)
        if unjudged.heading:
            yield unjudged


def _make_case(
    compared: ComparedFigures,
    case: tuple[Verdict, list[int], float],
    story_id: str,
    reader: SentenceReader,
) -> DifferingFigure:
    """Return a case by its verdict, the positions of its figures, and their similarity."""
    verdict, positions, similarity = case
    rows = compared.figures.loc[positions]
    kind = str(rows["kind"].iloc[0])
    heading = make_heading(compared, positions, reader)
    if verdict is Verdict.UNJUDGED:
        heading = _UNJUDGED_HEADINGS.get(kind, heading)
    return DifferingFigure(
        story_id=story_id,
        kind=kind,
        heading=heading,
        verdict=verdict,
        unit=str(rows["unit"].iloc[0]),
        similarity=similarity,
        tally=_tally(rows, reader),
    )


def _leave_out(figures: pd.DataFrame, ages: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are not the age of a named person."""
    places = set(zip(ages["article_id"], ages["end"], strict=True))
    ends = zip(figures["article_id"], figures["end"], strict=True)
    is_age = (figures["kind"] == "age") & np.array([place in places for place in ends], bool)
    return figures[~is_age]


def _find_age_cases(
    ages: pd.DataFrame, articles: pd.DataFrame, story_id: str, reader: SentenceReader
) -> Iterator[DifferingFigure]:
    """Yield the named persons to whom two outlets give different ages."""
    columns = articles[["article_id", "outlet_label", "published"]]
    for _, rows in ages.merge(columns, on="article_id").groupby("entity_id"):
        outlets = {frozenset(part) for _, part in rows.groupby("value")["outlet_label"]}
        if len(outlets) > 1 and not _is_birthday(rows):
            name = max(rows["name"], key=len)
            verdict = _judge_ages(rows)
            tally = _tally(rows.assign(kind="age"), reader)
            yield DifferingFigure(story_id, "age", name, verdict, "", 1.0, tally)


def _is_birthday(rows: pd.DataFrame) -> bool:
    """Return whether all articles with an age are long before those with one a year higher."""
    years, days = pd.to_numeric(rows["value"]), rows["published"]
    if days.isna().any() or int(years.max() - years.min()) != 1:
        return False
    last_younger, first_older = days[years == years.min()].max(), days[years == years.max()].min()
    return bool(first_older - last_younger >= BIRTHDAY_TIME)


def _judge_ages(rows: pd.DataFrame) -> Verdict:
    """Return the verdict on ages of one person: a birthday explains one year between two days."""
    if rows["published"].isna().any():
        return Verdict.MAY_CONFLICT
    days, years = rows["published"], pd.to_numeric(rows["value"])
    is_one_day = bool(days.max() == days.min())
    is_near = days.max() - days.min() <= MAX_TIME_BETWEEN_AGES
    is_conflict = is_one_day or (is_near and years.max() - years.min() > 1)
    return Verdict.CONFLICT if is_conflict else Verdict.MAY_CONFLICT


def _find_spelling_cases(
    mentions: pd.DataFrame, articles: pd.DataFrame, story_id: str, reader: SentenceReader
) -> Iterator[DifferingFigure]:
    """Yield the names that two outlets spell differently: the first mention in each article."""
    columns = articles[["article_id", "outlet_label", "published"]]
    for spellings in find_spelling_variants(mentions):
        rows = [
            part.drop_duplicates("article_id").assign(value=part["text"].iloc[0])
            for part in spellings
        ]
        case = pd.concat(rows).merge(columns, on="article_id")
        outlets = {frozenset(part) for _, part in case.groupby("value")["outlet_label"]}
        if len(outlets) > 1:
            commonest = str(case["value"].value_counts().index[0])
            yield DifferingFigure(
                story_id, "spelling", commonest, Verdict.SPELLING, "", 1.0, _tally(case, reader)
            )


def _judge(compared: ComparedFigures, rows: pd.DataFrame, differing: Sequence[Pair]) -> Verdict:
    """Return the verdict on a group of figures."""
    is_of_past = any(compared.things[position].times - {"total"} for position in rows.index)
    if rows["kind"].iloc[0] in _GROWING and _is_update(rows) and not is_of_past:
        is_similar = max(pair.similarity for pair in differing) >= UPDATE_THRESHOLD
        return Verdict.UPDATE if is_similar else Verdict.UNJUDGED
    if any(_is_conflict(compared, pair) for pair in differing):
        return Verdict.CONFLICT
    return Verdict.MAY_CONFLICT


def _is_conflict(compared: ComparedFigures, pair: Pair) -> bool:
    """Return whether noun, subject, time and scope of two differing figures agree."""
    left, right = list_rows(compared.figures.iloc[[pair.i, pair.j]])
    thing, other = compared.things[pair.i], compared.things[pair.j]
    if pair.agreement is not Agreement.FULL or thing.places != other.places:
        return False
    if pair.similarity < CONFLICT_THRESHOLD:
        return False
    is_named = bool(thing.noun or thing.aspect)
    if left["unit"] == MAGNITUDE:
        is_named = not _has_near_magnitudes(compared.figures)
    if not is_named:
        return False
    if is_counted_in_many_ways(thing.noun) or has_bound(left["text"]) or has_bound(right["text"]):
        return False
    if left["kind"] not in NUMBERS or relate_figures(left, right) < ValueRelation.DIFFERENT:
        return False
    is_same_day = pd.notna(left["published"]) and left["published"] == right["published"]
    return bool(is_same_day) or left["kind"] in ("age", "quantity")


def _has_near_magnitudes(figures: pd.DataFrame) -> bool:
    """Return whether an article tells of two earthquakes whose magnitudes are nearly the same."""
    quakes = figures[figures["unit"] == MAGNITUDE]
    return any(
        0 < abs(float(value) - float(other)) <= MAX_MAGNITUDES_APART
        for _, values in quakes.groupby("article_id")["value"]
        for value, other in combinations(values, 2)
    )


def _is_update(rows: pd.DataFrame) -> bool:
    """Return whether the articles with one value were all published before those with the next."""
    if rows["published"].isna().any():
        return False
    days = rows.groupby("value")["published"].agg(["min", "max"]).sort_values("min")
    return bool((days["max"].iloc[:-1].to_numpy() < days["min"].iloc[1:].to_numpy()).all())


def _tally(rows: pd.DataFrame, reader: SentenceReader) -> tuple[FigureValue, ...]:
    """Return the values of a case, with the outlets and statements of each."""
    return tuple(
        FigureValue(
            value=value,
            text=_choose_wording(of_value["text"]),
            outlets=tuple(sorted(set(of_value["outlet_label"]))),
            evidence=tuple(_read_evidence(of_value, reader)),
        )
        for value, of_value in _sort_by_value(rows)
    )


def _read_evidence(rows: pd.DataFrame, reader: SentenceReader) -> Iterator[FigureEvidence]:
    for row in list_rows(rows.sort_values(["published", "outlet_label", "start"])):
        sentence_start, sentence = reader.read(row["article_id"], row["start"], row["end"])
        yield FigureEvidence(
            article_id=str(row["article_id"]),
            outlet_label=str(row["outlet_label"]),
            published=row["published"] if pd.notna(row["published"]) else None,
            start=int(row["start"]),
            end=int(row["end"]),
            text=str(row["text"]),
            sentence_start=sentence_start,
            sentence=sentence,
        )


def _sort_by_value(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of each value, in order of numbers, or else of the words."""
    by_value = [(str(value), of_value) for value, of_value in rows.groupby("value")]
    is_number = rows["kind"].iloc[0] in NUMBERS
    return sorted(by_value, key=lambda item: float(item[0]) if is_number else 0.0)


def _choose_wording(wordings: pd.Series) -> str:
    """Return the most frequent wording, the shortest of equally frequent ones."""
    counts = wordings.value_counts()
    return str(min(counts[counts == counts.max()].index, key=len))
