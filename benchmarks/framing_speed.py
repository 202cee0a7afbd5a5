"""Times the framing measures on annotated articles."""

from time import process_time

from analysis.measures.registry import GROUPS, MEASURES
from benchmarks.framing_data import Loader

#: Number of runs of each group; the fastest is reported, beside the first.
_RUNS = 3


def print_speed(load: Loader, _n_shuffles: int) -> None:
    """Print the processor seconds of each group of measures on the 90 articles of BASIL."""
    selection = load("basil").selection
    for group in GROUPS:
        # Measures may share a function; a dictionary keeps each once, in order.
        functions = {m.compute: None for m in MEASURES.values() if m.group == group}
        times = []
        for _ in range(_RUNS):
            start = process_time()
            for compute in functions:
                compute(selection)
            times.append(process_time() - start)
        print(f"  {group:18s} {min(times):.2f} s, the first time {times[0]:.2f} s", flush=True)
