"""The files in which the weights of regressions are stored."""

import numpy as np
import pytest

from tools.weight_files import write_weights


def test_weights_are_written_below_their_origin_with_a_name_each(tmp_path):
    path = tmp_path / "weights.csv"
    write_weights(path, "# Learned from pairs.", ["days", "words"], -1.75394, np.array([0.5, 2]))
    assert path.read_text("utf-8") == (
        "# Learned from pairs.\nmeasure,weight\nintercept,-1.7539\ndays,0.5000\nwords,2.0000\n"
    )


def test_weights_that_are_not_as_many_as_the_measures_are_refused(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        write_weights(tmp_path / "weights.csv", "#", ["days"], 0, np.array([0.5, 2]))
