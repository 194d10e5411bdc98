"""A pause in the search for cyclic garbage, for the length of one file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles while a file is read, which makes tuples by the hundred thousand.

    Hardly one of them forms a cycle, and the search takes a third of a page's time. What was
    made is then handed to the oldest generation without being looked through; where the program
    has frozen objects of its own, it is left to the usual course.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
