"""Damage and kill a workspace in many ways, then check that nothing of the analyst's is lost.

    python -m benchmarks.faults [--levels 24] [--edits 60] [--kills 200] [--seed 0]

Every kind of file of a workspace of thirty articles is damaged in five ways, and every block of its
catalogue; overrides, notes and outlet groups are edited at random; each kind of writing is done on
a small disk filled to many levels (skipped where mounting one is not permitted); annotation,
builds, added articles, exports, groups, notes, overrides and uploads are killed at random moments;
several processes add articles at once; hostile archives are read; and hostile texts are annotated
at two lengths. A fault is survived if it is reported, what is derived is made again, and every
override, note, group and former text is kept. ``--only`` runs some of them. ``benchmarks.fuzz``
tests damaged texts.
"""

import argparse
import logging
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count as count_up
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.store import Workspace
from benchmarks import fault_additions, fault_files, fault_kills
from benchmarks.fault_archives import read_archives
from benchmarks.fault_disks import WRITINGS, fill_disks
from benchmarks.fault_growth import measure_growth
from benchmarks.fault_workspace import make_workspace

#: The programs that are killed.
KILLS = {
    "added articles": fault_additions.kill_additions,
    "annotation": fault_kills.kill_annotations,
    "builds": fault_kills.kill_builds,
    "exports": fault_kills.kill_exports,
    "groups": fault_kills.kill_groups,
    "notes": fault_kills.kill_notes,
    "overrides": fault_kills.kill_overrides,
    "uploads": fault_kills.kill_uploads,
}
#: Share of the kills of one program: how often several processes add articles at once.
_AT_ONCE = 5


def main() -> int:
    """Run every kind of fault and print how many were survived."""
    parser = argparse.ArgumentParser("python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--levels", type=int, default=24, metavar="N", help="of each writing")
    parser.add_argument("--edits", type=int, default=60, metavar="N", help="of each file")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="of all programs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", metavar="KIND", help="words of the kinds to run")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    is_survived = True
    with TemporaryDirectory() as name:
        built = make_workspace(Path(name, "built"))
        for kind, outcomes in _list_faults(built, Path(name), options):
            if options.only and not any(word in kind for word in options.only):
                continue
            results = list(outcomes())
            failed = [number for number, result in enumerate(results) if not result]
            note = f" (not: {failed})" if failed else ""
            print(f"{kind}: survived {sum(results)} / {len(results)}{note}", flush=True)
            is_survived &= all(results)
    return 0 if is_survived else 1


def _list_faults(
    built: Workspace, folder: Path, options: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], Iterator[bool]]]]:
    """Yield the name of each kind of fault, and what makes the faults."""
    place = folder / "damaged"
    yield "damaged parts and derived files", partial(fault_files.damage_derived_files, built, place)
    yield "damaged cache and build record", partial(fault_files.damage_records, built, place)
    yield "damaged blocks of the catalogue", partial(fault_files.damage_blocks, built, place)
    yield "damaged files of decisions", partial(fault_files.damage_decisions, built, place)
    yield "damaged former texts and uploads", partial(fault_files.damage_inputs, built, place)
    for name in fault_files.DECISIONS:
        edit = partial(fault_files.edit_by_hand, built, name, options.edits, options.seed)
        yield f"edited {name}", edit
    for name, writing in WRITINGS.items():
        disk = folder / "disks" / name.split()[0]
        yield f"full disk: {name}", partial(fill_disks, built, disk, name, writing, options.levels)
    yield "archives", partial(read_archives, folder / "archives")
    yield "growth", measure_growth
    numbers = count_up()

    def copy() -> Workspace:
        path = folder / f"killed{next(numbers)}"
        shutil.copytree(built.path, path)
        return Workspace(path)

    n_kills = options.kills // len(KILLS)
    for name, kill in KILLS.items():
        yield f"killed: {name}", partial(kill, copy, n_kills, random.Random(options.seed))
    n_at_once, rng = max(n_kills // _AT_ONCE, 1), random.Random(options.seed)
    yield "added at once", partial(fault_additions.add_at_once, copy, n_at_once, rng)


if __name__ == "__main__":
    sys.exit(main())
