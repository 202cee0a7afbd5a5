"""Compares framing measures with what annotators marked."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import process
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from analysis.measures.selection import Selection
from analysis.measures.stats.sampling_units import divide_into_sampling_units
from benchmarks.framing_data import AnnotatedSet, Loader

_RESAMPLES, _SEED = 1000, 3
#: Quantiles that bound a 95 % interval.
_INTERVAL_QUANTILES = (0.025, 0.975)
#: Minimum similarity, from 0 to 100, of a listed name and a form of an entity. Judgement.
_MIN_NAME_SIMILARITY = 86
Array = npt.NDArray[Any]


def print_voice(load: Loader, _n_shuffles: int) -> None:
    """Print how the share of attributed words ranks PolNeAR's articles and outlets."""
    polnear = load("polnear")
    selection = polnear.selection
    texts = dict(zip(selection.articles["article_id"], selection.articles["text"], strict=True))
    predicted_spans = selection.quotes.groupby("article_id")[["start", "end"]].apply(
        lambda rows: [tuple(span) for span in rows.to_numpy()]
    )
    shares = []
    for article_id, record in polnear.records.items():
        gold = [tuple(span) for quote in record["quotes"] for span in quote["spans"]]
        predicted = [tuple(span) for span in predicted_spans.get(article_id, [])]
        text = texts[article_id]
        shares.append(
            (
                record["outlet"],
                _compute_letter_share(text, gold),
                _compute_letter_share(text, predicted),
            )
        )
    table = pd.DataFrame(shares, columns=["outlet", "gold", "predicted"])
    bounds = _bootstrap(lambda rows: _correlate(table.iloc[rows]), len(table))
    by_article, by_outlet = _correlate(table)
    print(
        f"  attributed share, {len(table)} articles: Spearman {by_article:.3f} "
        f"[{bounds[0, 0]:.3f}, {bounds[1, 0]:.3f}]; {table['outlet'].nunique()} outlets: "
        f"{by_outlet:.3f} [{bounds[0, 1]:.3f}, {bounds[1, 1]:.3f}]; "
        f"mean share marked {table['gold'].mean():.3f}, found {table['predicted'].mean():.3f}"
    )


def print_prominence(load: Loader, _n_shuffles: int) -> None:
    """Print how well each measure separates SEESAW's main from its other salient entities."""
    table = _measure_listed_entities(load("seesaw"))
    found_rows = table[table["first"].notna()]
    print(f"  {len(table):,} entities of articles, {len(found_rows) / len(table):.1%} found")
    for name, sign in (("first", -1), ("mentions", 1), ("headline", 1)):
        for label, rows in (("of those found", found_rows), ("of all", table)):
            scores = sign * rows[name].fillna(1.0 if sign < 0 else 0.0)
            area = roc_auc_score(rows["is_main"], scores)
            print(f"  {name:9s} {label:15s} AUC {area:.3f}")


def _correlate(table: pd.DataFrame) -> tuple[float, float]:
    """Return Spearman's correlation of gold and predicted shares, by article and by outlet."""
    outlets = table.groupby("outlet")[["gold", "predicted"]].mean()
    return (
        float(spearmanr(table["gold"], table["predicted"]).statistic),
        float(spearmanr(outlets["gold"], outlets["predicted"]).statistic),
    )


def _compute_letter_share(text: str, spans: list[tuple[int, int]]) -> float:
    """Return the share of the letters and digits of a text that are inside some spans."""
    is_inside = np.zeros(len(text), bool)
    for start, end in spans:
        is_inside[start:end] = True
    is_letter = np.array([character.isalnum() for character in text], bool)
    return float((is_inside & is_letter).sum() / is_letter.sum())


def _bootstrap(statistic: Callable[[Array], tuple[float, float]], size: int) -> Array:
    """Return the bounds of the 95 % intervals of two statistics: bounds x statistics."""
    rng = np.random.default_rng(_SEED)
    resampled = np.array([statistic(rng.integers(0, size, size)) for _ in range(_RESAMPLES)])
    bounds: Array = np.quantile(resampled, _INTERVAL_QUANTILES, axis=0)
    return bounds


def _measure_listed_entities(seesaw: AnnotatedSet) -> pd.DataFrame:
    """Return the listed entities of each article with their measured prominence.

    Returns:
        Columns is_main, first (first position below the headline, as a share of the article; None
        when not found), mentions (their number) and headline (1 when the title names it, else 0).
    """
    selection = seesaw.selection
    located = _locate_named_mentions(selection)
    entities = selection.entities.set_index("entity_id")
    titles = selection.articles.set_index("article_id")["title"].str.casefold()
    rows = []
    for article_id, mentions in located.groupby("article_id"):
        measured = mentions.groupby("entity_id").agg(
            first=("first", "min"), mentions=("first", "size")
        )
        entity_by_form = {
            form.casefold(): entity_id
            for entity_id in measured.index
            for form in (entities.loc[entity_id, "name"], *entities.loc[entity_id, "aliases"])
        }
        for listed in seesaw.records[str(article_id)]["entities"]:
            if listed["kind"] != "Topic":
                entity_id = _find_entity(listed["name"], entity_by_form)
                row = None if entity_id is None else measured.loc[entity_id]
                last_word = listed["name"].split()[-1].casefold()
                rows.append(
                    {
                        "is_main": listed["salience"] == "Main",
                        "first": None if row is None else row["first"],
                        "mentions": 0 if row is None else row["mentions"],
                        "headline": float(last_word in titles[article_id]),
                    }
                )
    return pd.DataFrame(rows)


def _locate_named_mentions(selection: Selection) -> pd.DataFrame:
    """Return the linked names below the headline, with their position as ``first``."""
    sampling_units = divide_into_sampling_units(selection.articles, selection.blocks)
    mentions = selection.mentions[
        (selection.mentions["kind"] == "name") & (selection.mentions["entity_id"] != "")
    ]
    located = sampling_units.locate_rows(mentions[["article_id", "start", "entity_id"]])
    chars_before, article_chars = sampling_units.measure_position(located)
    kinds = sampling_units.blocks["kind"].to_numpy()[located["block_row"]]
    positions = located.assign(first=chars_before / article_chars.clip(1))
    below_headline: pd.DataFrame = positions[kinds != "headline"]
    return below_headline


def _find_entity(name: str, entity_by_form: Mapping[str, str]) -> str | None:
    """Return the entity with the form most similar to a name, or None."""
    match = process.extractOne(
        name.casefold(), entity_by_form.keys(), score_cutoff=_MIN_NAME_SIMILARITY
    )
    return entity_by_form[match[0]] if match else None
