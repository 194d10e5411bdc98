"""Table styles that nothing names are left out before the rest is parsed."""

from __future__ import annotations

import pytest

from extractors.readers.word.styles import without_unused


def table(name: str, base: str = "") -> bytes:
    inner = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="table" w:styleId="{name}">{inner}</w:style>'.encode()


PARAGRAPH = b'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/></w:style>'
PART = b"<w:styles>" + table("b", "c") + PARAGRAPH + table("c") + table("d") + b"</w:styles>"


def named(name: str) -> bytes:
    return f'<w:tblPr><w:tblStyle w:val="{name}"/></w:tblPr>'.encode()


@pytest.mark.parametrize(
    ("stories", "kept"),
    [
        ([], PARAGRAPH),
        ([named("b")], table("b", "c") + PARAGRAPH + table("c")),  # with what it is based on
        ([named("c"), named("d")], PARAGRAPH + table("c") + table("d")),
    ],
)
def test_only_table_styles_that_are_named_stay(stories: list[bytes], kept: bytes) -> None:
    assert without_unused(PART, stories) == b"<w:styles>" + kept + b"</w:styles>"


@pytest.mark.parametrize("story", [named("d").decode().encode("utf-16"), named("&#100;")])
def test_where_names_may_be_missed_all_stay(story: bytes) -> None:
    assert without_unused(PART, [story]) == PART
    commented = PART.replace(b"</w:styles>", b"<!-- --></w:styles>")
    assert without_unused(commented, []) == commented
