"""Check how reliable the framing measures are.

    python -m benchmarks.framing [--data DIR] [--only PART] [--sets SET …] [--shuffles N]
                                 [--workspaces DIR]

- ``calibration``: how often each test distinguishes outlets whose labels were shuffled, on the
  articles of SEESAW and BASIL (three outlets on each event). ``articles`` shuffles the articles of
  the whole set among outlets within each event. ``paragraphs`` shuffles the paragraphs of one event
  at a time among three outlets, as when each outlet has one article. A verdict promises at most
  5 %.
- ``alike``: two articles of one outlet on one event, treated as two outlets: how often a verdict
  that compares paragraphs distinguishes *articles*. It promises nothing here; the rate shows how
  far such a verdict is about the outlet.
- ``power``: how often a planted difference (double or fourfold in one outlet) is found.
- ``voice``: the share of attributed words of PolNeAR's articles and outlets against its gold.
- ``prominence``: how well each measure separates SEESAW's main from its other salient entities.
- ``speed``: processor seconds of each group of measures on the 90 articles of BASIL.
"""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import framing_data, framing_gold, framing_null, framing_power, framing_speed
from benchmarks.gold_sets import DATA_FOLDER


def main() -> None:
    """Print the figures of one part or of all."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.framing", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--data", type=Path, default=DATA_FOLDER)
    parser.add_argument("--only", choices=_PARTS, default="")
    parser.add_argument(
        "--sets",
        nargs="+",
        choices=framing_null.SETS,
        default=framing_null.SETS,
        help="on which sets the calibration is measured",
    )
    parser.add_argument("--shuffles", type=int, default=500)
    parser.add_argument("--workspaces", type=Path, help="keep annotated sets here for another run")
    options = parser.parse_args()
    parts = _PARTS | {"calibration": partial(framing_null.print_calibration, names=options.sets)}
    with framing_data.set_loader(options.data, options.workspaces) as load:
        for name, print_part in parts.items():
            if options.only in ("", name):
                print(f"\n{name}")
                print_part(load, options.shuffles)


#: What prints each part, given the loader of sets and the number of shuffles.
_PARTS: dict[str, Callable[[framing_data.Loader, int], None]] = {
    "voice": framing_gold.print_voice,
    "prominence": framing_gold.print_prominence,
    "calibration": framing_null.print_calibration,
    "alike": framing_null.print_alike,
    "power": framing_power.print_power,
    "speed": framing_speed.print_speed,
}

if __name__ == "__main__":
    main()
