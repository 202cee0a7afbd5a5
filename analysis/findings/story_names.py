"""Whom one outlet of a story alone names or leaves out, borne out by the letters of all texts."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge

import pandas as pd

from analysis.corpus.item_search import (
    TextIndex,
    find_last_words,
    is_item,
    list_search_forms,
)
from analysis.corpus.other_names import OtherNames
from analysis.entity_types import PERSON
from analysis.findings import selection_rows
from analysis.findings.earlier_outlets import count_days_earlier, name_with_days
from analysis.findings.finding import Certainty, Finding, FindingKind, FindingValue, TextSpan
from analysis.findings.name_articles import add_article
from analysis.findings.reportable import is_own_name
from analysis.findings.selection_rows import read_article_rows, read_story_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.tables import COUNTED

#: Minimum number of outlets of a story in which one is said to lack what others have (judgement).
MIN_OUTLETS = 3
#: Minimum number of outlets that name whom another is said to leave out (judgement).
MIN_OUTLETS_NAMING = 2
#: Minimum number of times that one outlet names or quotes whom no other names (judgement).
MIN_MENTIONS = 2
#: Types of names that findings report.
_REPORTED_TYPES = (PERSON, "ORG")


@dataclass(frozen=True)
class StoryTables:
    """The tables of the selected articles that several finders read.

    Attributes:
        mentions: Rows of ``mentions`` by name in counted blocks, with outlet_label, name and
            entity_label.
        quotes: Rows of ``quotes`` in counted blocks, with outlet_label.
        outlets: Labels of all selected outlets, sorted.
        texts: What the articles of each outlet say.
        others: Whom the articles name.
        noun: What sentences call an outlet; outlets may be pooled to groups.
        days_earlier: As :func:`count_days_earlier` returns.
    """

    mentions: pd.DataFrame
    quotes: pd.DataFrame
    outlets: tuple[str, ...]
    texts: dict[str, TextIndex]
    others: OtherNames
    noun: str = "outlet"
    days_earlier: Mapping[str, int] = field(default_factory=dict)


# The findings and the fingerprints of a story ask for the same.
@lru_cache(maxsize=4)
def find_name_findings(catalogue: Catalogue, filters: Filters) -> tuple[Finding, ...]:
    """Return the people and organisations of one outlet alone, and those of all but one.

    The most telling come first.
    """
    return tuple(_rank_findings(read_tables(catalogue, filters)))


def _rank_findings(tables: StoryTables) -> Iterator[Finding]:
    """Yield the findings of a story, the most telling first; each is searched when asked for."""
    findings = (find_exclusives(tables), find_omissions(tables))
    return merge(*findings, key=lambda finding: -finding.weight)


@lru_cache(maxsize=16)
def find_missing_names(catalogue: Catalogue, filters: Filters, outlet: str) -> tuple[Finding, ...]:
    """Return the people and organisations that others name and an outlet of a story does not.

    Those that most outlets name come first, and of these those that are named most often.
    """
    tables = read_tables(catalogue, filters)
    findings = [
        _describe_missing(rows, outlet, tables)
        for rows in _list_named(tables, MIN_OUTLETS_NAMING)
        if _is_missing(rows, outlet, tables)
    ]
    return tuple(sorted(findings, key=lambda finding: -finding.weight))


@lru_cache(maxsize=4)
def find_widely_named(catalogue: Catalogue, filters: Filters) -> tuple[Finding, ...]:
    """Return the people and organisations that most others name and an outlet does not.

    Most is more than half, and two at least. Names come as in :func:`find_missing_names`.
    """
    tables = read_tables(catalogue, filters)
    n_others = len(tables.outlets) - 1
    findings = [
        _describe_missing(rows, outlet, tables)
        for rows in _list_named(tables, max(MIN_OUTLETS_NAMING, n_others // 2 + 1))
        for outlet in tables.outlets
        if _is_missing(rows, outlet, tables)
    ]
    return tuple(sorted(findings, key=lambda finding: -finding.weight))


def _list_named(tables: StoryTables, n_outlets: int) -> Iterator[pd.DataFrame]:
    """Yield the mentions of each name that at least so many outlets have."""
    named_by = tables.mentions.groupby("entity_id")["outlet_label"].transform("nunique")
    for _, rows in tables.mentions[named_by >= n_outlets].groupby("entity_id", sort=False):
        if is_item(rows["text"]):
            yield rows


def _is_missing(rows: pd.DataFrame, outlet: str, tables: StoryTables) -> bool:
    """Return whether an outlet has none of the mentions of a name, and no words that may be it."""
    name = str(rows["name"].iloc[0])
    return not (
        outlet in set(rows["outlet_label"])
        or is_own_name(name, outlet)
        or _is_in_text(rows, name, tables, [outlet])
    )


def _describe_missing(rows: pd.DataFrame, outlet: str, tables: StoryTables) -> Finding:
    """Return the finding that several outlets name somebody and one does not."""
    outlets = sorted(set(rows["outlet_label"]))
    name = str(rows["name"].iloc[0])
    others = f"{len(outlets)} other {tables.noun}s"
    lacking = name_with_days(outlet, tables.days_earlier.get(outlet, 0))
    return Finding(
        kind=FindingKind.OMISSION,
        sentence=f"{others} name {add_article(name)}; {lacking} does not.",
        outlets=(outlet,),
        values=(FindingValue("named", tuple(outlets)),),
        certainty=Certainty.IN_THE_TEXTS,
        evidence=make_spans(rows),
        weight=(len(outlets) - 1 / (1 + len(rows))) / len(tables.outlets),
        subject=name,
    )


def list_top_differences(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str]
) -> dict[str, str]:
    """Return a sentence of some stories on whom one outlet alone names or leaves out.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters; their story is replaced by each.
        story_ids: The stories.

    Returns:
        The sentence by story; stories without one are left out.
    """
    sentences = {}
    for story_id, tables in _read_story_tables(catalogue, filters, story_ids):
        if finding := next(_rank_findings(tables), None):
            sentences[story_id] = finding.sentence
    return sentences


def _read_story_tables(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str]
) -> Iterator[tuple[str, StoryTables]]:
    """Yield the tables of those of some stories of which several outlets are selected."""
    compared = selection_rows.list_compared_stories(catalogue, filters, story_ids)
    if not compared:
        return
    articles, mentions, quotes = (
        read_story_rows(catalogue, filters, compared, table)
        for table in ("articles", "mentions", "quotes")
    )
    names = _read_names(catalogue, mentions)
    for story_id, rows in articles.groupby("story_id"):
        named, quoted = (
            table[table["article_id"].isin(rows["article_id"])] for table in (mentions, quotes)
        )
        yield str(story_id), _join_tables(rows, named, quoted, names, catalogue.outlet_noun)


def find_unmarked_names(
    catalogue: Catalogue, filters: Filters, entity_ids: Sequence[str]
) -> frozenset[tuple[str, str]]:
    """Return which outlets of a story may name an entity in words that are not counted as it.

    The words were not marked, or stand in a caption, a credit or boilerplate.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters, of one story.
        entity_ids: The entities.

    Returns:
        Pairs of entity and label of an outlet that has no counted mention of it by name.
    """
    articles = read_article_rows(catalogue, filters, "articles")
    mentions = read_article_rows(catalogue, filters, "mentions").merge(
        articles[["article_id", "outlet_label"]], on="article_id"
    )
    is_counted = (mentions["kind"] == "name") & mentions["block_kind"].isin(COUNTED)
    named = mentions[is_counted & mentions["entity_id"].isin(entity_ids)]
    texts = _index_texts(articles)
    return frozenset(
        (str(entity_id), outlet)
        for entity_id, rows in named.groupby("entity_id")
        for outlet, text in texts.items()
        if outlet not in set(rows["outlet_label"])
        and _can_be_named(text, set(rows["text"]), str(rows["label"].iloc[0]))
    )


def _can_be_named(text: TextIndex, written: set[str], label: str) -> bool:
    """Return whether a text may have a name, if only the last word of a person's ("Lee")."""
    if text.can_have_name(written, label):
        return True
    forms = list_search_forms(written - find_last_words(written, label), label)
    return label == PERSON and text.has_name({f.split()[-1] for f in forms if f.split()})


