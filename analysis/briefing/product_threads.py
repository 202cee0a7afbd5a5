"""The number of threads that multiply matrices while a briefing is composed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from threadpoolctl import threadpool_limits

#: Held while the number is limited: it is one for the whole process, and of two limits that overlap
#: the later one would restore that of the other.
_LIMITING = Lock()


@contextmanager
def limit_product_threads() -> Iterator[None]:
    """Multiply matrices in one thread, and afterwards in as many as before.

    The matrices of a briefing are small: threads that share one wait for each other most of the
    time. A second briefing waits until the first is composed.
    """
    with _LIMITING, threadpool_limits(limits=1, user_api="blas"):
        yield
