"""How long the measures of framing take once articles are annotated."""

from time import process_time

from analysis.measures.registry import GROUPS, MEASURES
from benchmarks.framing_data import Load

_TIMES = 3


def speed(load: Load, _: int) -> None:
    """Print the processor time of each group of measures on the 90 articles of BASIL."""
    chosen = load("basil").chosen
    for group in GROUPS:
        functions = {m.compute: None for m in MEASURES.values() if m.group == group}
        taken = []
        for _time in range(_TIMES):
            start = process_time()
            for compute in functions:
                compute(chosen)
            taken.append(process_time() - start)
        print(f"  {group:18s} {min(taken):.2f} s, the first time {taken[0]:.2f} s", flush=True)
