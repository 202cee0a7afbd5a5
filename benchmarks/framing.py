"""How far the measures of framing can be believed.

    python -m benchmarks.framing [--data DIR] [--only PART] [--shuffles N] [--workspaces DIR]

- ``calibration``: how often outlets that were shuffled are told apart, by each test, with the
  articles of SEESAW and BASIL (three outlets on each event). ``articles``: the whole set, its
  articles dealt out to outlets within their event. ``paragraphs``: one event at a time, its
  paragraphs dealt out to three outlets, as when each outlet has one article. At most 5 % is what a
  verdict promises.
- ``alike``: two articles of one outlet on one event, taken for two outlets: how often a verdict
  that compares paragraphs tells *articles* apart. It is not held at 5 %, and says how far such a
  verdict is about the outlet.
- ``power``: how often a planted difference (double in one outlet) is found.
- ``voice``: the share of attributed words of PolNeAR's articles and outlets against its gold.
- ``prominence``: how well each measure tells SEESAW's main from its other salient entities.
- ``speed``: processor seconds of each group of measures on the 90 articles of BASIL.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks import framing_data, framing_null, framing_power, framing_speed
from benchmarks.framing_gold import prominence, voice
from benchmarks.gold_sets import DATA


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", choices=_PARTS, default="")
    parser.add_argument("--shuffles", type=int, default=500)
    parser.add_argument("--workspaces", type=Path, help="keep annotated sets here for another run")
    given = parser.parse_args()
    with framing_data.sets(given.data, given.workspaces) as load:
        for name, part in _PARTS.items():
            if given.only in ("", name):
                print(f"\n{name}")
                part(load, given.shuffles)


_PARTS: dict[str, Callable[[framing_data.Load, int], None]] = {
    "voice": voice,
    "prominence": prominence,
    "calibration": framing_null.calibration,
    "alike": framing_null.alike,
    "power": framing_power.power,
    "speed": framing_speed.speed,
}

if __name__ == "__main__":
    main()
