"""XML parts: no document types, no entities, one set of names."""

from __future__ import annotations

import pytest

from extractors.errors import LimitReached, Unreadable
from extractors.readers.packages.xml import parse_part, transitional


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY e "a">]><x>&e;</x>',
        b'<?xml version="1.0"?>\n<!doctype x SYSTEM "file:///etc/passwd"><x/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_however_it_is_written(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_part(data, "材料.docx")


def test_comments_and_instructions_are_no_part_of_the_tree() -> None:
    root = parse_part("<x>甲<!-- a -->乙<?b c?><y/></x>".encode(), "材料.docx")
    assert root.text == "甲乙"
    assert [child.tag for child in root] == ["y"]


def test_strict_names_become_transitional_ones() -> None:
    strict = b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    root = parse_part(strict, "材料.docx")
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    assert transitional(b"<x/>") == b"<x/>"


def test_nesting_beyond_the_parser_is_a_limit_not_damage() -> None:
    with pytest.raises(LimitReached):
        parse_part(b"<x>" * 400 + b"</x>" * 400, "材料.docx")


def test_what_is_no_xml_is_damaged() -> None:
    with pytest.raises(Unreadable):
        parse_part(b"<x>", "材料.docx")
