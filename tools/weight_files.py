"""The files in which the weights of logistic regressions are stored."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt


def write_weights(
    path: Path,
    origin: str,
    measures: Sequence[str],
    intercept: float,
    weights: npt.NDArray[np.float64],
) -> None:
    """Write the weights of a logistic regression as CSV.

    Args:
        path: The file.
        origin: Its first line, which begins with "#".
        measures: The names of the measures.
        intercept: The intercept.
        weights: A weight for each measure.

    Raises:
        ValueError: There are not as many weights as measures.
    """
    values = [("intercept", intercept), *zip(measures, weights, strict=True)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(origin + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "weight"))
        writer.writerows((name, f"{value:.4f}") for name, value in values)
