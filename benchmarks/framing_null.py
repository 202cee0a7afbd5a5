"""Measures how often the tests of the framing measures distinguish outlets that do not differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from benchmarks.framing_data import Loader, select_articles, split_into_paragraphs

#: The sets on which the calibration is measured.
SETS = ("basil", "seesaw")
_SEED = 3
#: Minimum number of articles of an outlet in the design by articles; smaller outlets of SEESAW are
#: left out. Judgement.
_MIN_OUTLET_ARTICLES = 30
#: Maximum number of pairs of articles compared per outlet and event. Judgement: limits the time.
_MAX_PAIRS = 3
#: Tables that are not about paragraphs and so have no design by paragraphs.
_ARTICLE_TABLES = ("prominence first", "prominence headline")
#: Standard normal quantile of a 95 % interval.
_Z_95 = 1.96
#: Lower bound of a variance, so that a rate of 0 has no interval of exactly 0.
_MIN_VARIANCE = 1e-9
#: A test with all its arguments but the outlets; called with the outlet of each row, it returns
#: whether it distinguishes any.
OutletTest = partial[bool]
#: Whether each run of a test distinguished any outlets, by the name of its table.
Verdicts = dict[str, list[bool]]


def print_calibration(load: Loader, n_shuffles: int, names: Sequence[str] = SETS) -> None:
    """Print how often shuffled outlets are distinguished, on some of the sets."""
    for name in names:
        selection = load(name).selection
        _print_rates(f"{name}, articles", _shuffle_articles(selection, n_shuffles))
        _print_rates(f"{name}, paragraphs", _shuffle_paragraphs(selection, n_shuffles))


def print_alike(load: Loader, _n_shuffles: int) -> None:
    """Print how often paragraphs distinguish two articles of one outlet on one event."""
    selection = load("cluster").selection
    verdicts: Verdicts = defaultdict(list)
    for _, articles in selection.articles.groupby(["story_id", "outlet_label"]):
        for left, right in list(combinations(articles["article_id"], 2))[:_MAX_PAIRS]:
            pair = articles[articles["article_id"].isin([left, right])]
            labels = np.where(pair["article_id"] == left, "one", "other")
            pair_selection = select_articles(selection, pair.assign(outlet_label=labels))
            for name, test, rows in record_tests(pair_selection):
                verdicts[name].append(test(rows["outlet_label"].to_numpy(object)))
    _print_rates("cluster, two articles of one outlet", verdicts)


def record_tests(selection: Selection) -> Iterator[tuple[str, OutletTest, pd.DataFrame]]:
    """Yield each test that the measures run: its name, the test, and the rows with its outlets.

    The arguments that a measure passes to its test are recorded while the measure runs, so that the
    test can be repeated on other outlets without counting everything again.
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
        test_name = "log_odds_p_values" if is_wording else "compare_outlets"
        with patch.object(module, test_name, wraps=getattr(module, test_name)) as recorder:
            compute(selection)
        for number, call in enumerate(recorder.call_args_list):
            rows = call.args[0]
            label = f"{name} {_TABLES[name][number]}" if name in _TABLES else name
            if is_wording:
                yield label, partial(_is_wording_distinguished, call.args), rows
            else:
                arguments = (*call.args[:3], call.kwargs["occurrences"])
                yield label, partial(_is_ratio_distinguished, arguments), rows


#: The tables of the measures that make several, in the order of their tests.
_TABLES = {
    "prominence": ("share", "rate", "first", "headline"),
    "voice": ("all", "early"),
    "voice groups": ("all", "early"),
    "voice countries": ("all", "early"),
}


def _is_ratio_distinguished(arguments: tuple[Any, ...], outlets: npt.NDArray[np.object_]) -> bool:
    rows, numerator, denominator, occurrences = arguments
    p_values = outlet_comparison.permutation_p_values(
        rows.assign(outlet_label=outlets), numerator, denominator, occurrences
    )
    return bool((p_values <= outlet_comparison.MAX_P).any())


def _is_wording_distinguished(arguments: tuple[Any, ...], outlets: npt.NDArray[np.object_]) -> bool:
    blocks, *rest = arguments
    p_values, _ = log_odds_p_values(blocks.assign(outlet_label=outlets), *rest)
    return bool((p_values <= outlet_comparison.MAX_P).any())


def _shuffle_articles(selection: Selection, n_shuffles: int) -> Verdicts:
    n_articles = selection.articles["outlet_label"].value_counts()
    large_outlets = n_articles.index[n_articles >= _MIN_OUTLET_ARTICLES]
    is_large = selection.articles["outlet_label"].isin(large_outlets)
    selection = select_articles(selection, selection.articles[is_large])
    rng = np.random.default_rng(_SEED)
    verdicts: Verdicts = defaultdict(list)
    for name, test, rows in record_tests(selection):
        for _ in range(n_shuffles):
            verdicts[name].append(test(_shuffle_outlets(rows, rng)))
    return verdicts


def _shuffle_paragraphs(selection: Selection, n_shuffles: int) -> Verdicts:
    rng = np.random.default_rng(_SEED)
    verdicts: Verdicts = defaultdict(list)
    stories = [articles for _, articles in selection.articles.groupby("story_id")]
    shuffles_per_story = -(-n_shuffles // len(stories))
    for articles in stories:
        paragraphs = split_into_paragraphs(select_articles(selection, articles))
        for name, test, rows in record_tests(paragraphs):
            if name not in _ARTICLE_TABLES:
                for _ in range(shuffles_per_story):
                    verdicts[name].append(test(_shuffle_outlets(rows, rng)))
    return {name: table_verdicts[:n_shuffles] for name, table_verdicts in verdicts.items()}


def _shuffle_outlets(rows: pd.DataFrame, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Return the outlet of each row after shuffling those of permutation units within stories."""
    _, first, unit = np.unique(rows["permutation_unit"], return_index=True, return_inverse=True)
    outlets = rows["outlet_label"].to_numpy(object)[first]
    stories = rows["story"].to_numpy()[first]
    for story in np.unique(stories):
        in_story = np.flatnonzero(stories == story)
        outlets[in_story] = outlets[rng.permutation(in_story)]
    shuffled: npt.NDArray[np.object_] = outlets[unit]
    return shuffled


def _print_rates(title: str, verdicts: Verdicts) -> None:
    print(f"{title}: tables with any false verdict")
    for name, table_verdicts in verdicts.items():
        rate = float(np.mean(table_verdicts))
        variance = max(rate * (1 - rate), _MIN_VARIANCE)
        error = _Z_95 * np.sqrt(variance / len(table_verdicts))
        n_runs = len(table_verdicts)
        print(f"  {name:24s} {100 * rate:5.1f} %  ± {100 * error:.1f}  ({n_runs} shuffles)")
    pooled = [verdict for table_verdicts in verdicts.values() for verdict in table_verdicts]
    print(f"  {'all tests':24s} {100 * np.mean(pooled):5.1f} %", flush=True)
