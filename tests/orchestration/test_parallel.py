"""What steps of a build share."""

import gc

from analysis.orchestration.parallel import collecting_seldom


def test_python_looks_for_cycles_seldom_only_while_rows_are_computed():
    before = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
