"""How prominent each outlet makes each entity.

Four measures of one entity in one outlet, all over headline, subheads and body:

- ``headline``: share of the outlet's articles that name it in the headline;
- ``first``: where the article first names it below the headline, as a share of the text before it
  (0: with the first word), mean over the articles that name it;
- ``share``: its part of all mentions of entities;
- ``rate``: its mentions per 1,000 words.

Only mentions by name are counted: how many pronouns and descriptions can be resolved depends on an
outlet's style, not on prominence.
"""

import re
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.selection import Selection
from analysis.measures.stats.outlet_comparison import (
    STATISTICS_COLUMNS,
    Array,
    compare_outlets,
)
from analysis.measures.stats.sampling_units import (
    SamplingUnits,
    count_matrix,
)

CARD = MethodCard(
    name="Prominence",
    what="How much room an outlet gives an entity, and how early.",
    formula=(
        "headline: articles that name it in the headline / articles with a headline. "
        "first: characters of subheads and body before its first mention there / all of them, mean "
        "over the articles that name it. "
        "share: its mentions by name / all mentions of entities by name. "
        "rate: 1,000 x its mentions by name / words. " + UNCERTAINTY
    ),
    source=(
        "Position as importance: van Dijk, News as Discourse (1988), ch. 2. First position and "
        "frequency as features of salience: Dunietz & Gillick, EACL 2014."
    ),
    reliability=(
        "On SEESAW (162 events in three outlets each) first position alone separates the main from "
        "other salient persons, organisations and places with AUC .85, among the 89 % of them that "
        "are found; the headline with .82, the number of mentions with .80. Compared by "
        "paragraphs, two articles of one outlet on one event differ clearly by mentions in 26 of "
        "100 cases: there a verdict is about the articles."
    ),
    fails=(
        "An entity called only by a name that was not linked to it is missed. A headline shows "
        "what the desk chose, not the writer. For a single article, headline and first have no "
        "interval: they are facts. Where outlets are compared by paragraphs, a difference may be "
        "the article's more than the outlet's."
    ),
)
ProminenceMeasure = Literal["headline", "first", "share", "rate"]
"""The keys of the measures."""

#: Number of most mentioned entities that are compared. A judgement: the correction for chance grows
#: with every further one and would hide the differences that matter.
MAX_ENTITIES = 60