def find_exclusives(tables: StoryTables) -> Iterator[Finding]:
    """Yield the people and organisations that one outlet alone names, or names and quotes.

    Those of most mentions and quotations come first.
    """
    if len(tables.outlets) == 1:
        return
    n_quotes_of = tables.quotes["entity_id"].value_counts()
    for entity_id, rows in _group_by_entity(tables, 1, n_quotes_of):
        n_quotes = int(n_quotes_of.get(entity_id, 0))
        if len(rows) + n_quotes < MIN_MENTIONS:
            return
        outlet = str(rows["outlet_label"].iloc[0])
        name = str(rows["name"].iloc[0])
        others = [other for other in tables.outlets if other != outlet]
        is_searched = is_item(rows["text"]) and not is_own_name(name, outlet)
        if not is_searched or _is_in_text(rows, name, tables, others):
            continue
        counted = tables.quotes[tables.quotes["entity_id"] == entity_id] if n_quotes else rows
        times = _describe_quotes(counted["kind"]) if n_quotes else f"{len(rows)} mentions"
        yield Finding(
            kind=FindingKind.EXCLUSIVE,
            sentence=f"Only {outlet} names {add_article(name)} ({times}).",
            outlets=(outlet,),
            values=(),
            certainty=Certainty.IN_THE_TEXTS,
            evidence=make_spans(counted),
            weight=1 - 1 / (1 + len(rows) + n_quotes),
            subject=name,
        )


