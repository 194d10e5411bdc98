"""The encoding of a text is told by what comes out of it, not by what can be decoded."""

from __future__ import annotations

import pytest

from extractors.readers.decoding import decoded, holds_zeros

SIMPLIFIED = "名称,人数,备注\r\n众创空间孵化器,13,入驻团队\r\n第二家公司有限责任,5,说明文字内容"
TRADITIONAL = (
    "名稱,人數,備註\r\n創新創業孵化器,13,台灣團隊入駐\r\n第二家公司有限責任,5,說明文字內容"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_simplified_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert decoded(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert decoded(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, b"\x00" * 99, b"MZ\x90\x00\x03\x00"])
def test_programs_are_no_text(data: bytes) -> None:
    assert decoded(data) is None


def test_a_stray_zero_byte_is_dropped() -> None:
    assert decoded("甲\0乙".encode() + b"a" * 300) == "甲乙" + "a" * 300


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030", "utf-8"])
@pytest.mark.parametrize("text", ["标记甲一号", "王喆，张犇", "2023年", "面积（㎡）", "x,1\r\n"])
def test_a_short_text_without_a_mark_is_read_as_it_was_saved(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(1, 256)) * 20,
        "привет, это текст для всех".encode("cp1251"),
        "标记甲一号".encode("utf-32-le"),
        b"\xff\xfe\x00",
    ],
)
def test_what_looks_like_no_text_in_any_encoding_is_none(data: bytes) -> None:
    assert decoded(data) is None


def test_zero_bytes_of_letters_of_two_bytes_are_no_damage() -> None:
    assert holds_zeros("甲\0乙".encode())
    assert not holds_zeros("x,1".encode("utf-16-le"))
    assert not holds_zeros("x,1".encode("utf-16"))
