"""Ways to run one function over many files: one after another, or several at once.

Enter: a function of one file and the files. Leave: pairs of file and result, in the order in
which they are done. An executor knows nothing of what it runs, and never swallows an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def serial(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
) -> Iterator[tuple[Item, Result]]:
    """One after another; `workers` is not used."""
    for item in items:
        yield item, function(item)


def processes(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
) -> Iterator[tuple[Item, Result]]:
    """Up to `workers` at once.

    The function hands its file to a child process of the sandbox and waits; the threads here
    only wait with it. Where the caller stops early, files not yet begun are left out.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with ThreadPoolExecutor(workers, thread_name_prefix="file") as pool:
        futures = {pool.submit(function, item): item for item in items}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class Executor(Protocol):
    """The one shape of them all."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
    ) -> Iterator[tuple[Item, Result]]: ...


EXECUTORS: Mapping[str, Executor] = {"serial": serial, "processes": processes}
