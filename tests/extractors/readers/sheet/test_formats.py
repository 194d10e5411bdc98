"""What number formats add to a value, and what they must not take from it."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.readers.sheet.formats import number_format
from extractors.readers.sheet.values import plain, shown


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0",
        "#,##0.00_);[Red]\\(#,##0.00\\)",
        '"¥"#,##0.00',  # the heading says 元 or 万元
        '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
        "0.00E+00",
        "# ?/?",
        "000-0000",
        "@",
        "yyyy-mm-dd",
        'yyyy"年"m"月"',
        "[h]:mm",
        "",
        "0" * 300,
    ],
)
def test_roundings_currency_and_dates_leave_the_plain_value(code: str) -> None:
    assert number_format(code) is None


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0%", 0.35, "35%"),
        ("0.0%", 0.741573033707865, "74.1573033707865%"),  # not 74.2%: nothing is rounded
        ("0%", 1.2, "120%"),
        ('0.0"%"', 35.0, "35%"),
        ('0!.0,"万"', 12345.0, "1.2345万"),
        ("0!.0000", 12345.0, "1.2345"),
        ("#,##0,", 12345.0, "12.345"),
        ('0.00,,"百万"', 12345678.0, "12.345678百万"),
        ('[>=10000]0!.0,"万";0', 12345.0, "1.2345万"),
        ('[>=10000]0!.0,"万";0', 12.0, "12"),
        ('"第"0"期"', 3.0, "第3期"),
        ('0"年"', 2022.0, "2022年"),
        ('G/通用格式"人"', -7.0, "-7人"),
        ('#,##0.00"㎡"', 12.5, "12.5㎡"),
        ("000000", 123.0, "000123"),
        ('[=1]"是";[=2]"否"', 2.0, "否"),
        ("[$$-409]#,##0.00", 5.0, "$5"),
        ('"云南"@', "甲", "云南甲"),
        ('yyyy"年"', dt.date(2022, 1, 1), "2022年"),
        ("aaaa", 44562.0, "2022-01-01"),  # shown as 星期六
    ],
)
def test_what_belongs_to_a_number_is_in_its_text(code: str, value: object, text: str) -> None:
    form = number_format(code)
    assert form is not None
    assert shown(value, form) == text


@pytest.mark.parametrize(
    ("code", "value"), [(";;;", 5.0), (";;;", "甲"), ("0;-0;;@", 0.0), ("0;;0", -3.0)]
)
def test_a_format_may_show_nothing(code: str, value: object) -> None:
    form = number_format(code)
    assert form is not None
    assert shown(value, form) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.timedelta(hours=26, minutes=30), "26:30"),
        (dt.timedelta(days=-1), "-24:00"),
        (dt.datetime.fromisoformat("2022-01-01 09:29:59.999"), "2022-01-01 09:30"),
    ],
)
def test_times_are_what_the_clock_says(value: object, text: str) -> None:
    assert plain(value) == text
