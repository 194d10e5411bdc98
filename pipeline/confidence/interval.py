"""A share in, the interval in which the true one lies out."""

from __future__ import annotations

import math

Z = 1.959964  # of a normal distribution, 95 % lie within so many deviations


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in `n` findings; all of 0 to 1 where n is 0.

    Example:
        >>> tuple(round(end, 3) for end in wilson(0.95, 100))
        (0.888, 0.978)
    """
    if n <= 0:
        return 0.0, 1.0
    z2 = Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)
