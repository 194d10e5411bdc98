"""A block's statements in, the same out, refused where another of them takes their place.

Each statement has been found by itself; here they are held against each other: a part that is
ours against a whole that is not, and the figure of the latest day against those before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.find.sentences.naming import spec_of
from extractors.model import Window

if TYPE_CHECKING:
    from extractors.find.sentences.pairing import Statement

_WITHIN = re.compile(r"^[^。；]{0,6}其中[^。；]{0,6}$")


def whole_named(found: Sequence[Statement], text: str) -> list[Statement]:
    """建筑面积3300平方米，其中众创空间使用面积1000平方米: the part is ours, the whole is not."""
    kept = list(found)
    for at, (whole, part) in enumerate(pairwise(found)):
        ours = part.label.startswith("众创空间") and part.rejected is None
        if (
            ours
            and whole.key == part.key
            and whole.rejected is None
            and "空间" not in whole.label
            and _WITHIN.search(text[whole.end : part.start])
        ):
            kept[at] = replace(whole, rejected="含其他用途的总数，非本空间")
    return kept


def latest(found: Sequence[Statement]) -> list[Statement]:
    """截至2019年底12家；截至2021年底25家: of figures of a day the latest day's holds."""
    last: dict[str, int] = {}
    for one in found:
        if one.scope.until is not None and one.rejected is None:
            last[one.key] = max(one.scope.until, last.get(one.key, 0))
    return [
        replace(one, rejected=f"早先的数（截至{(one.scope.until - 1) // 12}年），非现有")
        if one.rejected is None
        and one.scope.until is not None
        and spec_of(one.key).window is Window.NOW
        and one.scope.until < last[one.key]
        else one
        for one in found
    ]
