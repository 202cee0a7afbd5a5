"""Compare every figure of :mod:`benchmarks.scoring` with those of another scorer.

    python -m benchmarks.check_scoring --score PATH [--data DIR]

PATH is a Python file with ``score(gold, predicted, segments, speech)`` over lists of JSON objects,
such as the one that first defined the figures. Compared on every gold set, training sets too: what
the pipeline finds (training sets apart), and the gold itself with errors put in at random. Exits
with 1 when a figure differs by more than 1e-9.
"""

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from benchmarks.gold_sets import DATA, find_sets, is_training, predict
from benchmarks.marked import Marked, Quotation, read_lines, read_marked
from benchmarks.scoring import KINDS, Figures, score

Scorer = Callable[..., dict[str, Any]]

_TOLERANCE = 1e-9
#: Shares by their name in the other scorer.
_SHARES = {
    "speaker": "speaker",
    "cue": "cue",
    "resolved": "resolved",
    "wrong": "resolved_wrong",
    "of_all": "resolved_of_all",
}


def main() -> int:
    """Compare and say what differs; return the exit code."""
    parser = argparse.ArgumentParser("python -m benchmarks.check_scoring", description=__doc__)
    parser.add_argument(
        "--score", type=Path, required=True, metavar="PATH", help="the other scorer"
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    options = parser.parse_args()
    other = _load(options.score)
    compared = differing = 0
    for name, file in find_sets(options.data, training=True).items():
        for what, predicted in _predictions(name, file):
            for segments in (False, True):
                for speech in (False, True):
                    pairs = list(_figures(other, file, predicted, segments=segments, speech=speech))
                    wrong = [pair for pair in pairs if not _same(*pair[1:])]
                    compared, differing = compared + len(pairs), differing + len(wrong)
                    for figure, own, theirs in wrong:
                        way = f"segments={segments} speech={speech}"
                        print(f"{name}, {what}, {way}: {figure} is {own}, there {theirs}")
    print(f"{compared} figures compared, {differing} differ")
    return 1 if differing or not compared else 0


def _load(path: Path) -> Scorer:
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module.score)


def _predictions(name: str, file: Path) -> Iterator[tuple[str, list[Marked]]]:
    if not is_training(name):
        yield "as found", predict(file)
    for seed in range(2):
        yield f"with errors put in ({seed})", list(_spoilt(read_marked(file), seed))


#: Shares of the gold that errors are put into: articles left out, quotations missed, cues missed,
#: quotations added.
_LEFT_OUT, _MISSED, _WITHOUT_CUE, _ADDED = 0.1, 0.1, 0.2, 0.1


def _spoilt(gold: Iterable[Marked], seed: int) -> Iterator[Marked]:
    """Yield the gold with errors of every type, some articles left out."""
    chance = random.Random(seed)
    for article in gold:
        if chance.random() < 1 - _LEFT_OUT:
            found = [new for one in article.quotations for new in _spoil(one, chance)]
            yield Marked(article.article_id, tuple(found))


def _spoil(one: Quotation, chance: random.Random) -> list[Quotation]:
    def moved(offset: int) -> int:
        return max(0, offset + chance.choice((0, 0, 0, 0, -40, -9, -2, 2, 9, 40)))

    if chance.random() < _MISSED:
        return []
    new = replace(
        one,
        spans=tuple((moved(start), moved(end)) for start, end in one.spans),
        cue=one.cue if chance.random() < 1 - _WITHOUT_CUE else (),
        speaker=tuple((moved(start), moved(end)) for start, end in one.speaker),
        name=chance.choice(
            (one.name, f"the {one.name.upper()}", one.name.split(" ")[-1], "", "Ed")
        ),
        utterance=chance.choice((one.utterance, one.utterance, one.utterance[:-1], "")),
    )
    return [new, replace(one, spans=((0, 30),))] if chance.random() < _ADDED else [new]


def _figures(
    other: Scorer, file: Path, predicted: Sequence[Marked], *, segments: bool, speech: bool
) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield the name of each figure, what it is here, and what it is there."""
    result = score(read_marked(file), predicted, segments=segments, speech=speech)
    theirs = other(list(read_lines(file)), [_as_json(one) for one in predicted], segments, speech)
    totals, own = result.totals, result.figures()
    for name, value in _flat(theirs).items():
        yield name, own[name], value
    yield "gold", totals["gold"], theirs["gold"]
    yield "predicted", totals["predicted"], theirs["predicted"]
    yield "missing articles", totals["missing"], theirs["missing_articles"]
    yield "pairs in gold", totals["pair_gold"], theirs["pairs"]["gold"]
    yield "pairs found", totals["pair_predicted"], theirs["pairs"]["predicted"]


def _flat(theirs: dict[str, Any]) -> Figures:
    flat: Figures = {
        f"{name}_{part}": theirs[name][part]
        for name in ("exact", "overlap", "char", "end_to_end", "pairs")
        for part in "prf"
    }
    flat |= {name: theirs[there] for name, there in _SHARES.items()}
    return flat | {f"recall_{kind}": theirs["recall_by_kind"][kind] for kind in KINDS}


def _as_json(article: Marked) -> dict[str, Any]:
    quotes = [
        {
            "spans": one.spans,
            "cue": one.cue,
            "speaker": one.speaker,
            "resolved": one.name,
            "utterance": one.utterance,
        }
        for one in article.quotations
    ]
    found: dict[str, Any] = json.loads(json.dumps({"id": article.article_id, "quotes": quotes}))
    return found


def _same(own: float | None, theirs: float | None) -> bool:
    if own is None or theirs is None:
        return own is theirs
    return abs(own - theirs) <= _TOLERANCE


if __name__ == "__main__":
    sys.exit(main())
