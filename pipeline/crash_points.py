"""The moments at which the process may die; tests die there on purpose and look what is left.

In use every point does nothing. A test sets `crash_points.at` to a function in its own process.
"""

from __future__ import annotations

from collections.abc import Callable

POINTS = (
    "seen",  # K1  an entry of the inbox was found
    "stable",  # K2  it counts as complete
    "opened",  # K3  its first file is open
    "half_copied",  # K4  part of a file stands in the store under a temporary name
    "copied",  # K5  all of it, not yet synced
    "synced",  # K6  on disk, not yet renamed
    "renamed",  # K7  in the store, not yet recorded
    "before_commit",  # K8  recorded, not yet committed
    "after_commit",  # K9  committed, still in the inbox
    "removed",  # K10  out of the inbox
    "read",  # K11 read and found, result not yet written
    "traced",  # K12 what it shares by is known, not yet written
    "judged",  # K13 judged, not yet written
)

DESK_POINTS = (
    "decided",  # a decision is stored, what follows from it is not computed
)


def _nothing(_point: str) -> None:
    pass


at: Callable[[str], None] = _nothing


def crash_point(point: str) -> None:
    """Pass one of POINTS or DESK_POINTS."""
    at(point)
