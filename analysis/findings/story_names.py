"""Whom one outlet of a story alone names or leaves out, borne out by the letters of all texts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import merge

from analysis.corpus.item_search import (
    TextIndex,
    find_last_words,
    is_item,
    list_search_forms,
)
from analysis.corpus.table_rows import list_tuples
from analysis.entity_types import PERSON
from analysis.findings.earlier_outlets import name_with_days
from analysis.findings.finding import Certainty, Finding, FindingKind, FindingValue, TextSpan
from analysis.findings.name_articles import add_article
from analysis.findings.reportable import is_own_name
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.story_tables import (
    NamedEntity,
    StoryTables,
    index_texts,
    make_spans,
    read_story_tables,
    read_tables,
)
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.tables import COUNTED

#: Minimum number of outlets of a story in which one is said to lack what others have (judgement).
MIN_OUTLETS = 3
#: Minimum number of outlets that name whom another is said to leave out (judgement).
MIN_OUTLETS_NAMING = 2
#: Minimum number of times that one outlet names or quotes whom no other names (judgement).
MIN_MENTIONS = 2


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
        _describe_missing(entity, outlet, tables)
        for entity in _list_named(tables, MIN_OUTLETS_NAMING)
        if _is_missing(entity, outlet, tables)
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
        _describe_missing(entity, outlet, tables)
        for entity in _list_named(tables, max(MIN_OUTLETS_NAMING, n_others // 2 + 1))
        for outlet in tables.outlets
        if _is_missing(entity, outlet, tables)
    ]
    return tuple(sorted(findings, key=lambda finding: -finding.weight))


def _list_named(tables: StoryTables, n_outlets: int) -> Iterator[NamedEntity]:
    """Yield whom at least so many outlets name."""
    for entity in tables.named:
        if len(entity.outlets) >= n_outlets and is_item(entity.texts):
            yield entity


def _is_missing(entity: NamedEntity, outlet: str, tables: StoryTables) -> bool:
    """Return whether an outlet has none of the mentions of a name, and no words that may be it."""
    return not (
        outlet in entity.outlets
        or is_own_name(entity.name, outlet)
        or _is_in_text(entity, tables, [outlet])
    )


def _describe_missing(entity: NamedEntity, outlet: str, tables: StoryTables) -> Finding:
    """Return the finding that several outlets name somebody and one does not."""
    outlets, name = sorted(entity.outlets), entity.name
    others = f"{len(outlets)} other {tables.noun}s"
    lacking = name_with_days(outlet, tables.days_earlier.get(outlet, 0))
    return Finding(
        kind=FindingKind.OMISSION,
        sentence=f"{others} name {add_article(name)}; {lacking} does not.",
        outlets=(outlet,),
        values=(FindingValue("named", tuple(outlets)),),
        certainty=Certainty.IN_THE_TEXTS,
        evidence=entity.spans,
        weight=(len(outlets) - 1 / (1 + len(entity.spans))) / len(tables.outlets),
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
    for story_id, tables in read_story_tables(catalogue, filters, story_ids):
        if finding := next(_rank_findings(tables), None):
            sentences[story_id] = finding.sentence
    return sentences


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
    texts = index_texts(articles)
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
    quotes_of: dict[str, list[tuple[str, TextSpan]]] = {}
    rows = list_tuples(tables.quotes, ("entity_id", "kind"))
    for (entity_id, kind), span in zip(rows, make_spans(tables.quotes), strict=True):
        quotes_of.setdefault(entity_id, []).append((kind, span))
    n_quotes_of = {entity_id: len(quotes) for entity_id, quotes in quotes_of.items()}
    for entity in _sort_named(tables, 1, n_quotes_of):
        n_quotes, n_mentions = n_quotes_of.get(entity.entity_id, 0), len(entity.spans)
        if n_mentions + n_quotes < MIN_MENTIONS:
            return
        (outlet,), name = entity.outlets, entity.name
        others = [other for other in tables.outlets if other != outlet]
        is_searched = is_item(entity.texts) and not is_own_name(name, outlet)
        if not is_searched or _is_in_text(entity, tables, others):
            continue
        times, evidence = f"{n_mentions} mentions", entity.spans
        if n_quotes:
            kinds, evidence = zip(*quotes_of[entity.entity_id], strict=True)
            times = _describe_quotes(kinds)
        yield Finding(
            kind=FindingKind.EXCLUSIVE,
            sentence=f"Only {outlet} names {add_article(name)} ({times}).",
            outlets=(outlet,),
            values=(),
            certainty=Certainty.IN_THE_TEXTS,
            evidence=evidence,
            weight=1 - 1 / (1 + n_mentions + n_quotes),
            subject=name,
        )


def find_omissions(tables: StoryTables) -> Iterator[Finding]:
    """Yield the people and organisations that all outlets but one name, by number of mentions."""
    if len(tables.outlets) < MIN_OUTLETS:
        return
    for entity in _sort_named(tables, len(tables.outlets) - 1, {}):
        missing = sorted(set(tables.outlets) - entity.outlets)
        name = entity.name
        if not is_item(entity.texts) or _is_in_text(entity, tables, missing):
            continue
        lacking = name_with_days(missing[0], tables.days_earlier.get(missing[0], 0))
        yield Finding(
            kind=FindingKind.OMISSION,
            sentence=f"Every {tables.noun} but {lacking} names {add_article(name)}.",
            outlets=(missing[0],),
            values=(),
            certainty=Certainty.IN_THE_TEXTS,
            evidence=entity.spans,
            weight=1 - 1 / (1 + len(entity.spans)),
            subject=name,
        )


def _sort_named(
    tables: StoryTables, n_outlets: int, weights: Mapping[str, int]
) -> list[NamedEntity]:
    """Return those whom a number of outlets name, the most mentioned first.

    Args:
        tables: The tables of the selected articles.
        n_outlets: The number of outlets.
        weights: Numbers by entity, which are added to the mentions for the order.
    """
    named = (entity for entity in tables.named if len(entity.outlets) == n_outlets)
    return sorted(named, key=lambda e: -(len(e.spans) + weights.get(e.entity_id, 0)))


def _is_in_text(entity: NamedEntity, tables: StoryTables, outlets: Sequence[str]) -> bool:
    """Return whether any text of some outlets has a form of the name.

    A sentence that an outlet does not name somebody needs more than a list of items does: the last
    word of a name is searched too, however short it is ("the Council", "Lee").
    """
    label = entity.label
    written = {*entity.texts, entity.name}
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

    return any(
        tables.texts[outlet].has_name(whole)
        or tables.texts[outlet].can_have_name(written, label)
        or (
            has_part(tables.texts[outlet])
            and has_part(tables.others.blank(entity.entity_id, words, outlet))
        )
        for outlet in outlets
    )


def _abbreviate(name: str) -> str:
    """Return the first letters of the capitalised words of a name: "EU" of "European Union"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _describe_quotes(kinds: Sequence[str]) -> str:
    verbs = sorted({"quoted" if kind != "indirect" else "paraphrased" for kind in kinds})[::-1]
    return f"{' or '.join(verbs)} {'once' if len(kinds) == 1 else f'{len(kinds)} times'}"
