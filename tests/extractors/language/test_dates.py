"""Dates: as exact as written, none that the calendar does not have, ranges as pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.dates import date_ranges, dates, month_days, year_in
from extractors.language.fold import fold


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022年3月18日", "2022-03-18"),
        ("2022 年 3 月 18 日", "2022-03-18"),
        ("２０２２年３月", "2022-03"),
        ("2022-03-18", "2022-03-18"),
        ("2022.3.18", "2022-03-18"),
        ("2022/3/18", "2022-03-18"),
        ("2022年3月18号", "2022-03-18"),
        ("2022年3月18", "2022-03-18"),  # 日 left out at the end
        ("2022年3月15-20日", "2022-03-15"),
        ("2022年3月", "2022-03"),
        ("2022.03", "2022-03"),
        ("2022-3", "2022-03"),
        ("2022/3", "2022-03"),
        ("2022年", "2022"),
        ("2022年度", "2022"),
        ("二〇二一年三月", "2021-03"),
        ("二零二一年", "2021"),
        ("二○二一年十二月三十一日", "2021-12-31"),
        ("21年3月", "2021-03"),  # two digits are a year before a month
        ("98年5月", "1998-05"),
        ("21年度", "2021"),
        ("20220318", "2022-03-18"),
        ("2.2022年3月", "2022-03"),  # a list number in front
        ("2022年3月15家", "2022-03"),  # 15 counts
        ("2022年3月1,200家", "2022-03"),
    ],
)
def test_a_date_is_as_exact_as_written(text: str, value: str) -> None:
    assert [str(span.value) for span in dates(fold(text).text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "2022年13月",  # no such month
        "2022年2月30日",
        "2022/13/01",
        "20221318",
        "2022.40",
        "2022.04万平方米",  # a measure
        "2022.5元",
        "2022.04%",
        "4.2万平方米",
        "3.10",
        "18.2022",
        "1949",  # a number
        "1890年",  # before there were registers
        "3年",
        "20年底蕴",
        "12022年",
        "A2022-03",  # a model
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert dates(fold(text).text) == ()


@pytest.mark.parametrize(
    ("text", "value", "at_end"),
    [
        ("2021年底", "2021", True),
        ("截至2021年末", "2021", True),
        ("2021年年底", "2021", True),
        ("21年底", "2021", True),
        ("2022年6月底", "2022-06", True),
        ("2021年7月末", "2021-07", True),
        ("2021年初", "2021", False),
    ],
)
def test_the_end_of_a_period_is_marked(text: str, value: str, at_end: bool) -> None:
    (span,) = dates(text)

    assert (str(span.value), span.end_of_period) == (value, at_end)


def test_a_date_knows_its_place() -> None:
    text = "成立于2022年3月18日，"
    (span,) = dates(text)

    assert text[span.start : span.end] == "2022年3月18日"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2022-2023年", ["2022", "2023"]),
        ("2021、2022、2023年", ["2021", "2022", "2023"]),  # 年 holds for all
        ("2020年和2021年", ["2020", "2021"]),
    ],
)
def test_several_years_share_one_word(text: str, values: list[str]) -> None:
    assert [str(span.value) for span in dates(text)] == values


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("自2022年4月1日起至2028年3月31日止", "2022-04-01", "2028-03-31"),
        ("2022.04.01—2028.03.31", "2022-04-01", "2028-03-31"),
        ("2022年4月1日至2028年3月31日", "2022-04-01", "2028-03-31"),
        ("从2022年4月1日开始，到2025年3月31日", "2022-04-01", "2025-03-31"),
        ("2022.9-2023.8", "2022-09", "2023-08"),
        ("2022年1月1日－12月31日", "2022-01-01", "2022-12-31"),  # the year of the first
        ("2022年11月至次年3月", "2022-11", "2023-03"),
        ("2022年1月至次年3月", "2022-01", "2023-03"),
        ("2024年1-9月", "2024-01", "2024-09"),
        ("2020年8月至2021年7月", "2020-08", "2021-07"),
        ("2020-2022年", "2020", "2022"),
    ],
)
def test_a_range_is_a_pair(text: str, first: str, last: str) -> None:
    (found,) = date_ranges(fold(text).text)

    assert found.last is not None
    assert (str(found.first.value), str(found.last.value)) == (first, last)


def test_a_range_covers_its_words() -> None:
    text = "租期自2022年4月1日起至2028年3月31日止，"
    (found,) = date_ranges(text)

    assert text[found.start : found.end] == "自2022年4月1日起至2028年3月31日止"


def test_an_open_range_has_no_last() -> None:
    (found,) = date_ranges("2016年3月4日至长期")

    assert found.last is None


@pytest.mark.parametrize(
    "text",
    ["2028年3月31日至2022年4月1日", "2022年3月，2023年4月", "2022年4月1日起"],
)
def test_falling_or_unjoined_dates_are_no_range(text: str) -> None:
    assert date_ranges(text) == ()


def test_a_day_without_year_gets_it_from_the_caller() -> None:
    (day,) = month_days("3月9日")

    assert str(day.day_in_year(2023)) == "2023-03-09"


def test_the_29_february_is_only_in_leap_years() -> None:
    (day,) = month_days("2月29日")

    assert day.day_in_year(2023) is None
    assert str(day.day_in_year(2024)) == "2024-02-29"


def test_a_month_of_the_same_year_has_the_year_spoken_of_before() -> None:
    text = "2021年3月，同年10月"
    assert [str(date.value) for date in dates(text)] == ["2021-03", "2021-10"]
    assert month_days(text) == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022", 2022),  # a table header
        ("2021年度孵化数据", 2021),
        ("2021年末（2021）", 2021),
        ("2020-2022", None),  # two years
        ("2022年比2021年", None),
        ("工位数", None),
        ("2022.5", 2022),
        ("12022", None),
        ("3200", None),
    ],
)
def test_a_heading_names_one_year_or_none(text: str, year: int | None) -> None:
    assert year_in(fold(text).text) == year


@given(st.text(alphabet="0123456789一二三〇零十年月日号底末-./至到自起止，、", max_size=30))
def test_any_mixture_gives_dates_in_order_and_inside(text: str) -> None:
    found = dates(text)

    ends = 0
    for span in found:
        assert ends <= span.start < span.end <= len(text)
        assert span.value.first_day <= span.value.last_day
        ends = span.end
    month_days(text)
    for pair in date_ranges(text):
        assert 0 <= pair.start < pair.end <= len(text)
    year_in(text)
