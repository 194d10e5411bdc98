"""A place in a submission's file, and how the address of the document asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.model import Box


@dataclass(frozen=True, slots=True)
class Spot:
    """A file of a submission by its position from 0, and characters of one of its blocks.

    `block` is None for the file as a whole; an empty range means the whole block. A place that a
    person drew has `page` (from 1) and `box` in points instead of a block.
    """

    document: int
    block: int | None = None
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None

    @property
    def query(self) -> Mapping[str, int | str]:
        """What is added to the address of the document, beside its number."""
        if self.page is not None and self.box is not None:
            return {"page": self.page, "box": ",".join(f"{side:g}" for side in self.box)}
        if self.block is None:
            return {}
        return {"block": self.block, "start": self.start, "end": self.end}
