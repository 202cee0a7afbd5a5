"""The time line of a story: who published when, and who had a statement or quotation first.

    from analysis.findings import timeline
    from analysis.store import Filters, Workspace

    catalogue = Workspace("workspace").catalogue()
    story = Filters(story="…")
    timeline.list_publications(catalogue, story)    # the articles by day, undated ones last
    timeline.find_first_reports(catalogue, story)   # who had what first, where that is certain

Articles have a day of publication and no time. Outlets that report something on one day are "same
day", never "first". Nothing is said where an undated or an earlier article may have had it too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.findings.coverage_matrix import MIN_REPORTING, compute_coverage
from analysis.findings.coverage_row import REPORTING, CoverageRow, ReportState, RowKind
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class FirstReport:
    """Who had a statement or quotation first.

    Attributes:
        row: What is reported, and by whom.
        day: The earliest day.
        first: The outlets that report it on that day; several are "same day".
        later: The other outlets that report it, with the day of their report, earliest first.
    """

    row: CoverageRow
    day: date
    first: tuple[str, ...]
    later: tuple[tuple[str, date], ...]

    @property
    def is_first(self) -> bool:
        """Whether one outlet had it before all others."""
        return len(self.first) == 1


@dataclass(frozen=True)
class FirstReports:
    """What is known of who had what first.

    Attributes:
        reports: What one outlet had first comes before what several had on one day.
        n_uncertain: Number of other statements and quotations of several outlets, of which it
            cannot be told.
    """

    reports: tuple[FirstReport, ...]
    n_uncertain: int


def list_publications(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the articles by day of publication, undated ones last.

    Returns:
        ``article_id``, ``outlet_label``, ``title``, ``published`` (NaT if unknown), ``credit``.
    """
    where, params = filters.articles_where("a")
    return catalogue.query(
        f"""
        SELECT article_id, outlet_label, title, published, credit FROM articles a WHERE {where}
        ORDER BY published NULLS LAST, outlet_label, article_id
        """,
        params,
    )


def find_first_reports(catalogue: Catalogue, filters: Filters) -> FirstReports:
    """Return who had what first in the filtered articles, which are of one story."""
    days, earliest = read_days(catalogue, filters)
    rows = [row for row in compute_coverage(catalogue, filters) if row.kind is not RowKind.FIGURE]
    reports = [report for row in rows if (report := judge_row(row, days, earliest))]
    reports.sort(key=lambda report: (not report.is_first, report.day, report.row.row_id))
    return FirstReports(tuple(reports), len(rows) - len(reports))


def read_days(
    catalogue: Catalogue, filters: Filters
) -> tuple[dict[str, date], dict[str, date | None]]:
    """Return the day of each dated article, and that of each outlet's earliest article.

    The latter is None where an article of the outlet has no date.
    """
    publications = list_publications(catalogue, filters)
    dated = publications.dropna(subset="published")
    days = dict(zip(dated["article_id"], dated["published"].dt.date, strict=True))
    earliest: dict[str, date | None] = {}
    for outlet, of_outlet in publications.groupby("outlet_label"):
        is_dated = bool(of_outlet["published"].notna().all())
        earliest[str(outlet)] = of_outlet["published"].min().date() if is_dated else None
    return days, earliest


def read_latest_days(catalogue: Catalogue, filters: Filters) -> dict[str, date]:
    """Return the day of the latest article of each outlet that has a date for each of them."""
    publications = list_publications(catalogue, filters)
    days: dict[str, date] = {
        str(outlet): published.max().date()
        for outlet, published in publications.groupby("outlet_label")["published"]
        if published.notna().all()
    }
    return days


def judge_row(
    row: CoverageRow, days: Mapping[str, date], earliest: Mapping[str, date | None]
) -> FirstReport | None:
    """Return who had something first; None where it cannot be told.

    An outlet had it on the day of the report that the row shows, or with an earlier article of the
    story; an outlet of which it is not certain that it does not report it may have had it with its
    earliest article.

    Args:
        row: What is reported.
        days: The day of each dated article.
        earliest: The day of the earliest article of each outlet; None if one has no date.
    """
    articles = {r.outlet: r.article_id for r in row.reports if r.state in REPORTING}
    others = {r.outlet for r in row.reports if r.state is not ReportState.NOT_FOUND} - set(articles)
    known = date_reports(articles, others, days, earliest)
    if known is None:
        return None
    first_day = min(known.values())
    first = tuple(sorted(outlet for outlet, day in known.items() if day == first_day))
    later = sorted((day, outlet) for outlet, day in known.items() if outlet not in first)
    return FirstReport(row, first_day, first, tuple((outlet, day) for day, outlet in later))


def date_reports(
    articles: Mapping[str, str],
    others: Iterable[str],
    days: Mapping[str, date],
    earliest: Mapping[str, date | None],
) -> dict[str, date] | None:
    """Return the day of each outlet's report; None where it cannot be told who was first.

    Args:
        articles: The article that reports it, by outlet.
        others: The outlets that may report it.
        days: As in :func:`judge_row`, as the next.
        earliest: The days of the outlets.
    """
    known = {outlet: day for outlet, key in articles.items() if (day := days.get(key))}
    from_days = {outlet: day for outlet in (*articles, *others) if (day := earliest[outlet])}
    if len(known) < max(len(articles), MIN_REPORTING) or set(from_days) != {*articles, *others}:
        return None
    first_day = min(known.values())
    first = {outlet for outlet, day in known.items() if day == first_day}
    for outlet, from_day in from_days.items():
        if outlet not in first and from_day <= first_day:
            return None
        if outlet in first and len(first) > 1 and from_day < first_day:
            return None
    return known
