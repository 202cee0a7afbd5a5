"""How long the measures of framing take once articles are annotated."""

from time import process_time

from analysis.findings import measure_groups
from analysis.store import Filters
from benchmarks.framing_data import Load

_TIMES = 3


def speed(load: Load, _: int) -> None:
    """Print the processor time of each group of measures on the 90 articles of BASIL."""
    chosen = load("basil").chosen
    for name, group in measure_groups.GROUPS.items():
        taken = []
        for _time in range(_TIMES):
            start = process_time()
            group.measured(chosen, Filters())
            taken.append(process_time() - start)
        print(f"  {name:18s} {min(taken):.2f} s, the first time {taken[0]:.2f} s", flush=True)
