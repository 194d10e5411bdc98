"""A process takes itself off the network. For whatever opens strangers' files."""

from __future__ import annotations

import ctypes

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """Enter a network of its own without any connection, where the system permits it."""
    if not hasattr(_libc, "unshare"):  # only Linux has it
        return False
    return any(_libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))
