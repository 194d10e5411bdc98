"""Office packages before they are read: limits, doubles, document types, programs."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.errors import LimitReached, Unreadable
from extractors.readers.packages.office import holds_macros, open_office
from extractors.readers.packages.zipped import Budget


def package(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(Unreadable):
        open_office(package(("a.xml", b"<x/>"), ("a.xml", b"<y/>")), "材料.docx")


@pytest.mark.parametrize("name", ["a.xml", "_rels/a.rels"])
def test_a_document_type_in_any_part_is_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        open_office(package((name, b"<!DOCTYPE x><x/>")), "材料.docx")


def test_a_package_in_a_package_spends_what_is_left() -> None:
    data = package(("a.xml", b"<x/>" * 100))
    budget = Budget(left=500)
    open_office(data, "材料.docx", budget)
    assert budget.left == 100
    with pytest.raises(LimitReached):
        open_office(data, "材料.docx", budget)


def test_programs_are_told_wherever_they_lie() -> None:
    assert holds_macros(open_office(package(("Word/vbaProject.BIN", b"x")), "a.docm"))
    assert not holds_macros(open_office(package(("word/document.xml", b"<x/>")), "a.docx"))


def test_parts_are_given_as_they_were_packed() -> None:
    parts = {"a.xml": b"<x/>", "图.png": b"\x89PNG" * 1000, "empty.bin": b""}
    assert open_office(package(*parts.items()), "材料.docx").parts == parts


@pytest.mark.parametrize("place", [0, 8, 14])  # signature, method and sum of a local header
def test_a_part_whose_content_is_not_what_was_packed_is_damaged(place: int) -> None:
    data = bytearray(package(("a.xml", b"<x/>" * 100)))
    data[place] ^= 0xFF
    data[data.rfind(b"PK\1\2") + 16] ^= 0xFF  # the sum in the directory
    with pytest.raises(Unreadable):
        open_office(bytes(data), "材料.docx")