def find_omissions(tables: StoryTables) -> Iterator[Finding]:
    """Yield the people and organisations that all outlets but one name, by number of mentions."""
    if len(tables.outlets) < MIN_OUTLETS:
        return
    for _, rows in _group_by_entity(tables, len(tables.outlets) - 1):
        missing = sorted(set(tables.outlets) - set(rows["outlet_label"]))
        name = str(rows["name"].iloc[0])
        if not is_item(rows["text"]) or _is_in_text(rows, name, tables, missing):
            continue
        lacking = name_with_days(missing[0], tables.days_earlier.get(missing[0], 0))
        yield Finding(
            kind=FindingKind.OMISSION,
            sentence=f"Every {tables.noun} but {lacking} names {add_article(name)}.",
            outlets=(missing[0],),
            values=(),
            certainty=Certainty.IN_THE_TEXTS,
            evidence=make_spans(rows),
            weight=1 - 1 / (1 + len(rows)),
            subject=name,
        )


def _group_by_entity(
    tables: StoryTables, n_outlets: int, weights: pd.Series | None = None
) -> Iterator[tuple[Hashable, pd.DataFrame]]:
    """Yield the mentions of each entity that a number of outlets name, the most first.

    Args:
        tables: The tables of the selected articles.
        n_outlets: The number of outlets.
        weights: Numbers by entity, which are added to the mentions for the order.
    """
    mentions = tables.mentions
    named_by = mentions.groupby("entity_id")["outlet_label"].transform("nunique")
    groups = mentions[named_by == n_outlets].groupby("entity_id", sort=False)
    counts = groups.size()
    if weights is not None:
        counts += weights.reindex(counts.index, fill_value=0)
    for entity_id in counts.sort_values(ascending=False, kind="stable").index:
        yield entity_id, groups.get_group(entity_id)


