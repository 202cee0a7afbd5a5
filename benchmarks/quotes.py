"""Score how well quotations are found, delimited, attributed and aligned on marked articles.

    python -m benchmarks.quotes [--data DIR] [--set NAME] [--errors]

Each set is read, annotated and built as the dashboard does it; :mod:`benchmarks.scoring` defines
the figures. ``--errors`` prints every error with its text. The set ``scu`` has sourced statements
instead of marked quotations; :mod:`benchmarks.sourcing` scores it by the rule of its authors.
"""

import argparse
from pathlib import Path

from benchmarks.article_quotes import read_gold_articles
from benchmarks.gold_sets import DATA_FOLDER, find_sets, list_scoring_modes, predict_quotes
from benchmarks.quote_errors import print_errors
from benchmarks.reliability import judge_speakers, print_reliability
from benchmarks.scoring import KINDS, QuoteScore, score_quotes
from benchmarks.sourcing import SOURCING_SET, SourcingScore, find_sourcing_file, score_sourcing

#: Figures to print with precision, recall and F1.
_F1_FIGURES = ("exact", "overlap", "char", "end_to_end", "pairs")
#: Figures to print that are a single share.
_SHARES = ("speaker", "cue", "resolved", "wrong", "of_all")
#: Figures to print for each outlet.
_OUTLET_FIGURES = ("overlap_f", "end_to_end_f", "resolved", "wrong")


def main() -> None:
    """Score the sets and print the figures in per cent."""
    parser = argparse.ArgumentParser("python -m benchmarks.quotes", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--set", default="", metavar="NAME", help="only this set")
    parser.add_argument("--errors", action="store_true", help="print every error with its text")
    options = parser.parse_args()
    sourcing = find_sourcing_file(options.data)
    if options.set == SOURCING_SET or (not options.set and sourcing.exists()):
        print(f"\n## {SOURCING_SET}, sourced statements\n")
        sourcing_score = score_sourcing(sourcing)
        print_sourcing(sourcing_score)
        print_reliability(sourcing_score.judgements)
    if options.set == SOURCING_SET:
        return
    for name, file in find_sets(options.data, options.set).items():
        gold = read_gold_articles(file)
        predicted = predict_quotes(file)
        modes = list_scoring_modes(gold)
        for mode in modes:
            score = score_quotes(
                gold,
                mode.select_quotes(predicted),
                by_span=mode.by_span,
                speech_only=mode.speech_only,
            )
            print(f"\n## {name}, {mode.name}\n")
            print_score(score)
        judgements = list(judge_speakers(gold, modes[0].select_quotes(predicted)))
        if judgements:
            print_reliability(judgements)
        if options.errors:
            print_errors(gold, modes[0].select_quotes(predicted), by_span=modes[0].by_span)


def print_score(score: QuoteScore) -> None:
    """Print the figures of a score with their intervals, by kind and by outlet."""
    totals, figures, intervals = score.totals, score.compute_figures(), score.compute_intervals()

    def format_interval(name: str) -> str:
        low, high = intervals[name]
        return f"[{100 * low:5.1f}, {100 * high:5.1f}]"

    print(
        f"{len(score.ids)} articles, {totals['gold']} quotations marked, "
        f"{totals['predicted']} found. Per cent; in brackets 95 % intervals over articles."
    )
    print(f"\n{'':12}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name in _F1_FIGURES:
        if name == "pairs" and not totals["pair_gold"]:
            continue
        values = (_format_percent(figures[f"{name}_{part}"]) for part in "prf")
        cells = "".join(f"{value:>10}" for value in values)
        print(f"{name:12}{cells}  {format_interval(f'{name}_f')}")
    print()
    shares = [*_SHARES, *(f"recall_{kind}" for kind in KINDS)]
    for name in shares:
        if figures[name] is not None:
            print(f"{name:32}{_format_percent(figures[name]):>10}  {format_interval(name)}")
    _print_outlets(score)


def print_sourcing(score: SourcingScore) -> None:
    """Print the figures of the sourcing benchmark, in per cent."""
    share_matched = score.n_found / max(score.n_statements, 1)
    precision = score.n_used / max(score.n_quotes, 1)
    print(f"{score.n_statements} statements, {score.n_quotes} quotes. Per cent.")
    print(f"\n{'statements found':32}{_format_percent(share_matched):>10}")
    print(f"{'precision of quotes':32}{_format_percent(precision):>10}")
    for verdict in ("right", "form", "blank", "other", "unnamed"):
        share = _format_percent(score.share(verdict))
        print(f"{'name of the source: ' + verdict:32}{share:>10}")


def _print_outlets(score: QuoteScore) -> None:
    outlets = score.split_by_outlet()
    if len(outlets) == 1:
        return
    figures = score.compute_figures()
    names = [name for name in _OUTLET_FIGURES if figures[name] is not None]
    print(f"\n{'by outlet':26}{'marked':>8}" + "".join(f"{name:>14}" for name in names))
    for outlet, outlet_score in outlets.items():
        outlet_figures = outlet_score.compute_figures()
        cells = "".join(f"{_format_percent(outlet_figures[name]):>14}" for name in names)
        print(f"{outlet or '(not named)':26}{outlet_score.totals['gold']:>8}{cells}")


def _format_percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


if __name__ == "__main__":
    main()
