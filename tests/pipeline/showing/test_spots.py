"""A place is asked for by what is known of it: a range of a block, or a box on a page."""

from __future__ import annotations

from pipeline.showing.spots import Spot


def test_characters_of_a_block_are_asked_for_by_their_range() -> None:
    assert Spot(0, 4, 2, 8).query == {"block": 4, "start": 2, "end": 8}


def test_a_whole_file_asks_for_nothing() -> None:
    assert Spot(3).query == {}


def test_a_box_that_a_person_drew_is_asked_for_by_its_page() -> None:
    drawn = Spot(0, page=3, box=(10.5, 20, 300, 40))

    assert drawn.query == {"page": 3, "box": "10.5,20,300,40"}
