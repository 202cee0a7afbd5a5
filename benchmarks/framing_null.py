"""How often the tests of framing tell apart what does not differ."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures import (
    attributed_text,
    distinctive_words,
    epithet_shares,
    house_style,
    loaded_words,
    outlet_text,
    prominence,
    reporting_verbs,
    share_of_voice,
    speaker_words,
    voices_by_country,
    voices_by_group,
)
from analysis.measures.selection import Selection
from analysis.measures.stats import outlet_comparison
from analysis.measures.stats.log_odds import log_odds_p_values
from benchmarks.framing_data import Load, paragraphs, part

_SEED = 3
#: Outlets of SEESAW with fewer articles are left out of the design by articles.
_FEW = 30
Codes = npt.NDArray[np.intp]
#: A test with all it was given but the outlets; called with these, whether it tells any apart.
Test = partial[bool]


def calibration(load: Load, shuffles: int) -> None:
    """Print how often shuffled outlets are told apart."""
    for name in ("basil", "seesaw"):
        chosen = load(name).chosen
        _report(f"{name}, articles", _by_articles(chosen, shuffles))
        _report(f"{name}, paragraphs", _by_paragraphs(chosen, shuffles))


def alike(load: Load, _: int) -> None:
    """Print how often two articles of one outlet on one event are told apart by paragraphs."""
    chosen = load("cluster").chosen
    articles = chosen.articles
    found: dict[str, list[bool]] = defaultdict(list)
    for _pair, own in articles.groupby(["story_id", "outlet_label"]):
        for one, other in list(combinations(own["article_id"], 2))[:3]:
            pair = own[own["article_id"].isin([one, other])]
            pair = pair.assign(outlet_label=np.where(pair["article_id"] == one, "one", "other"))
            for name, test, rows in tests(part(chosen, pair)):
                found[name].append(test(rows["outlet_label"].to_numpy(object)))
    _report("cluster, two articles of one outlet", found)


def tests(chosen: Selection) -> Iterator[tuple[str, Test, pd.DataFrame]]:
    """Yield each test as the measures make it: its name, it, and the rows whose outlets it takes.

    What a measure hands to its test is taken down while the measure runs, so that the test can be
    run on other outlets without counting everything again.
    """
    for name, module, compute in (
        ("prominence", prominence, prominence.compute),
        ("voice", speaker_words, share_of_voice.compute),
        ("voice groups", speaker_words, voices_by_group.compute),
        ("voice countries", speaker_words, voices_by_country.compute),
        ("attributed", attributed_text, attributed_text.compute),
        ("verbs", reporting_verbs, reporting_verbs.compute_verbs),
        ("stances", reporting_verbs, reporting_verbs.compute_stances),
        ("labels", epithet_shares, epithet_shares.compute),
        ("loaded words", outlet_text, loaded_words.compute),
        ("house style", outlet_text, house_style.compute),
        ("wording", distinctive_words, distinctive_words.compute),
    ):
        is_wording = name == "wording"
        tested = "log_odds_p_values" if is_wording else "compare_outlets"
        with patch.object(module, tested, wraps=getattr(module, tested)) as recorded:
            compute(chosen)
        for number, call in enumerate(recorded.call_args_list):
            rows = call.args[0]
            label = f"{name} {_PARTS[name][number]}" if name in _PARTS else name
            if is_wording:
                yield label, partial(_wording, call.args), rows
            else:
                arguments = (*call.args[:3], call.kwargs["occurrences"])
                yield label, partial(_ratios, arguments), rows


#: The tables of measures that make several.
_PARTS = {
    "prominence": ("share", "rate", "first", "headline"),
    "voice": ("all", "early"),
    "voice groups": ("all", "early"),
    "voice countries": ("all", "early"),
}


def _ratios(given: tuple[Any, ...], outlets: npt.NDArray[np.object_]) -> bool:
    rows, numerator, denominator, occurrences = given
    p = outlet_comparison.permutation_p_values(
        rows.assign(outlet_label=outlets), numerator, denominator, occurrences
    )
    return bool((p <= outlet_comparison.MAX_P).any())


def _wording(given: tuple[Any, ...], outlets: npt.NDArray[np.object_]) -> bool:
    blocks, *rest = given
    p, _ = log_odds_p_values(blocks.assign(outlet_label=outlets), *rest)
    return bool((p <= outlet_comparison.MAX_P).any())


def _by_articles(chosen: Selection, shuffles: int) -> dict[str, list[bool]]:
    often = chosen.articles["outlet_label"].value_counts()
    kept = chosen.articles["outlet_label"].isin(often.index[often >= _FEW])
    chosen = part(chosen, chosen.articles[kept])
    rng = np.random.default_rng(_SEED)
    found: dict[str, list[bool]] = defaultdict(list)
    for name, test, rows in tests(chosen):
        for _ in range(shuffles):
            found[name].append(test(_shuffled(rows, rng)))
    return found


def _by_paragraphs(chosen: Selection, shuffles: int) -> dict[str, list[bool]]:
    rng = np.random.default_rng(_SEED)
    found: dict[str, list[bool]] = defaultdict(list)
    stories = [rows for _, rows in chosen.articles.groupby("story_id")]
    times = -(-shuffles // len(stories))
    for articles in stories:
        for name, test, rows in tests(paragraphs(part(chosen, articles))):
            if name not in ("prominence first", "prominence headline"):
                for _ in range(times):
                    found[name].append(test(_shuffled(rows, rng)))
    return {name: told[:shuffles] for name, told in found.items()}


def _shuffled(rows: pd.DataFrame, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Deal the outlets out at random to what a test deals out, within stories."""
    _, first, deal = np.unique(rows["permutation_unit"], return_index=True, return_inverse=True)
    outlets = rows["outlet_label"].to_numpy(object)[first]
    story = rows["story"].to_numpy()[first]
    for one in np.unique(story):
        own = np.flatnonzero(story == one)
        outlets[own] = outlets[rng.permutation(own)]
    shuffled: npt.NDArray[np.object_] = outlets[deal]
    return shuffled


def _report(what: str, found: dict[str, list[bool]]) -> None:
    print(f"{what}: tables with any false verdict")
    for name, told in found.items():
        rate = float(np.mean(told))
        error = 1.96 * np.sqrt(max(rate * (1 - rate), 1e-9) / len(told))
        print(f"  {name:24s} {100 * rate:5.1f} %  ± {100 * error:.1f}  ({len(told)} shuffles)")
    every = [one for told in found.values() for one in told]
    print(f"  {'all tests':24s} {100 * np.mean(every):5.1f} %", flush=True)
