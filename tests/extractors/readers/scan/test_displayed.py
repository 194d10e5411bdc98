"""Boxes of a page set upright come back to where the page shows them."""

from extractors.model import Anchor, AnchorKind, Block, Line
from extractors.readers.scan.displayed import displayed, shown

# A page of 100 by 200 points that was handed in on its side: x comes from y.
ON_ITS_SIDE = (0.0, 1.0, 0.0, -1.0, 0.0, 100.0, 0.0, 0.0, 1.0)


def test_box_is_turned_with_its_page():
    assert shown((10, 20, 30, 25), ON_ITS_SIDE) == (20, 70, 25, 90)


def test_blocks_of_turned_pages_only_are_moved():
    def block(page: int) -> Block:
        anchor = Anchor(AnchorKind.PAGE, page=page, bbox=(10, 20, 30, 25))
        return Block("甲", anchor, lines=(Line(0, 1, page, (10, 20, 30, 25)),))

    first, second = displayed([block(1), block(2)], {2: ON_ITS_SIDE})

    assert first == block(1)
    assert second.anchor.bbox == second.lines[0].bbox == (20, 70, 25, 90)
