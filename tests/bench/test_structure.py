"""Our tables beside pdfplumber's: what counts as the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.specimens.pdf import filled_rectangles
from bench.structure import agreement, same
from extractors.model import Document
from extractors.readers import read_bytes


@pytest.fixture(scope="module")
def specimen() -> tuple[bytes, Document]:
    data = filled_rectangles(2)
    return data, read_bytes(data, "specimen.pdf")


def test_the_same_cells_agree(specimen: tuple[bytes, Document]) -> None:
    held = agreement(*specimen)
    assert (held.pages, held.alike, held.with_tables, held.differing) == (2, 2, 2, ())


def test_one_cell_less_differs_on_its_page_only(specimen: tuple[bytes, Document]) -> None:
    data, document = specimen
    last = max(n for n, b in enumerate(document.blocks) if b.in_table and b.text)
    blocks = document.blocks[:last] + document.blocks[last + 1 :]
    held = agreement(data, replace(document, blocks=blocks))
    assert (held.pages, held.alike) == (2, 1)
    assert "1 not ours" in held.differing[0]


def test_one_cell_more_differs(specimen: tuple[bytes, Document]) -> None:
    data, document = specimen
    cell = next(block for block in document.blocks if block.in_table)
    x0, top, x1, bottom = cell.anchor.bbox or (0, 0, 0, 0)
    half = cell._replace(anchor=cell.anchor._replace(bbox=(x0, top, (x0 + x1) / 2, bottom)))
    held = agreement(data, replace(document, blocks=(*document.blocks, half)))
    assert "1 only ours" in held.differing[0]


@pytest.mark.parametrize(("moved", "is_same"), [(0.0, True), (3.0, True), (3.1, False)])
def test_boxes_within_three_points_are_the_same(moved: float, is_same: bool) -> None:
    assert same((10, 10, 50, 30), (10, 10, 50, 30 + moved)) is is_same