_COLUMNS = ("measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS)
_EVIDENCE_COLUMNS = ("article_id", "start", "end", "where")


def compute(selection: Selection) -> pd.DataFrame:
    """Compute the prominence of the most mentioned entities in each outlet.

    Entities in the focus are measured however rarely they are mentioned.

    Returns:
        One row per entity, outlet and measure: measure (of :data:`ProminenceMeasure`), item (the
        entity_id), name, outlet_label, and :data:`STATISTICS_COLUMNS`. n is what the value is a
        share or mean of: articles with a headline (``headline``), articles that name the entity
        (``first``), all mentions by name (``share``), words (``rate``). value is NaN where n is 0.
    """
    sampling_units = selection.sampling_units
    n_blocks = len(sampling_units.blocks)
    mentions = _locate_name_mentions(sampling_units, selection.mentions)
    frequent = mentions["entity_id"].value_counts().sort_index().nlargest(MAX_ENTITIES).index
    compared = mentions[mentions["entity_id"].isin({*frequent, *selection.focus.entity_ids})]
    counts, items, occurrences = count_matrix(compared, "entity_id", 1.0, n_blocks)
    if not items:
        return pd.DataFrame(columns=list(_COLUMNS))
    all_mentions = np.bincount(mentions["block_row"], minlength=n_blocks).astype(float)[:, None]
    thousand_words = sampling_units.blocks[["words"]].to_numpy(float) / 1000
    blocks = sampling_units.blocks
    tables = {
        "share": compare_outlets(blocks, counts, all_mentions, items, occurrences=occurrences),
        "rate": compare_outlets(blocks, counts, thousand_words, items, occurrences=occurrences),
    }
    tables["rate"]["n"] = (1000 * tables["rate"]["base"]).round().astype(int)
    tables |= _compare_articles(selection, sampling_units, compared, items)
    table = pd.concat([tables[key].assign(measure=key) for key in get_args(ProminenceMeasure)])
    names = selection.entities[["entity_id", "name"]].rename(columns={"entity_id": "item"})
    table = table.rename(columns={"key": "item"}).merge(names, on="item", how="left")
    return table.loc[selection.is_in_focus(table["item"]), list(_COLUMNS)]


def evidence(
    selection: Selection, item: str, outlet: str, *, measure: ProminenceMeasure
) -> pd.DataFrame:
    """Return what one value of :func:`compute` was counted from.

    Args:
        selection: the tables.
        item: the entity_id.
        outlet: the outlet's label.
        measure: the measure's key.

    Returns:
        Columns article_id, start, end, where: ``text``, with offsets into ``articles.text``, or
        ``title``, with offsets into ``articles.title`` for a headline that the text lacks.

    Raises:
        ValueError: when the measure does not exist.
    """
    if measure not in (measures := get_args(ProminenceMeasure)):
        raise ValueError(f"no measure {measure!r}; there are {', '.join(measures)}")
    selection = selection.of_outlet(outlet)
    sampling_units = selection.sampling_units
    mentions = _locate_name_mentions(sampling_units, selection.mentions)
    mentions = mentions[mentions["entity_id"] == item].sort_values(["article_id", "start"])
    mentions = mentions.assign(where="text")
    if measure == "first":
        mentions = _drop_headlines(sampling_units, mentions).drop_duplicates("article_id")
    if measure == "headline":
        kinds = sampling_units.blocks["kind"].to_numpy(object)
        in_text = mentions[kinds[mentions["block_row"]] == "headline"]
        in_title = _find_in_titles(selection, sampling_units, item)
        mentions = pd.concat([in_text, in_title]) if len(in_title) else in_text
    return mentions[list(_EVIDENCE_COLUMNS)].reset_index(drop=True)


def _compare_articles(
    selection: Selection, sampling_units: SamplingUnits, mentions: pd.DataFrame, items: list[str]
) -> dict[str, pd.DataFrame]:
    """Return the comparisons whose rows are articles: ``first`` and ``headline``."""
    articles = selection.articles.drop_duplicates("article_id")
    articles = articles.sort_values("article_id", ignore_index=True)
    story, _ = pd.factorize(articles["story_id"], sort=True)
    rows = range(len(articles))
    articles = articles.assign(sampling_unit=rows, permutation_unit=rows, story=story)
    first = _first_positions(_drop_headlines(sampling_units, mentions), articles, items)
    is_named = ~np.isnan(first)
    has_headline, in_headline = _match_headlines(
        sampling_units, mentions, articles, selection.entities, items
    )
    return {
        "first": compare_outlets(
            articles,
            np.nan_to_num(first),
            is_named.astype(float),
            items,
            occurrences=is_named.sum(axis=0),
        ),
        "headline": compare_outlets(
            articles,
            in_headline,
            has_headline[:, None],
            items,
            occurrences=in_headline.sum(axis=0).astype(int),
        ),
    }


def _locate_name_mentions(sampling_units: SamplingUnits, mentions: pd.DataFrame) -> pd.DataFrame:
    by_name = mentions[(mentions["kind"] == "name") & (mentions["entity_id"] != "")]
    return sampling_units.locate_rows(by_name[["article_id", "start", "end", "entity_id"]])


def _drop_headlines(sampling_units: SamplingUnits, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions below the headline, with ``position``, as a share of the text.

    Headlines are left out since some articles have theirs in the text and others beside it.
    """
    chars_before, article_chars = sampling_units.measure_position(mentions)
    position = chars_before / article_chars.clip(1)
    kinds = sampling_units.blocks["kind"].to_numpy(object)[mentions["block_row"]]
    is_below = pd.Series(kinds != "headline", index=mentions.index)
    return mentions.assign(position=position)[is_below]


def _first_positions(mentions: pd.DataFrame, articles: pd.DataFrame, items: list[str]) -> Array:
    """Return the first position of each entity in each article, NaN where it is not named."""
    earliest = mentions.pivot_table(
        index="article_id", columns="entity_id", values="position", aggfunc="min"
    )
    positions = earliest.reindex(index=articles["article_id"].astype(str), columns=items)
    return positions.to_numpy(np.float64)


def _match_headlines(
    sampling_units: SamplingUnits,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    entities: pd.DataFrame,
    items: list[str],
) -> tuple[Array, Array]:
    """Return which articles have a headline, and which entities it names: articles x items.

    For a headline in the text its mentions are used; one that came only with the article is
    searched for the entities' names.
    """
    kinds = sampling_units.blocks["kind"].to_numpy(object)
    row_of = {article_id: row for row, article_id in enumerate(articles["article_id"].astype(str))}
    column_of = {item: column for column, item in enumerate(items)}
    has_headline = np.asarray(articles["title"].str.strip() != "", dtype=np.float64)
    in_headline = np.zeros((len(articles), len(items)))
    headline_blocks = sampling_units.blocks["article_id"][kinds == "headline"]
    headline_in_text = {row_of[str(article_id)] for article_id in headline_blocks}
    has_headline[list(headline_in_text)] = 1.0
    for mention in mentions[kinds[mentions["block_row"]] == "headline"].itertuples():
        in_headline[row_of[str(mention.article_id)], column_of[str(mention.entity_id)]] = 1.0
    titles = dict(enumerate(articles["title"]))
    beside = {row: title for row, title in titles.items() if title and row not in headline_in_text}
    compared = entities[entities["entity_id"].isin(items if beside else [])]
    for item, pattern in _alias_patterns(compared).items():
        for row, title in beside.items():
            if pattern.search(title):
                in_headline[row, column_of[item]] = 1.0
    return has_headline, in_headline


def _find_in_titles(selection: Selection, sampling_units: SamplingUnits, item: str) -> pd.DataFrame:
    """Return where titles name an entity, for articles whose headline is not in the text."""
    blocks = sampling_units.blocks
    headline_in_text = blocks["article_id"][blocks["kind"] == "headline"]
    articles = selection.articles[~selection.articles["article_id"].isin(headline_in_text)]
    pattern = _alias_patterns(selection.entities).get(item)
    matches = [
        (article.article_id, match.start(), match.end(), "title")
        for article in articles.itertuples()
        if pattern and (match := pattern.search(str(article.title)))
    ]
    return pd.DataFrame(matches, columns=list(_EVIDENCE_COLUMNS))


def _alias_patterns(entities: pd.DataFrame) -> dict[str, re.Pattern[str]]:
    """Return for each entity a pattern that finds any of its names, as whole words."""
    patterns = {}
    columns = (entities["entity_id"], entities["name"], entities["aliases"])
    for entity_id, name, aliases in zip(*columns, strict=True):
        longest_first = sorted({name, *aliases} - {""}, key=len, reverse=True)
        if longest_first:
            any_name = "|".join(map(re.escape, longest_first))
            patterns[str(entity_id)] = re.compile(rf"(?<!\w)(?:{any_name})(?!\w)")
    return patterns
