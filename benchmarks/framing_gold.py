"""The measures of framing against what people marked."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import process
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from analysis.measures.stats.sampling_units import divide_into_sampling_units
from benchmarks.framing_data import Load, Set

_DRAWS, _SEED = 1000, 3
Array = npt.NDArray[Any]


def voice(load: Load, _: int) -> None:
    """Print how the share of attributed words orders PolNeAR's articles and outlets."""
    polnear = load("polnear")
    chosen = polnear.chosen
    text = dict(zip(chosen.articles["article_id"], chosen.articles["text"], strict=True))
    found = chosen.quotes.groupby("article_id")[["start", "end"]].apply(
        lambda rows: [tuple(span) for span in rows.to_numpy()]
    )
    shares = []
    for key, line in polnear.lines.items():
        marked = [tuple(span) for quote in line["quotes"] for span in quote["spans"]]
        own = [tuple(span) for span in found.get(key, [])]
        shares.append((line["outlet"], _share(text[key], marked), _share(text[key], own)))
    table = pd.DataFrame(shares, columns=["outlet", "gold", "found"])
    drawn = _bootstrap(lambda rows: _orders(table.iloc[rows]), len(table))
    by_article, by_outlet = _orders(table)
    print(
        f"  attributed share, {len(table)} articles: Spearman {by_article:.3f} "
        f"[{drawn[0, 0]:.3f}, {drawn[1, 0]:.3f}]; {table['outlet'].nunique()} outlets: "
        f"{by_outlet:.3f} [{drawn[0, 1]:.3f}, {drawn[1, 1]:.3f}]; "
        f"mean share marked {table['gold'].mean():.3f}, found {table['found'].mean():.3f}"
    )


def prominence(load: Load, _: int) -> None:
    """Print how well each measure tells SEESAW's main from its other salient entities."""
    seesaw = load("seesaw")
    table = _salient(seesaw)
    known = table[table["first"].notna()]
    print(f"  {len(table):,} entities of articles, {len(known) / len(table):.1%} found")
    for name, sign in (("first", -1), ("mentions", 1), ("headline", 1)):
        for shown, rows in (("of those found", known), ("of all", table)):
            scores = sign * rows[name].fillna(1.0 if sign < 0 else 0.0)
            area = roc_auc_score(rows["main"], scores)
            print(f"  {name:9s} {shown:15s} AUC {area:.3f}")


def _orders(table: pd.DataFrame) -> tuple[float, float]:
    outlets = table.groupby("outlet")[["gold", "found"]].mean()
    return (
        float(spearmanr(table["gold"], table["found"]).statistic),
        float(spearmanr(outlets["gold"], outlets["found"]).statistic),
    )


def _share(text: str, spans: list[tuple[int, int]]) -> float:
    inside = np.zeros(len(text), bool)
    for start, end in spans:
        inside[start:end] = True
    letters = np.array([character.isalnum() for character in text], bool)
    return float((inside & letters).sum() / letters.sum())


def _bootstrap(statistic: Callable[[Array], tuple[float, float]], size: int) -> Array:
    rng = np.random.default_rng(_SEED)
    drawn = np.array([statistic(rng.integers(0, size, size)) for _ in range(_DRAWS)])
    bounds: Array = np.quantile(drawn, (0.025, 0.975), axis=0)
    return bounds


def _salient(seesaw: Set) -> pd.DataFrame:
    """Return the marked entities of each article with what was measured of them."""
    chosen = seesaw.chosen
    sampling_units = divide_into_sampling_units(chosen.articles, chosen.blocks)
    names = chosen.entities.set_index("entity_id")
    mentions = chosen.mentions[
        (chosen.mentions["kind"] == "name") & (chosen.mentions["entity_id"] != "")
    ]
    titles = chosen.articles.set_index("article_id")["title"].str.casefold()
    located = sampling_units.locate_rows(mentions[["article_id", "start", "entity_id"]])
    chars_before, article_chars = sampling_units.measure_position(located)
    kinds = sampling_units.blocks["kind"].to_numpy()[located["block_row"]]
    located = located.assign(first=chars_before / article_chars.clip(1))
    located = located[kinds != "headline"]
    rows = []
    for key, own in located.groupby("article_id"):
        found = own.groupby("entity_id").agg(first=("first", "min"), mentions=("first", "size"))
        forms = {
            form.casefold(): entity
            for entity in found.index
            for form in (names.loc[entity, "name"], *names.loc[entity, "aliases"])
        }
        for entity in seesaw.lines[str(key)]["entities"]:
            if entity["kind"] == "Topic":
                continue
            match = process.extractOne(entity["name"].casefold(), forms.keys(), score_cutoff=86)
            measured = found.loc[forms[match[0]]] if match else None
            headline = entity["name"].split()[-1].casefold() in titles[key]
            rows.append(
                {
                    "main": entity["salience"] == "Main",
                    "first": None if measured is None else measured["first"],
                    "mentions": 0 if measured is None else measured["mentions"],
                    "headline": float(headline),
                }
            )
    return pd.DataFrame(rows)
