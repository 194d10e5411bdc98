"""Every block's text stands where its anchor says, as routes that are not our readers' see it.

ANCHORS=folder looks in another folder of files than the samples.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.anchored.check import Check, Outcome
from bench.anchors import checks
from bench.extraction import files_of
from extractors.model import AnchorKind, Document, Line
from extractors.readers import Equipment, read_bytes

FOLDER = Path(os.environ.get("ANCHORS", Path(__file__).parents[3] / "samples" / "submissions"))
# Without recognition and conversion: their time is measured elsewhere.
EQUIPMENT = Equipment(recognise=False, convert=False)


@pytest.fixture(scope="module")
def read() -> list[tuple[bytes, Document]]:
    return [(data, read_bytes(data, name, EQUIPMENT)) for data, name in files_of(FOLDER)]


@pytest.fixture(scope="module")
def checked(read: list[tuple[bytes, Document]]) -> list[tuple[str, str, Check]]:
    """Name of the file, route and check of every block."""
    return [(doc.name, *check) for data, doc in read for check in checks(data, doc)]


def test_every_block_is_found_again_at_its_anchor(checked: list[tuple[str, str, Check]]) -> None:
    assert [f"{n}: {one}" for n, _, one in checked if one.outcome is Outcome.MISSING] == []


def test_next_to_no_block_escapes_the_check(checked: list[tuple[str, str, Check]]) -> None:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for _, kind, one in checked:
        counts[kind][one.outcome] += 1
    assert {"pdf", "docx", "xlsx"} <= set(counts)
    for kind in ("pdf", "docx", "xlsx"):
        assert counts[kind][Outcome.UNCHECKED] <= 0.02 * counts[kind].total(), counts[kind]


def test_quotes_keep_to_their_block(read: list[tuple[bytes, Document]]) -> None:
    for _, document in read:
        for number, block in enumerate(document.blocks):
            if block.text:
                quote = document.quote(number)
                assert quote.text == block.text
                assert block.anchor.kind is not AnchorKind.PAGE or quote.anchor.bbox is not None


def shifted(line: Line, right: float, down: float) -> Line:
    x0, top, x1, bottom = line.bbox
    return line._replace(bbox=(x0 + right, top + down, x1 + right, bottom + down))


@pytest.mark.parametrize("shift", [(15, 0), (0, 15)])
def test_a_box_beside_its_text_is_noticed(read: Any, shift: tuple[float, float]) -> None:
    """The check itself: boxes moved by more than a line's height hold something else."""
    right, down = 10 * shift[0], shift[1]
    data, document = next((d, doc) for d, doc in read if doc.kind == "pdf" and len(doc.blocks) > 9)
    blocks = tuple(
        block._replace(lines=tuple(shifted(line, right, down) for line in block.lines))
        for block in document.blocks
    )
    moved = replace(document, blocks=blocks)
    outcomes = Counter(one.outcome for _, one in checks(data, moved))
    assert outcomes[Outcome.MISSING] > 0.9 * outcomes.total()