@lru_cache(maxsize=2)
def read_tables(catalogue: Catalogue, filters: Filters) -> StoryTables:
    """Return the tables of the selected articles."""
    articles, mentions, quotes = (
        read_article_rows(catalogue, filters, table) for table in ("articles", "mentions", "quotes")
    )
    names = _read_names(catalogue, mentions)
    return _join_tables(articles, mentions, quotes, names, catalogue.outlet_noun)


def _read_names(catalogue: Catalogue, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return ``entity_id``, ``name`` and ``entity_label`` of the mentioned entities."""
    return catalogue.query(
        """
        SELECT entity_id, name, label AS entity_label FROM entities
        WHERE entity_id IN (SELECT unnest(?))
        """,
        [sorted(set(mentions["entity_id"]))],
    )


def _join_tables(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    names: pd.DataFrame,
    noun: str,
) -> StoryTables:
    """Return the tables of some articles, given their rows and the names of entities."""
    others = OtherNames(articles, mentions)  # captions are searched too
    mentions, quotes = (rows[rows["block_kind"].isin(COUNTED)] for rows in (mentions, quotes))
    outlet_of = articles[["article_id", "outlet_label"]]
    by_name = mentions[mentions["kind"] == "name"].merge(names, on="entity_id")
    texts = _index_texts(articles)
    return StoryTables(
        mentions=by_name[by_name["entity_label"].isin(_REPORTED_TYPES)].merge(
            outlet_of, on="article_id"
        ),
        quotes=quotes[quotes["entity_id"] != ""].merge(outlet_of, on="article_id"),
        outlets=tuple(sorted(texts)),
        texts=texts,
        others=others,
        noun=noun,
        days_earlier=count_days_earlier(articles),
    )


def _index_texts(articles: pd.DataFrame) -> dict[str, TextIndex]:
    """Return the texts of each outlet, to be searched."""
    return {
        str(outlet): TextIndex(texts) for outlet, texts in articles.groupby("outlet_label")["text"]
    }


def _is_in_text(rows: pd.DataFrame, name: str, tables: StoryTables, outlets: Sequence[str]) -> bool:
    """Return whether any text of some outlets has a form of the name.

    A sentence that an outlet does not name somebody needs more than a list of items does: the last
    word of a name is searched too, however short it is ("the Council", "Lee").
    """
    label = str(rows["entity_label"].iloc[0])
    written = {*rows["text"].astype(str), name}
    written -= find_last_words(written, label)
    forms = list_search_forms(written, label)
    last_words = {form.split()[-1] for form in forms if form.split()}
    words = {word.lower() for form in forms for word in form.split()}
    if label == PERSON:
        forms |= last_words
        return any(
            text.has_name(forms) or text.can_have_name(written, label)
            for text in (tables.texts[outlet] for outlet in outlets)
        )
    whole = written | {initials for form in forms if len(initials := _abbreviate(form)) > 1}

    def has_part(text: TextIndex) -> bool:
        return text.has_name(forms) or any(text.can_mean(word, words) for word in last_words)

    entity_id = str(rows["entity_id"].iloc[0])
    return any(
        tables.texts[outlet].has_name(whole)
        or tables.texts[outlet].can_have_name(written, label)
        or (
            has_part(tables.texts[outlet])
            and has_part(tables.others.blank(entity_id, words, outlet))
        )
        for outlet in outlets
    )


def _abbreviate(name: str) -> str:
    """Return the first letters of the capitalised words of a name: "EU" of "European Union"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def make_spans(rows: pd.DataFrame) -> tuple[TextSpan, ...]:
    """Return the places of rows with ``article_id``, ``start`` and ``end``."""
    columns = (rows[name].tolist() for name in ("article_id", "start", "end"))
    return tuple(TextSpan(*span) for span in zip(*columns, strict=True))


def _describe_quotes(kinds: pd.Series) -> str:
    verbs = sorted({"quoted" if kind != "indirect" else "paraphrased" for kind in kinds})[::-1]
    return f"{' or '.join(verbs)} {'once' if len(kinds) == 1 else f'{len(kinds)} times'}"
