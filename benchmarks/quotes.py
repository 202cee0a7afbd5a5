"""How well quotations are found, cut, attributed and aligned, on articles that people marked.

    python -m benchmarks.quotes [--data DIR] [--set NAME] [--errors]

Each set is read, annotated and built as the dashboard does it; see :mod:`benchmarks.scoring` for
what the figures mean. ``--errors`` prints every error with its text.
"""

import argparse
from pathlib import Path

from benchmarks.errors import show_errors
from benchmarks.gold_sets import DATA, find_sets, predict, ways
from benchmarks.marked import read_marked
from benchmarks.scoring import KINDS, Score, score

_MEASURED = ("exact", "overlap", "char", "end_to_end", "pairs")
_SHARES = ("speaker", "cue", "resolved", "wrong", "of_all")
_BY_OUTLET = ("overlap_f", "end_to_end_f", "resolved", "wrong")


def main() -> None:
    """Score the sets and print the figures in per cent."""
    parser = argparse.ArgumentParser("python -m benchmarks.quotes", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--set", default="", metavar="NAME", help="only this set")
    parser.add_argument("--errors", action="store_true", help="print every error with its text")
    options = parser.parse_args()
    for name, file in find_sets(options.data, options.set).items():
        gold = read_marked(file)
        predicted = predict(file)
        for way in ways(gold):
            result = score(gold, way.of(predicted), segments=way.segments, speech=way.speech)
            print(f"\n## {name}, {way.name}\n")
            show(result)
        if options.errors:
            usual = ways(gold)[0]
            show_errors(gold, usual.of(predicted), segments=usual.segments)


def show(result: Score) -> None:
    """Print the figures of a score with their intervals, by kind and by outlet."""
    totals, figures, between = result.totals, result.figures(), result.intervals()

    def interval(name: str) -> str:
        low, high = between[name]
        return f"[{100 * low:5.1f}, {100 * high:5.1f}]"

    print(
        f"{len(result.ids)} articles, {totals['gold']} quotations marked, "
        f"{totals['predicted']} found. Per cent; in brackets 95 % intervals over articles."
    )
    print(f"\n{'':12}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name in _MEASURED:
        if name == "pairs" and not totals["pair_gold"]:
            continue
        values = (_percent(figures[f"{name}_{part}"]) for part in "prf")
        print(f"{name:12}" + "".join(f"{v:>10}" for v in values) + f"  {interval(f'{name}_f')}")
    print()
    shares = [*_SHARES, *(f"recall_{kind}" for kind in KINDS)]
    for name in shares:
        if figures[name] is not None:
            print(f"{name:32}{_percent(figures[name]):>10}  {interval(name)}")
    _show_outlets(result)


def _show_outlets(result: Score) -> None:
    outlets = result.by_outlet()
    if len(outlets) == 1:
        return
    names = [name for name in _BY_OUTLET if result.figures()[name] is not None]
    print(f"\n{'by outlet':26}{'marked':>8}" + "".join(f"{name:>14}" for name in names))
    for outlet, alone in outlets.items():
        own = alone.figures()
        cells = "".join(f"{_percent(own[name]):>14}" for name in names)
        print(f"{outlet or '(not named)':26}{alone.totals['gold']:>8}{cells}")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


if __name__ == "__main__":
    main()
