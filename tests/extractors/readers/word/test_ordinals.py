"""Numbers as Word prints them."""

from __future__ import annotations

import pytest

from extractors.readers.word.ordinals import ordinal


@pytest.mark.parametrize(
    ("kind", "count", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 10500, "一万零五百"),
        ("japaneseCounting", 11, "十一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 1, "甲"),
        ("ideographTraditional", 11, "11"),  # ten stems, no more
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 4, "IV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("ordinal", 12, "12th"),
        ("none", 3, ""),
        ("decimal", 7, "7"),
        ("vietnameseCounting", 7, "7"),
        ("upperRoman", 4000, "4000"),
    ],
)
def test_a_count_is_printed_in_its_format(kind: str, count: int, printed: str) -> None:
    assert ordinal(count, kind) == printed


@pytest.mark.parametrize("count", [0, 32_767])
def test_every_format_can_print_the_least_and_the_most(count: int) -> None:
    from extractors.readers.word.ordinals import FORMATS

    assert all(isinstance(form(count), str) for form in FORMATS.values())
