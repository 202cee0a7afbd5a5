"""How much what two articles share counts less with the days between their publications.

This reduction is not learned: the public sets have few events of one day, so a training would take
every two articles of one day for one event.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: Number of days over which most of the reduction by time happens: a week (judgement).
_FADE_DAYS = 7.0
#: Factor that similarities approach as the days between two articles grow (judgement).
_FADE_MIN = 0.5
#: Factor where a date is unknown: about that of articles a week and a half apart. With a larger one
#: undated articles of one topic join over years in a large corpus; with a smaller one the
#: look-alike events of ECB+ are mixed more.
_FADE_UNKNOWN = 0.65
#: Days by which an article of a month may be nearer than one of the middle of the month.
_HALF_MONTH = 16


def fade_with_time(first: Array, second: Array) -> Array:
    """Return the factor on similarities of articles of some days; NaN where a day is unknown.

    A day with a half is the middle of the month of publication, which may be the other's month.
    """
    gap = np.abs(first - second)
    is_estimate = (first % 1 > 0) | (second % 1 > 0)
    apart = np.maximum(gap - _HALF_MONTH * is_estimate, 0)
    fade = _FADE_MIN + (1 - _FADE_MIN) * np.exp(-apart / _FADE_DAYS)
    fade = np.where(is_estimate, np.minimum(fade, _FADE_UNKNOWN), fade)
    factor: Array = np.where(np.isnan(gap), _FADE_UNKNOWN, fade)
    return factor
