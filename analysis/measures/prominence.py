"""How prominent each outlet makes each entity.

Four measures of one entity in one outlet, all over headline, subheads and body:

- ``headline``: share of the outlet's articles that name it in the headline;
- ``first``: where the article first names it below the headline, as a share of the text before it
  (0: with the first word), mean over the articles that name it;
- ``share``: its part of all mentions of entities;
- ``rate``: its mentions per 1,000 words.

Only mentions by name are counted: how many pronouns and descriptions can be resolved differs with
an outlet's style, not with prominence.
"""

import re
from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.stats.sampling_units import (
    STATISTICS_COLUMNS,
    Array,
    Units,
    compare,
    spread,
    units,
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
        "On SEESAW (162 events in three outlets each) first position alone tells the main from "
        "other salient persons, organisations and places with AUC .85, among the 89 % of them that "
        "are found; the headline with .82, the number of mentions with .80. Compared by "
        "paragraphs, two articles of one outlet on one event are told apart by mentions in 26 of "
        "100 cases: there a verdict is about the articles."
    ),
    fails=(
        "An entity called only by a name that was not linked to it is missed. A headline shows "
        "what the desk chose, not the writer. Of one article there is no interval for headline and "
        "first: they are simply so. Where outlets are compared by paragraphs, a difference may be "
        "the article's more than the outlet's."
    ),
)
MEASURES = ("headline", "first", "share", "rate")

#: Entities compared, by mentions: more would drown what matters in corrections for chance.
MOST = 60


def measure(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    asked: Collection[str] = (),
) -> pd.DataFrame:
    """Measure the prominence of the most mentioned entities in each outlet.

    Args:
        articles: Columns article_id, outlet_label, title, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        mentions: As the table ``mentions``.
        entities: As the table ``entities``.
        asked: entity_ids measured beside the :data:`MOST` mentioned ones.

    Returns:
        One row an entity, outlet and measure: entity_id, name, label, outlet_label, measure, and
        the columns :data:`units.STATISTICS_COLUMNS`. n is what the value rests on: articles with a
        headline
        (``headline``), articles that name it (``first``), all mentions by name (``share``), words
        (``rate``). value is NaN where n is 0.
    """
    cut = units(articles, blocks)
    placed = _named(cut, mentions)
    kept = placed["entity_id"].value_counts().sort_index().nlargest(MOST).index
    main = placed[placed["entity_id"].isin({*kept, *asked})]
    counts, items, occurrences = spread(main, "entity_id", 1.0, len(cut.blocks))
    if not items:
        return pd.DataFrame(columns=list(_COLUMNS))

    everyone = np.bincount(placed["row"], minlength=len(cut.blocks)).astype(float)[:, None]
    thousands = cut.blocks[["words"]].to_numpy(float) / 1000
    measured = {
        "share": compare(cut.blocks, counts, everyone, items, occurrences),
        "rate": compare(cut.blocks, counts, thousands, items, occurrences),
    }
    measured["rate"]["n"] = (1000 * measured["rate"]["base"]).round().astype(int)

    whole = articles.drop_duplicates("article_id").sort_values("article_id", ignore_index=True)
    story, _ = pd.factorize(whole["story_id"], sort=True)
    whole = whole.assign(unit=range(len(whole)), dealt=range(len(whole)), story=story)
    first = _first(_below_headline(cut, main), whole, items)
    named = ~np.isnan(first)
    measured["first"] = compare(
        whole, np.nan_to_num(first), named.astype(float), items, named.sum(axis=0)
    )
    has_headline, headlined = _headlined(cut, main, whole, entities, items)
    measured["headline"] = compare(
        whole, headlined, has_headline[:, None], items, headlined.sum(axis=0).astype(int)
    )
    table = pd.concat([measured[name].assign(measure=name) for name in MEASURES])
    table = table.rename(columns={"key": "entity_id"}).merge(
        entities[["entity_id", "name", "label"]], on="entity_id", how="left"
    )
    return table[list(_COLUMNS)]


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    entity_id: str,
    outlet_label: str,
    measure: str,
) -> pd.DataFrame:
    """Return what one cell of :func:`measure` was counted from.

    Returns:
        Columns article_id, start, end, where: ``text``, with offsets into ``articles.text``, or
        ``title``, with offsets into ``articles.title`` for a headline that the text does not hold.

    Raises:
        ValueError: when there is no such measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"no measure {measure!r}; there are {', '.join(MEASURES)}")
    own = articles[articles["outlet_label"] == outlet_label]
    cut = units(own, blocks)
    placed = _named(cut, mentions)
    placed = placed[placed["entity_id"] == entity_id].sort_values(["article_id", "start"])
    placed = placed.assign(where="text")
    if measure == "first":
        placed = _below_headline(cut, placed).drop_duplicates("article_id")
    if measure == "headline":
        kinds = cut.blocks["kind"].to_numpy(object)
        aliases = _aliases(entities).get(entity_id)
        titled = own[~own["article_id"].isin(cut.blocks["article_id"][kinds == "headline"])]
        found = [
            (row.article_id, match.start(), match.end(), "title")
            for row in titled.itertuples()
            if aliases and (match := aliases.search(str(row.title)))
        ]
        in_title = pd.DataFrame(found, columns=list(_EVIDENCE))
        in_text = placed[kinds[placed["row"]] == "headline"]
        placed = pd.concat([in_text, in_title]) if found else in_text
    return placed[list(_EVIDENCE)].reset_index(drop=True)


_COLUMNS = (
    "entity_id",
    "name",
    "label",
    "outlet_label",
    "measure",
    *STATISTICS_COLUMNS,
)
_EVIDENCE = ("article_id", "start", "end", "where")


def _named(cut: Units, mentions: pd.DataFrame) -> pd.DataFrame:
    by_name = mentions[(mentions["kind"] == "name") & (mentions["entity_id"] != "")]
    return cut.place(by_name[["article_id", "start", "end", "entity_id"]])


def _below_headline(cut: Units, placed: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions below the headline, with ``before``, their place as a share of the text.

    Headlines are left out since some articles have theirs in the text and others beside it.
    """
    blocks = cut.blocks.iloc[placed["row"]]
    into = placed["start"].to_numpy() - blocks["start"].to_numpy()
    before = (blocks["before"].to_numpy() + into) / blocks["length"].to_numpy().clip(1)
    below = pd.Series(blocks["kind"].to_numpy(object) != "headline", index=placed.index)
    return placed.assign(before=before)[below]


