"""Pictures in a Word file: scans of certificates are recognised, the others are counted.

Enter: a picture as found in the walk. Leave: recognised text as blocks where it hangs, or its
place in one problem for all that were not read. Logos and ornaments are not spoken of.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.errors import FileError
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.equipment import Equipment
from extractors.readers.scan.reader import read_image
from extractors.readers.word.parts import Part
from extractors.readers.word.walk import Found, Walk

# Of the page's area: a scanned licence fills the width and at least a third of the height;
# a logo or a signature stays far below a fiftieth.
SCAN = 1 / 3
ORNAMENT = 1 / 50
NAMED = 20  # places named in full before they are only counted


@dataclass(slots=True)
class Pictures:
    """Reads the large pictures of one file and remembers the others."""

    equipment: Equipment
    page_area: float
    places: list[str] = field(default_factory=list)
    seconds: float = LIMITS.recognition_document_seconds  # what is left for recognising
    known: set[str] = field(default_factory=set)

    def show(self, walk: Walk, found: Found) -> None:
        """Take one picture."""
        part = found.source.parts.target(found.part, found.what.relation)
        width, height = found.what.width, found.what.height
        # A picture that says no size of its own is as large as it likes.
        share = width * height / self.page_area if width and height else 1.0
        if not found.what.relation or share < ORNAMENT or found.layer is Layer.DELETED:
            return
        link = found.part.relations.get(found.what.relation)
        if link is not None and link.outside:
            return  # said of the whole file
        if part is None or share < SCAN or not self.equipment.recognise or self.seconds <= 0:
            self.places.append(found.place)
        elif part.name not in self.known:
            self.known.add(part.name)
            self._recognise(walk, found, part)

    def problems(self) -> Iterator[Problem]:
        """One problem for all pictures that were not read."""
        if self.places:
            named = "、".join(dict.fromkeys(self.places[:NAMED]))
            more = f" 等 {len(self.places)} 处" if len(self.places) > NAMED else ""
            yield problem("unread_part", f"{named}{more} 图片")

    def _recognise(self, walk: Walk, found: Found, part: Part) -> None:
        start = time.monotonic()
        try:
            reading = read_image(part.data, walk.name, self.equipment)
        except FileError:
            self.places.append(found.place)
            return
        finally:
            self.seconds -= time.monotonic() - start
        place = f"{found.place} 图片"
        walk.unread += [problem(one.code, place) for one in reading.problems]
        walk.blocks += _hung(reading.blocks, found, walk)
        for seal in reading.seals:
            if seal.text:
                walk.blocks.append(Block(seal.text, found.anchor, Layer.NOTE))


def _hung(blocks: Sequence[Block], found: Found, walk: Walk) -> list[Block]:
    """Recognised blocks at the paragraph that holds the picture, its tables numbered on.

    A picture in a Word file has no page, so its lines keep their scores and lead nowhere.
    """
    first = walk.tables
    hung = []
    for block in blocks:
        own = block.anchor
        if own.table is None:
            anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=found.anchor.paragraph)
        else:
            walk.tables = max(walk.tables, first + own.table)
            anchor = own._replace(
                kind=AnchorKind.TABLE_CELL, page=None, bbox=None, table=first + own.table
            )
        layer = found.layer if block.layer is Layer.BODY else block.layer
        lines = tuple(line._replace(page=0) for line in block.lines)
        hung.append(block._replace(anchor=anchor, layer=layer, lines=lines))
    return hung
