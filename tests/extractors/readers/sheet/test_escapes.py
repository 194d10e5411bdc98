"""Characters written by their codes are shown as a spreadsheet program shows them."""

from __future__ import annotations

import pytest

from extractors.readers import read_bytes
from extractors.readers.sheet.escapes import unescaped
from tests.extractors.readers.sheet.conftest import RawBook


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("标记_x7532_一号", "标记甲一号"),
        ("甲_x000D_\n乙", "甲\n乙"),
        ("甲_x000D_乙", "甲\n乙"),
        ("_x005F_x000D_", "_x000D_"),  # the underline itself by its code
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("甲_x0007_", "甲"),
        ("max_x12_", "max_x12_"),
    ],
)
def test_codes_become_characters(stored: str, shown: str) -> None:
    assert unescaped(stored) == shown


def test_shared_and_inline_texts_are_decoded(raw_book: RawBook) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1" t="inlineStr"><is><t>_x4E59_</t></is></c></row>'
    )
    data = raw_book(rows, texts="<si><t>_x7532_</t></si>")
    assert [block.text for block in read_bytes(data, "表.xlsx").blocks] == ["甲", "乙"]
