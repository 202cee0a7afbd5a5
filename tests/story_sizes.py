"""The sizes of random stories and the selections of them that recounts are made of."""

import pytest

#: Numbers of outlets. The tests of the largest story run in one process, which computes once what
#: they share, and without the coverage: other tests cover those lines.
SIZES = (
    1,
    5,
    pytest.param(60, marks=[pytest.mark.xdist_group("largest story"), pytest.mark.no_cover]),
)
#: Which outlets of a story are selected: see :func:`tests.made_story.select_outlets`.
SELECTIONS = ("all outlets", "some outlets")
