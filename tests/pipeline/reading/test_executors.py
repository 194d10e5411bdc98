"""Every way to run gives the same results; only the order may differ."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pipeline.reading.executors import EXECUTORS, processes


@pytest.mark.parametrize("name", sorted(EXECUTORS))
def test_every_item_gives_its_result_once(name: str) -> None:
    results = sorted(EXECUTORS[name](lambda number: number * number, range(20), 3))

    assert [(number, number * number) for number in range(20)] == results


@pytest.mark.parametrize("name", sorted(EXECUTORS))
def test_nothing_to_do_is_done_at_once(name: str) -> None:
    assert list(EXECUTORS[name](lambda number: number, [], 2)) == []


@pytest.mark.parametrize("name", sorted(EXECUTORS))
def test_a_mistake_in_the_function_is_not_swallowed(name: str) -> None:
    with pytest.raises(ZeroDivisionError):
        list(EXECUTORS[name](lambda number: 1 // number, [1, 0], 2))


def test_as_many_run_at_once_as_there_are_workers() -> None:
    """Three that wait for each other end only if they run at the same time."""
    together = threading.Barrier(3, timeout=10)

    done = list(processes(lambda _: together.wait(), range(3), 3))

    assert len(done) == 3


def test_who_stops_early_leaves_the_rest_undone() -> None:
    begun: list[int] = []
    first_is_out = threading.Event()

    def work(number: int) -> int:
        begun.append(number)
        if number:
            first_is_out.wait(10)
        return number

    results: Iterator[tuple[int, int]] = processes(work, range(100), 2)
    next(results)
    threading.Timer(0.1, first_is_out.set).start()
    results.close()  # type: ignore[attr-defined]

    assert len(begun) < 10
