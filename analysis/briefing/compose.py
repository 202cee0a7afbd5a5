"""Compose the briefing on a story from findings, fingerprints, statements, framing and notes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from analysis.briefing.document import (
    BarChart,
    Block,
    Briefing,
    DataTable,
    Item,
    ItemList,
    PageLink,
    Paragraph,
    Section,
    Segment,
)
from analysis.briefing.product_threads import limit_product_threads
from analysis.briefing.sources import compose_sources, describe_closest_pair
from analysis.briefing.statements import compose_statements
from analysis.findings import framing
from analysis.findings.counted_versions import describe_counted_versions
from analysis.findings.earlier_outlets import count_days_earlier, name_with_days
from analysis.findings.event_clauses import list_criticism_and_support
from analysis.findings.finding import Certainty, Finding
from analysis.findings.fingerprint import NOT_IDENTIFIED, OutletFingerprint, compute_fingerprints
from analysis.findings.loose_stories import describe_loose_story
from analysis.findings.name_articles import add_article
from analysis.findings.reportable import MIN_USES
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.story import find_figures, find_story_findings
from analysis.findings.story_parts import describe_parts
from analysis.ingest.line_breaks import join_divided_words
from analysis.measures.event_clauses import OUTLET
from analysis.measures.stats.sampling_units import PermutationUnit
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.notes import Place, PlacedNote, select_notes
from analysis.tables import QUOTE_KINDS
from analysis.word_lists import read_rows

#: Maximum numbers of outlets in tables and charts, names in a cell, figures, differences in
#: framing, clauses and starred passages: what two printed pages hold of a story of five outlets,
#: and what can be read of a larger one (judgement).
MAX_OUTLETS, MAX_NAMES, MAX_FIGURES, MAX_DIFFERENCES, MAX_CLAUSES, MAX_STARRED = 12, 5, 8, 4, 3, 20
#: The same of house styles, and of the largest differences in framing that pass no test: fewer than
#: the differences that do, since they are hints only (judgement).
MAX_STYLES, MAX_TENDENCIES = 1, 3
#: Maximum number of passages shown of a starred finding (judgement: the first and one other).
_MAX_PASSAGES = 2
#: The blocks whose figures and spellings are not compared.
_LEFT_OUT = "Captions, credits and boilerplate are left out."
_COMPARED = (
    "Those above are all that were found. Numbers are compared only where outlets count the same "
    "thing, and names by their letters, without hyphens, accents and capitals."
)
_PLACES = {
    Place.UNCHANGED: "",
    Place.MOVED: "",
    Place.TEXT_GONE: "the article's text was changed since",
    Place.ARTICLE_GONE: "the article is not in the workspace any more",
}
#: What is said of a difference that passes no test, as the glossary explains its verdict.
_MAY_BE_CHANCE = "no clear difference; may be chance"
_IN_THESE = "In these articles, "
_SHUFFLED = {
    PermutationUnit.ARTICLES: "articles were shuffled among outlets",
    PermutationUnit.PARAGRAPHS: (
        "there are too few articles, so paragraphs were shuffled: differences describe these "
        "articles, not the outlets' habits"
    ),
}


def compose_briefing(
    catalogue: Catalogue, filters: Filters, notes: Iterable[PlacedNote] = (), *, made: date
) -> Briefing:
    """Return the briefing on the story of the filters.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection; it leaves the articles of one story.
        notes: The notes of the workspace, with their places; those that are starred and on these
            articles are shown.
        made: The day it is made.

    Raises:
        ValueError: The filters leave no article, or those of several stories.
    """
    articles = read_article_rows(catalogue, filters, "articles")
    stories = articles["story_id"].unique()
    if len(stories) != 1:
        raise ValueError(f"a briefing is on one story; the filters leave {len(stories)}")
    title = catalogue.query("SELECT title FROM stories WHERE story_id = ?", [stories[0]])["title"]
    query = _build_query(filters, str(stories[0]))
    with limit_product_threads():
        findings = find_story_findings(catalogue, filters)
        fingerprints = compute_fingerprints(catalogue, filters)
        starred = [item for item in notes if item.note.starred and not item.note.deleted]
        sections = (
            _compose_findings(findings, query),
            _compose_figures(find_figures(catalogue, filters), findings, query),
            compose_statements(
                catalogue,
                filters,
                PageLink("quotes", query),
                {item.outlet: item.missing for item in fingerprints},
            ),
            _compose_outlets(
                fingerprints,
                query,
                (
                    compose_sources(catalogue, filters, fingerprints[:MAX_OUTLETS]),
                    *describe_closest_pair(catalogue, filters),
                ),
            ),
            _compose_names(fingerprints, count_days_earlier(articles), query),
            _compose_framing(catalogue, filters, findings, query),
            _compose_starred(select_notes(catalogue, filters, starred), query),
            _compose_method(catalogue, filters),
        )
    return Briefing(
        title=str(title.iloc[0]),
        summary=_summarize(articles, describe_loose_story(catalogue, stories[0])),
        made=made,
        sections=tuple(section for section in sections if section.blocks),
    )


def _build_query(filters: Filters, story_id: str) -> tuple[tuple[str, str], ...]:
    query = {"story": story_id, **filters.to_query()}
    return tuple(
        (key, value)
        for key, values in query.items()
        for value in ([values] if isinstance(values, str) else values)
    )


def _summarize(articles: pd.DataFrame, loose: Sequence[str]) -> tuple[str, ...]:
    outlets = sorted(articles["outlet_label"].unique())
    days = articles["published"].dropna()
    undated = len(articles) - len(days)
    parts = [
        f"{len(articles)} article{'s' * (len(articles) != 1)}",
        f"{len(outlets)} outlet{'s' * (len(outlets) != 1)}",
        f"{articles['words'].sum():,} words",
    ]
    if len(days):
        first, last = days.min(), days.max()
        parts.append(
            _format_day(first) if first == last else f"{_format_day(first)} to {_format_day(last)}"
        )
    if undated:
        parts.append(f"{undated} undated")
    remarks = [*loose, *describe_parts(articles), *describe_counted_versions(articles)]
    return (" · ".join(parts), ". ".join([", ".join(outlets), *remarks]))


def _compose_findings(findings: Sequence[Finding], query: tuple[tuple[str, str], ...]) -> Section:
    if not findings:
        text = "Nothing that differs between these outlets is certain enough to be stated."
        return Section("What differs", (Paragraph(text),), PageLink("overview", query))
    items = tuple(
        Item(
            finding.sentence,
            _describe_certainty(finding),
            PageLink("overview", (*query, ("finding", str(number)))),
        )
        for number, finding in enumerate(findings, 1)
    )
    return Section("What differs", (ItemList(items),), PageLink("overview", query))


def _compose_figures(
    figures: Sequence[Finding], findings: Sequence[Finding], query: tuple[tuple[str, str], ...]
) -> Section:
    stated = {finding.sentence for finding in findings}
    others = [figure for figure in figures if figure.sentence not in stated]
    items = tuple(Item(f.sentence, _describe_certainty(f)) for f in others[:MAX_FIGURES])
    blocks: list[Block] = [ItemList(items)] if items else []
    if len(others) > MAX_FIGURES:
        blocks.append(Paragraph(f"And {len(others) - MAX_FIGURES} more."))
    if not figures:
        text = "No count, sum, date, age or spelling of the same thing was found to differ."
        blocks.append(Paragraph(f"{text} {_LEFT_OUT}"))
    elif not others:
        blocks.append(Paragraph(f"{_COMPARED} {_LEFT_OUT}"))
    heading = "Figures, dates and spellings that differ"
    return Section(heading, tuple(blocks), PageLink("differences", query))


def _compose_outlets(
    fingerprints: Sequence[OutletFingerprint],
    query: tuple[tuple[str, str], ...],
    beside: tuple[Block, ...] = (),
) -> Section:
    listed = fingerprints[:MAX_OUTLETS]
    head = (
        "Outlet",
        "First published",
        "Words",
        "Quoted: direct · mixed · indirect",
        f"Hedging words in its own text ({MIN_USES} or more: also per 1,000 words)",
        "Shared text outside quotation marks",
    )
    rows = tuple(
        (
            item.outlet,
            "undated" if pd.isna(item.published) else _format_day(item.published, "%b"),
            f"{item.n_words:,}",
            " · ".join(str(item.kinds[kind]) for kind in QUOTE_KINDS),
            _describe_hedging(item),
            f"{item.shared:.0%}",
        )
        for item in listed
    )
    voices = BarChart(
        "Share of voice: whose words, quoted or paraphrased, of all that are attributed",
        tuple(
            (
                item.outlet,
                (
                    *(Segment(s.name, s.share) for s in item.speakers),
                    *([Segment(NOT_IDENTIFIED, item.unknown)] if item.unknown else []),
                ),
            )
            for item in listed
        ),
        rest="others",
    )
    attributed = BarChart(
        "Attributed text: words attributed to anyone, paraphrases included, of all words",
        tuple(
            (item.outlet, (Segment("attributed", item.attributed),))
            for item in listed
            if item.attributed is not None
        ),
    )
    blocks: list[Block] = [DataTable(head, rows), *beside, voices, attributed]
    if len(fingerprints) > len(listed):
        blocks.append(Paragraph(f"And {len(fingerprints) - len(listed)} more outlets."))
    return Section("The outlets side by side", tuple(blocks), PageLink("overview", query))


def _compose_names(
    fingerprints: Sequence[OutletFingerprint],
    days_earlier: Mapping[str, int],
    query: tuple[tuple[str, str], ...],
) -> Section:
    rows = tuple(
        (
            name_with_days(item.outlet, days_earlier.get(item.outlet, 0) if item.missing else 0),
            _list_names(item.only_here),
            _list_names(item.missing),
        )
        for item in fingerprints[:MAX_OUTLETS]
        if item.only_here or item.missing
    )
    head = (
        "Outlet",
        "People and organisations found only here (at least twice, or quoted)",
        "People and organisations missing here (most other outlets name them)",
    )
    blocks = (DataTable(head, rows),) if rows else ()
    return Section("Exclusives and omissions", blocks, PageLink("differences", query))


def _compose_framing(
    catalogue: Catalogue,
    filters: Filters,
    findings: Sequence[Finding],
    query: tuple[tuple[str, str], ...],
) -> Section:
    counts = framing.count_comparisons(catalogue, filters)
    n_compared, n_clear, n_holding = framing.total_comparisons(counts)
    if not n_compared:
        return Section("Framing", ())
    table = framing.list_clear_differences(catalogue, filters)
    rows = [(framing.describe_difference(row), row["verdict"]) for row in table.to_dict("records")]
    stated = {finding.sentence for finding in findings}
    items = [Item(sentence, str(verdict)) for sentence, verdict in rows if sentence not in stated][
        :MAX_DIFFERENCES
    ]
    items += [
        item
        for item in _list_tendencies(catalogue, filters, len(rows))
        if item.text.removeprefix(_IN_THESE) not in stated
    ]
    clauses = list_criticism_and_support(catalogue, filters)
    outlet_clauses = clauses[(clauses["told_by"] == OUTLET) & clauses["is_factual"].astype(bool)]
    items += [
        Item(
            f"{row['outlet_label']} states in its own words that "
            f"{add_article(row['agent']) or 'somebody'} {row['attitude']} "
            f"{add_article(row['patient'])} (verb: {row['verb']}).",
            "a clause to read, not scored",
            PageLink("article", (("article", row["article_id"]), ("at", str(row["start"])))),
        )
        for row in outlet_clauses.head(MAX_CLAUSES).to_dict("records")
    ]
    text = (
        f"Of {n_compared:,} value{'s' * (n_compared != 1)} compared, "
        f"{framing.describe_passing(n_clear, n_holding)}; "
        f"{_SHUFFLED[framing.find_permutation_unit(catalogue, filters)]}."
    )
    blocks: tuple[Block, ...] = (Paragraph(text), *([ItemList(tuple(items))] if items else []))
    return Section("Framing", blocks, PageLink("framing", query))


def _list_tendencies(catalogue: Catalogue, filters: Filters, n_clear: int) -> list[Item]:
    """Return the house style that passes a test, and the largest differences that pass none.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        n_clear: Number of differences in framing that pass a test.
    """
    # As many as the page Framing lists at least; of two outlets, each difference is listed twice.
    n_ranked = 2 * (n_clear + framing.MIN_LISTED_DIFFERENCES)
    ranked = framing.rank_differences(catalogue, filters, n_ranked)
    unclear = ranked[ranked["verdict"] == framing.Verdict.NO_CLEAR_DIFFERENCE]
    rows = unclear.drop_duplicates(["measure", "item"]).head(MAX_TENDENCIES).to_dict("records")
    style = framing.list_house_style(catalogue, filters).head(MAX_STYLES).to_dict("records")
    return [
        *(Item(framing.describe_difference(row), "house style") for row in style),
        *(Item(f"{_IN_THESE}{framing.describe_difference(row)}", _MAY_BE_CHANCE) for row in rows),
    ]


def _compose_starred(placed: Sequence[PlacedNote], query: tuple[tuple[str, str], ...]) -> Section:
    items: list[Item] = []
    for item in placed[:MAX_STARRED]:
        quoted = " … ".join(
            f"{passage.outlet_label}: {' '.join(join_divided_words(passage.noted.text).split())}"
            for passage in item.passages[: 1 if item.note.subject else _MAX_PASSAGES]
        )
        first = item.passages[0]
        parts = (
            item.note.text,
            " · ".join(filter(None, (item.note.author, item.note.created[:10]))),
            _PLACES[first.place],
        )
        place = (("article", first.article_id), ("at", str(first.start)))
        items.append(
            Item(
                f"★ {item.note.subject or quoted}",
                " — ".join(filter(None, parts)),
                PageLink("article", place) if first.is_located else None,
            )
        )
    blocks: list[Block] = [ItemList(tuple(items))] if items else []
    if len(placed) > MAX_STARRED:
        blocks.append(Paragraph(f"And {len(placed) - MAX_STARRED} more."))
    return Section("Starred", tuple(blocks), PageLink("notes", query))


def _compose_method(catalogue: Catalogue, filters: Filters) -> Section:
    excluded = ""
    kinds = catalogue.query(
        "SELECT count(*) AS n FROM blocks WHERE kind = 'copied' AND article_id IN "
        f"(SELECT article_id FROM articles WHERE {filters.articles_where()[0]})",
        filters.articles_where()[1],
    )
    if int(kinds["n"].iloc[0]):
        excluded = " Text that outlets share is excluded from every measure."
    errors = list(read_rows("briefing", "known_errors.csv"))
    first, last = min(row["date"] for row in errors), max(row["date"] for row in errors)
    measured = f"on {first}" if first == last else f"from {first} to {last}"
    text = (
        "Made by Parallax, by rules and a small language model; nothing was written by a "
        "generative model. That an outlet lacks something is said only after its text was "
        "searched; what is uncertain is left out or marked “check” or “possibly”."
        f"{excluded} The figures below were measured {measured}."
    )
    items = tuple(Item(row["sentence"]) for row in errors)
    return Section("Method and known error", (Paragraph(text), ItemList(items)), PageLink("help"))


def _describe_certainty(finding: Finding) -> str:
    return "" if finding.certainty is Certainty.IN_THE_TEXTS else str(finding.certainty)


def _list_names(names: Sequence[str]) -> str:
    listed_names = ", ".join(names[:MAX_NAMES])
    rest = len(names) - MAX_NAMES
    return f"{listed_names} and {rest} more" if rest > 0 else listed_names


def _describe_hedging(item: OutletFingerprint) -> str:
    """Return the number of hedging words, and their rate where there are enough to compare."""
    if item.hedging is None:
        return ""
    rate = f" ({item.hedging:.0f})" if item.is_hedging_comparable else ""
    return f"{item.n_hedging}{rate}"


def _format_day(day: pd.Timestamp, month: str = "%B") -> str:
    return f"{day.day} {day:{month} %Y}"
