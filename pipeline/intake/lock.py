"""One process at a time takes in and judges for one home; a second one waits.

The lock is the kernel's: it is gone with the process that held it, however that ended.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Hold the home's lock."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
