"""The limit of threads that multiply matrices, which is one for all briefings of a server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest

from analysis.briefing import product_threads


def test_two_briefings_at_once_restore_the_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    n_threads, together = [2], Barrier(2)

    @contextmanager
    def limit(*, limits: int, user_api: str) -> Iterator[None]:
        assert user_api == "blas"
        before = n_threads[-1]
        n_threads.append(limits)
        yield
        n_threads.append(before)

    def compose(_: int) -> int:
        with product_threads.limit_product_threads():
            # Broken where the other one waits until this one has ended.
            with suppress(BrokenBarrierError):
                together.wait(timeout=0.1)
            return n_threads[-1]

    monkeypatch.setattr(product_threads, "threadpool_limits", limit)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(compose, range(2))) == [1, 1]
    assert n_threads == [2, 1, 2, 1, 2]