def _first(placed: pd.DataFrame, whole: pd.DataFrame, items: list[str]) -> Array:
    """Return the first position of each entity in each article, NaN where it is not named."""
    earliest = placed.pivot_table(
        index="article_id", columns="entity_id", values="before", aggfunc="min"
    )
    found = earliest.reindex(index=whole["article_id"].astype(str), columns=items)
    return found.to_numpy(np.float64)


def _headlined(
    cut: Units,
    placed: pd.DataFrame,
    whole: pd.DataFrame,
    entities: pd.DataFrame,
    items: list[str],
) -> tuple[Array, Array]:
    """Return which articles have a headline, and which entities stand in it.

    A headline that stands in the text is read through its mentions; one that was only given with
    the article is searched for the entities' names.
    """
    kinds = cut.blocks["kind"].to_numpy(object)
    place = {article: row for row, article in enumerate(whole["article_id"].astype(str))}
    column = {item: position for position, item in enumerate(items)}
    has_headline = np.asarray(whole["title"].str.strip() != "", dtype=np.float64)
    headlined = np.zeros((len(whole), len(items)))
    in_text = {place[str(article)] for article in cut.blocks["article_id"][kinds == "headline"]}
    has_headline[list(in_text)] = 1.0
    for row in placed[kinds[placed["row"]] == "headline"].itertuples():
        headlined[place[str(row.article_id)], column[str(row.entity_id)]] = 1.0
    aliases = {key: found for key, found in _aliases(entities).items() if key in column}
    for position, title in enumerate(whole["title"]):
        if position in in_text or not title:
            continue
        for key, pattern in aliases.items():
            if pattern.search(title):
                headlined[position, column[key]] = 1.0
    return has_headline, headlined


def _aliases(entities: pd.DataFrame) -> dict[str, re.Pattern[str]]:
    """Return a pattern for each entity that finds any of its names, as whole words."""
    patterns = {}
    columns = (entities["entity_id"], entities["name"], entities["aliases"])
    for key, name, others in zip(*columns, strict=True):
        names = sorted({name, *others} - {""}, key=len, reverse=True)
        if names:
            anyone = "|".join(map(re.escape, names))
            patterns[str(key)] = re.compile(rf"(?<!\w)(?:{anyone})(?!\w)")
    return patterns
